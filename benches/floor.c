/* The least that the questions of envpeek can cost: the system calls alone, no words about them. Built by
   benches/ratios.
     floor which NAME    one stat an entry up to the first executable file
     floor path          one stat an entry
     floor shadows       every directory opened and read to its end, nothing done with the names */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char names[256 << 10];

static void read_directory(const char *path) {
  int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;
  while (syscall(SYS_getdents64, directory, names, sizeof names) > 0) {}
  close(directory);
}

int main(int count, char **words) {
  const char *list = getenv("PATH");
  if (count < 2 || !list) return 2;
  int which = !strcmp(words[1], "which"), shadows = !strcmp(words[1], "shadows");
  for (const char *entry = list;; entry++) {
    const char *end = strchrnul(entry, ':');
    char path[8192];
    struct stat seen;
    int length = end - entry;
    if (length < 4096) {
      snprintf(path, sizeof path, "%.*s%s%s", length, entry, which ? "/" : "", which ? words[2] : "");
      if (shadows) read_directory(path);
      else if (!stat(path, &seen) && which && S_ISREG(seen.st_mode) && !access(path, X_OK)) return puts(path) < 0;
    }
    if (!*end) return 0;
    entry = end;
  }
}

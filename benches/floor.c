/* The least that the questions of envpeek can cost: their system calls, and nothing concluded from the answers.
   benches/ratios builds it as a static program and runs it beside envpeek.

     floor nothing         starts and ends
     floor which NAME      one look an entry, up to the first executable file
     floor names NAME...   every directory opened once; the names are looked for through it
     floor path            one look an entry, and every entry written out with its number
     floor shadows         every directory opened and read to its end; nothing is done with the names
     floor venv            `which` for python, python3 and pip, and the configuration of $VIRTUAL_ENV read

   An entry that was written twice is asked about once. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LONGEST = 4096, PIECE = 1 << 20 };

struct entry { const char *text; int again; };

static struct entry *entries;
static size_t entry_count;

static uint64_t hash(const char *text) {
  uint64_t sum = 14695981039346656037u;
  for (; *text; text++) sum = (sum ^ (unsigned char)*text) * 1099511628211u;
  return sum ^ sum >> 32;
}

/* Cuts PATH, in place, into its entries; those that were written before are marked. */
static void split(char *list) {
  size_t most = 1, slots = 4;
  for (char *at = list; *at; at++) most += *at == ':';
  while (slots < 2 * most) slots *= 2;
  const char **known = calloc(slots, sizeof *known);
  entries = malloc(most * sizeof *entries);
  for (char *entry = list, *end; entry; entry = end) {
    end = strchr(entry, ':');
    if (end) *end++ = 0;
    size_t slot = hash(entry) & (slots - 1);
    while (known[slot] && strcmp(known[slot], entry)) slot = (slot + 1) & (slots - 1);
    entries[entry_count++] = (struct entry){*entry ? entry : ".", known[slot] != 0};
    known[slot] = entry;
  }
}

/* The next entry, from this one on, that was not written before. */
static size_t next(size_t entry) {
  while (entry < entry_count && entries[entry].again) entry++;
  return entry;
}

/* The first file of this name that may be executed; 0 where there is none. */
static int which(const char *name) {
  for (size_t entry = next(0); entry < entry_count; entry = next(entry + 1)) {
    char path[2 * LONGEST];
    struct stat seen;
    if (strlen(entries[entry].text) + strlen(name) + 2 > LONGEST) continue;
    strcat(strcat(strcpy(path, entries[entry].text), "/"), name);
    if (!stat(path, &seen) && S_ISREG(seen.st_mode) && !access(path, X_OK)) return puts(path) >= 0;
  }
  return 0;
}

struct folder { int descriptor; dev_t device; ino_t inode; const char *path; };

/* Opens every directory once, under whatever names it stands there. */
static size_t open_folders(struct folder *folders) {
  size_t count = 0;
  for (size_t entry = next(0); entry < entry_count; entry = next(entry + 1)) {
    struct stat seen;
    int opened = syscall(SYS_openat, AT_FDCWD, entries[entry].text, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0 || fstat(opened, &seen)) continue;
    size_t same = 0;
    while (same < count && (folders[same].inode != seen.st_ino || folders[same].device != seen.st_dev)) same++;
    if (same == count) folders[count++] = (struct folder){opened, seen.st_dev, seen.st_ino, entries[entry].text};
  }
  return count;
}

static int names(char **wanted) {
  struct folder *folders = malloc(entry_count * sizeof *folders);
  size_t count = open_folders(folders), folder;
  int all = 1;
  for (; *wanted; wanted++) {
    for (folder = 0; folder < count; folder++) {
      struct stat seen;
      int at = folders[folder].descriptor;
      if (!fstatat(at, *wanted, &seen, 0) && S_ISREG(seen.st_mode) && !faccessat(at, *wanted, X_OK, 0)) break;
    }
    if (folder < count) printf("%s/%s\n", folders[folder].path, *wanted);
    all &= folder < count;
  }
  return all;
}

static char *write_number(char *at, size_t number) {
  char digits[24], *digit = digits;
  do *digit++ = '0' + number % 10; while (number /= 10);
  while (digit > digits) *at++ = *--digit;
  return at;
}

static void list_entries(size_t bytes) {
  char *text = malloc(bytes + 32 * entry_count), *at = text;
  struct stat seen;
  for (size_t entry = 0; entry < entry_count; entry++) {
    if (!entries[entry].again) stat(entries[entry].text, &seen);
    at = write_number(at, entry + 1);
    *at++ = ' ';
    at = stpcpy(at, entries[entry].text);
    *at++ = '\n';
  }
  for (char *from = text; from < at;) {
    ssize_t written = write(1, from, at - from);
    if (written < 0) return;
    from += written;
  }
}

/* openat and not open: musl's asks the system a second time for O_CLOEXEC. */
static void read_directories(void) {
  char *piece = malloc(PIECE);
  for (size_t entry = next(0); entry < entry_count; entry = next(entry + 1)) {
    int opened = syscall(SYS_openat, AT_FDCWD, entries[entry].text, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) continue;
    while (syscall(SYS_getdents64, opened, piece, PIECE) > 0) {}
    close(opened);
  }
}

static int venv(void) {
  char path[LONGEST], text[LONGEST];
  const char *environment = getenv("VIRTUAL_ENV");
  if (environment && snprintf(path, sizeof path, "%s/pyvenv.cfg", environment) < LONGEST) {
    int config = open(path, O_RDONLY);
    if (config >= 0 && read(config, text, sizeof text) >= 0) close(config);
  }
  return which("python") & which("python3") & which("pip");
}

int main(int count, char **words) {
  char *list = getenv("PATH");
  if (count < 2 || !list) return 2;
  if (!strcmp(words[1], "nothing")) return 0;
  size_t bytes = strlen(list);
  split(list);
  if (!strcmp(words[1], "which") && count == 3) return !which(words[2]);
  if (!strcmp(words[1], "names")) return !names(words + 2);
  if (!strcmp(words[1], "path")) return list_entries(bytes), 0;
  if (!strcmp(words[1], "shadows")) return read_directories(), 0;
  if (!strcmp(words[1], "venv")) return !venv();
  return 2;
}

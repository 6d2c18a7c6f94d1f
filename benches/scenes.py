"""The PATHs that are measured. Nothing in them is random: the same call draws the same tree."""
import os

DIRECTORIES_OF_A_DEVELOPER = 25
NAMES = object()  # stands, among the words of a command, for the names of the scene


class Scene:
    """A PATH, the names to look for on it, and further variables."""

    def __init__(self, path, names=(), variables=None):
        self.path = path
        self.names = list(names)
        self.variables = variables or {}

    def put_names(self, words):
        """The words of a command with the names in them."""
        return [part for word in words for part in (self.names if word is NAMES else [word])]


def write(path, text="", mode=0o755):
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, mode), "w") as file:
        file.write(text)


def tree(top, directories, files):
    """Directories of executable files. One file in ten bears a name that stands in four directories."""
    shared = max(1, files // 10)
    names = max(1, directories * shared // 4)
    paths = [os.path.join(top, "%d" % number) for number in range(directories)]
    for number, path in enumerate(paths):
        os.makedirs(path)
        for file in range(files - shared):
            write(os.path.join(path, "own-%d-%d" % (number, file)))
        for file in range(shared):
            write(os.path.join(path, "shared-%d" % ((number * shared + file) % names)))
    return paths


def small(top):
    """Twelve directories; `target` stands in the tenth."""
    paths = tree(top, 12, 100)
    write(os.path.join(paths[9], "target"), "#!/bin/sh\n")
    return Scene(":".join(paths), ["target"])


def developer(top):
    """Sixty entries: 25 directories, 5 links to some of them, 10 that are missing, 20 repeats."""
    paths = tree(top, DIRECTORIES_OF_A_DEVELOPER, 800)
    links = [os.path.join(top, "link-%d" % number) for number in range(5)]
    for number, link in enumerate(links):
        os.symlink(paths[4 * number], link)
    missing = [os.path.join(top, "missing-%d" % number) for number in range(10)]
    entries = paths + links + missing + paths[:20]
    spread = sorted(range(len(entries)), key=lambda index: index * 37 % len(entries))
    return Scene(":".join(entries[index] for index in spread), ["absent"])


def many_names(scene, count):
    """The same PATH and many names: four in ten stand once, three several times, three nowhere."""
    def name(index):
        kind = index % 10
        if kind < 4:
            return "own-%d-%d" % (index % DIRECTORIES_OF_A_DEVELOPER, index % 720)
        return "shared-%d" % (index % 500) if kind < 7 else "absent-%d" % index
    return Scene(scene.path, map(name, range(count)))


def entries(count):
    """Short entries that are all missing; every second one repeats an earlier one."""
    def entry(index):
        return "/%x" % (0x1000 + (index if index % 2 == 0 else index * 31 % count // 2 * 2))
    return Scene(":".join(map(entry, range(count))), ["absent"])


def colons():
    """As many entries as fit into one variable: Linux allows 131,072 bytes with name and end."""
    return Scene(":" * (131072 - len("PATH=") - 1), ["absent"])


def directories(top, count, files):
    return Scene(":".join(tree(top, count, files)))


def one_directory(top, files):
    """All files in one directory, and a second one with a hundred of their names."""
    path = os.path.join(top, "all")
    other = os.path.join(top, "other")
    os.makedirs(path)
    os.makedirs(other)
    for file in range(files):
        write(os.path.join(path, "file-%d" % file))
    for file in range(min(100, files)):
        write(os.path.join(other, "file-%d" % (file * (files // 100 or 1))))
    return Scene(path + ":" + other)


def environment(top):
    """An active virtual environment in front of the twelve directories, and the Python that it was made from."""
    scene = small(top)
    venv, base = os.path.join(top, "venv"), scene.path.split(":")[0]
    os.makedirs(os.path.join(venv, "bin"))
    write(os.path.join(base, "python3"))
    write(os.path.join(venv, "pyvenv.cfg"), "home = %s\nversion = 3.11.2\n" % base)
    write(os.path.join(venv, "bin", "pip"), "#!%s/bin/python\n" % venv)
    for name in ("python", "python3"):
        os.symlink(os.path.join(base, "python3"), os.path.join(venv, "bin", name))
    return Scene(os.path.join(venv, "bin") + ":" + scene.path, variables={"VIRTUAL_ENV": venv})

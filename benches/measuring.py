"""Whole processes, measured: time and memory by a small program of ours, instructions by callgrind, calls by strace.

For benches/ratios and benches/growth. A program gets nothing of this machine's environment: PATH is the scene's, HOME
an empty directory.
"""
import glob
import os
import re
import shutil
import signal
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LONGEST = 20  # seconds that a run may take
LONGEST_COUNTED = 240  # callgrind makes it fifty times slower


class Workshop:
    """A directory for scenes, and in it the C programs of this directory, built."""

    def __init__(self, directory):
        self.directory = directory
        self.home = os.path.join(directory, "home")
        os.mkdir(self.home)
        self.compiler = "musl-gcc" if shutil.which("musl-gcc") else "cc"
        self.floor = self._built("floor")
        self.stopwatch = self._built("stopwatch")

    def _built(self, name):
        program = os.path.join(self.directory, name)
        source = os.path.join(HERE, name + ".c")
        subprocess.run([self.compiler, "-O2", "-static", "-o", program, source], check=True)
        return program

    def installed(self, program):
        """A copy, as an installation makes one. How the kernel keeps a file in memory depends on how it was written, and
        a linker writes it piece by piece: that alone makes a tenth of a short call."""
        place = os.path.join(self.directory, "installed", os.path.basename(os.path.dirname(program)))
        os.makedirs(place, exist_ok=True)
        return shutil.copy(program, place)

    def environment(self, scene):
        return {"PATH": scene.path, "HOME": self.home, "LC_ALL": "C.UTF-8", **scene.variables}

    def run(self, command, scene, limit, **streams):
        """What a command printed on the captured stream; none where it was not done in time. Nothing of it is left
        behind."""
        child = subprocess.Popen(command, env=self.environment(scene), cwd=self.home, stdin=subprocess.DEVNULL,
                                 start_new_session=True, text=True, errors="replace", **streams)
        try:
            return child.communicate(timeout=limit)[0] or ""
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            return None

    def timed(self, command, scene):
        """Microseconds and KiB of one run; none where it took too long or could not be started."""
        said = self.run([self.stopwatch] + command, scene, LONGEST, stdout=subprocess.PIPE)
        if not said:
            return None
        nanoseconds, kibibytes, _ = said.split()
        return int(nanoseconds) / 1000, int(kibibytes)

    def instructions(self, command, scene):
        """Instructions outside of the kernel, those of child processes included."""
        logs = os.path.join(self.directory, "callgrind.%p")
        tool = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--trace-children=yes", "--log-file=" + logs]
        return self._counted("valgrind", tool, command, scene, r"Collected : (\d+)")

    def system_calls(self, command, scene):
        """System calls, those of child processes included."""
        log = os.path.join(self.directory, "strace.log")
        tool = ["-f", "-qq", "-c", "-U", "calls,name", "-o", log]
        return self._counted("strace", tool, command, scene, r"^\s*(\d+)\s+(?!total)\w+\s*$")

    def _counted(self, tool, options, command, scene, pattern):
        found = shutil.which(tool)
        if not found:
            return None
        said = self.run([found] + options + command, scene, LONGEST_COUNTED, stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL)
        logs = glob.glob(os.path.join(self.directory, "callgrind.*")) + glob.glob(
            os.path.join(self.directory, "strace.log"))
        counts = [int(count) for log in logs for count in re.findall(pattern, taken(log), re.M)]
        return None if said is None or not counts else sum(counts)


def taken(log):
    """The text of a file, which is removed."""
    with open(log, errors="replace") as file:
        text = file.read()
    os.remove(log)
    return text


def workshop():
    """A directory with a short name, so that a thousand paths into it fit into PATH."""
    return tempfile.TemporaryDirectory(prefix="ep-", dir="/tmp")


def builds(static=None, plain=None):
    """envpeek's programs that there are, `{name: path}`; the static one first."""
    target = os.path.join(os.path.dirname(HERE), "target")
    paths = {"static": static or os.path.join(target, "static", "envpeek"),
             "plain": plain or os.path.join(target, "release", "envpeek")}
    found = {name: os.path.abspath(path) for name, path in paths.items() if os.path.exists(path)}
    if not found:
        raise SystemExit("error: there is no envpeek; build it with scripts/build-static or `cargo build --release`")
    return found

//! The real programs behind the callers: how each of them is made to look up and run `prog`.

use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use envpeek::env::Variable;
use envpeek::lookup::Caller;

use crate::candidates::Kind;
use crate::ordinary_user;
use crate::sandbox::{Environment, Sandbox, os_string};
use crate::tools;

/// The name that every test looks up.
pub(crate) const NAME: &str = "prog";

/// How long a shell may take. Some open a named pipe and wait for ever.
const PATIENCE: Duration = Duration::from_secs(10);

/// A real program that looks up names by its own rules.
#[derive(Clone, Debug)]
pub(crate) struct Asker {
    pub(crate) caller: Caller,
    program: PathBuf,
    arguments: Vec<OsString>,
    patience: Duration,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ran {
    /// The file with this mark ran.
    Marked(u8),
    /// Something ran, did nothing and was content.
    Silently,
    /// Nothing ran, or what ran failed.
    Failed,
    /// It did not come back.
    Hung,
    /// It names this file, and runs none.
    Named(PathBuf),
}

impl Asker {
    /// The program behind a caller, where this machine has it.
    pub(crate) fn of(caller: Caller) -> Option<Self> {
        let shell = |program: Option<PathBuf>, arguments: &str| {
            let arguments = arguments.split(' ').filter(|word| !word.is_empty()).map(OsString::from);
            let arguments = arguments.chain([NAME.into()]).collect();
            Some(Self { caller, program: program?, arguments, patience: PATIENCE })
        };
        let python = |code: &str| {
            let arguments = ["-S", "-E", "-c", code, NAME].map(OsString::from).to_vec();
            Some(Self { caller, program: real_python()?, arguments, patience: PATIENCE })
        };
        match caller {
            Caller::Bash => shell(tools::required("bash"), "--norc --noprofile -c"),
            Caller::Zsh => shell(tools::required("zsh"), "-f -c"),
            Caller::Fish => shell(tools::required("fish"), "--no-config -c"),
            Caller::Dash => shell(tools::required("dash"), "-c"),
            Caller::Ksh => shell(tools::required("ksh93"), "-c"),
            Caller::Mksh => shell(tools::required("mksh"), "-c"),
            Caller::Tcsh => shell(tools::required("tcsh"), "-f -c"),
            Caller::Yash => shell(tools::required("yash"), "--norcfile -c"),
            Caller::Busybox => shell(tools::required("busybox"), "ash -c"),
            Caller::Elvish => shell(tools::required("elvish"), "-norc -c"),
            Caller::Xonsh => shell(xonsh(), "--no-rc -c"),
            Caller::Nu => shell(tools::optional("nu"), "-n -c"),
            Caller::Execvp => shell(tools::required("env"), ""),
            Caller::PosixSpawn => python(POSIX_SPAWN),
            Caller::Musl => shell(compiled("musl-gcc", "execvp", EXECVP), ""),
            Caller::ShutilWhich => python(SHUTIL_WHICH),
            Caller::Go => shell(compiled_go(), ""),
            Caller::RustWhich | Caller::Cmd | Caller::Powershell => None,
        }
    }

    /// Whether what this program does at such a file depends on its version, or never comes to an end.
    pub(crate) fn is_unsettled_at(&self, kind: Kind) -> bool {
        use Kind::{ExecutableForOthers, Fifo, HashBangAlone, HashBangTooLong, Text, ZeroLength};
        match self.caller {
            Caller::Bash => kind == Fifo,
            Caller::Elvish | Caller::Go => kind == ExecutableForOthers,
            Caller::Xonsh => matches!(kind, Text | ZeroLength | HashBangAlone | HashBangTooLong),
            _ => false,
        }
    }

    /// The same, given up on after this time.
    pub(crate) fn patient_for(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The same, run as nobody; root only.
    pub(crate) fn for_nobody(self) -> Option<Self> {
        let program = tools::required("setpriv")?;
        if !ordinary_user::may_start(&self.program) {
            return tools::skip(&format!("nobody may not enter the place of {}", self.caller));
        }
        let words = ordinary_user::options().into_iter().chain([self.program.into()]);
        Some(Self { program, arguments: words.chain(self.arguments).collect(), ..self })
    }

    /// Asks for `prog` in this sandbox and environment.
    pub(crate) fn ask(&self, sandbox: &Sandbox, environment: &Environment) -> Ran {
        let mut command = sandbox.command(&self.program, environment);
        command.args(self.arguments_for(environment));
        self.outcome(sandbox, command)
    }

    /// Asks in an environment of exactly these records, the same name twice if need be.
    pub(crate) fn ask_with_records(&self, sandbox: &Sandbox, records: &[Variable]) -> Option<Ran> {
        let mut command = sandbox.command(&real_python()?, &sandbox.environment(None));
        let records = records.iter().map(|record| os_string(&[&*record.name, b"=", &*record.value].concat()));
        command.args(["-S", "-E", "-c", EXECUTE]).arg(records.len().to_string()).args(records);
        command.arg(&self.program).args(&self.arguments);
        Some(self.outcome(sandbox, command))
    }

    /// The system calls that name files, as strace writes them, where it can.
    pub(crate) fn calls(&self, sandbox: &Sandbox, environment: &Environment) -> Option<String> {
        let log = sandbox.path("calls");
        let mut command = sandbox.command(&tools::required("strace")?, environment);
        command.args(["-f", "-qq", "-e", "trace=file", "-o"]).arg(&log).arg(&self.program);
        command.args(self.arguments_for(environment));
        let (status, _) = finish(command, self.patience);
        let calls = std::fs::read_to_string(&log).unwrap_or_default();
        if status.is_none() || !calls.contains("execve(") {
            return tools::skip("strace may not look at other programs here");
        }
        Some(calls)
    }

    fn outcome(&self, sandbox: &Sandbox, command: Command) -> Ran {
        let (status, output) = finish(command, self.patience);
        match status {
            None => Ran::Hung,
            Some(0) if self.caller == Caller::ShutilWhich => {
                Ran::Named(sandbox.path("cwd").join(os_string(&output)))
            }
            Some(status) => ran(status, &String::from_utf8_lossy(&output)),
        }
    }

    /// Asks, and asks again twice where the answer is not the `expected` one: a child that another thread has just
    /// started may still hold a new file open for writing, and then nobody can execute it (ETXTBSY).
    pub(crate) fn ask_until(
        &self,
        sandbox: &Sandbox,
        environment: &Environment,
        expected: impl Fn(&Ran) -> bool,
    ) -> Ran {
        let mut ran = self.ask(sandbox, environment);
        for _ in 0..2 {
            if !expected(&ran) {
                ran = self.ask(sandbox, environment);
            }
        }
        ran
    }

    /// Debian's `/etc/zsh/zshenv` replaces an empty PATH even with `-f`, so zsh has to empty it itself.
    fn arguments_for(&self, environment: &Environment) -> Vec<OsString> {
        let mut arguments = self.arguments.clone();
        let empty = environment.0.get(&OsString::from("PATH")).is_some_and(|path| path.is_empty());
        if self.caller == Caller::Zsh && empty {
            arguments.pop();
            arguments.push(format!("PATH=; {NAME}").into());
        }
        arguments
    }
}

fn ran(status: i32, output: &str) -> Ran {
    let printed = output.lines().find_map(|line| line.strip_prefix("mark-")?.parse().ok());
    let left_with = u8::try_from(status).ok().filter(|status| (10..100).contains(status));
    match printed.or(left_with) {
        Some(mark) => Ran::Marked(mark),
        None if status == 0 => Ran::Silently,
        None => Ran::Failed,
    }
}

/// Runs it to its end, or kills it and whatever it started.
fn finish(mut command: Command, patience: Duration) -> (Option<i32>, Vec<u8>) {
    use std::os::unix::process::CommandExt as _;
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let status = wait(&mut child, patience);
    let mut output = Vec::new();
    if status.is_some() {
        child.stdout.take().unwrap().read_to_end(&mut output).unwrap();
    }
    (status, output)
}

fn wait(child: &mut Child, patience: Duration) -> Option<i32> {
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status.code().unwrap_or(-1));
        }
        if start.elapsed() > patience {
            let group = rustix::process::Pid::from_child(child);
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
            drop(child.wait());
            return None;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(5));
    }
}

const POSIX_SPAWN: &str = "import os, sys
try: child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ)
except OSError: sys.exit(125)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))";

/// Becomes another program with the environment that it is told, by the system call itself.
const EXECUTE: &str = "import ctypes, os, sys
count = int(sys.argv[1])
def strings(words):
    words = [os.fsencode(word) for word in words]
    return (ctypes.c_char_p * (len(words) + 1))(*words, None)
words = sys.argv[2 + count:]
ctypes.CDLL(None).execve(os.fsencode(words[0]), strings(words), strings(sys.argv[2:2 + count]))
sys.exit(125)";

const SHUTIL_WHICH: &str = "import shutil, sys
found = shutil.which(sys.argv[1])
if found is None: sys.exit(125)
sys.stdout.buffer.write(__import__('os').fsencode(found))";

const EXECVP: &str = "#include <unistd.h>
int main(int count, char **words) { execvp(words[1], words + 1); return 125; }";

const GO: &str = "package main
import (\"os\"; \"os/exec\")
func main() {
    command := exec.Command(os.Args[1])
    command.Stdout = os.Stdout
    if command.Run() == nil { os.Exit(0) }
    if command.ProcessState == nil { os.Exit(125) }
    os.Exit(command.ProcessState.ExitCode())
}";

/// xonsh is a script, and its Python may lie where this user may not go.
fn xonsh() -> Option<PathBuf> {
    static STARTS: OnceLock<bool> = OnceLock::new();
    let program = tools::required("xonsh")?;
    let starts = || Command::new(&program).arg("--version").stdin(Stdio::null()).output().is_ok();
    if *STARTS.get_or_init(starts) { Some(program) } else { tools::skip("this user cannot start xonsh") }
}

/// The system's Python: the first one on PATH may be a version manager's shim, a script with needs of its own.
fn real_python() -> Option<PathBuf> {
    let system = PathBuf::from("/usr/bin/python3");
    if system.exists() { Some(system) } else { tools::required("python3") }
}

/// Where programs that have to be compiled first are kept.
fn workshop() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

fn compiled(compiler: &str, name: &str, code: &str) -> Option<PathBuf> {
    let program = workshop().join(format!("{compiler}-{name}"));
    build(&program, &format!("{compiler}-{name}.c"), code, || {
        let mut command = Command::new(tools::optional(compiler)?);
        command.args(["-O1", "-static"]);
        Some(command)
    })
}

fn compiled_go() -> Option<PathBuf> {
    build(&workshop().join("go-run"), "run.go", GO, || {
        let mut command = Command::new(tools::optional("go")?);
        command.arg("build").env("GOCACHE", workshop().join("go-cache")).env("GO111MODULE", "off");
        Some(command)
    })
}

/// Compiles once, under another name first: several tests may come at the same time.
fn build(
    program: &Path,
    source: &str,
    code: &str,
    compiler: impl Fn() -> Option<Command>,
) -> Option<PathBuf> {
    if program.exists() {
        return Some(program.to_owned());
    }
    let directory = tempfile::tempdir_in(workshop()).ok()?;
    let (source, built) = (directory.path().join(source), directory.path().join("built"));
    std::fs::write(&source, code).unwrap();
    let status = compiler()?.arg("-o").arg(&built).arg(&source).status().ok()?;
    assert!(status.success(), "cannot compile {code}");
    std::fs::rename(&built, program).unwrap();
    Some(program.to_owned())
}

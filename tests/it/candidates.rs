//! Files of every kind that a look-up can meet, each telling who it is when it runs.
//!
//! A binary and a script print their mark and leave with it as exit status; a text that some shell reads for itself
//! can only leave with it, since even `echo` is an external command to one of them. Nothing needs another program
//! but `/bin/sh`.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;

/// What stands under the name that is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Binary,
    Script,
    ScriptOfScript,
    MissingInterpreter,
    CarriageReturn,
    InterpreterNotExecutable,
    InterpreterIsDirectory,
    InterpreterIsText,
    BareInterpreter,
    InterpreterOfInterpreterMissing,
    InterpretsItself,
    InterpreterIsLoop,
    HashBangAlone,
    HashBangTooLong,
    Text,
    ZeroLength,
    Directory,
    NotExecutable,
    ExecutableForOthers,
    DanglingLink,
    LinkLoop,
    LinkToGood,
    LinkToDirectory,
    LinkIntoClosed,
    LinkToOverlongName,
    LinkChainOfForty,
    LinkChainOfFortyOne,
    ForeignBinary,
    ObjectFile,
    MissingLoader,
    Fifo,
    Socket,
    Nothing,
}

impl Kind {
    pub(crate) const ALL: [Self; 33] = [
        Self::Binary,
        Self::Script,
        Self::ScriptOfScript,
        Self::MissingInterpreter,
        Self::CarriageReturn,
        Self::InterpreterNotExecutable,
        Self::InterpreterIsDirectory,
        Self::InterpreterIsText,
        Self::BareInterpreter,
        Self::InterpreterOfInterpreterMissing,
        Self::InterpretsItself,
        Self::InterpreterIsLoop,
        Self::HashBangAlone,
        Self::HashBangTooLong,
        Self::Text,
        Self::ZeroLength,
        Self::Directory,
        Self::NotExecutable,
        Self::ExecutableForOthers,
        Self::DanglingLink,
        Self::LinkLoop,
        Self::LinkToGood,
        Self::LinkToDirectory,
        Self::LinkIntoClosed,
        Self::LinkToOverlongName,
        Self::LinkChainOfForty,
        Self::LinkChainOfFortyOne,
        Self::ForeignBinary,
        Self::ObjectFile,
        Self::MissingLoader,
        Self::Fifo,
        Self::Socket,
        Self::Nothing,
    ];

    /// Makes such a thing at `path`. What it needs besides goes to `spare`, a directory of its own.
    pub(crate) fn make(self, path: &Path, spare: &Path, mark: u8) {
        let helper = spare.join("helper");
        let script = format!("#!/bin/sh\necho mark-{mark}\nexit {mark}\n");
        let interpreted_by = |interpreter: &str| format!("#!{interpreter}\necho mark-{mark}\nexit {mark}\n");
        let interpreted = || interpreted_by(&helper.display().to_string());
        let text = format!("exit {mark}\n");
        match self {
            Self::Nothing => {}
            Self::Binary => file(path, &program(mark), 0o755),
            Self::Script => file(path, script.as_bytes(), 0o755),
            Self::ScriptOfScript => {
                file(&helper, script.as_bytes(), 0o755);
                file(path, interpreted().as_bytes(), 0o755);
            }
            Self::MissingInterpreter => file(path, interpreted().as_bytes(), 0o755),
            Self::CarriageReturn => file(path, script.replace('\n', "\r\n").as_bytes(), 0o755),
            Self::InterpreterNotExecutable => {
                file(&helper, &program(mark), 0o644);
                file(path, interpreted().as_bytes(), 0o755);
            }
            Self::InterpreterIsDirectory => {
                fs::create_dir(&helper).unwrap();
                file(path, interpreted().as_bytes(), 0o755);
            }
            Self::InterpreterIsText => {
                file(&helper, b"exit 99\n", 0o755);
                file(path, format!("#!{}\n{text}", helper.display()).as_bytes(), 0o755);
            }
            Self::BareInterpreter => {
                let interpreter = format!("interpreter-{mark}");
                file(&path.with_file_name(&interpreter), &program(mark), 0o755);
                file(path, interpreted_by(&interpreter).as_bytes(), 0o755);
            }
            Self::InterpreterOfInterpreterMissing => {
                file(&helper, b"#!/missing/interpreter\n", 0o755);
                file(path, interpreted().as_bytes(), 0o755);
            }
            Self::InterpretsItself => {
                file(path, interpreted_by(&path.display().to_string()).as_bytes(), 0o755);
            }
            Self::InterpreterIsLoop => {
                symlink("helper", &helper).unwrap();
                file(path, interpreted().as_bytes(), 0o755);
            }
            Self::HashBangAlone => file(path, format!("#!\n{text}").as_bytes(), 0o755),
            Self::HashBangTooLong => {
                file(path, format!("#!/{}\n{text}", "a".repeat(300)).as_bytes(), 0o755);
            }
            Self::Text => file(path, text.as_bytes(), 0o755),
            Self::ZeroLength => file(path, b"", 0o755),
            Self::Directory => fs::create_dir(path).unwrap(),
            Self::NotExecutable => file(path, script.as_bytes(), 0o644),
            Self::ExecutableForOthers => file(path, &program(mark), 0o655),
            Self::DanglingLink => symlink("/missing/file", path).unwrap(),
            Self::LinkLoop => symlink(path, path).unwrap(),
            Self::LinkToGood => {
                file(&helper, &program(mark), 0o755);
                symlink(&helper, path).unwrap();
            }
            Self::LinkToDirectory => symlink(spare, path).unwrap(),
            Self::LinkIntoClosed => {
                let closed = spare.join("closed");
                fs::create_dir(&closed).unwrap();
                file(&closed.join("helper"), &program(mark), 0o755);
                symlink(closed.join("helper"), path).unwrap();
                fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
            }
            Self::LinkToOverlongName => symlink(format!("/{}", "a".repeat(300)), path).unwrap(),
            Self::LinkChainOfForty => chain(path, spare, mark, 40),
            Self::LinkChainOfFortyOne => chain(path, spare, mark, 41),
            Self::ForeignBinary => file(path, &altered(mark, 18, foreign_machine()), 0o755),
            Self::ObjectFile => file(path, &altered(mark, 16, 1), 0o755),
            Self::MissingLoader => file(path, &without_loader(), 0o755),
            Self::Fifo => {
                use rustix::fs::{CWD, FileType, Mode, mknodat};
                mknodat(CWD, path, FileType::Fifo, Mode::from_bits_truncate(0o755), 0).unwrap();
                fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
            }
            Self::Socket => {
                drop(UnixListener::bind(path).unwrap());
                fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
            }
        }
    }
}

/// Writes through a new file: one that is open for writing anywhere cannot be executed.
fn file(path: &Path, content: &[u8], mode: u32) {
    fs::write(path, content).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn chain(path: &Path, spare: &Path, mark: u8, links: usize) {
    file(&spare.join("0"), &program(mark), 0o755);
    (1..links).for_each(|at| symlink((at - 1).to_string(), spare.join(at.to_string())).unwrap());
    symlink(spare.join((links - 1).to_string()), path).unwrap();
}

const HEADERS: usize = 64 + 56;
/// Types of segments: `PT_LOAD` and `PT_INTERP`.
const LOADED: u8 = 1;
const INTERPRETER: u8 = 3;

/// A static ELF program that writes `mark-N` and leaves with status N. Of its own making, so that nothing has to
/// be compiled and every copy tells which one it is; on other processors a script takes its place.
fn program(mark: u8) -> Vec<u8> {
    let line = format!("mark-{mark}\n");
    let length = u8::try_from(line.len()).unwrap();
    let (machine, code) = match std::env::consts::ARCH {
        "x86_64" => (62, x86_64(mark, length)),
        "aarch64" => (183, aarch64(mark, length)),
        _ => return format!("#!/bin/sh\necho mark-{mark}\nexit {mark}\n").into_bytes(),
    };
    elf(machine, LOADED, &[code, line.into_bytes()].concat())
}

/// A 64-bit little-endian executable with one segment, of the given type, that holds everything.
fn elf(machine: u8, segment: u8, body: &[u8]) -> Vec<u8> {
    let number = |value: usize| (value as u64).to_le_bytes();
    let (base, length) = (0x40_0000, HEADERS + body.len());
    let mut file = b"\x7fELF\x02\x01\x01".to_vec();
    file.resize(16, 0);
    file.extend([2, 0, machine, 0, 1, 0, 0, 0]);
    file.extend([number(base + HEADERS), number(64), number(0)].concat());
    file.extend([0, 0, 0, 0, 64, 0, 56, 0, 1, 0, 64, 0, 0, 0, 0, 0]);
    let (offset, size) = if segment == INTERPRETER { (HEADERS, body.len()) } else { (0, length) };
    file.extend([segment, 0, 0, 0, 5, 0, 0, 0]);
    file.extend(
        [number(offset), number(base), number(base), number(size), number(size), number(0x1000)].concat(),
    );
    file.extend(body);
    file
}

/// write(1, line, length); exit(mark): the line follows the code.
fn x86_64(mark: u8, length: u8) -> Vec<u8> {
    let mut code = vec![0xb8, 1, 0, 0, 0, 0xbf, 1, 0, 0, 0, 0x48, 0x8d, 0x35, 19, 0, 0, 0];
    code.extend([0xba, length, 0, 0, 0, 0x0f, 0x05]);
    code.extend([0xb8, 60, 0, 0, 0, 0xbf, mark, 0, 0, 0, 0x0f, 0x05]);
    code
}

fn aarch64(mark: u8, length: u8) -> Vec<u8> {
    let set = |register: u32, value: u32| 0xd280_0000 | (value << 5) | register;
    let (call, address_of_line) = (0xd400_0001, 0x1000_0000 | (6 << 5) | 1);
    [
        set(8, 64),
        set(0, 1),
        address_of_line,
        set(2, length.into()),
        call,
        set(8, 93),
        set(0, mark.into()),
        call,
    ]
    .into_iter()
    .flat_map(u32::to_le_bytes)
    .collect()
}

fn foreign_machine() -> u8 {
    if std::env::consts::ARCH == "s390x" { 62 } else { 22 }
}

/// A program with one byte of its header changed.
fn altered(mark: u8, at: usize, value: u8) -> Vec<u8> {
    let mut file = elf(62, LOADED, &x86_64(mark, 0));
    file[at] = value;
    file
}

/// A program for this machine whose loader does not exist.
fn without_loader() -> Vec<u8> {
    let machine = if std::env::consts::ARCH == "aarch64" { 183 } else { 62 };
    elf(machine, INTERPRETER, b"/missing/loader\0")
}

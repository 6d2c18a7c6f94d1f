//! What was seen of one file, and what that means for a caller.

use super::{Access, Content, HashBang, Response, Rules};
use crate::disk::{Identity, Kind};
use crate::text::Text;

/// Everything that one look at a file gave. Whether it may run is a matter of the caller's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Its path, absolute.
    pub path: Text,
    /// The links that lead from it to the file, one step after the other, each as an absolute path.
    pub links: Vec<Text>,
    /// What stands at the end of the links.
    pub end: End,
    /// Which file that is; none where there is none, or the system does not tell.
    pub identity: Option<Identity>,
    /// Permission bits of that file.
    pub mode: u32,
    /// Whether the kernel lets this user execute it.
    pub executable: bool,
    /// What it holds; looked at only where it might run.
    pub content: Content,
    /// What is wrong with the program that would run it, where something is.
    pub interpreter_trouble: Option<InterpreterTrouble>,
}

/// What stands at the end of a chain of links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A file of this kind.
    There(Kind),
    /// Nothing: a link dangles.
    Dangling,
    /// The links never end.
    Loop,
    /// A directory on the way is closed to this user.
    Closed,
    /// A link names something longer than a file name may be.
    TooLong,
}

/// Why a script's `#!` program, or a binary's loader, cannot run it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterpreterTrouble {
    /// The program as written. Where interpreters are scripts themselves, the one that fails.
    pub interpreter: Text,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with an interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It does not exist.
    Missing,
    /// It does not exist, but would without the carriage return at its end.
    CarriageReturn,
    /// It lies in a directory that is closed to this user.
    Closed,
    /// It is a directory, a pipe or the like.
    NoFile,
    /// It may not be executed.
    NotExecutable,
    /// It is executable and still no program: text, no bytes, a binary for another system.
    NoProgram,
    /// Its links, or its interpreters' interpreters, never end.
    Endless,
    /// The dynamic loader of a binary does not exist or may not be executed.
    Loader,
}

impl Fault {
    /// The fault as the rest of a sentence that begins with the interpreter.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missing => "does not exist",
            Self::CarriageReturn => "does not exist: the line ends in a carriage return",
            Self::Closed => "lies in a closed directory",
            Self::NoFile => "is not a file",
            Self::NotExecutable => "may not be executed",
            Self::NoProgram => "is no program",
            Self::Endless => "leads through more links or scripts than the system follows",
            Self::Loader => "is its dynamic loader and cannot be started",
        }
    }

    /// What a caller with these rules does at it: the kernel reports a loop as ELOOP, which stops those that
    /// stop at a loop of links, and what is no program as ENOEXEC, like text.
    fn response(self, rules: &Rules) -> Response {
        let by_caller = rules.hash_bang == HashBang::Itself;
        match self {
            Self::NoProgram => rules.unfit_interpreter,
            Self::Endless if rules.missing_interpreter == Response::GoesOn => rules.link_loop,
            Self::CarriageReturn if by_caller => Response::Runs,
            Self::Loader if by_caller => Response::GoesOn,
            _ => rules.missing_interpreter,
        }
    }
}

/// Why a file does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No permission to execute it is set for anybody.
    NotExecutable {
        /// Its permission bits.
        mode: u32,
    },
    /// Permission is set, but not for this user, or the kernel refuses it all the same.
    Denied {
        /// Its permission bits.
        mode: u32,
    },
    /// It is a directory.
    Directory,
    /// A link whose end does not exist.
    DanglingLink {
        /// Where it leads.
        target: Text,
    },
    /// A link that leads to itself.
    LinkLoop,
    /// A pipe, a socket or a device.
    SpecialFile(Kind),
    /// The program that would run it cannot.
    MissingInterpreter(InterpreterTrouble),
    /// Text without `#!`, which this caller does not run.
    NoHashBang,
    /// Text with a `#!` line that names no program, which this caller does not run.
    BrokenHashBang,
    /// No bytes at all, which this caller does not run.
    ZeroLength,
    /// A binary for another system.
    ForeignFormat {
        /// For which.
        what: String,
    },
    /// Its name has no suffix that makes it a command (Windows).
    WrongSuffix,
    /// It was found through an entry that is not absolute, and this caller declines such files.
    RelativeRefused,
}

impl Obstacle {
    /// The name that JSON uses as `reason`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotExecutable { .. } => "not-executable",
            Self::Denied { .. } => "denied",
            Self::Directory => "directory",
            Self::DanglingLink { .. } => "dangling-link",
            Self::LinkLoop => "link-loop",
            Self::SpecialFile(_) => "special-file",
            Self::MissingInterpreter(_) => "missing-interpreter",
            Self::NoHashBang | Self::BrokenHashBang | Self::ZeroLength | Self::ForeignFormat { .. } => {
                "exec-format"
            }
            Self::WrongSuffix => "wrong-suffix",
            Self::RelativeRefused => "relative-refused",
        }
    }

    /// The reason as the rest of a sentence that begins with the file.
    pub fn words(&self) -> String {
        match self {
            Self::NotExecutable { mode } => format!("is not executable (mode {mode:04o})"),
            Self::Denied { mode } => format!("may not be executed by this user (mode {mode:04o})"),
            Self::Directory => "is a directory".to_owned(),
            Self::DanglingLink { target } => format!("is a link to `{target}`, which does not exist"),
            Self::LinkLoop => "is a link that leads back to itself".to_owned(),
            Self::SpecialFile(Kind::Fifo) => "is a named pipe".to_owned(),
            Self::SpecialFile(Kind::Socket) => "is a socket".to_owned(),
            Self::SpecialFile(_) => "is a device".to_owned(),
            Self::MissingInterpreter(trouble) => {
                format!("needs `{}`, which {}", trouble.interpreter, trouble.fault.words())
            }
            Self::NoHashBang => "is text without a `#!` line".to_owned(),
            Self::BrokenHashBang => "has a `#!` line that names no program".to_owned(),
            Self::ZeroLength => "is an empty file".to_owned(),
            Self::ForeignFormat { what } => format!("is {what}"),
            Self::WrongSuffix => "has no suffix that makes it a command".to_owned(),
            Self::RelativeRefused => "was found through an entry that is not absolute".to_owned(),
        }
    }
}

impl Sighting {
    /// What keeps this file from running for a caller with these rules, and what that caller does about it.
    pub fn obstacle(&self, rules: &Rules) -> Option<(Obstacle, Response)> {
        match self.end {
            End::Dangling => Some((self.dangling(), Response::GoesOn)),
            End::TooLong => Some((self.dangling(), rules.broken_entry)),
            End::Loop => Some((Obstacle::LinkLoop, rules.link_loop)),
            End::Closed => Some((Obstacle::Denied { mode: self.mode }, Response::GoesOn)),
            End::There(Kind::Directory) => Some((Obstacle::Directory, Response::GoesOn)),
            End::There(Kind::File) => self.permission(rules).or_else(|| self.format(rules)),
            End::There(kind) => self.permission(rules).or_else(|| {
                let response = if kind == Kind::Socket { rules.socket } else { rules.fifo };
                Some((Obstacle::SpecialFile(kind), response))
            }),
        }
    }

    fn dangling(&self) -> Obstacle {
        Obstacle::DanglingLink { target: self.links.last().cloned().unwrap_or_default() }
    }

    fn permission(&self, rules: &Rules) -> Option<(Obstacle, Response)> {
        let any_bit = self.mode & 0o111 != 0;
        match rules.access {
            Access::Ignored => None,
            _ if self.executable => None,
            _ if !any_bit => Some((Obstacle::NotExecutable { mode: self.mode }, Response::GoesOn)),
            Access::Effective => Some((Obstacle::Denied { mode: self.mode }, Response::GoesOn)),
            Access::AnyBit => Some((Obstacle::Denied { mode: self.mode }, Response::Stops)),
        }
    }

    fn format(&self, rules: &Rules) -> Option<(Obstacle, Response)> {
        if rules.access == Access::Ignored {
            return None;
        }
        let (obstacle, response) = match &self.content {
            Content::Foreign { what } => {
                (Obstacle::ForeignFormat { what: what.clone() }, rules.foreign_format)
            }
            Content::BrokenHashBang if rules.hash_bang == HashBang::Again => {
                (Obstacle::BrokenHashBang, Response::GoesOn)
            }
            Content::BrokenHashBang => (Obstacle::BrokenHashBang, rules.text),
            Content::Text => (Obstacle::NoHashBang, rules.text),
            Content::ZeroLength => (Obstacle::ZeroLength, rules.zero_length),
            Content::Binary { .. } | Content::Script { .. } => {
                let trouble = self.interpreter_trouble.clone()?;
                let response = trouble.fault.response(rules);
                (Obstacle::MissingInterpreter(trouble), response)
            }
            Content::Unknown => return None,
        };
        Some((obstacle, response)).filter(|(_, response)| *response != Response::Runs)
    }

    /// The kind of file at the end of the links; none where there is none.
    pub fn kind(&self) -> Option<Kind> {
        match self.end {
            End::There(kind) => Some(kind),
            _ => None,
        }
    }

    /// Whether anything stands at the end of its links.
    pub fn is_there(&self) -> bool {
        matches!(self.end, End::There(_))
    }

    /// Whether its links end in a file at `path`.
    pub fn leads_to(&self, path: &[u8]) -> bool {
        self.is_there() && self.links.last().is_some_and(|target| target.as_bytes() == path)
    }

    /// The file's kind as JSON names it; a shim is told by whoever knows shims.
    pub fn kind_name(&self) -> &'static str {
        match self.content {
            Content::Binary { .. } | Content::Foreign { .. } => "binary",
            Content::Script { .. } | Content::BrokenHashBang | Content::Text => "script",
            Content::ZeroLength | Content::Unknown => "unknown",
        }
    }
}

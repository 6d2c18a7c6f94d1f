//! The process that is sent where answers may not come: envpeek itself, started once more for this errand.
//!
//! It reads questions from its standard input and writes answers to its standard output as they come, in any order,
//! each with the number of its question. Every question has a thread, so that one without an answer keeps back no
//! other. The end of its input is the end of the errand.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

use crate::disk::{Disk as _, Found, Names, Sight, Trouble};
use crate::host::OsDisk;
use crate::host::disk::folders;

/// The word that starts envpeek as a scout, in place of a command.
pub(in crate::host) const ERRAND: &str = "--answer-questions-about-files";

/// One question, about an absolute path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(in crate::host) enum Question {
    /// `Disk::look`.
    Look(Vec<u8>),
    /// `Disk::follow`.
    Follow(Vec<u8>),
    /// `Disk::follow` and `Disk::may_execute` of a file in one.
    Find(Vec<u8>),
    /// `Disk::may_execute`.
    MayExecute(Vec<u8>),
    /// `Disk::read` of so many bytes.
    Read(Vec<u8>, usize),
    /// `Disk::read_link`.
    ReadLink(Vec<u8>),
    /// `Disk::real_path`.
    RealPath(Vec<u8>),
    /// A directory's own sight and its names.
    Names(Vec<u8>),
}

/// What a question was answered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::host) enum Reply {
    /// To `Look` and `Follow`.
    Sight(Sight),
    /// To `Find`.
    Found(Found),
    /// To `MayExecute`.
    Permission(bool),
    /// To `Read`, `ReadLink` and `RealPath`.
    Bytes(Vec<u8>),
    /// To `Names`.
    Names(Sight, Names),
}

/// The reply to a question, or why there is none.
pub(in crate::host) type Answer = Result<Reply, Trouble>;

/// A question or an answer on its way, with its number.
pub(super) type Numbered<T> = (u64, T);

/// Answers questions until there are no more.
pub(in crate::host) fn run_errand() -> ExitCode {
    let out = Arc::new(Mutex::new(std::io::stdout()));
    let questions = serde_json::Deserializer::from_reader(std::io::stdin().lock()).into_iter();
    for (number, question) in questions.map_while(Result::<Numbered<Question>, _>::ok) {
        let out = Arc::clone(&out);
        std::thread::spawn(move || {
            let answer: Numbered<Answer> = (number, answer(&question));
            let Ok(words) = serde_json::to_vec(&answer) else { return };
            if let Ok(mut out) = out.lock() {
                drop(out.write_all(&words).and_then(|()| out.flush()));
            }
        });
    }
    ExitCode::SUCCESS
}

/// Asks the file system, and waits as long as that takes.
pub(super) fn answer(question: &Question) -> Answer {
    let disk = OsDisk;
    let answer = match question {
        Question::Look(path) => disk.look(path).map(Reply::Sight),
        Question::Follow(path) => disk.follow(path).map(Reply::Sight),
        Question::Find(path) => disk.follow(path).map(|sight| Reply::Found(found(path, sight))),
        Question::MayExecute(path) => Ok(Reply::Permission(disk.may_execute(path))),
        Question::Read(path, limit) => disk.read(path, *limit).map(Reply::Bytes),
        Question::ReadLink(path) => disk.read_link(path).map(|target| Reply::Bytes(target.into_bytes())),
        Question::RealPath(path) => disk.real_path(path).map(|real| Reply::Bytes(real.into_bytes())),
        Question::Names(path) => folders::read(path).map(|(sight, names)| Reply::Names(sight, names)),
    };
    answer.map_err(|error| error.trouble)
}

fn found(path: &[u8], sight: Sight) -> Found {
    Found { sight, executable: sight.may_be_executable() && OsDisk.may_execute(path) }
}

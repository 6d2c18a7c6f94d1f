//! The disk of a Linux system: asked directly where that needs no waiting, through a scout elsewhere.

mod many;

use std::cell::RefCell;
use std::fs::File;
use std::time::Duration;

use rustix::fs::OFlags;

use super::disk::{OsDisk, absolute, failed, failed_io, sight};
use super::far::{Answer, Ground, Question, Refusal, Region, Reply, Scouts};
use super::progress::Progress;
use super::read_first;
use crate::disk::{
    Disk, DiskError, Expected, Glance, Kind, Listed, Reading, Sight, Sought, Trouble, Until, Wanted,
};
use crate::text::Text;

/// The file system as this process sees it. No answer is waited for longer than the time limit.
#[derive(Debug, Default)]
pub(super) struct GuardedDisk {
    ground: Ground,
    scouts: Scouts,
    expected: RefCell<Option<Expected>>,
    progress: Progress,
}

impl GuardedDisk {
    /// Opens a path and looks at it; a link at its end is seen as a link with `O_NOFOLLOW`.
    fn look_by(&self, path: &[u8], nofollow: OFlags, question: Question) -> Result<Sight, DiskError> {
        let looked = match self.ground.open(path, OFlags::PATH | nofollow) {
            Ok(opened) => {
                let seen = rustix::fs::fstat(&opened).map(|stat| sight(&stat));
                self.ground.leave_open(opened);
                seen
            }
            Err(Refusal::Errno(errno)) => Err(errno),
            Err(Refusal::Far(region)) => {
                return match self.ask(region, question) {
                    Ok(Reply::Sight(sight)) => Ok(sight),
                    other => Err(unanswered("look at", path, other)),
                };
            }
        };
        let sight = looked.map_err(|errno| failed("look at", path, errno))?;
        self.ground.note(path, sight.kind == Kind::Link);
        Ok(sight)
    }

    fn bytes(
        &self,
        region: Region,
        operation: &'static str,
        path: &[u8],
        question: Question,
    ) -> Result<Vec<u8>, DiskError> {
        match self.ask(region, question) {
            Ok(Reply::Bytes(bytes)) => Ok(bytes),
            other => Err(unanswered(operation, path, other)),
        }
    }

    /// Asks one question where the answer has to be waited for; before the first, everything that is expected.
    fn ask(&self, region: Region, question: Question) -> Answer {
        if let Some(expected) = self.expected.take() {
            self.ask_ahead(&expected);
        }
        self.scouts.ask(&[(region, question)], &self.progress).swap_remove(0)
    }
}

fn unanswered(operation: &'static str, path: &[u8], answer: Answer) -> DiskError {
    let trouble =
        answer.err().unwrap_or_else(|| Trouble::Other("the answer is to another question".to_owned()));
    DiskError { operation, path: path.into(), trouble }
}

impl Disk for GuardedDisk {
    fn look(&self, path: &[u8]) -> Result<Sight, DiskError> {
        let path = absolute("look at", path)?;
        if self.ground.is_free(path) {
            return OsDisk.look(path);
        }
        self.look_by(path, OFlags::NOFOLLOW, Question::Look(path.to_vec()))
    }

    fn follow(&self, path: &[u8]) -> Result<Sight, DiskError> {
        let path = absolute("look at", path)?;
        if self.ground.is_free(path) {
            return OsDisk.follow(path);
        }
        self.look_by(path, OFlags::empty(), Question::Follow(path.to_vec()))
    }

    fn may_execute(&self, path: &[u8]) -> bool {
        let answer = |region| self.ask(region, Question::MayExecute(path.to_vec()));
        match self.ground.prove(path, OFlags::empty()) {
            Ok(()) => OsDisk.may_execute(path),
            Err(region) => answer(region) == Ok(Reply::Permission(true)),
        }
    }

    fn list(&self, path: &[u8]) -> Result<Vec<Listed>, DiskError> {
        let (_, names) = self.names(path)?;
        Ok(names.iter().map(|(name, kind)| Listed { name: name.into(), kind }).collect())
    }

    fn read(&self, path: &[u8], limit: usize) -> Result<Vec<u8>, DiskError> {
        match self.ground.open(path, OFlags::RDONLY) {
            Ok(opened) => {
                read_first(File::from(opened), limit).map_err(|error| failed_io("read", path, &error))
            }
            Err(Refusal::Errno(errno)) => Err(failed("read", path, errno)),
            Err(Refusal::Far(region)) => {
                self.bytes(region, "read", path, Question::Read(path.to_vec(), limit))
            }
        }
    }

    fn read_link(&self, path: &[u8]) -> Result<Text, DiskError> {
        let question = || Question::ReadLink(path.to_vec());
        match self.ground.prove(path, OFlags::NOFOLLOW) {
            Ok(()) => OsDisk.read_link(path),
            Err(region) => self.bytes(region, "read the link", path, question()).map(Text::from),
        }
    }

    fn real_path(&self, path: &[u8]) -> Result<Text, DiskError> {
        let question = || Question::RealPath(path.to_vec());
        match self.ground.prove(path, OFlags::empty()) {
            Ok(()) => OsDisk.real_path(path),
            Err(region) => self.bytes(region, "resolve", path, question()).map(Text::from),
        }
    }

    fn is_silent(&self, directory: &[u8]) -> bool {
        match self.ground.prove(directory, OFlags::empty()) {
            Ok(()) => false,
            Err(region) => self.is_silent_there(region, directory),
        }
    }

    fn count_executables(&self, directory: &[u8]) -> Result<usize, DiskError> {
        self.progress.tell(|| format!("counting the programs in {}", Text::from(directory)));
        match self.ground.prove(directory, OFlags::empty()) {
            Ok(()) => self.count_near(directory),
            Err(region) => Err(self.count_far(region, directory)),
        }
    }

    fn read_each(&self, directories: &[&[u8]]) -> Vec<Result<Reading, DiskError>> {
        self.read_far_and_near(directories)
    }

    fn look_each(&self, wanted: &[Wanted<'_>]) -> Vec<Vec<Sought>> {
        self.look_far_and_near(wanted)
    }

    fn glance_each(&self, directories: &[&[u8]], names: &[&[u8]], until: Until) -> Vec<Vec<Glance>> {
        self.glance_far_and_near(directories, names, until)
    }

    fn same_bytes(&self, one: &[u8], other: &[u8]) -> Result<bool, DiskError> {
        let are_near = [one, other].into_iter().all(|path| self.ground.prove(path, OFlags::empty()).is_ok());
        if are_near {
            return OsDisk.same_bytes(one, other);
        }
        Ok(self.read(one, usize::MAX)? == self.read(other, usize::MAX)?)
    }

    fn wait_at_most(&self, limit: Duration) {
        self.scouts.wait_at_most(limit);
    }

    fn expect(&self, questions: Expected) {
        self.expected.replace(Some(questions));
    }

    /// Inside another root the kernel's one step could lead to a place that does not answer, so where there is one,
    /// the way is gone step by step.
    fn resolve_in_root(&self, root: &[u8], path: &[u8]) -> Option<Result<Text, DiskError>> {
        if self.ground.has_far_places() { None } else { OsDisk.resolve_in_root(root, path) }
    }
}

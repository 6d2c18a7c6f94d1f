//! Questions about many directories: those near by are asked in turn, those far away all at once.

use std::cell::RefCell;
use std::os::fd::OwnedFd;

use rustix::fs::OFlags;
use rustix::io::Errno;

use super::{GuardedDisk, unanswered};
use crate::disk::{
    DiskError, Expected, Glance, Identity, Kind, Names, Reading, Sight, Sought, Trouble, Until, Wanted,
};
use crate::flavor::Flavor;
use crate::hashing::Map;
use crate::host::disk::folders::{self, Links, Looked};
use crate::host::far::{Answer, Question, Refusal, Region, Reply};
use crate::text::Text;

/// A name that no file has.
const NOBODYS_NAME: &[u8] = b".envpeek-asks-for-nothing";

/// Directories that were put aside because they lie far away: each by its index.
type PutAside = RefCell<Vec<(usize, Region)>>;

impl GuardedDisk {
    /// Asks about every far directory that is expected, and keeps the answers for those who will ask: first what is
    /// there, then what is to be known of it.
    pub(super) fn ask_ahead(&self, expected: &Expected) {
        let region = |directory: &Text| self.ground.prove(directory, OFlags::empty()).err();
        let first = expected.directories.iter().flat_map(|directory| {
            let region = region(directory);
            let questions = region.as_ref().map(|_| about(directory, &expected.names));
            questions.into_iter().flatten().filter_map(move |question| Some((region.clone()?, question)))
        });
        let first: Vec<_> = first.collect();
        let answers = self.scouts.ask_ahead(&first, &self.progress);
        let then = first.iter().zip(&answers).flat_map(|((region, question), answer)| {
            let questions = following(question, answer, expected.head);
            questions.into_iter().map(|question| (region.clone(), question))
        });
        self.scouts.ask_ahead(&then.collect::<Vec<_>>(), &self.progress);
    }

    /// A directory's names and its own sight.
    pub(super) fn names(&self, directory: &[u8]) -> Result<(Sight, Names), DiskError> {
        match self.ground.open(directory, OFlags::RDONLY | OFlags::DIRECTORY) {
            Ok(opened) => folders::names(&opened).map_err(|errno| folders::not_listed(directory, errno)),
            Err(Refusal::Errno(errno)) => Err(folders::not_listed(directory, errno)),
            Err(Refusal::Far(region)) => match self.ask(region, Question::Names(directory.to_vec())) {
                Ok(Reply::Names(sight, names)) => Ok((sight, names)),
                other => Err(unanswered("list", directory, other)),
            },
        }
    }

    /// Files far away are not counted, which would take a question for each.
    pub(super) fn count_far(&self, region: Region, directory: &[u8]) -> DiskError {
        let answer = self.ask_for_nothing(region, directory);
        unanswered(
            "count the programs in",
            directory,
            if is_silence(&answer) { answer } else { Err(too_far()) },
        )
    }

    pub(super) fn is_silent_there(&self, region: Region, directory: &[u8]) -> bool {
        is_silence(&self.ask_for_nothing(region, directory))
    }

    /// A directory that is not even able to say that it has no such file does not answer.
    fn ask_for_nothing(&self, region: Region, directory: &[u8]) -> Answer {
        self.ask(region, Question::Look(below(directory, NOBODYS_NAME)))
    }

    pub(super) fn read_far_and_near(&self, directories: &[&[u8]]) -> Vec<Result<Reading, DiskError>> {
        let far = PutAside::default();
        let mut readings = folders::read_each(directories, self.opening(&far), &self.progress);
        let far = far.into_inner();
        let question = |(index, region): &(usize, Region)| {
            (region.clone(), Question::Names(directories[*index].to_vec()))
        };
        let questions: Vec<_> = far.iter().map(question).collect();
        let mut known: Map<Identity, usize> = Map::default();
        for ((index, _), answer) in far.into_iter().zip(self.scouts.ask(&questions, &self.progress)) {
            readings[index] = match answer {
                Ok(Reply::Names(sight, names)) => {
                    let first =
                        sight.identity.map_or(index, |identity| *known.entry(identity).or_insert(index));
                    Ok(if first == index { Reading::Names(sight, names) } else { Reading::Again(first) })
                }
                other => Err(unanswered("list", directories[index], other)),
            };
        }
        readings
    }

    pub(super) fn look_far_and_near(&self, wanted: &[Wanted<'_>]) -> Vec<Vec<Sought>> {
        if wanted.is_empty() {
            return Vec::new();
        }
        let far = PutAside::default();
        let links = if self.ground.has_far_places() { Links::PutAside } else { Links::Followed };
        let near = folders::look_each(wanted, links, self.opening(&far));
        let sought = |directory: &[u8], name: &[u8], looked: Looked| match looked {
            Looked::Nothing => Sought::Nothing,
            Looked::Found(found) => Sought::File(found),
            Looked::Link => Sought::at(self, &below(directory, name)),
        };
        let of_one = |(wanted, looked): (&Wanted<'_>, Vec<Looked>)| {
            let names = wanted.names.iter().zip(looked);
            names.map(|(name, looked)| sought(wanted.directory, name, looked)).collect()
        };
        let mut all: Vec<Vec<Sought>> = wanted.iter().zip(near).map(of_one).collect();
        let asked = |index: usize| (wanted[index].directory, wanted[index].names.as_slice());
        for (index, answers) in self.ask_for_names(far, asked, Question::Find) {
            let sought = |answer: Answer| match answer {
                Ok(Reply::Found(found)) => Sought::File(found),
                answer if is_silence(&answer) => {
                    Sought::Unknown(unanswered("look into", wanted[index].directory, answer).into())
                }
                _ => Sought::Nothing,
            };
            all[index] = answers.into_iter().map(sought).collect();
        }
        all
    }

    /// Links may lead out of a directory that lies near.
    pub(super) fn count_near(&self, directory: &[u8]) -> Result<usize, DiskError> {
        let operation = "count the programs in";
        let opened = folders::open_at_once(0, directory, OFlags::RDONLY | OFlags::DIRECTORY);
        let leads_far = |name: &[u8]| self.ground.prove(&below(directory, name), OFlags::empty()).is_err();
        match opened.and_then(|opened| folders::count_executables(&opened, leads_far)) {
            Ok(Some(number)) => Ok(number),
            Ok(None) => Err(DiskError { operation, path: directory.into(), trouble: too_far() }),
            Err(errno) => Err(folders::not_listed(directory, errno)),
        }
    }

    pub(super) fn glance_far_and_near(
        &self,
        directories: &[&[u8]],
        names: &[&[u8]],
        until: Until,
    ) -> Vec<Vec<Glance>> {
        let far = PutAside::default();
        let mut all = folders::glance_each(directories, names, until, self.opening(&far));
        let glance = |answer: Answer| match answer {
            Ok(Reply::Sight(sight)) => Glance::Seen(sight),
            Err(Trouble::Missing) => Glance::Absent,
            _ => Glance::Unclear,
        };
        for (index, answers) in self.ask_for_names(far, |index| (directories[index], names), Question::Look) {
            all[index] = answers.into_iter().map(glance).collect();
        }
        all
    }

    /// Asks in each directory that was put aside about every name that is wanted there.
    fn ask_for_names<'words>(
        &self,
        far: PutAside,
        wanted: impl Fn(usize) -> (&'words [u8], &'words [&'words [u8]]),
        question: fn(Vec<u8>) -> Question,
    ) -> Vec<(usize, Vec<Answer>)> {
        let far = far.into_inner();
        let of_one = |(index, region): &(usize, Region)| {
            let (region, (directory, names)) = (region.clone(), wanted(*index));
            names.iter().map(move |name| (region.clone(), question(below(directory, name))))
        };
        let questions: Vec<_> = far.iter().flat_map(of_one).collect();
        let mut answers = self.scouts.ask(&questions, &self.progress).into_iter();
        let own =
            |(index, _): (usize, Region)| (index, answers.by_ref().take(wanted(index).1.len()).collect());
        far.into_iter().map(own).collect()
    }

    /// Opens for the functions that ask many directories; what lies far away is put aside.
    fn opening<'far>(
        &'far self,
        far: &'far PutAside,
    ) -> impl Fn(usize, &[u8], OFlags) -> Result<OwnedFd, Errno> {
        move |index, path, flags| {
            self.ground.open(path, flags).map_err(|refusal| match refusal {
                Refusal::Errno(errno) => errno,
                Refusal::Far(region) => {
                    far.borrow_mut().push((index, region));
                    Errno::AGAIN
                }
            })
        }
    }
}

/// The questions that are to be expected about a directory.
fn about(directory: &Text, names: &[Text]) -> Vec<Question> {
    if names.is_empty() {
        let directory = || directory.as_bytes().to_vec();
        return vec![
            Question::Look(directory()),
            Question::Follow(directory()),
            Question::MayExecute(directory()),
            Question::RealPath(directory()),
            Question::Look(below(&directory(), NOBODYS_NAME)),
        ];
    }
    names.iter().map(|name| Question::Look(below(directory, name))).collect()
}

/// The questions that are to be expected after such an answer.
fn following(question: &Question, answer: &Answer, head: usize) -> Vec<Question> {
    let (Question::Look(path), Ok(Reply::Sight(sight))) = (question, answer) else { return Vec::new() };
    let directory = Flavor::Unix.parent(path).unwrap_or(b"/").to_vec();
    let path = || path.clone();
    let mut asked = vec![Question::MayExecute(path()), Question::Read(path(), head)];
    asked.extend([Question::RealPath(path()), Question::RealPath(directory)]);
    if sight.kind == Kind::Link {
        asked.extend([Question::ReadLink(path()), Question::Follow(path())]);
    }
    asked
}

fn below(directory: &[u8], name: &[u8]) -> Vec<u8> {
    Flavor::Unix.join(directory, name).into_bytes()
}

fn too_far() -> Trouble {
    Trouble::Other("its files are too far away to be counted".to_owned())
}

fn is_silence(answer: &Answer) -> bool {
    matches!(answer, Err(Trouble::Silent(_)))
}

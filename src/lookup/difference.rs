//! What makes two callers come to different answers about one name.

use super::{Obstacle, Place, Resolution, Treatment};
use crate::pathlist::{Form, PathList, Presence};
use crate::text::Text;

/// Why another caller's answer differs, as seen from the asking one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// PATH is unset, and each caller has a list of its own.
    OwnList,
    /// PATH is empty, and the two read that in different ways.
    EmptyList,
    /// The environment holds PATH twice, and they take different ones.
    OtherRecord,
    /// They read this entry in another way.
    Entry {
        /// Its position.
        position: usize,
        /// Its text.
        written: Text,
        /// What they do with it.
        reading: EntryReading,
    },
    /// They give up the search at this entry.
    Halt {
        /// Its position.
        position: Option<usize>,
    },
    /// The file does not run for them.
    DoesNotRun(Obstacle),
    /// They pass over a file that the asking caller takes.
    PassOver(Text, Obstacle),
    /// They run a file that the asking caller passes over.
    Accept(Text, Obstacle),
    /// Their rules differ in some other way.
    Rules,
}

/// How somebody else reads an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryReading {
    /// A `~` is an ordinary character.
    LiteralTilde,
    /// A `~` is the home directory.
    HomeDirectory,
    /// It is not looked into.
    NotSearched,
    /// It is looked into.
    Searched,
    /// What is found there is declined.
    Declined,
    /// It means another directory.
    OtherDirectory,
}

impl Difference {
    /// The first thing that sets `theirs` apart from `mine`.
    pub(super) fn between(
        mine: &Resolution,
        theirs: &Resolution,
        my_list: &PathList,
        their_list: &PathList,
    ) -> Self {
        let of_lists = || Self::of_lists(my_list, their_list);
        let halt = || theirs.halt.as_ref().map(|halt| Self::Halt { position: halt.position });
        of_lists()
            .or_else(halt)
            .or_else(|| Self::of_files(mine, theirs))
            .or_else(|| Self::of_entries(mine, theirs, my_list))
            .unwrap_or(Self::Rules)
    }

    fn of_lists(mine: &PathList, theirs: &PathList) -> Option<Self> {
        match (mine.presence(), theirs.presence()) {
            (Presence::Unset, Presence::Unset) => Some(Self::OwnList),
            (Presence::Empty, Presence::Empty) if mine.entries.len() != theirs.entries.len() => {
                Some(Self::EmptyList)
            }
            _ if mine.value != theirs.value => Some(Self::OtherRecord),
            _ => None,
        }
    }

    fn of_files(mine: &Resolution, theirs: &Resolution) -> Option<Self> {
        if let Some(obstacle) = theirs.winner().and_then(|winner| winner.obstacle.clone()) {
            return Some(Self::DoesNotRun(obstacle));
        }
        let winner = mine.winner().filter(|winner| winner.obstacle.is_some());
        if let Some(winner) = winner {
            return Some(Self::PassOver(winner.sighting.path.clone(), winner.obstacle.clone()?));
        }
        let path = &theirs.winner()?.sighting.path;
        let mine = mine.candidates.iter().find(|candidate| candidate.sighting.path == *path)?;
        Some(Self::Accept(path.clone(), mine.obstacle.clone()?))
    }

    fn of_entries(mine: &Resolution, theirs: &Resolution, list: &PathList) -> Option<Self> {
        let pairs = list.entries.iter().zip(mine.places.iter().zip(theirs.places.iter()));
        let mut different =
            pairs.filter_map(|(entry, (mine, theirs))| Some((entry, reading(entry.form, mine, theirs)?)));
        let (entry, reading) = different.next()?;
        Some(Self::Entry { position: entry.position, written: entry.written.clone(), reading })
    }

    /// The difference as a sentence about the others.
    pub fn words(&self) -> String {
        match self {
            Self::OwnList => "PATH is not set, and each searches a list of its own".to_owned(),
            Self::EmptyList => "an empty PATH means something else to them".to_owned(),
            Self::OtherRecord => "the environment holds PATH twice, and they take the other one".to_owned(),
            Self::Entry { position, written, reading } => reading.words(*position, written),
            Self::Halt { position: Some(position) } => {
                format!("they give up at entry {position}, which cannot be looked into")
            }
            Self::Halt { position: None } => "they give up at an entry that cannot be looked into".to_owned(),
            Self::DoesNotRun(obstacle) => format!("it {}", obstacle.words()),
            Self::PassOver(path, obstacle) => format!("they pass over `{path}`, which {}", obstacle.words()),
            Self::Accept(path, obstacle) => format!("they take `{path}`, although it {}", obstacle.words()),
            Self::Rules => "their rules differ".to_owned(),
        }
    }
}

fn reading(form: Form, mine: &Place, theirs: &Place) -> Option<EntryReading> {
    match (mine.treatment, theirs.treatment) {
        (Treatment::Searched, Treatment::Skipped) => Some(EntryReading::NotSearched),
        (_, Treatment::Refused) if mine.treatment != Treatment::Refused => Some(EntryReading::Declined),
        (Treatment::Skipped | Treatment::Refused, Treatment::Searched) => Some(EntryReading::Searched),
        _ if mine.directory == theirs.directory => None,
        _ if form != Form::Tilde => Some(EntryReading::OtherDirectory),
        _ if theirs.directory.ends_with(b"~") || theirs.directory.windows(3).any(|part| part == b"/~/") => {
            Some(EntryReading::LiteralTilde)
        }
        _ => Some(EntryReading::HomeDirectory),
    }
}

impl EntryReading {
    fn words(self, position: usize, written: &Text) -> String {
        let entry = if written.is_empty() {
            format!("empty entry {position}")
        } else {
            format!("entry {position} `{written}`")
        };
        match self {
            Self::LiteralTilde => format!("the `~` of {entry} is an ordinary character to them"),
            Self::HomeDirectory => format!("they read the `~` of {entry} as the home directory"),
            Self::NotSearched => format!("they do not search {entry}"),
            Self::Searched => format!("they search {entry}"),
            Self::Declined => format!("they decline what they find through {entry}"),
            Self::OtherDirectory => format!("{entry} means another directory to them"),
        }
    }
}

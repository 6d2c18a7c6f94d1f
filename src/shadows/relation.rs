//! What two files of one name are to each other.

use super::scan::Group;
use super::{Contest, Folder, Standing, path};
use crate::scene::Scene;

/// What a losing file is to the winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// Another file.
    Different,
    /// Another file with the same bytes.
    SameBytes,
    /// The same file, through a link or by another name.
    SameFile,
}

impl Relation {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Different => "different",
            Self::SameBytes => "same-bytes",
            Self::SameFile => "same-file",
        }
    }
}

/// The contest of a name; none where fewer than two files count.
pub(super) fn contest(scene: &Scene<'_>, folders: &[Folder], group: Group, compare: bool) -> Option<Contest> {
    let Group { name, standings } = group;
    let mut standings = standings.into_iter();
    let winner = standings.next()?;
    let related = |standing: Standing| {
        let same_bytes = || {
            let one = path(folders, &name, &winner, scene.flavor);
            let other = path(folders, &name, &standing, scene.flavor);
            scene.disk.same_bytes(&one, &other).unwrap_or(false)
        };
        let relation = relation(&winner, &standing, compare, same_bytes);
        (standing, relation)
    };
    let shadowed: Vec<_> = standings.map(related).collect();
    (!shadowed.is_empty()).then_some(Contest { name, winner, shadowed })
}

/// Files of different length need not be read; those that cannot be read count as different.
fn relation(winner: &Standing, other: &Standing, compare: bool, same_bytes: impl Fn() -> bool) -> Relation {
    if winner.sight.identity.is_some() && winner.sight.identity == other.sight.identity {
        return Relation::SameFile;
    }
    let equal = compare && winner.sight.size == other.sight.size && same_bytes();
    if equal { Relation::SameBytes } else { Relation::Different }
}

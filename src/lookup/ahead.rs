//! Looking for many names at once: through its directory a file is found for less, and most are not there.

use std::collections::HashMap;

use crate::disk::{DiskError, Glance, Sight, Until};
use crate::flavor::Flavor;
use crate::scene::Scene;
use crate::text::Text;

/// What looking ahead has shown: for each directory, by its number, and each name, whether nothing stands there.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    names: HashMap<Text, usize>,
    absent: HashMap<usize, Vec<bool>>,
}

impl Ahead {
    /// Looks for all names in all directories, each of which comes with its number. What is seen goes to `sights`,
    /// under its path.
    pub(super) fn look(
        scene: &Scene<'_>,
        directories: &[(usize, &[u8])],
        names: &[&[u8]],
        until: Until,
        sights: &mut HashMap<Text, Result<Sight, DiskError>>,
    ) -> Self {
        let mut ahead = Self::default();
        if scene.flavor == Flavor::Windows {
            return ahead;
        }
        for name in names.iter().filter(|name| !name.is_empty() && !scene.flavor.names_a_path(name)) {
            let next = ahead.names.len();
            ahead.names.entry((*name).into()).or_insert(next);
        }
        let mut names: Vec<&[u8]> = vec![b""; ahead.names.len()];
        ahead.names.iter().for_each(|(name, &at)| names[at] = name);
        let paths: Vec<&[u8]> = directories.iter().map(|(_, path)| *path).collect();
        let all = scene.disk.glance_each(&paths, &names, until);
        for ((number, directory), glances) in directories.iter().zip(all) {
            for (name, glance) in names.iter().zip(&glances) {
                if let Glance::Seen(sight) = glance {
                    sights.insert(scene.flavor.join(directory, name), Ok(*sight));
                }
            }
            let absent = glances.iter().map(|glance| *glance == Glance::Absent).collect();
            ahead.absent.insert(*number, absent);
        }
        ahead
    }

    /// The name's own number; none where it was not looked for.
    pub(super) fn number_of(&self, name: &[u8]) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// Whether the directory of that number holds nothing of the name of that number.
    pub(super) fn is_absent(&self, directory: usize, name: usize) -> bool {
        self.absent.get(&directory).is_some_and(|absent| absent.get(name) == Some(&true))
    }
}

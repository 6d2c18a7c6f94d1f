//! Looking for many names at once: through its directory a file is found for less, and most are not there.

use std::collections::{HashMap, HashSet};

use crate::disk::{DiskError, Glance, Sight, Wanted};
use crate::flavor::Flavor;
use crate::scene::Scene;
use crate::text::Text;

/// What looking ahead has shown: for each directory and each name, whether nothing stands there.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    names: HashMap<Text, usize>,
    absent: HashMap<Text, Vec<bool>>,
}

impl Ahead {
    /// Looks for all names in all directories, each once. What is seen goes to `sights`, under its path.
    pub(super) fn look(
        scene: &Scene<'_>,
        directories: &[&[u8]],
        names: &[&[u8]],
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
        let mut known = HashSet::new();
        let wanted = directories.iter().filter(|directory| known.insert(**directory));
        let wanted: Vec<Wanted<'_>> =
            wanted.map(|directory| Wanted { directory, names: names.clone() }).collect();
        for (wanted, glances) in wanted.iter().zip(scene.disk.glance_each(&wanted)) {
            for (name, glance) in names.iter().zip(&glances) {
                if let Glance::Seen(sight) = glance {
                    sights.insert(scene.flavor.join(wanted.directory, name), Ok(*sight));
                }
            }
            let absent = glances.iter().map(|glance| *glance == Glance::Absent).collect();
            ahead.absent.insert(wanted.directory.into(), absent);
        }
        ahead
    }

    pub(super) fn is_absent(&self, directory: &[u8], name: &[u8]) -> bool {
        let Some(&at) = self.names.get(name) else { return false };
        self.absent.get(directory).is_some_and(|absent| absent.get(at) == Some(&true))
    }
}

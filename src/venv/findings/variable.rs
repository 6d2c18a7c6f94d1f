//! Variables that reach into every Python.

use super::Case;
use crate::findings::{Finding, Severity, codes};
use crate::pathlist::PathList;

impl Case<'_> {
    pub(super) fn about_variables(&self) -> Vec<Finding> {
        self.python_home().into_iter().chain(self.python_path()).collect()
    }

    fn python_home(&self) -> Option<Finding> {
        let value = self.atlas.scene().env.get_non_empty("PYTHONHOME")?;
        let message = format!("PYTHONHOME is {value}: every Python takes its standard library from there");
        Some(codes::pythonhome_set::CODE.found(message, self.tongue.unset("PYTHONHOME")))
    }

    /// Somebody's installed packages do more harm than a directory of sources.
    fn python_path(&self) -> Option<Finding> {
        let value = self.atlas.scene().env.get_non_empty("PYTHONPATH")?;
        let list = PathList::split(Some(value), self.facts.flavor);
        let installed = list.entries.iter().find(|entry| {
            let name = self.facts.flavor.file_name(entry.named());
            name == b"site-packages" || name == b"dist-packages"
        });
        let (what, severity) = match installed {
            Some(entry) => {
                (format!("PYTHONPATH holds another Python's packages, {}", entry.written), Severity::Warning)
            }
            None => (format!("PYTHONPATH is {value}"), Severity::Info),
        };
        let message = format!("{what}: modules there come before those of every environment");
        let remedy = self.tongue.unset("PYTHONPATH");
        Some(codes::pythonpath_set::CODE.found(message, remedy).weighing(severity))
    }
}

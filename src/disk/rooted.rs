//! A disk seen from inside one directory, as a container sees its root file system.

use super::{Disk, DiskError, Kind, Listed, Sight, Trouble};
use crate::flavor::Flavor;
use crate::text::Text;

/// How many links may stand on the way to one file: Linux's own limit (`MAXSYMLINKS`, path_resolution(7)).
const MOST_LINKS: usize = 40;

/// Another disk, with every absolute path and absolute link taken inside `root`.
///
/// Neither links nor `..` lead out: `..` at the root stays there, as in a `chroot`.
pub struct Rooted<'disk> {
    disk: &'disk dyn Disk,
    root: Text,
}

impl<'disk> Rooted<'disk> {
    /// The part of `disk` below `root`, an absolute path without links.
    pub fn new(disk: &'disk dyn Disk, root: &[u8]) -> Self {
        Self { disk, root: Flavor::Unix.without_trailing_separators(root).into() }
    }

    /// The outside path of what `path` leads to.
    fn outside(&self, path: &[u8]) -> Result<Text, DiskError> {
        match self.disk.resolve_in_root(&self.root, path) {
            Some(answer) => answer.map_err(|error| Self::inside_error(error, path)),
            None => self.walk(path),
        }
    }

    /// The outside path of `path` itself, its last component not followed.
    fn outside_itself(&self, path: &[u8]) -> Result<Text, DiskError> {
        let name = Flavor::Unix.file_name(path);
        match Flavor::Unix.parent(path) {
            Some(parent) if name != b".." && name != b"." => {
                Ok(Flavor::Unix.join(&self.outside(parent)?, name))
            }
            _ => self.outside(path),
        }
    }

    /// What stands at an outside path that has no links left in it, but for the root: `/proc/N/root` is a link.
    fn look_outside(&self, outside: &Text) -> Result<Sight, DiskError> {
        if *outside == self.root { self.disk.follow(outside) } else { self.disk.look(outside) }
    }

    fn inside_error(error: DiskError, path: &[u8]) -> DiskError {
        DiskError { path: path.into(), ..error }
    }

    /// Resolves one component after the other, as the kernel would with its root at `self.root`.
    fn walk(&self, path: &[u8]) -> Result<Text, DiskError> {
        let failed = |trouble| DiskError { operation: "resolve", path: path.into(), trouble };
        let mut pending = components_reversed(path);
        let mut inside: Vec<Vec<u8>> = Vec::new();
        let mut links = 0;
        while let Some(component) = pending.pop() {
            if component == b".." {
                inside.pop();
                continue;
            }
            inside.push(component);
            let here = self.join(&inside);
            let sight = self.disk.look(&here).map_err(|error| Self::inside_error(error, path))?;
            if sight.kind == Kind::Link {
                links += 1;
                if links > MOST_LINKS {
                    return Err(failed(Trouble::LinkLoop));
                }
                let target = self.disk.read_link(&here).map_err(|error| Self::inside_error(error, path))?;
                if target.first() == Some(&b'/') {
                    inside.clear()
                } else {
                    drop(inside.pop())
                }
                pending.extend(components_reversed(&target));
            } else if sight.kind != Kind::Directory && !pending.is_empty() {
                return Err(failed(Trouble::NotADirectory));
            }
        }
        Ok(self.join(&inside))
    }

    fn join(&self, inside: &[Vec<u8>]) -> Text {
        inside.iter().fold(self.root.clone(), |directory, component| Flavor::Unix.join(&directory, component))
    }

    fn inside(&self, outside: &Text) -> Text {
        match outside.strip_prefix(self.root.as_bytes()) {
            Some([]) => "/".into(),
            Some(rest) if self.root == "/" => [b"/", rest].concat().into(),
            Some(rest) => rest.into(),
            None => outside.clone(),
        }
    }
}

fn components_reversed(path: &[u8]) -> Vec<Vec<u8>> {
    let named = |component: &&[u8]| !component.is_empty() && *component != b".";
    path.split(|&byte| byte == b'/').filter(named).rev().map(<[u8]>::to_vec).collect()
}

impl Disk for Rooted<'_> {
    fn look(&self, path: &[u8]) -> Result<Sight, DiskError> {
        self.look_outside(&self.outside_itself(path)?).map_err(|error| Self::inside_error(error, path))
    }

    fn follow(&self, path: &[u8]) -> Result<Sight, DiskError> {
        self.look_outside(&self.outside(path)?).map_err(|error| Self::inside_error(error, path))
    }

    fn may_execute(&self, path: &[u8]) -> bool {
        self.outside(path).is_ok_and(|outside| self.disk.may_execute(&outside))
    }

    fn is_silent(&self, directory: &[u8]) -> bool {
        self.outside(directory).is_ok_and(|outside| self.disk.is_silent(&outside))
    }

    fn list(&self, path: &[u8]) -> Result<Vec<Listed>, DiskError> {
        self.disk.list(&self.outside(path)?).map_err(|error| Self::inside_error(error, path))
    }

    fn read(&self, path: &[u8], limit: usize) -> Result<Vec<u8>, DiskError> {
        self.disk.read(&self.outside(path)?, limit).map_err(|error| Self::inside_error(error, path))
    }

    fn read_link(&self, path: &[u8]) -> Result<Text, DiskError> {
        self.disk.read_link(&self.outside_itself(path)?).map_err(|error| Self::inside_error(error, path))
    }

    fn real_path(&self, path: &[u8]) -> Result<Text, DiskError> {
        Ok(self.inside(&self.outside(path)?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::FakeDisk;
    use super::*;

    fn scene() -> FakeDisk {
        FakeDisk::drawn(
            "/outside/tool x
             /jail/usr/bin/tool x
             /jail/bin -> usr/bin
             /jail/abs -> /usr/bin
             /jail/escape -> ../../../outside
             /jail/loop -> loop",
        )
    }

    #[test]
    fn absolute_links_are_taken_inside() {
        let fake = scene();
        let disk = Rooted::new(&fake, b"/jail");
        assert_eq!(disk.real_path(b"/abs/tool").unwrap(), "/usr/bin/tool");
        assert_eq!(disk.real_path(b"/bin/tool").unwrap(), "/usr/bin/tool");
        assert!(disk.may_execute(b"/abs/tool"));
    }

    #[test]
    fn neither_links_nor_double_dots_lead_out() {
        let fake = scene();
        let disk = Rooted::new(&fake, b"/jail");
        assert_eq!(disk.follow(b"/escape/tool").unwrap_err().trouble, Trouble::Missing);
        assert_eq!(disk.follow(b"/../outside/tool").unwrap_err().trouble, Trouble::Missing);
        assert_eq!(disk.follow(b"/loop").unwrap_err().trouble, Trouble::LinkLoop);
    }

    #[test]
    fn a_root_that_is_a_link_is_a_directory_from_inside() {
        let fake = FakeDisk::drawn("/jail/bin/tool x\n/proc/7/root -> /jail");
        let disk = Rooted::new(&fake, b"/proc/7/root");
        assert_eq!(disk.follow(b"/").unwrap().kind, Kind::Directory);
        assert_eq!(disk.look(b"/").unwrap().kind, Kind::Directory);
        assert_eq!(disk.follow(b"/bin/..").unwrap().kind, Kind::Directory);
    }

    #[test]
    fn a_link_is_seen_as_a_link() {
        let fake = scene();
        let disk = Rooted::new(&fake, b"/jail/");
        assert_eq!(disk.look(b"/bin").unwrap().kind, Kind::Link);
        assert_eq!(disk.read_link(b"/bin").unwrap(), "usr/bin");
    }
}

//! A disk from a drawing, for tests of logic. It never proves a fact about a real system.

use std::collections::BTreeMap;

use super::{Disk, DiskError, Identity, Kind, Listed, Sight, Trouble};
use crate::flavor::Flavor;
use crate::text::Text;

/// A small file system in memory. It has no users: a file is executable when drawn with `x`, a directory is
/// closed when drawn with `closed`. Parents come into being with their children.
#[derive(Clone, Debug, Default)]
pub struct FakeDisk {
    nodes: BTreeMap<Text, Node>,
}

#[derive(Clone, Debug)]
struct Node {
    kind: Kind,
    executable: bool,
    mode: u32,
    inode: u64,
    target: Text,
    content: Vec<u8>,
}

impl FakeDisk {
    /// Draws a disk, one file a line:
    ///
    /// ```text
    /// /usr/bin/tool x                      an executable file
    /// /usr/bin/script x = #!/bin/sh\n      with this content (`\n` and `\r` are understood)
    /// /etc/notes                           a file without permission to execute
    /// /opt/bin/                            a directory
    /// /opt/closed/ closed                  a directory that nobody may search
    /// /bin -> usr/bin                      a link
    /// /tmp/pipe fifo x                     a named pipe; likewise socket and device
    /// ```
    pub fn drawn(drawing: &str) -> Self {
        let mut disk = Self::default();
        disk.insert(b"/", Kind::Directory, true);
        drawing.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(|line| disk.draw(line));
        disk
    }

    fn draw(&mut self, line: &str) {
        if let Some((path, target)) = line.split_once(" -> ") {
            self.insert(path.as_bytes(), Kind::Link, false).target = target.into();
            return;
        }
        let (head, content) = line.split_once(" = ").unwrap_or((line, ""));
        let mut words = head.split_whitespace();
        let path = words.next().unwrap_or("/");
        let marks: Vec<&str> = words.collect();
        let directory = path.ends_with('/');
        let executable = if directory { !marks.contains(&"closed") } else { marks.contains(&"x") };
        let node = self.insert(path.as_bytes(), kind(&marks, directory), executable);
        node.content = content.replace("\\n", "\n").replace("\\r", "\r").into_bytes();
        if let Some(mode) = marks.iter().find_map(|mark| u32::from_str_radix(mark, 8).ok()) {
            node.mode = mode;
        }
    }

    fn insert(&mut self, path: &[u8], kind: Kind, executable: bool) -> &mut Node {
        if let Some(parent) = Flavor::Unix.parent(path)
            && !self.nodes.contains_key(parent)
        {
            self.insert(parent, Kind::Directory, true);
        }
        let inode = self.nodes.len() as u64 + 1;
        let mode = if executable { 0o755 } else { 0o644 };
        let key = Text::from(Flavor::Unix.without_trailing_separators(path));
        let node = Node { kind, executable, mode, inode, target: Text::new(), content: Vec::new() };
        self.nodes.remove(&key);
        self.nodes.entry(key).or_insert(node)
    }

    /// The path without links; `last` says whether a link at its end is followed too.
    fn resolve(&self, path: &[u8], last: bool, budget: usize) -> Result<Text, Trouble> {
        let mut here = Text::from("/");
        let components: Vec<&[u8]> =
            path.split(|&byte| byte == b'/').filter(|part| !part.is_empty() && *part != b".").collect();
        for (index, component) in components.iter().enumerate() {
            if self.nodes.get(&here).is_some_and(|node| node.kind == Kind::Directory && !node.executable) {
                return Err(Trouble::Denied);
            }
            here = match *component {
                b".." => Flavor::Unix.parent(&here).unwrap_or(b"/").into(),
                name => Flavor::Unix.join(&here, name),
            };
            let ends = index + 1 == components.len();
            let node = self.nodes.get(&here).ok_or(Trouble::Missing)?;
            if node.kind == Kind::Link && (last || !ends) {
                let budget = budget.checked_sub(1).ok_or(Trouble::LinkLoop)?;
                let target = Flavor::Unix.absolute(&node.target, Flavor::Unix.parent(&here).unwrap_or(b"/"));
                here = self.resolve(&target, true, budget)?;
            }
            if !ends && self.nodes.get(&here).is_none_or(|node| node.kind != Kind::Directory) {
                return Err(Trouble::NotADirectory);
            }
        }
        Ok(here)
    }

    fn node(&self, operation: &'static str, path: &[u8], last: bool) -> Result<(&Node, Text), DiskError> {
        let failed = |trouble| DiskError { operation, path: path.into(), trouble };
        if path.first() != Some(&b'/') {
            return Err(failed(Trouble::Missing));
        }
        let real = self.resolve(path, last, 40).map_err(failed)?;
        let node = self.nodes.get(&real).ok_or_else(|| failed(Trouble::Missing))?;
        Ok((node, real))
    }
}

fn kind(marks: &[&str], directory: bool) -> Kind {
    match () {
        () if directory => Kind::Directory,
        () if marks.contains(&"fifo") => Kind::Fifo,
        () if marks.contains(&"socket") => Kind::Socket,
        () if marks.contains(&"device") => Kind::Device,
        () => Kind::File,
    }
}

impl Node {
    fn sight(&self) -> Sight {
        let identity = Some(Identity { device: 1, inode: self.inode });
        Sight { kind: self.kind, mode: self.mode, owner: 0, size: self.content.len() as u64, identity }
    }
}

impl Disk for FakeDisk {
    fn look(&self, path: &[u8]) -> Result<Sight, DiskError> {
        Ok(self.node("look at", path, false)?.0.sight())
    }

    fn follow(&self, path: &[u8]) -> Result<Sight, DiskError> {
        Ok(self.node("look at", path, true)?.0.sight())
    }

    fn may_execute(&self, path: &[u8]) -> bool {
        self.node("look at", path, true).is_ok_and(|(node, _)| node.executable)
    }

    fn list(&self, path: &[u8]) -> Result<Vec<Listed>, DiskError> {
        let (node, real) = self.node("list", path, true)?;
        let trouble = match node.kind {
            Kind::Directory if node.executable => None,
            Kind::Directory => Some(Trouble::Denied),
            _ => Some(Trouble::NotADirectory),
        };
        if let Some(trouble) = trouble {
            return Err(DiskError { operation: "list", path: path.into(), trouble });
        }
        let child = |(name, node): (&Text, &Node)| {
            let parent = Flavor::Unix.parent(name)?;
            (parent == real.as_bytes())
                .then(|| Listed { name: Flavor::Unix.file_name(name).into(), kind: Some(node.kind) })
        };
        Ok(self.nodes.iter().filter_map(child).collect())
    }

    fn read(&self, path: &[u8], limit: usize) -> Result<Vec<u8>, DiskError> {
        let (node, _) = self.node("read", path, true)?;
        Ok(node.content.iter().copied().take(limit).collect())
    }

    fn read_link(&self, path: &[u8]) -> Result<Text, DiskError> {
        let (node, _) = self.node("read the link", path, false)?;
        let trouble = Trouble::Other("it is not a link".to_owned());
        if node.kind == Kind::Link {
            Ok(node.target.clone())
        } else {
            Err(DiskError { operation: "read the link", path: path.into(), trouble })
        }
    }

    fn real_path(&self, path: &[u8]) -> Result<Text, DiskError> {
        Ok(self.node("resolve", path, true)?.1)
    }
}

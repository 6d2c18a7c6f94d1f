//! The disk of a Windows system. Built and checked for every release, run under Wine; never on a real one.

use std::ffi::{OsStr, OsString};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::os::windows::ffi::OsStringExt;
use std::path::PathBuf;

use bstr::ByteSlice;

use crate::disk::{Disk, DiskError, Identity, Kind, Listed, Sight, Trouble};
use crate::text::Text;

/// The bytes of a text that the system gave: UTF-8, with lone surrogates as three bytes each (WTF-8).
pub(super) fn text_of(text: &OsStr) -> Text {
    text.as_encoded_bytes().into()
}

/// Windows has no user numbers.
pub(super) fn effective_user() -> Option<u32> {
    None
}

/// Windows has no permission bits: a file may be started if it can be reached, and its suffix decides the rest.
const NO_BITS: u32 = 0o755;

/// The file system as this process sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsDisk;

fn failed(operation: &'static str, path: &[u8], error: &std::io::Error) -> DiskError {
    let trouble = match error.kind() {
        ErrorKind::NotFound => Trouble::Missing,
        ErrorKind::NotADirectory => Trouble::NotADirectory,
        ErrorKind::PermissionDenied => Trouble::Denied,
        ErrorKind::InvalidFilename => Trouble::NameTooLong,
        _ => Trouble::Other(error.to_string()),
    };
    DiskError { operation, path: path.into(), trouble }
}

/// The system's path for our bytes; lone surrogates are put together again.
fn as_path(path: &[u8]) -> PathBuf {
    if let Ok(text) = path.to_str() {
        return PathBuf::from(text);
    }
    let mut units: Vec<u16> = Vec::with_capacity(path.len());
    let mut rest = path;
    while let [first, ..] = rest {
        if let [0xed, second, third, after @ ..] = rest
            && *second >= 0xa0
        {
            units.push(0xd000 | (u16::from(second & 0x3f) << 6) | u16::from(third & 0x3f));
            rest = after;
            continue;
        }
        let (character, size) = bstr::decode_utf8(rest);
        units.extend_from_slice(character.unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf16(&mut [0; 2]));
        rest = &rest[size.max(usize::from(*first > 0)).max(1)..];
    }
    PathBuf::from(OsString::from_wide(&units))
}

fn sight(metadata: &std::fs::Metadata, identity: Option<Identity>) -> Sight {
    Sight { kind: kind(metadata.file_type()), mode: NO_BITS, owner: 0, size: metadata.len(), identity }
}

fn kind(file_type: std::fs::FileType) -> Kind {
    match () {
        () if file_type.is_symlink() => Kind::Link,
        () if file_type.is_dir() => Kind::Directory,
        () if file_type.is_file() => Kind::File,
        () => Kind::Device,
    }
}

/// Volume and file index, which the handle compares by, as one number.
fn identity(path: &[u8]) -> Option<Identity> {
    let handle = same_file::Handle::from_path(as_path(path)).ok()?;
    let mut hasher = DefaultHasher::new();
    handle.hash(&mut hasher);
    Some(Identity { device: 0, inode: hasher.finish() })
}

impl Disk for OsDisk {
    fn look(&self, path: &[u8]) -> Result<Sight, DiskError> {
        let metadata =
            std::fs::symlink_metadata(as_path(path)).map_err(|error| failed("look at", path, &error))?;
        let identity = if metadata.file_type().is_symlink() { None } else { identity(path) };
        Ok(sight(&metadata, identity))
    }

    fn follow(&self, path: &[u8]) -> Result<Sight, DiskError> {
        let metadata = std::fs::metadata(as_path(path)).map_err(|error| failed("look at", path, &error))?;
        Ok(sight(&metadata, identity(path)))
    }

    fn may_execute(&self, path: &[u8]) -> bool {
        std::fs::metadata(as_path(path)).is_ok()
    }

    fn list(&self, path: &[u8]) -> Result<Vec<Listed>, DiskError> {
        let entries = std::fs::read_dir(as_path(path)).map_err(|error| failed("list", path, &error))?;
        let listed = entries.map(|entry| {
            let entry = entry.map_err(|error| failed("list", path, &error))?;
            Ok(Listed { name: text_of(&entry.file_name()), kind: entry.file_type().ok().map(kind) })
        });
        listed.collect()
    }

    fn read(&self, path: &[u8], limit: usize) -> Result<Vec<u8>, DiskError> {
        let read = std::fs::File::open(as_path(path)).and_then(|file| super::read_first(file, limit));
        read.map_err(|error| failed("read", path, &error))
    }

    fn read_link(&self, path: &[u8]) -> Result<Text, DiskError> {
        let target =
            std::fs::read_link(as_path(path)).map_err(|error| failed("read the link", path, &error))?;
        Ok(text_of(target.as_os_str()))
    }

    fn real_path(&self, path: &[u8]) -> Result<Text, DiskError> {
        let real = std::fs::canonicalize(as_path(path)).map_err(|error| failed("resolve", path, &error))?;
        Ok(text_of(real.as_os_str()))
    }
}

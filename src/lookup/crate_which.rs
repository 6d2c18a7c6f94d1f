//! What the Rust crate `which` finds: the crate itself is asked, through its own seam, over our disk.
//!
//! uv, mise and many other tools are built on it, so its answer is worth having exactly. `std::path` and
//! `std::io` stand here because the crate's trait speaks them; nothing of them touches the disk.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use bstr::ByteSlice;
use which::WhichConfig;
use which::sys::{Sys, SysMetadata, SysReadDirEntry};

use super::itinerary::Itinerary;
use super::{Caller, Look, Sighting, Survey};
use crate::disk::Kind;
use crate::flavor::Flavor;
use crate::pathlist::PathList;
use crate::scene::Scene;
use crate::text::Text;

/// The file that the crate names for `name` in `list`, if it finds one.
pub(super) fn ask(survey: &Survey<'_>, list: &PathList, name: &[u8]) -> Option<Text> {
    let scene = survey.scene();
    let itinerary = survey.itinerary(list, Caller::RustWhich);
    let question = WhichConfig::new_with_sys(Seam { survey, list, itinerary: &itinerary, name })
        .binary_name(os_string(name))
        .custom_cwd(PathBuf::from(os_string(&scene.cwd)));
    let found = question.first_result().ok()?;
    Some(absolute(scene, &found))
}

/// Our survey in the crate's terms.
#[derive(Clone, Copy)]
struct Seam<'survey> {
    survey: &'survey Survey<'survey>,
    list: &'survey PathList,
    itinerary: &'survey Itinerary,
    name: &'survey [u8],
}

impl Seam<'_> {
    fn look(&self, path: &Path) -> io::Result<std::rc::Rc<Sighting>> {
        let path = absolute(self.survey.scene(), path);
        match self.survey.look(&self.as_listed(path)) {
            Look::Seen(sighting) => Ok(sighting),
            Look::Absent => Err(io::ErrorKind::NotFound.into()),
            Look::Unseen(error) => Err(io::Error::other(error)),
        }
    }
}

impl Seam<'_> {
    /// On Windows the path with its last name as the directory lists it: there the disk ignores case.
    fn as_listed(&self, path: Text) -> Text {
        let flavor = self.survey.scene().flavor;
        if flavor == Flavor::Unix {
            return path;
        }
        let directory = flavor.parent(&path).unwrap_or_default();
        let wanted = flavor.comparison_key(flavor.file_name(&path));
        let listing = self.survey.list(directory);
        let listed = listing.iter().find(|listed| flavor.comparison_key(&listed.name) == wanted);
        listed.map_or(path.clone(), |listed| flavor.join(directory, &listed.name))
    }
}

/// What the crate wants to know of a file.
struct Found {
    is_link: bool,
    is_file: bool,
}

impl SysMetadata for Found {
    fn is_symlink(&self) -> bool {
        self.is_link
    }

    fn is_file(&self) -> bool {
        self.is_file
    }
}

/// One name in a directory.
struct Child {
    directory: PathBuf,
    name: OsString,
}

impl SysReadDirEntry for Child {
    fn file_name(&self) -> OsString {
        self.name.clone()
    }

    fn path(&self) -> PathBuf {
        self.directory.join(&self.name)
    }
}

impl Sys for Seam<'_> {
    type ReadDirEntry = Child;
    type Metadata = Found;

    fn is_windows(&self) -> bool {
        self.survey.scene().flavor == Flavor::Windows
    }

    fn current_dir(&self) -> io::Result<PathBuf> {
        Ok(os_string(&self.survey.scene().cwd).into())
    }

    fn home_dir(&self) -> Option<PathBuf> {
        self.survey.scene().home.as_ref().map(|home| os_string(home).into())
    }

    /// Without the entries that are known to hold nothing of the name: the crate would only ask in vain.
    fn env_split_paths(&self, _: &OsStr) -> Vec<PathBuf> {
        let absent = self.survey.absent(self.name);
        let may_hold = |number: &usize| absent.get(*number) != Some(&true);
        let numbered = self.list.entries.iter().zip(&self.itinerary.numbers);
        let entries = numbered.filter(|(_, number)| may_hold(number)).map(|(entry, _)| entry);
        entries.map(|entry| os_string(entry.named()).into()).collect()
    }

    fn env_path(&self) -> Option<OsString> {
        self.list.value.as_ref().map(|value| os_string(value))
    }

    fn env_path_ext(&self) -> Option<OsString> {
        self.survey.scene().env.get("PATHEXT").map(|value| os_string(value))
    }

    fn metadata(&self, path: &Path) -> io::Result<Found> {
        let sighting = self.look(path)?;
        match sighting.kind() {
            Some(kind) => Ok(Found { is_link: false, is_file: kind == Kind::File }),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Found> {
        let sighting = self.look(path)?;
        let is_link = !sighting.links.is_empty();
        Ok(Found { is_link, is_file: !is_link && sighting.kind() == Some(Kind::File) })
    }

    fn read_dir(&self, path: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<Child>>>> {
        let directory = absolute(self.survey.scene(), path);
        let child = |name: &Text| Ok(Child { directory: path.to_owned(), name: os_string(name) });
        let children: Vec<_> =
            self.survey.list(&directory).iter().map(|listed| child(&listed.name)).collect();
        Ok(Box::new(children.into_iter()))
    }

    fn is_valid_executable(&self, path: &Path) -> io::Result<bool> {
        Ok(self.look(path)?.executable)
    }
}

/// A path of the crate as an absolute one of the scene. Where this program runs on Windows and the scene is a Unix,
/// the crate has joined with backslashes.
fn absolute(scene: &Scene<'_>, path: &Path) -> Text {
    let bytes = path.as_os_str().as_encoded_bytes();
    if scene.flavor == Flavor::Unix && MAIN_SEPARATOR == '\\' {
        return scene.absolute(&bytes.replace("\\", "/"));
    }
    scene.absolute(bytes)
}

/// The same bytes as the crate takes them. Elsewhere than on Unix what is not UTF-8 cannot be given to it whole.
fn os_string(bytes: &[u8]) -> OsString {
    bytes.to_os_str_lossy().into_owned()
}

// The crate takes paths apart by the rules of the system that it was built for.
#[cfg(all(test, unix))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::disk::FakeDisk;
    use crate::env::EnvBlock;
    use crate::lookup::resolve;
    use crate::machine::Machine;

    const DRAWING: &str = "/good/tool x
         /good/other x
         /text/tool
         /dir/tool/
         /dangling/tool -> nowhere
         /loop/tool -> tool
         /link/tool -> /good/tool
         /closed/ closed
         /closed/tool x
         /pipe/tool fifo x
         /home/bin/tool x
         /work/tool x
         /work/rel/tool x
         /file";

    fn scene(disk: &FakeDisk) -> Scene<'_> {
        Scene {
            flavor: Flavor::Unix,
            env: EnvBlock::of(Flavor::Unix, &[]),
            cwd: "/work".into(),
            home: Some("/home".into()),
            user: None,
            disk,
            machine: Machine { elf: &[62], mach_o: false },
        }
    }

    fn named(list: &str, name: &str) -> Option<Text> {
        let disk = FakeDisk::drawn(DRAWING);
        let scene = scene(&disk);
        let list = PathList::split(Some(list.as_bytes()), Flavor::Unix);
        ask(&Survey::new(&scene), &list, name.as_bytes())
    }

    #[test]
    fn the_crate_expands_a_tilde_and_reads_an_empty_entry_as_the_working_directory() {
        assert_eq!(named("/text:~/bin", "tool").unwrap(), "/home/bin/tool");
        assert_eq!(named("/text:", "tool").unwrap(), "/work/tool");
        assert_eq!(named("/text:/pipe", "tool"), None);
    }

    #[test]
    fn the_crate_takes_a_name_with_a_separator_from_the_working_directory() {
        assert_eq!(named("/good", "rel/tool").unwrap(), "/work/rel/tool");
        assert_eq!(named("/good", "/good/other").unwrap(), "/good/other");
    }

    proptest! {
        #[test]
        fn the_row_of_rules_agrees_with_the_crate(picks in prop::collection::vec(0_usize..14, 1..8)) {
            const ENTRIES: [&str; 14] = [
                "/good", "/text", "/dir", "/dangling", "/loop", "/link", "/closed", "/pipe", "~/bin", "", "rel",
                "/file", "/missing", "./rel/../rel",
            ];
            let value = picks.iter().map(|&pick| ENTRIES[pick]).collect::<Vec<_>>().join(":");
            let disk = FakeDisk::drawn(DRAWING);
            let scene = scene(&disk);
            let survey = Survey::new(&scene);
            let list = crate::lookup::read_list(
                &Scene { env: EnvBlock::of(Flavor::Unix, &[("PATH", &value)]), ..scene.clone() },
                "PATH",
                Caller::RustWhich.rules(),
            );
            let ours = crate::lookup::search::by_rules(&survey, &list, b"tool", Caller::RustWhich);
            let theirs = ask(&survey, &list, b"tool");
            prop_assert_eq!(ours.winner().map(|winner| winner.sighting.path.clone()), theirs.clone());
            let asked = resolve(&survey, &list, b"tool", Caller::RustWhich);
            prop_assert_eq!(asked.winner().map(|winner| winner.sighting.path.clone()), theirs);
        }
    }
}

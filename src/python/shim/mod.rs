//! Shims: small programs that stand on PATH in place of a Python and start the one that a file or a variable names.
//!
//! A shim is recognised by its directory, always called `shims`, and by what it is: pyenv's and asdf's are scripts,
//! mise's a link to `mise`, rye's a link to or copy of `rye`. Each manager's way of choosing is followed without
//! running it. Sources: pyenv `libexec`, asdf's and mise's documentation.

mod asdf;
mod mise;
mod pyenv;
mod rye;

use std::rc::Rc;

use bstr::ByteSlice;

use super::Atlas;
use crate::lookup::{Caller, Content, Sighting, resolve};
use crate::pathlist::PathList;
use crate::text::Text;

/// How much of a shim or of a file that chooses versions is read.
const LIMIT: usize = 16 * 1024;

/// A program that stands for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shim {
    /// Whose it is: `pyenv`, `asdf`, `mise`, `rye`.
    pub manager: &'static str,
    /// The file that it would start; none where the chosen version does not have it.
    pub target: Option<Text>,
    /// The file, or the name of the variable, that says so; none where nothing does and the manager falls back.
    pub decided_by: Option<Text>,
}

/// One manager's answer: which directory of commands, and who says so.
#[derive(Debug, Default, PartialEq, Eq)]
struct Choice {
    target: Option<Text>,
    decided_by: Option<Text>,
}

/// What a manager has to know about the shim that was called.
struct Call<'call> {
    atlas: &'call Atlas<'call>,
    /// The command's name.
    name: &'call [u8],
    /// The directory of shims.
    shims: &'call [u8],
    /// The shim's own text, where it is a script.
    text: &'call [u8],
    /// PATH, for managers that fall back to the rest of it.
    list: &'call PathList,
}

impl Atlas<'_> {
    /// The shim that a sighting shows, resolved; none where it is no shim.
    pub fn shim(&self, sighting: &Sighting, list: &PathList) -> Option<Shim> {
        let flavor = self.scene().flavor;
        let shims = flavor.parent(&sighting.path).filter(|parent| flavor.file_name(parent) == b"shims")?;
        let text = self.text_of_shim(sighting);
        let manager = manager(sighting, shims, &text, flavor.file_name(end(sighting)))?;
        let name = flavor.file_name(&sighting.path);
        let call = Call { atlas: self, name, shims, text: &text, list };
        let choice = match manager {
            "pyenv" => pyenv::choose(&call),
            "asdf" => asdf::choose(&call),
            "mise" => mise::choose(&call),
            _ => rye::choose(&call),
        };
        Some(Shim { manager, target: choice.target, decided_by: choice.decided_by })
    }

    fn text_of_shim(&self, sighting: &Sighting) -> Vec<u8> {
        match sighting.content {
            Content::Script { .. } => self.scene().disk.read(&sighting.path, LIMIT).unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}

fn end(sighting: &Sighting) -> &Text {
    sighting.links.last().unwrap_or(&sighting.path)
}

fn manager(sighting: &Sighting, shims: &[u8], text: &[u8], end: &[u8]) -> Option<&'static str> {
    match () {
        () if text.contains_str("# asdf-plugin:") => Some("asdf"),
        () if text.contains_str("PYENV_ROOT") && text.contains_str("exec") => Some("pyenv"),
        () if !sighting.links.is_empty() && end == b"mise" => Some("mise"),
        () if end == b"rye" || shims.contains_str("/.rye/") => Some("rye"),
        () => None,
    }
}

impl Call<'_> {
    /// The file that PATH gives for the name without the directory of shims.
    fn rest_of_path(&self) -> Option<Text> {
        let mut list = self.list.clone();
        let flavor = self.atlas.scene().flavor;
        let shims = flavor.comparison_key(self.shims);
        Rc::make_mut(&mut list.entries).retain(|entry| flavor.comparison_key(entry.named()) != shims);
        let resolution = resolve(self.atlas.survey(), &list, self.name, Caller::Bash);
        resolution.winner().map(|winner| winner.sighting.path.clone())
    }

    /// The file `bin/NAME` of an installation, where it may be executed.
    fn command_in(&self, installation: &[u8]) -> Option<Text> {
        let flavor = self.atlas.scene().flavor;
        let path = flavor.join(&flavor.join(installation, b"bin"), self.name);
        self.atlas.sighting(&path).filter(|sighting| sighting.executable).map(|_| path)
    }

    /// The directory and every directory above it.
    fn upward(&self, from: &[u8]) -> Vec<Text> {
        let flavor = self.atlas.scene().flavor;
        std::iter::successors(Some(from), |directory| flavor.parent(directory)).map(Text::from).collect()
    }

    fn read(&self, path: &[u8]) -> Option<Text> {
        self.atlas.scene().disk.read(path, LIMIT).ok().map(Text::from)
    }

    fn variable(&self, name: &str) -> Option<&Text> {
        self.atlas.scene().env.get_non_empty(name)
    }

    /// The directory below home, or where a variable says.
    fn directory(&self, variable: &str, below_home: &str) -> Option<Text> {
        let home = || {
            let home = self.atlas.scene().home.as_ref()?;
            Some(self.atlas.scene().flavor.join(home, below_home.as_bytes()))
        };
        self.variable(variable).cloned().or_else(home)
    }

    /// The newest of the installed versions that `prefix` begins: `3.11` means the greatest `3.11.x`.
    fn newest(&self, installations: &[u8], prefix: &str) -> Option<String> {
        let listing = self.atlas.survey().list(installations);
        let names = listing.iter().filter(|listed| listed.kind != Some(crate::disk::Kind::Link));
        let fits = |name: &&str| {
            name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(['.', '-'])) && is_release(name)
        };
        names
            .filter_map(|listed| listed.name.as_utf8())
            .filter(fits)
            .max_by_key(|name| numbers(name))
            .map(str::to_owned)
    }
}

/// Whether a version is finished: no development, source, alpha, beta, candidate or free-threaded build, which are
/// only meant when they are named (pyenv `libexec/pyenv-latest`).
fn is_release(name: &str) -> bool {
    let unfinished = ["-dev", "-src", "-latest"].iter().any(|mark| name.ends_with(mark));
    let stem = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let candidate = stem.len() < name.len() && ["a", "b", "rc"].iter().any(|mark| stem.ends_with(mark));
    let threaded =
        name.strip_suffix('t').is_some_and(|rest| rest.ends_with(|last: char| last.is_ascii_digit()));
    !unfinished && !candidate && !threaded
}

fn numbers(name: &str) -> Vec<u64> {
    name.split(|character: char| !character.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::FakeDisk;
    use crate::flavor::Flavor;
    use crate::lookup::Survey;
    use crate::python::testing::scene;

    #[test]
    fn only_finished_releases_follow_from_a_prefix() {
        for name in ["3.14-dev", "3.14.0rc1", "3.14.0a2", "3.13.0t", "pypy3.10-src"] {
            assert!(!is_release(name), "{name}");
        }
        assert!(is_release("3.11.7") && is_release("pypy3.10-7.3.12") && is_release("miniconda3-4.7"));
    }

    #[test]
    fn versions_compare_by_their_numbers() {
        assert!(numbers("3.11.10") > numbers("3.11.9"));
    }

    /// Manager, target and decider of the shim at `path`, in `/project`.
    fn resolved(drawing: &str, path: &str, variables: &[(&str, &str)]) -> (String, String) {
        let disk = FakeDisk::drawn(drawing);
        let scene = scene(&disk, Flavor::Unix, variables);
        let survey = Survey::new(&scene);
        let atlas = Atlas::new(&survey);
        let shims = Flavor::Unix.parent(path.as_bytes()).unwrap();
        let list = PathList::split(Some(&[shims, b":/usr/bin"].concat()), Flavor::Unix);
        let shim = atlas.shim(&atlas.sighting(path.as_bytes()).unwrap(), &list).unwrap();
        let shown = |text: Option<Text>| text.map_or_else(|| "-".to_owned(), |text| text.to_string());
        (format!("{} {}", shim.manager, shown(shim.target)), shown(shim.decided_by))
    }

    const ASDF: &str = "/home/ana/.asdf/shims/python x = #!/usr/bin/env bash\\n# asdf-plugin: python 3.12.1\\nexec asdf exec python\\n
        /usr/bin/env x
        /usr/bin/python x
        /home/ana/.asdf/installs/python/3.12.1/bin/python x
        /home/ana/.asdf/installs/python/3.11.7/bin/python x
        /home/ana/.tool-versions = nodejs 22.0.0\\npython 3.11.7\\n";

    #[test]
    fn asdf_chooses_by_variable_then_nearest_file_then_home() {
        let shim = "/home/ana/.asdf/shims/python";
        let target = |version: &str| format!("asdf /home/ana/.asdf/installs/python/{version}/bin/python");
        let found = resolved(ASDF, shim, &[]);
        assert_eq!(found, (target("3.11.7"), "/home/ana/.tool-versions".to_owned()));
        let local = format!("{ASDF}\n/project/.tool-versions = python 9.9.9 3.12.1 # why\\n");
        let found = resolved(&local, shim, &[]);
        assert_eq!(found, (target("3.12.1"), "/project/.tool-versions".to_owned()));
        let found = resolved(&local, shim, &[("ASDF_PYTHON_VERSION", "3.11.7")]);
        assert_eq!(found, (target("3.11.7"), "ASDF_PYTHON_VERSION".to_owned()));
        let found = resolved(&local, shim, &[("ASDF_PYTHON_VERSION", "system")]);
        assert_eq!(found, ("asdf /usr/bin/python".to_owned(), "ASDF_PYTHON_VERSION".to_owned()));
    }

    const MISE: &str = "/home/ana/.local/share/mise/shims/python -> /usr/bin/mise
        /usr/bin/mise x
        /usr/bin/python x
        /home/ana/.local/share/mise/installs/python/3.12.1/bin/python x
        /home/ana/.local/share/mise/installs/python/3.12 -> 3.12.1
        /home/ana/.local/share/mise/installs/python/3.11.7/bin/python x
        /home/ana/.config/mise/config.toml = [tools]\\npython = \"3.11\"\\n";

    #[test]
    fn mise_chooses_by_variable_then_nearest_file_then_the_global_one() {
        let shim = "/home/ana/.local/share/mise/shims/python";
        let target =
            |version: &str| format!("mise /home/ana/.local/share/mise/installs/python/{version}/bin/python");
        let found = resolved(MISE, shim, &[]);
        assert_eq!(found, (target("3.11.7"), "/home/ana/.config/mise/config.toml".to_owned()));
        let local = format!("{MISE}\n/project/mise.toml = [tools]\\npython = \"3.12\"\\n");
        let found = resolved(&local, shim, &[]);
        assert_eq!(found, (target("3.12"), "/project/mise.toml".to_owned()));
        let found = resolved(&local, shim, &[("MISE_PYTHON_VERSION", "3.11.7")]);
        assert_eq!(found, (target("3.11.7"), "MISE_PYTHON_VERSION".to_owned()));
    }

    #[test]
    fn rye_starts_the_environment_of_the_project() {
        let drawing = "/home/ana/.rye/shims/python x\n/usr/bin/python x\n/project/pyproject.toml\n/project/.venv/bin/python x";
        let found = resolved(drawing, "/home/ana/.rye/shims/python", &[]);
        assert_eq!(found, ("rye /project/.venv/bin/python".to_owned(), "/project/pyproject.toml".to_owned()));
        let outside = drawing.replace("/project/pyproject.toml", "/elsewhere/pyproject.toml");
        let found = resolved(&outside, "/home/ana/.rye/shims/python", &[]);
        assert_eq!(found, ("rye /usr/bin/python".to_owned(), "-".to_owned()));
    }
}

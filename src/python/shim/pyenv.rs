//! pyenv's choice: `PYENV_VERSION`, then `.python-version` upward from `PYENV_DIR` and from the working directory,
//! then `$PYENV_ROOT/version`, then `system`.
//!
//! Several versions are tried in turn and `system` always last, so that a missing one falls through to the rest of
//! PATH (measured with pyenv of 2026; source: `libexec/pyenv-version-file`, `-version-file-read`, `-which`).

use bstr::ByteSlice;

use super::{Call, Choice};
use crate::python::is_below;
use crate::python::word::{literal_word, words};
use crate::text::Text;

pub(super) fn choose(call: &Call<'_>) -> Choice {
    let root = root(call);
    let (versions, decided_by) = versions(call, &root);
    let target = versions.iter().find_map(|version| command(call, &root, version));
    Choice { target: target.or_else(|| call.rest_of_path()), decided_by }
}

/// The shim says itself whose it is; without that the directory above it counts.
fn root(call: &Call<'_>) -> Text {
    let written = call.text.lines().find_map(|line| line.strip_prefix(b"export PYENV_ROOT="));
    let flavor = call.atlas.scene().flavor;
    written.and_then(literal_word).unwrap_or_else(|| flavor.parent(call.shims).unwrap_or_default().into())
}

fn versions(call: &Call<'_>, root: &[u8]) -> (Vec<String>, Option<Text>) {
    if let Some(value) = call.variable("PYENV_VERSION") {
        let versions = value.lossy().split(':').map(str::to_owned).collect();
        return (versions, Some("PYENV_VERSION".into()));
    }
    let Some((file, content)) = file(call, root) else { return (Vec::new(), None) };
    let named = content.lines().filter_map(|line| words(line).next()).filter(|word| word[0] != b'#');
    let safe = named.filter(|word| is_safe(call, root, word)).map(|word| word.to_str_lossy().into_owned());
    (safe.collect(), Some(file))
}

/// The first file that exists decides, even where it names nothing.
fn file(call: &Call<'_>, root: &[u8]) -> Option<(Text, Text)> {
    let scene = call.atlas.scene();
    let starts = call.variable("PYENV_DIR").into_iter().chain([&scene.cwd]);
    let directories = starts.flat_map(|start| call.upward(&scene.absolute(start)));
    let local = directories.map(|directory| scene.flavor.join(&directory, b".python-version"));
    let global = scene.flavor.join(root, b"version");
    local.chain([global]).find_map(|path| call.read(&path).map(|content| (path, content)))
}

/// A name must not lead out of the directory of versions.
fn is_safe(call: &Call<'_>, root: &[u8], name: &[u8]) -> bool {
    if name != b".." && !name.contains(&b'/') {
        return true;
    }
    let scene = call.atlas.scene();
    let versions = scene.flavor.join(root, b"versions");
    let real = |path: &[u8]| scene.disk.real_path(path).ok();
    match (real(&scene.flavor.join(&versions, name)), real(&versions)) {
        (Some(path), Some(versions)) => is_below(scene.flavor, &path, &versions),
        _ => false,
    }
}

fn command(call: &Call<'_>, root: &[u8], version: &str) -> Option<Text> {
    if version == "system" {
        return call.rest_of_path();
    }
    let flavor = call.atlas.scene().flavor;
    let versions = flavor.join(root, b"versions");
    let bare = version.strip_prefix("python-").unwrap_or(version);
    let installed = |name: &str| call.atlas.is_there(&versions, name.as_bytes()).then(|| name.to_owned());
    let newest = |name: &str| call.newest(&versions, name);
    let name = installed(version)
        .or_else(|| installed(bare))
        .or_else(|| newest(version))
        .or_else(|| newest(bare))?;
    call.command_in(&flavor.join(&versions, name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use crate::disk::FakeDisk;
    use crate::flavor::Flavor;
    use crate::lookup::Survey;
    use crate::pathlist::PathList;
    use crate::python::Atlas;
    use crate::python::testing::scene;

    const DRAWING: &str = "/home/ana/.pyenv/shims/python x = #!/usr/bin/env bash\\nexport PYENV_ROOT=\"/home/ana/.pyenv\"\\nexec pyenv\\n
        /usr/bin/env x
        /usr/bin/python x
        /home/ana/.pyenv/version = 3.10.13\\n
        /home/ana/.pyenv/versions/3.10.13/bin/python x
        /home/ana/.pyenv/versions/3.11.7/bin/python x
        /home/ana/.pyenv/versions/3.11.10/bin/python x
        /home/ana/.pyenv/versions/3.12.0rc1/bin/python x";

    /// Target and decider with `.python-version` of the working directory and the given variables.
    fn resolved(local: Option<&str>, variables: &[(&str, &str)]) -> (String, String) {
        let local = local.map_or_else(String::new, |text| format!("\n/project/.python-version = {text}"));
        let disk = FakeDisk::drawn(&format!("{DRAWING}{local}"));
        let scene = scene(&disk, Flavor::Unix, variables);
        let survey = Survey::new(&scene);
        let atlas = Atlas::new(&survey);
        let list = PathList::split(Some(b"/home/ana/.pyenv/shims:/usr/bin"), Flavor::Unix);
        let sighting = atlas.sighting(b"/home/ana/.pyenv/shims/python").unwrap();
        let shim = atlas.shim(&sighting, &list).unwrap();
        let shown =
            |text: Option<crate::text::Text>| text.map_or_else(|| "-".to_owned(), |text| text.to_string());
        (shown(shim.target).replace("/home/ana/.pyenv", "ROOT"), shown(shim.decided_by))
    }

    fn told(target: &str, decided_by: &str) -> (String, String) {
        (target.to_owned(), decided_by.to_owned())
    }

    #[test]
    fn variable_then_local_file_then_global_file_decides() {
        let version = [("PYENV_VERSION", "3.11.7")];
        assert_eq!(
            resolved(Some("3.10.13"), &version),
            told("ROOT/versions/3.11.7/bin/python", "PYENV_VERSION")
        );
        let local = resolved(Some("# mine\\n\\n 3.11.7 x\\r\\n"), &[]);
        assert_eq!(local, told("ROOT/versions/3.11.7/bin/python", "/project/.python-version"));
        let global = resolved(None, &[]);
        assert_eq!(global, told("ROOT/versions/3.10.13/bin/python", "/home/ana/.pyenv/version"));
    }

    #[test]
    fn a_prefix_means_the_newest_finished_version() {
        let (target, _) = resolved(Some("3.11"), &[]);
        assert_eq!(target, "ROOT/versions/3.11.10/bin/python");
        let (target, _) = resolved(Some("3"), &[]);
        assert_eq!(target, "ROOT/versions/3.11.10/bin/python");
    }

    #[test]
    fn what_is_not_installed_falls_through_to_the_rest_of_path() {
        for local in ["2.7.18", "system", "", "../../../../usr"] {
            assert_eq!(
                resolved(Some(local), &[]),
                told("/usr/bin/python", "/project/.python-version"),
                "{local}"
            );
        }
    }

    #[test]
    fn several_versions_are_tried_in_turn() {
        let version = [("PYENV_VERSION", "2.7.18:3.11.7")];
        assert_eq!(resolved(None, &version).0, "ROOT/versions/3.11.7/bin/python");
    }
}

//! mise's choice: `MISE_PYTHON_VERSION`, then the configuration files of each directory upward, then the global one
//! (mise's manual, "Configuration").
//!
//! Only lines of the form `python = …` below `[tools]` and the table `[tools.python]` are understood; that is how
//! `mise use` writes them.

use super::asdf::line as tool_versions_line;
use super::{Call, Choice};
use crate::text::Text;

/// The files of one directory, the strongest first.
const FILES: [&str; 9] = [
    "mise.local.toml",
    ".mise.local.toml",
    "mise.toml",
    ".mise.toml",
    "mise/config.toml",
    ".mise/config.toml",
    ".config/mise.toml",
    ".config/mise/config.toml",
    ".tool-versions",
];

pub(super) fn choose(call: &Call<'_>) -> Choice {
    let (versions, decided_by) = match call.variable("MISE_PYTHON_VERSION") {
        Some(value) => (vec![value.lossy().into_owned()], Some("MISE_PYTHON_VERSION".into())),
        None => file(call).map_or((Vec::new(), None), |(versions, file)| (versions, Some(file))),
    };
    if versions.is_empty() {
        return Choice { target: call.rest_of_path(), decided_by };
    }
    Choice { target: versions.iter().find_map(|version| command(call, version)), decided_by }
}

fn file(call: &Call<'_>) -> Option<(Vec<String>, Text)> {
    let scene = call.atlas.scene();
    let local = call
        .upward(&scene.cwd)
        .into_iter()
        .flat_map(|directory| FILES.map(|name| scene.flavor.join(&directory, name.as_bytes())));
    let global = call
        .directory("MISE_CONFIG_DIR", ".config/mise")
        .map(|directory| scene.flavor.join(&directory, b"config.toml"));
    let system = Text::from("/etc/mise/config.toml");
    local.chain(global).chain([system]).find_map(|path| {
        let content = call.read(&path)?;
        versions(&path, &content).map(|versions| (versions, path))
    })
}

fn versions(path: &[u8], content: &Text) -> Option<Vec<String>> {
    if path.ends_with(b".tool-versions") {
        return tool_versions_line(content, "python");
    }
    let content = content.lossy();
    let mut table = "";
    for line in content.lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[').filter(|header| !header.contains('=')) {
            table = header.split(']').next().unwrap_or_default();
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let key = key.trim().trim_matches('"');
        if (table == "tools" && key == "python") || (table == "tools.python" && key == "version") {
            return Some(quoted_words(value)).filter(|versions| !versions.is_empty());
        }
    }
    None
}

/// The texts in quotes: of `"3.12"` and `["3.12", "3.11"]` all, of `{version = "3.12", virtualenv = ".venv"}` the
/// version.
fn quoted_words(value: &str) -> Vec<String> {
    let value = value.split('#').next().unwrap_or_default();
    let value = value.split_once("version").map_or(value, |(_, rest)| rest.split(',').next().unwrap_or(rest));
    value.split(['"', '\'']).skip(1).step_by(2).map(str::to_owned).collect()
}

fn command(call: &Call<'_>, version: &str) -> Option<Text> {
    if version == "system" {
        return call.rest_of_path();
    }
    let flavor = call.atlas.scene().flavor;
    if let Some(directory) = version.strip_prefix("path:") {
        return call.command_in(&call.atlas.scene().expand_tilde(directory.as_bytes()));
    }
    let data = flavor.parent(call.shims).unwrap_or_default();
    let installs = flavor.join(&flavor.join(data, b"installs"), b"python");
    let version = version.strip_prefix("prefix:").unwrap_or(version);
    let exact = call.command_in(&flavor.join(&installs, version.as_bytes()));
    exact.or_else(|| {
        let newest = call.newest(&installs, version)?;
        call.command_in(&flavor.join(&installs, newest.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_mise_writes_them() {
        let read = |content: &str| versions(b"/p/mise.toml", &content.into()).unwrap_or_default();
        assert_eq!(read("[tools]\nnode = \"22\"\npython = \"3.12\" # newest\n"), ["3.12"]);
        assert_eq!(read("[tools]\npython = [\"3.12\", '3.11']\n"), ["3.12", "3.11"]);
        assert_eq!(read("[tools]\npython = {version = \"3.12\", virtualenv = \".venv\"}\n"), ["3.12"]);
        assert_eq!(read("[tools.python]\nversion = \"3.10\"\n"), ["3.10"]);
        assert!(read("[env]\npython = \"3.12\"\n").is_empty());
    }
}

//! asdf's choice: `ASDF_PYTHON_VERSION`, then `.tool-versions` upward from the working directory, then the one in
//! the home directory (asdf's manual, "Versions").

use bstr::ByteSlice;

use super::{Call, Choice};
use crate::python::word::words;
use crate::text::Text;

pub(super) fn choose(call: &Call<'_>) -> Choice {
    let plugin = plugin(call);
    let variable = format!("ASDF_{}_VERSION", plugin.to_uppercase().replace('-', "_"));
    let (versions, decided_by) = match call.variable(&variable) {
        Some(value) => (versions_of(value), Some(variable.as_str().into())),
        None => tool_versions(call, &plugin).map_or((Vec::new(), None), |(found, file)| (found, Some(file))),
    };
    Choice { target: versions.iter().find_map(|version| command(call, &plugin, version)), decided_by }
}

/// The plugin that the shim's comments name first.
fn plugin(call: &Call<'_>) -> String {
    let comment = call.text.lines().find_map(|line| line.strip_prefix(b"# asdf-plugin:"));
    let name = comment.and_then(|rest| words(rest).next());
    name.map_or_else(|| "python".to_owned(), |name| name.to_str_lossy().into_owned())
}

/// The versions that the nearest `.tool-versions` with a line for this plugin gives.
pub(super) fn tool_versions(call: &Call<'_>, plugin: &str) -> Option<(Vec<String>, Text)> {
    let scene = call.atlas.scene();
    let name = call.variable("ASDF_DEFAULT_TOOL_VERSIONS_FILENAME").cloned();
    let name = name.unwrap_or_else(|| ".tool-versions".into());
    let directories = call.upward(&scene.cwd).into_iter().chain(scene.home.clone());
    directories.map(|directory| scene.flavor.join(&directory, &name)).find_map(|path| {
        let content = call.read(&path)?;
        line(&content, plugin).map(|versions| (versions, path))
    })
}

/// `python 3.12.1 3.11.7 # comment`.
pub(super) fn line(content: &[u8], plugin: &str) -> Option<Vec<String>> {
    let lines = content.lines().map(|line| line.split(|&byte| byte == b'#').next().unwrap_or_default());
    let mut tables = lines.filter(|line| words(line).next() == Some(plugin.as_bytes()));
    tables.next().map(|line| versions_of(line).split_off(1))
}

fn versions_of(line: &[u8]) -> Vec<String> {
    words(line).map(|word| word.to_str_lossy().into_owned()).collect()
}

fn command(call: &Call<'_>, plugin: &str, version: &str) -> Option<Text> {
    let flavor = call.atlas.scene().flavor;
    if version == "system" {
        return call.rest_of_path();
    }
    if let Some(directory) = version.strip_prefix("path:") {
        return call.command_in(&call.atlas.scene().expand_tilde(directory.as_bytes()));
    }
    let data = flavor.parent(call.shims).unwrap_or_default();
    let installs = flavor.join(&flavor.join(data, b"installs"), plugin.as_bytes());
    call.command_in(&flavor.join(&installs, version.replace("ref:", "ref-").as_bytes()))
}

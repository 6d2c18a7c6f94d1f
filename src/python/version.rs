//! Which version a Python has, read from the most trusted evidence without running it.
//!
//! What the installation itself says comes first: conda's records, the C headers, `build-details.json` (PEP 739).
//! A directory's name is a promise. What `pyvenv.cfg` says was true when the environment was made, and may not be
//! any more after the base was upgraded in place.

use super::name::minor_version;
use super::{Atlas, Config, Environment};
use crate::lookup::Sighting;
use crate::text::Text;

/// How much of a header or a record is read.
const LIMIT: usize = 8 * 1024;

/// A version and what says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// As Python writes it, `3.11.2`; `3.11.?` where nothing tells the last digit.
    pub text: String,
    /// The kind of evidence.
    pub from: Evidence,
}

/// The kinds of evidence for a version, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The name of conda's record of the package `python`.
    CondaRecord,
    /// `PY_VERSION` in the installation's C headers.
    Header,
    /// `build-details.json` in its library, from Python 3.14 on.
    BuildDetails,
    /// The name of a directory above the interpreter.
    DirectoryName,
    /// `pyvenv.cfg`: what was true when the environment was made.
    Creation,
    /// The name of the library directory.
    LibraryName,
    /// The name of the interpreter's file.
    FileName,
}

impl Evidence {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::CondaRecord => "conda-record",
            Self::Header => "header",
            Self::BuildDetails => "build-details",
            Self::DirectoryName => "directory-name",
            Self::Creation => "creation",
            Self::LibraryName => "library-name",
            Self::FileName => "file-name",
        }
    }
}

impl Version {
    fn new(text: impl Into<String>, from: Evidence) -> Self {
        Self { text: text.into(), from }
    }

    /// Major and minor: `3.11` of `3.11.2`.
    pub fn minor(&self) -> &str {
        minor_of(&self.text)
    }
}

/// Major and minor of a version text.
pub fn minor_of(version: &str) -> &str {
    let end = version.match_indices('.').nth(1).map_or(version.len(), |(at, _)| at);
    version[..end].trim_end_matches('t')
}

/// The version of the interpreter that `sighting` shows, perhaps in an environment.
pub(super) fn version(
    atlas: &Atlas<'_>,
    sighting: &Sighting,
    environment: Option<&Environment>,
) -> Option<Version> {
    let creation = environment.and_then(Environment::effective_config).and_then(Config::version);
    if !sighting.is_there() {
        return at_creation(creation, None);
    }
    let place = Place::of(atlas, sighting);
    let conda = environment.filter(|environment| environment.is_prefix());
    let named = place.minor.clone();
    let minor = named.clone().or_else(|| creation.as_deref().map(|version| minor_of(version).to_owned()));
    conda
        .and_then(|environment| conda_record(atlas, &environment.root))
        .or_else(|| minor.as_deref().and_then(|minor| place.installed(minor)))
        .or_else(|| place.directory_name(named.as_deref()))
        .or_else(|| at_creation(creation, named.as_deref()))
        .or_else(|| place.library_name())
        .or_else(|| named.map(|minor| Version::new(format!("{}.?", minor_of(&minor)), Evidence::FileName)))
}

/// The version that `pyvenv.cfg` gives, unless the interpreter's own name contradicts it.
fn at_creation(creation: Option<String>, named: Option<&str>) -> Option<Version> {
    let version =
        creation.filter(|version| named.is_none_or(|minor| minor_of(minor) == minor_of(version)))?;
    let complete = version.matches('.').count() >= 2;
    Some(Version::new(if complete { version } else { version + ".?" }, Evidence::Creation))
}

/// The interpreter's file at the end of its links, and the prefix around it.
struct Place<'atlas> {
    atlas: &'atlas Atlas<'atlas>,
    real: &'atlas [u8],
    prefix: Text,
    minor: Option<String>,
}

impl<'atlas> Place<'atlas> {
    fn of(atlas: &'atlas Atlas<'atlas>, sighting: &'atlas Sighting) -> Self {
        let flavor = atlas.scene().flavor;
        let real = sighting.links.last().unwrap_or(&sighting.path);
        let above = |path: &[u8]| flavor.parent(path).map(Text::from);
        // On merged systems `/bin` is a link to `/usr/bin`, where the rest of the installation lies.
        let bin = above(real).filter(|bin| *bin != "/bin");
        let prefix = bin.and_then(|bin| above(&bin));
        let names = sighting.links.iter().rev().chain([&sighting.path]);
        let minor = names.into_iter().find_map(|path| minor_version(flavor.file_name(path), flavor));
        Self { atlas, real, prefix: prefix.unwrap_or_else(|| "/usr".into()), minor }
    }

    /// What the installation says about itself.
    fn installed(&self, minor: &str) -> Option<Version> {
        self.header(minor).or_else(|| self.build_details(minor))
    }

    fn header(&self, minor: &str) -> Option<Version> {
        let text = self.read(&format!("include/python{minor}/patchlevel.h"))?;
        let line = text.lines().find(|line| line.starts_with("#define PY_VERSION "))?;
        let version = line.split('"').nth(1)?.trim_end_matches('+');
        Some(Version::new(version, Evidence::Header))
    }

    fn build_details(&self, minor: &str) -> Option<Version> {
        let number: u32 = minor_of(minor).strip_prefix("3.")?.parse().ok()?;
        if number < 14 {
            return None;
        }
        let text = self.read(&format!("lib/python{minor}/build-details.json"))?;
        let details: serde_json::Value = serde_json::from_str(&text).ok()?;
        let part = |name: &str| details["implementation"]["version"][name].as_u64();
        let version = format!("{}.{}.{}", part("major")?, part("minor")?, part("micro")?);
        (minor_of(&version) == minor_of(minor)).then(|| Version::new(version, Evidence::BuildDetails))
    }

    fn read(&self, below_prefix: &str) -> Option<String> {
        let scene = self.atlas.scene();
        let path = scene.flavor.join(&self.prefix, below_prefix.as_bytes());
        let bytes = scene.disk.read(&path, LIMIT).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The nearest directory whose name is a whole version: `versions/3.11.7`, `Cellar/python@3.12/3.12.4_1`,
    /// `cpython-3.12.4-linux-x86_64-gnu`.
    fn directory_name(&self, named: Option<&str>) -> Option<Version> {
        let components = self.real.rsplit(|&byte| self.atlas.scene().flavor.is_separator(byte)).skip(1);
        let versions = components.filter_map(whole_version);
        let fits = |version: &String| named.is_none_or(|minor| minor_of(minor) == minor_of(version));
        versions.filter(fits).map(|version| Version::new(version, Evidence::DirectoryName)).next()
    }

    /// The one `lib/pythonX.Y` of the prefix, where there is only one.
    fn library_name(&self) -> Option<Version> {
        if self.minor.is_some() {
            return None;
        }
        let scene = self.atlas.scene();
        let listing = self.atlas.survey().list(&scene.flavor.join(&self.prefix, b"lib"));
        let mut minors = listing.iter().filter_map(|listed| minor_version(&listed.name, scene.flavor));
        let only = minors.next().filter(|_| minors.next().is_none())?;
        Some(Version::new(format!("{}.?", minor_of(&only)), Evidence::LibraryName))
    }
}

/// The version in `conda-meta/python-3.12.4-h2628c8c_1.json`.
fn conda_record(atlas: &Atlas<'_>, root: &[u8]) -> Option<Version> {
    let listing = atlas.survey().list(&atlas.scene().flavor.join(root, b"conda-meta"));
    listing.iter().find_map(|listed| {
        let rest = listed.name.as_utf8()?.strip_prefix("python-")?.strip_suffix(".json")?;
        let version = rest.split('-').next().filter(|version| is_version(version))?;
        Some(Version::new(version, Evidence::CondaRecord))
    })
}

fn whole_version(component: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(component).ok()?;
    let text = text.strip_prefix("cpython-").unwrap_or(text);
    let text = text.split(['-', '_']).next()?;
    (text.matches('.').count() == 2 && is_version(text)).then(|| text.to_owned())
}

/// Numbers with dots between; the last part may end in a pre-release mark (`3.14.0rc1`).
fn is_version(text: &str) -> bool {
    text.split('.').all(|part| part.starts_with(|first: char| first.is_ascii_digit()))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::super::testing::scene;
    use super::*;
    use crate::disk::FakeDisk;
    use crate::flavor::Flavor;
    use crate::lookup::Survey;

    /// Version and evidence of the interpreter at `path`.
    fn asked(drawing: &str, path: &str) -> Option<(String, &'static str)> {
        let disk = FakeDisk::drawn(drawing);
        let scene = scene(&disk, Flavor::Unix, &[]);
        let survey = Survey::new(&scene);
        let atlas = Atlas::new(&survey);
        let sighting = atlas.sighting(path.as_bytes())?;
        let environment = atlas.of_program(path.as_bytes());
        version(&atlas, &sighting, environment.as_deref()).map(|found| (found.text, found.from.name()))
    }

    fn told(text: &str, from: &'static str) -> (String, &'static str) {
        (text.to_owned(), from)
    }

    #[test]
    fn headers_of_the_base_are_believed_before_the_configuration() {
        let drawing = "/v/pyvenv.cfg = home = /opt/py/bin\\nversion = 3.11.1\\n
             /v/bin/python -> /opt/py/bin/python3.11
             /opt/py/bin/python3.11 x
             /opt/py/include/python3.11/patchlevel.h = #define PY_VERSION   \"3.11.9+\"\\n";
        assert_eq!(asked(drawing, "/v/bin/python"), Some(told("3.11.9", "header")));
    }

    #[test]
    fn configuration_gives_the_version_at_creation() {
        let drawing = "/v/pyvenv.cfg = home = /usr/bin\\nversion = 3.11.2\\n
             /v/bin/python -> /usr/bin/python3
             /usr/bin/python3 -> python3.11
             /usr/bin/python3.11 x";
        assert_eq!(asked(drawing, "/v/bin/python"), Some(told("3.11.2", "creation")));
        assert_eq!(asked(drawing, "/usr/bin/python3"), Some(told("3.11.?", "file-name")));
    }

    #[test]
    fn a_base_of_another_minor_version_contradicts_the_configuration() {
        let drawing = "/v/pyvenv.cfg = home = /usr/bin\\nversion = 3.9.2\\n
             /v/bin/python -> /usr/bin/python3
             /usr/bin/python3 -> python3.11
             /usr/bin/python3.11 x";
        assert_eq!(asked(drawing, "/v/bin/python"), Some(told("3.11.?", "file-name")));
    }

    #[test]
    fn directories_are_named_after_versions() {
        for (directory, version) in [
            ("/home/ana/.pyenv/versions/3.11.7", "3.11.7"),
            ("/u/uv/python/cpython-3.12.4-linux-x86_64-gnu", "3.12.4"),
            ("/opt/homebrew/Cellar/python@3.12/3.12.4_1", "3.12.4"),
        ] {
            let drawing = format!("{directory}/bin/python3 x");
            let found = asked(&drawing, &format!("{directory}/bin/python3"));
            assert_eq!(found, Some(told(version, "directory-name")));
        }
    }

    #[test]
    fn conda_records_name_their_version() {
        let drawing = "/c/conda-meta/history
             /c/conda-meta/python-dateutil-2.9.0-pyhd8ed1ab_0.json
             /c/conda-meta/python-3.12.4-h2628c8c_1.json
             /c/bin/python -> python3.12
             /c/bin/python3.12 x";
        assert_eq!(asked(drawing, "/c/bin/python"), Some(told("3.12.4", "conda-record")));
    }

    #[test]
    fn build_details_tell_from_python_3_14_on() {
        let details = r#"{"implementation": {"version": {"major": 3, "minor": 14, "micro": 2}}}"#;
        let drawing =
            format!("/opt/py/bin/python3.14 x\n/opt/py/lib/python3.14/build-details.json = {details}");
        assert_eq!(asked(&drawing, "/opt/py/bin/python3.14"), Some(told("3.14.2", "build-details")));
    }

    #[test]
    fn one_library_names_the_minor_version_and_two_do_not() {
        let drawing = "/opt/py/bin/python x\n/opt/py/lib/python3.8/";
        assert_eq!(asked(drawing, "/opt/py/bin/python"), Some(told("3.8.?", "library-name")));
        let two = "/opt/py/bin/python x\n/opt/py/lib/python3.8/\n/opt/py/lib/python3.9/";
        assert_eq!(asked(two, "/opt/py/bin/python"), None);
    }

    #[test]
    fn minors_are_cut_from_any_version() {
        assert_eq!(["3.11.7", "3.11", "3.13t", "3"].map(minor_of), ["3.11", "3.11", "3.13", "3"]);
    }
}

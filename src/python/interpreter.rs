//! What a Python is: whose, of which version, in which environment.

use std::rc::Rc;

use bstr::ByteSlice;

use super::version::version;
use super::{Atlas, Environment, Version, is_below};
use crate::lookup::Sighting;
use crate::text::Text;

/// An interpreter, recognised from its unresolved path first and then link by link.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// Its path as it was found.
    pub path: Text,
    /// The environment that it runs in.
    pub environment: Option<Rc<Environment>>,
    /// Who provides it, as JSON names it: `venv`, `system`, `pyenv`, …
    pub kind: &'static str,
    /// Its version, as far as anything tells.
    pub version: Option<Version>,
}

impl Atlas<'_> {
    /// The interpreter at `path`; none where nothing stands there. Nothing is run.
    pub fn interpreter(&self, path: &[u8]) -> Option<Interpreter> {
        let sighting = self.sighting(path)?;
        let environment = self.environment_of(&sighting);
        let kind = environment.as_ref().map_or_else(|| self.provider(&sighting), |found| found.kind());
        let version = version(self, &sighting, environment.as_deref());
        Some(Interpreter { path: path.into(), environment, kind, version })
    }

    /// The environment that Python would find itself in when started by this path. A link into a conda prefix
    /// is conda's Python, since without a `pyvenv.cfg` Python takes its prefix from the end of the links.
    pub fn environment_of(&self, sighting: &Sighting) -> Option<Rc<Environment>> {
        self.of_program(&sighting.path).or_else(|| {
            let real = sighting.links.last()?;
            self.of_program(real).filter(|environment| environment.is_prefix())
        })
    }

    /// Who provides an interpreter outside of environments: told by the first of its links' places that tells.
    fn provider(&self, sighting: &Sighting) -> &'static str {
        let paths = [&sighting.path].into_iter().chain(&sighting.links);
        paths.map(|path| self.provider_by_place(path)).find(|name| !is_vague(name)).unwrap_or_else(|| {
            let last = sighting.links.last().unwrap_or(&sighting.path);
            self.provider_by_place(last)
        })
    }

    fn provider_by_place(&self, path: &[u8]) -> &'static str {
        if self.is_managed_by_uv(path) {
            return "uv-managed";
        }
        if self.scene().below_pyenv_versions(path) {
            return "pyenv";
        }
        let shown = path.replace(b"\\", b"/");
        let marked = MARKS.iter().find(|(mark, _)| shown.contains_str(mark));
        marked.map_or_else(|| self.provider_of_system(path), |(_, name)| name)
    }

    fn is_managed_by_uv(&self, path: &[u8]) -> bool {
        let chosen = self.scene().env.get_non_empty("UV_PYTHON_INSTALL_DIR");
        chosen.is_some_and(|directory| is_below(self.scene().flavor, path, directory))
    }

    fn provider_of_system(&self, path: &[u8]) -> &'static str {
        let is_apples = self.scene().machine.mach_o && path.starts_with(b"/usr/bin/");
        let system = [&b"/usr"[..], b"/bin", b"/sbin"];
        match () {
            () if is_apples => "macos-stub",
            () if system.iter().any(|directory| is_below(self.scene().flavor, path, directory)) => "system",
            () => "unknown",
        }
    }
}

/// Parts of a path that give a provider away.
const MARKS: [(&str, &str); 12] = [
    ("/uv/python/", "uv-managed"),
    ("/.pyenv/versions/", "pyenv"),
    ("/pyenv-win/versions/", "pyenv"),
    ("/mise/installs/python/", "mise"),
    ("/asdf/installs/python/", "asdf"),
    ("/.asdf/installs/python/", "asdf"),
    ("/.rye/py/", "rye"),
    ("/Cellar/", "homebrew"),
    ("/opt/homebrew/", "homebrew"),
    ("/.linuxbrew/", "homebrew"),
    ("/nix/store/", "nix"),
    ("/WindowsApps/", "store"),
];

/// Names that a later link may improve on: `/usr/local/bin/python3` is Homebrew's where it links there.
fn is_vague(name: &str) -> bool {
    matches!(name, "system" | "unknown")
}

#[cfg(test)]
mod tests {
    use super::super::testing::scene;
    use super::*;
    use crate::disk::FakeDisk;
    use crate::flavor::Flavor;
    use crate::lookup::Survey;

    fn kind(drawing: &str, path: &str) -> &'static str {
        let disk = FakeDisk::drawn(drawing);
        let scene = scene(&disk, Flavor::Unix, &[("UV_PYTHON_INSTALL_DIR", "/data/pythons")]);
        let survey = Survey::new(&scene);
        Atlas::new(&survey).interpreter(path.as_bytes()).unwrap().kind
    }

    #[test]
    fn providers_are_told_by_their_places() {
        for (path, expected) in [
            ("/usr/bin/python3.11", "system"),
            ("/usr/local/bin/python3", "system"),
            ("/home/ana/.pyenv/versions/3.11.7/bin/python", "pyenv"),
            ("/home/ana/.local/share/uv/python/cpython-3.12.4-linux-x86_64-gnu/bin/python3.12", "uv-managed"),
            ("/data/pythons/cpython-3.12.4-linux-x86_64-gnu/bin/python3.12", "uv-managed"),
            ("/opt/homebrew/bin/python3", "homebrew"),
            ("/home/ana/.local/share/mise/installs/python/3.12.1/bin/python", "mise"),
            ("/opt/thing/bin/python", "unknown"),
        ] {
            assert_eq!(kind(&format!("{path} x"), path), expected, "{path}");
        }
    }

    #[test]
    fn a_link_is_told_by_where_it_leads() {
        let drawing = "/usr/local/bin/python3 -> ../Cellar/python@3.12/3.12.4_1/bin/python3
             /usr/local/Cellar/python@3.12/3.12.4_1/bin/python3 x
             /home/ana/bin/py -> /v/bin/python
             /v/bin/python -> /usr/bin/python3.11
             /v/pyvenv.cfg = home = /usr/bin\\n
             /usr/bin/python3.11 x
             /home/ana/bin/cpy -> /c/bin/python
             /c/bin/python x
             /c/conda-meta/history";
        assert_eq!(kind(drawing, "/usr/local/bin/python3"), "homebrew");
        assert_eq!(kind(drawing, "/v/bin/python"), "venv");
        assert_eq!(kind(drawing, "/home/ana/bin/py"), "system");
        assert_eq!(kind(drawing, "/home/ana/bin/cpy"), "conda");
    }
}

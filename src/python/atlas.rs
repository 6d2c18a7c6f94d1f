//! The environments of a scene, each of them looked at once.

use std::cell::RefCell;
use std::rc::Rc;

use super::environment::ConfigFile;
use super::{Config, Creator, Environment};
use crate::disk::Kind;
use crate::flavor::Flavor;
use crate::hashing::Map;
use crate::lookup::{Look, Sighting, Survey};
use crate::scene::Scene;
use crate::text::Text;

/// Finds environments by their directory or by a program inside, and remembers them.
pub struct Atlas<'survey> {
    survey: &'survey Survey<'survey>,
    by_bin: RefCell<Map<Text, Option<Rc<Environment>>>>,
}

impl<'survey> Atlas<'survey> {
    /// An atlas with no page filled yet.
    pub fn new(survey: &'survey Survey<'survey>) -> Self {
        Self { survey, by_bin: RefCell::default() }
    }

    /// The scene that is drawn.
    pub fn scene(&self) -> &'survey Scene<'survey> {
        self.survey.scene()
    }

    /// The looks at single files.
    pub fn survey(&self) -> &'survey Survey<'survey> {
        self.survey
    }

    /// What stands at `path`, where anything does.
    pub fn sighting(&self, path: &[u8]) -> Option<Rc<Sighting>> {
        match self.survey.look(path) {
            Look::Seen(sighting) => Some(sighting),
            _ => None,
        }
    }

    /// The environment in the directory `root`: also one that has lost its `pyvenv.cfg`, recognised by its
    /// activation script.
    pub fn at(&self, root: &[u8]) -> Option<Rc<Environment>> {
        let flavor = self.scene().flavor;
        let bin = self.bin_of(root);
        self.found(flavor.without_trailing_separators(root), &bin)
            .or_else(|| self.remains(flavor.without_trailing_separators(root), &bin).map(Rc::new))
    }

    /// The environment that a program belongs to by its own path, links not followed: the one in the parent of
    /// its directory. That is how Python finds out where it is, so a link from elsewhere into an environment
    /// does not count, while a link to the whole directory does (measured with CPython 3.8 to 3.13).
    pub fn of_program(&self, path: &[u8]) -> Option<Rc<Environment>> {
        let flavor = self.scene().flavor;
        let bin = flavor.parent(path)?;
        let root = flavor.parent(bin).unwrap_or(bin);
        self.found(root, bin)
    }

    fn found(&self, root: &[u8], bin: &[u8]) -> Option<Rc<Environment>> {
        if let Some(known) = self.by_bin.borrow().get(bin) {
            return known.clone();
        }
        let found = self.read(root, bin).map(Rc::new);
        self.by_bin.borrow_mut().insert(bin.into(), found.clone());
        found
    }

    fn read(&self, root: &[u8], bin: &[u8]) -> Option<Environment> {
        let config = ConfigFile::at(self.scene(), root);
        let beside = ConfigFile::at(self.scene(), bin);
        if let Some(read) = config.read().or_else(|| beside.read()) {
            let creator = creator(read);
            return Some(self.environment(root, bin, Some(creator), config, beside));
        }
        let root =
            if self.scene().flavor == Flavor::Windows { self.prefix_on_windows(root, bin) } else { root };
        let creator = self.prefix_creator(root)?;
        Some(self.environment(root, bin, Some(creator), config, beside))
    }

    /// conda keeps `python.exe` in the root of a prefix on Windows.
    fn prefix_on_windows<'path>(&self, root: &'path [u8], bin: &'path [u8]) -> &'path [u8] {
        if self.is_directory(bin, b"conda-meta") { bin } else { root }
    }

    /// conda writes `conda-meta/history` into every prefix, pixi `conda-meta/pixi` beside it.
    fn prefix_creator(&self, root: &[u8]) -> Option<Creator> {
        if !self.is_directory(root, b"conda-meta") {
            return None;
        }
        let records = self.scene().flavor.join(root, b"conda-meta");
        if self.is_there(&records, b"pixi") {
            return Some(Creator::Pixi);
        }
        self.is_there(&records, b"history").then_some(Creator::Conda)
    }

    /// What is left of an environment without `pyvenv.cfg`: a directory with an activation script. virtualenv
    /// before version 20 never wrote that file and is known by its `activate_this.py` and `orig-prefix.txt`.
    fn remains(&self, root: &[u8], bin: &[u8]) -> Option<Environment> {
        let scripts = ["activate", "activate.bat", "activate.fish", "Activate.ps1"];
        if !scripts.iter().any(|script| self.is_there(bin, script.as_bytes())) {
            return None;
        }
        let old = self.is_there(bin, b"activate_this.py") && self.has_original_prefix(root);
        let creator = old.then_some(Creator::Virtualenv);
        let unreadable = ConfigFile::at(self.scene(), root);
        Some(self.environment(root, bin, creator, unreadable, ConfigFile::Absent))
    }

    fn has_original_prefix(&self, root: &[u8]) -> bool {
        let flavor = self.scene().flavor;
        let library = flavor.join(root, if flavor == Flavor::Windows { b"Lib" } else { b"lib" });
        if flavor == Flavor::Windows {
            return self.is_there(&library, b"orig-prefix.txt");
        }
        let listing = self.survey.list(&library);
        let versions = listing.iter().filter(|listed| listed.name.starts_with(b"python"));
        versions
            .map(|listed| flavor.join(&library, &listed.name))
            .any(|directory| self.is_there(&directory, b"orig-prefix.txt"))
    }

    fn environment(
        &self,
        root: &[u8],
        bin: &[u8],
        creator: Option<Creator>,
        config: ConfigFile,
        config_beside: ConfigFile,
    ) -> Environment {
        let identity = self.scene().disk.follow(root).ok().and_then(|sight| sight.identity);
        let belongs_to_pyenv = self.scene().below_pyenv_versions(root);
        Environment {
            root: root.into(),
            identity,
            bin: bin.into(),
            creator,
            belongs_to_pyenv,
            config,
            config_beside,
        }
    }

    /// Where the commands of an environment in `root` lie.
    fn bin_of(&self, root: &[u8]) -> Text {
        let flavor = self.scene().flavor;
        match flavor {
            Flavor::Windows if self.is_directory(root, b"conda-meta") => {
                flavor.without_trailing_separators(root).into()
            }
            Flavor::Windows if self.is_directory(root, b"Scripts") => flavor.join(root, b"Scripts"),
            Flavor::Unix | Flavor::Windows => flavor.join(root, b"bin"),
        }
    }

    /// Whether `directory` holds something called `name`.
    pub fn is_there(&self, directory: &[u8], name: &[u8]) -> bool {
        self.kind_at(directory, name).is_some()
    }

    fn is_directory(&self, directory: &[u8], name: &[u8]) -> bool {
        self.kind_at(directory, name) == Some(Kind::Directory)
    }

    fn kind_at(&self, directory: &[u8], name: &[u8]) -> Option<Kind> {
        let path = self.scene().flavor.join(directory, name);
        self.scene().disk.follow(&path).ok().map(|sight| sight.kind)
    }
}

/// Who wrote a `pyvenv.cfg`: uv and virtualenv sign it, venv does not.
fn creator(config: &Config) -> Creator {
    if config.first("uv").is_some() {
        Creator::Uv
    } else if config.first("virtualenv").is_some() {
        Creator::Virtualenv
    } else {
        Creator::Venv
    }
}

impl Scene<'_> {
    /// The directory in which pyenv keeps its things: `PYENV_ROOT`, else `~/.pyenv`.
    pub(super) fn pyenv_root(&self) -> Option<Text> {
        let below_home = || self.home.as_ref().map(|home| self.flavor.join(home, b".pyenv"));
        self.env.get_non_empty("PYENV_ROOT").cloned().or_else(below_home)
    }

    /// Whether a path lies among pyenv's versions.
    pub(super) fn below_pyenv_versions(&self, path: &[u8]) -> bool {
        self.pyenv_root().is_some_and(|root| {
            let versions = self.flavor.join(&root, b"versions");
            is_below(self.flavor, path, &versions)
        })
    }
}

/// Whether `path` lies inside `directory` by its text.
pub fn is_below(flavor: Flavor, path: &[u8], directory: &[u8]) -> bool {
    let (path, directory) = (flavor.comparison_key(path), flavor.comparison_key(directory));
    path.strip_prefix(directory.as_bytes()).is_some_and(|rest| {
        rest.first().is_some_and(|&byte| flavor.is_separator(byte)) || directory.ends_with(b"/")
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::scene;
    use super::*;
    use crate::disk::FakeDisk;

    fn with_atlas<T>(drawing: &str, flavor: Flavor, ask: impl FnOnce(&Atlas<'_>) -> T) -> T {
        let disk = FakeDisk::drawn(drawing);
        let scene = scene(&disk, flavor, &[]);
        let survey = Survey::new(&scene);
        ask(&Atlas::new(&survey))
    }

    #[test]
    fn creators_are_told_by_their_keys() {
        let drawing = "/a/pyvenv.cfg = home = /usr/bin\\nuv = 0.13.8\\n
             /b/pyvenv.cfg = home = /usr/bin\\nvirtualenv = 21.1\\n
             /c/pyvenv.cfg = home = /usr/bin\\n
             /d/conda-meta/history
             /e/conda-meta/history
             /e/conda-meta/pixi
             /home/ana/.pyenv/versions/x/pyvenv.cfg = home = /usr/bin\\n
             /f/conda-meta/";
        with_atlas(drawing, Flavor::Unix, |atlas| {
            let kind = |root: &str| atlas.at(root.as_bytes()).map(|environment| environment.kind());
            let roots = ["/a", "/b", "/c/", "/d", "/e", "/home/ana/.pyenv/versions/x", "/f"];
            let kinds = roots.map(kind);
            let expected = ["uv", "virtualenv", "venv", "conda", "pixi", "pyenv"].map(Some);
            assert_eq!(kinds[..6], expected);
            assert_eq!(kinds[6], None);
        });
    }

    #[test]
    fn a_link_to_the_program_is_not_the_environment_and_a_link_to_the_directory_is() {
        let drawing = "/v/pyvenv.cfg = home = /usr/bin\\n
             /v/bin/python x
             /home/ana/bin/py -> /v/bin/python
             /link -> /v";
        with_atlas(drawing, Flavor::Unix, |atlas| {
            let root = |path: &str| atlas.of_program(path.as_bytes()).map(|found| found.root.to_string());
            assert_eq!(root("/v/bin/python").as_deref(), Some("/v"));
            assert_eq!(root("/link/bin/python").as_deref(), Some("/link"));
            assert_eq!(root("/home/ana/bin/py"), None);
            let (one, two) = (atlas.at(b"/v").unwrap(), atlas.at(b"/link").unwrap());
            assert!(one.is(&two));
        });
    }

    #[test]
    fn configuration_beside_the_interpreter_makes_an_environment_too() {
        with_atlas("/v/bin/pyvenv.cfg = home = /usr/bin\\n", Flavor::Unix, |atlas| {
            assert_eq!(atlas.of_program(b"/v/bin/python").unwrap().root, "/v");
        });
    }

    #[test]
    fn both_places_disagree_as_they_do_in_python() {
        let drawing = "/v/pyvenv.cfg = home = /parent\\ninclude-system-site-packages = false\\n
             /v/bin/pyvenv.cfg = home = /beside\\n";
        with_atlas(drawing, Flavor::Unix, |atlas| {
            let environment = atlas.at(b"/v").unwrap();
            assert_eq!(environment.effective_config().unwrap().home().unwrap(), &"/parent");
            assert_eq!(environment.system_site_packages(), Some(true));
        });
    }

    #[test]
    fn an_activation_script_alone_shows_what_was_an_environment() {
        let drawing = "/v/bin/activate\n/w/bin/activate\n/w/bin/activate_this.py
             /w/lib/python3.6/orig-prefix.txt";
        with_atlas(drawing, Flavor::Unix, |atlas| {
            assert_eq!(atlas.at(b"/v").unwrap().kind(), "unknown");
            assert_eq!(atlas.at(b"/w").unwrap().kind(), "virtualenv");
            assert!(atlas.of_program(b"/v/bin/python").is_none());
            assert!(atlas.at(b"/").is_none());
        });
    }

    #[test]
    fn windows_keeps_commands_in_scripts_and_conda_its_python_in_the_root() {
        let drawing = "/v/pyvenv.cfg = home = C:\\\\Python\\n
             /v/Scripts/python.exe
             /c/conda-meta/history
             /c/python.exe";
        with_atlas(drawing, Flavor::Windows, |atlas| {
            assert_eq!(atlas.at(b"/v").unwrap().bin, "/v/Scripts");
            assert_eq!(atlas.at(b"/c").unwrap().bin, "/c");
            assert_eq!(atlas.of_program(b"/c/python.exe").unwrap().root, "/c");
        });
    }

    #[test]
    fn labels_name_the_project_where_the_directory_does_not() {
        let drawing = "/p/.venv/pyvenv.cfg = home = /usr/bin\\n
             /q/tools/pyvenv.cfg = home = /usr/bin\\n
             /r/.venv/pyvenv.cfg = home = /usr/bin\\nprompt = 'mine'\\n";
        with_atlas(drawing, Flavor::Unix, |atlas| {
            let label = |root: &str| atlas.at(root.as_bytes()).unwrap().label(Flavor::Unix).to_string();
            assert_eq!(["/p/.venv", "/q/tools", "/r/.venv"].map(label), ["p", "tools", "mine"]);
        });
    }
}

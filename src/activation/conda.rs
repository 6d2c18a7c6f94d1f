//! conda and micromamba, which have no script in the environment: their rules.
//!
//! conda keeps a stack of prefixes in exported variables and puts a prefix's directories where the previous one's
//! were; micromamba takes the old ones off and puts the new ones in front. From the sources of both
//! (`conda/activate.py`, `libmamba/src/core/activation.cpp`); conda's own activator was measured, micromamba's not.

use super::forecast::{Act, Forecast, of_outcome};
use super::language::Language;
use super::memory::Memory;
use super::outcome::{Ending, Outcome};
use crate::flavor::Flavor;
use crate::pathlist::PathList;
use crate::scene::Scene;
use crate::text::Text;

/// Which of the two manages the environments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manager {
    /// conda, also mamba 1, which uses its activator.
    Conda,
    /// micromamba and mamba 2.
    Micromamba,
}

impl Manager {
    /// The one that the environment speaks of.
    pub fn of(scene: &Scene<'_>) -> Self {
        let conda = scene.env.get_non_empty("CONDA_EXE").is_some();
        let mamba = scene.env.get_non_empty("MAMBA_EXE").is_some();
        if mamba && !conda { Self::Micromamba } else { Self::Conda }
    }

    /// Its command.
    pub fn command(self) -> &'static str {
        match self {
            Self::Conda => "conda",
            Self::Micromamba => "micromamba",
        }
    }
}

/// What activating or deactivating a prefix does.
pub(super) fn forecast(scene: &Scene<'_>, prefix: &Text, act: Act, language: Language) -> Forecast {
    let mut memory = Memory::default();
    for variable in scene.env.variables() {
        memory.begin_with(&variable.name, &variable.value, true);
    }
    let mut stack = Stack { scene, memory, manager: Manager::of(scene), language };
    match act {
        Act::Activate => stack.activate(prefix),
        Act::Deactivate => stack.deactivate(),
    }
    let (variables, effects) = stack.memory.into_parts();
    of_outcome(scene, Outcome { variables, effects, ending: Ending::Whole, deactivates: false })
}

/// The name by which an environment is activated: `base`, its own name below `envs`, else its path.
pub fn name_of(scene: &Scene<'_>, prefix: &Text) -> Text {
    let flavor = scene.flavor;
    if root_prefix(scene).is_some_and(|root| flavor.comparison_key(&root) == flavor.comparison_key(prefix)) {
        return Text::from("base");
    }
    let parent = flavor.parent(prefix).map(|parent| flavor.file_name(parent));
    if parent == Some(b"envs") { Text::from(flavor.file_name(prefix)) } else { prefix.clone() }
}

/// conda's own installation.
fn root_prefix(scene: &Scene<'_>) -> Option<Text> {
    let flavor = scene.flavor;
    let given =
        ["_CONDA_ROOT", "MAMBA_ROOT_PREFIX"].iter().find_map(|name| scene.env.get_non_empty(name).cloned());
    given.or_else(|| {
        let program = scene.env.get_non_empty("CONDA_EXE")?;
        Some(Text::from(flavor.parent(flavor.parent(program)?)?))
    })
}

struct Stack<'a> {
    scene: &'a Scene<'a>,
    memory: Memory,
    manager: Manager,
    language: Language,
}

impl Stack<'_> {
    fn activate(&mut self, prefix: &Text) {
        let level = self.level();
        let old = self.value("CONDA_PREFIX");
        if level > 0 && old.as_ref() == Some(prefix) {
            return self.again(prefix);
        }
        if level > 1 && self.value(&format!("CONDA_PREFIX_{}", level - 1)).as_ref() == Some(prefix) {
            return self.deactivate();
        }
        let path = match &old {
            Some(old) if level > 0 => self.replaced(old, Some(prefix)),
            _ => self.first(prefix),
        };
        self.set_path(&path);
        self.name(prefix, level + 1);
        if let Some(old) = old.filter(|_| level > 0) {
            self.set(&format!("CONDA_PREFIX_{level}"), old);
        }
    }

    /// The same environment once more: its directories are put where they are.
    fn again(&mut self, prefix: &Text) {
        let path = self.replaced(prefix, Some(prefix));
        self.set_path(&path);
        let shown = self.modifier(prefix);
        self.set("CONDA_PROMPT_MODIFIER", shown);
    }

    fn deactivate(&mut self) {
        let level = self.level();
        let Some(old) = self.value("CONDA_PREFIX").filter(|_| level > 0) else { return };
        if level == 1 {
            let path = self.replaced(&old, None);
            self.set_path(&path);
            for name in ["CONDA_PREFIX", "CONDA_DEFAULT_ENV", "CONDA_PROMPT_MODIFIER"] {
                self.drop_variable(name);
            }
            self.set("CONDA_SHLVL", Text::from("0"));
            return;
        }
        let below = format!("CONDA_PREFIX_{}", level - 1);
        let previous = self.value(&below).unwrap_or_default();
        let stacked = format!("CONDA_STACKED_{level}");
        let is_stacked = self.memory.value(stacked.as_bytes()).is_some();
        let path = self.replaced(&old, Some(&previous).filter(|_| !is_stacked));
        self.set_path(&path);
        self.drop_variable(&below);
        if is_stacked {
            self.drop_variable(&stacked);
        }
        self.name(&previous, level - 1);
    }

    fn name(&mut self, prefix: &Text, level: usize) {
        self.set("CONDA_PREFIX", prefix.clone());
        self.set("CONDA_SHLVL", Text::from(level.to_string()));
        self.set("CONDA_DEFAULT_ENV", name_of(self.scene, prefix));
        let shown = self.modifier(prefix);
        self.set("CONDA_PROMPT_MODIFIER", shown);
    }

    fn modifier(&self, prefix: &Text) -> Text {
        Text::from([b"(", name_of(self.scene, prefix).as_bytes(), b") "].concat())
    }

    fn level(&self) -> usize {
        let level = self.value("CONDA_SHLVL");
        level.and_then(|level| level.as_utf8()?.trim().parse().ok()).unwrap_or(0)
    }

    fn value(&self, name: &str) -> Option<Text> {
        self.memory.value(name.as_bytes()).filter(|value| !value.is_empty()).cloned()
    }

    fn set(&mut self, name: &str, value: Text) {
        self.memory.assign_exported(name.as_bytes(), value);
    }

    /// conda's POSIX templates export an empty text in place of removing a variable; the others remove it.
    fn drop_variable(&mut self, name: &str) {
        if self.manager == Manager::Conda && matches!(self.language, Language::Posix(_)) {
            self.memory.assign_exported(name.as_bytes(), Text::new());
        } else {
            self.memory.unset(name.as_bytes());
        }
    }

    fn entries(&self) -> Vec<Text> {
        let path = self.memory.value(b"PATH").map_or(&b"/usr/bin"[..], |path| path.as_bytes());
        let list = PathList::split(Some(path), self.scene.flavor);
        list.entries.iter().map(|entry| entry.written.clone()).collect()
    }

    fn set_path(&mut self, entries: &[Text]) {
        let separator = self.scene.flavor.list_separator();
        self.memory.assign_exported(b"PATH", Text::from(entries.join(&[separator][..])));
    }

    /// The directories that a prefix brings, first to last.
    fn directories(&self, prefix: &Text) -> Vec<Text> {
        let flavor = self.scene.flavor;
        if flavor == Flavor::Unix {
            return vec![flavor.join(prefix, b"bin")];
        }
        let below = ["Library\\mingw-w64\\bin", "Library\\usr\\bin", "Library\\bin", "Scripts", "bin"];
        let below = below.iter().map(|name| flavor.join(prefix, name.as_bytes()));
        std::iter::once(prefix.clone()).chain(below).collect()
    }

    /// The very first activation; conda's hook also wants its `condabin` to be there.
    fn first(&self, prefix: &Text) -> Vec<Text> {
        let mut entries = self.entries();
        if let Some(root) = root_prefix(self.scene).filter(|_| self.manager == Manager::Conda) {
            let own = self.directories(&root);
            let leading = entries.iter().zip(&own).take_while(|(entry, own)| entry == own).count();
            entries.drain(..leading);
            if !entries.iter().any(|entry| entry.ends_with(b"condabin")) {
                entries.insert(0, self.scene.flavor.join(&root, b"condabin"));
            }
        }
        let mut path = self.directories(prefix);
        path.extend(entries);
        path
    }

    fn replaced(&self, old: &Text, new: Option<&Text>) -> Vec<Text> {
        let old = self.directories(old);
        let new = new.map_or_else(Vec::new, |new| self.directories(new));
        let mut entries = self.entries();
        match self.manager {
            Manager::Conda => {
                let place = entries.iter().position(|entry| Some(entry) == old.first());
                if let Some(first) = place {
                    let last =
                        old.iter().rev().find_map(|last| entries.iter().position(|entry| entry == last));
                    entries.drain(first..=last.unwrap_or(first).max(first));
                }
                let at = place.unwrap_or(0);
                entries.splice(at..at, new);
                entries
            }
            Manager::Micromamba => {
                entries.retain(|entry| !old.contains(entry));
                let mut path = new;
                path.extend(entries);
                path.dedup();
                path
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::PosixShell;
    use crate::disk::FakeDisk;
    use crate::env::EnvBlock;
    use crate::machine::Machine;

    const BASH: Language = Language::Posix(PosixShell::Bash);

    fn run(env: &[(&str, &str)], prefix: &str, act: Act, language: Language) -> Forecast {
        let disk = FakeDisk::drawn("/c/bin/conda x");
        let scene = Scene {
            flavor: Flavor::Unix,
            env: EnvBlock::of(Flavor::Unix, env),
            cwd: "/".into(),
            home: None,
            user: None,
            disk: &disk,
            machine: Machine::of("x86_64", false),
        };
        forecast(&scene, &prefix.into(), act, language)
    }

    fn after(forecast: &Forecast, name: &str) -> Option<String> {
        forecast.outcome.variables.get(name.as_bytes()).map(|variable| variable.value.to_string())
    }

    #[test]
    fn the_first_activation_brings_condabin_too() {
        let found = run(&[("PATH", "/usr/bin"), ("CONDA_EXE", "/c/bin/conda")], "/c", Act::Activate, BASH);
        assert_eq!(after(&found, "PATH").unwrap(), "/c/bin:/c/condabin:/usr/bin");
        assert_eq!(after(&found, "CONDA_DEFAULT_ENV").unwrap(), "base");
        assert_eq!(after(&found, "CONDA_SHLVL").unwrap(), "1");
    }

    const FOO: [(&str, &str); 5] = [
        ("PATH", "/mine:/c/envs/foo/bin:/c/condabin:/usr/bin"),
        ("CONDA_EXE", "/c/bin/conda"),
        ("CONDA_PREFIX", "/c/envs/foo"),
        ("CONDA_PREFIX_1", "/c"),
        ("CONDA_SHLVL", "2"),
    ];

    #[test]
    fn conda_puts_another_environment_where_the_active_one_was() {
        let found = run(&FOO, "/c/envs/bar", Act::Activate, BASH);
        assert_eq!(after(&found, "PATH").unwrap(), "/mine:/c/envs/bar/bin:/c/condabin:/usr/bin");
        assert_eq!(after(&found, "CONDA_PREFIX_2").unwrap(), "/c/envs/foo");
        assert_eq!(after(&found, "CONDA_PROMPT_MODIFIER").unwrap(), "(bar) ");
    }

    #[test]
    fn micromamba_puts_it_in_front() {
        let mut env = FOO.to_vec();
        env[1] = ("MAMBA_EXE", "/bin/micromamba");
        let found = run(&env, "/c/envs/bar", Act::Activate, BASH);
        assert_eq!(after(&found, "PATH").unwrap(), "/c/envs/bar/bin:/mine:/c/condabin:/usr/bin");
    }

    #[test]
    fn deactivating_goes_one_step_down_and_keeps_edits_of_path() {
        let found = run(&FOO, "/c/envs/foo", Act::Deactivate, BASH);
        assert_eq!(after(&found, "PATH").unwrap(), "/mine:/c/bin:/c/condabin:/usr/bin");
        assert_eq!(after(&found, "CONDA_PREFIX").unwrap(), "/c");
        assert_eq!(after(&found, "CONDA_PREFIX_1").unwrap(), "");
    }

    #[test]
    fn the_last_deactivation_leaves_empty_variables_in_posix_shells_only() {
        let env = [("PATH", "/c/bin:/usr/bin"), ("CONDA_PREFIX", "/c"), ("CONDA_SHLVL", "1")];
        let found = run(&env, "/c", Act::Deactivate, BASH);
        assert_eq!(
            (after(&found, "PATH").unwrap().as_str(), after(&found, "CONDA_PREFIX").unwrap().as_str()),
            ("/usr/bin", "")
        );
        assert_eq!(after(&run(&env, "/c", Act::Deactivate, Language::Fish), "CONDA_PREFIX"), None);
    }

    #[test]
    fn activating_the_previous_one_is_a_step_down() {
        let found = run(&FOO, "/c", Act::Activate, BASH);
        assert_eq!(after(&found, "CONDA_SHLVL").unwrap(), "1");
    }
}

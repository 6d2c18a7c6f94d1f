//! Which interpreter a script belongs to, told by its first lines.
//!
//! pip, virtualenv and uv write a plain `#!` line where they can. Where the path is too long for the kernel or holds
//! a blank they write a text that is a shell script and a Python program at once: `/bin/sh` runs its second line.
//! uv's relocatable environments do so always, with the script's own directory computed (measured with pip 23,
//! virtualenv 21, uv 0.13).

use bstr::ByteSlice;

use super::Atlas;
use super::word::{literal_word, words};
use crate::lookup::{Caller, Content, Sighting, resolve};
use crate::pathlist::PathList;
use crate::text::Text;

/// How much of a script is read to find its second line.
const HEAD: usize = 4096;
/// How much of a Windows launcher is read; pip's have about 100 kB before the line that matters.
const LAUNCHER: usize = 512 * 1024;
/// What stands between the shell's command and Python's string quotes on the second line.
const EXEC: &[u8] = b"'''exec' ";

/// The program that a script asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runner {
    /// This file.
    File(Text),
    /// Whatever the list gives for this name: the script goes through `env`.
    Name(Text),
}

impl Atlas<'_> {
    /// The program that runs the script at the end of a sighting's links; none where it is no script.
    pub fn runner(&self, sighting: &Sighting) -> Option<Runner> {
        let script = sighting.links.last().unwrap_or(&sighting.path);
        match &sighting.content {
            Content::Script { interpreter, argument } => self.runner_of_script(script, interpreter, argument),
            Content::Binary { .. } | Content::Foreign { .. } | Content::Unknown => {
                self.runner_of_launcher(script)
            }
            _ => None,
        }
    }

    /// The interpreter that runs a script, as an absolute path; `list` answers for those that go through `env`. A
    /// launcher that does not say lies beside its own (Windows).
    pub fn interpreter_of_script(&self, script: &Sighting, list: &PathList) -> Option<Text> {
        match self.runner(script) {
            Some(Runner::File(path)) => Some(self.scene().absolute(&path)),
            Some(Runner::Name(name)) => {
                let found = resolve(self.survey(), list, &name, Caller::Execvp);
                found.winner().map(|winner| winner.sighting.path.clone())
            }
            None => self.interpreter_beside(&script.path),
        }
    }

    fn interpreter_beside(&self, path: &[u8]) -> Option<Text> {
        let flavor = self.scene().flavor;
        let environment = self.of_program(path)?;
        let names = ["python", "python.exe"];
        let mut paths = names.iter().map(|name| flavor.join(&environment.bin, name.as_bytes()));
        paths.find(|path| self.sighting(path).is_some())
    }

    fn runner_of_script(&self, script: &[u8], interpreter: &Text, argument: &[u8]) -> Option<Runner> {
        match self.scene().flavor.file_name(interpreter) {
            b"env" => environment_argument(argument).map(Runner::Name),
            b"sh" | b"bash" | b"dash" => {
                let head = self.scene().disk.read(script, HEAD).ok()?;
                self.second_line(script, &head).or_else(|| Some(Runner::File(interpreter.clone())))
            }
            _ => Some(Runner::File(interpreter.clone())),
        }
    }

    fn second_line(&self, script: &[u8], head: &[u8]) -> Option<Runner> {
        let line = head.lines().nth(1)?.strip_prefix(EXEC)?;
        if line.starts_with(b"\"$(dirname") {
            let name = line.split_str(b")\"/").nth(1).and_then(literal_word)?;
            let real = self.scene().disk.real_path(script).ok()?;
            let directory = self.scene().flavor.parent(&real)?;
            return Some(Runner::File(self.scene().flavor.join(directory, &name)));
        }
        literal_word(line).map(Runner::File)
    }

    /// Windows' launchers end in a `#!` line and a zip archive.
    fn runner_of_launcher(&self, path: &[u8]) -> Option<Runner> {
        if !path.to_ascii_lowercase().ends_with(b".exe") {
            return None;
        }
        let bytes = self.scene().disk.read(path, LAUNCHER).ok()?;
        let line = bytes.get(..bytes.find(b"\nPK\x03\x04")?)?;
        let start = line.rfind(b"#!")?;
        let words = line[start + 2..].trim_ascii();
        let path = match words {
            [b'"', rest @ ..] => rest.split(|&byte| byte == b'"').next()?,
            bare => bare,
        };
        (!path.is_empty()).then(|| Runner::File(path.into()))
    }
}

/// The program in `env -S NAME=value python3 -I`.
fn environment_argument(argument: &[u8]) -> Option<Text> {
    let programs = words(argument).filter(|word| !word.starts_with(b"-") && !word.contains(&b'='));
    programs.map(Text::from).next()
}

#[cfg(test)]
mod tests {
    use super::super::testing::scene;
    use super::*;
    use crate::disk::FakeDisk;
    use crate::flavor::Flavor;
    use crate::lookup::Survey;

    fn runner(path: &str, content: &str) -> Option<Runner> {
        let disk = FakeDisk::drawn(&format!("{path} x = {content}\n/bin/sh x"));
        let scene = scene(&disk, Flavor::Unix, &[]);
        let survey = Survey::new(&scene);
        let atlas = Atlas::new(&survey);
        atlas.runner(&*atlas.sighting(path.as_bytes())?)
    }

    fn file(path: &str) -> Runner {
        Runner::File(path.into())
    }

    #[test]
    fn plain_line_names_the_interpreter() {
        assert_eq!(runner("/v/bin/pip", "#!/v/bin/python3.11\\nimport sys"), Some(file("/v/bin/python3.11")));
    }

    #[test]
    fn long_and_blank_paths_stand_on_the_second_line() {
        for written in ["/a b/bin/python", "/a/bin/python"] {
            for quote in ["\"", "'"] {
                let line = format!("#!/bin/sh\\n'''exec' {quote}{written}{quote} \"$0\" \"$@\"\\n' '''");
                assert_eq!(runner("/x/pip", &line), Some(file(written)));
            }
        }
        assert_eq!(
            runner("/x/pip", "#!/bin/sh\\n'''exec' /a/python \"$0\" \"$@\"\\n' '''"),
            Some(file("/a/python"))
        );
    }

    #[test]
    fn relocatable_scripts_look_beside_themselves() {
        let line =
            "#!/bin/sh\\n'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")\"/'python' \"$0\" \"$@\"\\n' '''";
        assert_eq!(runner("/real/bin/pip", line), Some(file("/real/bin/python")));
    }

    #[test]
    fn scripts_through_env_ask_for_a_name() {
        let name = |text: &str| Some(Runner::Name(text.into()));
        assert_eq!(runner("/x/pip", "#!/usr/bin/env python3\\n"), name("python3"));
        assert_eq!(runner("/x/pip", "#!/usr/bin/env -S A=b python3 -I\\n"), name("python3"));
    }

    #[test]
    fn shell_scripts_belong_to_the_shell() {
        assert_eq!(runner("/x/pip", "#!/bin/sh\\necho hello\\n"), Some(file("/bin/sh")));
    }
}

//! Commands that put things right, in the words of the user's own shell.

use crate::flavor::Flavor;
use crate::lookup::Caller;
use crate::python::{Creator, Environment};
use crate::shell::quote;
use crate::text::Text;

/// The shell for which commands are written, and the rules of paths there.
#[derive(Clone, Copy, Debug)]
pub struct Tongue {
    /// The shell; system calls are answered in the words of a POSIX shell.
    pub shell: Caller,
    /// How paths are joined.
    pub flavor: Flavor,
}

impl Tongue {
    /// The command that activates an environment in this shell.
    pub fn activate(self, environment: &Environment) -> String {
        if environment.belongs_to_pyenv {
            return format!("pyenv activate {}", self.quoted(self.flavor.file_name(&environment.root)));
        }
        match environment.creator {
            Some(Creator::Conda) => format!("conda activate {}", self.quoted(&environment.root)),
            Some(Creator::Pixi) => "pixi shell".to_owned(),
            creator => self.source(&environment.bin, creator),
        }
    }

    /// venv has no scripts for Nushell and xonsh, nobody has one for elvish; virtualenv and uv write the name of
    /// PowerShell's in lower case.
    fn source(self, bin: &[u8], creator: Option<Creator>) -> String {
        let by_venv = !matches!(creator, Some(Creator::Virtualenv | Creator::Uv));
        let script = |name: &str| self.quoted(&self.flavor.join(bin, name.as_bytes()));
        match self.shell {
            Caller::Fish => format!("source {}", script("activate.fish")),
            Caller::Tcsh => format!("source {}", script("activate.csh")),
            Caller::Elvish => self.prepend(bin),
            Caller::Nu | Caller::Xonsh if by_venv => self.prepend(bin),
            Caller::Nu => format!("overlay use {}", script("activate.nu")),
            Caller::Xonsh => format!("source {}", script("activate.xsh")),
            Caller::Powershell if by_venv => format!("& {}", script("Activate.ps1")),
            Caller::Powershell => format!("& {}", script("activate.ps1")),
            Caller::Cmd => script("activate.bat"),
            Caller::Dash | Caller::Busybox | Caller::Yash => format!(". {}", script("activate")),
            _ => format!("source {}", script("activate")),
        }
    }

    /// The command that leaves an environment, where this shell activated it.
    pub fn deactivate(self, environment: Option<&Environment>) -> String {
        match environment.and_then(|environment| environment.creator) {
            Some(Creator::Conda) => "conda deactivate".to_owned(),
            Some(Creator::Pixi) => "exit".to_owned(),
            _ if environment.is_some_and(|environment| environment.belongs_to_pyenv) => {
                "pyenv deactivate".to_owned()
            }
            _ => "deactivate".to_owned(),
        }
    }

    /// The command that puts a directory in front of PATH.
    pub fn prepend(self, directory: &[u8]) -> String {
        let quoted = self.quoted(directory);
        let shown = Text::from(directory);
        match self.shell {
            Caller::Fish => format!("fish_add_path -gPm {quoted}"),
            Caller::Tcsh => format!("setenv PATH {quoted}:\"$PATH\""),
            Caller::Nu => format!("$env.PATH = ($env.PATH | prepend {quoted})"),
            Caller::Xonsh => format!("$PATH.insert(0, '{shown}')"),
            Caller::Elvish => format!("set paths = [{quoted} $@paths]"),
            Caller::Powershell => format!("$env:PATH = '{shown};' + $env:PATH"),
            Caller::Cmd => format!("set PATH={shown};%PATH%"),
            _ => format!("export PATH={quoted}:\"$PATH\""),
        }
    }

    /// The command that takes a variable out of the environment.
    pub fn unset(self, variable: &str) -> String {
        match self.shell {
            Caller::Fish => format!("set -e {variable}"),
            Caller::Tcsh => format!("unsetenv {variable}"),
            Caller::Nu => format!("hide-env {variable}"),
            Caller::Xonsh => format!("del ${variable}"),
            Caller::Elvish => format!("unset-env {variable}"),
            Caller::Powershell => format!("Remove-Item Env:{variable}"),
            Caller::Cmd => format!("set {variable}="),
            _ => format!("unset {variable}"),
        }
    }

    /// The command that makes an environment anew in the same place. It removes what is there, so it is best not
    /// run by the environment's own interpreter: `base` is the Python outside, where there is one.
    pub fn recreate(self, environment: &Environment, base: Option<&Text>) -> String {
        let root = self.quoted(&environment.root);
        match environment.creator {
            Some(Creator::Uv) => format!("uv venv --clear {root}"),
            Some(Creator::Virtualenv) => format!("virtualenv --clear {root}"),
            Some(Creator::Conda) => format!("conda create --prefix {root} python"),
            Some(Creator::Pixi) => "pixi install".to_owned(),
            _ => {
                let python = base.map_or_else(|| self.any_python().to_owned(), |base| self.quoted(base));
                format!("{python} -m venv --clear {root}")
            }
        }
    }

    /// The command that asks the environment's own interpreter for `pip`.
    pub fn own_pip(self, environment: &Environment, python: &[u8]) -> String {
        match environment.creator {
            Some(Creator::Uv) => "uv pip install …".to_owned(),
            _ => format!("{} -m pip install …", self.quoted(python)),
        }
    }

    /// The command that gives an environment a `pip` of its own.
    pub fn add_pip(self, environment: &Environment, python: &[u8]) -> String {
        match environment.creator {
            Some(Creator::Uv) => "uv pip install pip".to_owned(),
            Some(Creator::Conda) => "conda install pip".to_owned(),
            Some(Creator::Pixi) => "pixi add pip".to_owned(),
            _ => format!("{} -m ensurepip", self.quoted(python)),
        }
    }

    /// The command that makes the shell forget where it found programs.
    pub fn forget(self) -> Option<&'static str> {
        match self.shell {
            Caller::Tcsh => Some("rehash"),
            Caller::Bash
            | Caller::Zsh
            | Caller::Dash
            | Caller::Busybox
            | Caller::Ksh
            | Caller::Mksh
            | Caller::Yash => Some("hash -r"),
            _ => None,
        }
    }

    fn any_python(self) -> &'static str {
        if self.flavor == Flavor::Windows { "py" } else { "python3" }
    }

    fn quoted(self, text: &[u8]) -> String {
        quote(self.shell, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tongue(shell: Caller) -> Tongue {
        Tongue { shell, flavor: Flavor::Unix }
    }

    #[test]
    fn every_shell_is_answered_in_its_own_words() {
        let commands = |shell| {
            let tongue = tongue(shell);
            (tongue.source(b"/p/.venv/bin", Some(Creator::Uv)), tongue.unset("VIRTUAL_ENV"))
        };
        for (shell, source, unset) in [
            (Caller::Bash, "source /p/.venv/bin/activate", "unset VIRTUAL_ENV"),
            (Caller::Dash, ". /p/.venv/bin/activate", "unset VIRTUAL_ENV"),
            (Caller::Fish, "source /p/.venv/bin/activate.fish", "set -e VIRTUAL_ENV"),
            (Caller::Tcsh, "source /p/.venv/bin/activate.csh", "unsetenv VIRTUAL_ENV"),
            (Caller::Nu, "overlay use /p/.venv/bin/activate.nu", "hide-env VIRTUAL_ENV"),
            (Caller::Execvp, "source /p/.venv/bin/activate", "unset VIRTUAL_ENV"),
        ] {
            assert_eq!(commands(shell), (source.to_owned(), unset.to_owned()), "{shell}");
        }
        let windows = Tongue { shell: Caller::Cmd, flavor: Flavor::Windows };
        assert_eq!(windows.source(b"C:\\p\\.venv\\Scripts", None), "\"C:\\p\\.venv\\Scripts\\activate.bat\"");
    }

    #[test]
    fn paths_with_blanks_are_quoted() {
        assert_eq!(tongue(Caller::Zsh).prepend(b"/a b/bin"), "export PATH='/a b/bin':\"$PATH\"");
    }
}

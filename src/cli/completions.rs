//! `envpeek completions`

use clap::{Args, ValueEnum};

pub(super) const ABOUT: &str = "Print the completion script of a shell";

/// Words of `completions`.
#[derive(Args, Clone, Debug)]
#[command(about = ABOUT, after_help = "Examples:
  bash        echo 'eval \"$(envpeek completions bash)\"' >> ~/.bashrc
  zsh         envpeek completions zsh > DIRECTORY/_envpeek    a directory of $fpath
  fish        envpeek completions fish > ~/.config/fish/completions/envpeek.fish
  elvish      eval (envpeek completions elvish | slurp)       in rc.elv
  nushell     envpeek completions nushell | save envpeek.nu   then `use envpeek.nu *` in config.nu
  powershell  envpeek completions powershell | Out-String | Invoke-Expression    in $PROFILE")]
pub struct CompletionsArgs {
    /// The shell that shall complete
    #[arg(value_name = "SHELL")]
    pub shell: CompletionShell,
}

/// A shell for which there is a completion script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum CompletionShell {
    /// bash
    Bash,
    /// zsh
    Zsh,
    /// fish
    Fish,
    /// PowerShell
    PowerShell,
    /// elvish
    Elvish,
    /// Nushell
    Nushell,
}

//! A shell at a real terminal, typed at key by key. The terminal is tmux.

use crate::tools;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a shell on a busy machine may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the prompt of a shell in a terminal must show when it waits for input.
pub(crate) const PROMPT: &str = "ready>";

/// A terminal with a program in it; both end with the value.
pub(crate) struct Terminal {
    tmux: PathBuf,
    folder: TempDir,
}

impl Terminal {
    /// Starts `program` in an environment of its own: these variables, and `TERM` and a UTF-8 locale.
    pub(crate) fn start(program: &[&str], variables: &[(&str, &str)], cwd: &Path) -> Option<Self> {
        let terminal = Self { tmux: tools::required("tmux")?, folder: tempfile::tempdir().unwrap() };
        let mut words =
            vec!["env".to_owned(), "-i".into(), "TERM=tmux-256color".into(), "LC_ALL=C.UTF-8".into()];
        words.extend(variables.iter().map(|(name, value)| format!("{name}={value}")));
        words.extend(program.iter().map(|&word| word.to_owned()));
        let mut arguments = vec![
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "180",
            "-y",
            "50",
            "-c",
            cwd.to_str().unwrap(),
        ];
        arguments.push("--");
        arguments.extend(words.iter().map(String::as_str));
        terminal.tmux(&arguments);
        Some(terminal)
    }

    /// Waits until the screen shows `text`.
    pub(crate) fn wait_for(&self, text: &str) {
        let shown = wait_until(|| self.screen().contains(text));
        assert!(shown, "never shown: {text:?}; the screen is\n{}", self.screen());
    }

    /// Types `text` as it stands.
    pub(crate) fn write(&self, text: &str) {
        self.tmux(&["send-keys", "-l", "--", text]);
    }

    /// Presses a key by its name: `Tab`, `Enter`, `C-c`.
    pub(crate) fn press(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    /// What the screen shows.
    pub(crate) fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"]).trim_end().to_owned()
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(&self.tmux);
        command.arg("-S").arg(self.folder.path().join("socket")).args(arguments).env_remove("TMUX");
        let output = command.env("LC_ALL", "C.UTF-8").output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

/// Asks until `holds` or patience is over.
pub(crate) fn wait_until(holds: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if holds() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(30));
    }
    holds()
}

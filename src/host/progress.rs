//! What takes so long: one line on standard error, and only at a terminal.

use std::cell::Cell;
use std::io::{IsTerminal as _, Write as _, stderr};
use std::time::{Duration, Instant};

/// Nobody wonders before.
const QUIET_FOR: Duration = Duration::from_millis(500);

/// How often the line changes.
const PACE: Duration = Duration::from_millis(100);

/// The line. Most calls never come to the first step of something long, and do not read a clock.
#[derive(Debug, Default)]
pub(super) struct Progress {
    next: Cell<Option<Instant>>,
    is_shown: Cell<bool>,
}

impl Progress {
    /// Says what is being done, where that has taken long already. Nothing is said in a pipe, nor to a terminal that
    /// cannot take a line back.
    pub(super) fn tell(&self, words: impl FnOnce() -> String) {
        let now = Instant::now();
        let next = self.next.get().unwrap_or(now + QUIET_FOR);
        self.next.set(Some(if now < next { next } else { now + PACE }));
        if now < next {
            return;
        }
        if stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb") {
            self.is_shown.set(true);
            drop(write!(stderr(), "\r\x1b[Kenvpeek: {} …", words()));
        }
    }
}

/// The line is taken away before the answer is said.
impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_shown.get() {
            drop(write!(stderr(), "\r\x1b[K"));
        }
    }
}

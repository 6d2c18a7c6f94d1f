//! What the terminal is like.

use std::io::{IsTerminal, stderr, stdout};

use crate::app::Terminal;

/// The terminal behind this process's streams.
pub(super) fn of_this_process() -> Terminal {
    let is_terminal = stdout().is_terminal();
    let width = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Terminal {
        stdout: is_terminal,
        stderr: stderr().is_terminal(),
        width: if is_terminal { width() } else { None },
    }
}

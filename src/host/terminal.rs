//! What the terminal is like.

use std::io::{IsTerminal, stderr, stdout};

use crate::app::{Stream, Terminal};

/// The terminal behind a stream of this process.
pub(super) fn behind(stream: Stream) -> Option<Terminal> {
    let is_terminal = match stream {
        Stream::Out => stdout().is_terminal(),
        Stream::Err => stderr().is_terminal(),
    };
    let width = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    is_terminal.then(|| Terminal { width: width() })
}

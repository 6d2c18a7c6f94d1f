//! Quoting a text so that a shell reads it as one word.

use crate::lookup::Caller;
use crate::text::Text;

/// `text` as one word for `shell`. Text that needs no quotes gets none.
///
/// POSIX shells: XCU 2.2.2. fish, tcsh, elvish, xonsh, nu, cmd and PowerShell: their manuals' quoting chapters.
pub fn quote(shell: Caller, text: &[u8]) -> String {
    let shown = Text::from(text).to_string();
    if !shown.is_empty() && shown.bytes().all(is_plain) {
        return shown;
    }
    match shell {
        Caller::Fish | Caller::Xonsh => format!("'{}'", shown.replace('\\', "\\\\").replace('\'', "\\'")),
        Caller::Elvish | Caller::Powershell => format!("'{}'", shown.replace('\'', "''")),
        Caller::Tcsh => format!("'{}'", shown.replace('\'', "'\\''").replace('!', "\\!")),
        Caller::Nu => format!("\"{}\"", shown.replace('\\', "\\\\").replace('"', "\\\"")),
        Caller::Cmd => format!("\"{shown}\""),
        _ => format!("'{}'", shown.replace('\'', "'\\''")),
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/._-+:,@%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_plain() {
        assert_eq!(quote(Caller::Bash, b"/usr/bin"), "/usr/bin");
    }

    #[test]
    fn quotes_inside_survive() {
        assert_eq!(quote(Caller::Zsh, b"it's"), "'it'\\''s'");
        assert_eq!(quote(Caller::Fish, b"it's"), "'it\\'s'");
        assert_eq!(quote(Caller::Powershell, b"it's"), "'it''s'");
        assert_eq!(quote(Caller::Bash, b""), "''");
    }
}

//! Quoting a text so that a shell reads it as one word.

use crate::lookup::Caller;
use crate::text::{Text, is_hidden};

/// `text` as one word for `shell`. Text that needs no quotes gets none; bytes that a terminal cannot show are
/// written as numbers where the shell can read them back.
///
/// POSIX shells: XCU 2.2.2 and their `$'…'`; fish, tcsh, elvish, xonsh, nu, cmd and PowerShell: their manuals'
/// quoting chapters.
pub fn quote(shell: Caller, text: &[u8]) -> String {
    let text = Text::from(text);
    match text.as_utf8() {
        Some(plain) if !plain.is_empty() && plain.bytes().all(is_plain) => plain.to_owned(),
        Some(shown) if !shown.chars().any(is_hidden) => quoted(shell, shown),
        _ => numbered(shell, &text),
    }
}

fn quoted(shell: Caller, shown: &str) -> String {
    match shell {
        Caller::Fish | Caller::Xonsh => format!("'{}'", shown.replace('\\', "\\\\").replace('\'', "\\'")),
        Caller::Elvish | Caller::Powershell => format!("'{}'", shown.replace('\'', "''")),
        Caller::Tcsh => format!("'{}'", shown.replace('\'', "'\\''").replace('!', "\\!")),
        Caller::Nu => format!("\"{}\"", shown.replace('\\', "\\\\").replace('"', "\\\"")),
        Caller::Cmd => format!("\"{shown}\""),
        _ => format!("'{}'", shown.replace('\'', "'\\''")),
    }
}

/// Every byte that is not plain as a number: three octal digits mean the same in all these shells.
fn numbered(shell: Caller, text: &[u8]) -> String {
    let octal =
        |byte: &u8| if is_plain(*byte) { char::from(*byte).to_string() } else { format!("\\{byte:03o}") };
    let hexadecimal =
        |byte: &u8| if is_plain(*byte) { char::from(*byte).to_string() } else { format!("\\x{byte:02x}") };
    match shell {
        Caller::Fish => text.iter().map(|byte| hexadecimal(byte).replace("\\x", "\\X")).collect(),
        Caller::Elvish | Caller::Nu | Caller::Xonsh => {
            format!("\"{}\"", text.iter().map(hexadecimal).collect::<String>())
        }
        Caller::Dash | Caller::Tcsh => {
            let format: String = text.iter().map(octal).collect();
            format!("\"`printf '{}'`\"", format.replace('%', "%%"))
        }
        _ => format!("$'{}'", text.iter().map(octal).collect::<String>()),
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

    #[test]
    fn bytes_that_cannot_be_shown_are_written_as_numbers() {
        assert_eq!(quote(Caller::Bash, b"/a\xff\n'"), "$'/a\\377\\012\\047'");
        assert_eq!(quote(Caller::Fish, b"/a\xff"), "/a\\Xff");
        assert_eq!(quote(Caller::Dash, b"/a\xff"), "\"`printf '/a\\377'`\"");
    }
}

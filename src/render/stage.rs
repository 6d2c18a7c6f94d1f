//! Where the words are said: with or without colour, how wide, in which alphabet.

use std::borrow::Cow;

use super::Role;
use crate::env::EnvBlock;
use crate::report::FindingReport;
use crate::text::{Text, escape};

/// What `--color` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// The environment and the stream decide.
    #[default]
    Auto,
    /// Colour.
    Always,
    /// No colour.
    Never,
}

/// Whether a stream gets colour: `--color`, then a non-empty `NO_COLOR`, then `CLICOLOR_FORCE` (non-empty, not
/// `0`), then `CLICOLOR=0` and `TERM=dumb`, then whether the stream is a terminal.
pub fn decide_color(choice: ColorChoice, env: &EnvBlock, is_terminal: bool) -> bool {
    let is = |name: &str, value: &str| env.get(name).is_some_and(|found| found == value);
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if env.get_non_empty("NO_COLOR").is_some() => false,
        ColorChoice::Auto if env.get_non_empty("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColorChoice::Auto if is("CLICOLOR", "0") || is("TERM", "dumb") => false,
        ColorChoice::Auto => is_terminal,
    }
}

/// A stream as the words need to know it.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Whether to use colour.
    pub color: bool,
    /// Columns; none where it is no terminal.
    pub width: Option<usize>,
    /// Whether characters beyond ASCII can be shown (the locale is UTF-8).
    pub unicode: bool,
    /// The home directory, shown as `~` to people.
    pub home: Option<Text>,
    /// The caller whose rules were applied.
    pub caller: &'static str,
    /// Why it is that one.
    pub caller_reason: String,
}

impl Stage {
    /// The columns to fill: the terminal's, within what is readable; 80 elsewhere.
    pub fn columns(&self) -> usize {
        self.width.unwrap_or(80).clamp(40, 160)
    }

    /// `text` in its role.
    pub fn paint(&self, role: Role, text: &str) -> String {
        if self.color && !text.is_empty() { role.painted(text) } else { text.to_owned() }
    }

    /// A path for people: escaped, with the home directory as `~`.
    pub fn path(&self, path: &[u8]) -> String {
        let home = self.home.as_ref().filter(|home| home.len() > 1);
        match home.and_then(|home| path.strip_prefix(home.as_bytes())) {
            Some(rest) if rest.is_empty() || rest[0] == b'/' || rest[0] == b'\\' => {
                format!("~{}", escape(rest))
            }
            _ => escape(path).into_owned(),
        }
    }

    /// A sentence for people: the home directory in it as `~`. Commands keep it whole, since quotes would keep a
    /// shell from expanding the `~`.
    pub fn words<'words>(&self, sentence: &'words str) -> Cow<'words, str> {
        let home = self.home.as_ref().and_then(Text::as_utf8).filter(|home| home.len() > 1);
        let Some(home) = home.filter(|home| sentence.contains(home)) else {
            return sentence.into();
        };
        let mut said = String::with_capacity(sentence.len());
        let mut rest = sentence;
        while let Some(at) = rest.find(home) {
            let (before, after) = (&rest[..at], &rest[at + home.len()..]);
            let begins = said.is_empty() && before.is_empty() || before.ends_with([' ', '`', '(']);
            let ends = after.chars().next().is_none_or(|next| matches!(next, '/' | '`' | ' ' | ',' | ')'));
            said += before;
            said += if begins && ends { "~" } else { home };
            rest = after;
        }
        (said + rest).into()
    }

    /// An arrow, in whatever alphabet there is.
    pub fn arrow(&self) -> &'static str {
        if self.unicode { "→" } else { "->" }
    }

    /// `warning: message` and its hint, each on a line.
    pub fn finding(&self, finding: &FindingReport) -> String {
        let mut text = String::new();
        self.say_finding(finding, &mut text);
        text
    }

    /// Adds the same to `text`.
    pub fn say_finding(&self, finding: &FindingReport, text: &mut String) {
        let role = if finding.severity == "error" { Role::Error } else { Role::Warning };
        let mut sentence = String::new();
        let _ = finding.message.say(&mut sentence); // writing to a String cannot fail
        self.say(role, &[finding.severity, ":"], text);
        *text += " ";
        *text += &self.words(&sentence);
        *text += "\n  ";
        self.say(Role::Hint, &["hint:"], text);
        *text += " ";
        let _ = finding.remedy.say(text);
        *text += "\n";
    }

    /// Adds pieces of text in their role to `text`.
    fn say(&self, role: Role, pieces: &[&str], text: &mut String) {
        if self.color {
            *text += &role.painted(&pieces.concat());
        } else {
            pieces.iter().for_each(|piece| text.push_str(piece));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flavor::Flavor;

    #[test]
    fn colour_is_decided_by_the_documented_order() {
        let decide = |pairs: &[(&str, &str)], terminal| {
            decide_color(ColorChoice::Auto, &EnvBlock::of(Flavor::Unix, pairs), terminal)
        };
        assert!(decide(&[], true));
        assert!(!decide(&[], false));
        assert!(!decide(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true));
        assert!(decide(&[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], false));
        assert!(!decide(&[("CLICOLOR_FORCE", "0")], false));
        assert!(decide(&[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], false));
        assert!(!decide(&[("CLICOLOR", "0")], true));
        assert!(!decide(&[("TERM", "dumb")], true));
        let never = EnvBlock::of(Flavor::Unix, &[("CLICOLOR_FORCE", "1")]);
        assert!(!decide_color(ColorChoice::Never, &never, true));
        let always = EnvBlock::of(Flavor::Unix, &[("NO_COLOR", "1")]);
        assert!(decide_color(ColorChoice::Always, &always, false));
    }

    #[test]
    fn home_is_a_tilde_for_people_only_at_a_boundary() {
        let (color, width, unicode) = (false, None, true);
        let stage = Stage {
            color,
            width,
            unicode,
            home: Some("/home/ana".into()),
            caller: "bash",
            caller_reason: String::new(),
        };
        assert_eq!(stage.path(b"/home/ana/bin"), "~/bin");
        assert_eq!(stage.path(b"/home/anabel/bin"), "/home/anabel/bin");
        assert_eq!(
            stage.words("see `/home/ana/x` in /home/ana, not /home/anabel"),
            "see `~/x` in ~, not /home/anabel"
        );
        assert_eq!(stage.words("/mnt/home/ana/x"), "/mnt/home/ana/x");
    }
}

//! The few forms of value that the scripts assign.

use super::run::PowerShell;
use crate::flavor::Flavor;
use crate::text::Text;

impl PowerShell {
    /// The value of an expression: pieces joined by `+`; none where a piece is of another form.
    pub(super) fn value(&self, expression: &str) -> Option<Text> {
        let expression = expression.trim().trim_end_matches(';');
        if expression == "[IO.Path]::Combine($env:VIRTUAL_ENV, \"lib\", \"pkgconfig\")" {
            let root = self.variable("VIRTUAL_ENV")?;
            return Some(self.flavor.join(&self.flavor.join(&root, b"lib"), b"pkgconfig"));
        }
        let pieces = expression.split(" + ").map(|piece| self.piece(piece.trim()));
        let pieces: Option<Vec<Text>> = pieces.collect();
        Some(Text::from(pieces?.concat()))
    }

    fn piece(&self, piece: &str) -> Option<Text> {
        if let Some(inside) = piece.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
            return (!inside.contains('\'')).then(|| Text::from(inside));
        }
        if let Some(inside) = piece.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            return self.interpolated(inside);
        }
        if piece.starts_with("$( Split-Path $env:VIRTUAL_ENV -Leaf )") {
            return Some(self.leaf.clone());
        }
        self.named(piece)
    }

    fn named(&self, name: &str) -> Option<Text> {
        let lower = name.to_ascii_lowercase();
        if let Some(name) = lower.strip_prefix("$env:") {
            return Some(self.variable(name).unwrap_or_default());
        }
        if let Some(name) = lower.strip_prefix("$variable:") {
            return Some(self.kept(name).unwrap_or_default());
        }
        match lower.as_str() {
            "$venvdir" | "$virtual_env" | "$base_dir" => Some(self.root.clone()),
            "$venvexecdir" | "$venvexecpath" => Some(self.bin.clone()),
            "$prompt" => self.prompt.clone(),
            "$pyvenvcfg['prompt']" => self.config_prompt.clone(),
            _ if lower.starts_with("$_old_") => Some(self.kept(&lower[1..]).unwrap_or_default()),
            _ => None,
        }
    }

    /// The inside of double quotes.
    fn interpolated(&self, inside: &str) -> Option<Text> {
        let mut value = Vec::new();
        let mut rest = inside;
        while let Some(at) = rest.find('$') {
            value.extend_from_slice(&rest.as_bytes()[..at]);
            rest = &rest[at..];
            let separator = "$([System.IO.Path]::PathSeparator)";
            if let Some(behind) = rest.strip_prefix(separator) {
                value.push(if self.flavor == Flavor::Unix { b':' } else { b';' });
                rest = behind;
                continue;
            }
            let name_end = |character: char| {
                !(character.is_ascii_alphanumeric() || character == '_' || character == ':')
            };
            let end = rest[1..].find(name_end).map_or(rest.len(), |at| at + 1);
            let end = if rest[..end].ends_with(':') { end - 1 } else { end };
            value.extend_from_slice(&self.named(&rest[..end])?);
            rest = &rest[end..];
        }
        value.extend_from_slice(rest.as_bytes());
        (!value.contains(&b'`')).then(|| Text::from(value))
    }
}

//! For people: the sentence that matters first, then the evidence.

mod activation;
mod path;
mod picture;
mod shadows;
mod venv_status;
mod which;

use crate::render::{Role, Stage};

/// `1 entry`, `2 entries`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// More commands than these nobody copies: one shows how it is done.
const MOST_ASKS: usize = 4;

/// Whose rules applied, what only that shell itself can see, and the commands that ask it. Its builtins are known;
/// that a user can add or disable some is too rare to be said each time.
fn blindness(spots: &[&str], asks: &[&str], stage: &Stage) -> String {
    let mut words = format!("Asked as {}: {}.", stage.caller, stage.caller_reason);
    let hidden: Vec<&str> = spots.iter().copied().filter(|spot| *spot != "builtins").collect();
    if let (Some((last, others)), [_, ..]) = (hidden.split_last(), asks) {
        let spots =
            if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
        let spots = spots.replace('-', " ");
        let (first, like_it) = if asks.len() > MOST_ASKS { (1, ", and so on") } else { (asks.len(), "") };
        let asks = asks[..first].join("; ");
        words += &format!("\nIts {spots} are not visible from here; ask it: {asks}{like_it}");
    }
    let lines: Vec<String> = words.lines().map(|line| stage.paint(Role::Aside, line)).collect();
    format!("\n{}\n", lines.join("\n"))
}

//! For people: the sentence that matters first, then the evidence.

mod activation;
mod path;
mod picture;
mod venv_status;
mod which;

use crate::render::{Role, Stage};

/// `1 entry`, `2 entries`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Whose rules applied, what only that shell itself can see, and the commands that ask it.
fn blindness(spots: &[&str], asks: &[&str], stage: &Stage) -> String {
    let mut words = format!("Asked as {}: {}.", stage.caller, stage.caller_reason);
    if let (Some((last, others)), [_, ..]) = (spots.split_last(), asks) {
        let spots = format!("{} and {last}", others.join(", ")).replace('-', " ");
        words += &format!("\nIts {spots} are not visible from here; ask it: {}", asks.join("; "));
    }
    let lines: Vec<String> = words.lines().map(|line| stage.paint(Role::Aside, line)).collect();
    format!("\n{}\n", lines.join("\n"))
}

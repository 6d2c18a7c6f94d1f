//! For people: the sentence that matters first, then the evidence.

mod activation;
mod path;
mod picture;
mod venv_status;
mod which;

/// `1 entry`, `2 entries`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

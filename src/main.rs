//! The envpeek program.
fn main() {}

//! Integration tests of the whole program, one binary.
fn main() {}

//! The least that a program over the `which` crate can be, to hold the start of envpeek's plain build against.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut exit = ExitCode::SUCCESS;
    for name in std::env::args_os().skip(1) {
        match which::which(name) {
            Ok(path) => println!("{}", path.display()),
            Err(_) => exit = ExitCode::FAILURE,
        }
    }
    exit
}

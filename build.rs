//! How the program is linked.

#![expect(
    clippy::disallowed_methods,
    reason = "a build script asks cargo through the environment, and the compiler"
)]

use std::env;
use std::path::Path;
use std::process::Command;

/// With glibc, the functions that walk the stack at a panic come from `libgcc_s.so`, and to load that takes a tenth of the
/// time that a call of envpeek takes. Where the C compiler has them as a static library too, they are linked in.
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let is_release_for_glibc =
        is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && is("PROFILE", "release");
    let is_native = env::var("HOST").is_ok_and(|host| is("TARGET", &host));
    if is_release_for_glibc && is_native && has_static_unwinder() {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
}

/// A compiler that does not have a file names it without a directory.
fn has_static_unwinder() -> bool {
    let answer = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output();
    answer.is_ok_and(|answer| {
        let named = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
        Path::new(&named).is_absolute() && Path::new(&named).exists()
    })
}

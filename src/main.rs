//! The envpeek program: the real world in, an exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = envpeek::host::arguments();
    envpeek::host::run(|world| envpeek::app::run(arguments, world))
}

//! A scene for the tests of this room.

use crate::disk::FakeDisk;
use crate::env::EnvBlock;
use crate::flavor::Flavor;
use crate::machine::Machine;
use crate::scene::Scene;

/// A scene in `/project` with ana's home and the given variables.
pub(crate) fn scene<'disk>(
    disk: &'disk FakeDisk,
    flavor: Flavor,
    variables: &[(&str, &str)],
) -> Scene<'disk> {
    Scene {
        flavor,
        env: EnvBlock::of(flavor, variables),
        cwd: "/project".into(),
        home: Some("/home/ana".into()),
        user: Some(1000),
        disk,
        machine: Machine { elf: &[62], mach_o: false },
    }
}

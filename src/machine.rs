//! Which binaries a system runs, as a value.

/// Which binaries the kernel of a system runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Values of `e_machine` that it accepts.
    pub elf: &'static [u16],
    /// Whether it runs Mach-O files instead of ELF ones.
    pub mach_o: bool,
}

impl Machine {
    /// The machine with Rust's name `arch` (`std::env::consts::ARCH`), on macOS or another Unix.
    pub fn of(arch: &str, macos: bool) -> Self {
        let elf: &'static [u16] = match arch {
            "x86_64" => &[62, 3],
            "x86" => &[3],
            "aarch64" => &[183, 40],
            "arm" => &[40],
            "riscv32" | "riscv64" => &[243],
            "powerpc" => &[20],
            "powerpc64" => &[21, 20],
            "s390x" => &[22],
            "loongarch64" => &[258],
            "mips" | "mips64" => &[8],
            _ => &[],
        };
        Self { elf, mach_o: macos }
    }

    /// Whether it runs an ELF file with this `e_machine`; an unknown machine is believed to run everything.
    pub fn runs_elf(self, machine: u16) -> bool {
        !self.mach_o && (self.elf.is_empty() || self.elf.contains(&machine))
    }
}

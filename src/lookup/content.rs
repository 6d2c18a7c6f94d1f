//! What the first bytes of a file say about running it.
//!
//! Sources: execve(2), the kernel's `fs/binfmt_script.c` and `fs/binfmt_elf.c`, elf(5).

use bstr::ByteSlice;

use crate::machine::Machine;
use crate::text::Text;

/// How many bytes are read: a page holds an ELF file's program headers, and the kernel looks at 256 bytes of a
/// `#!` line (`BINPRM_BUF_SIZE`).
pub(crate) const HEAD: usize = 4096;
const SCRIPT_LINE: usize = 256;

/// What kind of file the first bytes announce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A binary that this machine runs; `loader` is the dynamic loader that it names (`PT_INTERP`).
    Binary {
        /// The program that the kernel starts in its place.
        loader: Option<Text>,
    },
    /// A binary for another machine or system.
    Foreign {
        /// For which, in words.
        what: String,
    },
    /// A script: its `#!` line's program and the rest of the line.
    Script {
        /// The program, exactly as written.
        interpreter: Text,
        /// What stands behind it, trimmed.
        argument: Text,
    },
    /// Text with a `#!` line that the kernel does not accept: it names no program, or one that is longer than
    /// the kernel reads.
    BrokenHashBang,
    /// Text without a `#!` line.
    Text,
    /// No bytes at all.
    ZeroLength,
    /// The file could not be read: execute permission does not need read permission.
    Unknown,
}

impl Content {
    /// Reads the first bytes of a file as the kernel of `machine` does.
    pub fn of(head: &[u8], machine: Machine) -> Self {
        if head.is_empty() {
            return Self::ZeroLength;
        }
        if head.starts_with(b"#!") {
            return script(head).unwrap_or(Self::BrokenHashBang);
        }
        if head.starts_with(b"\x7fELF") {
            return elf(head, machine);
        }
        other(head, machine)
    }
}

/// The program ends at the first blank; a line whose program is cut off by the kernel's buffer is no script.
///
/// The end of the line is looked for byte by byte: what is made for long texts asks the processor first what it can do,
/// which on a virtual machine takes a tenth of the whole call.
fn script(head: &[u8]) -> Option<Content> {
    let line = &head[2..head.len().min(SCRIPT_LINE)];
    let end = line.iter().position(|&byte| byte == b'\n');
    let complete = end.is_some() || head.len() < SCRIPT_LINE;
    let line = line[..end.unwrap_or(line.len())].trim_with(|character| matches!(character, ' ' | '\t'));
    let blank = line.iter().position(|byte| matches!(byte, b' ' | b'\t' | 0));
    if line.is_empty() || (!complete && blank.is_none()) {
        return None;
    }
    let (interpreter, argument) = line.split_at(blank.unwrap_or(line.len()));
    Some(Content::Script { interpreter: interpreter.into(), argument: argument.trim_ascii().into() })
}

fn elf(head: &[u8], machine: Machine) -> Content {
    let Some(file) = Elf::read(head) else {
        return Content::Foreign { what: "a damaged ELF file".to_owned() };
    };
    if !machine.runs_elf(file.machine) {
        return Content::Foreign { what: format!("an ELF file for {}", machine_name(file.machine)) };
    }
    if !file.is_program() {
        return Content::Foreign { what: "an ELF file, but no program".to_owned() };
    }
    Content::Binary { loader: file.loader().map(Text::from) }
}

/// A NUL byte in the first line means some binary, as in bash's `check_binary_file`; Mach-O (thin and
/// universal) and Windows' PE announce themselves. Text may begin with `MZ` too.
fn other(head: &[u8], machine: Machine) -> Content {
    let magic = head.get(..4).unwrap_or_default();
    let mach_o = matches!(
        magic,
        [0xcf | 0xce, 0xfa, 0xed, 0xfe] | [0xfe, 0xed, 0xfa, 0xce | 0xcf] | [0xca, 0xfe, 0xba, 0xbe]
    );
    let first_line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let what = match () {
        () if mach_o && machine.mach_o => return Content::Binary { loader: None },
        () if mach_o => "a Mach-O file, for macOS",
        () if !first_line.contains(&0) => return Content::Text,
        () if head.starts_with(b"MZ") => "a program for Windows",
        () => "binary data of no known format",
    };
    Content::Foreign { what: what.to_owned() }
}

/// The few fields of an ELF header that decide whether it runs.
struct Elf<'head> {
    head: &'head [u8],
    wide: bool,
    big: bool,
    machine: u16,
}

impl<'head> Elf<'head> {
    fn read(head: &'head [u8]) -> Option<Self> {
        let (wide, big) = (*head.get(4)? == 2, *head.get(5)? == 2);
        let mut file = Self { head, wide, big, machine: 0 };
        file.machine = u16::try_from(file.number(18, 2)?).ok()?;
        file.number(if wide { 56 } else { 44 }, 2)?;
        Some(file)
    }

    fn number(&self, at: usize, bytes: usize) -> Option<u64> {
        let field = self.head.get(at..at.checked_add(bytes)?)?;
        let add = |sum: u64, byte: &u8| (sum << 8) | u64::from(*byte);
        Some(if self.big { field.iter().fold(0, add) } else { field.iter().rev().fold(0, add) })
    }

    fn offset(&self, at: usize) -> Option<usize> {
        usize::try_from(self.number(at, if self.wide { 8 } else { 4 })?).ok()
    }

    /// Whether it is of a type that can be started (`ET_EXEC`, `ET_DYN`) and its table of segments is there.
    fn is_program(&self) -> bool {
        let end = || {
            let (start, size, count) = self.table()?;
            start.checked_add(size.checked_mul(count)?)
        };
        let complete = end().is_some_and(|end| end <= self.head.len() || self.head.len() >= HEAD);
        matches!(self.number(16, 2), Some(2 | 3)) && complete
    }

    /// Where the table of segments begins, how long an entry is, and how many there are.
    fn table(&self) -> Option<(usize, usize, usize)> {
        let (table, entry, count) = if self.wide { (32, 54, 56) } else { (28, 42, 44) };
        let short = |at| usize::try_from(self.number(at, 2)?).ok();
        Some((self.offset(table)?, short(entry)?, short(count)?))
    }

    /// The path in the `PT_INTERP` segment, where it lies in the bytes that were read.
    fn loader(&self) -> Option<&'head [u8]> {
        let (start, size, count) = self.table()?;
        let mut headers = (0..count).map_while(|index| start.checked_add(index.checked_mul(size)?));
        let segment = headers.find(|&at| self.number(at, 4) == Some(3))?;
        let (offset, length) = if self.wide { (8, 32) } else { (4, 16) };
        let from = self.offset(segment.checked_add(offset)?)?;
        let to = from.checked_add(self.offset(segment.checked_add(length)?)?)?;
        Some(self.head.get(from..to)?.trim_end_with(|character| character == '\0'))
    }
}

fn machine_name(machine: u16) -> String {
    match machine {
        3 => "x86".to_owned(),
        8 => "MIPS".to_owned(),
        20 | 21 => "PowerPC".to_owned(),
        22 => "s390x".to_owned(),
        40 => "ARM".to_owned(),
        62 => "x86-64".to_owned(),
        183 => "AArch64".to_owned(),
        243 => "RISC-V".to_owned(),
        258 => "LoongArch".to_owned(),
        other => format!("machine number {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Machine = Machine { elf: &[62], mach_o: false };

    fn interpreter(head: &str) -> Option<String> {
        match Content::of(head.as_bytes(), HERE) {
            Content::Script { interpreter, .. } => Some(interpreter.to_string()),
            _ => None,
        }
    }

    #[test]
    fn interpreter_ends_at_the_first_blank() {
        assert_eq!(interpreter("#!/bin/sh -e\nx").as_deref(), Some("/bin/sh"));
        assert_eq!(interpreter("#!  /bin/sh\n").as_deref(), Some("/bin/sh"));
        assert_eq!(interpreter("#!/bin/sh").as_deref(), Some("/bin/sh"));
    }

    #[test]
    fn carriage_return_belongs_to_the_interpreter() {
        assert_eq!(interpreter("#!/bin/sh\r\necho").as_deref(), Some("/bin/sh\\r"));
    }

    #[test]
    fn hash_bang_needs_a_program_that_the_kernel_reads_to_its_end() {
        assert_eq!(Content::of(b"#! \nx", HERE), Content::BrokenHashBang);
        let long = format!("#!/{}\n", "a".repeat(300));
        assert_eq!(Content::of(long.as_bytes(), HERE), Content::BrokenHashBang);
    }

    #[test]
    fn binaries_of_other_machines_are_foreign() {
        let mut head = vec![0; 64];
        head[..6].copy_from_slice(b"\x7fELF\x02\x01");
        head[18] = 183;
        assert!(matches!(Content::of(&head, HERE), Content::Foreign { what } if what.contains("AArch64")));
        head[18] = 62;
        assert!(matches!(Content::of(&head, HERE), Content::Foreign { what } if what.contains("no program")));
        head[16] = 2;
        assert_eq!(Content::of(&head, HERE), Content::Binary { loader: None });
        assert!(matches!(Content::of(&head[..20], HERE), Content::Foreign { .. }));
        assert!(matches!(Content::of(b"ab\0c", HERE), Content::Foreign { .. }));
    }

    #[test]
    fn letters_mz_alone_do_not_make_a_program_for_windows() {
        assert_eq!(Content::of(b"MZ='x'\necho\n\0", HERE), Content::Text);
        assert!(
            matches!(Content::of(b"MZ\x90\0", HERE), Content::Foreign { what } if what.contains("Windows"))
        );
    }

    #[test]
    fn any_bytes_can_be_read() {
        for length in 0..80 {
            let mut head = vec![0xff; length];
            if length >= 6 {
                head[..6].copy_from_slice(b"\x7fELF\x02\x01");
            }
            let _ = Content::of(&head, HERE);
        }
    }
}

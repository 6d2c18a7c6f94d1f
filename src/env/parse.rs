//! Reading a stored environment block.

use bstr::ByteSlice;

use super::{EnvBlock, Variable};
use crate::flavor::Flavor;

/// Reads `NAME=value` records: separated by NUL where there is one (`/proc/N/environ`, `env -0`), else by
/// newlines (`env`). Records without `=` are skipped, as `getenv` does; nothing else is dropped.
pub fn parse(bytes: &[u8], flavor: Flavor) -> EnvBlock {
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let records =
        bytes.split(|&byte| byte == separator).map(|record| strip_carriage_return(record, separator));
    EnvBlock::new(flavor, records.filter_map(|record| variable(record, flavor)).collect())
}

fn strip_carriage_return(record: &[u8], separator: u8) -> &[u8] {
    if separator == b'\n' { record.strip_suffix(b"\r").unwrap_or(record) } else { record }
}

/// One record. A Windows name may begin with `=` (`=C:=C:\dir`, the working directory of a drive).
fn variable(record: &[u8], flavor: Flavor) -> Option<Variable> {
    let from = usize::from(flavor == Flavor::Windows && record.first() == Some(&b'='));
    let at = record.get(from..)?.find_byte(b'=')? + from;
    Some(Variable { name: record[..at].into(), value: record[at + 1..].into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_separated_values_may_hold_newlines() {
        let block = parse(b"A=1\n2\0B=\0junk\0", Flavor::Unix);
        assert_eq!(block.get("A").unwrap(), &"1\n2");
        assert_eq!(block.get("B").unwrap(), &"");
        assert_eq!(block.variables().len(), 2);
    }

    #[test]
    fn lines_are_read_where_there_is_no_nul() {
        let block = parse(b"A=1\r\nB=x=y\n", Flavor::Unix);
        assert_eq!(block.get("A").unwrap(), &"1");
        assert_eq!(block.get("B").unwrap(), &"x=y");
    }

    #[test]
    fn bytes_survive() {
        assert_eq!(parse(b"PATH=/\xff\0", Flavor::Unix).get("PATH").unwrap().as_bytes(), b"/\xff");
    }

    #[test]
    fn drive_directories_of_windows_have_a_name_with_an_equals_sign() {
        assert_eq!(parse(b"=C:=C:\\w\0", Flavor::Windows).get("=C:").unwrap(), &"C:\\w");
    }
}

//! What is mounted, as `/proc/self/mountinfo` tells (proc_pid_mountinfo(5)).

/// Types of file systems without a block device that answer from this machine's memory or disks.
const LOCAL_TYPES: &[&str] = &[
    "aufs",
    "bcachefs",
    "binfmt_misc",
    "bpf",
    "btrfs",
    "cgroup",
    "cgroup2",
    "configfs",
    "cpuset",
    "debugfs",
    "devpts",
    "devtmpfs",
    "efivarfs",
    "erofs",
    "fusectl",
    "hugetlbfs",
    "mqueue",
    "nsfs",
    "overlay",
    "proc",
    "pstore",
    "ramfs",
    "rootfs",
    "securityfs",
    "selinuxfs",
    "squashfs",
    "sysfs",
    "tmpfs",
    "tracefs",
    "zfs",
];

/// A mounted file system that may have to wait for another machine or another process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mount {
    /// The numbers of its device.
    pub(super) device: (u32, u32),
    /// Where it is mounted.
    pub(super) point: Vec<u8>,
}

/// Where the kernel keeps its own: an automatic mount point there (`binfmt_misc`) makes nobody wait.
const OF_THE_KERNEL: &[&str] = &["/proc/", "/sys/", "/dev/"];

/// The mounts of `mountinfo` that are not known to be local.
pub(super) fn remote_mounts(mountinfo: &[u8]) -> Vec<Mount> {
    mountinfo.split(|&byte| byte == b'\n').filter_map(remote_mount).collect()
}

/// One line: `36 35 98:0 /root /point options … - type source options`.
fn remote_mount(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|&byte| byte == b' ');
    let device = device(fields.nth(2)?)?;
    let point = unescaped(fields.nth(1)?);
    let kind = fields.skip_while(|field| *field != b"-").nth(1)?;
    let is_local = device.0 != 0
        || LOCAL_TYPES.iter().any(|local| local.as_bytes() == kind)
        || OF_THE_KERNEL.iter().any(|top| point.starts_with(top.as_bytes()));
    (!is_local).then_some(Mount { device, point })
}

fn device(field: &[u8]) -> Option<(u32, u32)> {
    let (major, minor) = std::str::from_utf8(field).ok()?.split_once(':')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Blanks, tabs, newlines and backslashes stand as `\` and three octal digits.
fn unescaped(field: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(field.len());
    let mut rest = field;
    while let [first, after @ ..] = rest {
        let escaped = after.get(..3).filter(|_| *first == b'\\').and_then(octal);
        plain.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &after[3..] } else { after };
    }
    plain
}

fn octal(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &[u8] = b"22 1 254:0 / / rw - ext4 /dev/root rw
23 22 0:21 / /proc rw shared:5 - proc proc rw
40 22 0:45 / /mnt/with\\040blank rw master:1 - fuse.sshfs host: rw
41 22 0:46 / /home rw - nfs4 server:/home rw
42 22 8:1 / /disk rw - fuseblk /dev/sda1 rw
43 22 0:47 / /tmp rw - tmpfs tmpfs rw
broken line";

    #[test]
    fn only_what_may_have_to_wait_is_kept() {
        let found = remote_mounts(MOUNTS);
        let points: Vec<&[u8]> = found.iter().map(|mount| mount.point.as_slice()).collect();
        assert_eq!(points, [&b"/mnt/with blank"[..], b"/home"]);
        assert_eq!(found[1].device, (0, 46));
    }

    #[test]
    fn any_bytes_can_be_read() {
        assert!(remote_mounts(b"\xff \\0 - -\n1 2 3:4 / \\").is_empty());
        assert_eq!(unescaped(b"a\\134b\\9\\"), b"a\\b\\9\\");
    }
}

//! Whether a file's owner may execute it, told by the same look that tells what the file is.
//!
//! To its owner the kernel gives what the owner's bits say, whatever an access list gives to others (acl(5), ACCESS
//! CHECK ALGORITHM; `acl_permission_check` in Linux's `fs/namei.c`). What else could refuse is excluded first: a mount
//! with `noexec`, a file system with rules of its own (networks, FUSE, overlays), a security module that is asked about
//! every file (SELinux, Smack). Whatever stays in doubt is a question for `faccessat`. One thing is not seen: a BPF
//! program that somebody has hooked to `inode_permission`.

use std::os::fd::BorrowedFd;

use rustix::fs::{AtFlags, FileType, StatFs, StatVfsMountFlags, Statx, StatxFlags};
use rustix::io::Errno;

use super::disk::kind;
use crate::disk::{Identity, Sight};

/// Holds what the kernel shows of an owner who has no number here: it may be anybody.
const NOBODY_HERE: &str = "/proc/sys/kernel/overflowuid";

/// Unlike `fstatat`, `statx` sets an automounter to work unless it is told not to.
const NOT_MOUNTING: AtFlags = AtFlags::NO_AUTOMOUNT;

/// File systems that leave permission to the kernel's own rules, by their magic numbers (`linux/magic.h`): ext2 to
/// ext4, XFS, Btrfs, tmpfs, F2FS.
const WITHOUT_OWN_RULES: [u32; 5] = [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994, 0xF2F5_2010];

/// File systems that exist where a security module does that has a say about each file.
const OF_SECURITY_MODULES: [&str; 2] = ["selinuxfs", "smackfs"];

/// The user for whom this process asks.
#[derive(Clone, Copy, Debug)]
pub(in crate::host) struct Owner(u32);

/// What the owner's bits give a user in one directory.
#[derive(Clone, Copy, Debug)]
pub(in crate::host) struct Right {
    user: u32,
    /// The mount on which they do (`stx_mnt_id`): a link may lead to another.
    mount: u64,
}

impl Owner {
    /// None where it is not sure that the bits decide. To find out costs about ten system calls.
    pub(in crate::host) fn asking() -> Option<Self> {
        let known = std::fs::read_to_string("/proc/filesystems").ok()?;
        let nobody_here: u32 = std::fs::read_to_string(NOBODY_HERE).ok()?.trim().parse().ok()?;
        let has_say = |name: &str| OF_SECURITY_MODULES.iter().any(|module| name.ends_with(module));
        let user = rustix::process::geteuid().as_raw();
        (user != nobody_here && !known.lines().any(has_say)).then_some(Self(user))
    }

    /// None where the bits do not decide. To find out costs three system calls.
    pub(in crate::host) fn right_in(self, directory: BorrowedFd<'_>) -> Option<Right> {
        let is_plain = WITHOUT_OWN_RULES.contains(&magic_number(&rustix::fs::fstatfs(directory).ok()?)?)
            && !rustix::fs::fstatvfs(directory).ok()?.f_flag.contains(StatVfsMountFlags::NOEXEC);
        if !is_plain {
            return None;
        }
        let here = AtFlags::EMPTY_PATH | NOT_MOUNTING;
        let seen = rustix::fs::statx(directory, "", here, StatxFlags::MNT_ID).ok()?;
        Some(Right { user: self.0, mount: mount(&seen)? })
    }
}

impl Right {
    /// What stands under a name, and whether this right is enough to execute it if it is a regular file. A link is
    /// followed, unless `follow` says `AT_SYMLINK_NOFOLLOW`.
    pub(in crate::host) fn look(
        self,
        directory: BorrowedFd<'_>,
        name: &[u8],
        follow: AtFlags,
    ) -> Result<(Sight, bool), Errno> {
        let asked = StatxFlags::BASIC_STATS | StatxFlags::MNT_ID;
        let seen = rustix::fs::statx(directory, name, follow | NOT_MOUNTING, asked)?;
        let device = rustix::fs::makedev(seen.stx_dev_major, seen.stx_dev_minor);
        let sight = Sight {
            kind: kind(FileType::from_raw_mode(seen.stx_mode.into())),
            mode: u32::from(seen.stx_mode) & 0o7777,
            owner: seen.stx_uid,
            size: seen.stx_size,
            identity: Some(Identity { device, inode: seen.stx_ino }),
        };
        Ok((sight, self.covers(&seen)))
    }

    /// Whether it is sure that a regular file may be executed. Where it is not, somebody may all the same: root, or a
    /// group.
    fn covers(self, seen: &Statx) -> bool {
        seen.stx_uid == self.user && seen.stx_mode & 0o100 != 0 && mount(seen) == Some(self.mount)
    }
}

/// None from kernels before 5.8.
fn mount(seen: &Statx) -> Option<u64> {
    (seen.stx_mask & StatxFlags::MNT_ID.bits() != 0).then_some(seen.stx_mnt_id)
}

/// A number of 32 bits, in a field that is wider on some systems and has a sign on others.
fn magic_number(system: &StatFs) -> Option<u32> {
    u32::try_from(i128::from(system.f_type) & i128::from(u32::MAX)).ok()
}

#[cfg(test)]
mod tests {
    use std::os::fd::AsFd as _;

    use rustix::fs::{Access, CWD, Mode, OFlags};

    use super::*;
    use crate::host::disk::sight;

    fn opened(path: &str) -> std::os::fd::OwnedFd {
        rustix::fs::open(path, OFlags::PATH | OFlags::CLOEXEC, Mode::empty()).unwrap()
    }

    #[test]
    fn a_look_sees_what_stat_sees() {
        let of_nobody = Right { user: u32::MAX, mount: 0 };
        let look = |path: &str, follow| of_nobody.look(CWD, path.as_bytes(), follow);
        for path in ["/", "/proc/self/exe", "/dev/null", "/usr/bin/env"] {
            let stat = sight(&rustix::fs::stat(path).unwrap());
            assert_eq!(look(path, AtFlags::empty()).unwrap(), (stat, false), "{path}");
        }
        let link = look("/proc/self/exe", AtFlags::SYMLINK_NOFOLLOW).unwrap().0;
        assert_eq!(link.kind, crate::disk::Kind::Link);
        assert_eq!(look("/nowhere/at/all", AtFlags::empty()).unwrap_err(), Errno::NOENT);
    }

    #[test]
    fn the_kernel_s_own_file_systems_are_not_trusted() {
        let owner = Owner(rustix::process::geteuid().as_raw());
        assert!(owner.right_in(opened("/proc").as_fd()).is_none());
        let magic = magic_number(&rustix::fs::statfs("/proc").unwrap()).unwrap();
        assert!(!WITHOUT_OWN_RULES.contains(&magic), "whatever flags it is mounted with");
    }

    #[test]
    fn another_s_right_covers_nothing() {
        let program = opened("/proc/self/exe");
        let seen = rustix::fs::statx(
            &program,
            "",
            AtFlags::EMPTY_PATH,
            StatxFlags::BASIC_STATS | StatxFlags::MNT_ID,
        );
        let seen = seen.unwrap();
        let right = |user| Right { user, mount: mount(&seen).unwrap() };
        assert!(right(seen.stx_uid).covers(&seen), "whoever built this may run it");
        assert!(!right(seen.stx_uid + 1).covers(&seen));
        assert!(!Right { mount: seen.stx_mnt_id + 1, ..right(seen.stx_uid) }.covers(&seen));
        assert!(rustix::fs::access("/proc/self/exe", Access::EXEC_OK).is_ok());
    }
}

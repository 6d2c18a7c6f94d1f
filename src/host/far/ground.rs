//! Which paths can be asked about without waiting for anybody, found out without asking.
//!
//! Most PATH directories lie on the file system of the root, which is there as long as envpeek runs at all. So a path
//! is opened with `RESOLVE_NO_XDEV` (openat2(2), Linux 5.6): the kernel stops at the first mount point on the way, and
//! the one call is at once the proof and the answer. Beyond a mount point the table of mounts is read, once. Where it
//! holds a file system that may make envpeek wait, a path is walked with `RESOLVE_CACHED` (Linux 5.12): the kernel
//! answers from its memory or says `EAGAIN`, and `statx` with `AT_STATX_DONT_SYNC` tells the device that it came to.

use std::cell::{Cell, OnceCell, RefCell};
use std::io::Read as _;
use std::os::fd::OwnedFd;

use rustix::fs::{AtFlags, CWD, Mode, OFlags, ResolveFlags, StatxFlags};
use rustix::io::Errno;

use super::mounts::{Mount, remote_mounts};
use crate::flavor::Flavor;
use crate::text::Text;

/// A place that falls silent as a whole: a mounted file system, or a single directory where that is not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::host) struct Region(Text);

impl std::fmt::Display for Region {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(out)
    }
}

/// Why a path was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::host) enum Refusal {
    /// The kernel says so.
    Errno(Errno),
    /// It lies where asking may have to wait.
    Far(Region),
}

/// How often a path is walked anew: each time one more link on the way is in the kernel's memory.
const MOST_WALKS: usize = 8;

/// After how many proofs the table of mounts is read, which may make all others superfluous.
const FEW_PROOFS: usize = 16;

/// What is known of the ground below the paths.
#[derive(Debug, Default)]
pub(in crate::host) struct Ground {
    mounts: OnceCell<Vec<Mount>>,
    proofs: Cell<usize>,
    last: RefCell<Noted>,
}

/// A path that was proven to lie near.
#[derive(Debug, Default)]
struct Noted {
    path: Vec<u8>,
    is_link: bool,
}

impl Ground {
    /// Opens `path`, unless that may have to wait. With `O_NOFOLLOW` a link at its end is opened itself.
    pub(in crate::host) fn open(&self, path: &[u8], flags: OFlags) -> Result<OwnedFd, Refusal> {
        let flags = flags | OFlags::CLOEXEC;
        if !self.is_free(path) && !self.is_noted(path, flags) {
            match rustix::fs::openat2(CWD, path, flags, Mode::empty(), ResolveFlags::NO_XDEV) {
                Ok(opened) => {
                    self.count_proof();
                    return Ok(opened);
                }
                Err(errno) if may_lie_elsewhere(errno) => self.prove_by_mounts(path, flags)?,
                Err(errno) => return Err(Refusal::Errno(errno)),
            }
        }
        rustix::fs::open(path, flags, Mode::empty()).map_err(Refusal::Errno)
    }

    /// Whether a question about `path` may be asked directly; else where it would have to wait. With `O_NOFOLLOW` it is
    /// about a link at the end itself.
    pub(in crate::host) fn prove(&self, path: &[u8], nofollow: OFlags) -> Result<(), Region> {
        if self.is_free(path) || self.is_noted(path, nofollow) {
            return Ok(());
        }
        match self.open(path, OFlags::PATH | nofollow) {
            Err(Refusal::Far(region)) => Err(region),
            Ok(opened) => {
                self.leave_open(opened);
                Ok(())
            }
            Err(Refusal::Errno(_)) => Ok(()),
        }
    }

    /// Leaves the descriptor of one of the first proofs to the end of the process, which is near: closing each would
    /// cost as much as what it proves.
    pub(in crate::host) fn leave_open(&self, opened: OwnedFd) {
        if self.proofs.get() <= FEW_PROOFS {
            std::mem::forget(opened);
        }
    }

    /// Whether anything is mounted that may have to wait.
    pub(in crate::host) fn has_far_places(&self) -> bool {
        !self.mounts().is_empty()
    }

    /// Whether nothing that is mounted can make anybody wait, as far as that is known already.
    pub(in crate::host) fn is_free(&self, path: &[u8]) -> bool {
        is_own(path) || self.mounts.get().is_some_and(Vec::is_empty) && !is_of_a_process(path)
    }

    /// Notes that `path` lies near, and whether it is a link: the next questions are often about the same file.
    pub(in crate::host) fn note(&self, path: &[u8], is_link: bool) {
        let mut last = self.last.borrow_mut();
        last.path.clear();
        last.path.extend_from_slice(path);
        last.is_link = is_link;
    }

    /// Whether `path`, or a file below it, was noted last. Where a link leads is not known.
    fn is_noted(&self, path: &[u8], flags: OFlags) -> bool {
        let last = self.last.borrow();
        last.path.strip_prefix(path).is_some_and(|rest| match rest {
            [] => !last.is_link || flags.contains(OFlags::NOFOLLOW),
            [first, ..] => *first == b'/',
        })
    }

    /// A proof costs a system call more than the question alone, the table of mounts six in all and a long while.
    fn count_proof(&self) {
        self.proofs.set(self.proofs.get() + 1);
        if self.proofs.get() == FEW_PROOFS {
            self.mounts();
        }
    }

    fn mounts(&self) -> &[Mount] {
        self.mounts.get_or_init(|| table_of_mounts().map_or(Vec::new(), |table| remote_mounts(&table)))
    }

    fn prove_by_mounts(&self, path: &[u8], flags: OFlags) -> Result<(), Refusal> {
        let mounts = self.mounts();
        if mounts.is_empty() && !is_of_a_process(path) {
            return Ok(());
        }
        match walk(path, flags & OFlags::NOFOLLOW, mounts) {
            Step::Near => Ok(()),
            Step::Far(device) => Err(Refusal::Far(region(path, device, mounts))),
        }
    }
}

/// Into as much memory as most tables need: a file of the kernel does not say how long it is.
fn table_of_mounts() -> std::io::Result<Vec<u8>> {
    let mut table = Vec::with_capacity(64 << 10);
    std::fs::File::open("/proc/self/mountinfo")?.take(u64::MAX).read_to_end(&mut table)?;
    Ok(table)
}

/// What means something else to every process: a scout could not ask about it, and nobody has to wait for it.
fn is_own(path: &[u8]) -> bool {
    [&b"/proc/self/"[..], b"/proc/thread-self/", b"/dev/fd/", b"/dev/std"]
        .iter()
        .any(|own| path.starts_with(own))
}

/// The mounts of another process are not in the table of this one.
fn is_of_a_process(path: &[u8]) -> bool {
    path.strip_prefix(b"/proc/").and_then(<[u8]>::first).is_some_and(u8::is_ascii_digit)
}

/// `ENOSYS` and `EPERM` come from older kernels and from containers that do not know the call.
fn may_lie_elsewhere(errno: Errno) -> bool {
    matches!(errno, Errno::XDEV | Errno::AGAIN | Errno::NOSYS | Errno::PERM)
}

/// Where a path leads.
enum Step {
    Near,
    Far(Option<(u32, u32)>),
}

/// Walks as far as the kernel's memory goes; what is not in it is fetched from near file systems alone.
fn walk(path: &[u8], nofollow: OFlags, mounts: &[Mount]) -> Step {
    for _ in 0..MOST_WALKS {
        match remembered(path, nofollow) {
            Ok(opened) => return step(&opened, mounts),
            Err(Errno::AGAIN) => {}
            Err(Errno::INVAL | Errno::NOSYS | Errno::PERM) => return by_name(path, mounts),
            Err(_) => return Step::Near,
        }
        if let Some(far) = fetch(path, nofollow, mounts) {
            return far;
        }
    }
    Step::Far(None)
}

fn remembered(path: &[u8], flags: OFlags) -> Result<OwnedFd, Errno> {
    let flags = flags | OFlags::PATH | OFlags::CLOEXEC;
    rustix::fs::openat2(CWD, path, flags, Mode::empty(), ResolveFlags::CACHED)
}

/// Has the kernel read what is missing below the last directory that it remembers, where that lies near, up to the
/// next mount point.
fn fetch(path: &[u8], nofollow: OFlags, mounts: &[Mount]) -> Option<Step> {
    let mut parents = std::iter::successors(Flavor::Unix.parent(path), |path| Flavor::Unix.parent(path));
    let (parent, opened) =
        parents.find_map(|parent| Some((parent, remembered(parent, OFlags::empty()).ok()?)))?;
    if let Step::Far(device) = step(&opened, mounts) {
        return Some(Step::Far(device));
    }
    let rest = path.get(parent.len()..)?;
    let first = rest.iter().position(|&byte| byte != b'/')?;
    let flags = nofollow | OFlags::PATH | OFlags::CLOEXEC;
    drop(rustix::fs::openat2(&opened, &rest[first..], flags, Mode::empty(), ResolveFlags::NO_XDEV));
    None
}

fn step(opened: &OwnedFd, mounts: &[Mount]) -> Step {
    let flags = AtFlags::EMPTY_PATH | AtFlags::STATX_DONT_SYNC;
    match rustix::fs::statx(opened, "", flags, StatxFlags::TYPE) {
        Ok(seen) => {
            let device = (seen.stx_dev_major, seen.stx_dev_minor);
            let is_far = mounts.iter().any(|mount| mount.device == device);
            if is_far { Step::Far(Some(device)) } else { Step::Near }
        }
        Err(_) => Step::Far(None),
    }
}

/// For kernels without `RESOLVE_CACHED`: by the text of the path, which a link can make wrong.
fn by_name(path: &[u8], mounts: &[Mount]) -> Step {
    let on_it = |mount: &&Mount| {
        path.strip_prefix(mount.point.as_slice()).is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
    };
    mounts.iter().find(on_it).map_or(Step::Near, |mount| Step::Far(Some(mount.device)))
}

fn region(path: &[u8], device: Option<(u32, u32)>, mounts: &[Mount]) -> Region {
    let mount = mounts.iter().find(|mount| Some(mount.device) == device);
    let directory = || Flavor::Unix.parent(path).unwrap_or(path);
    Region(mount.map_or_else(|| directory().into(), |mount| mount.point.as_slice().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_on_the_root_is_opened_by_the_proof_itself() {
        let ground = Ground::default();
        assert!(ground.open(b"/", OFlags::PATH).is_ok());
        assert_eq!(ground.open(b"/nowhere/at/all", OFlags::PATH).unwrap_err(), Refusal::Errno(Errno::NOENT));
        assert!(ground.mounts.get().is_none(), "the table of mounts was not needed");
    }

    #[test]
    fn what_lies_behind_a_local_mount_is_near() {
        let ground = Ground::default();
        assert_eq!(ground.prove(b"/proc/version", OFlags::empty()), Ok(()));
        assert!(ground.mounts.get().is_some(), "`/proc` is a mount");
    }

    #[test]
    fn what_is_this_process_s_own_is_never_left_to_another() {
        let ground = Ground::default();
        let elsewhere = Mount { device: (0, u32::MAX), point: b"/elsewhere".to_vec() };
        ground.mounts.set(vec![elsewhere]).unwrap();
        for own in [&b"/proc/self/cwd"[..], b"/proc/thread-self/root/bin", b"/dev/fd/0", b"/dev/stdin"] {
            assert_eq!(ground.prove(own, OFlags::empty()), Ok(()), "{}", Text::from(own));
        }
    }

    #[test]
    fn a_device_of_the_table_is_far() {
        let root = rustix::fs::statx(CWD, "/", AtFlags::empty(), StatxFlags::TYPE).unwrap();
        let device = (root.stx_dev_major, root.stx_dev_minor);
        let mounts = [Mount { device, point: b"/".to_vec() }];
        assert!(matches!(walk(b"/", OFlags::empty(), &mounts), Step::Far(Some(found)) if found == device));
        assert!(matches!(walk(b"/", OFlags::empty(), &[]), Step::Near));
        assert!(matches!(by_name(b"/mnt/x", &mounts), Step::Near));
    }
}

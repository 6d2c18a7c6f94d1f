//! A file system that a test serves itself, by FUSE: it answers at once, only when it is asked from everywhere, or never.
//!
//! The test process must not look into it: who asks what is never answered cannot be stopped, even by SIGKILL.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use fuser::{
    BackgroundSession, Config, Errno, FileAttr, FileHandle, FileType, Filesystem, Generation, INodeNo,
    LockOwner, OpenFlags, ReplyAttr, ReplyData, ReplyDirectory, ReplyEntry, ReplyOpen, Request, SessionACL,
};

use crate::sandbox::Sandbox;
use crate::tools;

/// The one program in it, which is a shell script.
pub(crate) const PROGRAM: &str = "tool";

const CONTENT: &[u8] = b"#!/bin/sh\n";
const FILE: INodeNo = INodeNo(2);

/// Nothing is remembered by the kernel: every question is asked anew.
const UNREMEMBERED: Duration = Duration::ZERO;

/// An answer that is given later.
type Later = Box<dyn FnOnce() + Send>;

/// When questions are answered.
#[derive(Clone)]
pub(crate) enum Manner {
    /// At once.
    AtOnce,
    /// Questions for the program only when so many have been asked altogether; everything else at once.
    Together(Arc<Meeting>),
    /// About itself at once, about what lies in it never.
    Shell(Arc<Mutex<Option<Vec<Later>>>>),
    /// Never; once the mount is taken away nobody keeps the questions, and whoever asks gets an error.
    Never(Arc<Mutex<Option<Vec<Later>>>>),
}

/// What a question is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    TheDirectory,
    TheProgram,
    SomethingElse,
}

/// Questions that wait for each other.
pub(crate) struct Meeting {
    expected: usize,
    waiting: Mutex<Vec<Later>>,
}

impl Manner {
    /// Answers when `expected` questions for the program have been asked.
    pub(crate) fn together(expected: usize) -> Self {
        Self::Together(Arc::new(Meeting { expected, waiting: Mutex::default() }))
    }

    /// Answers nothing.
    pub(crate) fn never() -> Self {
        Self::Never(Arc::new(Mutex::new(Some(Vec::new()))))
    }

    /// Answers about itself, and about nothing that may lie in it.
    pub(crate) fn shell() -> Self {
        Self::Shell(Arc::new(Mutex::new(Some(Vec::new()))))
    }

    fn answer(&self, about: About, answer: Later) {
        match self {
            Self::Shell(_) if about == About::TheDirectory => answer(),
            Self::Together(meeting) if about == About::TheProgram => meeting.join(answer),
            Self::AtOnce | Self::Together(_) => answer(),
            Self::Never(kept) | Self::Shell(kept) => {
                if let Some(kept) = kept.lock().unwrap().as_mut() {
                    kept.push(answer);
                }
            }
        }
    }
}

impl Meeting {
    fn join(&self, answer: Later) {
        let mut waiting = self.waiting.lock().unwrap();
        waiting.push(answer);
        if waiting.len() == self.expected {
            waiting.drain(..).for_each(|answer| answer());
        }
    }
}

/// A mounted directory; it is taken away with the value, and whoever still waits gets an error.
pub(crate) struct Mounted {
    manner: Manner,
    place: PathBuf,
    _session: BackgroundSession,
}

impl Sandbox {
    /// Mounts a directory that answers in that manner; none where this machine cannot.
    pub(crate) fn mount(&self, name: &str, manner: &Manner) -> Option<Mounted> {
        if !Path::new("/dev/fuse").exists() {
            assert!(std::env::var_os("CI").is_none(), "/dev/fuse is required with CI set");
            return tools::skip("no /dev/fuse");
        }
        tools::required("fusermount3")?;
        let place = self.path(name);
        fs::create_dir_all(&place).unwrap();
        let mut config = Config::default();
        config.acl = if rustix::process::geteuid().is_root() { SessionACL::All } else { SessionACL::Owner };
        let session = fuser::spawn_mount(Server(manner.clone()), &place, &config).unwrap();
        Some(Mounted { manner: manner.clone(), place, _session: session })
    }
}

impl Drop for Mounted {
    /// The scouts that were left behind are still there, so the directory is taken away from under them.
    fn drop(&mut self) {
        if let Manner::Never(kept) | Manner::Shell(kept) = &self.manner {
            drop(kept.lock().unwrap().take());
        }
        let unmount = tools::required("fusermount3").unwrap();
        let done = Command::new(unmount).args(["-u", "-z"]).arg(&self.place).status();
        assert!(done.is_ok_and(|status| status.success()), "{} stays mounted", self.place.display());
    }
}

struct Server(Manner);

fn attributes(inode: INodeNo) -> FileAttr {
    let is_directory = inode == INodeNo::ROOT;
    let then = SystemTime::UNIX_EPOCH;
    FileAttr {
        ino: inode,
        size: CONTENT.len() as u64,
        blocks: 1,
        atime: then,
        mtime: then,
        ctime: then,
        crtime: then,
        kind: if is_directory { FileType::Directory } else { FileType::RegularFile },
        perm: 0o755,
        nlink: 1,
        uid: 0,
        gid: 0,
        rdev: 0,
        blksize: 4096,
        flags: 0,
    }
}

impl Filesystem for Server {
    fn lookup(&self, _: &Request, _: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let is_there = name == PROGRAM;
        let answer = move || {
            if is_there {
                reply.entry(&UNREMEMBERED, &attributes(FILE), Generation(0))
            } else {
                reply.error(Errno::ENOENT)
            }
        };
        let about = if is_there { About::TheProgram } else { About::SomethingElse };
        self.0.answer(about, Box::new(answer));
    }

    fn getattr(&self, _: &Request, inode: INodeNo, _: Option<FileHandle>, reply: ReplyAttr) {
        let about = if inode == INodeNo::ROOT { About::TheDirectory } else { About::SomethingElse };
        self.0.answer(about, Box::new(move || reply.attr(&UNREMEMBERED, &attributes(inode))));
    }

    fn opendir(&self, _: &Request, _: INodeNo, _: OpenFlags, reply: ReplyOpen) {
        self.0.answer(
            About::SomethingElse,
            Box::new(move || reply.opened(FileHandle(0), fuser::FopenFlags::empty())),
        );
    }

    fn readdir(&self, _: &Request, _: INodeNo, _: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        let answer = move || {
            if offset == 0 {
                let _ = reply.add(FILE, 1, FileType::RegularFile, PROGRAM);
            }
            reply.ok();
        };
        self.0.answer(About::SomethingElse, Box::new(answer));
    }

    fn read(
        &self,
        _: &Request,
        _: INodeNo,
        _: FileHandle,
        offset: u64,
        _: u32,
        _: OpenFlags,
        _: Option<LockOwner>,
        reply: ReplyData,
    ) {
        let from = usize::try_from(offset).unwrap().min(CONTENT.len());
        self.0.answer(About::SomethingElse, Box::new(move || reply.data(&CONTENT[from..])));
    }
}

//! Directories that may not answer: on a network, behind a user-space file system, or mounted when they are asked.
//!
//! A process that asks one of them sleeps until it is answered, and neither a signal nor the end of its other threads
//! sets it free (measured with a FUSE server that never answers: `kill -9` changes nothing until the server dies, and
//! a process whose main thread ends is not gone before its last one). So envpeek never asks such a directory itself.
//! [`Ground`] tells, from the kernel's memory alone, which paths may have to wait; a [`Scouts`] process asks there,
//! and is left behind when it does not come back in time.

mod ground;
mod mounts;
mod scout;
mod scouts;

pub(super) use ground::{Ground, Refusal, Region};
pub(super) use scout::{Answer, ERRAND, Question, Reply, run_errand};
pub(super) use scouts::Scouts;

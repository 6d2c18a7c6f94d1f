//! Doing the same to many things, with more threads where there turns out to be much to do.

use std::sync::Mutex;
use std::thread::available_parallelism;

/// More threads than these gain nothing: they wait for the same disk.
const MOST_THREADS: usize = 8;

/// How many things wait for a thread at the most. Descriptors are among them, and to have many open at once costs:
/// while several threads run, each growth of the table of descriptors waits for all of them (measured with Linux 6.18:
/// a thousand directories at once took longer with two threads than with one).
const MOST_WAITING: usize = 16;

/// The answers of `work` to all `things`, in their order. Once the answers together weigh `much`, other threads help;
/// the things themselves are always made by this one.
pub(super) fn side_by_side<T: Send, A: Send>(
    things: impl Iterator<Item = T>,
    work: impl Fn(T) -> A + Sync,
    weight: impl Fn(&A) -> usize,
    much: usize,
) -> Vec<A> {
    let mut things = things;
    let mut answers = Vec::with_capacity(things.size_hint().0);
    let mut weighed = 0;
    while weighed < much {
        let Some(thing) = things.next() else { return answers };
        let answer = work(thing);
        weighed += weight(&answer);
        answers.push(answer);
    }
    answers.extend(with_threads(things, work));
    answers
}

fn with_threads<T: Send, A: Send>(things: impl Iterator<Item = T>, work: impl Fn(T) -> A + Sync) -> Vec<A> {
    let others = available_parallelism().map_or(0, |all| all.get().min(MOST_THREADS) - 1);
    if others == 0 {
        return things.map(work).collect();
    }
    let (sender, receiver) = std::sync::mpsc::sync_channel::<(usize, T)>(MOST_WAITING);
    let receiver = Mutex::new(receiver);
    let help = || {
        let next = || receiver.lock().ok()?.recv().ok();
        std::iter::from_fn(next).map(|(index, thing)| (index, work(thing))).collect::<Vec<_>>()
    };
    let mut answers: Vec<(usize, A)> = std::thread::scope(|scope| {
        let helpers: Vec<_> = (0..others).map(|_| scope.spawn(help)).collect();
        let mut own = Vec::new();
        for (index, thing) in things.enumerate() {
            if let Err(
                std::sync::mpsc::TrySendError::Full((index, thing))
                | std::sync::mpsc::TrySendError::Disconnected((index, thing)),
            ) = sender.try_send((index, thing))
            {
                own.push((index, work(thing)));
            }
        }
        drop(sender);
        own.extend(help());
        own.extend(helpers.into_iter().flat_map(|helper| helper.join().unwrap_or_default()));
        own
    });
    answers.sort_unstable_by_key(|(index, _)| *index);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_come_in_the_order_of_the_things() {
        for much in [0, 1, 50, 1_000_000] {
            let answers = side_by_side(0..1_000_usize, |thing| thing * 2, |_| 1, much);
            assert!(answers.iter().copied().eq((0..1_000).map(|thing| thing * 2)), "{much}");
        }
        assert!(side_by_side(std::iter::empty::<u8>(), |thing| thing, |_| 1, 0).is_empty());
    }
}

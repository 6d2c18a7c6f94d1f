//! What a look-up pays at each entry: every name that lies further behind, or nowhere, costs a miss there.

use std::time::Duration;

use crate::disk::Trouble;
use crate::hashing::Map;
use crate::lookup::{Caller, Treatment, places};
use crate::pathlist::PathList;
use crate::scene::Scene;
use crate::text::Text;

/// A name that no file has.
const NOBODYS_NAME: &[u8] = b".envpeek-measures-a-miss";

/// How often each directory is asked; the one in the middle counts.
const TIMES: usize = 3;

/// What a look-up pays at one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toll {
    /// Whether the caller looks there.
    pub is_searched: bool,
    /// How long a miss takes there; none where nobody looks, or where no answer came in time.
    pub miss: Option<Duration>,
    /// How many misses a name costs that is found there.
    pub misses_before: usize,
    /// How long those take together; none where one of them has no end.
    pub before: Option<Duration>,
}

/// Measures each directory of a list once; `clock` tells the time that has gone by.
pub fn tolls(scene: &Scene<'_>, list: &PathList, caller: Caller, clock: &dyn Fn() -> Duration) -> Vec<Toll> {
    let mut known: Map<Text, Option<Duration>> = Map::default();
    let (mut misses_before, mut before) = (0, Some(Duration::ZERO));
    let toll = |place: crate::lookup::Place| {
        let is_searched = place.treatment != Treatment::Skipped;
        let mut toll = Toll { is_searched, miss: None, misses_before, before };
        if is_searched {
            let measured = known.entry(place.directory);
            toll.miss = *measured.or_insert_with_key(|directory| miss(scene, directory, clock));
            misses_before += 1;
            before = before.zip(toll.miss).map(|(before, miss)| before + miss);
        }
        toll
    };
    places(list, caller.rules(), scene).into_iter().map(toll).collect()
}

fn miss(scene: &Scene<'_>, directory: &[u8], clock: &dyn Fn() -> Duration) -> Option<Duration> {
    let path = scene.flavor.join(directory, NOBODYS_NAME);
    let mut times = [Duration::ZERO; TIMES];
    for time in &mut times {
        let started = clock();
        let answer = scene.disk.look(&path);
        *time = clock().saturating_sub(started);
        if answer.is_err_and(|error| matches!(error.trouble, Trouble::Silent(_))) {
            return None;
        }
    }
    times.sort_unstable();
    Some(times[TIMES / 2])
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::disk::FakeDisk;
    use crate::env::EnvBlock;
    use crate::flavor::Flavor;
    use crate::lookup::read_list;
    use crate::machine::Machine;

    #[test]
    fn each_entry_is_paid_for_by_all_that_lies_behind_it() {
        let disk = FakeDisk::drawn("/a/\n/b/");
        let scene = Scene {
            flavor: Flavor::Unix,
            env: EnvBlock::of(Flavor::Unix, &[("PATH", "/a:/b:/a:/c%func:/b")]),
            cwd: "/".into(),
            home: None,
            user: None,
            disk: &disk,
            machine: Machine { elf: &[62], mach_o: false },
        };
        let now = Cell::new(0);
        let clock = || Duration::from_micros(now.replace(now.get() + 1));
        let list = read_list(&scene, "PATH", Caller::Dash.rules());
        let found = tolls(&scene, &list, Caller::Dash, &clock);
        let told: Vec<_> = found
            .iter()
            .map(|toll| {
                (
                    toll.miss.map(|miss| miss.as_micros()),
                    toll.misses_before,
                    toll.before.map(|before| before.as_micros()),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (Some(1), 0, Some(0)),
                (Some(1), 1, Some(1)),
                (Some(1), 2, Some(2)),
                (None, 3, Some(3)),
                (Some(1), 3, Some(3))
            ]
        );
    }
}

//! What holds for every caller, list and disk: checked with generated ones.

use proptest::prelude::*;

use super::{Caller, Resolution, Survey, Verdict, read_list, resolve, resolve_until_won};
use crate::disk::FakeDisk;
use crate::env::EnvBlock;
use crate::flavor::Flavor;
use crate::machine::Machine;
use crate::scene::Scene;

/// One directory for each kind of candidate, and entries of every form.
const DRAWING: &str = "/bin/sh x = MZ='a shell'
     /good/tool x = #!/bin/sh\\n
     /again/tool -> /good/tool
     /text/tool x = echo
     /empty/tool x
     /plain/tool
     /dir/tool/
     /dangling/tool -> nowhere
     /loop/tool -> tool
     /interpreter/tool x = #!/missing\\n
     /return/tool x = #!/bin/sh\\r\\n
     /closed/ closed
     /pipe/tool fifo x
     /socket/tool socket x
     /device/tool device x
     /loops -> loops
     /home/bin/tool x = echo
     /work/tool x = #!/bin/sh\\n
     /work/rel/tool x = echo
     /file";

const ENTRIES: [&str; 23] = [
    "/good",
    "/again",
    "/text",
    "/empty",
    "/plain",
    "/dir",
    "/dangling",
    "/loop",
    "/interpreter",
    "/return",
    "/closed",
    "/pipe",
    "/socket",
    "/device",
    "/loops",
    "/file",
    "/missing",
    "~/bin",
    "",
    ".",
    "rel",
    "$HOME/bin",
    "/good%builtin",
];

fn with_resolution(caller: Caller, path: Option<&str>, check: impl FnOnce(&Resolution, &Resolution)) {
    let disk = FakeDisk::drawn(DRAWING);
    let pairs: Vec<(&str, &str)> = path.map(|path| ("PATH", path)).into_iter().collect();
    let scene = Scene {
        flavor: Flavor::Unix,
        env: EnvBlock::of(Flavor::Unix, &pairs),
        cwd: "/work".into(),
        home: Some("/home".into()),
        disk: &disk,
        machine: Machine { elf: &[62], mach_o: false },
        user: None,
    };
    let list = read_list(&scene, "PATH", caller.rules());
    let whole = resolve(&Survey::new(&scene), &list, b"tool", caller);
    let short = resolve_until_won(&Survey::new(&scene), &list, b"tool", caller);
    check(&whole, &short);
}

fn callers() -> impl Strategy<Value = Caller> {
    let known: Vec<Caller> =
        Caller::ALL.into_iter().filter(|caller| caller.exists_on(Flavor::Unix)).collect();
    prop::sample::select(known)
}

fn paths() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&ENTRIES[..]), 0..9).prop_map(|entries| entries.join(":"))
}

proptest! {
    #[test]
    fn the_first_acceptable_candidate_wins_and_no_other(caller in callers(), path in paths()) {
        with_resolution(caller, Some(&path), |whole, _| {
            let verdicts: Vec<Verdict> = whole.candidates.iter().map(|candidate| candidate.verdict).collect();
            let first = verdicts.iter().position(|&verdict| verdict != Verdict::Rejected);
            let winners = verdicts.iter().filter(|&&verdict| verdict == Verdict::Wins).count();
            assert_eq!(winners, usize::from(first.is_some() && whole.halt.is_none()));
            if whole.halt.is_none() {
                assert_eq!(verdicts.iter().position(|&verdict| verdict == Verdict::Wins), first);
            }
        });
    }

    #[test]
    fn a_rejected_candidate_has_its_reason(caller in callers(), path in paths()) {
        with_resolution(caller, Some(&path), |whole, _| {
            for candidate in &whole.candidates {
                assert!(candidate.verdict != Verdict::Rejected || candidate.obstacle.is_some());
            }
        });
    }

    #[test]
    fn positions_never_shift(caller in callers(), path in paths()) {
        with_resolution(caller, Some(&path), |whole, _| {
            let written: Vec<&str> = path.split(':').collect();
            for candidate in &whole.candidates {
                let position = candidate.position.unwrap();
                assert!((1..=written.len()).contains(&position));
                let entry = written[position - 1].trim_start_matches(['.', '~']).trim_start_matches("$HOME");
                assert!(candidate.sighting.path.to_string().contains(entry), "{entry}");
            }
        });
    }

    #[test]
    fn a_search_that_ends_at_its_winner_has_the_same_one(caller in callers(), path in prop::option::of(paths())) {
        with_resolution(caller, path.as_deref(), |whole, short| {
            let path = |resolution: &Resolution| {
                resolution.winner().map(|winner| (winner.sighting.path.clone(), winner.position, winner.runs()))
            };
            assert_eq!(path(whole), path(short));
        });
    }
}

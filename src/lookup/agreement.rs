//! When every caller comes to the same answer, so that not one of the others needs to be asked.
//!
//! The rows of the rules differ at entries that are not plain absolute paths, at PATH records that are missing, empty
//! or double, at bytes beyond ASCII, at places that cannot be looked into, and at files that do not simply run. Where
//! there is none of these before the winner, nobody can tell the rows apart.

use super::places::PATH_MAX;
use super::sighting::End;
use super::{Candidate, Content, Obstacle, Query, Resolution, Verdict};
use crate::disk::Kind;
use crate::flavor::Flavor;
use crate::pathlist::{Entry, Form, PathList, Presence};
use crate::scene::Scene;

/// Whether every caller of the platform takes the same file. `list` is what the asking one reads.
pub(super) fn is_universal(mine: &Resolution, list: &PathList, scene: &Scene<'_>) -> bool {
    is_taken_alike(mine) && is_read_alike(list, scene)
}

/// Whether every caller takes the same file, as long as all of them read the list alike.
pub fn is_taken_alike(mine: &Resolution) -> bool {
    mine.query == Query::Bare
        && is_plain_name(&mine.name)
        && mine.halt.is_none()
        && mine.unseen.is_empty()
        && files_are_taken_alike(&mine.candidates)
}

/// Whether the same files, behind the winner too, run for every caller, as long as all of them read the list alike.
pub fn are_all_taken_alike(mine: &Resolution) -> bool {
    let alike = |candidate| is_passed_over_by_all(candidate) || runs_for_all(candidate);
    is_taken_alike(mine) && mine.candidates.iter().all(alike)
}

fn is_plain_name(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._+-".contains(byte))
}

/// Whether the list means the same directories to every caller of the platform.
pub fn is_read_alike(list: &PathList, scene: &Scene<'_>) -> bool {
    let is_plain = |entry: &Entry| {
        entry.form == Form::Absolute && !entry.named().contains(&b'%') && entry.named().len() < PATH_MAX
    };
    scene.flavor == Flavor::Unix
        && list.presence() == Presence::Set
        && list.value.as_ref().is_some_and(|value| value.is_ascii())
        && scene.env.all("PATH").nth(1).is_none()
        && list.entries.iter().all(is_plain)
}

/// Up to the winner every file is passed over by all, and the winner runs for all.
fn files_are_taken_alike(candidates: &[Candidate]) -> bool {
    let winner = candidates.iter().position(|candidate| candidate.verdict == Verdict::Wins);
    let before = &candidates[..winner.unwrap_or(candidates.len())];
    before.iter().all(is_passed_over_by_all) && winner.is_none_or(|at| runs_for_all(&candidates[at]))
}

fn is_passed_over_by_all(candidate: &Candidate) -> bool {
    let by_all = [Obstacle::Directory.name(), "not-executable", "dangling-link"];
    candidate.verdict == Verdict::Rejected
        && matches!(candidate.sighting.end, End::There(Kind::File | Kind::Directory) | End::Dangling)
        && candidate.obstacle.as_ref().is_some_and(|obstacle| by_all.contains(&obstacle.name()))
}

fn runs_for_all(candidate: &Candidate) -> bool {
    let sighting = &candidate.sighting;
    let is_program =
        matches!(sighting.content, Content::Binary { .. } | Content::Script { .. } | Content::Unknown);
    candidate.obstacle.is_none()
        && sighting.end == End::There(Kind::File)
        && sighting.executable
        && is_program
        && sighting.interpreter_trouble.is_none()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::disk::FakeDisk;
    use crate::env::EnvBlock;
    use crate::lookup::{Caller, Survey, read_list, resolve};
    use crate::machine::Machine;

    const DRAWING: &str = "/good/tool x = #!/good/sh\\n
         /good/sh x
         /text/tool
         /theirs/tool 710
         /dir/tool/
         /dangling/tool -> nowhere
         /loop/tool -> tool
         /link/tool -> /good/tool
         /broken/tool x = #!/nowhere/sh\\n
         /empty/tool x
         /words/tool x = words\\n
         /closed/ closed
         /closed/tool x
         /pipe/tool fifo x
         /home/bin/tool x
         /work/tool x
         /file";
    const ENTRIES: [&str; 18] = [
        "/good",
        "/good",
        "/text",
        "/theirs",
        "/dir",
        "/dangling",
        "/loop",
        "/link",
        "/broken",
        "/empty",
        "/words",
        "/closed",
        "/pipe",
        "~/bin",
        "",
        "/good%func",
        "/missing",
        "/file",
    ];

    fn running(resolution: &Resolution) -> Vec<crate::text::Text> {
        let runs = |candidate: &&Candidate| candidate.verdict != Verdict::Rejected && candidate.runs();
        resolution.candidates.iter().filter(runs).map(|candidate| candidate.sighting.path.clone()).collect()
    }

    proptest! {
        #[test]
        fn where_all_must_agree_all_do(picks in prop::collection::vec(0_usize..18, 1..5), who in 0_usize..18) {
            let value = picks.iter().map(|&pick| ENTRIES[pick]).collect::<Vec<_>>().join(":");
            let disk = FakeDisk::drawn(DRAWING);
            let scene = Scene {
                flavor: Flavor::Unix,
                env: EnvBlock::of(Flavor::Unix, &[("PATH", &value)]),
                cwd: "/work".into(),
                home: Some("/home".into()),
                user: None,
                disk: &disk,
                machine: Machine { elf: &[62], mach_o: false },
            };
            let survey = Survey::new(&scene);
            let answer = |caller: Caller| {
                let list = read_list(&scene, "PATH", caller.rules());
                let resolution = resolve(&survey, &list, b"tool", caller);
                (resolution, list)
            };
            let winner = |resolution: &Resolution| resolution.winner().map(|winner| winner.sighting.path.clone());
            let (mine, list) = answer(Caller::ALL[who]);
            for other in Caller::ALL.into_iter().filter(|caller| caller.exists_on(Flavor::Unix)) {
                let (theirs, _) = answer(other);
                if is_universal(&mine, &list, &scene) {
                    prop_assert_eq!(winner(&theirs), winner(&mine), "{} with {}", other, value);
                }
                if is_read_alike(&list, &scene) && are_all_taken_alike(&mine) {
                    prop_assert_eq!(running(&theirs), running(&mine), "{} with {}", other, value);
                }
            }
        }
    }
}

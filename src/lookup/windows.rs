//! What Windows adds to a search: suffixes, the working directory first, names without case.
//!
//! Sources: Microsoft's pages on cmd, `NeedCurrentDirectoryForExePathW` and `about_Command_Precedence`; for
//! `PowerShell` also its `CommandDiscovery.cs` and `CommandPathSearch.cs`.

use super::{Caller, Obstacle, Place, Response, Sighting, Survey, Treatment};
use crate::flavor::Flavor;
use crate::scene::Scene;
use crate::text::Text;

/// PATHEXT where the variable is unset or empty (documented for cmd).
const DEFAULT_PATHEXT: &str = ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC";

/// The places with the working directory in front, for a caller that looks there first: cmd, unless
/// `NoDefaultCurrentDirectoryInExePath` exists, whatever its value.
pub(super) fn with_working_directory(
    mut places: Vec<Place>,
    caller: Caller,
    scene: &Scene<'_>,
) -> Vec<Place> {
    if caller == Caller::Cmd && scene.env.get("NoDefaultCurrentDirectoryInExePath").is_none() {
        let here = Place { position: None, directory: scene.cwd.clone(), treatment: Treatment::Searched };
        places.insert(0, here);
    }
    places
}

/// The files that a caller tries for one path, in its order: on Unix the path itself; on Windows those files of
/// the directory whose name is the wanted one, with or without a suffix, whatever the case.
pub(super) fn spellings(survey: &Survey<'_>, caller: Caller, path: Text) -> Vec<Text> {
    let flavor = survey.scene().flavor;
    if flavor == Flavor::Unix {
        return vec![path];
    }
    let directory = flavor.parent(&path).unwrap_or_default();
    let wanted = upper(flavor.file_name(&path));
    let suffixes = suffixes(caller, survey.scene());
    let mut found: Vec<(usize, Text)> = Vec::new();
    for listed in survey.list(directory).iter() {
        let name = upper(&listed.name);
        if let Some(rank) = rank(&name, &wanted, &suffixes) {
            found.push((rank, flavor.join(directory, &listed.name)));
        }
    }
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// Where a file name stands in the order of trial: a wanted name that has a suffix is tried as it is first.
fn rank(name: &str, wanted: &str, suffixes: &[String]) -> Option<usize> {
    if name == wanted {
        return Some(if wanted.contains('.') { 0 } else { suffixes.len() + 1 });
    }
    let rest = name.strip_prefix(wanted)?;
    suffixes.iter().position(|suffix| suffix == rest).map(|at| at + 1)
}

/// A file without one of the suffixes is no command, even where its name is the wanted one.
pub(super) fn obstacle(
    sighting: &Sighting,
    caller: Caller,
    scene: &Scene<'_>,
) -> Option<(Obstacle, Response)> {
    if scene.flavor == Flavor::Unix {
        return None;
    }
    let name = upper(scene.flavor.file_name(&sighting.path));
    let suffixed = suffixes(caller, scene).iter().any(|suffix| name.ends_with(suffix.as_str()));
    (!suffixed && !name.contains('.')).then_some((Obstacle::WrongSuffix, Response::GoesOn))
}

/// The suffixes that make a file a command for a caller, in the order in which they are tried.
#[derive(Clone, Debug)]
pub struct Suffixes(Vec<String>);

impl Suffixes {
    /// The suffixes of PATHEXT, and those that the caller knows itself.
    pub fn of(caller: Caller, scene: &Scene<'_>) -> Self {
        Self(suffixes(caller, scene))
    }

    /// The command that a file of this name is, upper-cased, and its rank among files of the same command.
    pub fn command(&self, file: &[u8]) -> Option<(Text, usize)> {
        let name = upper(file);
        let at = self.0.iter().position(|suffix| name.ends_with(suffix.as_str()))?;
        let stem = name.strip_suffix(self.0.get(at)?.as_str()).filter(|stem| !stem.is_empty())?;
        Some((stem.into(), at))
    }
}

fn suffixes(caller: Caller, scene: &Scene<'_>) -> Vec<String> {
    let listed =
        scene.env.get_non_empty("PATHEXT").map_or(DEFAULT_PATHEXT.into(), |value| value.lossy().into_owned());
    let scripts = (caller == Caller::Powershell).then(|| ".PS1".to_owned());
    let suffix = |suffix: &str| suffix.trim().to_uppercase();
    scripts.into_iter().chain(listed.split(';').map(suffix).filter(|suffix| suffix.len() > 1)).collect()
}

fn upper(name: &[u8]) -> String {
    Text::from(name).lossy().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::FakeDisk;
    use crate::env::EnvBlock;
    use crate::lookup::{Resolution, Verdict, read_list, resolve};
    use crate::machine::Machine;

    /// A disk as another host has it: entries in its spelling are searched.
    const DRAWING: &str = "/one/tool.bat
         /one/tool.exe
         /one/Other.EXE
         /one/script.ps1
         /one/plain
         /one/notes.txt
         /one/folder.exe/
         /two/tool.com
         /two/script.cmd
         /two/plain.exe
         /two/folder.exe
         /two/both.exe
         /two/both.ps1
         /a;b/quoted.exe
         /home/bin/mine.exe
         /work/here.exe
         /work/sub/deep.exe
         /two/here.exe";

    fn resolution(caller: Caller, variables: &[(&str, &str)], name: &str) -> Resolution {
        let disk = FakeDisk::drawn(DRAWING);
        let scene = Scene {
            flavor: Flavor::Windows,
            env: EnvBlock::of(Flavor::Windows, variables),
            cwd: "/work".into(),
            home: Some("/home".into()),
            disk: &disk,
            machine: Machine { elf: &[], mach_o: false },
            user: None,
        };
        let list = read_list(&scene, "PATH", caller.rules());
        resolve(&Survey::new(&scene), &list, name.as_bytes(), caller)
    }

    fn winner(caller: Caller, variables: &[(&str, &str)], name: &str) -> String {
        let resolution = resolution(caller, variables, name);
        resolution.winner().map_or_else(|| "nothing".to_owned(), |winner| winner.sighting.path.to_string())
    }

    const BOTH: &[Caller] = &[Caller::Cmd, Caller::Powershell];

    #[test]
    fn every_suffix_is_tried_in_one_directory_before_the_next() {
        for &caller in BOTH {
            assert_eq!(winner(caller, &[("Path", "/one;/two")], "tool"), "/one/tool.exe");
            assert_eq!(winner(caller, &[("Path", "/two;/one")], "tool"), "/two/tool.com");
        }
    }

    #[test]
    fn pathext_says_which_suffixes_there_are_and_in_which_order() {
        for &caller in BOTH {
            let with = |pathext| winner(caller, &[("Path", "/one;/two"), ("PATHEXT", pathext)], "tool");
            assert_eq!(with(".BAT;.EXE"), "/one/tool.bat");
            assert_eq!(with(".com"), "/two/tool.com");
            assert_eq!(with(" .exe ; .bat"), "/one/tool.exe");
            assert_eq!(with(""), "/one/tool.exe", "empty: the default");
            assert_eq!(with(".PY"), "nothing");
        }
    }

    #[test]
    fn a_name_with_its_suffix_is_that_file() {
        assert_eq!(winner(Caller::Cmd, &[("Path", "/one;/two")], "tool.com"), "/two/tool.com");
        assert_eq!(winner(Caller::Cmd, &[("Path", "/one;/two")], "notes.txt"), "/one/notes.txt");
        assert_eq!(winner(Caller::Cmd, &[("Path", "/one;/two")], "notes"), "nothing");
    }

    #[test]
    fn letters_count_without_case() {
        for &caller in BOTH {
            assert_eq!(winner(caller, &[("pAtH", "/one")], "OTHER"), "/one/Other.EXE");
            assert_eq!(winner(caller, &[("PATH", "/one")], "other.exe"), "/one/Other.EXE");
        }
    }

    #[test]
    fn a_file_without_suffix_is_no_command() {
        let resolution = resolution(Caller::Cmd, &[("Path", "/one;/two")], "plain");
        assert_eq!(resolution.winner().unwrap().sighting.path, "/two/plain.exe");
        assert_eq!(resolution.candidates[0].verdict, Verdict::Rejected);
        assert_eq!(resolution.candidates[0].obstacle, Some(Obstacle::WrongSuffix));
    }

    #[test]
    fn a_directory_is_passed_over() {
        for &caller in BOTH {
            assert_eq!(winner(caller, &[("Path", "/one;/two")], "folder"), "/two/folder.exe");
        }
    }

    #[test]
    fn cmd_looks_into_the_working_directory_first() {
        let listed = ("Path", "/two");
        let resolution = resolution(Caller::Cmd, &[listed], "here");
        let winner_here = resolution.winner().unwrap();
        assert_eq!(
            (winner_here.sighting.path.to_string().as_str(), winner_here.position),
            ("/work/here.exe", None)
        );
        assert_eq!(resolution.candidates[1].position, Some(1), "positions of the list do not shift");
        assert_eq!(winner(Caller::Powershell, &[listed], "here"), "/two/here.exe");
    }

    #[test]
    fn cmd_does_not_where_a_variable_exists_whatever_its_value() {
        for value in ["", "0", "1"] {
            let without = [("Path", "/two"), ("NODEFAULTCURRENTDIRECTORYINEXEPATH", value)];
            assert_eq!(winner(Caller::Cmd, &without, "here"), "/two/here.exe");
        }
    }

    #[test]
    fn without_a_list_cmd_still_has_the_working_directory() {
        assert_eq!(winner(Caller::Cmd, &[], "here"), "/work/here.exe");
        assert_eq!(winner(Caller::Cmd, &[("Path", "")], "here"), "/work/here.exe");
        assert_eq!(winner(Caller::Powershell, &[], "here"), "nothing");
    }

    #[test]
    fn an_empty_entry_means_nothing() {
        assert_eq!(winner(Caller::Powershell, &[("Path", ";;/two;")], "here"), "/two/here.exe");
        assert_eq!(
            resolution(Caller::Powershell, &[("Path", ";;/two;")], "here").winner().unwrap().position,
            Some(3)
        );
    }

    #[test]
    fn a_dot_means_the_working_directory_to_both() {
        for &caller in BOTH {
            assert_eq!(winner(caller, &[("Path", ".;/two")], "here"), "/work/here.exe");
            assert_eq!(winner(caller, &[("Path", "sub")], "deep"), "/work/sub/deep.exe");
        }
    }

    #[test]
    fn quotes_protect_the_separator_for_cmd_and_belong_to_the_entry_for_powershell() {
        assert_eq!(winner(Caller::Cmd, &[("Path", "\"/a;b\";/two")], "quoted"), "/a;b/quoted.exe");
        assert_eq!(winner(Caller::Cmd, &[("Path", "\"/two\"")], "both"), "/two/both.exe");
        assert_eq!(winner(Caller::Powershell, &[("Path", "\"/two\"")], "both"), "nothing");
    }

    #[test]
    fn powershell_prefers_its_own_scripts() {
        assert_eq!(winner(Caller::Powershell, &[("Path", "/two")], "both"), "/two/both.ps1");
        assert_eq!(winner(Caller::Cmd, &[("Path", "/two")], "both"), "/two/both.exe");
        assert_eq!(winner(Caller::Powershell, &[("Path", "/one;/two")], "script"), "/one/script.ps1");
        assert_eq!(winner(Caller::Cmd, &[("Path", "/one;/two")], "script"), "/two/script.cmd");
    }

    #[test]
    fn powershell_expands_a_tilde_and_drops_blanks_before_an_entry() {
        assert_eq!(winner(Caller::Powershell, &[("Path", "~/bin")], "mine"), "/home/bin/mine.exe");
        assert_eq!(winner(Caller::Powershell, &[("Path", "  ~/bin")], "mine"), "/home/bin/mine.exe");
        assert_eq!(winner(Caller::Powershell, &[("Path", " /two")], "both.exe"), "/two/both.exe");
        assert_eq!(winner(Caller::Cmd, &[("Path", "~/bin")], "mine"), "nothing");
        assert_eq!(winner(Caller::Cmd, &[("Path", " /two")], "both"), "nothing");
    }

    #[test]
    fn a_reference_that_nobody_replaced_leads_nowhere() {
        for &caller in BOTH {
            assert_eq!(winner(caller, &[("Path", "%HOME%/bin;/two"), ("HOME", "/home")], "mine"), "nothing");
        }
    }

    #[test]
    fn drives_and_shares_are_not_here() {
        for &caller in BOTH {
            let list = [("Path", "C:\\one;C:one;\\\\server\\share;\\one;/two")];
            assert_eq!(winner(caller, &list, "tool"), "/two/tool.com");
        }
    }

    #[test]
    fn a_name_with_a_separator_is_taken_from_the_working_directory() {
        for &caller in BOTH {
            assert_eq!(winner(caller, &[("Path", "/two")], "sub/deep"), "/work/sub/deep.exe");
            assert_eq!(winner(caller, &[("Path", "/two")], "./tool"), "nothing");
        }
    }

    #[test]
    fn the_crate_is_asked_by_windows_rules_too() {
        assert_eq!(
            winner(Caller::RustWhich, &[("Path", "/two;/one"), ("PATHEXT", ".EXE;.COM")], "TOOL"),
            "/two/tool.com"
        );
        if std::path::MAIN_SEPARATOR == '/' {
            // elsewhere the crate joins home and entry with a backslash, which the drawn disk does not understand
            let variables = [("Path", ";~/bin"), ("PATHEXT", ".EXE")];
            assert_eq!(winner(Caller::RustWhich, &variables, "mine"), "/home/bin/mine.exe");
        }
        assert_eq!(
            winner(Caller::RustWhich, &[("Path", ";/two"), ("PATHEXT", ".EXE")], "here"),
            "/two/here.exe"
        );
    }
}

use super::*;
use crate::disk::FakeDisk;
use crate::env::EnvBlock;
use crate::machine::Machine;

fn scene(disk: &FakeDisk, flavor: Flavor) -> Scene<'_> {
    Scene {
        flavor,
        env: EnvBlock::of(flavor, &[("PATHEXT", ".EXE;.BAT")]),
        cwd: "/work".into(),
        home: None,
        user: None,
        disk,
        machine: Machine { elf: &[62], mach_o: false },
    }
}

/// `name: winner; loser relation, …` for each contest.
fn said(drawing: &str, list: &str, names: &[&str], compare: bool, caller: Caller) -> Vec<String> {
    let disk = FakeDisk::drawn(drawing);
    let flavor = if caller == Caller::Cmd { Flavor::Windows } else { Flavor::Unix };
    let scene = scene(&disk, flavor);
    let list = PathList::split(Some(list.as_bytes()), flavor);
    let names: Vec<Text> = names.iter().map(|name| Text::from(*name)).collect();
    let found = shadows(&scene, &list, Question { names: &names, compare, caller });
    let sentence = |contest: &Contest| {
        let path = |standing: &Standing| found.path(&contest.name, standing, flavor);
        let losers: Vec<String> = contest
            .shadowed
            .iter()
            .map(|(standing, relation)| format!("{} {}", path(standing), relation.name()))
            .collect();
        format!("{}: {}; {}", contest.name, path(&contest.winner), losers.join(", "))
    };
    found.contests.iter().map(sentence).collect()
}

const THREE: &str = "/a/tool x = one\\n
    /a/once x
    /b/tool x = two\\n
    /b/copy x = same\\n
    /c/copy x = same\\n
    /c/tool -> ../a/tool
    /c/notes x
    /b/notes
    /usr/bin/ls x
    /bin -> usr/bin";

#[test]
fn what_stands_twice_is_told_with_what_the_loser_is() {
    let found = said(THREE, "/a:/b:/c", &[], false, Caller::Dash);
    assert_eq!(
        found,
        ["copy: /b/copy; /c/copy different", "tool: /a/tool; /b/tool different, /c/tool same-file"]
    );
}

#[test]
fn equal_bytes_are_seen_only_where_they_are_compared() {
    let found = said(THREE, "/b:/c", &[], true, Caller::Dash);
    assert_eq!(found, ["copy: /b/copy; /c/copy same-bytes", "tool: /b/tool; /c/tool different"]);
}

#[test]
fn a_directory_under_two_names_is_no_contest() {
    assert!(said(THREE, "/usr/bin:/bin:/usr/bin/:/bin", &[], false, Caller::Dash).is_empty());
}

#[test]
fn given_names_are_asked_alone_and_each_once() {
    let found = said(THREE, "/a:/b:/c", &["copy", "copy", "none", "/b/copy"], false, Caller::Dash);
    assert_eq!(found, ["copy: /b/copy; /c/copy different"]);
}

#[test]
fn what_is_not_executable_does_not_count() {
    assert!(said(THREE, "/b:/c", &["notes"], false, Caller::Dash).is_empty());
}

#[test]
fn suffixes_make_commands_on_windows() {
    let drawing = "/a/Tool.exe\n/a/tool.bat\n/b/tool.BAT\n/b/tool.txt\n/b/other.exe";
    let found = said(drawing, "/a;/b", &[], false, Caller::Cmd);
    assert_eq!(found, ["TOOL: /a/Tool.exe; /b/tool.BAT different"]);
    assert_eq!(said(drawing, "/a;/b", &["tool"], false, Caller::Cmd), found);
    assert!(said(drawing, "/a;/b", &["other"], false, Caller::Cmd).is_empty());
}

//! The walls of ARCHITECTURE.md, checked by reading the source.
//!
//! A room is a module of the crate's root. `clippy.toml` bans single functions; this reads which room names which,
//! and where the outside is named at all. What stands below `#[cfg(test)] mod tests` is free.

use crate::tools;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// All rooms, from the words at the bottom to the edge at the top: a room may use those before it.
const ROOMS: &[&str] = &[
    "text",
    "flavor",
    "machine",
    "hashing",
    "env",
    "pathlist",
    "disk",
    "process",
    "scene",
    "findings", // words and nouns
    "lookup",
    "shell",
    "python",
    "venv",
    "activation",
    "audit",
    "shadows", // thinking
    "report",
    "render", // saying
    "cli",
    "app",
    "host", // doing
];

/// What a room may not use although it lies below, and why.
const NEVER: &[(&str, &[&str], &str)] = &[
    ("pathlist", &["disk", "env"], "parsing a list never touches the disk"),
    (
        "render",
        &["scene", "disk", "lookup", "shell", "python", "venv", "activation", "audit", "shadows"],
        "it sees reports only",
    ),
    (
        "cli",
        &["scene", "disk", "report", "render", "python", "venv", "activation", "audit", "shadows"],
        "it has no behaviour",
    ),
    (
        "host",
        &[
            "lookup",
            "shell",
            "python",
            "venv",
            "activation",
            "findings",
            "audit",
            "shadows",
            "report",
            "render",
            "cli",
        ],
        "the edge does not think",
    ),
];

/// Ways to the outside, and who may go them. `ExitCode` is a plain value.
const DOORS: &[(&str, &[&str])] = &[
    ("std::env::", &["host"]),
    ("std::fs", &["host"]),
    ("std::process::", &["host"]),
    ("std::net", &[]),
    ("std::thread", &["host"]),
    ("std::time::SystemTime", &["host"]),
    ("std::os::", &["host"]),
    ("rustix::", &["host"]),
    ("same_file::", &["host"]),
    ("terminal_size::", &["host"]),
    ("dirs::", &["host"]),
    ("cfg(unix)", &["host"]),
    ("cfg(windows)", &["host"]),
    ("cfg(target_", &["host"]),
    ("cfg(not(", &["host"]),
    ("cfg!(", &["host"]),
    ("anyhow::", &["app", "main"]),
    ("unsafe ", &[]),
];
const HARMLESS: &[&str] = &["std::process::ExitCode"];

/// One file of `src`, without comments and without its tests.
struct Source {
    file: String,
    room: String,
    lines: Vec<(usize, String)>,
}

#[test]
fn a_room_uses_lower_rooms_only() {
    report_all(sources().iter().flat_map(|source| {
        source
            .mentions()
            .filter_map(|(line, used)| Some(format!("{line}: {}", objection(&source.room, &used)?)))
    }));
}

#[test]
fn only_the_edge_reaches_the_outside() {
    report_all(sources().iter().flat_map(Source::forbidden_doors));
}

#[test]
fn only_the_program_names_the_edge() {
    report_all(sources().iter().filter(|source| !["main", "host"].contains(&source.room.as_str())).flat_map(
        |source| {
            source
                .mentions()
                .filter(|(_, used)| used == "host")
                .map(|(line, _)| format!("{line}: only main.rs names `host`"))
        },
    ));
}

#[test]
fn every_room_has_its_place_in_the_order() {
    let rooms: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    let unknown = rooms
        .iter()
        .filter(|room| !ROOMS.contains(&room.as_str()) && !["lib", "main"].contains(&room.as_str()));
    report_all(unknown.map(|room| format!("`{room}` has no place in ROOMS of tests/it/walls.rs")));
}

#[test]
fn the_map_lists_the_rooms_in_their_order() {
    let map = fs::read_to_string(tools::package().join("ARCHITECTURE.md")).unwrap();
    let listed = map.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(listed.collect::<Vec<_>>(), ROOMS);
}

#[test]
fn the_check_sees_what_it_must_see() {
    let source = Source::of(
        "src/env/mod.rs",
        "use crate::{app, text::Text};\n// crate::host\nlet a = crate::venv::X;\n#[cfg(test)]\nmod tests {\n use crate::render;\n}",
    );
    let used: Vec<String> = source.mentions().map(|(_, used)| used).collect();
    assert_eq!(used, ["app", "text", "venv"]);
    assert!(objection("env", "app").is_some());
    assert!(objection("env", "text").is_none());
    assert!(objection("render", "disk").is_some_and(|why| why.contains("it sees reports only")));
    assert_eq!(Source::of("src/env/x.rs", "std::fs::read(x)").forbidden_doors().len(), 1);
    assert_eq!(Source::of("src/app/x.rs", "use std::process::ExitCode;").forbidden_doors().len(), 0);
}

/// Why `room` may not use `used`.
fn objection(room: &str, used: &str) -> Option<String> {
    let place = |room: &str| ROOMS.iter().position(|one| *one == room);
    if let Some((_, _, why)) = NEVER.iter().find(|(who, what, _)| *who == room && what.contains(&used)) {
        return Some(format!("`{room}` may not use `{used}`: {why}"));
    }
    (place(used)? > place(room)?)
        .then(|| format!("`{room}` lies below `{used}` (see ROOMS in tests/it/walls.rs)"))
}

impl Source {
    fn of(file: &str, text: &str) -> Self {
        let code = text.split("\nmod tests {").next().unwrap_or_default();
        let lines = code.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
        Self {
            file: file.to_owned(),
            room: file.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default().to_owned(),
            lines: lines
                .filter(|(_, line)| !line.starts_with("//"))
                .map(|(number, line)| (number, line.to_owned()))
                .collect(),
        }
    }

    /// The rooms that this file names, each with the place where it does.
    fn mentions(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.lines.iter().flat_map(move |(number, line)| {
            let place = format!("{}:{number}", self.file);
            line.split("crate::")
                .skip(1)
                .flat_map(names_after)
                .map(move |name| (place.clone(), name))
                .collect::<Vec<_>>()
        })
    }

    fn forbidden_doors(&self) -> Vec<String> {
        let open = |door: &&(&str, &[&str])| !door.1.contains(&self.room.as_str());
        let objections = |(number, line): &(usize, String)| {
            let line = HARMLESS.iter().fold(line.clone(), |line, harmless| line.replace(harmless, ""));
            let shut =
                DOORS.iter().filter(open).filter(|(door, _)| names(&line, door)).map(|(door, _)| *door);
            shut.map(|door| format!("{}:{number}: `{door}` is only for {:?}", self.file, who_may(door)))
                .collect::<Vec<_>>()
        };
        self.lines.iter().flat_map(objections).collect()
    }
}

/// Whether `line` holds `door` as a path of its own, not as the end of a longer word.
fn names(line: &str, door: &str) -> bool {
    line.match_indices(door).any(|(at, _)| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || "_:".contains(before))
    })
}

fn who_may(door: &str) -> &'static [&'static str] {
    DOORS.iter().find(|(one, _)| *one == door).map_or(&[], |(_, who)| who)
}

/// `text::Text;` names one room, `{app, text::Text};` two.
fn names_after(rest: &str) -> Vec<String> {
    let first = |part: &str| {
        part.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()
    };
    match rest.strip_prefix('{') {
        Some(group) => group.split('}').next().unwrap_or_default().split(',').map(first).collect(),
        None => vec![first(rest)],
    }
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&tools::package().join("src"), &mut found);
    assert!(found.len() > 10, "the source is somewhere else");
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(tools::package()).unwrap().to_string_lossy().replace('\\', "/");
            found.push(Source::of(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
}

fn report_all(objections: impl Iterator<Item = String>) {
    let objections: Vec<String> = objections.collect();
    assert!(objections.is_empty(), "\n{}\n", objections.join("\n"));
}

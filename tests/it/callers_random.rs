//! The differential test: random trees of every kind of candidate and entry, and for each caller the question
//! whether our winner is the file that the real program runs.
//!
//! A hundred trees by default; `ENVPEEK_TREES=5000 cargo test --test it callers_random` grows more. A failure says its
//! seed; `ENVPEEK_SEED=N ENVPEEK_TREES=1` grows that tree again. With `ENVPEEK_AS=CALLER` only that one is asked, about
//! every tree: usually a slow starter is asked about a few.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use envpeek::disk::Identity;
use envpeek::flavor::Flavor;
use envpeek::host::OsDisk;
use envpeek::lookup::{Caller, Resolution, Survey, disagreements, read_list, resolve};
use envpeek::text::Text;

use crate::candidates::Kind;
use crate::sandbox::{Environment, Sandbox, os_string, text};
use crate::shells::{Asker, NAME, Ran};

const TREES: u64 = 100;
const SEED: u64 = 20_000;

/// Numbers that look random and are the same everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }

    fn kind(&mut self) -> Kind {
        match self.roll(5) {
            0 => Kind::Nothing,
            1 => [Kind::Binary, Kind::Script, Kind::LinkToGood][self.roll(3)],
            _ => Kind::ALL[self.roll(Kind::ALL.len())],
        }
    }
}

/// What an entry of PATH can look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Plain,
    TrailingSlash,
    DoubledSlash,
    ThroughLink,
    Again,
    Relative,
    DotRelative,
    DotDot,
    Dot,
    Empty,
    Tilde,
    Dollar,
    Builtin,
    Function,
    Percent,
    OverlongComponent,
    OverlongPath,
    Loop,
    Dangling,
    Missing,
    File,
    Closed,
    Unlistable,
    NotUtf8,
    Umlaut,
    Strange,
}

const SHAPES: [Shape; 25] = [
    Shape::TrailingSlash,
    Shape::DoubledSlash,
    Shape::ThroughLink,
    Shape::Again,
    Shape::Relative,
    Shape::DotRelative,
    Shape::DotDot,
    Shape::Dot,
    Shape::Empty,
    Shape::Tilde,
    Shape::Dollar,
    Shape::Builtin,
    Shape::Function,
    Shape::Percent,
    Shape::OverlongComponent,
    Shape::OverlongPath,
    Shape::Loop,
    Shape::Dangling,
    Shape::Missing,
    Shape::File,
    Shape::Closed,
    Shape::Unlistable,
    Shape::NotUtf8,
    Shape::Umlaut,
    Shape::Strange,
];

/// A sandbox full of candidates, and a PATH through it.
struct Tree {
    seed: u64,
    sandbox: Sandbox,
    environment: Environment,
    marks: BTreeMap<PathBuf, u8>,
    kinds: Vec<Kind>,
    shapes: Vec<Shape>,
}

impl Tree {
    fn grown(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let sandbox = Sandbox::new();
        let environment = sandbox.environment(None);
        let (marks, kinds, shapes) = Default::default();
        let mut tree = Self { seed, sandbox, environment, marks, kinds, shapes };
        tree.plant("cwd", &mut dice);
        fs::create_dir(tree.sandbox.path("home/bin")).unwrap();
        tree.plant("home/bin", &mut dice);
        let mut entries: Vec<OsString> = Vec::new();
        for _ in 0..=dice.roll(6) {
            let entry = tree.entry(&entries, &mut dice);
            entries.push(entry);
        }
        if dice.roll(8) == 0 {
            tree.environment.set("LC_ALL", "C");
        }
        match dice.roll(20) {
            0 => {}
            1 => tree.environment.set("PATH", ""),
            _ => tree.environment.set("PATH", entries.join(":".as_ref())),
        }
        tree
    }

    /// Puts some candidate into a directory that exists.
    fn plant(&mut self, directory: impl AsRef<Path>, dice: &mut Dice) {
        let directory = self.sandbox.path(directory);
        let mark = 10 + u8::try_from(self.marks.len()).unwrap();
        let kind = dice.kind();
        self.sandbox.planted(&directory, kind, mark);
        self.marks.insert(fs::canonicalize(directory).unwrap(), mark);
        self.kinds.push(kind);
    }

    fn planted(&mut self, name: &[u8], dice: &mut Dice) -> PathBuf {
        let directory = self.sandbox.path(OsString::from_vec(name.to_vec()));
        fs::create_dir_all(&directory).unwrap();
        self.plant(&directory, dice);
        directory
    }

    fn entry(&mut self, before: &[OsString], dice: &mut Dice) -> OsString {
        let shape = if dice.roll(2) == 0 { Shape::Plain } else { SHAPES[dice.roll(SHAPES.len())] };
        self.shapes.push(shape);
        let number = self.shapes.len();
        let name = format!("d{number}");
        let with = |path: PathBuf, end: &str| {
            let mut entry = path.into_os_string();
            entry.push(end);
            entry
        };
        match shape {
            Shape::Plain => self.planted(name.as_bytes(), dice).into(),
            Shape::TrailingSlash => with(self.planted(name.as_bytes(), dice), "/"),
            Shape::DoubledSlash => with(self.planted(name.as_bytes(), dice), "//."),
            Shape::ThroughLink => {
                let target = self.planted(name.as_bytes(), dice);
                let link = self.sandbox.path(format!("l{number}"));
                symlink(target, &link).unwrap();
                link.into()
            }
            Shape::Again => before.first().cloned().unwrap_or_else(|| "/missing".into()),
            Shape::Relative => {
                self.planted(format!("cwd/{name}").as_bytes(), dice);
                name.into()
            }
            Shape::DotRelative => {
                self.planted(format!("cwd/{name}").as_bytes(), dice);
                format!("./{name}").into()
            }
            Shape::DotDot => {
                self.planted(name.as_bytes(), dice);
                format!("../{name}").into()
            }
            Shape::Dot => ".".into(),
            Shape::Empty => "".into(),
            Shape::Tilde => ["~/bin", "~", "~/bin/"][dice.roll(3)].into(),
            Shape::Dollar => ["$HOME/bin", "$UNSET_VARIABLE/bin", "/$HOME"][dice.roll(3)].into(),
            Shape::Builtin => self.planted(format!("{name}%builtin").as_bytes(), dice).into(),
            Shape::Function => self.planted(format!("{name}%funcs").as_bytes(), dice).into(),
            Shape::Percent => self.planted(format!("{name}%b%builtin").as_bytes(), dice).into(),
            Shape::OverlongComponent => format!("/{}", "a".repeat(256)).into(),
            Shape::OverlongPath => "/aaaaaaa".repeat(600).into(),
            Shape::Loop => {
                let link = self.sandbox.path(&name);
                symlink(&link, &link).unwrap();
                link.into()
            }
            Shape::Dangling => {
                let link = self.sandbox.path(&name);
                symlink("/missing/directory", &link).unwrap();
                link.into()
            }
            Shape::Missing => self.sandbox.path("missing").into(),
            Shape::File => {
                let file = self.sandbox.path(&name);
                Kind::Script.make(&file, &self.sandbox.path("cwd"), 99);
                file.into()
            }
            Shape::Closed => self.closed(&name, 0o000, dice),
            Shape::Unlistable => self.closed(&name, 0o311, dice),
            Shape::NotUtf8 => self
                .planted(
                    format!("{name}-")
                        .as_bytes()
                        .iter()
                        .chain(b"\xff\xfe")
                        .copied()
                        .collect::<Vec<_>>()
                        .as_slice(),
                    dice,
                )
                .into(),
            Shape::Umlaut => self.planted(format!("{name}-ä").as_bytes(), dice).into(),
            Shape::Strange => self.planted(format!("{name} \n*[a-z]?\"'\\{{b,c}}").as_bytes(), dice).into(),
        }
    }

    fn closed(&mut self, name: &str, mode: u32, dice: &mut Dice) -> OsString {
        let directory = self.planted(name.as_bytes(), dice);
        fs::set_permissions(&directory, fs::Permissions::from_mode(mode)).unwrap();
        directory.into()
    }

    /// What our look-up says that this caller does.
    fn predicted(&self, caller: Caller) -> (Ran, Resolution) {
        let disk = OsDisk;
        let scene = self.sandbox.scene(&disk, &self.environment);
        let list = read_list(&scene, "PATH", caller.rules());
        let resolution = resolve(&Survey::new(&scene), &list, NAME.as_bytes(), caller);
        let ran = self.said(&resolution);
        (ran, resolution)
    }

    fn said(&self, resolution: &Resolution) -> Ran {
        let Some(winner) = resolution.winner() else { return Ran::Failed };
        let path = PathBuf::from(os_string(&winner.sighting.path));
        if resolution.caller == Caller::ShutilWhich {
            return Ran::Named(path);
        }
        let directory = fs::canonicalize(path.parent().unwrap()).unwrap();
        match winner.runs() {
            false => Ran::Failed,
            true if fs::metadata(&path).unwrap().len() == 0 => Ran::Silently,
            true => Ran::Marked(self.marks[&directory]),
        }
    }

    /// Whether a caller's behaviour in this tree is settled: see the rows of `callers.rs` for what is not.
    fn suits(&self, asker: &Asker) -> bool {
        // xonsh 0.13 knows what it can list, and leaves the rest to Python
        let listed = asker.caller != Caller::Xonsh || !self.shapes.contains(&Shape::Unlistable);
        listed && !self.kinds.iter().any(|&kind| asker.is_unsettled_at(kind))
    }

    fn check(&self, asker: &Asker) -> Result<(), String> {
        let (predicted, resolution) = self.predicted(asker.caller);
        let agrees = |ran: &Ran| same(&predicted, ran);
        let observed = asker.ask_until(&self.sandbox, &self.environment, agrees);
        if agrees(&observed) {
            return Ok(());
        }
        let path = self.environment.0.get(&OsString::from("PATH")).map(|path| text(Path::new(path)));
        Err(format!(
            "{} in tree {}: we say {predicted:?}, it does {observed:?}\n  PATH: {path:?}\n  entries: {:?}\n  \
             kinds (working directory, ~/bin, entries): {:?}\n  winner: {:?}",
            asker.caller,
            self.seed,
            self.shapes,
            self.kinds,
            resolution.winner()
        ))
    }
}

/// How many trees pass between two questions to the program itself.
const PROGRAM_RARITY: u64 = 5;

/// The program, where this user may run it.
fn program() -> Option<PathBuf> {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_envpeek"));
    program.is_file().then_some(program)
}

/// `envpeek which --as CALLER --json` says the same as the library does in process.
fn check_program(program: &Path, tree: &Tree, caller: Caller) -> Result<(), String> {
    let mut command = tree.sandbox.command(program, &tree.environment);
    let output = command.args(["which", "--json", "--as", caller.name(), "--", NAME]).output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = &document["queries"][0]["winner"];
    let (_, resolution) = tree.predicted(caller);
    let winner = resolution.winner();
    let path = winner.map(|winner| winner.sighting.path.lossy().into_owned());
    let same = said["path"].as_str() == path.as_deref()
        && said["runs"].as_bool() == winner.map(envpeek::lookup::Candidate::runs)
        && output.status.success() == winner.is_some_and(envpeek::lookup::Candidate::runs);
    let wrong = || format!("{caller} in tree {}: the program says {said}, the library {path:?}", tree.seed);
    if same { Ok(()) } else { Err(wrong()) }
}

/// A path is named in many spellings.
fn same(predicted: &Ran, observed: &Ran) -> bool {
    match (predicted, observed) {
        (Ran::Named(ours), Ran::Named(theirs)) => {
            let identity = |path: &PathBuf| {
                use std::os::unix::fs::MetadataExt as _;
                fs::metadata(path).map(|found| (found.dev(), found.ino())).ok()
            };
            identity(ours).is_some() && identity(ours) == identity(theirs)
        }
        _ => predicted == observed,
    }
}

/// How many trees pass between two questions to a caller that is slow to start.
fn rarity(caller: Caller) -> u64 {
    match caller {
        Caller::Xonsh => 20,
        Caller::Nu | Caller::Elvish => 4,
        Caller::PosixSpawn | Caller::ShutilWhich | Caller::Fish => 2,
        _ => 1,
    }
}

fn number(variable: &str, otherwise: u64) -> u64 {
    let said = std::env::var(variable).ok();
    said.map_or(otherwise, |said| said.parse().unwrap_or_else(|_| panic!("{variable} is no number")))
}

/// The trees are grown and asked about by as many threads as there are processors.
#[test]
fn our_winner_is_the_file_that_every_caller_runs() {
    let (seed, trees) = (number("ENVPEEK_SEED", SEED), number("ENVPEEK_TREES", TREES));
    let program = program();
    let only = std::env::var("ENVPEEK_AS").ok().map(|name| Caller::named(&name).expect("a caller's name"));
    let wanted = Caller::ALL.into_iter().filter(|&caller| only.is_none_or(|only| only == caller));
    let askers: Vec<Asker> = wanted.filter_map(Asker::of).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let work = &|first: u64| {
        let mut wrong = Vec::new();
        for number in (first..trees).step_by(usize::try_from(threads).unwrap()) {
            let tree = Tree::grown(seed + number);
            let due = |asker: &&Asker| trees == 1 || only.is_some() || number % rarity(asker.caller) == 0;
            let askers = askers.iter().filter(due).filter(|asker| tree.suits(asker));
            wrong.extend(askers.filter_map(|asker| tree.check(asker).err()));
            if let Some(program) = program.as_ref().filter(|_| number % PROGRAM_RARITY == 0) {
                let callers = Caller::ALL.into_iter().filter(|caller| caller.exists_on(Flavor::Unix));
                wrong.extend(callers.filter_map(|caller| check_program(program, &tree, caller).err()));
            }
        }
        wrong
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|first| scope.spawn(move || work(first))).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{} of {trees} trees:\n{}", wrong.len(), wrong.join("\n"));
}

/// What matters of an answer when two callers are compared: which file, and whether it runs.
fn outcome(resolution: &Resolution) -> Option<(Option<Identity>, Option<Text>, bool)> {
    resolution.winner().map(|winner| {
        let (identity, runs) = (winner.sighting.identity, winner.runs());
        let path = (!runs || identity.is_none()).then(|| winner.sighting.path.clone());
        (identity, path, runs)
    })
}

/// Where all callers must agree the others are not even asked; here all of them are.
#[test]
fn those_disagree_who_take_another_file() {
    let callers: Vec<Caller> =
        Caller::ALL.into_iter().filter(|caller| caller.exists_on(Flavor::Unix)).collect();
    for number in 0..number("ENVPEEK_TREES", TREES) {
        let tree = Tree::grown(SEED * 2 + number);
        let disk = OsDisk;
        let scene = tree.sandbox.scene(&disk, &tree.environment);
        let survey = Survey::new(&scene);
        let list = |caller: Caller| read_list(&scene, "PATH", caller.rules());
        let answer = |caller: Caller| resolve(&survey, &list(caller), NAME.as_bytes(), caller);
        let answers: Vec<Resolution> = callers.iter().map(|&caller| answer(caller)).collect();
        for mine in &answers {
            let groups = disagreements(&survey, mine);
            let named: BTreeSet<Caller> = groups.into_iter().flat_map(|group| group.callers).collect();
            let others = answers.iter().filter(|theirs| outcome(theirs) != outcome(mine));
            let expected: BTreeSet<Caller> = others.map(|theirs| theirs.caller).collect();
            assert_eq!(named, expected, "{} in tree {}", mine.caller, tree.seed);
        }
    }
}

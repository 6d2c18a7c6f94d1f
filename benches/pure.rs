//! What envpeek's thinking costs, without the system: lists, look-ups, audits and reports on a drawn disk, which
//! is quicker or slower than a real one. Whole processes on real disks are measured by `benches/ratios`.
//!
//! `cargo bench --bench pure`, or `cargo bench --bench pure -- which` for the benches with `which` in their name.
#![expect(clippy::unwrap_used, reason = "a scene that does not stand is a mistake in the bench")]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use envpeek::activation::{Act, KnownFrom, Language, Request, Saved, forecast};
use envpeek::audit::{Depth, audit};
use envpeek::disk::FakeDisk;
use envpeek::env::{self, EnvBlock};
use envpeek::flavor::Flavor;
use envpeek::lookup::{Caller, Survey, resolve, resolve_until_won};
use envpeek::machine::Machine;
use envpeek::pathlist::{PathList, list_variable};
use envpeek::render::{Records, Speak as _, Stage, document};
use envpeek::report::{ContextReport, PathReport};
use envpeek::scene::Scene;
use envpeek::shadows::{Question, shadows};

/// An everyday PATH, a long one, and about as long a one as Linux hands to a program.
const LENGTHS: [usize; 3] = [12, 1_000, 20_000];
const DIRECTORIES: usize = 12;
const FILES: usize = 100;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    lists(&mut criterion);
    environments(&mut criterion);
    look_ups(&mut criterion);
    audits(&mut criterion);
    scans(&mut criterion);
    reports(&mut criterion);
    activations(&mut criterion);
    criterion.final_summary();
}

fn lists(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("list");
    for length in LENGTHS {
        let text = long_list(length);
        let list = split(&text);
        group.throughput(Throughput::Elements(length as u64));
        group.bench_function(BenchmarkId::new("split", length), |bench| {
            bench.iter(|| split(black_box(&text)))
        });
        group
            .bench_function(BenchmarkId::new("join", length), |bench| bench.iter(|| black_box(&list).join()));
    }
}

fn environments(criterion: &mut Criterion) {
    let mut block = Vec::new();
    for number in 0..100 {
        block.extend_from_slice(format!("NAME_{number}=a value of usual length\0").as_bytes());
    }
    criterion.bench_function("environment of 100 variables", |bench| {
        bench.iter(|| env::parse(black_box(&block), Flavor::Unix));
    });
}

fn look_ups(criterion: &mut Criterion) {
    let disk = drawn_disk();
    let (scene, list) = (scene(&disk), drawn_list());
    let names: Vec<String> = (0..FILES).map(|file| format!("own-{}-{file}", file % DIRECTORIES)).collect();
    let mut group = criterion.benchmark_group("which");
    group.bench_function("one name, with every candidate", |bench| {
        bench.iter(|| resolve(&Survey::new(&scene), &list, black_box(b"shared-1"), Caller::Bash));
    });
    group.bench_function("one name, its winner alone", |bench| {
        bench.iter(|| resolve_until_won(&Survey::new(&scene), &list, black_box(b"shared-1"), Caller::Bash));
    });
    group.throughput(Throughput::Elements(names.len() as u64));
    group.bench_function("a hundred names", |bench| {
        bench.iter(|| {
            let survey = Survey::new(&scene);
            let winners = names.iter().map(|name| resolve(&survey, &list, name.as_bytes(), Caller::Bash));
            winners.filter(|resolution| resolution.winner().is_some()).count()
        });
    });
}

fn audits(criterion: &mut Criterion) {
    let disk = drawn_disk();
    let (scene, variable) = (scene(&disk), list_variable("PATH"));
    let mut group = criterion.benchmark_group("audit");
    let mut bench_list = |name: &str, list: &PathList| {
        group.throughput(Throughput::Elements(list.entries.len() as u64));
        group.bench_function(name, |bench| {
            bench.iter(|| {
                audit(&scene, black_box(list), &variable, Caller::Bash, Depth::Judged).entries.len()
            });
        });
    };
    bench_list("12 directories", &drawn_list());
    bench_list("1,000 entries, half of them repeats", &split(&long_list(1_000)));
}

fn scans(criterion: &mut Criterion) {
    let disk = drawn_disk();
    let (scene, list) = (scene(&disk), drawn_list());
    let question = Question { names: &[], compare: false, caller: Caller::Bash };
    let mut group = criterion.benchmark_group("shadows");
    group.throughput(Throughput::Elements((DIRECTORIES * FILES) as u64));
    group.bench_function("12 directories of 100 files", |bench| {
        bench.iter(|| shadows(black_box(&scene), &list, question));
    });
}

fn reports(criterion: &mut Criterion) {
    let disk = drawn_disk();
    let list = split(&long_list(1_000));
    let (scene, variable) = (scene(&disk), list_variable("PATH"));
    let audit = audit(&scene, &list, &variable, Caller::Bash, Depth::Described);
    let report = PathReport::new("PATH", &audit, &[], &[]);
    let mut group = criterion.benchmark_group("report of 1,000 entries");
    group.bench_function("made", |bench| {
        bench.iter(|| PathReport::new("PATH", black_box(&audit), &[], &[]));
    });
    group.bench_function("for people", |bench| bench.iter(|| black_box(&report).human(&stage())));
    group.bench_function("plain", |bench| {
        bench.iter(|| {
            let mut records = Records::lines();
            black_box(&report).plain(&mut records);
            records.into_bytes()
        })
    });
    group.bench_function("JSON", |bench| bench.iter(|| document(black_box(&report), &context()).unwrap()));
}

fn activations(criterion: &mut Criterion) {
    let disk = FakeDisk::drawn("/usr/bin/uname x\n/app/.venv/bin/activate");
    let scene = scene(&disk);
    criterion.bench_function("activation carried out for bash", |bench| {
        bench.iter(|| {
            let request = Request {
                shell: Caller::Bash,
                language: Language::of(Caller::Bash).unwrap(),
                act: Act::Activate,
                script: b"/app/.venv/bin/activate",
                text: black_box(ACTIVATE).as_bytes(),
                saved: &Saved::nothing(KnownFrom::Environment),
                root: false,
                interactive: true,
            };
            forecast(&Survey::new(&scene), &request)
        });
    });
}

/// Short entries; every second one repeats an earlier one.
fn long_list(length: usize) -> String {
    let entry = |index: usize| format!("/opt/{}", if index.is_multiple_of(2) { index } else { index / 2 });
    (0..length).map(entry).collect::<Vec<_>>().join(":")
}

fn split(text: &str) -> PathList {
    PathList::split(Some(text.as_bytes()), Flavor::Unix)
}

/// The directories of [`drawn_disk`].
fn drawn_list() -> PathList {
    let directories: Vec<String> = (0..DIRECTORIES).map(|directory| format!("/d{directory}")).collect();
    split(&directories.join(":"))
}

/// One file in ten bears a name that stands in other directories too.
fn drawn_disk() -> FakeDisk {
    let mut drawing = String::new();
    for directory in 0..DIRECTORIES {
        for file in 0..FILES {
            let name = if file % 10 == 0 {
                format!("shared-{}", file / 10)
            } else {
                format!("own-{directory}-{file}")
            };
            writeln!(drawing, "/d{directory}/{name} x").unwrap();
        }
    }
    FakeDisk::drawn(&drawing)
}

fn scene(disk: &FakeDisk) -> Scene<'_> {
    Scene {
        flavor: Flavor::Unix,
        env: EnvBlock::of(Flavor::Unix, &[("PATH", "/usr/local/bin:/usr/bin:/bin"), ("HOME", "/home/ana")]),
        cwd: "/app".into(),
        home: Some("/home/ana".into()),
        user: Some(1000),
        disk,
        machine: Machine::of("x86_64", false),
    }
}

fn stage() -> Stage {
    Stage {
        color: true,
        width: Some(100),
        unicode: true,
        home: Some("/home/ana".into()),
        caller: "bash",
        caller_reason: String::new(),
    }
}

fn context() -> ContextReport {
    ContextReport {
        source: "self",
        pid: None,
        cwd: "/app".into(),
        home: Some("/home/ana".into()),
        root: None,
        platform: "unix",
        caller: "bash",
        as_reason: String::new(),
    }
}

/// What a maker's script does, in few lines: conditions, a function, variables saved and set.
const ACTIVATE: &str = r#"
deactivate () {
    if [ -n "${_OLD_VIRTUAL_PATH:-}" ] ; then
        PATH="${_OLD_VIRTUAL_PATH:-}"
        export PATH
        unset _OLD_VIRTUAL_PATH
    fi
    hash -r 2> /dev/null
    unset VIRTUAL_ENV
    if [ ! "${1:-}" = "nondestructive" ] ; then
        unset -f deactivate
    fi
}
deactivate nondestructive
case "$(uname)" in
    CYGWIN*|MSYS*) VIRTUAL_ENV=$(cygpath "/app/.venv") ;;
    *) VIRTUAL_ENV="/app/.venv" ;;
esac
export VIRTUAL_ENV
_OLD_VIRTUAL_PATH="$PATH"
PATH="$VIRTUAL_ENV/bin:$PATH"
export PATH
if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT:-}" ] ; then
    _OLD_VIRTUAL_PS1="${PS1:-}"
    PS1="(.venv) ${PS1:-}"
    export PS1
fi
hash -r 2> /dev/null
"#;

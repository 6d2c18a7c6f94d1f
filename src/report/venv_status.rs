//! The answer of `venv-status`.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{FindingReport, Report, codes};
use crate::flavor::Flavor;
use crate::python::{Config, Environment, Evidence};
use crate::text::Text;
use crate::venv::{Effective, Examination, Health, Winner};

/// Whether an environment is active, and the evidence.
#[derive(Clone, Debug, Serialize)]
pub struct VenvStatusReport {
    /// `active`, `inactive` or `inconsistent`.
    pub status: &'static str,
    /// The one sentence that matters.
    pub summary: String,
    /// What the environment variables claim.
    pub claimed: Vec<ClaimReport>,
    /// The claimed environment; where nothing is claimed, the one in effect.
    pub environment: Option<EnvironmentReport>,
    /// What really runs.
    pub effective: WinnersReport,
    /// The environments of the project around the working directory.
    pub nearby: Vec<NearbyReport>,
    /// What the caller knows and envpeek cannot see.
    pub blind_spots: Vec<&'static str>,
    /// A command with which the caller's shell names all that it knows of `python`.
    pub ask: Option<String>,
    /// The codes of all findings, sorted, each once.
    pub codes: Vec<&'static str>,
    /// What is wrong, the worst first.
    pub findings: Vec<FindingReport>,
}

/// A variable that claims an environment.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimReport {
    /// Its name.
    pub variable: &'static str,
    /// Its value.
    pub value: Text,
}

/// The environment in question.
#[derive(Clone, Debug, Serialize)]
pub struct EnvironmentReport {
    /// Its directory.
    pub root: Text,
    /// What kind of environment it is.
    pub kind: &'static str,
    /// The tool that made it.
    pub creator: Option<&'static str>,
    /// The directory of its commands.
    pub bin: Text,
    /// The entry of PATH that leads there.
    pub position: Option<usize>,
    /// The version of its Python.
    pub version: Option<String>,
    /// What says so; `creation` means that it was so when the environment was made.
    pub version_from: Option<&'static str>,
    /// `CPython`, `PyPy`, `GraalPy`.
    pub implementation: Option<Text>,
    /// The prompt that was asked for when it was made.
    pub prompt: Option<Text>,
    /// Whether packages of the base Python are visible.
    pub system_site_packages: Option<bool>,
    /// The path of its interpreter.
    pub python: Text,
    /// Whether that is there and runs.
    pub python_exists: bool,
    /// The Python that it was made from.
    pub base: Option<Text>,
    /// Whether that is there.
    pub base_exists: Option<bool>,
    /// The lines of its `pyvenv.cfg`.
    pub config: Option<ConfigReport>,
}

/// The keys and values of a `pyvenv.cfg`; of duplicates the one that Python takes.
#[derive(Clone, Debug)]
pub struct ConfigReport(Vec<(String, Text)>);

impl Serialize for ConfigReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        self.0.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

/// Who wins for the three names that matter.
#[derive(Clone, Debug, Serialize)]
pub struct WinnersReport {
    /// For `python`.
    pub python: Option<EffectiveReport>,
    /// For `python3`.
    pub python3: Option<EffectiveReport>,
    /// For `pip`.
    pub pip: Option<EffectiveReport>,
}

/// The file that wins for a name.
#[derive(Clone, Debug, Serialize)]
pub struct EffectiveReport {
    /// Its path.
    pub path: Text,
    /// The entry that leads to it.
    pub position: Option<usize>,
    /// The environment that it works in.
    pub environment: Option<Text>,
    /// The interpreter that runs `pip`, where it is known; only `pip` has this field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Option<Text>>,
    /// Whether it really runs.
    pub runs: bool,
    /// Whose shim it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shim: Option<&'static str>,
    /// The file that the shim starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Text>,
    /// The file or variable that decided so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<Text>,
}

/// An environment of the project around the working directory.
#[derive(Clone, Debug, Serialize)]
pub struct NearbyReport {
    /// Its directory.
    pub root: Text,
    /// The directory that holds it.
    pub project: Text,
    /// Whether it is the one in effect.
    pub active: bool,
    /// The command that activates it in the caller's shell.
    pub activate: String,
}

impl Report for VenvStatusReport {
    const NAME: &'static str = "venv-status";
}

impl VenvStatusReport {
    /// The report of an examination.
    pub fn new(facts: &Examination, blind_spots: Vec<&'static str>, ask: Option<String>) -> Self {
        let findings: Vec<FindingReport> = facts.findings.iter().cloned().map(FindingReport::from).collect();
        Self {
            status: facts.status.name(),
            summary: facts.summary.clone(),
            claimed: facts.claims.iter().map(claim).collect(),
            environment: facts
                .health
                .as_ref()
                .map(|health| EnvironmentReport::new(health, facts.position, facts.flavor)),
            effective: WinnersReport {
                python: effective(&facts.python),
                python3: effective(&facts.python3),
                pip: effective(&facts.pip),
            },
            nearby: nearby(facts),
            blind_spots,
            ask,
            codes: codes(&findings),
            findings,
        }
    }
}

fn claim(claim: &crate::venv::Claim) -> ClaimReport {
    ClaimReport { variable: claim.variable, value: claim.value.clone() }
}

impl EnvironmentReport {
    /// The report of an environment whose commands stand at `position` on PATH.
    pub fn new(health: &Health, position: Option<usize>, flavor: Flavor) -> Self {
        let environment = &health.environment;
        let config = environment.effective_config();
        let (version, version_from) = version(health, config);
        Self {
            root: environment.root.clone(),
            kind: environment.kind(),
            creator: environment.creator.map(crate::python::Creator::name),
            bin: environment.bin.clone(),
            position,
            version,
            version_from,
            implementation: implementation(health, environment, flavor),
            prompt: config.and_then(Config::prompt),
            system_site_packages: environment.system_site_packages(),
            python: health.python.clone(),
            python_exists: health.python_runs(),
            base: health.base.clone(),
            base_exists: health.base_exists,
            config: config.map(config_report),
        }
    }
}

/// What the interpreter's surroundings tell; without an interpreter what was true at creation.
fn version(health: &Health, config: Option<&Config>) -> (Option<String>, Option<&'static str>) {
    let found = health.interpreter.as_ref().and_then(|interpreter| interpreter.version.clone());
    if let Some(found) = found {
        return (Some(found.text), Some(found.from.name()));
    }
    let creation = config.and_then(Config::version);
    let from = creation.as_ref().map(|_| Evidence::Creation.name());
    (creation, from)
}

/// uv and virtualenv write it down; else the name of the interpreter's file gives PyPy and GraalPy away.
fn implementation(health: &Health, environment: &Environment, flavor: Flavor) -> Option<Text> {
    let written = environment.effective_config().and_then(|config| config.last("implementation"));
    written.cloned().or_else(|| {
        let base = health.base.as_ref().unwrap_or(&health.python);
        let name = Text::from(flavor.file_name(base)).lossy().to_lowercase();
        let known = [("pypy", "PyPy"), ("graalpy", "GraalPy"), ("python", "CPython")];
        known.iter().find(|(start, _)| name.starts_with(start)).map(|(_, name)| Text::from(*name))
    })
}

fn config_report(config: &Config) -> ConfigReport {
    let mut pairs: Vec<(String, Text)> = Vec::new();
    for (key, _) in &config.pairs {
        let value = if key == "home" { config.first(key) } else { config.last(key) };
        let known = pairs.iter().any(|(known, _)| known == key);
        pairs.extend(value.filter(|_| !known).map(|value| (key.clone(), value.clone())));
    }
    ConfigReport(pairs)
}

fn effective(name: &Effective) -> Option<EffectiveReport> {
    let winner: &Winner = name.winner.as_ref()?;
    let shim = winner.shim.as_ref();
    Some(EffectiveReport {
        path: winner.path.clone(),
        position: winner.position,
        environment: winner.environment.as_ref().map(|environment| environment.root.clone()),
        interpreter: (name.name == "pip").then(|| winner.interpreter.clone()),
        runs: winner.runs,
        shim: shim.map(|shim| shim.manager),
        target: shim.and_then(|shim| shim.target.clone()),
        decided_by: shim.and_then(|shim| shim.decided_by.clone()),
    })
}

fn nearby(facts: &Examination) -> Vec<NearbyReport> {
    let report = |nearby: &crate::venv::Nearby| NearbyReport {
        root: nearby.environment.root.clone(),
        project: nearby.project.clone(),
        active: facts.python.is_in(&nearby.environment, facts.flavor),
        activate: nearby.activate.clone(),
    };
    facts.nearby.iter().map(report).collect()
}

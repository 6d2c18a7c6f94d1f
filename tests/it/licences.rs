//! Every crate that is built into envpeek, or tests it, has a licence of deny.toml's list.

use crate::tools;
use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};
use std::process::Command;

/// The systems of deny.toml: what is built for one of them counts.
const TARGETS: [&str; 3] = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-gnu", "aarch64-apple-darwin"];

#[test]
fn every_dependency_has_an_allowed_licence() {
    let allowed = allowed_licences();
    let refused: Vec<String> = TARGETS
        .iter()
        .flat_map(|target| packages_for(target))
        .filter(|package| !is_allowed(&package.licence, &allowed))
        .map(|package| format!("{} is under {:?}", package.name, package.licence))
        .collect();
    assert!(refused.is_empty(), "not in deny.toml's list {allowed:?}: {refused:#?}");
}

#[test]
fn a_choice_of_licences_needs_one_that_is_allowed_and_a_sum_needs_all() {
    let allowed = ["MIT".to_owned(), "Unicode-3.0".to_owned()];
    assert!(is_allowed("MIT/Apache-2.0", &allowed));
    assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0", &allowed));
    assert!(!is_allowed("MIT AND GPL-3.0-only", &allowed));
    assert!(!is_allowed("", &allowed));
}

struct Package {
    name: String,
    licence: String,
}

/// What cargo would build for `target`, tests included.
fn packages_for(target: &str) -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", target])
        .current_dir(tools::package())
        .output()
        .unwrap();
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |package: &Value, key: &str| package[key].as_str().unwrap_or_default().to_owned();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| Package { name: text(package, "name"), licence: text(package, "license") })
        .collect()
}

fn is_allowed(licence: &str, allowed: &[String]) -> bool {
    let known = |wanted: &LicenseReq| allowed.iter().any(|one| *one == wanted.to_string());
    Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| expression.evaluate(known))
}

/// The strings between `allow = [` and `]` in deny.toml.
fn allowed_licences() -> Vec<String> {
    let text = std::fs::read_to_string(tools::package().join("deny.toml")).unwrap();
    let (_, rest) = text.split_once("allow = [").unwrap();
    let (list, _) = rest.split_once(']').unwrap();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

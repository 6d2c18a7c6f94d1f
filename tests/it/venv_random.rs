//! Random PATHs and claims around real environments: whatever the order and the spelling, envpeek names the
//! environment in which the real Python finds itself, and calls it active exactly where it is the claimed one.

use std::os::unix::fs::symlink;
use std::path::PathBuf;

use crate::environments::pythons;
use crate::sandbox::Sandbox;
use crate::venv_verdict::{agrees_with_python, same, status};

/// How many PATHs are tried for one Python.
const TRIALS: usize = 40;

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}

#[test]
fn random_paths_mean_to_envpeek_what_they_mean_to_python() {
    let pythons = pythons();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for python in pythons.first().into_iter().chain(pythons.last()) {
        let sandbox = Sandbox::new();
        let maker = crate::environments::Maker::Venv(python.clone());
        for name in ["cwd/a", "b"] {
            sandbox.make(&maker, name, &["--without-pip"]).unwrap();
        }
        sandbox.draw("links/\nempty/\nfile");
        symlink(sandbox.path("b/bin/python"), sandbox.path("links/python")).unwrap();
        symlink(sandbox.path("b"), sandbox.path("whole")).unwrap();
        symlink(sandbox.path("cwd/a/bin"), sandbox.path("commands")).unwrap();
        let entry = |name: &str| sandbox.shown(name);
        let entries = [
            entry("cwd/a/bin"),
            entry("cwd/a/bin/"),
            entry("b/bin"),
            entry("b/../b/bin"),
            entry("whole/bin"),
            entry("links"),
            entry("commands"),
            entry("empty"),
            entry("file"),
            entry("missing"),
            "a/bin".to_owned(),
            "./a/bin".to_owned(),
            "../b/bin".to_owned(),
            String::new(),
        ];
        let claims =
            [entry("cwd/a"), entry("b/"), entry("whole"), entry("missing"), "a".to_owned(), String::new()];
        for _ in 0..TRIALS {
            let chosen: Vec<&str> =
                (0..=numbers.below(4)).map(|_| entries[numbers.below(entries.len())].as_str()).collect();
            let path = format!("{}:{}:/usr/bin:/bin", chosen.join(":"), python.parent().unwrap().display());
            let mut environment = sandbox.environment(Some(path.as_ref()));
            let claim = &claims[numbers.below(claims.len())];
            environment.set("VIRTUAL_ENV", claim);
            let document = status(&sandbox, &environment);
            agrees_with_python(&sandbox, &environment, &document);
            let inside = |name: &str| document["effective"][name]["environment"].as_str().map(same);
            let claimed = Some(PathBuf::from(claim))
                .filter(|claim| claim.is_absolute())
                .map(|claim| same(claim.to_str().unwrap()));
            let expected = match (claim.is_empty(), inside("python"), inside("python3")) {
                (true, None, None) => "inactive",
                (false, one, two) if one.is_some() && one == two && one == claimed => "active",
                _ => "inconsistent",
            };
            assert_eq!(document["status"], expected, "PATH={path} VIRTUAL_ENV={claim}: {document:#}");
        }
    }
}

//! Every state and every damage on a drawn disk. That real environments give the same facts is proven in
//! `tests/it/venv_status.rs`.

mod damages;
mod states;

use super::{Examination, examine};
use crate::disk::FakeDisk;
use crate::flavor::Flavor;
use crate::lookup::{Caller, Survey, read_list};
use crate::python::testing::scene;

/// A machine with a system Python, its pip, and a sound environment of the project in `/project`.
const MACHINE: &str = "/usr/bin/python3 -> python3.11
    /usr/bin/python -> python3
    /usr/bin/python3.11 x
    /usr/bin/pip x = #!/usr/bin/python3\\n
    /project/.venv/pyvenv.cfg = home = /usr/bin\\ninclude-system-site-packages = false\\nversion = 3.11.2\\n
    /project/.venv/bin/python -> python3
    /project/.venv/bin/python3 -> /usr/bin/python3
    /project/.venv/bin/activate = VIRTUAL_ENV=\"/project/.venv\"\\n
    /project/.venv/bin/pip x = #!/project/.venv/bin/python\\n";

fn with(extra: &str, variables: &[(&str, &str)]) -> Examination {
    on(&format!("{MACHINE}\n{extra}"), variables, Caller::Bash)
}

fn on(drawing: &str, variables: &[(&str, &str)], caller: Caller) -> Examination {
    let disk = FakeDisk::drawn(drawing);
    let scene = scene(&disk, Flavor::Unix, variables);
    let survey = Survey::new(&scene);
    let list = read_list(&scene, "PATH", caller.rules());
    examine(&survey, &list, caller)
}

/// Status, and code and severity of every finding.
fn verdict(examination: &Examination) -> String {
    let findings: Vec<String> = examination
        .findings
        .iter()
        .map(|finding| format!("{} {}", finding.severity.name(), finding.code.name))
        .collect();
    format!("{}: {}", examination.status.name(), findings.join(", "))
}

const ACTIVE: &[(&str, &str)] = &[("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/project/.venv/bin:/usr/bin")];

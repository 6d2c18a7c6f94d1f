//! Environments that are not sound.

use super::{ACTIVE, verdict, with};

#[test]
fn moved_and_copied_environments_lead_elsewhere() {
    let moved = "/new/pyvenv.cfg = home = /usr/bin\\nversion = 3.11.2\\n
        /new/bin/python -> /usr/bin/python3
        /new/bin/python3 -> python
        /new/bin/pip x = #!/old/bin/python\\n
        /new/bin/activate = export VIRTUAL_ENV='/old'\\n";
    let variables = [("VIRTUAL_ENV", "/new"), ("PATH", "/new/bin:/usr/bin")];
    let found = with(moved, &variables);
    assert_eq!(verdict(&found), "inconsistent: error venv-moved, info venv-of-other-project");
    assert!(found.summary.contains("moved here from /old"), "{}", found.summary);
    let original = "/old/pyvenv.cfg = home = /usr/bin\\n
        /old/bin/python -> /usr/bin/python3";
    let found = with(&format!("{moved}\n{original}"), &variables);
    assert!(
        verdict(&found).contains("error venv-moved, error pip-of-other-environment"),
        "{}",
        verdict(&found)
    );
    assert!(found.summary.contains("copy of /old"), "{}", found.summary);
}

#[test]
fn an_environment_moved_with_its_project_is_found_nearby() {
    let moved = "/project/.venv/bin/activate = VIRTUAL_ENV=/old/.venv\\n";
    let found = with(moved, &[("VIRTUAL_ENV", "/old/.venv"), ("PATH", "/old/.venv/bin:/usr/bin")]);
    assert_eq!(verdict(&found), "inconsistent: error venv-missing, error venv-moved");
}

#[test]
fn relocatable_scripts_are_never_wrong() {
    let line = "/project/.venv/bin/activate = VIRTUAL_ENV=''\"$(dirname -- \"$(realpath -- \"$SCRIPT_PATH\")\")\"''\\n";
    assert_eq!(verdict(&with(line, ACTIVE)), "active: ");
}

#[test]
fn a_base_that_is_gone_leaves_a_dangling_link() {
    let found = with("/project/.venv/bin/python3 -> /opt/py/bin/python3", ACTIVE);
    assert_eq!(verdict(&found), "inconsistent: error venv-base-missing");
    let expected =
        "was made from /opt/py/bin/python3, which does not exist any more; `python` runs /usr/bin/python";
    assert!(found.summary.ends_with(expected), "{}", found.summary);
    assert_eq!(found.health.unwrap().base_exists, Some(false));
}

#[test]
fn a_copied_interpreter_needs_the_base_that_its_configuration_names() {
    let copied = "/project/.venv/bin/python3 x
        /project/.venv/pyvenv.cfg = home = /opt/py/bin\\nversion = 3.11.2\\n";
    assert_eq!(verdict(&with(copied, ACTIVE)), "inconsistent: error venv-base-missing");
    assert_eq!(verdict(&with(&format!("{copied}\n/opt/py/bin/python3 x"), ACTIVE)), "active: ");
}

#[test]
fn a_home_that_is_gone_is_survivable_while_the_link_holds() {
    let config = "/project/.venv/pyvenv.cfg = home = /gone/bin\\nversion = 3.11.2\\n";
    assert_eq!(verdict(&with(config, ACTIVE)), "active: warning venv-base-missing");
}

#[test]
fn a_base_of_another_minor_version_is_another_base() {
    let config = "/project/.venv/pyvenv.cfg = home = /usr/bin\\nversion = 3.9.2\\n";
    let found = with(config, ACTIVE);
    assert_eq!(verdict(&found), "inconsistent: error venv-base-missing");
    assert!(found.summary.contains("made for Python 3.9, but its `python` is 3.11 now"), "{}", found.summary);
}

#[test]
fn an_environment_without_interpreter() {
    let drawing = "/v/pyvenv.cfg = home = /usr/bin\\n\n/v/bin/activate = VIRTUAL_ENV=/v\\n";
    let variables = [("VIRTUAL_ENV", "/v"), ("PATH", "/v/bin:/usr/bin")];
    let found = with(drawing, &variables);
    assert_eq!(verdict(&found), "inconsistent: error venv-python-missing");
    let found = with(&format!("{drawing}\n/v/Scripts/python.exe"), &variables);
    assert!(found.summary.contains("made on another system"), "{}", found.summary);
    let found = with(&format!("{drawing}\n/v/bin/python"), &variables);
    assert!(found.summary.contains("its `python` is not executable"), "{}", found.summary);
}

#[test]
fn lost_configuration_is_seen_although_the_path_is_right() {
    let drawing = "/v/bin/activate = VIRTUAL_ENV=/v\\n
        /v/bin/python -> /usr/bin/python3
        /v/bin/python3 -> /usr/bin/python3
        /v/bin/pip x = #!/v/bin/python\\n";
    let found = with(drawing, &[("VIRTUAL_ENV", "/v"), ("PATH", "/v/bin:/usr/bin")]);
    assert_eq!(verdict(&found), "inconsistent: error venv-config-missing, info venv-of-other-project");
    assert!(found.python.environment().is_none());
}

#[test]
fn broken_configuration_is_told_by_what_it_does_to_python() {
    let with_config = |text: &str| verdict(&with(&format!("/project/.venv/pyvenv.cfg = {text}"), ACTIVE));
    assert_eq!(with_config("version = 3.11.2\\n"), "active: warning venv-config-broken");
    assert_eq!(with_config("\u{feff}home = /usr/bin\\n"), "active: warning venv-config-broken");
    let two = "/project/.venv/bin/pyvenv.cfg = home = /elsewhere\\n";
    assert_eq!(verdict(&with(two, ACTIVE)), "active: warning venv-config-broken");
}

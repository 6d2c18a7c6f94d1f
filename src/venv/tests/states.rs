//! Sound environments: claimed, on PATH, in effect, or not.

use super::*;

#[test]
fn claimed_first_on_path_and_sound_is_active() {
    let found = with("", ACTIVE);
    assert_eq!(verdict(&found), "active: ");
    assert_eq!(found.position, Some(1));
    assert_eq!(
        found.summary,
        "/project/.venv is active: `python` runs /project/.venv/bin/python (Python 3.11.2)"
    );
    assert_eq!(found.health.unwrap().base.unwrap(), "/usr/bin/python3.11");
}

#[test]
fn nothing_claimed_and_nothing_in_effect_is_inactive() {
    let found = with("", &[("PATH", "/usr/bin"), ("VIRTUAL_ENV", ""), ("CONDA_PREFIX", "")]);
    assert_eq!(verdict(&found), "inactive: ");
    assert_eq!(found.summary, "no virtual environment is active; `python` runs /usr/bin/python");
    assert_eq!(found.nearby[0].project, "/project");
    assert!(found.health.is_none());
}

#[test]
fn another_python_before_the_environment_wins() {
    let found = with("", &[("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/usr/bin:/project/.venv/bin")]);
    assert_eq!(verdict(&found), "inconsistent: error venv-not-effective");
    assert_eq!(found.summary, "VIRTUAL_ENV names /project/.venv, but `python` runs /usr/bin/python");
    assert_eq!(found.findings[0].remedy, "source /project/.venv/bin/activate");
    assert_eq!((found.findings[0].position, &found.findings[0].related[..]), (Some(1), &[2][..]));
}

#[test]
fn only_python3_of_another_place_is_not_in_effect_either() {
    let found = with(
        "/tools/python3 x",
        &[("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/tools:/project/.venv/bin:/usr/bin")],
    );
    assert_eq!(verdict(&found), "inconsistent: error venv-not-effective");
    assert_eq!(found.summary, "VIRTUAL_ENV names /project/.venv, but `python3` runs /tools/python3");
}

#[test]
fn claimed_without_its_directory_on_path() {
    let found = with("", &[("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/usr/bin")]);
    assert_eq!(verdict(&found), "inconsistent: error venv-not-on-path");
    assert_eq!(found.position, None);
}

#[test]
fn the_remedy_fits_what_took_the_directory_off_path() {
    let remedy = |extra: &str, variables: &[(&str, &str)]| with(extra, variables).findings[0].remedy.clone();
    let venv = [("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/usr/bin"), ("SUDO_COMMAND", "/usr/bin/env")];
    assert_eq!(remedy("", &venv[..2]), "source /project/.venv/bin/activate");
    assert_eq!(remedy("", &venv), "sudo -- /project/.venv/bin/python …");
    let conda = [("CONDA_PREFIX", "/c"), ("PATH", "/usr/bin:/c/bin")];
    assert_eq!(remedy(CONDA, &conda), "export PATH=/c/bin:\"$PATH\"");
}

#[test]
fn where_there_is_only_python3_that_is_what_runs() {
    let machine = MACHINE.replace("/usr/bin/python -> python3\n", "");
    let found = on(&machine, &[("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/usr/bin")], Caller::Bash);
    let expected =
        "VIRTUAL_ENV names /project/.venv, but its commands are not on PATH; `python3` runs /usr/bin/python3";
    assert_eq!(found.summary, expected);
    let found = on(&machine, &[("PATH", "/usr/bin")], Caller::Bash);
    assert_eq!(found.summary, "no virtual environment is active; `python3` runs /usr/bin/python3");
}

#[test]
fn another_spelling_of_the_directory_is_the_same_environment() {
    let variables = [("VIRTUAL_ENV", "/link/.venv/"), ("PATH", "/project/.venv/bin:/usr/bin")];
    assert_eq!(verdict(&with("/link -> /project", &variables)), "active: ");
    let variables = [("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/link/.venv/bin/:/usr/bin")];
    assert_eq!(verdict(&with("/link -> /project", &variables)), "active: ");
}

#[test]
fn a_claim_that_leads_nowhere_is_missing_or_invalid() {
    let claim = |value| verdict(&with("/file", &[("VIRTUAL_ENV", value), ("PATH", "/usr/bin")]));
    assert_eq!(claim("/gone"), "inconsistent: error venv-missing");
    assert_eq!(claim(".venv"), "inconsistent: error venv-claim-invalid");
    assert_eq!(claim("/usr"), "inconsistent: error venv-claim-invalid");
    assert_eq!(claim("/file"), "inconsistent: error venv-claim-invalid");
}

#[test]
fn in_effect_without_a_claim() {
    let found = with("", &[("PATH", "/project/.venv/bin:/usr/bin")]);
    assert_eq!(verdict(&found), "inconsistent: warning venv-unclaimed");
    assert_eq!(found.health.unwrap().environment.root, "/project/.venv");
}

#[test]
fn pip_of_somebody_else() {
    let foreign = "/project/.venv/bin/pip x = #!/usr/bin/python3\\n";
    let found = with(foreign, ACTIVE);
    assert_eq!(verdict(&found), "active: error pip-of-other-environment");
    assert_eq!(found.findings[0].remedy, "/project/.venv/bin/python -m pip install …");
}

/// An environment in `/v` made with this configuration and without `pip`.
fn without_pip(config: &str, path: &str) -> Examination {
    let drawing = format!(
        "/v/pyvenv.cfg = home = /usr/bin\\n{config}
         /v/bin/python -> /usr/bin/python3
         /v/bin/python3 -> /usr/bin/python3
         /v/bin/activate = VIRTUAL_ENV=/v\\n
         /home/x"
    );
    let machine = MACHINE.replace("/project/.venv", "/elsewhere/.venv");
    let variables = [("VIRTUAL_ENV", "/v"), ("PATH", path)];
    on(&format!("{machine}\n{drawing}"), &variables, Caller::Bash)
}

#[test]
fn no_pip_of_its_own_lets_another_answer() {
    let found = without_pip("version = 3.11.2\\n", "/v/bin:/usr/bin");
    assert_eq!(verdict(&found), "active: warning pip-of-other-environment");
    let found = without_pip("uv = 0.13.8\\n", "/v/bin:/usr/bin");
    assert_eq!(verdict(&found), "active: info pip-of-other-environment");
    let found = without_pip("version = 3.11.2\\n", "/v/bin");
    assert_eq!(verdict(&found), "active: info pip-missing");
}

#[test]
fn the_first_of_two_environments_is_in_effect() {
    let second =
        "/b/pyvenv.cfg = home = /usr/bin\\n\n/b/bin/python -> /usr/bin/python3\n/b/bin/python3 -> python";
    let found =
        with(second, &[("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/project/.venv/bin:/b/bin:/usr/bin")]);
    assert_eq!(verdict(&found), "active: info several-environments");
    let found =
        with(second, &[("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/b/bin:/project/.venv/bin:/usr/bin")]);
    assert_eq!(verdict(&found), "inconsistent: error venv-not-effective, warning several-environments");
    let found = with(second, &[("PATH", "/b/bin:/project/.venv/bin")]);
    assert!(verdict(&found).starts_with("inconsistent: "), "{}", verdict(&found));
    let twice = with(
        "",
        &[("VIRTUAL_ENV", "/project/.venv"), ("PATH", "/project/.venv/bin:/usr/bin:/project/.venv/bin")],
    );
    assert_eq!(verdict(&twice), "active: ");
}

const CONDA: &str = "/c/conda-meta/history
    /c/conda-meta/python-3.12.4-h2628c8c_1.json
    /c/bin/python -> python3.12
    /c/bin/python3 -> python3.12
    /c/bin/python3.12 x
    /c/bin/pip x = #!/c/bin/python3.12\\n";

#[test]
fn conda_is_active_by_its_own_variable() {
    let found = with(CONDA, &[("CONDA_PREFIX", "/c"), ("PATH", "/c/bin:/usr/bin")]);
    assert_eq!(verdict(&found), "active: info venv-of-other-project");
    assert_eq!(found.health.unwrap().interpreter.unwrap().version.unwrap().text, "3.12.4");
    let found = with(CONDA, &[("CONDA_PREFIX", "/c"), ("PATH", "/usr/bin:/c/bin")]);
    assert!(verdict(&found).starts_with("inconsistent: error venv-not-effective"), "{}", verdict(&found));
}

#[test]
fn conda_below_a_venv_is_normal_and_above_it_is_not() {
    let claims = |path| [("VIRTUAL_ENV", "/project/.venv"), ("CONDA_PREFIX", "/c"), ("PATH", path)];
    let found = with(CONDA, &claims("/project/.venv/bin:/c/bin:/usr/bin"));
    assert_eq!(verdict(&found), "active: info several-environments");
    let found = with(CONDA, &claims("/c/bin:/project/.venv/bin:/usr/bin"));
    assert_eq!(verdict(&found), "inconsistent: error venv-not-effective, warning several-environments");
}

#[test]
fn pyenv_virtualenv_answers_through_its_shims() {
    let drawing = "/home/ana/.pyenv/shims/python x = #!/usr/bin/env bash\\nexport PYENV_ROOT=/home/ana/.pyenv\\nexec pyenv\\n
        /home/ana/.pyenv/shims/python3 x = #!/usr/bin/env bash\\nexport PYENV_ROOT=/home/ana/.pyenv\\nexec pyenv\\n
        /home/ana/.pyenv/shims/pip x = #!/usr/bin/env bash\\nexport PYENV_ROOT=/home/ana/.pyenv\\nexec pyenv\\n
        /usr/bin/env x
        /home/ana/.pyenv/versions/3.11.7/bin/python x
        /home/ana/.pyenv/versions/3.11.7/envs/app/pyvenv.cfg = home = /home/ana/.pyenv/versions/3.11.7/bin\\n
        /home/ana/.pyenv/versions/3.11.7/envs/app/bin/python -> /home/ana/.pyenv/versions/3.11.7/bin/python
        /home/ana/.pyenv/versions/3.11.7/envs/app/bin/python3 -> python
        /home/ana/.pyenv/versions/3.11.7/envs/app/bin/pip x = #!/home/ana/.pyenv/versions/3.11.7/envs/app/bin/python\\n
        /home/ana/.pyenv/versions/app -> 3.11.7/envs/app";
    let variables = |version| {
        [
            ("VIRTUAL_ENV", "/home/ana/.pyenv/versions/3.11.7/envs/app"),
            ("PYENV_VIRTUAL_ENV", "/home/ana/.pyenv/versions/3.11.7/envs/app"),
            ("PYENV_VERSION", version),
            ("PATH", "/home/ana/.pyenv/shims:/usr/bin"),
        ]
    };
    let machine = MACHINE.replace("/project/.venv", "/elsewhere/.venv");
    let found = on(&format!("{machine}\n{drawing}"), &variables("app"), Caller::Bash);
    assert_eq!(verdict(&found), "active: ");
    assert_eq!(found.environment().unwrap().kind(), "pyenv");
    let found = on(&format!("{machine}\n{drawing}"), &variables("3.11.7"), Caller::Bash);
    assert_eq!(verdict(&found), "inconsistent: error venv-not-on-path");
}

#[test]
fn the_environment_of_another_project() {
    let other = "/a/.venv/pyvenv.cfg = home = /usr/bin\\n
        /a/.venv/bin/python -> /usr/bin/python3
        /a/.venv/bin/python3 -> /usr/bin/python3
        /a/.venv/bin/pip x = #!/a/.venv/bin/python\\n";
    let found = with(other, &[("VIRTUAL_ENV", "/a/.venv"), ("PATH", "/a/.venv/bin:/usr/bin")]);
    assert_eq!(verdict(&found), "active: warning venv-of-other-project");
    assert_eq!(found.findings[0].remedy, "source /project/.venv/bin/activate");
}

#[test]
fn an_environment_that_a_tool_keeps_inside_the_project_is_the_projects() {
    let tox = "/project/.tox/py311/pyvenv.cfg = home = /usr/bin\\n
        /project/.tox/py311/bin/python -> /usr/bin/python3
        /project/.tox/py311/bin/python3 -> /usr/bin/python3
        /project/.tox/py311/bin/pip x = #!/project/.tox/py311/bin/python\\n";
    let variables = [("VIRTUAL_ENV", "/project/.tox/py311"), ("PATH", "/project/.tox/py311/bin:/usr/bin")];
    assert_eq!(verdict(&with(tox, &variables)), "active: ");
}

#[test]
fn variables_of_python_are_told() {
    let mut variables = ACTIVE.to_vec();
    variables.extend([("PYTHONHOME", "/usr"), ("PYTHONPATH", "/project/src")]);
    assert_eq!(verdict(&with("", &variables)), "active: warning pythonhome-set, info pythonpath-set");
    let mut variables = ACTIVE.to_vec();
    variables.push(("PYTHONPATH", "/x:/usr/lib/python3/dist-packages"));
    assert_eq!(verdict(&with("", &variables)), "active: warning pythonpath-set");
}

#[test]
fn an_entry_with_a_tilde_hides_the_environment_from_python() {
    let own = "/home/ana/v/pyvenv.cfg = home = /usr/bin\\n
        /home/ana/v/bin/python -> /usr/bin/python3
        /home/ana/v/bin/python3 -> /usr/bin/python3";
    let variables = [("VIRTUAL_ENV", "/home/ana/v"), ("PATH", "~/v/bin:/usr/bin")];
    let found = on(&format!("{MACHINE}\n{own}"), &variables, Caller::Bash);
    assert!(verdict(&found).starts_with("inconsistent: error venv-not-effective"), "{}", verdict(&found));
    assert!(found.summary.contains("whose `~` Python does not understand"), "{}", found.summary);
}

#[test]
fn windows_rules_are_read_on_any_system() {
    let drawing = "/p/.venv/pyvenv.cfg = home = /Python311\\nversion = 3.11.2\\n
        /p/.venv/Scripts/python.exe x = MZ
        /p/.venv/Scripts/pip.exe x = MZ
        /p/.venv/Scripts/activate = VIRTUAL_ENV=\"/p/.venv\"\\n
        /Python311/python.exe x = MZ
        /Apps/python.exe x = MZ
        /Apps/python3.exe x = MZ";
    let ask = |path: &str| {
        let disk = FakeDisk::drawn(drawing);
        let scene = scene(&disk, Flavor::Windows, &[("VIRTUAL_ENV", "/p/.venv"), ("Path", path)]);
        let survey = Survey::new(&scene);
        let list = read_list(&scene, "PATH", Caller::Powershell.rules());
        examine(&survey, &list, Caller::Powershell)
    };
    let found = ask("/p/.venv/Scripts;/Apps");
    assert_eq!(verdict(&found), "active: ");
    assert_eq!(found.environment().unwrap().bin, "/p/.venv/Scripts");
    let found = ask("/Apps;/p/.venv/Scripts");
    assert_eq!(verdict(&found), "inconsistent: error venv-not-effective");
    assert_eq!(found.findings[0].remedy, "& /p/.venv/Scripts/Activate.ps1");
}

#[test]
fn no_path_at_all_is_an_answer() {
    let found = with("", &[]);
    assert_eq!(found.status.name(), "inactive");
    let found = with("", &[("PATH", "/nowhere")]);
    assert_eq!(found.summary, "no virtual environment is active; there is no `python` or `python3` on PATH");
}

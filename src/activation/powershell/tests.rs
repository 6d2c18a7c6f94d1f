use crate::activation::forecast::Act;
use crate::activation::outcome::Ending;
use crate::activation::testing::{after, run};
use crate::lookup::Caller;

/// The form of venv's script, in few lines.
const SCRIPT: &str = "\
<#
.Synopsis
#>
function global:deactivate ([switch]$NonDestructive) {
    if (Test-Path -Path Env:_OLD_VIRTUAL_PATH) {
        Copy-Item -Path Env:_OLD_VIRTUAL_PATH -Destination Env:PATH
        Remove-Item -Path Env:_OLD_VIRTUAL_PATH
    }
    if (Test-Path -Path Env:VIRTUAL_ENV) {
        Remove-Item -Path env:VIRTUAL_ENV
    }
}
if ($VenvDir) {
    Write-Verbose \"given\"
}
else {
    $VenvDir = $VenvExecDir.Parent.FullName.TrimEnd(\"\\\\/\")
}
deactivate -nondestructive
$env:VIRTUAL_ENV = $VenvDir
if (-not $Env:VIRTUAL_ENV_DISABLE_PROMPT) {
    $env:VIRTUAL_ENV_PROMPT = 'x' + \"y\"
}
Copy-Item -Path Env:PATH -Destination Env:_OLD_VIRTUAL_PATH
$Env:PATH = \"$VenvExecDir$([System.IO.Path]::PathSeparator)$Env:PATH\"
";

#[test]
fn the_environment_is_the_script_s_own_place() {
    let found = run(Caller::Powershell, &[("PATH", "/usr/bin")], Act::Activate, SCRIPT);
    assert_eq!(found.outcome.ending, Ending::Whole);
    assert_eq!(after(&found, "VIRTUAL_ENV").unwrap(), "/l");
    assert_eq!(after(&found, "PATH").unwrap(), "/l/bin:/usr/bin");
    assert_eq!(after(&found, "VIRTUAL_ENV_PROMPT").unwrap(), "xy");
    assert_eq!(after(&found, "_OLD_VIRTUAL_PATH").unwrap(), "/usr/bin");
}

#[test]
fn a_quiet_environment_gets_no_prompt() {
    let env = [("PATH", "/usr/bin"), ("VIRTUAL_ENV_DISABLE_PROMPT", "1")];
    assert_eq!(after(&run(Caller::Powershell, &env, Act::Activate, SCRIPT), "VIRTUAL_ENV_PROMPT"), None);
}

#[test]
fn deactivating_puts_the_exported_path_back() {
    let env = [("PATH", "/l/bin:/x"), ("_OLD_VIRTUAL_PATH", "/x"), ("VIRTUAL_ENV", "/l")];
    let found = run(Caller::Powershell, &env, Act::Deactivate, SCRIPT);
    assert_eq!((after(&found, "PATH").unwrap().as_str(), after(&found, "VIRTUAL_ENV")), ("/x", None));
}

#[test]
fn a_change_of_another_form_is_not_understood() {
    let text = format!("{SCRIPT}[Environment]::SetEnvironmentVariable('A', 'b')\n");
    let found = run(Caller::Powershell, &[("PATH", "/usr/bin")], Act::Activate, &text);
    assert!(
        matches!(found.outcome.ending, Ending::NotUnderstood { line: 26, .. }),
        "{:?}",
        found.outcome.ending
    );
}

//! What is wrong with a list as a whole.

use super::super::{Audit, AuditedEntry};
use crate::disk::Identity;
use crate::env::Occurrence;
use crate::findings::{Finding, codes};
use crate::flavor::Flavor;
use crate::lookup::Caller;
use crate::pathlist::Presence;
use crate::text::Text;

/// Linux limits one environment string to 131072 bytes with its name, `=` and NUL (`MAX_ARG_STRLEN`; measured:
/// a PATH of 131066 bytes starts programs, one byte more fails with E2BIG).
const LONGEST_UNIX_STRING: usize = 131_071;
/// Windows' limit for one variable (SetEnvironmentVariable).
const LONGEST_WINDOWS_VALUE: usize = 32_767;

/// Where a Unix system keeps its basic commands; the last is NixOS.
const SYSTEM_DIRECTORIES: [&str; 3] = ["/usr/bin", "/bin", "/run/current-system/sw/bin"];

/// What is wrong with the list as a whole.
pub(in crate::audit) fn of_list(subject: &Audit<'_>) -> Vec<Finding> {
    let checks = [too_long(subject), duplicate_variable(subject), no_system_directories(subject)];
    checks.into_iter().flatten().collect()
}

fn too_long(subject: &Audit<'_>) -> Option<Finding> {
    let length = subject.list.value.as_ref()?.len();
    let most = match subject.scene.flavor {
        Flavor::Unix => LONGEST_UNIX_STRING.saturating_sub(subject.variable.name.len().max(1) + 1),
        Flavor::Windows => LONGEST_WINDOWS_VALUE,
    };
    let message = format!("the value has {length} bytes, and the system allows {most}");
    (length > most)
        .then(|| codes::value_too_long::CODE.found(message, "remove duplicate and missing entries"))
}

fn duplicate_variable(subject: &Audit<'_>) -> Option<Finding> {
    let name = subject.variable.name;
    let values: Vec<&Text> = subject.scene.env.all(name).collect();
    if values.len() < 2 || name.is_empty() {
        return None;
    }
    let taken = match subject.caller.rules().duplicate {
        Occurrence::First => "first",
        Occurrence::Last => "last",
    };
    let message =
        format!("the environment holds {name} {} times; {} takes the {taken}", values.len(), subject.caller);
    Some(codes::duplicate_variable::CODE.found(message, "let the program that starts others set it once"))
}

/// By name, or else by another way to the same directory.
fn leads_to_system(subject: &Audit<'_>) -> bool {
    let is_named = |entry: &AuditedEntry<'_>| SYSTEM_DIRECTORIES.iter().any(|name| entry.directory == *name);
    let leads_to = |wanted: Identity| subject.entries.iter().any(|entry| entry.seen.identity == Some(wanted));
    let identity = |name: &str| subject.scene.disk.follow(name.as_bytes()).ok()?.identity;
    subject.entries.iter().any(is_named)
        || SYSTEM_DIRECTORIES.iter().filter_map(|name| identity(name)).any(leads_to)
}

fn no_system_directories(subject: &Audit<'_>) -> Option<Finding> {
    let applies = subject.variable.name == "PATH"
        && subject.scene.flavor == Flavor::Unix
        && subject.list.presence() == Presence::Set;
    let missing = applies && !leads_to_system(subject);
    let message = "neither /usr/bin nor /bin is on PATH, so basic commands are not found";
    let remedy = match subject.caller {
        Caller::Fish => "fish_add_path -gPa /usr/bin /bin",
        Caller::Tcsh => "set path = ($path /usr/bin /bin)",
        _ => "PATH=\"$PATH:/usr/bin:/bin\"",
    };
    missing.then(|| codes::no_system_directories::CODE.found(message, remedy))
}

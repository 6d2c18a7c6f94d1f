//! All codes, one file each.

pub mod activation_stops;
pub mod already_active;
pub mod callers_disagree;
pub mod control_characters;
pub mod dangling_entry;
pub mod deactivate_unknown;
pub mod duplicate_directory;
pub mod duplicate_entry;
pub mod duplicate_variable;
pub mod empty_entry;
pub mod entry_too_long;
pub mod foreign_owner;
pub mod link_loop_entry;
pub mod lost_on_deactivate;
pub mod missing_directory;
pub mod missing_interpreter;
pub mod no_system_directories;
pub mod not_a_directory;
pub mod not_utf8_entry;
pub mod pip_missing;
pub mod pip_of_other_environment;
pub mod pythonhome_set;
pub mod pythonpath_set;
pub mod quoted_entry;
pub mod rejected_before_winner;
pub mod relative_entry;
pub mod script_for_other_directory;
pub mod script_missing;
pub mod several_environments;
pub mod shadowed_command;
pub mod slow_directory;
pub mod stray_whitespace;
pub mod tilde_entry;
pub mod unexpanded_variable;
pub mod unreadable_directory;
pub mod value_too_long;
pub mod venv_base_missing;
pub mod venv_claim_invalid;
pub mod venv_config_broken;
pub mod venv_config_missing;
pub mod venv_missing;
pub mod venv_moved;
pub mod venv_not_effective;
pub mod venv_not_on_path;
pub mod venv_of_other_project;
pub mod venv_python_missing;
pub mod venv_unclaimed;
pub mod winner_does_not_run;
pub mod world_writable_directory;
pub mod wrong_separator;

use super::Code;

/// Every code, sorted by name.
pub static ALL: &[&Code] = &[
    &activation_stops::CODE,
    &already_active::CODE,
    &callers_disagree::CODE,
    &control_characters::CODE,
    &dangling_entry::CODE,
    &deactivate_unknown::CODE,
    &duplicate_directory::CODE,
    &duplicate_entry::CODE,
    &duplicate_variable::CODE,
    &empty_entry::CODE,
    &entry_too_long::CODE,
    &foreign_owner::CODE,
    &link_loop_entry::CODE,
    &lost_on_deactivate::CODE,
    &missing_directory::CODE,
    &missing_interpreter::CODE,
    &no_system_directories::CODE,
    &not_a_directory::CODE,
    &not_utf8_entry::CODE,
    &pip_missing::CODE,
    &pip_of_other_environment::CODE,
    &pythonhome_set::CODE,
    &pythonpath_set::CODE,
    &quoted_entry::CODE,
    &rejected_before_winner::CODE,
    &relative_entry::CODE,
    &script_for_other_directory::CODE,
    &script_missing::CODE,
    &several_environments::CODE,
    &shadowed_command::CODE,
    &slow_directory::CODE,
    &stray_whitespace::CODE,
    &tilde_entry::CODE,
    &unexpanded_variable::CODE,
    &unreadable_directory::CODE,
    &value_too_long::CODE,
    &venv_base_missing::CODE,
    &venv_claim_invalid::CODE,
    &venv_config_broken::CODE,
    &venv_config_missing::CODE,
    &venv_missing::CODE,
    &venv_moved::CODE,
    &venv_not_effective::CODE,
    &venv_not_on_path::CODE,
    &venv_of_other_project::CODE,
    &venv_python_missing::CODE,
    &venv_unclaimed::CODE,
    &winner_does_not_run::CODE,
    &world_writable_directory::CODE,
    &wrong_separator::CODE,
];

//! The environment of one project in the directory of another.

use super::Case;
use crate::findings::{Finding, Severity, codes};
use crate::python::{Environment, is_below};
use crate::venv::nearby::upward;

/// Files that mark the directory of a Python project.
const MARKS: [&str; 5] = ["pyproject.toml", "setup.py", "requirements.txt", "Pipfile", "setup.cfg"];

impl Case<'_> {
    pub(super) fn about_project(&self) -> Option<Finding> {
        let environment = self.facts.environment()?;
        if !self.facts.python.is_in(environment, self.facts.flavor) {
            return None;
        }
        if self.facts.nearby.iter().any(|nearby| nearby.environment.is(environment)) {
            return None;
        }
        let flavor = self.facts.flavor;
        let cwd = &self.atlas.scene().cwd;
        let compared = !self.facts.nearby.is_empty();
        let project = environment.project(flavor);
        let project = project.or_else(|| if compared { self.marked_parent(environment) } else { None });
        if project.is_some_and(|project| cwd.as_bytes() == project || is_below(flavor, cwd, project)) {
            return None;
        }
        if project.is_none() && self.lies_in_this_project(environment) {
            return None;
        }
        match self.facts.nearby.first() {
            Some(nearby) => {
                let severity = if project.is_some() { Severity::Warning } else { Severity::Info };
                let (root, own) = (&environment.root, &nearby.environment);
                let message = format!(
                    "the environment {root} is active, but the project {} has its own: {}",
                    nearby.project, own.root
                );
                let remedy = self.tongue.activate(own);
                Some(codes::venv_of_other_project::CODE.found(message, remedy).weighing(severity))
            }
            None => self.in_a_project_without_environment(environment, project?),
        }
    }

    /// Tools keep environments of their own inside a project: `.tox/py312`, `.direnv/python-3.12`.
    fn lies_in_this_project(&self, environment: &Environment) -> bool {
        let inside = |project: &[u8]| is_below(self.facts.flavor, &environment.root, project);
        self.facts.nearby.first().is_some_and(|nearby| inside(&nearby.project))
    }

    fn in_a_project_without_environment(&self, environment: &Environment, project: &[u8]) -> Option<Finding> {
        let here = upward(self.atlas, &self.atlas.scene().cwd)
            .into_iter()
            .find(|directory| self.is_project(directory))?;
        let message = format!(
            "the environment {} belongs to {}, and the working directory to {here}",
            environment.root,
            crate::text::Text::from(project)
        );
        let remedy = self.tongue.deactivate(Some(environment));
        Some(codes::venv_of_other_project::CODE.found(message, remedy).weighing(Severity::Info))
    }

    /// The directory that holds the environment, where it is a project's.
    fn marked_parent<'path>(&self, environment: &'path Environment) -> Option<&'path [u8]> {
        let parent = self.facts.flavor.parent(&environment.root)?;
        (!environment.is_prefix() && self.is_project(parent)).then_some(parent)
    }

    fn is_project(&self, directory: &[u8]) -> bool {
        MARKS.iter().any(|mark| self.atlas.is_there(directory, mark.as_bytes()))
    }
}

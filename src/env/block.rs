//! A block of environment variables as a value.

use std::rc::Rc;

use crate::flavor::Flavor;
use crate::text::Text;

/// One record of an environment block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The bytes before the first `=`.
    pub name: Text,
    /// The bytes after it.
    pub value: Text,
}

/// Which record counts where one name stands twice in a block.
///
/// `execve` does not forbid it. bash and dash take the last, most other programs the first (measured with
/// bash 5.2, dash 0.5.12, zsh 5.9, fish 3.6, `CPython` 3.11, glibc 2.36).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// The first record of that name.
    First,
    /// The last record of that name.
    Last,
}

/// The environment of one process: records in their order, duplicates kept. Copies share the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvBlock {
    flavor: Flavor,
    variables: Rc<Vec<Variable>>,
}

impl EnvBlock {
    /// A block of the given records.
    pub fn new(flavor: Flavor, variables: Vec<Variable>) -> Self {
        Self { flavor, variables: Rc::new(variables) }
    }

    /// A block of UTF-8 pairs, for tests and examples.
    pub fn of(flavor: Flavor, pairs: &[(&str, &str)]) -> Self {
        let variable = |&(name, value): &(&str, &str)| Variable { name: name.into(), value: value.into() };
        Self::new(flavor, pairs.iter().map(variable).collect())
    }

    /// The same records, their names compared by the rules of another platform.
    #[must_use]
    pub fn of_flavor(&self, flavor: Flavor) -> Self {
        Self { flavor, variables: Rc::clone(&self.variables) }
    }

    /// All records, in order.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The value of `name`: none where it is unset, empty where it is set to nothing. Of duplicates the first.
    pub fn get(&self, name: &str) -> Option<&Text> {
        self.occurrence(name, Occurrence::First)
    }

    /// The value of `name` where it is set and not empty: the usual test of shell scripts (`[ -n "$NAME" ]`).
    pub fn get_non_empty(&self, name: &str) -> Option<&Text> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// The value of `name` as a caller sees it that prefers the first or the last of duplicate records.
    pub fn occurrence(&self, name: &str, which: Occurrence) -> Option<&Text> {
        let mut found = self.all(name);
        match which {
            Occurrence::First => found.next(),
            Occurrence::Last => found.last(),
        }
    }

    /// Every value that stands under `name`, in order.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Text> {
        let same = move |variable: &&Variable| self.flavor.same_name(&variable.name, name.as_bytes());
        self.variables.iter().filter(same).map(|variable| &variable.value)
    }

    /// This block with every record of `name` replaced by one with `value`, or removed.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<Text>) -> Self {
        let at =
            self.variables.iter().position(|variable| self.flavor.same_name(&variable.name, name.as_bytes()));
        let flavor = self.flavor;
        let variables = Rc::make_mut(&mut self.variables);
        variables.retain(|variable| !flavor.same_name(&variable.name, name.as_bytes()));
        if let Some(value) = value {
            let at = at.unwrap_or(variables.len());
            variables.insert(at, Variable { name: name.into(), value });
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unset_and_empty_are_different() {
        let block = EnvBlock::of(Flavor::Unix, &[("A", "")]);
        assert_eq!(block.get("A"), Some(&Text::new()));
        assert_eq!(block.get_non_empty("A"), None);
        assert_eq!(block.get("B"), None);
    }

    #[test]
    fn duplicates_are_kept_and_the_caller_chooses() {
        let block = EnvBlock::of(Flavor::Unix, &[("PATH", "/one"), ("PATH", "/two")]);
        assert_eq!(block.occurrence("PATH", Occurrence::First).unwrap(), &"/one");
        assert_eq!(block.occurrence("PATH", Occurrence::Last).unwrap(), &"/two");
        assert_eq!(block.all("PATH").count(), 2);
    }

    #[test]
    fn replacing_a_variable_keeps_its_place() {
        let block =
            EnvBlock::of(Flavor::Windows, &[("Path", "x"), ("B", "y")]).with("PATH", Some("z".into()));
        assert_eq!(block.variables()[0].value, "z");
        assert_eq!(block.with("PATH", None).variables().len(), 1);
    }
}

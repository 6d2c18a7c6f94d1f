//! A shell's variables, and the record of every change to them.

use std::collections::BTreeMap;

use crate::text::Text;

/// No real value is longer: Linux limits one variable to 128 kB.
const LARGEST_VALUE: usize = 1 << 18;

/// How many commands a script may run before it is given up: the makers' scripts run about a hundred.
pub(super) const MOST_COMMANDS: usize = 20_000;

/// A variable as a shell keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its value.
    pub value: Text,
    /// Whether programs started from the shell see it.
    pub exported: bool,
}

/// One change that a script makes to one variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The line of the script that does it, counted from 1.
    pub line: usize,
    /// The variable's name.
    pub name: Text,
    /// What it was, where it was set.
    pub before: Option<Variable>,
    /// What it is afterwards, where it is set.
    pub after: Option<Variable>,
    /// Whether it belongs to undoing an earlier activation.
    pub undoing: bool,
}

/// The variables of a running shell.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    variables: BTreeMap<Text, Variable>,
    /// csh keeps two sets of variables: an exported name and one of its own may differ.
    own: BTreeMap<Text, Text>,
    effects: Vec<Effect>,
    /// Whether a value grew beyond all measure: then the script is given up.
    pub overflown: bool,
    /// The line that is being carried out.
    pub line: usize,
    /// Whether an earlier activation is being undone right now.
    pub undoing: bool,
}

impl Memory {
    /// Puts a variable there that the shell has before the script begins.
    pub(super) fn begin_with(&mut self, name: &[u8], value: &[u8], exported: bool) {
        self.variables.insert(Text::from(name), Variable { value: Text::from(value), exported });
    }

    /// The variable itself.
    pub(super) fn variable(&self, name: &[u8]) -> Option<&Variable> {
        self.variables.get(name)
    }

    /// A variable's value, where it is set.
    pub(super) fn value(&self, name: &[u8]) -> Option<&Text> {
        self.variables.get(name).map(|variable| &variable.value)
    }

    /// Gives a variable a value; it stays exported where it was.
    pub(super) fn assign(&mut self, name: &[u8], value: Text) {
        let exported = self.variables.get(name).is_some_and(|variable| variable.exported);
        self.change(name, Some(Variable { value, exported }));
    }

    /// Gives a variable a value that programs see.
    pub(super) fn assign_exported(&mut self, name: &[u8], value: Text) {
        self.change(name, Some(Variable { value, exported: true }));
    }

    /// Lets programs see a variable that is set.
    pub(super) fn export(&mut self, name: &[u8]) {
        if let Some(variable) = self.variables.get(name).cloned() {
            self.change(name, Some(Variable { exported: true, ..variable }));
        }
    }

    /// Removes a variable.
    pub(super) fn unset(&mut self, name: &[u8]) {
        self.change(name, None);
    }

    fn change(&mut self, name: &[u8], after: Option<Variable>) {
        let before = self.variables.get(name).cloned();
        self.overflown |= after.as_ref().is_some_and(|variable| variable.value.len() > LARGEST_VALUE);
        if before == after || self.overflown {
            return;
        }
        match after.clone() {
            Some(variable) => drop(self.variables.insert(Text::from(name), variable)),
            None => drop(self.variables.remove(name)),
        }
        self.note(name, before, after);
    }

    fn note(&mut self, name: &[u8], before: Option<Variable>, after: Option<Variable>) {
        let effect = Effect { line: self.line, name: Text::from(name), before, after, undoing: self.undoing };
        self.effects.push(effect);
    }

    /// A variable that csh keeps to itself.
    pub(super) fn own(&self, name: &[u8]) -> Option<&Text> {
        self.own.get(name)
    }

    /// Gives one of csh's own variables a value, or removes it.
    pub(super) fn set_own(&mut self, name: &[u8], value: Option<Text>) {
        self.overflown |= value.as_ref().is_some_and(|value| value.len() > LARGEST_VALUE);
        if self.overflown {
            return;
        }
        let kept = |value: &Text| Variable { value: value.clone(), exported: false };
        let before = self.own.get(name).map(kept);
        let after = value.as_ref().map(kept);
        match value {
            Some(value) => drop(self.own.insert(Text::from(name), value)),
            None => drop(self.own.remove(name)),
        }
        if before != after {
            self.note(name, before, after);
        }
    }

    /// Puts one of csh's own variables there before the script begins.
    pub(super) fn begin_with_own(&mut self, name: &[u8], value: &[u8]) {
        self.own.insert(Text::from(name), Text::from(value));
    }

    /// Every name.
    pub(super) fn names(&self) -> impl Iterator<Item = &Text> {
        self.variables.keys()
    }

    /// Gives a variable that is not exported a value.
    pub(super) fn begin_or_assign(&mut self, name: &[u8], value: Text) {
        self.change(name, Some(Variable { value, exported: false }));
    }

    /// Whether the script has changed this variable.
    pub(super) fn changed(&self, name: &[u8]) -> bool {
        self.effects.iter().any(|effect| effect.name.as_bytes() == name)
    }

    /// How many changes were made so far.
    pub(super) fn changes(&self) -> usize {
        self.effects.len()
    }

    /// Every variable as it is now, and the changes that led there, first to last.
    pub(super) fn into_parts(mut self) -> (BTreeMap<Text, Variable>, Vec<Effect>) {
        for (name, value) in self.own {
            self.variables.entry(name).or_insert(Variable { value, exported: false });
        }
        (self.variables, self.effects)
    }
}

//! An object of the grammar as one version has it, laid out for looking up.

use super::super::Version;
use super::grammar::{Field, Object};

/// The fields of one version.
pub(super) struct Table {
    /// Keys differ in length more often than not, so that few have to be compared.
    by_length: Vec<Vec<&'static Field>>,
    pub(super) needed: Vec<&'static str>,
}

impl Table {
    pub(super) fn new(object: &'static Object, version: Version) -> Self {
        let mut table = Self { by_length: Vec::new(), needed: Vec::new() };
        for field in object.fields.iter().copied().flatten().filter(|it| it.versions.has(version)) {
            table.add(field);
            table.needed.extend(field.needed.has(version).then_some(field.name));
        }
        table
    }

    fn add(&mut self, field: &'static Field) {
        let length = field.name.len();
        if self.by_length.len() <= length {
            self.by_length.resize(length + 1, Vec::new());
        }
        if let Some(fields) = self.by_length.get_mut(length) {
            fields.push(field);
        }
    }

    pub(super) fn find(&self, key: &str) -> Option<&'static Field> {
        self.by_length.get(key.len())?.iter().find(|it| it.name == key).copied()
    }
}

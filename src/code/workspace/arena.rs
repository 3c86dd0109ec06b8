//! The items of all targets by number, wherever their trees are kept.

use super::{ItemId, ModuleId};
use crate::code::{CodeFile, Function, Item, ItemKind, Statement, Visibility};
use crate::source::{FileId, Span};

/// Where a list of items is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::code) enum Store {
    /// The items of a file.
    File(u32),
    /// What a macro made.
    Expansion(u32),
}

/// Where an item is kept, and what it belongs to.
#[derive(Clone, Debug)]
pub(in crate::code) struct Entry {
    pub(in crate::code) store: Store,
    /// The index in the store, then in each item that holds the next.
    pub(in crate::code) path: Box<[u32]>,
    pub(in crate::code) module: ModuleId,
    pub(in crate::code) owner: Option<ItemId>,
}

/// The trees, and an entry for each item of each target.
#[derive(Debug)]
pub(in crate::code) struct Arena {
    pub(in crate::code) files: Vec<CodeFile>,
    /// What macros made.
    pub(in crate::code) expansions: Vec<Vec<Item>>,
    entries: Vec<Entry>,
    nothing: Item,
    nowhere: Entry,
}

impl Arena {
    pub(in crate::code) fn new(files: Vec<CodeFile>) -> Self {
        let span = Span { file: FileId(0), start: 0, end: 0 };
        let nothing = Item {
            kind: ItemKind::Other,
            name: "".into(),
            name_span: span,
            attributes: Vec::new(),
            visibility: Visibility::Restricted,
            span,
        };
        let nowhere =
            Entry { store: Store::File(u32::MAX), path: Box::default(), module: ModuleId(0), owner: None };
        Self { files, expansions: Vec::new(), entries: Vec::new(), nothing, nowhere }
    }

    pub(in crate::code) fn count(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    pub(in crate::code) fn push(&mut self, entry: Entry) -> ItemId {
        let id = ItemId(self.count());
        self.entries.push(entry);
        id
    }

    /// Ids come from here only; an unknown one has no place.
    pub(in crate::code) fn entry(&self, id: ItemId) -> &Entry {
        self.entries.get(id.0 as usize).unwrap_or(&self.nowhere)
    }

    pub(in crate::code) fn item(&self, id: ItemId) -> &Item {
        let entry = self.entry(id);
        self.at(entry.store, &entry.path).unwrap_or(&self.nothing)
    }

    pub(in crate::code) fn stored(&self, store: Store) -> &[Item] {
        match store {
            Store::File(it) => self.files.get(it as usize).map_or(&[], |it| &it.items),
            Store::Expansion(it) => self.expansions.get(it as usize).map_or(&[], Vec::as_slice),
        }
    }

    fn at(&self, store: Store, path: &[u32]) -> Option<&Item> {
        let (first, rest) = path.split_first()?;
        let mut item = self.stored(store).get(*first as usize)?;
        for index in rest {
            item = child(item, *index as usize)?;
        }
        Some(item)
    }
}

fn child(item: &Item, index: usize) -> Option<&Item> {
    match &item.kind {
        ItemKind::Impl(it) => it.items.get(index),
        ItemKind::Trait(it) => it.items.get(index),
        ItemKind::Module(it) => it.items.as_ref()?.get(index),
        ItemKind::Function(it) => match it.body.as_ref()?.statements.get(index)? {
            Statement::Item(it) => Some(it),
            _ => None,
        },
        _ => None,
    }
}

/// The items among the statements of a function, with their indices.
pub(in crate::code) fn body_items(function: &Function) -> impl Iterator<Item = (u32, &Item)> {
    let statements = function.body.iter().flat_map(|it| &it.statements);
    (0..).zip(statements).filter_map(|(at, it)| match it {
        Statement::Item(item) => Some((at, &**item)),
        _ => None,
    })
}

//! All files of a run, by number, by path, and by the names that references call them.

use super::reference::{self, ReferenceError};
use crate::source::{FileId, Side, SourceFile, Unreadable, offset};
use crate::syntax::{Kind, Node, NodeId, Tree};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What the strings under `$ref` name.
type Targets = FxHashMap<NodeId, Result<(FileId, NodeId), ReferenceError>>;

/// The parsed files of a run.
#[derive(Debug, Default)]
pub struct Files {
    trees: Vec<Tree>,
    by_path: FxHashMap<(Side, String), FileId>,
    /// `$self` and `$id` by URI, anchors by `path#name`.
    names: FxHashMap<(Side, String), (FileId, NodeId)>,
    /// Files that references name and that could not be had.
    unread: FxHashMap<String, Unreadable>,
    /// Where the references of each file lead; found when first asked for, since many ask for the same ones.
    targets: Vec<OnceLock<Targets>>,
}

impl Files {
    /// Numbers the files in the order given.
    #[must_use]
    pub fn new(trees: Vec<Tree>) -> Self {
        let mut files = Self { trees, ..Self::default() };
        for (number, tree) in files.trees.iter_mut().enumerate() {
            let id = FileId(offset(number));
            tree.set_id(id);
            let side = tree.source().side();
            files.by_path.insert((side, tree.source().path_in_root().to_owned()), id);
            files.names.extend(names_in(tree).into_iter().map(|it| ((side, it.0), it.1)));
            files.targets.push(OnceLock::new());
        }
        files
    }

    /// The files of two versions, those of the head first: they keep their numbers.
    #[must_use]
    pub fn joined(base: Self, head: Self) -> Self {
        let mut trees = head.trees;
        trees.extend(base.trees.into_iter().map(|it| it.on(Side::Base)));
        Self { unread: head.unread, ..Self::new(trees) }
    }

    /// Notes which files could not be had, by their paths from the project root.
    #[must_use]
    pub fn with_unread(self, unread: FxHashMap<String, Unreadable>) -> Self {
        Self { unread, ..self }
    }

    /// Why there is no file with this path.
    #[must_use]
    pub fn why_unread(&self, path: &str) -> Unreadable {
        self.unread.get(path).copied().unwrap_or(Unreadable::Missing)
    }

    /// All files in order.
    #[must_use]
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// A file by its number.
    #[must_use]
    pub fn tree(&self, file: FileId) -> Option<&Tree> {
        self.trees.get(file.0 as usize)
    }

    /// The text of a file by its number; numbers come from this collection.
    #[must_use]
    pub fn source(&self, file: FileId) -> Option<&SourceFile> {
        self.tree(file).map(Tree::source)
    }

    /// A file by its path from the project root; of two versions the one of the head.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Option<&Tree> {
        self.by_path_on(Side::Head, path)
    }

    /// A file of one of two versions, by its path from the project root.
    #[must_use]
    pub fn by_path_on(&self, side: Side, path: &str) -> Option<&Tree> {
        self.by_path.get(&(side, path.to_owned())).and_then(|&id| self.tree(id))
    }

    /// What the string under a `$ref` names; `None` for any other value.
    pub(super) fn target(&self, reference: Node<'_>) -> Option<Result<Node<'_>, ReferenceError>> {
        let tree = self.tree(reference.tree().source().id())?;
        let targets = self.targets.get(tree.source().id().0 as usize)?.get_or_init(|| self.targets_in(tree));
        let (file, node) = match *targets.get(&reference.id())? {
            Ok(place) => place,
            Err(error) => return Some(Err(error)),
        };
        self.tree(file).map(|it| Ok(it.node(node)))
    }

    fn targets_in(&self, tree: &Tree) -> Targets {
        let references = tree.nodes().filter(|it| it.kind() == Kind::String && it.has_key("$ref"));
        let place = |it: Node<'_>| (it.tree().source().id(), it.id());
        references.map(|it| (it.id(), reference::named(self, it).map(place))).collect()
    }

    /// A value by the name it gives itself: a URI (`$self`, `$id`), or `path#anchor`.
    #[must_use]
    pub fn by_name(&self, side: Side, name: &str) -> Option<Node<'_>> {
        let &(file, node) = self.names.get(&(side, name.to_owned()))?;
        Some(self.tree(file)?.node(node))
    }
}

/// Names that values of a file give themselves. Most files have none, which a look at the text tells.
fn names_in(tree: &Tree) -> Vec<(String, (FileId, NodeId))> {
    let text = tree.source().text().as_bytes();
    let has = |word: &str| memchr::memmem::find(text, word.as_bytes()).is_some();
    if !["$id", "$self", "$anchor", "$dynamicAnchor"].into_iter().any(has) {
        return Vec::new();
    }
    tree.nodes().filter(|it| it.kind() == Kind::String).filter_map(named_parent).collect()
}

fn named_parent(node: Node<'_>) -> Option<(String, (FileId, NodeId))> {
    let (value, parent) = (node.text()?, node.parent()?);
    let source = node.tree().source();
    let name = match node.key()?.as_ref() {
        "$id" | "$self" => value.trim_end_matches('#').to_owned(),
        "$anchor" | "$dynamicAnchor" => format!("{}#{value}", source.path_in_root()),
        _ => return None,
    };
    Some((name, (source.id(), parent.id())))
}

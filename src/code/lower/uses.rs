//! `use` without its braces.

use super::Lower;
use crate::code::{Name, UseName};
use syn::UseTree;

/// Every name that a tree brings.
pub(super) fn names(lower: &mut Lower<'_>, is_global: bool, tree: UseTree) -> Vec<UseName> {
    let mut names = Vec::new();
    let mut open = vec![(is_global, Vec::new(), tree)];
    while let Some((is_global, mut path, tree)) = open.pop() {
        let name = match tree {
            UseTree::Path(it) => {
                path.push(lower.ident(&it.ident));
                open.push((is_global, path, *it.tree));
                continue;
            }
            UseTree::Group(it) => {
                open.extend(it.items.into_iter().rev().map(|it| (is_global, path.clone(), it)));
                continue;
            }
            UseTree::Name(it) => named(&mut path, lower.ident(&it.ident)),
            UseTree::Rename(it) => {
                named(&mut path, lower.ident(&it.ident));
                Some(lower.ident(&it.rename))
            }
            UseTree::Glob(_) => None,
        };
        names.push(UseName { is_global, path, name });
    }
    names
}

/// Adds the last part, if it is not `self`, and tells what the whole is called.
fn named(path: &mut Vec<Name>, name: Name) -> Option<Name> {
    if &*name != "self" || path.is_empty() {
        path.push(name);
    }
    path.last().cloned()
}

//! Everything inside a type: the objects that its values hold, however deep.

use super::{Content, Object, Shape, Typed, Wire};
use rustc_hash::FxHashSet;

/// Types inside one that are looked at.
const MAX_TYPES: usize = 256;

impl<'w> Wire<'w> {
    /// The objects of which values of a type consist, each once, the outer ones first.
    #[must_use]
    pub fn objects(self, typed: &Typed<'w>) -> Vec<Object<'w>> {
        let mut pending = std::collections::VecDeque::from([typed.clone()]);
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        while let Some(typed) = pending.pop_front() {
            let declared =
                typed.item(self.workspace).map_or(typed.span(), |it| self.workspace.item(it).name_span);
            if seen.len() >= MAX_TYPES || !seen.insert((typed.name(), declared)) {
                continue;
            }
            let before = found.len();
            match self.shape(&typed) {
                Shape::Object(object) => found.push(object),
                Shape::Array(Some(inner)) | Shape::Map(inner) | Shape::Nullable(inner) => {
                    pending.push_back(inner);
                }
                Shape::Choice(choice) => {
                    for variant in choice.variants {
                        match variant.content {
                            Content::One(inner) => pending.extend(inner),
                            Content::Object(object) => found.push(object),
                            Content::Unit | Content::Several => {}
                        }
                    }
                }
                _ => {}
            }
            let fields = found[before..].iter().flat_map(|it| &it.fields);
            pending.extend(fields.filter_map(|it| it.typed.clone()));
        }
        found
    }
}

//! What the walk has met, on which ways and as what.

use crate::openapi::Directions;
use crate::syntax::Node;

/// How values travel on the way that the walk has taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Request,
    Response,
    /// Components that no operation reaches.
    Unused,
    /// With a response that says what went wrong.
    Error,
}

impl Way {
    /// Webhooks and callbacks are requests of the provider.
    pub(super) const fn reversed(self) -> Self {
        match self {
            Self::Request => Self::Response,
            Self::Response | Self::Error => Self::Request,
            Self::Unused => Self::Unused,
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u8
    }

    /// Which edges of the graph of uses belong to it.
    pub(super) const fn direction(self) -> usize {
        match self {
            Self::Request | Self::Unused => 0,
            Self::Response | Self::Error => 1,
        }
    }
}

/// What the ways say on which a value was met in one role.
const fn directions(mark: u16, role: Role) -> Directions {
    let mark = mark >> (4 * role as u16);
    let error = mark & Way::Error.bit() != 0;
    Directions {
        request: mark & Way::Request.bit() != 0,
        response: error || mark & Way::Response.bit() != 0,
        error,
    }
}

/// What a value was met as. A parameter of Swagger 2.0 is an object and a schema; a schema may be a part of others too.
#[derive(Clone, Copy)]
pub(super) enum Role {
    Object,
    Schema,
    Part,
}

/// What is new about meeting a value.
pub(super) struct Met {
    /// Not met on this way before.
    pub(super) is_new: bool,
    /// Not met at all before.
    pub(super) is_first: bool,
}

/// What was met, in which ways and as what: kept for questions about single values.
///
/// For each value of each file that was entered: four bits of ways for each role.
#[derive(Debug, Default)]
pub(in crate::openapi) struct Marks(Vec<Vec<u16>>);

impl Marks {
    /// Of so many files nothing is met yet.
    pub(super) fn new(files: usize) -> Self {
        Self(vec![Vec::new(); files])
    }

    /// Marks a value as met on a way; says what is new about that.
    pub(super) fn meet(&mut self, node: Node<'_>, role: Role, way: Way) -> Met {
        let marks = &mut self.0[file_of(node)];
        if marks.is_empty() {
            marks.resize(node.tree().len(), 0);
        }
        let mark = &mut marks[node.id().index()];
        let shift = 4 * role as u16;
        let seen = (*mark >> shift) & 0b1111;
        *mark |= way.bit() << shift;
        let is_new = if way == Way::Unused { seen == 0 } else { seen & way.bit() == 0 };
        Met { is_new, is_first: seen == 0 }
    }

    /// Ways on which a value was met in one role.
    pub(super) fn directions_as(&self, role: Role, node: Node<'_>) -> Directions {
        directions(self.mark(node), role)
    }

    /// Ways on which a value was met that is no schema itself, such as a property that refers to one.
    pub(in crate::openapi) fn directions(&self, node: Node<'_>) -> Directions {
        self.directions_as(Role::Object, node)
    }

    /// Ways on which the innermost value was met that holds this one.
    pub(in crate::openapi) fn directions_around(&self, node: Node<'_>) -> Directions {
        let outwards = std::iter::successors(Some(node), |it| it.parent());
        let mark = outwards.map(|it| self.mark(it)).find(|it| *it != 0).unwrap_or_default();
        // Whatever it was met as.
        directions(mark | mark >> 4 | mark >> 8, Role::Object)
    }

    fn mark(&self, node: Node<'_>) -> u16 {
        let marks = self.0.get(file_of(node));
        marks.and_then(|it| it.get(node.id().index())).copied().unwrap_or_default()
    }
}

fn file_of(node: Node<'_>) -> usize {
    node.tree().source().id().0 as usize
}

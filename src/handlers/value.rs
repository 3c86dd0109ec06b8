//! What the machine knows of a value: enough to follow how a service puts its routes together, and no more.

use super::condition::Conditions;
use super::framework::Framework;
use super::router::RouterId;
use super::text::Text;
use crate::code::{Closure, Expr, ItemId, Name, Scope, Type};
use crate::source::Span;
use std::rc::Rc;

/// Values that one may be, at most, where none of them is a router.
const MAX_ALTERNATIVES: usize = 12;

/// The same where one of them is a router: the others begin services of their own.
const MAX_ROUTERS: usize = 64;

/// Values inside a value that are looked at for routers, at most.
const MAX_INNER: usize = 4_096;

/// A value, as far as it is known.
#[derive(Clone, Debug)]
pub(super) enum Value<'w> {
    /// Nothing is known.
    Unknown,
    /// `None`, `()`.
    Nothing,
    /// A string.
    Text(Text),
    /// `true`, `false`.
    Boolean(bool),
    /// A number of bytes or of elements.
    Number(usize),
    /// Arrays and vectors.
    List(Rc<[Self]>),
    /// `(a, b)`.
    Tuple(Rc<[Self]>),
    /// A value of a struct or of an enum's variant.
    Object(ObjectId),
    /// A function of the workspace.
    Function(FunctionRef),
    /// A closure with what it sees.
    Closure(Rc<Captured<'w>>),
    /// A type of the workspace: the value of a unit struct, or what functions are called on.
    Type(ItemId),
    /// Something that another crate declares, by its path.
    External(Rc<[Name]>),
    /// A router.
    Router(RouterId),
    /// Handlers by method, not yet under a path.
    Verbs(Rc<Verbs<'w>>),
    /// What a call that nobody followed came to.
    Call(Rc<OpaqueCall<'w>>),
    /// One of these, under these conditions.
    Either(Rc<[(Conditions, Self)]>),
}

/// Number of a struct's value; it may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ObjectId(pub(super) usize);

/// A value of a struct or of an enum's variant.
#[derive(Clone, Debug)]
pub(super) struct Object<'w> {
    /// The struct or enum, if the workspace declares it.
    pub(super) item: Option<ItemId>,
    /// The variant, or the struct's name.
    pub(super) name: Name,
    /// Fields that are known.
    pub(super) fields: Vec<(Name, Value<'w>)>,
}

/// A function of the workspace, and what `Self` is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FunctionRef {
    /// The function.
    pub(super) item: ItemId,
    /// The type it was called on.
    pub(super) self_type: Option<ItemId>,
}

/// A closure with what it sees.
#[derive(Debug)]
pub(super) struct Captured<'w> {
    pub(super) closure: &'w Closure,
    pub(super) span: Span,
    pub(super) scope: Scope,
    pub(super) variables: Vec<(Name, Value<'w>)>,
}

/// A call that nobody followed: middleware mostly.
#[derive(Clone, Debug)]
pub(super) struct OpaqueCall<'w> {
    /// Path of the function as far as it could be resolved, or the method's name.
    pub(super) path: Rc<[Name]>,
    /// What the method was called on.
    pub(super) receiver: Option<Value<'w>>,
    /// What it was given.
    pub(super) arguments: Vec<Value<'w>>,
    /// `::<T>`.
    pub(super) types: &'w [Type],
    /// The call.
    pub(super) expr: &'w Expr,
    /// Where names in it are looked up.
    pub(super) scope: Scope,
}

impl OpaqueCall<'_> {
    /// The call that a chain of methods begins with.
    pub(super) fn origin(&self) -> &Self {
        let mut call = self;
        while let Some(Value::Call(before)) = &call.receiver {
            call = before;
        }
        call
    }
}

/// Handlers by method.
#[derive(Clone, Debug)]
pub(super) struct Verbs<'w> {
    pub(super) framework: &'static Framework,
    /// In the order in which they were given.
    pub(super) list: Vec<Verb<'w>>,
}

/// A handler for one method, or for any.
#[derive(Clone, Debug)]
pub(super) struct Verb<'w> {
    /// In upper case; `None` for any.
    pub(super) method: Option<Name>,
    /// What answers.
    pub(super) handler: Value<'w>,
    /// What stands in front of it, innermost first.
    pub(super) layers: Vec<Layer<'w>>,
    /// Where it is named.
    pub(super) span: Span,
}

/// Something in front of a handler.
#[derive(Clone, Debug)]
pub(super) struct Layer<'w> {
    /// What it is.
    pub(super) value: Value<'w>,
    /// Where it was put on.
    pub(super) span: Span,
    /// When it is there.
    pub(super) conditions: Conditions,
}

impl<'w> Value<'w> {
    /// The values it may be, with the conditions of each.
    pub(super) fn alternatives(&self) -> Vec<(Conditions, Self)> {
        match self {
            Self::Either(all) => all.to_vec(),
            other => vec![(Conditions::default(), other.clone())],
        }
    }

    /// One of two; what is the same or not known does not count twice.
    pub(super) fn either(all: Vec<(Conditions, Self)>) -> Self {
        let mut kept: Vec<(Conditions, Self)> = Vec::new();
        for (conditions, value) in all {
            for (inner, value) in value.alternatives() {
                let limit = if value.holds_router() { MAX_ROUTERS } else { MAX_ALTERNATIVES };
                let is_one_too_many = kept.len() >= limit;
                let conditions = conditions.and(&inner);
                match kept.iter_mut().find(|it| it.1.is_same(&value)) {
                    _ if value.is_silent() => {}
                    Some(known) => known.0 = known.0.common(&conditions),
                    None if is_one_too_many => {}
                    None => kept.push((conditions, value)),
                }
            }
        }
        match kept.len() {
            0 => Self::Unknown,
            1 => kept.swap_remove(0).1,
            _ => Self::Either(kept.into()),
        }
    }

    fn is_silent(&self) -> bool {
        matches!(self, Self::Unknown | Self::Nothing)
    }

    /// Whether nothing tells one from the other.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unknown, Self::Unknown) | (Self::Nothing, Self::Nothing) => true,
            (Self::Router(a), Self::Router(b)) => a == b,
            (Self::Object(a), Self::Object(b)) => a == b,
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Function(a), Self::Function(b)) => a == b,
            (Self::Type(a), Self::Type(b)) => a == b,
            (Self::External(a), Self::External(b)) => a == b,
            (Self::Verbs(a), Self::Verbs(b)) => Rc::ptr_eq(a, b),
            (Self::List(a), Self::List(b)) | (Self::Tuple(a), Self::Tuple(b)) => Rc::ptr_eq(a, b),
            (Self::Closure(a), Self::Closure(b)) => Rc::ptr_eq(a, b),
            // The same call in the same place: which of its alternatives came in makes no difference any more.
            (Self::Call(a), Self::Call(b)) => std::ptr::eq(a.expr, b.expr),
            (Self::Either(a), Self::Either(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// The string, if all of it is known.
    pub(super) fn as_known_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => text.as_known().map(str::to_owned),
            _ => None,
        }
    }

    /// Whether it may be a string.
    pub(super) fn is_text(&self) -> bool {
        match self {
            Self::Text(_) => true,
            Self::Either(all) => all.iter().any(|it| matches!(it.1, Self::Text(_))),
            _ => false,
        }
    }

    /// Whether a router is in it.
    pub(super) fn holds_router(&self) -> bool {
        // Parts may be shared, so that a value of few parts holds more of them than can be looked at.
        let mut pending = vec![self];
        for _ in 0..MAX_INNER {
            match pending.pop() {
                Some(Self::Router(_)) => return true,
                Some(Self::List(all) | Self::Tuple(all)) => pending.extend(all.iter().take(MAX_INNER)),
                Some(Self::Either(all)) => pending.extend(all.iter().map(|it| &it.1)),
                Some(_) => {}
                None => return false,
            }
        }
        false
    }
}

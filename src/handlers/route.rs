//! What was found: services, their routes, and what could not be followed.

use super::condition::Conditions;
use super::protection::Protection;
use super::template::Template;
use crate::code::{ItemId, Name, TargetKind};
use crate::finding::EndpointName;
use crate::source::Span;
use rustc_hash::FxHashSet;

/// A service that some function puts together.
#[derive(Clone, Debug)]
pub struct Service {
    /// The package that it belongs to.
    pub package: Name,
    /// What the target is built for.
    pub kind: TargetKind,
    /// The framework of its outermost router.
    pub framework: &'static str,
    /// The function where it was begun to be followed.
    pub entry: ItemId,
    /// Where its outermost router is made.
    pub span: Span,
    /// In the order in which the service was told of them.
    pub routes: Vec<Route>,
    /// What answers when no route does.
    pub fallbacks: Vec<Route>,
    /// Places behind which there may be further routes.
    pub unresolved: Vec<Unresolved>,
}

/// Something that a service answers.
#[derive(Clone, Debug)]
pub struct Route {
    /// In upper case; `None` for any.
    pub method: Option<Name>,
    /// The path, with those of the routers around it.
    pub path: Template,
    /// What answers.
    pub handler: Handler,
    /// What stands in front of it, innermost first.
    pub layers: Vec<Covering>,
    /// What protects it.
    pub protection: Protection,
    /// When it is there.
    pub conditions: Conditions,
    /// Whether the source keeps it out of the documents that it makes.
    pub is_unpublished: bool,
    /// Where it was told: the path, or the attribute.
    pub span: Span,
    /// The framework that answers.
    pub framework: &'static str,
}

/// What answers a request.
#[derive(Clone, Debug)]
pub struct Handler {
    /// The function, if it is one of the workspace.
    pub function: Option<ItemId>,
    /// As people call it.
    pub name: String,
    /// Where it is declared, or named where it is not known.
    pub span: Span,
}

/// Something in front of a handler.
#[derive(Clone, Debug)]
pub struct Covering {
    /// Path of what makes it, as far as it could be resolved.
    pub path: Vec<Name>,
    /// Functions of the workspace that it was given, or that it is.
    pub functions: Vec<ItemId>,
    /// Types of the workspace that it was given, or that it is.
    pub types: Vec<ItemId>,
    /// Where it was put on.
    pub span: Span,
    /// When it is there.
    pub conditions: Conditions,
}

/// A place that could not be followed.
#[derive(Clone, Debug)]
pub struct Unresolved {
    /// The path in front of whatever is there.
    pub path: Template,
    /// Why.
    pub reason: String,
    /// Where.
    pub span: Span,
    /// When it is there.
    pub conditions: Conditions,
}

impl Route {
    /// Method and path, as people call it.
    #[must_use]
    pub fn name(&self) -> EndpointName {
        let method = self.method.as_deref().unwrap_or("ANY").to_owned();
        EndpointName { method, path: self.path.to_string() }
    }
}

impl Service {
    /// What makes it another service than one that is made in the same place.
    pub(super) fn key(&self) -> FxHashSet<(Option<Name>, Template, Span, Option<&str>)> {
        let routes = self.routes.iter().map(|it| (it.method.clone(), it.path.clone(), it.handler.span, None));
        let unresolved =
            self.unresolved.iter().map(|it| (None, it.path.clone(), it.span, Some(it.reason.as_str())));
        routes.chain(unresolved).collect()
    }
}

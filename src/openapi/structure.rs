//! Whether a document has the structure that its version of the specification demands.
//!
//! The grammar is data (`objects`, `parameters`, `security`, `schemas`; one set of tables for all versions), and
//! `walk` holds a document against it. What a document *means* is none of this module's business.

mod elsewhere;
mod forms;
mod grammar;
mod objects;
mod parameters;
mod schemas;
mod security;
mod stakes;
mod table;
mod unique;
mod walk;
mod words;

pub(super) use unique::{is_same, repeated, weight};

use super::Version;
use crate::source::Span;
use crate::syntax::{Kind, Node, ProblemKind};

/// Most violations that are reported of one document; whoever has more has the wrong file, or the wrong version.
pub const MAX_VIOLATIONS: usize = 1_000;

/// A place where a document does not have the structure that its version demands.
#[derive(Clone, Debug)]
pub struct Violation<'a> {
    /// The offending value; for a missing field, the object that lacks it.
    pub node: Node<'a>,
    /// The smallest place to show: the key of the field, or the name of the object that lacks one.
    pub span: Span,
    /// What is wrong, for people: lower case, without a full stop.
    pub message: String,
    /// Which kind of fault it is.
    pub fault: Fault,
}

/// Why a place is no good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not what the specification allows there.
    Wrong,
    /// Something is not there that has to be, or is there without a value.
    Missing,
    /// What has the wrong type decides what can be judged at all; what cannot be judged now, in words.
    Unreadable(&'static str),
    /// Versions other than the document's know it there: which, in words.
    OtherVersion(String),
    /// A parameter stands in a list twice.
    Repeated,
    /// Allowed, but without effect in this version: a keyword of others, which are named in words.
    Idle(String),
    /// Allowed, but without effect, since it stands beside a `$ref` that replaces the object.
    BesideReference,
    /// A reference to a component of another kind than its place wants.
    WrongTarget,
}

impl Violation<'_> {
    /// Whether what is missing may stand in a part of the text that could not be read.
    #[must_use]
    pub fn may_be_lost(&self) -> bool {
        let problems = self.node.tree().problems().iter().filter(|it| it.kind != ProblemKind::DuplicateKey);
        // Where a value is that was not read, no place tells.
        let is_nothing = self.node.kind() == Kind::Null;
        problems.map(|it| it.span.start).any(|start| is_nothing || start <= self.node.span().end)
    }
}

impl Fault {
    /// Whether the document differs from its grammar; otherwise it only does not mean what it seems to say.
    #[must_use]
    pub const fn is_violation(&self) -> bool {
        !matches!(self, Self::Idle(_) | Self::BesideReference | Self::WrongTarget)
    }
}

/// Checks a whole document and what it refers to in other files.
///
/// `follow` is given the value of a `$ref` and answers with the target if that lies in another file. A target is
/// checked as what the reference stands for, once for each kind of object; targets inside of the document itself
/// are passed over, because the walk comes by them anyway. Violations come in the order of the walk: the document
/// from top to bottom, then other files.
#[must_use]
pub fn check<'a>(
    root: Node<'a>,
    version: Version,
    follow: &dyn Fn(Node<'a>) -> Option<Node<'a>>,
) -> Vec<Violation<'a>> {
    let mut found = inspect(root, version, follow);
    found.retain(|it| it.fault.is_violation());
    found
}

/// Like [`check`], with what is allowed but does not mean what it seems to say, behind the violations.
#[must_use]
pub fn inspect<'a>(
    root: Node<'a>,
    version: Version,
    follow: &dyn Fn(Node<'a>) -> Option<Node<'a>>,
) -> Vec<Violation<'a>> {
    let document = if version == Version::V2 { &objects::SWAGGER } else { &objects::OPENAPI };
    walk::Walk::new(root, version, follow).document(document)
}

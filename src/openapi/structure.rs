//! Whether a document has the structure that its version of the specification demands.
//!
//! The grammar is data (`objects`, `parameters`, `security`, `schemas`; one set of tables for all versions), and
//! `walk` holds a document against it. What a document *means* is none of this module's business.

mod forms;
mod grammar;
mod objects;
mod parameters;
mod schemas;
mod security;
mod table;
mod unique;
mod walk;
mod words;

use super::Version;
use crate::source::Span;
use crate::syntax::Node;

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
    let document = if version == Version::V2 { &objects::SWAGGER } else { &objects::OPENAPI };
    walk::Walk::new(root, version, follow).document(document)
}

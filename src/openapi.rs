//! OpenAPI documents as typed views that borrow from the trees, the same for Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.
//!
//! Views keep `$ref` as it is and resolve it when asked. [`Model`] is one walk over a document and the files it refers
//! to: everything that rules look at, once, with the direction in which it travels and the operations it belongs to.

mod access;
mod batch;
mod budget;
mod carrier;
mod circle;
mod files;
mod model;
mod name;
mod operation;
mod overlap;
mod parts;
mod pattern;
mod properties;
mod purpose;
mod reference;
mod schema;
mod security;
pub mod size;
mod strength;
pub mod structure;
mod template;
mod text;
mod types;
mod usage;
mod validate;
mod walk;

pub use budget::Budget;
pub use carrier::Carriers;
pub use circle::{Circle, Step};
pub use files::Files;
pub use model::{ApiDocument, Model};
pub use operation::{METHODS, Operation, OperationPlace};
pub use overlap::{Overlap, Overlaps, is_template};
pub use parts::{Location, MediaType, Parameter, Response, Server, host_of, is_error_status, is_loopback};
pub use pattern::{Anything, Exponential, Pattern, PatternFault};
pub use properties::Properties;
pub(crate) use purpose::is_for_secret;
pub use reference::{MAX_HOPS, Reference, ReferenceError, is_reference, may_be_reference, referenced_path};
pub use schema::{Directions, MAX_MEMBERS, Schema, SchemaPattern};
pub use security::{Alternative, Principal, Scheme, SchemeKind, Security, authorization_urls};
pub use strength::Strength;
pub use template::{Expression, PathTemplate};
pub use text::{Hit, Role, Text};
pub use types::Types;
pub use validate::{Breach, Verdict, validate};
pub(crate) use walk::documents;

use crate::syntax::{Kind, Node, Tree};

/// The version of the specification that a document follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Swagger 2.0
    V2,
    /// OpenAPI 3.0
    V30,
    /// OpenAPI 3.1
    V31,
    /// OpenAPI 3.2, and what comes after it in version 3
    V32,
}

impl Version {
    /// The version that the root of a file declares; `None` if it is no API document, or one that we cannot read.
    #[must_use]
    pub fn of(root: Node<'_>) -> Option<Self> {
        let declared = |key| root.get(key).and_then(Node::text);
        if declared("swagger").is_some_and(|it| major(&it) == Some("2")) {
            return Some(Self::V2);
        }
        let version = declared("openapi").filter(|it| major(it) == Some("3"))?;
        let minor = version.strip_prefix("3.").and_then(|it| it.split('.').next());
        Some(match minor {
            Some("0") => Self::V30,
            Some("1") => Self::V31,
            _ => Self::V32,
        })
    }

    /// The entry by which a file says that it is an API document of a version that we cannot read.
    ///
    /// Other files may have a field of this name too, so beside one that holds no number there must be
    /// what every API document has.
    #[must_use]
    pub fn unsupported(root: Node<'_>) -> Option<Node<'_>> {
        if Self::of(root).is_some() {
            return None;
        }
        let entry = root.get("openapi").or_else(|| root.get("swagger"))?;
        let is_number = entry.text().is_some_and(|it| major(&it).is_some());
        (is_number || (root.has_any(&["info"]) && root.has_any(&["paths"]))).then_some(entry)
    }

    /// As people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::V2 => "Swagger 2.0",
            Self::V30 => "OpenAPI 3.0",
            Self::V31 => "OpenAPI 3.1",
            Self::V32 => "OpenAPI 3.2",
        }
    }
}

/// The digits before the first dot.
fn major(version: &str) -> Option<&str> {
    let major = version.split('.').next()?;
    (!major.is_empty() && major.bytes().all(|it| it.is_ascii_digit())).then_some(major)
}

/// An API document: the root of a file that says `openapi` or `swagger`. Small: pass it by value.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    files: &'a Files,
    root: Node<'a>,
    version: Version,
    index: usize,
}

impl<'a> Document<'a> {
    /// The document in a file; `None` if the file is something else. `index` numbers the documents of a [`Model`].
    #[must_use]
    pub fn new(files: &'a Files, tree: &'a Tree, index: usize) -> Option<Self> {
        let root = tree.root()?;
        Version::of(root).map(|version| Self { files, root, version, index })
    }

    /// Position in [`Model::documents`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.index
    }

    /// All files of the run.
    #[must_use]
    pub const fn files(self) -> &'a Files {
        self.files
    }

    /// The outermost object.
    #[must_use]
    pub const fn root(self) -> Node<'a> {
        self.root
    }

    /// The version it follows.
    #[must_use]
    pub const fn version(self) -> Version {
        self.version
    }

    /// The entry that makes the file an API document: where findings about the whole document stand.
    #[must_use]
    pub fn version_node(self) -> Node<'a> {
        let key = if self.version == Version::V2 { "swagger" } else { "openapi" };
        self.root.get(key).unwrap_or(self.root)
    }

    /// Security schemes by name, wherever the version keeps them.
    pub fn schemes(self) -> impl Iterator<Item = Node<'a>> {
        self.scheme_map().into_iter().flat_map(Node::entries)
    }

    /// The entry under which a scheme is defined, be it a reference that leads nowhere.
    #[must_use]
    pub fn scheme(self, name: &str) -> Option<Node<'a>> {
        self.scheme_map()?.get(name)
    }

    /// What the key of a requirement leads to when it is read as the URI of a scheme, as OpenAPI 3.2 does with a key
    /// that names no component.
    ///
    /// # Errors
    /// When it leads nowhere, or to the network.
    pub fn scheme_by_uri(self, requirement: Node<'a>) -> Result<Node<'a>, ReferenceError> {
        let uri = requirement.key().ok_or(ReferenceError::MissingTarget)?;
        reference::named_by(self.files, requirement.tree(), &uri)
    }

    fn scheme_map(self) -> Option<Node<'a>> {
        // Documents in parts put whole sections into other files.
        let part = |of: Node<'a>, key: &str| of.get(key).and_then(|it| self.resolve(it));
        match self.version {
            Version::V2 => part(self.root, "securityDefinitions"),
            _ => part(part(self.root, "components")?, "securitySchemes"),
        }
    }

    /// Servers of the document as a whole; in Swagger 2.0 the host.
    pub fn servers(self) -> impl Iterator<Item = Server<'a>> {
        Server::listed(self, self.root)
    }

    /// The `info` object.
    #[must_use]
    pub fn info(self) -> Option<Node<'a>> {
        self.root.get("info").and_then(|it| self.resolve(it))
    }

    /// Entries of `paths`, be they references.
    pub fn paths(self) -> impl Iterator<Item = Node<'a>> {
        // Documents in parts put whole sections into other files.
        let paths = self.root.get("paths").and_then(|it| self.resolve(it));
        let entries = paths.into_iter().flat_map(Node::entries);
        entries.filter(|it| it.key().is_some_and(|key| !key.starts_with("x-")))
    }

    /// The entry of a path, be it a reference.
    #[must_use]
    pub fn path(self, path: &str) -> Option<Node<'a>> {
        self.root.get("paths").and_then(|it| self.resolve(it))?.get(path)
    }

    /// Operation objects under `paths`, each with the entry of its path; its key is the method.
    pub fn operation_objects(self) -> impl Iterator<Item = (Node<'a>, Node<'a>)> {
        let of_item = |it: Node<'a>| operation::METHODS.iter().filter_map(move |method| it.get(method));
        self.paths().flat_map(move |path| {
            self.resolve(path).into_iter().flat_map(of_item).map(move |operation| (path, operation))
        })
    }

    /// The `security` list of the document.
    #[must_use]
    pub fn security(self) -> Option<Node<'a>> {
        self.root.get("security").filter(|it| it.is_sequence())
    }

    /// What the string under a `$ref` names, be it a reference again.
    #[must_use]
    pub fn target(self, reference: Node<'a>) -> Option<Node<'a>> {
        reference::one_hop(self.files, reference).ok()
    }

    /// What the string under a `$ref` leads to in the end, if that lies in another file or in an extension.
    #[must_use]
    pub fn target_elsewhere(self, reference: Node<'a>) -> Option<Node<'a>> {
        let target = reference::resolve(self.files, reference::one_hop(self.files, reference).ok()?)?;
        let is_elsewhere = target.tree().source().id() != reference.tree().source().id();
        (is_elsewhere || reference::is_in_extension(target)).then_some(target)
    }

    /// The object that describes a value: where nothing but a reference stands, what it leads to, and so on. Since 3.1
    /// a reference may have keywords beside it, and then stands for itself.
    #[must_use]
    pub fn described(self, node: Node<'a>) -> Option<Node<'a>> {
        reference::described(self.files, node, |it| schema::is_mere_reference(self.version, it))
    }

    /// The value itself, or what its `$ref` leads to in the end; `None` where that leads nowhere.
    #[must_use]
    pub fn resolve(self, node: Node<'a>) -> Option<Node<'a>> {
        reference::resolve(self.files, node)
    }
}

/// The string under `$ref`, if the value is a reference.
#[must_use]
pub fn reference_in(node: Node<'_>) -> Option<Node<'_>> {
    node.get("$ref").filter(|it| it.kind() == Kind::String)
}

//! What a rule is: a page, and functions from a node to findings.

mod context;
mod control;
mod ignore;
mod metadata;

pub use context::{Context, Draft, Place};
pub use control::{CONTROLS, Control, Phase, Tier};
pub use ignore::{Ignore, State};
pub use metadata::{Category, Metadata};

use crate::change::{ApiPair, OperationPair, Pair, SchemaPair};
use crate::code::Problem;
use crate::config::Config;
use crate::finding::Severity;
use crate::flow::{Body, Handling};
use crate::handlers::Service;
use crate::openapi::{
    Document, MediaType, Operation, Parameter, Reference, Response, Schema, SchemaPattern, Scheme, Security,
    Server, Text,
};
use crate::project::{Endpoint, Join, Served};
use crate::syntax::Tree;
use std::sync::LazyLock;

/// A rule.
pub struct Rule {
    /// Its only name: in the terminal, in SARIF, in configuration, and of its files.
    pub name: &'static str,
    /// Its page, `rules/<name>.md`, as written.
    pub page: &'static str,
    /// What it looks at.
    pub checks: &'static [Check],
    pub(crate) metadata: LazyLock<Metadata, fn() -> Metadata>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Rule {
    /// Front matter of the page.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// How bad its findings are: as the project says, or else as its page does.
    #[must_use]
    pub fn severity(&self, config: &Config) -> Severity {
        config.severities.get(self.name).copied().unwrap_or(self.metadata().severity)
    }

    /// Whether all that it does is to compare two versions; one alone gives it nothing to look at.
    #[must_use]
    pub fn compares(&self) -> bool {
        self.checks.iter().all(|it| it.compares())
    }

    /// Whether it has something to say where two versions are compared.
    #[must_use]
    pub fn can_compare(&self) -> bool {
        self.checks.iter().any(|it| it.compares())
    }

    /// The page without its front matter.
    #[must_use]
    pub fn body(&self) -> &'static str {
        metadata::split(self.page).1
    }

    /// The text under one of the page's headings.
    #[must_use]
    pub fn section(&self, heading: &str) -> &'static str {
        let start = format!("## {heading}\n");
        let Some(at) = self.body().find(&start) else { return "" };
        let text = &self.body()[at + start.len()..];
        text.find("\n## ").map_or(text, |end| &text[..end]).trim()
    }
}

/// Which node a check looks at, and the function that does.
///
/// The engine walks and calls each function once for each node; functions return early, report, and end.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Each file that was read, API document or not.
    File(for<'a> fn(&mut Context<'a>, &'a Tree)),
    /// All API documents of the project, whether or not they share files. There is nothing else to see: the model is empty.
    Project(for<'a> fn(&mut Context<'a>, &[Document<'a>])),
    /// All that is known of API documents that share files, once.
    Model(for<'a> fn(&mut Context<'a>)),
    /// Each API document.
    Document(for<'a> fn(&mut Context<'a>, Document<'a>)),
    /// Each operation: of paths, webhooks and callbacks.
    Operation(for<'a> fn(&mut Context<'a>, &Operation<'a>)),
    /// Each parameter and each header, in the place where it is defined.
    Parameter(for<'a> fn(&mut Context<'a>, &Parameter<'a>)),
    /// Each entry of a `content` mapping, and each body of Swagger 2.0.
    MediaType(for<'a> fn(&mut Context<'a>, &MediaType<'a>)),
    /// Each response, in the place where it is defined, with its status code.
    Response(for<'a> fn(&mut Context<'a>, &Response<'a>)),
    /// Each schema, where a value is described by it.
    Schema(for<'a> fn(&mut Context<'a>, &Schema<'a>)),
    /// Each `pattern` keyword, in parts of schemas too, which `Schema` does not visit by themselves.
    Pattern(for<'a> fn(&mut Context<'a>, &SchemaPattern<'a>)),
    /// Each `security` list, of the document and of operations.
    Security(for<'a> fn(&mut Context<'a>, &Security<'a>)),
    /// Each security scheme that is defined.
    Scheme(for<'a> fn(&mut Context<'a>, &Scheme<'a>)),
    /// Each server; in Swagger 2.0 the host.
    Server(for<'a> fn(&mut Context<'a>, &Server<'a>)),
    /// Each ignore, in documents and in the configuration, after all other checks.
    Ignore(for<'a> fn(&mut Context<'a>, &Ignore<'a>)),
    /// For each file the strings that hold one of these words, whatever they are there for. Words are sought as they
    /// stand in the file, and should be rare: at best four bytes and more.
    Texts(&'static [&'static str], for<'a> fn(&mut Context<'a>, &[Text<'a>])),
    /// Each `$ref`.
    Reference(for<'a> fn(&mut Context<'a>, &Reference<'a>)),
    /// Each operation that a document promises and each route that a service answers; both at once where they are the
    /// same. Only where there are Rust sources.
    Endpoint(for<'a> fn(&mut Context<'a>, &Endpoint<'a>)),
    /// All endpoints at once, for what concerns several of them and is told once. Only where there are Rust sources.
    Join(for<'a> fn(&mut Context<'a>, &Join<'a>)),
    /// Each service of Rust sources with all endpoints that it answers, or should.
    Served(for<'a> fn(&mut Context<'a>, &Served<'a>)),
    /// Each thing in a Rust source or in a manifest that could not be read.
    Unreadable(for<'a> fn(&mut Context<'a>, &'a Problem)),
    /// Each service that Rust sources make, those of examples and tests included.
    Service(for<'a> fn(&mut Context<'a>, &'a Service)),
    /// Each function of what is shipped of services, those of the packages that they are built with included.
    Function(for<'a> fn(&mut Context<'a>, &Body<'a>)),
    /// Each function that answers requests of a service that is shipped.
    Handler(for<'a> fn(&mut Context<'a>, &Handling<'a>)),
    /// The services of each package, those of examples and tests included.
    Package(for<'a> fn(&mut Context<'a>, &[&'a Service])),
    /// Of two versions each API document, be it new or gone.
    ChangedApi(for<'a> fn(&mut Context<'a>, &ApiPair<'a>)),
    /// Of two versions each operation that both have.
    ChangedOperation(for<'a> fn(&mut Context<'a>, &OperationPair<'a>)),
    /// Of two versions each security scheme that both have.
    ChangedScheme(for<'a> fn(&mut Context<'a>, &Pair<Scheme<'a>>)),
    /// Of two versions each schema by which both describe a value.
    ChangedSchema(for<'a> fn(&mut Context<'a>, &SchemaPair<'a>)),
}

impl Check {
    /// Whether it compares two versions.
    #[must_use]
    pub const fn compares(self) -> bool {
        matches!(
            self,
            Self::ChangedApi(_) | Self::ChangedOperation(_) | Self::ChangedScheme(_) | Self::ChangedSchema(_)
        )
    }
}

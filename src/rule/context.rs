//! What a check is given, and how it reports.

use super::Rule;
use crate::config::Config;
use crate::finding::{Affected, Confidence, Edit, EndpointName, Fix, Label, Safety};
use crate::openapi::{Files, Model};
use crate::project::Code;
use crate::source::Span;
use crate::syntax::Node;

/// The project as a check sees it, and what it has reported so far.
pub struct Context<'a> {
    /// The documents and all that they describe.
    pub model: &'a Model<'a>,
    /// All files.
    pub files: &'a Files,
    /// The Rust sources, for checks of endpoints and services.
    pub code: Option<&'a Code>,
    /// What the project decides for itself.
    pub config: &'a Config,
    pub(crate) rule: &'static Rule,
    pub(crate) drafts: Vec<Draft<'a>>,
}

/// Where a finding stands: the value concerned, and the bytes to underline.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    node: Option<Node<'a>>,
    span: Span,
}

impl<'a> Place<'a> {
    /// The value's key, or its first line where it has none.
    #[must_use]
    pub fn key(node: Node<'a>) -> Self {
        Self { node: Some(node), span: node.name_span() }
    }

    /// The value itself, its first line at most.
    #[must_use]
    pub fn value(node: Node<'a>) -> Self {
        let line = node.first_line();
        let is_empty = line.start == line.end;
        Self { node: Some(node), span: if is_empty { node.name_span() } else { line } }
    }

    /// Other bytes that have to do with the value, on one line.
    #[must_use]
    pub const fn span(node: Node<'a>, span: Span) -> Self {
        Self { node: Some(node), span }
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(&self) -> Span {
        self.span
    }

    /// Bytes of a file that belong to no value.
    #[must_use]
    pub const fn in_file(span: Span) -> Self {
        Self { node: None, span }
    }
}

/// A finding in the making.
#[derive(Debug)]
pub struct Draft<'a> {
    pub(crate) rule: &'static Rule,
    pub(crate) message: String,
    pub(crate) node: Option<Node<'a>>,
    pub(crate) span: Span,
    pub(crate) labels: Vec<Label>,
    pub(crate) help: Option<String>,
    pub(crate) fix: Option<Fix>,
    pub(crate) confidence: Option<Confidence>,
    pub(crate) request: bool,
    pub(crate) response: bool,
    pub(crate) affected: Option<Affected>,
    /// The method and path that it is about, where the place does not tell.
    pub(crate) endpoint: Option<EndpointName>,
    /// What the place in Rust sources is called.
    pub(crate) item: String,
}

impl<'a> Context<'a> {
    pub(crate) const fn new(
        model: &'a Model<'a>,
        files: &'a Files,
        config: &'a Config,
        rule: &'static Rule,
    ) -> Self {
        Self { model, files, code: None, config, rule, drafts: Vec::new() }
    }

    /// Reports a finding; what comes back takes further details.
    #[expect(clippy::missing_panics_doc, reason = "the draft was pushed on the line before")]
    #[expect(clippy::expect_used, reason = "the draft was pushed on the line before")]
    pub fn report(&mut self, place: Place<'a>, message: impl Into<String>) -> &mut Draft<'a> {
        let Place { node, span } = place;
        let (rule, message) = (self.rule, message.into());
        self.drafts.push(Draft {
            rule,
            message,
            node,
            span,
            labels: Vec::new(),
            help: None,
            fix: None,
            confidence: None,
            request: true,
            response: true,
            affected: None,
            endpoint: None,
            item: String::new(),
        });
        self.drafts.last_mut().expect("pushed above")
    }
}

impl Draft<'_> {
    /// Names what it is about: the endpoint, and for a place in Rust sources the item by its path, by which the finding
    /// is known again.
    pub fn about(&mut self, endpoint: Option<&EndpointName>, item: impl Into<String>) -> &mut Self {
        self.endpoint = endpoint.cloned();
        self.item = item.into();
        self
    }

    /// Adds a further place.
    pub fn label(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do here.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }

    /// Offers a change that mends it; without edits there is nothing to offer.
    pub fn fix(
        &mut self,
        safety: Safety,
        title: impl Into<String>,
        edits: impl IntoIterator<Item = Edit>,
    ) -> &mut Self {
        let edits: Vec<_> = edits.into_iter().collect();
        self.fix = (!edits.is_empty()).then(|| Fix { title: title.into(), safety, edits });
        self
    }

    /// Only operations that send the value count as affected.
    pub const fn in_requests(&mut self) -> &mut Self {
        self.response = false;
        self
    }

    /// Only operations that return the value count as affected.
    pub const fn in_responses(&mut self) -> &mut Self {
        self.request = false;
        self
    }

    /// Names the affected operations, where the place does not tell.
    pub fn affects(&mut self, affected: Affected) -> &mut Self {
        self.affected = Some(affected);
        self
    }

    /// Less sure than the rule usually is.
    pub const fn confidence(&mut self, confidence: Confidence) -> &mut Self {
        self.confidence = Some(confidence);
        self
    }
}

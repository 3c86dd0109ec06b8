//! Texts of a file that hold one of some words, and the part that a text plays in a document.

use crate::source::Span;
use crate::syntax::Node;

/// A string with the places in it where one of a rule's words stands.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The string.
    pub node: Node<'a>,
    /// Where which word stands, in the order of the text.
    pub hits: Vec<Hit>,
}

/// A word where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The word as the rule has it.
    pub word: &'static str,
    /// Its bytes.
    pub span: Span,
}

/// What a text is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is read by people, who see it as Markdown: `description`, `summary`, `title`.
    Prose,
    /// It shows or states a value: `example`, `default`, `enum`, `const`.
    Value,
    /// Anything else, such as a URL, a pattern, or what an extension holds.
    Other,
}

/// Keys of texts for people.
const PROSE: [&str; 3] = ["description", "summary", "title"];

impl<'a> Text<'a> {
    /// What the text is there for.
    #[must_use]
    pub fn role(&self) -> Role {
        if super::reference::is_value(self.node) {
            Role::Value
        } else if PROSE.iter().any(|it| self.node.has_key(it)) && !is_named(self.node) {
            Role::Prose
        } else {
            Role::Other
        }
    }

    /// The text as it stands in the file, quotes and escapes included.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.node.tree().source().slice(self.node.span())
    }

    /// The raw text from a hit on, and what stands before it.
    #[must_use]
    pub fn split_at(&self, hit: &Hit) -> (&'a str, &'a str) {
        let at = hit.span.start.saturating_sub(self.node.span().start) as usize;
        self.raw().split_at_checked(at).unwrap_or_default()
    }

    /// Bytes of the text from the start of a hit, so many.
    #[must_use]
    pub fn span_from(&self, hit: &Hit, length: usize) -> Span {
        let start = hit.span.start as usize;
        let source = self.node.tree().source();
        source.first_line(source.span(start, start + length))
    }
}

/// Whether the key is the name of a property, and so nothing that OpenAPI gives a meaning to.
fn is_named(node: Node<'_>) -> bool {
    node.parent().is_some_and(|it| it.has_key("properties"))
}

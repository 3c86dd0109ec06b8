//! Bounds of numbers, lengths and counts that were stricter before. All parts of a schema hold: the strictest counts.

use super::called;
use crate::change::SchemaPair;
use crate::openapi::{Schema, Types};
use crate::syntax::Node;

/// A bound: keywords that set it, the type it belongs to, and what to call the value.
pub(super) struct Bound {
    pub(super) keywords: &'static [&'static str],
    pub(super) types: Types,
    pub(super) what: &'static str,
    /// Whether values may be no greater, or no less.
    pub(super) is_upper: bool,
}

/// What became of a bound.
pub(super) struct Looser<'a> {
    /// Keyword and number before.
    pub(super) base: (Node<'a>, f64),
    /// Keyword now, if there is one.
    pub(super) head: Option<Node<'a>>,
    pub(super) message: String,
}

impl Bound {
    /// The strictest of the keywords.
    fn of<'a>(&self, schema: &Schema<'a>) -> Option<(Node<'a>, f64)> {
        let entries =
            schema.members().iter().flat_map(|it| self.keywords.iter().filter_map(|key| it.get(key)));
        let numbers = entries.filter_map(|it| Some((it, self.number(it)?)));
        numbers.reduce(|one, other| if self.is_looser(one.1, other.1) { other } else { one })
    }

    /// The number of a keyword; lengths and counts cannot be less than nothing.
    fn number(&self, keyword: Node<'_>) -> Option<f64> {
        let is_amount = !self.types.has(Types::NUMBER);
        keyword.as_f64().filter(|it| it.is_finite() && (*it >= 0.0 || !is_amount))
    }

    fn is_set(&self, schema: Node<'_>) -> bool {
        self.keywords.iter().filter_map(|key| schema.get(key)).any(|it| self.number(it).is_some())
    }

    fn is_looser(&self, number: f64, than: f64) -> bool {
        if self.is_upper { number > than } else { number < than }
    }

    /// What became of it, where values may be more than before.
    pub(super) fn loosened<'a>(&self, pair: &SchemaPair<'a>) -> Option<Looser<'a>> {
        let SchemaPair { base, head } = pair;
        let before = self.of(base)?;
        let is_other = !head.types().is_empty() && !head.types().has(self.types);
        if is_other || head.is_enumerated() {
            return None;
        }
        let keyword = before.0.key().unwrap_or_default();
        let Some(after) = self.of(head) else {
            // Choices that all have it keep it in some way.
            let is_lost = !head.is_limited_if(|it| self.is_set(*it));
            let message = format!("{} has lost its `{keyword}` of {}", called(self.what, head), before.1);
            return is_lost.then_some(Looser { base: before, head: None, message });
        };
        let message = format!("`{keyword}` was {} and is {}", before.1, after.1);
        let looser = Looser { base: before, head: Some(after.0), message };
        self.is_looser(after.1, before.1).then_some(looser)
    }
}

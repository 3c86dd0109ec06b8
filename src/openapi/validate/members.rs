//! What is in objects and arrays.

use super::super::Version;
use super::super::parts::is_true;
use super::{LOOK, Validator, Verdict, bounds};
use crate::syntax::{Kind, Node};

impl<'a> Validator<'a, '_> {
    pub(super) fn members(&mut self, schema: Node<'a>, value: Node<'a>, depth: usize) -> Verdict<'a> {
        match value.kind() {
            Kind::Sequence => self.items(schema, value, depth),
            Kind::Mapping => {
                let mut verdict = self.required(schema, value);
                for entry in value.entries() {
                    verdict = verdict.and(|| self.entry(schema, entry, depth));
                }
                verdict
            }
            _ => Verdict::Valid,
        }
    }

    fn items(&mut self, schema: Node<'a>, value: Node<'a>, depth: usize) -> Verdict<'a> {
        let items = schema.get("items");
        let has_prefix = self.doc.version() >= Version::V31;
        // A list of schemas is how 2.0 says what later versions say with `prefixItems`.
        let prefix = if has_prefix { schema.get("prefixItems") } else { items.filter(|it| it.is_sequence()) };
        let rest = items.filter(|it| !it.is_sequence());
        let mut first = prefix.into_iter().flat_map(Node::items);
        // What is composed with others is closed for the item alone.
        let composed = std::mem::replace(&mut self.composed, 0);
        let mut verdict = Verdict::Valid;
        for item in value.items() {
            if let Some(schema) = first.next().or(rest) {
                verdict = verdict.and(|| self.judge(schema, item, depth));
            }
        }
        self.composed = composed;
        verdict
    }

    fn entry(&mut self, schema: Node<'a>, entry: Node<'a>, depth: usize) -> Verdict<'a> {
        let name = entry.key().unwrap_or_default();
        let own = schema.get("properties").and_then(|it| it.get(&name));
        let mut is_described = own.is_some();
        let mut verdict = own.map_or(Verdict::Valid, |it| self.inner(it, entry, depth));
        let patterns = schema.get("patternProperties").filter(|_| self.doc.version() >= Version::V31);
        for pattern in patterns.into_iter().flat_map(Node::entries) {
            let is_match = pattern.key().and_then(|it| bounds::matches(&it, &name, self.budget));
            match is_match {
                Some(true) => {
                    is_described = true;
                    verdict = verdict.and(|| self.inner(pattern, entry, depth));
                }
                Some(false) => {}
                None => return verdict.and(|| Verdict::Undecided),
            }
        }
        let Some(others) = schema.get("additionalProperties").filter(|_| !is_described) else {
            return verdict;
        };
        verdict.and(|| self.other(others, entry, depth))
    }

    /// A property that is not named.
    fn other(&mut self, others: Node<'a>, entry: Node<'a>, depth: usize) -> Verdict<'a> {
        match others.as_bool() {
            Some(true) => Verdict::Valid,
            // Parts of a composition are often closed by mistake; that is not the fault of the value.
            Some(false) if self.composed > 0 => Verdict::Undecided,
            Some(false) => {
                let name = entry.key().unwrap_or_default();
                let reason = format!("`additionalProperties` is false, and `{name}` is not described");
                Verdict::invalid(entry, others, reason)
            }
            None => self.inner(others, entry, depth),
        }
    }

    fn inner(&mut self, schema: Node<'a>, value: Node<'a>, depth: usize) -> Verdict<'a> {
        let composed = std::mem::replace(&mut self.composed, 0);
        let verdict = self.judge(schema, value, depth);
        self.composed = composed;
        verdict
    }

    fn required(&self, schema: Node<'a>, value: Node<'a>) -> Verdict<'a> {
        let Some(required) = schema.get("required").filter(|it| it.is_sequence()) else {
            return Verdict::Valid;
        };
        self.budget.spend(required.items().count());
        let names = required.items().filter_map(Node::text);
        let mut verdict = Verdict::Valid;
        for name in names.filter(|it| value.get(it).is_none()) {
            let property = schema.get("properties").and_then(|it| it.get(&name));
            if property.is_none_or(|it| self.may_be_missing(it)) {
                verdict = verdict.and(|| Verdict::Undecided);
            } else {
                return Verdict::invalid(value, required, format!("`{name}` is `required` and is not there"));
            }
        }
        verdict
    }

    /// Whether those who send the value leave this property out.
    fn may_be_missing(&self, property: Node<'a>) -> bool {
        let is =
            |key| is_true(property, key) || self.doc.resolve(property).is_none_or(|it| self.says(it, key));
        let is_response_only = self.directions.response && !self.directions.request;
        let is_request_only = self.directions.request && !self.directions.response;
        (is("readOnly") && !is_response_only) || (is("writeOnly") && !is_request_only)
    }

    /// Whether a schema or one of its parts has a flag.
    fn says(&self, schema: Node<'a>, key: &str) -> bool {
        let parts = schema.get("allOf").into_iter().flat_map(Node::items);
        self.budget.spend(LOOK * parts.clone().count());
        is_true(schema, key) || parts.filter_map(|it| self.doc.resolve(it)).any(|it| is_true(it, key))
    }
}

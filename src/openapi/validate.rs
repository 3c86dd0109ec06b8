//! Whether a value that stands in a document satisfies a schema of the document.
//!
//! The answer names the first keyword that is broken. Where keywords are met that are not understood, or where readers
//! of OpenAPI differ, the value is neither right nor wrong but undecided.

mod bounds;
mod choices;
mod members;

use super::schema::is_nullable;
use super::structure::weight;
use super::{Budget, Directions, Document, Types, Version, reference_in};
use crate::syntax::{Kind, Node};

/// Schemas within schemas that are followed. Whoever refers in a circle ends here.
const MAX_DEPTH: usize = 64;

/// Steps of a budget that one value may cost.
const MAX_STEPS: u64 = 2_000_000;

/// What a look at a pair of schema and value costs, keywords that cost more aside.
const LOOK: usize = 100;

/// Keywords about which we cannot judge.
const UNKNOWN: [&str; 11] = [
    "$dynamicRef",
    "$recursiveRef",
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];

/// What came out.
#[derive(Clone, Debug)]
pub enum Verdict<'a> {
    /// The value satisfies the schema.
    Valid,
    /// It does not.
    Invalid(Breach<'a>),
    /// It cannot be told.
    Undecided,
}

/// The first keyword that a value breaks.
#[derive(Clone, Debug)]
pub struct Breach<'a> {
    /// The value, or the part of it, that is wrong.
    pub value: Node<'a>,
    /// The keyword, where the schema says it.
    pub keyword: Node<'a>,
    /// What is wrong, in words.
    pub reason: String,
}

/// Holds a value against a schema. `directions` say who sends it: callers need not send what is `readOnly`.
/// Undecided once the value has cost too much, or the budget is spent.
#[must_use]
pub fn validate<'a>(
    doc: Document<'a>,
    schema: Node<'a>,
    value: Node<'a>,
    directions: Directions,
    budget: &Budget,
) -> Verdict<'a> {
    let judge = |budget: &Budget| Validator { doc, directions, budget, composed: 0 }.judge(schema, value, 0);
    budget.share(MAX_STEPS, judge).unwrap_or(Verdict::Undecided)
}

struct Validator<'a, 'b> {
    doc: Document<'a>,
    directions: Directions,
    budget: &'b Budget,
    /// Schemas around the present one that others are combined with, so that it cannot close an object by itself.
    composed: usize,
}

impl<'a> Verdict<'a> {
    fn invalid(value: Node<'a>, keyword: Node<'a>, reason: impl Into<String>) -> Self {
        Self::Invalid(Breach { value, keyword, reason: reason.into() })
    }

    /// Both must hold: what is wrong is wrong, whatever else is unknown.
    fn and(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Valid => other(),
            Self::Invalid(_) => self,
            Self::Undecided => match other() {
                Self::Invalid(it) => Self::Invalid(it),
                _ => Self::Undecided,
            },
        }
    }
}

impl<'a> Validator<'a, '_> {
    fn judge(&mut self, schema: Node<'a>, value: Node<'a>, depth: usize) -> Verdict<'a> {
        let is_reference = reference_in(value).is_some();
        if !self.budget.spend(LOOK + weight(value)) || depth > MAX_DEPTH || is_reference {
            return Verdict::Undecided;
        }
        let schema = schema.target();
        if reference_in(schema).is_none() {
            return self.judge_own(schema, value, depth);
        }
        let Some(target) = self.doc.resolve(schema) else { return Verdict::Undecided };
        let verdict = self.judge_own(target, value, depth);
        if self.doc.version() < Version::V31 {
            return verdict;
        }
        verdict.and(|| self.judge_own(schema, value, depth))
    }

    /// By the keywords of the schema itself.
    fn judge_own(&mut self, schema: Node<'a>, value: Node<'a>, depth: usize) -> Verdict<'a> {
        match schema.kind() {
            Kind::Bool if schema.as_bool() == Some(true) => return Verdict::Valid,
            Kind::Bool => return Verdict::invalid(value, schema, "the schema allows no value here"),
            Kind::Mapping => {}
            _ => return Verdict::Undecided,
        }
        if value.kind() == Kind::Null && is_nullable(schema) {
            return Verdict::Valid;
        }
        let known = if schema.has_any(&UNKNOWN) { Verdict::Undecided } else { Verdict::Valid };
        known
            .and(|| self.kind(schema, value))
            .and(|| self.listed(schema, value))
            .and(|| bounds::judge(schema, value, self.doc.version(), self.budget))
            .and(|| self.members(schema, value, depth + 1))
            .and(|| self.choices(schema, value, depth + 1))
    }

    fn kind(&self, schema: Node<'a>, value: Node<'a>) -> Verdict<'a> {
        let Some(keyword) = schema.get("type") else { return Verdict::Valid };
        let types = Types::listed(keyword);
        let is_binary =
            || schema.get("format").and_then(Node::as_str).is_some_and(|it| it == "binary" || it == "byte");
        if types.is_empty() || (value.kind() != Kind::String && is_binary()) {
            return Verdict::Undecided;
        }
        if types.has(Types::of(value)) {
            return Verdict::Valid;
        }
        let wanted = keyword.text().map_or_else(|| "one of a list".to_owned(), |it| format!("`{it}`"));
        let kind = if value.kind() == Kind::Number && types.has(Types::INTEGER) {
            "no whole number"
        } else {
            value.kind().with_article()
        };
        Verdict::invalid(value, keyword, format!("`type` is {wanted}, but this is {kind}"))
    }

    fn listed(&self, schema: Node<'a>, value: Node<'a>) -> Verdict<'a> {
        if let Some(listed) = schema.get("enum").filter(|it| it.is_sequence())
            && !listed.items().any(|it| super::structure::is_same(it, value, self.budget))
        {
            return Verdict::invalid(value, listed, "`enum` does not list this value");
        }
        let constant = schema.get("const").filter(|_| self.doc.version() >= Version::V31);
        match constant.filter(|it| !super::structure::is_same(*it, value, self.budget)) {
            Some(constant) => Verdict::invalid(value, constant, "`const` is another value"),
            None => Verdict::Valid,
        }
    }
}

//! What callers of an operation must show, and whether it has become less.
//!
//! A demand is a choice (OR) of ways, and a way is a set of credentials (AND). Less is demanded when some way is open
//! now that asks for less than every way before. How a demand is written does not matter.

use super::Pair;
use crate::openapi::{Operation, Scheme, Strength};
use crate::source::FileId;
use crate::syntax::{Node, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Credentials and scopes of one side, times those of the other, up to which two demands are compared.
const MOST_WORK: usize = 1 << 20;

/// What callers of an operation must show; without ways, nothing.
#[derive(Clone, Debug, Default)]
pub struct Demand<'a> {
    /// The list in force.
    pub list: Option<Node<'a>>,
    /// Each once, shared by all operations for which the list holds.
    ways: Arc<[Way<'a>]>,
}

/// One way to call an operation.
#[derive(Clone, Debug)]
pub struct Way<'a> {
    /// The requirement object.
    pub node: Node<'a>,
    /// What must be shown together.
    pub credentials: Vec<Credential<'a>>,
}

/// One credential of a way.
#[derive(Clone, Debug)]
pub struct Credential<'a> {
    /// The entry of the requirement, whose key is the scheme's name and whose value lists scopes.
    pub node: Node<'a>,
    /// Name of the scheme in the base, if it has it.
    scheme: Cow<'a, str>,
    strength: Option<Strength>,
}

/// How a way asks for less than those before.
#[derive(Clone, Debug)]
pub enum Loss<'a> {
    /// It is one of those before without these schemes.
    Schemes(Vec<Cow<'a, str>>),
    /// The strongest thing that it asks for is weaker than what each of those before asked for.
    Strength(Pair<Strength>),
}

impl<'a> Credential<'a> {
    fn scopes(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.node.items().filter_map(Node::text)
    }
}

impl<'a> Way<'a> {
    fn of(
        schemes: &[(Node<'a>, Option<Scheme<'a>>)],
        node: Node<'a>,
        known: &impl Fn(Cow<'a, str>) -> Cow<'a, str>,
    ) -> Self {
        let credentials = schemes.iter().map(|(node, scheme)| Credential {
            node: *node,
            scheme: known(node.key().unwrap_or_default()),
            strength: scheme.as_ref().and_then(Scheme::strength),
        });
        Self { node, credentials: credentials.collect() }
    }

    /// Names of its schemes, as they are called on its side.
    #[must_use]
    pub fn names(&self) -> String {
        let names = self.credentials.iter().filter_map(|it| it.node.key());
        names.map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" and ")
    }

    fn with(&self, scheme: &str) -> Option<&Credential<'a>> {
        self.credentials.iter().find(|it| it.scheme == scheme)
    }

    /// What another way asks for and this one does not.
    fn lacks<'o>(&'o self, other: &'o Self) -> impl Iterator<Item = &'o Credential<'a>> {
        other.credentials.iter().filter(|it| self.with(&it.scheme).is_none())
    }

    fn covers(&self, other: &Self) -> bool {
        self.lacks(other).next().is_none()
    }

    /// What it asks for, in whatever order it is written.
    fn essence(&self) -> BTreeSet<(Cow<'a, str>, BTreeSet<Cow<'a, str>>)> {
        self.credentials.iter().map(|it| (it.scheme.clone(), it.scopes().collect())).collect()
    }

    /// Strength of the strongest credential, if all are known.
    fn strength(&self) -> Option<Strength> {
        let all: Option<Vec<_>> = self.credentials.iter().map(|it| it.strength).collect();
        all?.into_iter().max()
    }

    /// Scopes that another way asks for and this one does not, of schemes that both ask for.
    fn lost_scopes(&self, other: &Self) -> Vec<Cow<'a, str>> {
        let now: FxHashSet<_> = self.scopes().collect();
        let lost = |it: &(&str, Cow<'a, str>)| self.with(it.0).is_some() && !now.contains(it);
        other.scopes().filter(lost).map(|it| it.1).collect()
    }

    fn scopes(&self) -> impl Iterator<Item = (&str, Cow<'a, str>)> {
        self.credentials.iter().flat_map(|it| it.scopes().map(|scope| (it.scheme.as_ref(), scope)))
    }
}

/// What the lists of one side demand: most operations share theirs.
#[derive(Default)]
pub(super) struct Demands<'a>(FxHashMap<(FileId, NodeId), Demand<'a>>);

impl<'a> Demands<'a> {
    pub(super) fn of(
        &mut self,
        operation: &Operation<'a>,
        known: impl Fn(Cow<'a, str>) -> Cow<'a, str>,
    ) -> Demand<'a> {
        let Some(list) = operation.security().map(|it| it.node) else { return Demand::default() };
        let place = (list.tree().source().id(), list.id());
        self.0.entry(place).or_insert_with(|| Demand::of(operation, known)).clone()
    }
}

impl<'a> Demand<'a> {
    /// Of an operation that is not compared.
    #[must_use]
    pub fn new(operation: &Operation<'a>) -> Self {
        Self::of(operation, |it| it)
    }

    fn of(operation: &Operation<'a>, known: impl Fn(Cow<'a, str>) -> Cow<'a, str>) -> Self {
        let Some(security) = operation.security() else { return Self::default() };
        let alternatives = security.alternatives();
        let ways = alternatives.iter().map(|it| Way::of(&it.schemes, it.node, &known));
        let mut seen = FxHashSet::default();
        let ways = ways.filter(|it| seen.insert(it.essence())).collect();
        Self { list: Some(security.node), ways }
    }

    /// Whether a credential must be shown, whichever way is taken.
    #[must_use]
    pub fn is_some(&self) -> bool {
        !self.ways.is_empty() && self.ways.iter().all(|it| !it.credentials.is_empty())
    }

    /// Whether a credential may be shown.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        !self.is_some() && self.ways.iter().any(|it| !it.credentials.is_empty())
    }

    /// The way that asks for nothing.
    #[must_use]
    pub fn open_way(&self) -> Option<Node<'a>> {
        self.ways.iter().find(|it| it.credentials.is_empty()).map(|it| it.node)
    }

    /// The ways in words.
    #[must_use]
    pub fn names(&self) -> String {
        self.ways.iter().map(Way::names).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" or ")
    }

    /// Ways, credentials and scopes.
    fn size(&self) -> usize {
        let of_way = |it: &Way<'a>| it.credentials.len() + it.scopes().count();
        self.ways.iter().map(|it| 1 + of_way(it)).sum()
    }
}

impl<'a> Pair<Demand<'a>> {
    /// Whether a credential had to be shown and need not be any more.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.base.is_some() && !self.head.is_some()
    }

    /// Whether there is too much to compare on both sides.
    #[must_use]
    pub fn are_too_large(&self) -> bool {
        self.are_some() && self.base.size().saturating_mul(self.head.size()) > MOST_WORK
    }

    fn are_some(&self) -> bool {
        self.base.is_some() && self.head.is_some()
    }

    fn can_be_compared(&self) -> bool {
        self.are_some() && !self.are_too_large()
    }

    /// A way that asks for fewer or weaker credentials than all before.
    #[must_use]
    pub fn loosened(&self) -> Option<(&Way<'a>, Loss<'a>)> {
        if !self.can_be_compared() {
            return None;
        }
        self.head.ways.iter().find_map(|it| Some((it, self.loss(it)?)))
    }

    fn loss(&self, way: &Way<'a>) -> Option<Loss<'a>> {
        let before = &self.base.ways;
        if before.iter().any(|it| way.covers(it)) {
            return None;
        }
        if let Some(whole) = before.iter().find(|it| it.covers(way)) {
            return Some(Loss::Schemes(way.lacks(whole).filter_map(|it| it.node.key()).collect()));
        }
        let strengths: Option<Vec<_>> = before.iter().map(Way::strength).collect();
        let (base, head) = (strengths?.into_iter().min()?, way.strength()?);
        (head < base).then_some(Loss::Strength(Pair { base, head }))
    }

    /// A way that asks for fewer scopes than all before, and those that it no longer asks for.
    #[must_use]
    pub fn unscoped(&self) -> Option<(&Way<'a>, Vec<Cow<'a, str>>)> {
        if !self.can_be_compared() {
            return None;
        }
        self.head.ways.iter().find_map(|it| Some((it, self.lost_scopes(it)?)))
    }

    fn lost_scopes(&self, way: &Way<'a>) -> Option<Vec<Cow<'a, str>>> {
        let before: Vec<_> = self.base.ways.iter().filter(|it| way.covers(it)).collect();
        let lost: Vec<_> = before.iter().map(|it| way.lost_scopes(it)).collect();
        if lost.iter().any(Vec::is_empty) {
            return None;
        }
        // One scope in the place of another is no less, as far as we can tell.
        let asks_no_other = |it: &&Way<'a>| it.lost_scopes(way).is_empty();
        let at = before.iter().position(asks_no_other)?;
        lost.into_iter().nth(at)
    }
}

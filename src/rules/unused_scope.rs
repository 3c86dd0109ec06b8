//! See `rules/unused-scope.md`.

use super::rights::object;
use super::words;
use crate::finding::Confidence;
use crate::openapi::{Document, Model, Scheme, SchemeKind};
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Scopes that say what a token holds or how long it lasts: clients ask for them, operations do not.
const OF_TOKENS: [&str; 11] = [
    "accessasuser",
    "address",
    "default",
    "email",
    "offline",
    "offlineaccess",
    "onlineaccess",
    "openid",
    "phone",
    "profile",
    "userimpersonation",
];

/// Words for the person whose data a token may hold.
const ACCOUNTS: [&str; 3] = ["account", "user", "userinfo"];

/// More unused scopes than these are not forgotten one by one.
const MANY: usize = 10;

/// Further scopes that a finding shows.
const SHOWN: usize = 2;

/// What operations ask for.
#[derive(Default)]
struct Asked<'a> {
    scopes: BTreeSet<Cow<'a, str>>,
    /// What scopes are about that no scheme defines: for them another scope was meant.
    mistaken: BTreeSet<String>,
    /// Places of the schemes of which they ask for a scope at all.
    schemes: BTreeSet<Span>,
}

/// Documents may share a scheme, so all that belong together are looked at with the first.
fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let mut schemes = model.schemes.iter().filter(|it| it.kind == SchemeKind::OAuth2).peekable();
    if doc.index() > 0 || schemes.peek().is_none() {
        return;
    }
    let asked = Asked::new(model);
    let mut seen = BTreeSet::new();
    for scheme in schemes.filter(|it| asked.schemes.contains(&it.node.span())) {
        check_scheme(cx, scheme, &asked, &mut seen);
    }
}

impl<'a> Asked<'a> {
    fn new(model: &Model<'a>) -> Self {
        let mut asked = Self::default();
        for (entry, scheme) in
            model.securities.iter().flat_map(|it| it.alternatives()).flat_map(|it| it.schemes)
        {
            asked.scopes.extend(entry.items().filter_map(Node::text));
            let is_asked = entry.items().next().is_some();
            asked.schemes.extend(scheme.filter(|_| is_asked).map(|it| it.node.span()));
        }
        let defined: BTreeSet<_> =
            model.schemes.iter().flat_map(|it| it.scopes()).filter_map(Node::key).collect();
        asked.mistaken = asked.scopes.difference(&defined).map(|it| object(it)).collect();
        asked
    }

    fn leaves_out(&self, name: &str) -> bool {
        !self.scopes.contains(name) && !self.mistaken.contains(&object(name)) && !is_of_token(name)
    }
}

/// `openid`, and behind the API or the account `api://0af1/.default`, `userinfo.email`.
fn is_of_token(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default().trim_start_matches('.');
    let of_account =
        last.split_once(['.', ':']).filter(|it| words::is_one_of(it.0, &ACCOUNTS)).map(|it| it.1);
    words::is_one_of(of_account.unwrap_or(last), &OF_TOKENS)
}

/// Several flows and schemes of a document may define a scope: it is looked at once.
fn check_scheme<'a>(
    cx: &mut Context<'a>,
    scheme: &Scheme<'a>,
    asked: &Asked<'a>,
    seen: &mut BTreeSet<(usize, Cow<'a, str>)>,
) {
    let Some(affected) = cx.model.requiring(scheme) else { return };
    let unused: Vec<Node<'a>> = scheme
        .scopes()
        .filter(|it| {
            it.key().is_some_and(|it| asked.leaves_out(&it) && seen.insert((scheme.doc.index(), it)))
        })
        .collect();
    let Some((first, others)) = unused.split_first() else { return };
    let name = first.key().unwrap_or_default();
    let message = match others.len() {
        0 => format!("no operation asks for the scope `{name}`"),
        1 => format!("no operation asks for the scope `{name}` nor for another of `{}`", scheme.name),
        more => {
            format!("no operation asks for the scope `{name}` nor for {more} others of `{}`", scheme.name)
        }
    };
    let draft = cx.report(Place::key(*first), message);
    draft.affects(affected);
    // Rather the list of all that the provider has, which belongs to several APIs.
    let defined: BTreeSet<_> = scheme.scopes().filter_map(Node::key).collect();
    if unused.len() > MANY || (!others.is_empty() && unused.len() * 2 >= defined.len()) {
        draft.confidence(Confidence::Low);
    }
    for other in others.iter().take(SHOWN) {
        draft.label(other.name_span(), "nor for this one");
    }
}

//! See `rules/inconsistent-scheme-across-documents.md`.

use super::hosts;
use crate::openapi::{Document, Scheme, SchemeKind, host_of};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Project(check)];

fn check<'a>(cx: &mut Context<'a>, documents: &[Document<'a>]) {
    let mut owners: BTreeMap<String, Vec<Document<'a>>> = BTreeMap::new();
    for doc in documents {
        if let Some(owner) = owner(*doc) {
            owners.entry(owner).or_default().push(*doc);
        }
    }
    for documents in owners.values().filter(|it| it.len() > 1) {
        compare(cx, documents);
    }
}

/// Whose document it is: by the domain of its servers, or else by its folder and the first word of its title.
fn owner(doc: Document<'_>) -> Option<String> {
    hosts::owner(doc).or_else(|| {
        let folder = doc.root().tree().source().path().rsplit_once('/').map_or("", |it| it.0);
        let title = doc.info()?.get("title")?.text()?;
        let name = title.split_whitespace().next().filter(|it| it.len() > 3)?;
        Some(format!("{folder}/{}", name.to_lowercase()))
    })
}

/// Reports what differs from the first definition under the same name, each such definition once.
fn compare<'a>(cx: &mut Context<'a>, documents: &[Document<'a>]) {
    let mut known: FxHashMap<String, Vec<(Definition, Node<'a>)>> = FxHashMap::default();
    let mut issuers: FxHashMap<String, (SchemeKind, Node<'a>)> = FxHashMap::default();
    for scheme in documents.iter().flat_map(|it| Scheme::all(*it)) {
        let (definition, place) = (Definition::of(&scheme), place(&scheme));
        let others = known.entry(scheme.name.to_string()).or_default();
        if others.iter().any(|it| it.0.agrees(&definition)) {
            continue;
        }
        let first = others.first().map(|it| it.1);
        others.push((definition, place));
        match first {
            Some(first) => report(cx, place, first),
            None => compare_issuer(cx, &scheme, &mut issuers),
        }
    }
}

fn report<'a>(cx: &mut Context<'a>, place: Node<'a>, first: Node<'a>) {
    let name = place.key().unwrap_or_default();
    cx.report(Place::key(place), format!("`{name}` is another scheme here than in another document"))
        .label(first.name_span(), "defined differently");
}

/// One issuer is described either by its OAuth flows or by its OpenID configuration.
fn compare_issuer<'a>(
    cx: &mut Context<'a>,
    scheme: &Scheme<'a>,
    issuers: &mut FxHashMap<String, (SchemeKind, Node<'a>)>,
) {
    let url = |object: Node<'a>, key| object.get(key).and_then(Node::text);
    let of_flows = || scheme.flows().iter().find_map(|it| url(it.1, "tokenUrl"));
    let Some(issuer) = url(scheme.node, "openIdConnectUrl").or_else(of_flows) else { return };
    let (issuer, place) = (host_of(&issuer), place(scheme));
    if !hosts::is_public(&issuer) {
        return;
    }
    let first = issuers.entry(issuer).or_insert((scheme.kind, place));
    let is_elsewhere = first.1.tree().source().id() != place.tree().source().id();
    if first.0 != scheme.kind && is_elsewhere {
        let message = format!("`{}` describes its issuer in another way than another document", scheme.name);
        cx.report(Place::key(place), message).label(first.1.name_span(), "the same issuer");
    }
}

/// The entry that gives the scheme its name.
fn place<'a>(scheme: &Scheme<'a>) -> Node<'a> {
    scheme.doc.scheme(&scheme.name).unwrap_or(scheme.node)
}

/// What a scheme asks for, in words that do not depend on the version of the document.
struct Definition {
    kind: SchemeKind,
    /// Place and name of a key, the name of an HTTP scheme, the address of an OpenID configuration.
    details: String,
    /// Flows with their addresses.
    flows: Vec<(String, String)>,
}

impl Definition {
    fn of(scheme: &Scheme<'_>) -> Self {
        let field = |key| scheme.field(key).unwrap_or_default();
        let details = match scheme.kind {
            SchemeKind::ApiKey if field("in") == "header" => {
                format!("header {}", field("name").to_lowercase())
            }
            SchemeKind::ApiKey => format!("{} {}", field("in"), field("name")),
            SchemeKind::OtherHttp => field("scheme").to_lowercase(),
            SchemeKind::OpenIdConnect => field("openIdConnectUrl").into_owned(),
            _ => String::new(),
        };
        let url = |flow: Node<'_>, key| flow.get(key).and_then(Node::text).unwrap_or_default().into_owned();
        let urls = |flow| format!("{} {}", url(flow, "authorizationUrl"), url(flow, "tokenUrl"));
        // There are five kinds of flows; what else stands there is no flow.
        let flows = scheme.flows().into_iter().take(8).map(|it| (it.0.into_owned(), urls(it.1))).collect();
        Self { kind: scheme.kind, details, flows }
    }

    /// Documents may each offer a part of the flows.
    fn agrees(&self, other: &Self) -> bool {
        let pairs = || self.flows.iter().flat_map(|it| other.flows.iter().map(move |other| (it, other)));
        let mut common = pairs().filter(|it| it.0.0 == it.1.0).peekable();
        let is_same = (self.kind, &self.details) == (other.kind, &other.details);
        let has_flows = !self.flows.is_empty() && !other.flows.is_empty();
        is_same && (!has_flows || common.peek().is_some()) && common.all(|it| it.0.1 == it.1.1)
    }
}

//! See `rules/privileged-property-writable.md`.

use super::words::{has_word_of, is_one_of};
use super::{administration, server_fields};
use crate::finding::Confidence;
use crate::openapi::{Directions, Document, Location, Operation, Schema};
use crate::rule::{Check, Context, Place};
use crate::source::Span;
use crate::syntax::Node;
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Objects within objects that are looked at.
const MAX_DEPTH: u8 = 3;

/// Objects that hold the whole of what is sent.
const WRAPPERS: [&str; 9] =
    ["account", "attributes", "customer", "data", "input", "member", "profile", "registration", "user"];

/// Words that show a role to be that of somebody at work or in a film.
const OCCUPATION: [&str; 8] =
    ["career", "company", "employment", "job", "occupation", "position", "profession", "title"];

/// Who sends the request, as far as the document tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    /// Somebody about themselves.
    Owner,
    /// Anybody but an administrator, as far as the path tells.
    Somebody,
}

struct Look<'o, 'a> {
    doc: Document<'a>,
    op: &'o Operation<'a>,
    caller: Caller,
    /// Whether other operations of the document are for administrators.
    has_admin: bool,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    if administration::is_whole(doc) {
        return;
    }
    let (model, mut seen) = (cx.model, FxHashSet::default());
    // Where administrators have operations of their own, the others are not for them.
    let has_admin = model.inbound_operations_of(doc).any(|it| administration::sign(it).is_some());
    // An operation in which callers act for themselves shows most, so it comes first.
    for wanted in [Caller::Owner, Caller::Somebody] {
        for op in model.inbound_operations_of(doc).filter(|it| caller(it) == Some(wanted)) {
            Look { doc, op, caller: wanted, has_admin }.body(cx, &mut seen);
        }
    }
}

fn caller(op: &Operation<'_>) -> Option<Caller> {
    let method = op.name().method.as_str();
    if !matches!(method, "POST" | "PUT" | "PATCH") || administration::sign(op).is_some() {
        return None;
    }
    let path = &op.name().path;
    let is_sign_up = || method == "POST" && server_fields::holds_accounts(path) && is_open(op);
    let is_own = || method != "POST" && server_fields::holds_own_account(path);
    let is_owner = server_fields::is_about_caller(path) || is_sign_up() || is_own();
    Some(if is_owner { Caller::Owner } else { Caller::Somebody })
}

/// Whether anybody may call, and the operation itself says so: for a whole document it may be said for want of a scheme.
fn is_open(op: &Operation<'_>) -> bool {
    op.node().get("security").is_some() && op.security().is_some_and(|it| it.is_public())
}

impl<'a> Look<'_, 'a> {
    fn body(&self, cx: &mut Context<'a>, seen: &mut FxHashSet<Span>) {
        for schema in self.op.body_schemas() {
            self.object(cx, seen, &schema, 0);
        }
        let is_field = |it: &Location| matches!(it, Location::Form | Location::Query);
        for field in self.op.parameters().iter().filter(|it| is_field(&it.location())) {
            if self.is_privileged(cx, field.name(), field.node()) && seen.insert(field.node().span()) {
                self.report(cx, field.name(), Place::value(field.name_node()));
            }
        }
    }

    fn object(&self, cx: &mut Context<'a>, seen: &mut FxHashSet<Span>, schema: &Schema<'a>, depth: u8) {
        for property in schema.properties() {
            let name = property.key().unwrap_or_default();
            if self.is_privileged(cx, &name, property) {
                if seen.insert(property.name_span()) {
                    self.report(cx, &name, Place::key(property));
                }
            } else if depth < MAX_DEPTH && is_one_of(&name, &WRAPPERS) {
                let wrapped = Schema::new(self.doc, property, Directions::default());
                self.object(cx, seen, &wrapped, depth + 1);
            }
        }
    }

    fn is_privileged(&self, cx: &Context<'a>, name: &str, node: Node<'a>) -> bool {
        let words = &cx.config.words;
        let is_word = |list: &[String]| list.iter().any(|it| super::words::same(it, name));
        let is_named = || match self.caller {
            Caller::Owner => server_fields::is_privilege(name),
            Caller::Somebody => self.is_for_users() && server_fields::makes_admin(name),
        };
        (is_named() || is_word(&words.privileged))
            && !is_word(&words.harmless)
            && can_be_set(self.doc, name, node)
    }

    fn is_for_users(&self) -> bool {
        self.has_admin && server_fields::holds_accounts(&self.op.name().path)
    }

    fn report(&self, cx: &mut Context<'a>, name: &str, place: Place<'a>) {
        let is_word = cx.config.words.privileged.iter().any(|it| super::words::same(it, name));
        let message = format!("`{name}` is not for callers to set, and `{}` accepts it", self.op.name());
        let draft = cx.report(place, message);
        draft.label(self.op.span(), "accepts it").in_requests();
        // Who adds a user may well be an administrator.
        if self.caller == Caller::Somebody && !is_word {
            draft.confidence(Confidence::Low);
        }
    }
}

fn can_be_set<'a>(doc: Document<'a>, name: &str, node: Node<'a>) -> bool {
    let schema = Schema::new(doc, node, Directions::default());
    let is_read_only =
        schema.members().iter().any(|it| it.get("readOnly").and_then(Node::as_bool) == Some(true));
    !is_read_only
        && !schema.members().iter().any(|it| tells_of_work(*it))
        && !offers_harmless_roles(&schema, name)
}

fn tells_of_work(node: Node<'_>) -> bool {
    let texts = ["description", "title"].iter().filter_map(|key| node.get(key)?.text());
    texts.into_iter().any(|it| has_word_of(&it, &OCCUPATION))
}

/// Whether a role is a choice among kinds of accounts, none of which is an administrator's.
fn offers_harmless_roles(schema: &Schema<'_>, name: &str) -> bool {
    let choices = || schema.get("enum").into_iter().flat_map(Node::items).filter_map(Node::text);
    let is_role = !server_fields::makes_admin(name) && choices().next().is_some();
    is_role && !choices().any(|it| administration::names_admin(&it))
}

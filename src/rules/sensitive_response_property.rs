//! See `rules/sensitive-response-property.md`.

use super::words;
use crate::finding::{Confidence, Safety};
use crate::openapi::{Directions, Reference, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Node, edit};
use std::borrow::Cow;

pub(super) const CHECKS: &[Check] = &[Check::Schema(schema), Check::Reference(reference)];

/// Formats of values that tell about a secret.
const HARMLESS: [&str; 4] = ["date", "date-time", "uri", "uuid"];

/// Words in names of what is made for a program and told to it once.
const FOR_PROGRAMS: [&str; 4] = ["key", "privatekey", "root", "secret"];

/// Neighbors of a property, and of its media type, that are looked at.
const MOST: usize = 32;

/// Properties by which people are known where they sign in.
const ACCOUNT: [&str; 4] = ["login", "user", "userName", "username"];

/// Properties beside which a `pin` lets people into a meeting.
const MEETING: [&str; 4] = ["dialIn", "dial_in", "link", "meeting_id"];

fn schema<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.directions().response && is_secret_property(cx, schema.node()) {
        look(cx, schema.node(), schema);
    }
}

/// A property that is a reference: the schema it leads to is visited elsewhere, without the property's name.
fn reference<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    let property = reference.node.parent().filter(|it| is_secret_property(cx, *it));
    let (Some(property), Ok(target), Some(any)) = (property, reference.outcome, cx.model.documents.first())
    else {
        return;
    };
    let is_returned = cx.model.directions_of(property).response;
    let node = any.doc.resolve(target).filter(|_| is_returned);
    let Some(node) = node else { return };
    look(cx, property, &Schema::new(any.doc, node, Directions::default()));
}

fn is_secret_property(cx: &Context<'_>, node: Node<'_>) -> bool {
    let own = &cx.config.words;
    let is_pass = |name: &str| words::same(name, "pass") && is_of_account(node);
    let is_secret =
        |name: &str| words::is_secret(name) || words::is_one_of(name, &own.secret) || is_pass(name);
    node.parent().is_some_and(|it| it.has_key("properties"))
        && node.key().is_some_and(|it| is_secret(&it) && !words::is_one_of(&it, &own.harmless))
}

/// Whether a name stands beside: a `pass` is then no ticket and no result, but a password.
fn is_of_account(property: Node<'_>) -> bool {
    property.parent().is_some_and(|it| it.has_any(&ACCOUNT))
}

fn look<'a>(cx: &mut Context<'a>, property: Node<'a>, schema: &Schema<'a>) {
    let name = property.key().unwrap_or_default();
    let is_value = schema.types().has(Types::STRING.with(Types::INTEGER)) && !schema.is_enumerated();
    let is_harmless = schema.format().is_some_and(|it| HARMLESS.contains(&it.as_ref()));
    let is_hidden = schema.members().iter().chain([&property]).any(|it| is_masked(*it));
    if is_value
        && !is_harmless
        && !is_hidden
        && !is_other_thing(&name, property)
        && is_returned(cx, &name, property)
    {
        let message = format!("response has the property `{name}`, which is named like a secret");
        let draft = cx.report(Place::key(property), message).in_responses();
        let edit = edit::insert(property, "type", "writeOnly", &true.into());
        draft.fix(Safety::Unsafe, "accept the property only, and do not return it", edit);
        if words::same(&name, "pass") {
            draft.confidence(Confidence::Low);
        }
    }
}

/// Whether some operation returns it besides those that are there to hand it out.
fn is_returned<'a>(cx: &Context<'a>, name: &str, property: Node<'a>) -> bool {
    let is_for_programs = words::has_word_of(name, &FOR_PROGRAMS);
    cx.model.is_returned_in_passing(property, is_for_programs) && !is_said_before(property)
}

/// Whether the name means something else in the company of its neighbors.
fn is_other_thing(name: &str, property: Node<'_>) -> bool {
    let Some(properties) = property.parent() else { return false };
    let is_postal = words::same(name, "pin") && properties.has_any(&words::ADDRESS);
    let is_card = words::ends_with(name, "cardnumber") && !words::ends_with(name, "creditcardnumber");
    let is_of_meeting = words::same(name, "pin") && properties.has_any(&MEETING);
    // A browser finishes a payment with such a secret, so it is meant to be seen by the one who pays.
    let is_payment = words::ends_with(name, "clientsecret") && has_word(properties, &["intent", "payment"]);
    is_postal
        || is_of_meeting
        || is_payment
        || (is_card && (!has_word(properties, &words::PAYMENT) || is_of_customer(properties)))
}

/// Whether the object is a card of a shop, by the name of its schema.
fn is_of_customer(properties: Node<'_>) -> bool {
    let name = properties.parent().and_then(Node::key);
    name.is_some_and(|it| words::has_word_of(&it, &["gift", "loyalty", "transit"]))
}

/// Whether one of the properties has such a word in its name.
fn has_word(properties: Node<'_>, list: &[&str]) -> bool {
    let mut names = properties.entries().take(MOST).filter_map(Node::key);
    names.any(|it| words::has_word_of(&it, list))
}

/// Not returned, or not in full.
fn is_masked(node: Node<'_>) -> bool {
    let is_write_only = node.get("writeOnly").and_then(Node::as_bool) == Some(true);
    let texts = ["description", "title", "example", "default"].iter().filter_map(|key| node.get(key)?.text());
    is_write_only || texts.into_iter().any(|it| words::tells_of_mask(&it))
}

/// Whether another media type of the same body has the property at the same place.
fn is_said_before(property: Node<'_>) -> bool {
    let mut path: Vec<Cow<'_, str>> = Vec::new();
    let mut node = property;
    while let Some(parent) = node.parent() {
        if parent.has_key("content") {
            let mut others = parent.entries().take(MOST).take_while(|it| *it != node);
            return others.any(|it| path.iter().rev().try_fold(it, |it, key| it.get(key)).is_some());
        }
        // A list of parts has no keys to go by.
        let Some(key) = node.key() else { return false };
        path.push(key);
        node = parent;
    }
    false
}

//! See `rules/credential-in-body.md`.

use super::words;
use crate::finding::Confidence;
use crate::openapi::{Directions, Document, Location, Operation, Parameter, Schema};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Names of fields by which a caller shows who it is, without case and separators.
const CREDENTIALS: [&str; 13] = [
    "accesstoken",
    "apikey",
    "apisecret",
    "apitoken",
    "appsecret",
    "authkey",
    "authtoken",
    "bearertoken",
    "clientsecret",
    "sessionkey",
    "sessiontoken",
    "useraccesstoken",
    "usertoken",
];

/// What descriptions call a field that is named `token` and nothing more.
const TOKENS: [&str; 5] = ["access token", "api token", "authentication token", "authorization token", "bearer token"];

/// Words, without an `s` at their end, in paths of operations that hand out credentials, keep them, or are about them.
const ABOUT_CREDENTIALS: [&str; 52] = [
    "apikey",
    "app",
    "application",
    "auth",
    "authenticate",
    "authentication",
    "authorization",
    "authorize",
    "bot",
    "channel",
    "client",
    "config",
    "configuration",
    "connect",
    "connection",
    "connector",
    "credential",
    "destination",
    "device",
    "export",
    "grant",
    "hook",
    "idp",
    "import",
    "integration",
    "introspect",
    "key",
    "login",
    "logoff",
    "logout",
    "oauth",
    "oauth2",
    "password",
    "provider",
    "provision",
    "refresh",
    "register",
    "registration",
    "revoke",
    "secret",
    "service",
    "session",
    "setting",
    "setup",
    "sign",
    "signin",
    "signup",
    "source",
    "sso",
    "token",
    "vault",
    "webhook",
];

/// Operations that declare another credential, below which a field in some of them is one that is stored.
const FEW: usize = 5;

/// A field of bodies that is named like a credential.
struct Field<'a> {
    node: Node<'a>,
    numbers: Vec<usize>,
    /// How many of the operations ask for nothing else.
    alone: usize,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let mut fields: BTreeMap<String, Field<'a>> = BTreeMap::new();
    let (model, mut count) = (cx.model, 0);
    for (number, operation) in model.numbered_operations_of(doc) {
        count += 1;
        let is_open = operation.security().is_none_or(|it| it.is_public());
        for (name, node) in credentials(operation) {
            let field = fields.entry(name).or_insert(Field { node, numbers: Vec::new(), alone: 0 });
            field.numbers.push(number);
            field.alone += usize::from(is_open);
        }
    }
    for field in fields.into_values() {
        look(cx, &field, count);
    }
}

fn look<'a>(cx: &mut Context<'a>, field: &Field<'a>, operations: usize) {
    let sent = field.numbers.len();
    let is_only = field.alone > 1 || (field.alone == 1 && is_callers_own(field.node));
    // One that nearly everything wants is no value to be stored, whatever else is asked for.
    let is_everywhere = sent >= FEW && sent * 100 >= operations * 15;
    if !is_only && !is_everywhere {
        return;
    }
    let is_parameter = field.node.has_key("name");
    let name = if is_parameter { field.node.text() } else { field.node.key() }.unwrap_or_default();
    let affected = cx.model.affected_operations(&field.numbers);
    let place = if is_parameter { Place::value(field.node) } else { Place::key(field.node) };
    let draft = cx.report(place, format!("the credential `{name}` is sent in the body"));
    draft.affects(affected);
    if !is_only {
        draft.confidence(Confidence::Low);
    }
}

fn is_callers_own(property: Node<'_>) -> bool {
    let object = if property.has_key("name") { property.parent() } else { Some(property) };
    let description = object.and_then(|it| it.get("description")).and_then(Node::text);
    description.is_some_and(|it| words::has_word_of(&it, &["your"]))
}

/// Fields of the body that hold a credential, by their names, squashed: each once, be it in forms and in JSON.
fn credentials<'a>(operation: &Operation<'a>) -> BTreeMap<String, Node<'a>> {
    if is_about_credentials(&operation.name().path) {
        return BTreeMap::new();
    }
    let fields = fields(operation).into_iter();
    fields.map(|(name, node)| (words::squash(&name), node)).collect()
}

fn is_credential<'a>(doc: Document<'a>, name: &str, object: Node<'a>) -> bool {
    words::is_one_of(name, &CREDENTIALS) || (words::same(name, "token") && is_described_as_token(doc, object))
}

fn is_described_as_token<'a>(doc: Document<'a>, object: Node<'a>) -> bool {
    let description = doc.resolve(object).and_then(|it| it.get("description")?.text());
    description.is_some_and(|it| {
        let text = it.to_ascii_lowercase();
        TOKENS.iter().any(|it| text.contains(it))
    })
}

fn is_about_credentials(path: &str) -> bool {
    let is_listed = |word: &str| {
        let word = word.to_ascii_lowercase();
        ABOUT_CREDENTIALS.contains(&word.strip_suffix('s').unwrap_or(&word))
    };
    words::words(path).any(is_listed)
}

/// Names of such fields, and where findings about them stand.
fn fields<'a>(operation: &Operation<'a>) -> Vec<(Cow<'a, str>, Node<'a>)> {
    let doc = operation.doc();
    let body = operation.node().get("requestBody").and_then(|it| doc.resolve(it));
    let content = body.and_then(|it| it.get("content")).into_iter().flat_map(Node::entries);
    let (bodies, forms) = parameters(operation);
    let schemas = content.filter_map(|it| doc.resolve(it)?.get("schema"));
    let mut found = Vec::new();
    for schema in schemas.chain(bodies.iter().filter_map(Parameter::schema)) {
        let schema = Schema::new(doc, schema, Directions::default());
        let named = schema.properties().filter_map(|it| Some((it.key()?, it)));
        found.extend(named.filter(|it| is_credential(doc, &it.0, it.1)));
    }
    let forms = forms.iter().filter(|it| is_credential(doc, it.name(), it.node()));
    found.extend(forms.filter_map(|it| Some((it.name_node().text()?, it.name_node()))));
    found
}

/// Bodies and form fields of Swagger 2.0.
fn parameters<'a>(operation: &Operation<'a>) -> (Vec<Parameter<'a>>, Vec<Parameter<'a>>) {
    let all = operation.parameters().into_iter();
    let sent = all.filter(|it| matches!(it.location(), Location::Body | Location::Form));
    sent.partition(|it| it.location() == Location::Body)
}

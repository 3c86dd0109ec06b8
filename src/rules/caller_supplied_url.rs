//! See `rules/caller-supplied-url.md`.

use super::sent::{Sent, are_about, ends_with_word_of, has_word_of};
use super::words::words;
use crate::openapi::{MediaType, Parameter, Reference, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[
    Check::Parameter(parameter),
    Check::Schema(schema),
    Check::Reference(reference),
    Check::MediaType(media_type),
];

/// Last words of names of services, whose address the server calls where an example is one.
const SERVICES: [&str; 3] = ["api", "backend", "service"];

/// Last words of names of addresses.
const ADDRESSES: [&str; 7] = ["callbackurl", "imageurl", "link", "notifyurl", "uri", "url", "webhookurl"];

/// Last words of names of addresses, or of something else by the same name: a function that a script calls, a host.
const PERHAPS: [&str; 5] = ["callback", "endpoint", "hook", "src", "webhook"];

/// Words of names of addresses that the server calls or reads.
const CALLED: [&str; 24] = [
    "callback",
    "callbackurl",
    "crawl",
    "discovery",
    "download",
    "feed",
    "fetch",
    "hook",
    "import",
    "ipn",
    "jwks",
    "notification",
    "notify",
    "notifyurl",
    "ping",
    "postback",
    "proxy",
    "push",
    "remote",
    "scrape",
    "upstream",
    "webhook",
    "webhookurl",
    "wsdl",
];

/// Words in paths of operations that read what they are given.
const READING: [&str; 28] = [
    "analyze",
    "capture",
    "clone",
    "convert",
    "crawl",
    "crawler",
    "detect",
    "embed",
    "extract",
    "fetch",
    "html2pdf",
    "import",
    "ingest",
    "mirror",
    "oembed",
    "parse",
    "pdf",
    "ping",
    "preview",
    "probe",
    "proxy",
    "pull",
    "recognize",
    "render",
    "scrape",
    "screenshot",
    "transcribe",
    "unfurl",
];

/// Words in paths of operations that call what they were given, when something happens.
const CALLING: [&str; 5] = ["callback", "hook", "hooks", "webhook", "webhooks"];

/// Words of names of addresses that people visit, not the server.
const VISITED: [&str; 68] = [
    "about",
    "allowed",
    "app",
    "avatar",
    "back",
    "banner",
    "blog",
    "browser",
    "cancel",
    "canonical",
    "checkout",
    "click",
    "contact",
    "continue",
    "deep",
    "display",
    "doc",
    "docs",
    "documentation",
    "domain",
    "error",
    "exit",
    "facebook",
    "fail",
    "failure",
    "favicon",
    "finish",
    "form",
    "github",
    "help",
    "home",
    "homepage",
    "html",
    "icon",
    "info",
    "instagram",
    "landing",
    "legal",
    "license",
    "linkedin",
    "login",
    "logo",
    "logout",
    "next",
    "page",
    "policy",
    "portal",
    "previous",
    "privacy",
    "profile",
    "public",
    "redirect",
    "redirection",
    "referer",
    "referrer",
    "return",
    "self",
    "share",
    "signin",
    "site",
    "store",
    "success",
    "support",
    "terms",
    "tracking",
    "twitter",
    "web",
    "website",
];

/// What descriptions say of addresses that the server calls or reads.
const TOLD: [&str; 22] = [
    "be called",
    "be downloaded",
    "be fetched",
    "be invoked",
    "be notified",
    "be posted",
    "be sent to",
    "callback",
    "crawl",
    "download from",
    "fetch",
    "http post",
    "http request",
    "import from",
    "post request",
    "publicly accessible",
    "publicly available",
    "publicly reachable",
    "scrape",
    "sends a",
    "to notify",
    "webhook",
];

/// What they say of addresses that are not, and of other things by such names.
const NOT_TOLD: [&str; 23] = [
    "base64",
    "browser",
    "clicks",
    "data uri",
    "data url",
    "displayed",
    "filter",
    "find all",
    "function",
    "javascript",
    "json-p",
    "jsonp",
    "link to",
    "look for",
    "method name",
    "oauth",
    "pre-signed",
    "presigned",
    "redirect",
    "returned to",
    "search",
    "send users",
    "signed in",
];

/// First words of names of filters.
const FILTERS: [&str; 2] = ["filter", "query"];

/// Words of names of addresses that only those have whom the browser goes to and comes back from.
const SIGN_IN: [&str; 5] = ["login", "logout", "redirect", "signin", "signout"];

/// Addresses of which a list of allowed ones lets none through.
const ATTACKS: [&str; 2] = ["http://169.254.169.254/latest/meta-data/", "https://10.0.0.1:8443/admin"];

fn parameter<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    Sent::parameter(cx, parameter, is_candidate).into_iter().for_each(|it| look(cx, &it));
}

fn schema<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    Sent::property(cx, schema, is_candidate).into_iter().for_each(|it| look(cx, &it));
}

fn reference<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    Sent::reference(cx, reference, is_candidate).into_iter().for_each(|it| look(cx, &it));
}

/// An example of a body shows an address that no name tells.
fn media_type<'a>(cx: &mut Context<'a>, media_type: &MediaType<'a>) {
    let doc = media_type.doc;
    let example = doc.resolve(media_type.node).and_then(|it| it.get("example"));
    let Some(schema) = media_type.schema.and_then(|it| doc.resolve(it)).filter(|_| media_type.is_json())
    else {
        return;
    };
    let is_url =
        |it: &Node<'_>| it.text().is_some_and(|it| it.starts_with("http://") || it.starts_with("https://"));
    let shown = example.into_iter().flat_map(Node::entries).filter(is_url).filter_map(Node::key);
    for name in shown.filter(|it| ends_with_word_of(it, &SERVICES)) {
        let schema = Schema::new(doc, schema, cx.model.directions_of(media_type.node));
        let property = schema.properties().find(|it| it.key().as_ref() == Some(&name));
        if let Some(property) = property.filter(|_| schema.directions().request) {
            let message = format!("the server may call any address that callers send as `{name}`");
            cx.report(Place::key(property), message).in_requests();
        }
    }
}

fn is_candidate(name: &str) -> bool {
    let is_address = ends_with_word_of(name, &ADDRESSES) || ends_with_word_of(name, &PERHAPS);
    let is_filter =
        words(name).next().is_some_and(|word| FILTERS.iter().any(|it| word.eq_ignore_ascii_case(it)));
    is_address && !is_filter && !has_word_of(name, &VISITED)
}

fn look<'a>(cx: &mut Context<'a>, sent: &Sent<'a>) {
    let schema = &sent.schema;
    if !schema.types().has(Types::STRING) || schema.is_enumerated() || sent.refuses(&ATTACKS) {
        return;
    }
    let description = sent.description();
    let tells = |list: &[&str]| list.iter().any(|it| description.contains(it));
    if tells(&NOT_TOLD) || !is_address(sent, &description) || is_of_sign_in(sent) || sent.is_in_path() {
        return;
    }
    let operations = sent.operations(cx);
    if operations.first.iter().all(|it| it.0.method == "DELETE" || it.0.path.contains("unsubscribe")) {
        return;
    }
    // What is asked for by GET in a list of hooks is a filter.
    let is_read = operations.first.iter().all(|it| it.0.method == "GET");
    let is_in_hooks = are_about(&operations, &CALLING);
    let is_called = are_about(&operations, &READING)
        || (!is_read && (has_word_of(&sent.name, &CALLED) || is_in_hooks))
        || (!(is_read && is_in_hooks) && tells(&TOLD));
    if is_called {
        let message = format!("the server may call any address that callers send as `{}`", sent.name);
        cx.report(sent.place, message).in_requests();
    }
}

/// Whether the browser is sent to the address in the end, as with OAuth.
fn is_of_sign_in(sent: &Sent<'_>) -> bool {
    let place = sent.node.pointer().to_lowercase();
    let beside = || sent.node.parent().into_iter().flat_map(Node::entries).filter_map(Node::key);
    ["oauth", "openid-connect", "authorize"].iter().any(|it| place.contains(it))
        || (ends_with_word_of(&sent.name, &["callback", "url"]) && beside().any(|it| is_for_sign_in(&it)))
}

fn is_for_sign_in(name: &str) -> bool {
    ends_with_word_of(name, &["uri", "url"]) && has_word_of(name, &SIGN_IN)
}

fn is_address(sent: &Sent<'_>, description: &str) -> bool {
    let is_uri = || sent.schema.format().is_some_and(|it| it.starts_with("uri") || it.starts_with("url"));
    let tells = || ["url", "uri", "http", "address"].iter().any(|it| description.contains(it));
    ends_with_word_of(&sent.name, &ADDRESSES) || is_uri() || tells()
}

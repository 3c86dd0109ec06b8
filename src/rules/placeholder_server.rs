//! See `rules/placeholder-server.md`.

use super::hosts;
use crate::finding::Confidence;
use crate::openapi::Server;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Server(check)];

/// Second-level names that RFC 2606 and IANA keep for documentation.
const EXAMPLES: [&str; 4] = ["example.com", "example.org", "example.net", "example.edu"];

/// Top-level names that RFC 2606 keeps from ever being used.
const RESERVED: [&str; 2] = ["example", "invalid"];

/// Labels of host names that ask to be replaced; those that begin with `your-` do as well.
const WORDS: [&str; 20] = [
    "changeme",
    "change-me",
    "replaceme",
    "replace-me",
    "placeholder",
    "todo",
    "tbd",
    "fixme",
    "yourdomain",
    "yourhost",
    "yourserver",
    "yourcompany",
    "yourapi",
    "yoursite",
    "yourapp",
    "yourinstance",
    "yoursubdomain",
    "mydomain",
    "my-domain",
    "hostname",
];

fn check<'a>(cx: &mut Context<'a>, server: &Server<'a>) {
    // A variable in the host says that every installation has its own, so its default is only a sample.
    let (written, host) = (server.url(), server.written_host());
    let url = super::shortened(&written);
    if is_placeholder(&written, &host) {
        let is_made_up = !is_reserved(&host) || url.contains('<');
        let is_beside_real = has_real_server(cx, server);
        let draft = cx.report(Place::value(server.node), format!("`{url}` is a placeholder"));
        // Reserved names are made for samples, and a document that has no others may be one.
        if !is_made_up {
            draft.confidence(if is_beside_real { Confidence::Medium } else { Confidence::Low });
        }
    } else if server.is_only && !host.contains('{') && server.is_loopback() {
        // That is also where a product runs which everybody installs for themselves.
        let message = format!("the only server is the local machine, `{url}`");
        cx.report(Place::value(server.node), message).confidence(Confidence::Low);
    }
}

fn has_real_server(cx: &Context<'_>, server: &Server<'_>) -> bool {
    cx.model.servers_of(server.doc).iter().any(|it| hosts::is_public(&it.host()))
}

pub(super) fn is_placeholder(url: &str, host: &str) -> bool {
    let is_open = url.contains('<') && url.contains('>');
    is_open || is_reserved(host) || host.trim_end_matches('.').split('.').any(is_word)
}

fn is_reserved(host: &str) -> bool {
    let is_below = |parent: &&str| {
        let above = host.trim_end_matches('.').strip_suffix(parent);
        above.is_some_and(|it| it.is_empty() || it.ends_with('.'))
    };
    EXAMPLES.iter().chain(&RESERVED).any(is_below)
}

fn is_word(label: &str) -> bool {
    WORDS.contains(&label) || label.starts_with("your-") || label.starts_with("your_")
}

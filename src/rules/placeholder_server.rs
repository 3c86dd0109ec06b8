//! See `rules/placeholder-server.md`.

use crate::openapi::Server;
use crate::rule::{Check, Context, Place};

pub(super) const CHECKS: &[Check] = &[Check::Server(check)];

/// Second-level names that RFC 2606 and IANA keep for documentation.
const EXAMPLES: [&str; 4] = ["example.com", "example.org", "example.net", "example.edu"];

/// Top-level names that RFC 2606 keeps from ever being used.
const RESERVED: [&str; 2] = ["example", "invalid"];

/// Labels of host names that ask to be replaced; those that begin with `your-` do as well.
const WORDS: [&str; 20] = [
    "changeme", "change-me", "replaceme", "replace-me", "placeholder", "todo", "tbd", "fixme",
    "yourdomain", "yourhost", "yourserver", "yourcompany", "yourapi", "yoursite", "yourapp",
    "yourinstance", "yoursubdomain", "mydomain", "my-domain", "hostname",
];

fn check<'a>(cx: &mut Context<'a>, server: &Server<'a>) {
    // A variable in the host says that every installation has its own, so its default is only a sample.
    let (written, host) = (server.url(), server.written_host());
    let url = super::shortened(&written);
    if is_placeholder(&written, &host) {
        cx.report(Place::value(server.node), format!("`{url}` is a placeholder"));
    } else if server.is_only && !host.contains('{') && server.is_loopback() {
        cx.report(Place::value(server.node), format!("the only server is the local machine, `{url}`"));
    }
}

pub(super) fn is_placeholder(url: &str, host: &str) -> bool {
    let is_below = |name: &str, parent: &str| {
        name.strip_suffix(parent).is_some_and(|it| it.is_empty() || it.ends_with('.'))
    };
    let host = host.trim_end_matches('.');
    (url.contains('<') && url.contains('>'))
        || EXAMPLES.iter().chain(&RESERVED).any(|it| is_below(host, it))
        || host.split('.').any(is_word)
}

fn is_word(label: &str) -> bool {
    WORDS.contains(&label) || label.starts_with("your-") || label.starts_with("your_")
}

//! What a host name tells: that only insiders reach it, that it is no production system, and whose it is.

use super::placeholder_server::is_placeholder;
use crate::openapi::{Document, Server, is_loopback};
use crate::syntax::Node;
use std::net::{IpAddr, Ipv4Addr};

/// Top-level names that no public name server answers for.
const INTERNAL: [&str; 9] =
    ["corp", "home", "internal", "intra", "intranet", "lan", "local", "localdomain", "private"];

/// Names for the machine that asks, as containers see it.
const OWN_MACHINE: [&str; 3] =
    ["docker.for.mac.localhost", "gateway.docker.internal", "host.docker.internal"];

/// Names without a dot that stand for a name still to be filled in.
const SAMPLES: [&str; 12] = [
    "address",
    "baseurl",
    "domain",
    "example",
    "fqdn",
    "host",
    "host_name",
    "hostname",
    "server",
    "string",
    "undefined",
    "url",
];

/// Labels of systems on which a new version is tried.
const ENVIRONMENTS: [&str; 15] = [
    "dev",
    "devel",
    "development",
    "nonprod",
    "nonproduction",
    "ppe",
    "preprod",
    "preproduction",
    "qa",
    "sit",
    "stage",
    "staging",
    "stg",
    "test",
    "uat",
];

/// Second-level names under which registries of countries sell names.
const SHARED_SECOND: [&str; 9] = ["ac", "co", "com", "edu", "gob", "gov", "ne", "net", "org"];

/// Domains below which every name may belong to somebody else.
const HOSTING: [&str; 22] = [
    "amazonaws.com",
    "apigee.net",
    "appspot.com",
    "azure-api.net",
    "azurefd.net",
    "azurewebsites.net",
    "cloudapp.net",
    "cloudfront.net",
    "fly.dev",
    "github.io",
    "githubusercontent.com",
    "herokuapp.com",
    "mockapi.io",
    "netlify.app",
    "ngrok.io",
    "onrender.com",
    "postman.co",
    "rapidapi.com",
    "run.app",
    "swaggerhub.com",
    "vercel.app",
    "workers.dev",
];

/// Variables of one server that are looked at; nobody has as many.
const MOST_VARIABLES: usize = 16;

/// Whether a host has an address or a name that only works inside a network.
pub(super) fn is_internal(host: &str) -> bool {
    let host = host.trim_end_matches('.');
    if let Ok(address) = host.trim_matches(['[', ']']).parse() {
        return is_private(address);
    }
    if OWN_MACHINE.contains(&host) || is_loopback(host) {
        return false;
    }
    match host.rsplit_once('.') {
        Some((_, last)) => INTERNAL.contains(&last),
        None => is_short_name(host),
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => it.is_private() || it.is_link_local() || is_behind_carrier(it),
        IpAddr::V6(it) => it.is_unique_local() || it.is_unicast_link_local(),
    }
}

/// Addresses that providers use between their customers and the internet (RFC 6598).
const fn is_behind_carrier(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && second & 0b1100_0000 == 64
}

/// A name without a dot, as services of one cluster or one office call each other.
fn is_short_name(host: &str) -> bool {
    let is_name = host.chars().all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
    is_name && host.starts_with(|it: char| it.is_ascii_alphabetic()) && !SAMPLES.contains(&host)
}

/// The word in a host's name which says that the system is no production system.
pub(super) fn environment(host: &str) -> Option<&str> {
    let host = host.trim_end_matches('.');
    let (above, last) = host.rsplit_once('.')?;
    if last == "test" {
        return Some(last);
    }
    // What somebody registered is a name, not a word: `dev.to`.
    let (labels, _) = above.rsplit_once('.')?;
    labels.split('.').find(|it| is_environment(it))
}

fn is_environment(label: &str) -> bool {
    let is_word = |it: &str| {
        let it = it.trim_end_matches(|it: char| it.is_ascii_digit());
        ENVIRONMENTS.iter().any(|word| it.eq_ignore_ascii_case(word))
    };
    let mut parts = label.split(['-', '_']);
    parts.next().is_some_and(is_word)
        || parts.next_back().is_some_and(is_word)
        || is_word(&label.replace('-', ""))
}

/// The domain by which somebody owns the document's first server; `None` where that belongs to nobody in particular.
pub(super) fn owner(doc: Document<'_>) -> Option<String> {
    let host = doc.servers().map(|it| it.host()).find(|it| is_public(it))?;
    let labels: Vec<&str> = host.split('.').collect();
    let is_country = labels.last().is_some_and(|it| it.len() == 2);
    let is_shared = |it: &&str| is_country && SHARED_SECOND.contains(it);
    let second = labels.len().checked_sub(2)?;
    let from = if labels.get(second).is_some_and(is_shared) { second.saturating_sub(1) } else { second };
    let domain = labels.get(from..)?.join(".");
    Some(if HOSTING.contains(&domain.as_str()) { host } else { domain })
}

/// Hosts that the values of a server's variables lead to, each with its value; what else is variable stays so.
pub(super) fn chosen<'a>(server: &Server<'a>) -> Vec<(String, Node<'a>)> {
    let host = server.written_host();
    let variables = server.object.get("variables").into_iter().flat_map(Node::entries).filter_map(Node::key);
    let mut found = Vec::new();
    for name in variables.take(MOST_VARIABLES) {
        let written = format!("{{{}}}", name.to_ascii_lowercase());
        if host.contains(&written) {
            let leads_to =
                |it: Node<'a>| host.replace(&written, &it.text().unwrap_or_default().to_ascii_lowercase());
            found.extend(server.variable_values(&name).map(|it| (leads_to(it), it)));
        }
    }
    found.retain(|it| it.0.contains(['.', '[']));
    found
}

/// Whether a host has a name that everybody can look up.
pub(super) fn is_public(host: &str) -> bool {
    let is_address = host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok();
    host.contains('.')
        && !is_address
        && !is_loopback(host)
        && !is_internal(host)
        && !is_placeholder("", host)
        && host.rsplit('.').take(2).all(|it| !it.contains(['{', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_hosts() {
        for host in [
            "10.0.0.8",
            "172.16.1.1",
            "192.168.1.20",
            "169.254.1.1",
            "100.64.0.1",
            "[fd00::1]",
            "[fe80::1]",
            "orders.corp",
            "orders.svc.cluster.local",
            "orders.internal.",
            "orders",
            "orders-api",
        ] {
            assert!(is_internal(host), "{host}");
        }
        for host in [
            "",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "8.8.8.8",
            "100.128.0.1",
            "api.acme.eu",
            "internal.acme.eu",
            "host.docker.internal",
            "{host}",
            "hostname",
            "42",
        ] {
            assert!(!is_internal(host), "{host}");
        }
    }

    #[test]
    fn environments() {
        for (host, word) in [
            ("staging.acme.eu", "staging"),
            ("api.qa2.acme.eu", "qa2"),
            ("api-dev.acme.eu", "api-dev"),
            ("pre-prod.acme.co.uk", "pre-prod"),
            ("orders.test", "test"),
        ] {
            assert_eq!(environment(host), Some(word));
        }
        for host in [
            "dev.to",
            "acme.dev",
            "api.acme.dev",
            "sandbox.acme.eu",
            "contest.acme.eu",
            "devices.acme.eu",
            "",
        ] {
            assert_eq!(environment(host), None, "{host}");
        }
    }
}

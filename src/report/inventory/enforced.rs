//! What the code does for an endpoint: who may ask, how much, how long, how often.

use crate::handlers::{BodyLimitKind, Evidence, Protection, Route};
use serde::Serialize;

/// Methods of requests that have no body by custom.
const WITHOUT_BODY: &[&str] = &["GET", "HEAD", "OPTIONS", "DELETE", "TRACE", "CONNECT"];

/// What is shown where nothing can be known.
const NOT_ASSESSABLE: &str = "not assessable";

/// What stands for nothing.
pub(super) const NOTHING: &str = "-";

/// What the code does for an endpoint.
#[derive(Debug, Serialize)]
pub(super) struct Enforced {
    /// Where callers are made sure of: `code`, or `outside` by the configuration.
    authenticated: &'static str,
    /// Whether the code that answers could be looked into.
    is_assessable: bool,
    authentication: Vec<Guard>,
    authorization: Vec<Guard>,
    scopes: Vec<String>,
    body_limit: Limit,
    timeout: Option<Timeout>,
    rate_limit: Vec<Guard>,
}

#[derive(Debug, Serialize)]
struct Guard {
    name: String,
    kind: String,
    strength: String,
}

#[derive(Debug, Serialize)]
struct Limit {
    kind: &'static str,
    bytes: Option<u64>,
    /// Whether requests have a body at all, as far as method and handler tell.
    #[serde(skip)]
    is_used: bool,
}

#[derive(Debug, Serialize)]
struct Timeout {
    name: String,
    milliseconds: Option<u64>,
}

impl Enforced {
    /// What the code does in front of a route and in its handler.
    pub(super) fn new(route: &Route, method: &str, is_outside: bool) -> Self {
        let Protection { authentication, authorization, rate_limit, timeout, .. } = &route.protection;
        let guards = |all: &[Evidence]| strongest_first(all).map(guard).collect::<Vec<_>>();
        let mut scopes: Vec<String> = route.protection.scopes().map(str::to_owned).collect();
        scopes.sort_unstable();
        scopes.dedup();
        Self {
            authenticated: if is_outside { "outside" } else { "code" },
            is_assessable: route.handler.function.is_some() || route.handler.name == "closure",
            authentication: guards(authentication),
            authorization: guards(authorization),
            scopes,
            body_limit: limit(route, method),
            timeout: timeout
                .first()
                .map(|it| Timeout { name: it.what.clone(), milliseconds: it.milliseconds }),
            rate_limit: guards(rate_limit),
        }
    }

    /// Authentication, scopes, body limit, timeout, rate limit, each in a few words.
    pub(super) fn cells(&self) -> [String; 5] {
        [self.authentication(), self.scopes(), self.body(), self.timeout(), self.rate()]
    }

    /// The same in three columns, the last for all limits.
    pub(super) fn summary(&self) -> [String; 3] {
        let body = match (self.body_limit.kind, self.body_limit.bytes) {
            ("none" | "disabled", _) => "no size".to_owned(),
            ("stream", _) => "streamed".to_owned(),
            (_, Some(bytes)) => size(bytes),
            (_, None) => "size".to_owned(),
        };
        let rate = if self.rate_limit.is_empty() { NOTHING } else { "rate" };
        let all = [
            if self.body_limit.is_used { body } else { NOTHING.to_owned() },
            self.timeout(),
            rate.to_owned(),
        ];
        let limits: Vec<String> = all.into_iter().filter(|it| it != NOTHING).collect();
        [self.authentication(), self.scopes(), limits.join(", ")]
    }

    fn authentication(&self) -> String {
        match self.authentication.first() {
            Some(first) => format!("{} {}", first.strength, first.name),
            None if self.authenticated == "outside" => "outside".to_owned(),
            None => self.none(),
        }
    }

    fn scopes(&self) -> String {
        if self.scopes.is_empty() { self.none() } else { self.scopes.join(" ") }
    }

    fn body(&self) -> String {
        if !self.body_limit.is_used {
            return NOTHING.to_owned();
        }
        match (self.body_limit.kind, self.body_limit.bytes) {
            ("stream", _) => NOT_ASSESSABLE.to_owned(),
            (kind, Some(bytes)) => format!("{} ({kind})", size(bytes)),
            (kind, None) => kind.to_owned(),
        }
    }

    fn timeout(&self) -> String {
        match &self.timeout {
            Some(Timeout { milliseconds: Some(it), .. }) if it % 1000 == 0 => format!("{} s", it / 1000),
            Some(Timeout { milliseconds: Some(it), .. }) => format!("{it} ms"),
            Some(it) => it.name.clone(),
            None => NOTHING.to_owned(),
        }
    }

    fn rate(&self) -> String {
        self.rate_limit.first().map_or_else(|| NOTHING.to_owned(), |it| it.name.clone())
    }

    /// Nothing was found where everything could be looked into, or not.
    fn none(&self) -> String {
        if self.is_assessable { NOTHING.to_owned() } else { NOT_ASSESSABLE.to_owned() }
    }
}

fn strongest_first(all: &[Evidence]) -> impl Iterator<Item = &Evidence> {
    let mut all: Vec<&Evidence> = all.iter().collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.strength));
    all.into_iter()
}

fn guard(evidence: &Evidence) -> Guard {
    let Evidence { kind, strength, what, .. } = evidence;
    Guard { name: what.clone(), kind: kind.to_string(), strength: strength.to_string() }
}

fn limit(route: &Route, method: &str) -> Limit {
    let found = route.protection.body_limit;
    let kind = match found.kind {
        BodyLimitKind::None => "none",
        BodyLimitKind::Default => "default",
        BodyLimitKind::Set => "set",
        BodyLimitKind::Disabled => "disabled",
        BodyLimitKind::Stream => "stream",
    };
    let may_have_body = !WITHOUT_BODY.contains(&method);
    Limit { kind, bytes: found.bytes, is_used: may_have_body || route.protection.body.is_some() }
}

/// In the largest unit that leaves a whole number.
fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    let unit = units.into_iter().find(|it| bytes >= it.0 && bytes.is_multiple_of(it.0));
    unit.map_or_else(|| format!("{bytes} B"), |(unit, name)| format!("{} {name}", bytes / unit))
}

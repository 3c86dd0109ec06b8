//! What the last word of a path tells about the list behind it: whether it grows, or has few entries by nature.

use super::words;

/// Lists that the world or the provider made, and that hardly grow.
const CATALOGUES: [&str; 88] = [
    "abilities",
    "apitokens",
    "availability",
    "capabilities",
    "categories",
    "choices",
    "colors",
    "colours",
    "constants",
    "continents",
    "countries",
    "currencies",
    "days",
    "defaults",
    "dimensions",
    "domains",
    "editions",
    "engines",
    "enums",
    "features",
    "fields",
    "filters",
    "flavors",
    "fonts",
    "formats",
    "frequencies",
    "functions",
    "genres",
    "holidays",
    "hooks",
    "icons",
    "industries",
    "integrations",
    "keypairs",
    "keys",
    "kinds",
    "languages",
    "leagues",
    "levels",
    "licenses",
    "limits",
    "locales",
    "locations",
    "methods",
    "metrics",
    "models",
    "modes",
    "modules",
    "months",
    "namespaces",
    "nodes",
    "operators",
    "options",
    "permissions",
    "plans",
    "platforms",
    "plugins",
    "presets",
    "pricing",
    "providers",
    "questions",
    "rates",
    "regions",
    "relations",
    "roles",
    "rules",
    "scales",
    "schemas",
    "scopes",
    "seasons",
    "sections",
    "settings",
    "sizes",
    "skus",
    "sources",
    "states",
    "statuses",
    "styles",
    "taxes",
    "templates",
    "themes",
    "timezones",
    "tokens",
    "types",
    "units",
    "vatrates",
    "versions",
    "webhooks",
];

/// Lists that grow with every day of use, of whatever they are a part.
const STREAMS: [&str; 29] = [
    "activities",
    "activity",
    "audits",
    "bookings",
    "calls",
    "charges",
    "comments",
    "commits",
    "conversations",
    "deliveries",
    "events",
    "feed",
    "history",
    "invoices",
    "log",
    "logs",
    "messages",
    "news",
    "notifications",
    "orders",
    "payouts",
    "posts",
    "readings",
    "requests",
    "reservations",
    "submissions",
    "tickets",
    "transactions",
    "visits",
];

/// Lists that grow where they stand for themselves, and are short as parts of something. Not `accounts` and `alerts`,
/// which are as often a handful that one person has set up.
const RECORDS: [&str; 38] = [
    "alarms",
    "articles",
    "assets",
    "attendees",
    "cases",
    "clients",
    "companies",
    "contacts",
    "contracts",
    "customers",
    "deals",
    "devices",
    "documents",
    "employees",
    "entries",
    "executions",
    "expenses",
    "files",
    "guests",
    "images",
    "items",
    "jobs",
    "leads",
    "listings",
    "members",
    "patients",
    "payments",
    "people",
    "persons",
    "photos",
    "players",
    "products",
    "projects",
    "records",
    "subscribers",
    "tasks",
    "users",
    "videos",
];

/// Words that say that a list is only a part of another.
const PARTS: [&str; 22] = [
    "active",
    "available",
    "by",
    "current",
    "default",
    "featured",
    "first",
    "last",
    "latest",
    "me",
    "my",
    "nearby",
    "nearest",
    "newest",
    "now",
    "popular",
    "recent",
    "summary",
    "today",
    "top",
    "trending",
    "upcoming",
];

/// Words around a list that say that it is one person's, or the set-up of a system, and short for that.
const OWN: [&str; 13] = [
    "account",
    "admin",
    "client",
    "config",
    "configuration",
    "me",
    "mine",
    "my",
    "profile",
    "self",
    "settings",
    "setup",
    "user",
];

/// How a list behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// It has few entries by nature.
    Few,
    /// It grows with use.
    Grows,
    /// The name does not tell.
    Unknown,
}

/// Whether a list is a part of an item, or of one person's things.
fn is_part(path: &str) -> bool {
    let around = path.trim_end_matches('/').rsplit_once('/').map_or("", |it| it.0);
    around.contains('{') || words::has_word_of(around, &OWN)
}

/// What a path tells about the list that it names.
pub(super) fn growth(path: &str) -> Growth {
    let path = path.trim_end_matches('/');
    let segment = path.rsplit('/').next().unwrap_or_default();
    let segment = segment.strip_suffix(".json").unwrap_or(segment);
    let Some(last) = words::words(segment).last() else { return Growth::Unknown };
    if words::has_word_of(segment, &PARTS) {
        return Growth::Few;
    }
    // What is called when something happens: as many as a caller has programs.
    if words::has_word_of(segment, &["hook", "hooks", "webhook", "webhooks"]) {
        return Growth::Few;
    }
    if words::has_word_of(path, &["const", "constants", "reference", "statistics", "stats"]) {
        return Growth::Few;
    }
    if words::is_one_of(last, &STREAMS) || (words::is_one_of(last, &RECORDS) && !is_part(path)) {
        return Growth::Grows;
    }
    let is_typed = |word: &str| word.len() > 5 && word.to_ascii_lowercase().ends_with("types");
    if words::is_one_of(last, &CATALOGUES) || is_typed(last) { Growth::Few } else { Growth::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_by_their_names() {
        let table = [
            ("/invoices", Growth::Grows),
            ("/users/{id}/invoices/", Growth::Grows),
            ("/users.json", Growth::Grows),
            ("/teams/{id}/users", Growth::Unknown),
            ("/events/latest", Growth::Few),
            ("/v2/currencies", Growth::Few),
            ("/Shared/LineEndTypes", Growth::Few),
            ("/me/devices", Growth::Unknown),
            ("/payments", Growth::Grows),
            ("/documents/{id}/payments", Growth::Unknown),
            ("/webhook_subscriptions", Growth::Few),
            ("/alerts", Growth::Unknown),
            ("/widgets", Growth::Unknown),
            ("", Growth::Unknown),
        ];
        for (path, expected) in table {
            assert_eq!(growth(path), expected, "{path}");
        }
    }
}

//! See `rules/authentication-loosened.md`.

use super::weaker_demand::report;
use crate::change::{ApiPair, Loss, Pair, Way};
use crate::openapi::Scheme;
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::ChangedApi(check), Check::ChangedScheme(check_scheme)];

/// Flows that hand the user's password or token to those who should not have it.
const WEAK_FLOWS: [&str; 2] = ["implicit", "password"];

/// Fields of which one tells what a scheme has become.
const FIELDS: [&str; 4] = ["in", "scheme", "type", "name"];

fn check<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    let causes = api.causes(|pair| {
        let (way, loss) = pair.demands.loosened()?;
        Some((Some(way.node), message(way, &loss)))
    });
    for cause in causes {
        report(cx, &cause, cause.what.clone());
    }
}

fn message(way: &Way<'_>, loss: &Loss<'_>) -> String {
    match loss {
        Loss::Schemes(lost) => {
            let lost: Vec<_> = lost.iter().map(|it| format!("`{it}`")).collect();
            format!("{} will do now, without {}", way.names(), lost.join(" and "))
        }
        Loss::Strength(Pair { base, head }) => {
            format!("{} will do now: {}, where {} was the least", way.names(), head.name(), base.name())
        }
    }
}

fn check_scheme<'a>(cx: &mut Context<'a>, pair: &Pair<Scheme<'a>>) {
    let Pair { base, head } = pair;
    let Some(affected) = cx.model.requiring(head) else { return };
    let before = base.node.name_span();
    let mut report = |place, message| {
        cx.report(place, message).affects(affected.clone()).label(before, "the scheme before");
    };
    if let (Some(was), Some(is)) = (base.strength(), head.strength())
        && is < was
    {
        let message = format!("`{}` is {} now; it was {}", head.name, is.name(), was.name());
        report(changed_field(pair), message);
    }
    let old = base.flows();
    for (name, flow) in head.flows() {
        let place = head.flow_place(flow);
        let is_new = !old.is_empty() && old.iter().all(|it| it.0 != name);
        if is_new && WEAK_FLOWS.contains(&name.as_ref()) {
            report(Place::key(place), format!("the `{name}` flow is new"));
        }
    }
    for url in cleartext_urls(pair) {
        let message = format!("`{}` is not encrypted any more", url.text().unwrap_or_default());
        report(Place::value(url), message);
    }
}

fn changed_field<'a>(pair: &Pair<Scheme<'a>>) -> Place<'a> {
    let is_changed = |key: &&str| pair.base.field(key) != pair.head.field(key);
    let field = FIELDS.iter().filter(|it| is_changed(it)).find_map(|it| pair.head.node.get(it));
    field.map_or_else(|| Place::key(pair.head.node), Place::value)
}

/// Addresses of the authorization server that were encrypted.
fn cleartext_urls<'a>(pair: &Pair<Scheme<'a>>) -> Vec<Node<'a>> {
    let (old, new) = (pair.base.flows(), pair.head.flows());
    let flows = new.iter().filter_map(|it| Some((old.iter().find(|old| old.0 == it.0)?.1, it.1)));
    let holders = flows.chain([(pair.base.node, pair.head.node)]);
    let entries =
        holders.flat_map(|(old, new)| new.entries().filter_map(move |it| Some((old.get(&it.key()?)?, it))));
    let begins = |it: Node<'a>, with| it.as_str().is_some_and(|it| it.starts_with(with));
    entries.filter(|it| begins(it.0, "https://") && begins(it.1, "http://")).map(|it| it.1).collect()
}

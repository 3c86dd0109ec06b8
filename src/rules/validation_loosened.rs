//! See `rules/validation-loosened.md`.

use super::lost_bounds::Bound;
use super::{called, shortened, type_place};
use crate::change::{ApiPair, LostSchema, SchemaPair};
use crate::finding::Confidence;
use crate::openapi::{Pattern, Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::ChangedSchema(check), Check::ChangedApi(check_lost)];

const BOUNDS: [Bound; 2] = [
    Bound { keywords: &["minLength"], types: Types::STRING, what: "string", is_upper: false },
    Bound {
        keywords: &["minimum", "exclusiveMinimum"],
        types: Types::INTEGER.with(Types::NUMBER),
        what: "number",
        is_upper: false,
    },
];

/// Formats that texts can be held against.
const FORMATS: [&str; 15] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uuid",
];

/// Keywords by which an object refuses properties that it does not describe.
const CLOSING: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];

/// What is not checked any more: where to say so, where it was, and what to say.
struct Loss<'a> {
    place: Place<'a>,
    before: Node<'a>,
    message: String,
    is_mild: bool,
}

fn check<'a>(cx: &mut Context<'a>, pair: &SchemaPair<'a>) {
    if !pair.head.directions().request {
        return;
    }
    let losses = [types(pair), values(pair), pattern(pair), format(pair), closed(pair), required(pair)];
    for loss in losses.into_iter().flatten().chain(BOUNDS.iter().filter_map(|it| bound(pair, it))) {
        let draft = cx.report(loss.place, loss.message).in_requests();
        draft.label(loss.before.first_line(), "before");
        if loss.is_mild {
            draft.confidence(Confidence::Low);
        }
    }
}

/// What has no schema any more.
fn check_lost<'a>(cx: &mut Context<'a>, api: &ApiPair<'a>) {
    for LostSchema { base, head } in api.lost_schemas() {
        let message = format!("{} has lost its schema: anything is accepted", called("value", base));
        let place = if head.has_key("type") || head.key().is_none() {
            Place::value(*head)
        } else {
            Place::key(*head)
        };
        cx.report(place, message).in_requests().label(base.node().first_line(), "before");
    }
}

/// Where the value is described: its name, or else its first line.
fn place<'a>(schema: &Schema<'a>) -> Place<'a> {
    type_place(schema, schema.types(), "properties")
}

fn bound<'a>(pair: &SchemaPair<'a>, bound: &Bound) -> Option<Loss<'a>> {
    let looser = bound.loosened(pair)?;
    let place = looser.head.map_or_else(|| place(&pair.head), Place::value);
    // An empty text is seldom worse than one letter.
    let is_mild = bound.types == Types::STRING && looser.base.1 <= 1.0;
    Some(Loss { place, before: looser.base.0, message: looser.message, is_mild })
}

fn types<'a>(pair: &SchemaPair<'a>) -> Option<Loss<'a>> {
    let SchemaPair { base, head } = pair;
    let before = base.members().iter().find_map(|it| it.get("type"))?;
    let (was, is) = (known(base.types()), known(head.types()));
    let any = head.types().is_empty() && head.accepts_anything();
    if !any && (head.types().is_empty() || is.with(was) != is || is == was) {
        return None;
    }
    let now = if any { "any type" } else { "further types" };
    let message = format!("{} accepts {now} now", called("value", head));
    Some(Loss { place: place(head), before, message, is_mild: false })
}

/// Types without what is no matter of protection: `null` is no more, and integers are numbers.
const fn known(types: Types) -> Types {
    let types = types.with(Types::NULL);
    if types.has(Types::NUMBER) { types.with(Types::INTEGER) } else { types }
}

fn values<'a>(pair: &SchemaPair<'a>) -> Option<Loss<'a>> {
    let listed = |it: &Schema<'a>| it.get("enum").or_else(|| it.get("const"));
    let before = listed(&pair.base)?;
    let name = called("value", &pair.head);
    let Some(after) = listed(&pair.head) else {
        let is_lost = !pair.head.is_enumerated() && !pair.head.types().has(Types::BOOLEAN);
        let message = format!("{name} is not limited to listed values any more");
        return is_lost.then_some(Loss { place: place(&pair.head), before, message, is_mild: false });
    };
    let texts =
        |it: Node<'a>| if it.is_sequence() { it.items().map(Node::text).collect() } else { vec![it.text()] };
    let old: FxHashSet<_> = texts(before).into_iter().collect();
    let new = texts(after).into_iter().flatten().find(|it| !old.contains(&Some(it.clone())))?;
    let message = format!("{name} may be `{}` now", shortened(&new));
    Some(Loss { place: Place::key(after), before, message, is_mild: true })
}

fn pattern<'a>(pair: &SchemaPair<'a>) -> Option<Loss<'a>> {
    let SchemaPair { base, head } = pair;
    let before = base.get("pattern")?;
    if !can_be_text(head) || head.is_enumerated() {
        return None;
    }
    let Some(after) = head.get("pattern") else {
        let is_lost = !head.is_limited_by(&["pattern"]) && !has_format(head);
        let message = format!("{} has lost its `pattern`", called("string", head));
        return is_lost.then_some(Loss { place: place(head), before, message, is_mild: false });
    };
    let message = "the `pattern` is not tied to both ends of the text any more".to_owned();
    let loss = Loss { place: Place::key(after), before, message, is_mild: false };
    (is_anchored(before)? && !is_anchored(after)?).then_some(loss)
}

fn is_anchored(pattern: Node<'_>) -> Option<bool> {
    Some(Pattern::parse(&pattern.as_str()?)?.is_anchored())
}

fn format<'a>(pair: &SchemaPair<'a>) -> Option<Loss<'a>> {
    let SchemaPair { base, head } = pair;
    let before = base.get("format").filter(|_| has_format(base) && can_be_text(base))?;
    let is_kept = head.is_limited_by(&["format", "pattern", "enum", "const"]) || !can_be_text(head);
    let message = format!("{} has lost its `format`", called("string", head));
    (!is_kept).then(|| Loss { place: place(head), before, message, is_mild: false })
}

fn has_format(schema: &Schema<'_>) -> bool {
    schema.format().is_some_and(|it| FORMATS.contains(&it.as_ref()))
}

fn can_be_text(schema: &Schema<'_>) -> bool {
    schema.types().is_empty() || schema.types().has(Types::STRING)
}

fn closed<'a>(pair: &SchemaPair<'a>) -> Option<Loss<'a>> {
    let is_shut =
        |it: &Node<'a>| CLOSING.iter().filter_map(|key| it.get(key)).find(|it| it.as_bool() == Some(false));
    let before = pair.base.members().iter().find_map(is_shut)?;
    let can_be_object = pair.head.types().is_empty() || pair.head.types().has(Types::OBJECT);
    if !can_be_object || pair.head.is_limited_if(|it| is_shut(it).is_some()) {
        return None;
    }
    let message =
        format!("{} accepts properties now that it does not describe", called("object", &pair.head));
    let place = CLOSING.iter().find_map(|it| pair.head.get(it)).map_or_else(|| place(&pair.head), Place::key);
    Some(Loss { place, before, message, is_mild: false })
}

fn required<'a>(pair: &SchemaPair<'a>) -> Option<Loss<'a>> {
    let lists = |it: &Schema<'a>| it.members().iter().filter_map(|it| it.get("required")).collect::<Vec<_>>();
    let names = |it: &Schema<'a>| {
        lists(it).into_iter().flat_map(Node::items).filter_map(Node::text).collect::<Vec<_>>()
    };
    let before = *lists(&pair.base).first()?;
    let now: FxHashSet<_> = names(&pair.head).into_iter().collect();
    let described: FxHashSet<_> = pair.head.properties().filter_map(Node::key).collect();
    let lost = names(&pair.base).into_iter().find(|it| !now.contains(it) && described.contains(it))?;
    let place = lists(&pair.head).first().map_or_else(|| place(&pair.head), |it| Place::key(*it));
    Some(Loss { place, before, message: format!("callers may leave out `{lost}` now"), is_mild: true })
}

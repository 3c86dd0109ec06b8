//! See `rules/enum-type-mismatch.md`.

use super::shortened;
use crate::finding::Confidence;
use crate::openapi::{Schema, Types};
use crate::rule::{Check, Context, Place};
use crate::syntax::{Format, Kind, Node};

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

/// Words that readers of YAML 1.1, of which there are many, take for booleans.
const OLD_BOOLEANS: [&str; 6] = ["no", "off", "on", "yes", "n", "y"];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.types().is_empty() {
        return;
    }
    for member in schema.members() {
        let listed = member.get("enum").into_iter().flat_map(Node::items);
        let values: Vec<_> = listed.chain(member.get("const")).collect();
        if !values.is_empty() {
            check_values(cx, schema, &values);
        }
    }
}

fn check_values<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, values: &[Node<'a>]) {
    let types = if schema.is_nullable() { schema.types().with(Types::NULL) } else { schema.types() };
    let mut wrong = values.iter().filter(|it| !types.has(Types::of(**it)));
    if let Some(&first) = wrong.next() {
        let count = wrong.count();
        let message = format!("{}{}", message(schema, types, first), super::and_more(count, "value"));
        let draft = cx.report(Place::value(first), message);
        if let Some(stated) = schema.get("type") {
            draft.label(stated.first_line(), "the declared type");
        }
        return;
    }
    let old = values
        .iter()
        .find(|it| types.has(Types::STRING) && !types.has(Types::BOOLEAN) && is_old_boolean(**it));
    if let Some(&value) = old {
        let text = value.text().unwrap_or_default();
        let message =
            format!("`{text}` without quotes is a boolean to readers of YAML 1.1, but the type is `string`");
        cx.report(Place::value(value), message).confidence(Confidence::Medium).help("write it in quotes");
    }
}

fn message(schema: &Schema<'_>, types: Types, value: Node<'_>) -> String {
    let declared: Vec<_> = schema.members().iter().filter_map(|it| it.get("type")?.text()).collect();
    let declared = declared.first().map_or_else(|| "declared otherwise".to_owned(), |it| format!("`{it}`"));
    let shown = value.text().filter(|it| !it.is_empty());
    let shown = shown.map_or_else(|| "a value".to_owned(), |it| format!("`{}`", shortened(&it)));
    if types.has(Types::ARRAY) && !types.has(Types::OBJECT) && value.kind() == Kind::String {
        return format!("{shown} is listed for the array, which it can never be; it belongs to `items`");
    }
    format!("{shown} is {}, but the type is {declared}", value.kind().with_article())
}

fn is_old_boolean(value: Node<'_>) -> bool {
    let is_plain =
        || value.tree().source().slice(value.span()).starts_with(|it: char| it.is_ascii_alphabetic());
    value.tree().format() == Format::Yaml
        && value.as_str().is_some_and(|text| OLD_BOOLEANS.iter().any(|it| text.eq_ignore_ascii_case(it)))
        && is_plain()
}

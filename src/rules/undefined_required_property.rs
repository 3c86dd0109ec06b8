//! See `rules/undefined-required-property.md`.

use crate::openapi::{Properties, Schema};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Schema(check)];

fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    for member in schema.members() {
        let required = member.get("required").into_iter().flat_map(Node::items);
        let is_own = |name: &str| member.get("properties").is_some_and(|it| it.get(name).is_some());
        let others: Vec<_> = required.filter(|it| it.as_str().is_some_and(|name| !is_own(&name))).collect();
        if !others.is_empty() {
            check_names(cx, schema, *member, &others);
        }
    }
}

fn check_names<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, member: Node<'a>, names: &[Node<'a>]) {
    // Whoever uses the schema as a part may describe the property beside it.
    if cx.model.is_composed(schema.node()) {
        return;
    }
    let properties = Properties::new(schema.doc(), schema.node());
    let mut undefined = names.iter().filter(|it| it.as_str().is_some_and(|name| !properties.describe(&name)));
    let Some(&first) = undefined.next() else { return };
    let name = super::shortened(&first.text().unwrap_or_default());
    let count = super::and_more(undefined.count(), "name");
    let message = format!("`{name}`{count} is required, but nothing describes such a property");
    let draft = cx.report(Place::value(first), message);
    if let Some(properties) = member.get("properties") {
        draft.label(properties.name_span(), "not among these");
    }
}

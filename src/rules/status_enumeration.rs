//! See `rules/status-enumeration.md`.

use crate::openapi::{Document, Operation};
use crate::rule::{Check, Context, Place};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Words in descriptions of a 403 that is about the credential of the caller, whatever the item.
const OTHERS: [&str; 8] =
    ["anonymous", "api key", "credential", "header", "oauth", "secret", "signature", "token"];

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let model = cx.model;
    let telling: Vec<_> = model.numbered_operations_of(doc).filter(|it| tells_apart(it.1)).collect();
    let Some(first) = telling.first().and_then(|it| status(it.1, "403")) else { return };
    let numbers: Vec<usize> = telling.iter().map(|it| it.0).collect();
    let paths = doc.root().get("paths").filter(|_| numbers.len() > 1);
    let draft = match paths {
        Some(paths) => {
            let message =
                format!("403 and 404 tell apart on {} operations of the `paths` what exists", numbers.len());
            cx.report(Place::key(paths), message).label(first.name_span(), "for instance here")
        }
        None => cx.report(Place::key(first), "`403` beside 404 tells that the item exists"),
    };
    draft.affects(model.affected_operations(&numbers));
}

/// Whether callers who may not see an item learn that it is there.
fn tells_apart(op: &Operation<'_>) -> bool {
    let is_item = op.name().path.trim_end_matches('/').ends_with('}');
    let is_about_other = || refusal(op).is_some_and(|it| OTHERS.iter().any(|word| it.contains(word)));
    let is_guarded = || op.security().is_some_and(|it| !it.is_public());
    is_item && status(op, "403").is_some() && status(op, "404").is_some() && is_guarded() && !is_about_other()
}

/// What the 403 says of itself, in lower case.
fn refusal(op: &Operation<'_>) -> Option<String> {
    let text = op.doc().resolve(status(op, "403")?)?.get("description")?.text()?;
    Some(text.to_ascii_lowercase())
}

fn status<'a>(op: &Operation<'a>, status: &str) -> Option<Node<'a>> {
    op.responses().find(|it| it.has_key(status))
}

//! See `rules/inconsistent-principal-kinds.md`.

use crate::finding::Confidence;
use crate::openapi::{Document, Operation, PathTemplate, Principal, Security};
use crate::rule::{Check, Context, Place};
use crate::source::FileId;
use crate::syntax::NodeId;
use rustc_hash::FxHashMap;

pub(super) const CHECKS: &[Check] = &[Check::Document(check)];

/// Operations of one collection and its items, by whom they let in.
#[derive(Default)]
struct Resource<'a> {
    user: Option<&'a Operation<'a>>,
    software: Option<&'a Operation<'a>>,
    /// Those that let in programs.
    numbers: Vec<usize>,
    is_unsure: bool,
}

fn check<'a>(cx: &mut Context<'a>, doc: Document<'a>) {
    let resources = resources(cx, doc);
    let mixed: Vec<_> = resources.iter().filter_map(|it| Some((it.user?, it.software?, it))).collect();
    let Some(((user, software, first), others)) = mixed.split_first() else { return };
    let further =
        if others.is_empty() { String::new() } else { format!(", like {} further resources", others.len()) };
    let method = software.node().key().unwrap_or_default();
    let message = format!(
        "`{method}` wants the credential of a program where another operation wants a user's{further}"
    );
    let numbers: Vec<_> = mixed.iter().flat_map(|it| it.2.numbers.iter().copied()).collect();
    let affected = cx.model.affected_operations(&numbers);
    let draft = cx.report(Place::key(software.node()), message);
    draft.label(user.span(), "the same resource for a user").affects(affected);
    if first.is_unsure {
        draft.confidence(Confidence::Low);
    }
}

/// In the order of the document.
fn resources<'a>(cx: &Context<'a>, doc: Document<'a>) -> Vec<Resource<'a>> {
    let mut resources: Vec<Resource<'a>> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    // Many operations share the list of the document: each is read once.
    let mut lists: FxHashMap<(FileId, NodeId), Option<(Principal, bool)>> = FxHashMap::default();
    let of_operation =
        cx.model.numbered_operations_of(doc).filter_map(|it| Some((it.0, it.1, it.1.security()?)));
    for (number, operation, security) in of_operation {
        let principal = *lists.entry(place(&security)).or_insert_with(|| principal(&security));
        let Some((principal, is_unsure)) = principal else { continue };
        let next = resources.len();
        let at = *known.entry(PathTemplate::new(&operation.name().path).resource()).or_insert(next);
        if at == next {
            resources.push(Resource::default());
        }
        let Some(resource) = resources.get_mut(at) else { continue };
        resource.is_unsure |= is_unsure;
        if principal == Principal::User {
            resource.user.get_or_insert(operation);
        } else {
            resource.software.get_or_insert(operation);
            resource.numbers.push(number);
        }
    }
    resources
}

fn place(security: &Security<'_>) -> (FileId, NodeId) {
    let list = security.node.target();
    (list.tree().source().id(), list.id())
}

/// Whom a list lets in, if all ways are for the same, and whether that is a guess.
fn principal(security: &Security<'_>) -> Option<(Principal, bool)> {
    let alternatives = security.alternatives();
    let principal = alternatives.first()?.principal()?;
    let is_pure = alternatives.iter().all(|it| it.principal() == Some(principal));
    let is_unsure = principal == Principal::User && alternatives.iter().all(|it| it.is_user_by_basic_only());
    is_pure.then_some((principal, is_unsure))
}

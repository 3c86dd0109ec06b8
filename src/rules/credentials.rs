//! What several rules on credentials share: flows, headers of callers, and operations that ask for nothing.

use super::openness;
use crate::finding::Confidence;
use crate::openapi::{Alternative, Document, Location, Operation, Parameter, Scheme};
use crate::rule::{Context, Place};
use crate::syntax::Node;

/// Reports a flow of an OAuth scheme that operations require.
pub(super) fn report_flow<'a>(cx: &mut Context<'a>, scheme: &Scheme<'a>, name: &str, fault: &str) {
    let Some((_, flow)) = scheme.flows().into_iter().find(|it| it.0 == name) else { return };
    let Some(affected) = cx.model.requiring(scheme) else { return };
    let named = scheme.flow_place(flow);
    let place = if named == flow { Place::key(flow) } else { Place::value(named) };
    cx.report(place, format!("OAuth flow `{name}` {fault}")).affects(affected);
}

/// Reports a header that callers send, once however many operations describe it.
pub(super) fn report_header<'a>(cx: &mut Context<'a>, header: &Parameter<'a>, fault: &str) {
    if header.location() != Location::Header || !header.directions().request {
        return;
    }
    let Some(senders) = cx.model.senders_of(header) else { return };
    cx.report(Place::value(header.name_node()), format!("`{}` {fault}", header.name())).affects(senders);
}

/// Headers that are nothing but a credential.
const AUTHORIZATIONS: [&str; 3] = ["Authorization", "Proxy-Authorization", "X-Authorization"];

/// Whether a header of this name is nothing but a credential.
pub(super) fn is_authorization(name: &str) -> bool {
    AUTHORIZATIONS.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// Schemes of one requirement that are looked at in pairs.
const MOST_TOGETHER: usize = 8;

/// The first two schemes of a requirement that are sent in the same place and are not one and the same token.
pub(super) fn clash<'a>(alternative: &Alternative<'a>) -> Option<(Node<'a>, Node<'a>)> {
    let sent: Vec<_> =
        alternative.defined().filter_map(|it| Some((it, it.1.carrier()?))).take(MOST_TOGETHER).collect();
    sent.iter().enumerate().find_map(|(at, (other, carrier))| {
        let mut before = sent.iter().take(at).filter(|it| it.1 == *carrier);
        let one = before.find(|it| !(it.0.1.is_bearer() && other.1.is_bearer()))?;
        Some((one.0.0, other.0))
    })
}

/// Headers that tell who is calling, in lower case, with hyphens and without `x-`.
const IDENTITIES: [&str; 59] = [
    "amzn-oidc-identity",
    "auth-request-email",
    "auth-request-groups",
    "auth-request-preferred-username",
    "auth-request-user",
    "auth-user",
    "auth-user-id",
    "authenticated-email",
    "authenticated-groups",
    "authenticated-role",
    "authenticated-roles",
    "authenticated-scope",
    "authenticated-user",
    "authenticated-user-id",
    "authenticated-userid",
    "authenticated-username",
    "consumer-custom-id",
    "consumer-groups",
    "consumer-id",
    "consumer-username",
    "current-user",
    "current-user-id",
    "forwarded-email",
    "forwarded-groups",
    "forwarded-preferred-username",
    "forwarded-user",
    "goog-authenticated-user-email",
    "goog-authenticated-user-id",
    "is-admin",
    "logged-in-user",
    "ms-client-principal",
    "ms-client-principal-id",
    "ms-client-principal-name",
    "principal",
    "principal-id",
    "principal-name",
    "remote-email",
    "remote-groups",
    "remote-name",
    "remote-user",
    "role",
    "roles",
    "ssl-client-dn",
    "ssl-client-s-dn",
    "user",
    "user-email",
    "user-group",
    "user-groups",
    "user-id",
    "user-login",
    "user-name",
    "user-permissions",
    "user-role",
    "user-roles",
    "user-scopes",
    "user-sub",
    "userid",
    "username",
    "webauth-user",
];

/// Names that mean something else unless `x-` stands before them: fields of a sign-in, or roles that are only asked for.
const ONLY_WITH_PREFIX: [&str; 8] =
    ["principal", "role", "roles", "user", "user-group", "user-login", "user-name", "username"];

/// Whether a header of this name tells who is calling.
pub(super) fn states_identity(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let bare = name.strip_prefix("x-");
    IDENTITIES.binary_search(&bare.unwrap_or(&name)).is_ok()
        && (bare.is_some() || !ONLY_WITH_PREFIX.contains(&name.as_str()))
}

/// More operations without a credential than these are one decision: a list at the root mends them all.
const FEW: usize = 5;

/// The same where most operations have none.
const FEW_IN_HABIT: usize = 2;

/// Reports operations that ask for no credential though others of their document do. Confidence is low where most do
/// not, and where many do not and this one tells of no refusal: they are rather the public part of the API.
pub(super) fn report_silent<'a>(
    cx: &mut Context<'a>,
    doc: Document<'a>,
    what: &str,
    is_meant: impl Fn(&Operation<'a>) -> bool,
    where_one_cause: Confidence,
) {
    let model = cx.model;
    let Some(elsewhere) = model.demand(doc).map(Node::name_span) else { return };
    let is_habit = model.is_mostly_silent(doc);
    let silent =
        model.numbered_operations_of(doc).filter(|it| it.1.is_silent() && !openness::shows(cx, it.1));
    let silent: Vec<_> = silent.collect();
    let is_many = silent.len() > FEW;
    let (numbers, operations): (Vec<_>, Vec<_>) = silent.into_iter().filter(|it| is_meant(it.1)).unzip();
    let is_one_cause = operations.len() > if is_habit { FEW_IN_HABIT } else { FEW };
    if let Some(paths) = doc.root().get("paths").filter(|_| is_one_cause) {
        let message = format!("`paths` hold {} operations that {what} without a credential", numbers.len());
        let draft = cx.report(Place::key(paths), message).affects(model.affected_operations(&numbers));
        draft.label(elsewhere, "other operations ask for one");
        let refusing = operations.iter().filter(|it| tells_refusal(it)).count();
        if is_habit || refusing * 2 < operations.len() {
            draft.confidence(if is_habit { Confidence::Low } else { where_one_cause });
        }
        return;
    }
    for operation in operations {
        let draft = cx.report(Place::key(operation.node()), no_credential(operation));
        draft.label(elsewhere, "other operations ask for one");
        let is_doubtful = (is_many && !tells_refusal(operation)) || openness::answers_with_token(operation);
        if is_habit || is_doubtful {
            draft.confidence(Confidence::Low);
        }
    }
}

/// Whether an operation documents that it refuses some callers, though nothing says what they must show.
fn tells_refusal(operation: &Operation<'_>) -> bool {
    operation.has_response(|it| it == "401")
}

fn no_credential(operation: &Operation<'_>) -> String {
    format!("`{}` asks for no credential", operation.node().key().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_identities() {
        assert!(IDENTITIES.is_sorted());
        for name in ["X-User-Id", "x_user_id", "X-UserId", "Remote-User", "X-ROLES", "user-id", "X-Username"]
        {
            assert!(states_identity(name), "{name}");
        }
        for name in ["X-Request-Id", "X-User-Agent", "username", "Role", "User", "X-Tenant-Id", "From", ""] {
            assert!(!states_identity(name), "{name}");
        }
    }
}

//! Statuses of answers, by what libraries call them.

use super::{Body, full_path};
use crate::code::{Expr, ExprKind, Literal, LiteralKind, Name};

/// Hops from an expression to what says the status, at most.
const MAX_HOPS: usize = 8;

/// What statuses are called in lower case and without `_`, by their numbers (RFC 9110).
const NAMES: [(&str, u16); 47] = [
    ("ok", 200),
    ("created", 201),
    ("accepted", 202),
    ("nonauthoritativeinformation", 203),
    ("nocontent", 204),
    ("resetcontent", 205),
    ("partialcontent", 206),
    ("multistatus", 207),
    ("movedpermanently", 301),
    ("found", 302),
    ("seeother", 303),
    ("temporaryredirect", 307),
    ("permanentredirect", 308),
    ("badrequest", 400),
    ("unauthorized", 401),
    ("paymentrequired", 402),
    ("forbidden", 403),
    ("notfound", 404),
    ("methodnotallowed", 405),
    ("notacceptable", 406),
    ("requesttimeout", 408),
    ("conflict", 409),
    ("gone", 410),
    ("lengthrequired", 411),
    ("preconditionfailed", 412),
    ("payloadtoolarge", 413),
    ("uritoolong", 414),
    ("unsupportedmediatype", 415),
    ("rangenotsatisfiable", 416),
    ("imateapot", 418),
    ("misdirectedrequest", 421),
    ("unprocessableentity", 422),
    ("locked", 423),
    ("faileddependency", 424),
    ("preconditionrequired", 428),
    ("toomanyrequests", 429),
    ("internalservererror", 500),
    ("internalerror", 500),
    ("notimplemented", 501),
    ("badgateway", 502),
    ("serviceunavailable", 503),
    ("gatewaytimeout", 504),
    ("httpversionnotsupported", 505),
    ("variantalsonegotiates", 506),
    ("insufficientstorage", 507),
    ("loopdetected", 508),
    ("networkauthenticationrequired", 511),
];

/// Types whose constants, variants or functions are called like statuses.
const HOLDERS: [&str; 5] = ["StatusCode", "HttpResponse", "HttpResponseBuilder", "Status", "StatusError"];

/// Modules with functions that are called so.
const MODULES: [&str; 1] = ["error"];

/// Crates of clients, whose statuses are those of others.
const CLIENTS: [&str; 6] = ["awc", "httpmock", "mockito", "reqwest", "tonic", "wiremock"];

/// Methods and fields that hold a status.
const CARRIERS: [&str; 4] = ["code", "http_status", "status", "status_code"];

/// Methods that give the status that they are called on.
const SAME: [&str; 5] = ["as_u16", "clone", "into", "into_response", "to_owned"];

/// The status of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It stands in the code.
    Known(u16),
    /// It is decided elsewhere.
    Other,
}

impl Status {
    /// Whether the service says that it is at fault.
    #[must_use]
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::Known(500..=599))
    }
}

/// The status that a function, variant or constant is called like.
#[must_use]
pub fn status_named(name: &str) -> Option<u16> {
    let letters = name.chars().filter(|it| *it != '_').map(|it| it.to_ascii_lowercase());
    let squashed: String = letters.collect();
    let plain = squashed.strip_prefix("error").unwrap_or(&squashed);
    NAMES.iter().find(|it| it.0 == plain).map(|it| it.1)
}

/// The status that a path stands for: `http::StatusCode::NOT_FOUND`.
#[must_use]
pub fn status_of_path(path: &[Name]) -> Option<u16> {
    let [.., holder, last] = path else { return None };
    let is_client = path.first().is_some_and(|it| CLIENTS.contains(&&**it));
    let is_holder = HOLDERS.contains(&&**holder) || MODULES.contains(&&**holder);
    status_named(last).filter(|_| is_holder && !is_client)
}

/// The status that an expression is.
pub(super) fn of<'a>(body: &Body<'a>, expr: &'a Expr) -> Option<Status> {
    let mut expr = expr;
    for _ in 0..MAX_HOPS {
        let origin = body.origin(expr);
        expr = match &origin.kind {
            ExprKind::Path(path) => {
                let known = status_of_path(&full_path(body.workspace, body.scope, path).0);
                let carrier = || path.as_name().filter(|it| CARRIERS.contains(&&***it));
                return known.map(Status::Known).or_else(|| carrier().map(|_| Status::Other));
            }
            ExprKind::Method { receiver, name, .. } if SAME.contains(&&**name) => receiver,
            ExprKind::Method { name, .. } | ExprKind::Field(_, name) => {
                return CARRIERS.contains(&&**name).then_some(Status::Other);
            }
            _ => return is_carrier(expr).then_some(Status::Other),
        };
    }
    None
}

/// `500`, where a status is asked for.
pub(super) fn of_number(expr: &Expr) -> Option<Status> {
    match &expr.kind {
        ExprKind::Literal(Literal { kind: LiteralKind::Integer(Some(number)) }) => {
            u16::try_from(*number).ok().map(Status::Known)
        }
        _ => None,
    }
}

/// A variable that is called like what it holds.
fn is_carrier(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Path(path) if CARRIERS.contains(&path.last()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_statuses() {
        let table = [
            ("INTERNAL_SERVER_ERROR", Some(500)),
            ("InternalServerError", Some(500)),
            ("ErrorInternalServerError", Some(500)),
            ("not_found", Some(404)),
            ("from_u16", None),
            ("", None),
        ];
        for (name, status) in table {
            assert_eq!(status_named(name), status, "{name}");
        }
    }
}

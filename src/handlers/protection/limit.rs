//! How large a body may be, and how long an answer may take.

use super::Protection;
use crate::code::{Expr, ExprKind, Input, Type, Workspace, constant};
use crate::handlers::value::{OpaqueCall, Value};
use crate::source::Span;

/// How large a body may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BodyLimit {
    /// Where it comes from.
    pub kind: BodyLimitKind,
    /// In bytes, if it is known.
    pub bytes: Option<u64>,
    /// Where it is set.
    pub span: Option<Span>,
}

/// Where a limit of bodies comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyLimitKind {
    /// Nothing holds bodies back.
    #[default]
    None,
    /// The framework's own.
    Default,
    /// The service sets it.
    Set,
    /// The service took the framework's away.
    Disabled,
    /// The handler gets a body that it reads itself, with whatever limit it has.
    Stream,
}

/// How long an answer may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeout {
    /// What holds it.
    pub what: String,
    /// In milliseconds, if it is known.
    pub milliseconds: Option<u64>,
    /// Where it is set.
    pub span: Span,
}

/// What a framework holds bodies to, by the type that takes them; `""` for any other.
const DEFAULTS: &[(&str, &[(&str, u64)])] = &[
    ("axum", &[("", 2 << 20)]),
    ("actix-web", &[("Json", 2 << 20), ("Form", 16 << 10), ("MultipartForm", 50 << 20), ("", 256 << 10)]),
    ("ntex", &[("Json", 32 << 10), ("Form", 16 << 10), ("", 256 << 10)]),
    (
        "Rocket",
        &[("Json", 1 << 20), ("MsgPack", 1 << 20), ("Form", 32 << 10), ("TempFile", 1 << 20), ("", 8 << 10)],
    ),
    ("salvo", &[("", 64 << 10)]),
    ("dropshot", &[("", 1024)]),
    ("loco", &[("", 2 << 20)]),
    ("tonic", &[("", 4 << 20)]),
];

/// Types that hand the body over as it comes.
const STREAMS: &[&str] =
    &["Request", "Body", "BodyDataStream", "Payload", "BodyStream", "HttpRequest", "StreamingBody"];

/// Types that take the body, whole or in parts.
const BODIES: &[&str] = &[
    "Json",
    "Form",
    "Multipart",
    "MultipartForm",
    "Bytes",
    "Binary",
    "PlainText",
    "TypedBody",
    "UntypedBody",
    "MsgPack",
    "Protobuf",
    "Xml",
    "Yaml",
];

/// Functions that take the body, below a module of that name.
const TAKERS: &[&str] = &["json", "bytes", "form", "aggregate", "concat"];

/// Layers and configurations that hold bodies to a size, with the function that says it.
const LIMITS: &[(&str, &[&str])] = &[
    ("DefaultBodyLimit", &["max"]),
    ("RequestBodyLimitLayer", &["new"]),
    ("PayloadConfig", &["new", "limit"]),
    ("JsonConfig", &["limit"]),
    ("FormConfig", &["limit"]),
    ("MultipartFormConfig", &["total_limit"]),
    ("SizeLimit", &["new"]),
    ("ContentLengthLimit", &["new"]),
    ("body", &["content_length_limit"]),
    ("SecureMaxSize", &["new"]),
    ("limit", &["max_size"]),
];

/// Layers that end what takes too long.
const TIMEOUTS: &[&str] = &["TimeoutLayer", "Timeout", "timeout"];

/// Where inputs take the body; extractors around others may.
pub(super) fn taken(inputs: &[Input]) -> Option<Span> {
    let is_body = |it: &Type| BODIES.contains(&it.last());
    let takes = |it: &&Input| is_body(&it.ty) || it.ty.arguments().iter().any(is_body);
    inputs.iter().find(takes).map(|it| it.ty.span)
}

/// What a framework does by itself, for a handler with these inputs.
pub(super) fn default(framework: &str, inputs: &[Input]) -> BodyLimit {
    let Some((_, limits)) = DEFAULTS.iter().find(|it| it.0 == framework) else { return BodyLimit::default() };
    let is_stream = |it: &Input| STREAMS[..5].contains(&it.ty.last());
    if framework == "axum" && inputs.last().is_some_and(is_stream) {
        return BodyLimit { kind: BodyLimitKind::Stream, bytes: None, span: None };
    }
    let takes = |name: &str| inputs.iter().any(|it| it.ty.last() == name);
    let found = limits.iter().find(|it| it.0.is_empty() || takes(it.0));
    BodyLimit { kind: BodyLimitKind::Default, bytes: found.map(|it| it.1), span: None }
}

/// Reads a call that sets a limit or a timeout; whether it was one.
pub(super) fn of_call(
    workspace: &Workspace,
    call: &OpaqueCall<'_>,
    span: Span,
    found: &mut Protection,
) -> bool {
    let names = |it: &str| call.path.iter().any(|name| **name == *it);
    let last = call.path.last().map_or("", |it| &**it);
    if names("DefaultBodyLimit") && last == "disable" {
        set(found, BodyLimitKind::Disabled, None, span);
        return true;
    }
    if let Some((name, _)) = LIMITS.iter().find(|it| names_any(call, it.0) && says(call, it.1)) {
        let bytes = amount(workspace, call, LIMITS.iter().find(|it| it.0 == *name).map_or(&[], |it| it.1));
        set(found, BodyLimitKind::Set, bytes, span);
        return true;
    }
    if names("body") && TAKERS.contains(&last) {
        found.body = Some(call.expr.span);
        return true;
    }
    if TIMEOUTS.iter().any(|it| names_any(call, it)) && !names("RequestBodyTimeoutLayer") {
        let milliseconds = call.arguments.iter().find_map(|it| duration(workspace, it));
        let what =
            TIMEOUTS.iter().find(|it| names_any(call, it)).map_or_else(String::new, |it| (*it).to_owned());
        found.timeout.push(Timeout { what, milliseconds, span });
        return last != "timeout";
    }
    false
}

/// The innermost one counts; one that was taken away may be set again further out.
fn set(found: &mut Protection, kind: BodyLimitKind, bytes: Option<u64>, span: Span) {
    let is_open = match found.body_limit.kind {
        BodyLimitKind::Set => false,
        BodyLimitKind::Disabled => kind == BodyLimitKind::Set,
        _ => true,
    };
    if is_open {
        found.body_limit = BodyLimit { kind, bytes, span: Some(span) };
    }
}

/// Whether a name stands in the path of a call, or of what its methods are called on.
fn names_any(call: &OpaqueCall<'_>, name: &str) -> bool {
    chain(call).any(|it| it.path.iter().any(|it| **it == *name))
}

fn says(call: &OpaqueCall<'_>, functions: &[&str]) -> bool {
    chain(call).any(|it| it.path.last().is_some_and(|it| functions.contains(&&**it)))
}

/// A call, and those that its receivers are.
pub(super) fn chain<'a, 'w>(call: &'a OpaqueCall<'w>) -> impl Iterator<Item = &'a OpaqueCall<'w>> {
    std::iter::successors(Some(call), |it| match &it.receiver {
        Some(Value::Call(inner)) => Some(&**inner),
        _ => None,
    })
}

fn amount(workspace: &Workspace, call: &OpaqueCall<'_>, functions: &[&str]) -> Option<u64> {
    let said = chain(call).find(|it| it.path.last().is_some_and(|it| functions.contains(&&**it)))?;
    constant::integer(workspace, said.scope, exprs(said).first()?)?.try_into().ok()
}

fn duration(workspace: &Workspace, value: &Value<'_>) -> Option<u64> {
    let Value::Call(call) = value else { return None };
    let factor = match call.path.last().map(|it| &**it) {
        Some("from_secs") => 1000,
        Some("from_mins") => 60_000,
        Some("from_millis") => 1,
        _ => return None,
    };
    let number = constant::integer(workspace, call.scope, exprs(call).first()?)?;
    u64::try_from(number).ok()?.checked_mul(factor)
}

/// The arguments of a call as written.
pub(super) fn exprs<'w>(call: &OpaqueCall<'w>) -> &'w [Expr] {
    match &call.expr.kind {
        ExprKind::Call(_, arguments) | ExprKind::Method { arguments, .. } => arguments,
        _ => &[],
    }
}

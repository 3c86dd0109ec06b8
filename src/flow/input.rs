//! What a handler is given: by the names of the types that frameworks take a request apart with.

use crate::code::{Argument, Attribute, Function, Pattern, PatternKind, TokenKind, Type, TypeKind};
use crate::source::Span;

/// Types around types, at most.
const MAX_DEPTH: usize = 8;

/// Something that a handler is given.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// What it is taken apart into.
    pub pattern: &'a Pattern,
    /// Its type as written.
    pub ty: &'a Type,
    /// Where it comes from.
    pub origin: Origin,
    /// The place of the pattern.
    pub span: Span,
}

impl<'a> Input<'a> {
    /// The variable that takes all of it, where it is one.
    #[must_use]
    pub fn name(&self) -> Option<&'a str> {
        name(self.pattern)
    }
}

/// Where an input of a handler comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The path.
    Path,
    /// The query string.
    Query,
    /// The body.
    Body,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The request as a whole, or whatever of it.
    Request,
    /// The service: its state, its settings, the connection.
    Service,
    /// A type of the project or of another library, which may do anything.
    Unknown,
}

impl Origin {
    /// Whether who sends the request decides what it holds.
    #[must_use]
    pub const fn is_request(self) -> bool {
        !matches!(self, Self::Service | Self::Unknown)
    }

    /// As people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "the path",
            Self::Query => "the query",
            Self::Body => "the body",
            Self::Header => "a header",
            Self::Cookie => "a cookie",
            Self::Request => "the request",
            Self::Service => "the service",
            Self::Unknown => "an extractor",
        }
    }
}

/// The framework that names inputs in attributes.
const ROCKET: &str = "Rocket";

/// Last names of types, and what they stand for in all frameworks.
const KNOWN: &[(&str, Origin)] = &[
    ("Path", Origin::Path),
    ("Query", Origin::Query),
    ("RawQuery", Origin::Query),
    ("QsQuery", Origin::Query),
    ("Json", Origin::Body),
    ("JsonBody", Origin::Body),
    ("Form", Origin::Body),
    ("RawForm", Origin::Body),
    ("LenientForm", Origin::Body),
    ("Multipart", Origin::Body),
    ("MultipartForm", Origin::Body),
    ("TypedMultipart", Origin::Body),
    ("MultipartBody", Origin::Body),
    ("Bytes", Origin::Body),
    ("BytesMut", Origin::Body),
    ("Payload", Origin::Body),
    ("TypedBody", Origin::Body),
    ("UntypedBody", Origin::Body),
    ("StreamingBody", Origin::Body),
    ("PlainText", Origin::Body),
    ("Body", Origin::Body),
    ("HeaderMap", Origin::Header),
    ("TypedHeader", Origin::Header),
    ("Header", Origin::Header),
    ("Host", Origin::Header),
    ("CookieJar", Origin::Cookie),
    ("Cookies", Origin::Cookie),
    ("Request", Origin::Request),
    ("HttpRequest", Origin::Request),
    ("ServiceRequest", Origin::Request),
    ("Parts", Origin::Request),
    ("Uri", Origin::Request),
    ("OriginalUri", Origin::Request),
    ("State", Origin::Service),
    ("Extension", Origin::Service),
    ("RequestContext", Origin::Service),
    ("ConnectInfo", Origin::Service),
    ("Depot", Origin::Service),
    ("Response", Origin::Service),
    ("MatchedPath", Origin::Service),
    ("PrivateCookieJar", Origin::Service),
    ("SignedCookieJar", Origin::Service),
    ("Session", Origin::Service),
];

/// Ends of names of own extractors: `ValidatedJson`.
const ENDS: &[(&str, Origin)] = &[
    ("Json", Origin::Body),
    ("Form", Origin::Body),
    ("Query", Origin::Query),
    ("Path", Origin::Path),
    ("PathParams", Origin::Path),
    ("QueryParams", Origin::Query),
];

/// Types around an extractor.
const AROUND: &[&str] = &["Option", "Result", "Valid", "Validated", "Garde", "WithRejection", "Cached"];

/// The inputs of a handler.
pub(super) fn of<'a>(function: &'a Function, attributes: &'a [Attribute], framework: &str) -> Vec<Input<'a>> {
    let named = if framework == ROCKET { Named::of(attributes) } else { Named::default() };
    let input = |it: &'a crate::code::Input| {
        let by_name = name(&it.pattern).and_then(|it| named.origin(it));
        let origin = by_name.unwrap_or_else(|| by_type(&it.ty, framework));
        Input { pattern: &it.pattern, ty: &it.ty, origin, span: it.pattern.span }
    };
    function.inputs.iter().map(input).collect()
}

fn by_type(ty: &Type, framework: &str) -> Origin {
    let mut ty = ty;
    for _ in 0..MAX_DEPTH {
        match &ty.kind {
            TypeKind::Reference(inner) => ty = inner,
            TypeKind::Path(path) => match path.segments.last().and_then(|it| it.arguments.first()) {
                Some(inner) if AROUND.contains(&path.last()) => ty = inner,
                _ => return by_name(path.last(), framework),
            },
            _ => return Origin::Unknown,
        }
    }
    Origin::Unknown
}

fn by_name(name: &str, framework: &str) -> Origin {
    match (name, framework) {
        ("Data", ROCKET) | ("String", "axum" | "actix-web" | "ntex" | "poem") => return Origin::Body,
        ("Data" | "ThinData", _) => return Origin::Service,
        _ => {}
    }
    let known = KNOWN.iter().find(|it| it.0 == name);
    let ends = || ENDS.iter().find(|it| name.ends_with(it.0));
    known.or_else(ends).map_or(Origin::Unknown, |it| it.1)
}

/// The name of an input, where it has one.
fn name(pattern: &Pattern) -> Option<&str> {
    let mut pattern = pattern;
    for _ in 0..MAX_DEPTH {
        match &pattern.kind {
            PatternKind::Name(name, _) => return Some(name),
            PatternKind::Wrapped(inner, _) => pattern = inner,
            _ => return None,
        }
    }
    None
}

/// What the attribute of a Rocket handler says of its inputs: `"/<id>?<page>", data = "<form>"`.
#[derive(Debug, Default)]
struct Named {
    path: Vec<String>,
    query: Vec<String>,
    body: Vec<String>,
}

impl Named {
    fn of(attributes: &[Attribute]) -> Self {
        let mut found = Self::default();
        for argument in attributes.iter().flat_map(|it| Argument::list(&it.tokens)) {
            let Some(text) = argument.text() else { continue };
            match argument.name {
                Some("data") => found.body.extend(placeholders(&text)),
                None | Some("uri") if is_literal(&argument) => {
                    let (path, query) = text.split_once('?').unwrap_or((&text, ""));
                    found.path.extend(placeholders(path));
                    found.query.extend(placeholders(query));
                }
                _ => {}
            }
        }
        found
    }

    fn origin(&self, name: &str) -> Option<Origin> {
        let lists = [(&self.path, Origin::Path), (&self.query, Origin::Query), (&self.body, Origin::Body)];
        lists.into_iter().find(|it| it.0.iter().any(|it| it == name)).map(|it| it.1)
    }
}

fn is_literal(argument: &Argument<'_>) -> bool {
    matches!(argument.value, [only] if matches!(only.kind, TokenKind::Literal(_)))
}

/// `id` and `rest` of `/<id>/<rest..>`.
fn placeholders(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('<').skip(1).filter_map(|it| Some(it.split_once('>')?.0.trim_end_matches("..").to_owned()))
}

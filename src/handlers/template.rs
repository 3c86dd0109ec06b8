//! Paths of routes in one form, whatever their framework writes.

use super::framework::Syntax;
use super::text::{Piece, Text};
use std::fmt::{self, Display};

/// What stands around the name of a hole while a path is taken apart; no source holds it.
const HOLE: char = '\u{1}';

/// A path of a route: `/users/{id}/files/{*rest}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Template {
    /// Between slashes, in order.
    pub segments: Vec<Segment>,
    /// Whether it ends with a slash that is not its first.
    pub ends_with_slash: bool,
}

/// What stands between two slashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// These characters.
    Literal(String),
    /// One parameter, or several with characters around them; as it is shown.
    Parameter(String),
    /// Everything that follows, by its name.
    Rest(String),
    /// Any number of segments that are not known before the service runs, by the name that they have in the source.
    Unknown(String),
}

impl Segment {
    /// The characters, where all are known.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        match self {
            Self::Literal(text) => Some(text),
            _ => None,
        }
    }
}

impl Template {
    /// Puts the paths of routers and route behind each other.
    pub(super) fn new(paths: &[Text], syntax: Syntax) -> Self {
        let mut whole = String::new();
        for path in paths.iter().map(text).filter(|it| !it.is_empty()) {
            // axum: `/` below `/users` is `/users`.
            if syntax == Syntax::BracesOrColons && path == "/" && !whole.is_empty() {
                continue;
            }
            if whole.ends_with('/') {
                whole.pop();
            }
            if !path.starts_with('/') {
                whole.push('/');
            }
            whole.push_str(&path);
        }
        let ends_with_slash = whole.len() > 1 && whole.ends_with('/');
        let path = match syntax {
            Syntax::Angles => before_query(&whole).to_owned(),
            Syntax::BracesOrAngles => whole.replace('<', "{").replace('>', "}"),
            Syntax::BracesOrColons | Syntax::Braces => whole,
        };
        let segments = split(&path).into_iter().filter(|it| !it.is_empty()).map(|it| segment(&it, syntax));
        Self { segments: segments.collect(), ends_with_slash }
    }

    /// The path of an operation, as an OpenAPI document writes it.
    #[must_use]
    pub fn of_document(path: &str) -> Self {
        Self::new(&[Text::known(path)], Syntax::Braces)
    }

    /// Whether every part is known.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.segments.iter().any(|it| matches!(it, Segment::Unknown(_)))
    }
}

impl Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            match segment {
                Segment::Literal(text) | Segment::Parameter(text) => write!(f, "/{text}")?,
                Segment::Rest(name) => write!(f, "/{{*{name}}}")?,
                Segment::Unknown(name) => write!(f, "/{{?{name}}}")?,
            }
        }
        let is_root = self.segments.is_empty();
        f.write_str(if is_root || self.ends_with_slash { "/" } else { "" })
    }
}

fn text(text: &Text) -> String {
    let shown = |it: &Piece| match it {
        Piece::Known(text) => text.clone(),
        Piece::Hole(name) => format!("{HOLE}{}{HOLE}", name.replace(['/', '{', '}'], "")),
    };
    text.pieces().iter().map(shown).collect()
}

fn before_query(path: &str) -> &str {
    path.split('?').next().unwrap_or_default()
}

/// Splits at slashes that stand in no braces.
fn split(path: &str) -> Vec<String> {
    let mut segments = vec![String::new()];
    let mut depth = 0_usize;
    for character in path.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match (character, segments.last_mut()) {
            ('/', _) if depth == 0 => segments.push(String::new()),
            (_, Some(last)) => last.push(character),
            (_, None) => {}
        }
    }
    segments
}

fn segment(text: &str, syntax: Syntax) -> Segment {
    if let Some(name) = text.strip_prefix(HOLE).and_then(|it| it.strip_suffix(HOLE)) {
        return Segment::Unknown(name.replace(HOLE, ""));
    }
    if text.contains(HOLE) {
        return Segment::Unknown(text.replace(HOLE, ""));
    }
    let text = text.to_owned();
    match syntax {
        Syntax::BracesOrColons => match text.chars().next() {
            Some(':') => Segment::Parameter(format!("{{{}}}", &text[1..])),
            Some('*') => Segment::Rest(text[1..].to_owned()),
            _ => braces(&text),
        },
        Syntax::Braces => braces(&text),
        Syntax::BracesOrAngles => braces(&wisps(&text)),
        Syntax::Angles => braces(&text.replace('<', "{").replace("..>", ":.*}").replace('>', "}")),
    }
}

/// `{id|regex}`, `{**rest}` as `{id:regex}`, `{*rest}`.
fn wisps(text: &str) -> String {
    let text = text.replace('|', ":");
    match text.find("{*") {
        Some(at) => format!("{}{{*{}", &text[..at], text[at + 2..].trim_start_matches(['*', '+', '?'])),
        None => text,
    }
}

/// `{id}`, `{id:regex}`, `{*rest}`, `{rest:.*}`, `{rest}*`, `{name}.json`, with `{{` for a brace.
fn braces(text: &str) -> Segment {
    let Some(start) = text.find('{').filter(|it| !text[*it..].starts_with("{{")) else {
        return Segment::Literal(text.replace("{{", "{").replace("}}", "}"));
    };
    let (text, is_tail) =
        text.strip_suffix("}*").map_or((text.to_owned(), false), |it| (format!("{it}}}"), true));
    let inside = text[start + 1..].trim_end_matches('}');
    let is_whole = start == 0 && text.ends_with('}');
    let (name, pattern) = inside.split_once(':').unwrap_or((inside, ""));
    let takes_all = is_tail || [".*", ".+"].contains(&pattern) || pattern.starts_with(".*");
    match name.strip_prefix('*') {
        Some(name) if is_whole => Segment::Rest(name.to_owned()),
        _ if is_whole && takes_all => Segment::Rest(name.to_owned()),
        _ => Segment::Parameter(without_patterns(&text)),
    }
}

/// `{a:\d+}-{b}` as `{a}-{b}`.
fn without_patterns(text: &str) -> String {
    let mut shown = String::new();
    let (mut depth, mut is_pattern) = (0_usize, false);
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ':' if depth == 1 => is_pattern = true,
            _ => {}
        }
        is_pattern &= depth > 0;
        if !is_pattern {
            shown.push(character);
        }
    }
    shown
}

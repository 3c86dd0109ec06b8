//! What decides which host an address leads to: the beginning of its text.

use super::request::tail;
use super::words::{CLEAN, MAKING, is_checking};
use super::{Body, Meaning, Request, Source};
use crate::code::{Expr, ExprKind, MacroCall, Operator};

/// Parts of an address that are looked at, at most.
const MAX_PARTS: usize = 64;

/// Macros that put texts together.
const FORMATTING: &[&str] = &["format", "format_args", "concat"];

/// A part of a text.
enum Part<'e> {
    Text(&'e str),
    /// `{name}` in the text of a macro that begins there.
    Name(String, u32),
    Value(&'e Expr),
}

impl Request {
    /// What the request brings to the part of an address that decides which host it leads to: what stands behind a
    /// fixed host, or behind a host that the sender does not choose, can do no harm there.
    #[must_use]
    pub fn reaches_host<'a>(&self, body: &Body<'a>, expr: &'a Expr) -> Option<&Source> {
        let mut pending = vec![Beginning { fixed: String::new(), parts: vec![Part::Value(expr)] }];
        for _ in 0..MAX_PARTS {
            let mut beginning = pending.pop()?;
            match beginning.parts.pop() {
                None => continue,
                Some(Part::Text(text)) => beginning.push(text),
                Some(Part::Name(name, at)) => match self.value_before(body, &name, at) {
                    Opened::Into(inner) => beginning.put(inner),
                    Opened::Closed => continue,
                    _ => return self.reaches_name(&name, at, Meaning::Text),
                },
                Some(Part::Value(expr)) => match self.opened(body, expr) {
                    Opened::Closed => continue,
                    Opened::Into(inner) => beginning.put(inner),
                    Opened::Parts(parts) => beginning.parts.extend(parts.into_iter().rev()),
                    Opened::Either(all) => {
                        pending.extend(all.into_iter().map(|it| beginning.with(it)));
                        continue;
                    }
                    Opened::Whole => match (body.text(expr), self.reaches(body, expr, Meaning::Text)) {
                        (Some(text), _) => beginning.push(&text),
                        (None, None) => continue,
                        (None, found) => return found,
                    },
                },
            }
            if leaves_host_open(&beginning.fixed) {
                pending.push(beginning);
            }
        }
        None
    }

    /// What a variable holds at some place: what it was given last in front of it.
    fn value_before<'a>(&self, body: &Body<'a>, name: &str, at: u32) -> Opened<'a> {
        if self.is_checked(name) {
            return Opened::Closed;
        }
        let before = body.values(name).filter(|it| it.span.end <= at);
        before.max_by_key(|it| it.span.end).map_or(Opened::Whole, Opened::Into)
    }

    /// Takes an expression apart into what its text begins with.
    fn opened<'a>(&self, body: &Body<'a>, expr: &'a Expr) -> Opened<'a> {
        match &expr.kind {
            ExprKind::Path(path) => match path.as_name() {
                Some(name) => self.value_before(body, name, expr.span.start),
                None => Opened::Whole,
            },
            ExprKind::Reference(one)
            | ExprKind::Dereference(one)
            | ExprKind::Try(one)
            | ExprKind::Await(one) => Opened::Into(one),
            ExprKind::Method { name, .. } if CLEAN.contains(&&**name) || is_checking(name) => Opened::Closed,
            // An address that is joined to another may be whole by itself, and then takes its place.
            ExprKind::Method { name, arguments, .. } if &**name == "join" => match arguments.as_slice() {
                [only] => Opened::Into(only),
                _ => Opened::Closed,
            },
            ExprKind::Method { receiver, .. } => Opened::Into(receiver),
            ExprKind::Call(callee, arguments) => match (&callee.kind, arguments.as_slice()) {
                (ExprKind::Path(path), [first, ..]) if MAKING.contains(&path.last()) => Opened::Into(first),
                _ => Opened::Whole,
            },
            ExprKind::Binary(Operator::Add, first, second) => {
                Opened::Parts(vec![Part::Value(first), Part::Value(second)])
            }
            ExprKind::Macro(call) if FORMATTING.contains(&call.path.last()) => Opened::Parts(formatted(call)),
            ExprKind::Block(block) => tail(block).map_or(Opened::Closed, Opened::Into),
            ExprKind::If(_, then, otherwise) => {
                Opened::Either(tail(then).into_iter().chain(otherwise.as_deref()).collect())
            }
            ExprKind::Match(_, arms) => Opened::Either(arms.iter().map(|it| &it.body).collect()),
            _ => Opened::Whole,
        }
    }
}

/// What a text begins with: what is fixed, and what follows, the last first.
struct Beginning<'e> {
    fixed: String,
    parts: Vec<Part<'e>>,
}

impl<'e> Beginning<'e> {
    fn push(&mut self, text: &str) {
        self.fixed.push_str(text);
    }

    fn put(&mut self, expr: &'e Expr) {
        self.parts.push(Part::Value(expr));
    }

    /// One of several things that may follow. What comes behind decides nothing any more.
    fn with(&self, expr: &'e Expr) -> Self {
        Self { fixed: self.fixed.clone(), parts: vec![Part::Value(expr)] }
    }
}

/// How an expression tells what its text begins with.
enum Opened<'a> {
    /// It was looked at, or holds nothing that could be chosen.
    Closed,
    /// As another expression does.
    Into(&'a Expr),
    /// By these parts.
    Parts(Vec<Part<'a>>),
    /// As one of these does.
    Either(Vec<&'a Expr>),
    /// Nobody knows: it is one thing.
    Whole,
}

/// Whether what follows a text could still say which host an address leads to: `https://` and nothing do.
fn leaves_host_open(text: &str) -> bool {
    let rest = match text.split_once(':') {
        Some((_, rest)) => rest,
        None if text.starts_with("//") => text,
        None => return text.chars().all(char::is_alphanumeric),
    };
    let host = rest.strip_prefix("//").unwrap_or(rest);
    !host.contains(['/', '?', '#'])
}

/// The parts of `format!("https://{host}/{}", id)` in order.
fn formatted(call: &MacroCall) -> Vec<Part<'_>> {
    let Some([first, values @ ..]) = call.arguments.as_deref() else { return Vec::new() };
    let Some(text) = first.as_text() else { return Vec::new() };
    if call.path.last() == "concat" {
        return std::iter::once(first).chain(values).map(Part::Value).collect();
    }
    let mut positional = values.iter().filter(|it| !matches!(it.kind, ExprKind::Assign(..)));
    let mut found = Vec::new();
    for (number, piece) in text.split('{').enumerate() {
        let (name, behind) =
            if number == 0 { ("", piece) } else { piece.split_once('}').unwrap_or(("", "")) };
        let name = name.split(':').next().unwrap_or_default();
        if number > 0 && name.is_empty() {
            found.extend(positional.next().map(Part::Value));
        } else if let Some(value) = named(values, name) {
            found.push(Part::Value(value));
        } else if number > 0 {
            found.push(Part::Name(name.to_owned(), call.span.start));
        }
        found.push(Part::Text(behind));
    }
    found
}

/// `value` of `name = value`, or by its number.
fn named<'a>(values: &'a [Expr], name: &str) -> Option<&'a Expr> {
    let numbered = name.parse::<usize>().ok().and_then(|it| values.get(it));
    numbered.or_else(|| {
        values.iter().find_map(|it| match &it.kind {
            ExprKind::Assign(place, value) => match &place.kind {
                ExprKind::Path(path) if path.last() == name => Some(&**value),
                _ => None,
            },
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::leaves_host_open;

    #[test]
    fn hosts_end_before_paths() {
        for open in ["", "https", "https://", "http://api.", "//"] {
            assert!(leaves_host_open(open), "{open}");
        }
        for closed in ["/", "/cakes/", "https://cakes.example/", "https://cakes.example?next=", "?a="] {
            assert!(!leaves_host_open(closed), "{closed}");
        }
    }
}

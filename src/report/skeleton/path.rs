//! Paths of routes as OpenAPI writes them.

use crate::handlers::{Segment, Template};
use rustc_hash::FxHashMap;

/// A path, and the names of its parameters.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) parameters: Vec<Parameter>,
}

/// A parameter of a path.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    /// Whether it stands for all that follows.
    pub(super) is_rest: bool,
}

/// Paths that differ in the names of parameters only are one.
#[derive(Default)]
pub(super) struct Places(FxHashMap<String, Place>);

impl Places {
    /// The path of a route; `None` where a part of it is not known. What comes first and is not known is where the
    /// service stands, as servers of a document say.
    pub(super) fn of(&mut self, template: &Template) -> Option<Place> {
        let (mut path, mut shape) = (String::new(), String::new());
        let mut parameters: Vec<Parameter> = Vec::new();
        for segment in template.segments.iter().skip_while(|it| matches!(it, Segment::Unknown(_))) {
            let (text, is_rest) = match segment {
                Segment::Literal(text) => (literal(text), false),
                Segment::Parameter(text) => (text.clone(), false),
                Segment::Rest(name) => (format!("{{{name}}}"), true),
                Segment::Unknown(_) => return None,
            };
            path.push('/');
            shape.push('/');
            add(&text, is_rest, &mut parameters, &mut path, &mut shape);
        }
        if path.is_empty() || template.ends_with_slash {
            path.push('/');
            shape.push('/');
        }
        Some(self.0.entry(shape).or_insert(Place { path, parameters }).clone())
    }
}

/// Braces that are meant as such cannot be written in a path.
fn literal(text: &str) -> String {
    text.replace('{', "%7B").replace('}', "%7D").replace(['?', '#'], "_")
}

/// Writes `{a}-{b}` with names that no other parameter of the path has.
fn add(text: &str, is_rest: bool, parameters: &mut Vec<Parameter>, path: &mut String, shape: &mut String) {
    for (at, part) in text.split('{').enumerate() {
        let Some((name, behind)) = part.split_once('}').filter(|_| at > 0) else {
            path.push_str(part);
            shape.push_str(part);
            continue;
        };
        let name = unused(name.trim_start_matches(['*', '?']), parameters);
        path.push_str(&format!("{{{name}}}{behind}"));
        shape.push_str(&format!("{{}}{behind}"));
        parameters.push(Parameter { name, is_rest });
    }
}

fn unused(name: &str, parameters: &[Parameter]) -> String {
    let name: String =
        name.chars().filter(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '.')).collect();
    let name = if name.is_empty() { "value".to_owned() } else { name };
    let is_taken = |name: &str| parameters.iter().any(|it| it.name == name);
    let numbered = (2..).map(|it| format!("{name}{it}"));
    std::iter::once(name.clone()).chain(numbered).find(|it| !is_taken(it)).unwrap_or(name)
}

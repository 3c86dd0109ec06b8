//! Whether a path of a document and a path of a route mean the same requests.

use crate::handlers::{Segment, Template};

/// A path as a request is told from others by: names of parameters do not count, nor does a slash at the end.
#[must_use]
pub(super) fn shape(segments: &[Segment]) -> Option<String> {
    let mut shape = String::new();
    for segment in segments {
        shape.push('/');
        match segment {
            Segment::Literal(text) => shape.push_str(text),
            Segment::Parameter(text) => shape.push_str(&nameless(text)),
            Segment::Rest(_) | Segment::Unknown(_) => return None,
        }
    }
    Some(shape)
}

/// Whether a path that a document knows whole may be what a route answers.
#[must_use]
pub(super) fn may_match(path: &[Segment], route: &Template) -> bool {
    // Row by row: whether the first parts of the path may be the first parts of the route.
    let mut reached: Vec<bool> = (0..=path.len()).map(|it| it == 0).collect();
    for segment in &route.segments {
        let mut next = vec![false; path.len() + 1];
        for (at, is_reached) in reached.iter().enumerate() {
            if !is_reached {
                continue;
            }
            match segment {
                Segment::Unknown(_) => next.iter_mut().skip(at).for_each(|it| *it = true),
                // At least one segment.
                Segment::Rest(_) => next.iter_mut().skip(at + 1).for_each(|it| *it = true),
                one => {
                    if path.get(at).is_some_and(|it| is_same(it, one)) {
                        next[at + 1] = true;
                    }
                }
            }
        }
        reached = next;
    }
    reached.last() == Some(&true)
}

fn is_same(one: &Segment, other: &Segment) -> bool {
    match (one, other) {
        (Segment::Literal(a), Segment::Literal(b)) => a == b,
        (Segment::Parameter(a), Segment::Parameter(b)) => nameless(a) == nameless(b),
        _ => false,
    }
}

/// `{id}.json` as `{}.json`.
fn nameless(text: &str) -> String {
    let mut is_inside = false;
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        is_inside &= character != '}';
        if !is_inside {
            shown.push(character);
        }
        is_inside |= character == '{';
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let table = [
            ("/users/{id}", "/users/{name}", true),
            ("/users/{id}", "/users/me", false),
            ("/users", "/users/{id}", false),
            ("/files/{a}.json", "/files/{b}.json", true),
            ("/files/{a}.json", "/files/{b}", false),
            ("/files/a/b", "/files/{*rest}", true),
            ("/files", "/files/{*rest}", false),
            ("/", "/", true),
        ];
        for (path, route, expected) in table {
            let (path, route) = (Template::of_document(path), Template::of_document(route));
            assert_eq!(may_match(&path.segments, &route), expected, "{path} {route}");
        }
    }

    #[test]
    fn what_is_decided_later_may_be_anything() {
        let unknown = Template {
            segments: vec![Segment::Unknown("base".to_owned()), Segment::Literal("a".to_owned())],
            ends_with_slash: false,
        };
        for (path, expected) in [("/a", true), ("/x/y/a", true), ("/x", false)] {
            assert_eq!(may_match(&Template::of_document(path).segments, &unknown), expected, "{path}");
        }
    }
}

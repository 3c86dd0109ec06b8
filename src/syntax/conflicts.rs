//! What `git merge` leaves behind where both sides changed the same lines.

use super::{Problem, ProblemKind};
use crate::source::SourceFile;
use std::borrow::Cow;

const OURS: &str = "<<<<<<<";
const BASE: &str = "|||||||";
const THEIRS: &str = "=======";
const END: &str = ">>>>>>>";

/// The text as if every conflict had been resolved in favour of the side that stands first, and what to say of that.
/// Whatever is left out is blank, so that offsets stay true.
pub(super) fn resolve(source: &SourceFile) -> (Cow<'_, str>, Option<Problem>) {
    let text = source.text();
    let Some(first) = first_conflict(text) else { return (text.into(), None) };
    let span = source.first_line(source.span(first, first + OURS.len()));
    let message = "a git merge conflict is not resolved; of each conflict only the first side was read";
    let problem = Problem { kind: ProblemKind::Syntax, span, message: message.to_owned(), related: None };
    (first_sides(text).into(), Some(problem))
}

/// Neither YAML nor JSON can have such a line: what is longer than a line is indented in one, and escaped in the other.
fn first_conflict(text: &str) -> Option<usize> {
    let found = memchr::memmem::find_iter(text.as_bytes(), OURS);
    let mut begins = found.filter(|&at| at == 0 || text.as_bytes()[at - 1] == b'\n');
    begins.find(|&at| is_marker(&text[at..], OURS) && has_end(&text[at..]))
}

fn has_end(text: &str) -> bool {
    text.lines().any(|it| is_marker(it, END))
}

fn is_marker(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker).is_some_and(|it| it.is_empty() || it.starts_with([' ', '\r', '\n']))
}

fn first_sides(text: &str) -> String {
    let mut sides = String::with_capacity(text.len());
    let (mut is_conflict, mut is_other_side) = (false, false);
    for line in text.split_inclusive('\n') {
        let is = |marker| is_marker(line, marker);
        let is_border = is(OURS) || is_conflict && (is(BASE) || is(THEIRS) || is(END));
        if is_border {
            is_conflict = !is(END);
            is_other_side = is(BASE) || is(THEIRS);
        }
        if is_border || is_other_side {
            let content = line.trim_end_matches(['\r', '\n']);
            sides.extend(std::iter::repeat_n(' ', content.len()));
            sides.push_str(&line[content.len()..]);
        } else {
            sides.push_str(line);
        }
    }
    sides
}

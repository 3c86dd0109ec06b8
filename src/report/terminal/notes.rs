//! What stands below a frame: other places, who is affected, why it matters and what to do.

use super::frame::is_near;
use super::{Style, flag, operation, paint, place, printable};
use crate::finding::Finding;
use crate::report::Output;
use crate::rule::Rule;
use std::io::{self, Write};

/// Column at which the text of a note begins.
const NOTE_INDENT: usize = 6;

/// What stands below the frame: other places, who is affected, and with a rule's first finding why and what to do.
pub(super) fn notes(
    output: &Output<'_>,
    finding: &Finding,
    rule: &Rule,
    is_first: bool,
) -> Vec<(&'static str, String)> {
    let far = finding.labels.iter().filter(|it| !is_near(output, finding.span, it.span));
    let mut notes: Vec<_> =
        far.map(|it| ("see", format!("{}: {}", place(output, it.span), it.text))).collect();
    notes.extend(operation(finding).map(|it| ("for", it)));
    if finding.affected.count > 0 {
        notes.push(("for", affected(finding)));
    }
    notes.extend(finding.help.clone().map(|it| ("fix", it)));
    notes.extend(
        finding.fix.as_ref().map(|it| ("run", format!("gatelint {} to {}", flag(it.safety), it.title))),
    );
    if is_first {
        notes.push(("why", summary_of(rule.section("Why it matters"))));
        if finding.help.is_none() {
            notes.push(("fix", summary_of(rule.section("How to fix"))));
        }
        notes.push(("doc", format!("gatelint explain {}", rule.name)));
    }
    notes
}

/// A word and a text beside it, wrapped at the terminal's width.
pub(super) fn note(word: &str, text: &str, style: Style, to: &mut dyn Write) -> io::Result<()> {
    let mut line = format!("  {}", paint(style, "2", word));
    let mut width = 2 + word.len();
    for part in printable(text).split_whitespace() {
        let length = part.chars().count();
        if width + 1 + length > style.width && width > NOTE_INDENT {
            writeln!(to, "{line}")?;
            (line, width) = (" ".repeat(NOTE_INDENT - 1), NOTE_INDENT - 1);
        }
        line.push(' ');
        line.push_str(part);
        width += 1 + length;
    }
    writeln!(to, "{line}")
}

fn affected(finding: &Finding) -> String {
    let affected = &finding.affected;
    let names: Vec<String> = affected.first.iter().map(|it| format!("`{}`", it.0)).collect();
    let more = affected.count - names.len();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", names.join(", "))
}

/// The first two sentences of a page's section, or of the first step of a list, without Markdown's marks.
fn summary_of(section: &str) -> String {
    let is_step = |line: &&str| {
        line.starts_with("- ") || line.trim_start_matches(|it: char| it.is_ascii_digit()).starts_with(". ")
    };
    let paragraph = section.split("\n\n").find(|it| !it.starts_with("```")).unwrap_or_default();
    let mut lines = paragraph.lines();
    let first = lines.next().unwrap_or_default();
    let begin = if is_step(&first) { first.split_once(' ').map_or(first, |it| it.1) } else { first };
    let words =
        std::iter::once(begin).chain(lines.take_while(|it| !is_step(it))).flat_map(str::split_whitespace);
    let text = words.collect::<Vec<_>>().join(" ").replace("**", "");
    let ends = text.match_indices(". ").map(|it| it.0 + 1).filter(|&end| !text[..end].ends_with("e.g."));
    let end = ends.take(2).last().filter(|_| text.matches(". ").count() > 1);
    end.map_or_else(|| text.clone(), |end| text[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::summary_of;

    #[test]
    fn summaries() {
        assert_eq!(
            summary_of("An array, e.g. of\nids. It grows. Long.\n\nMore."),
            "An array, e.g. of ids. It grows."
        );
        assert_eq!(summary_of("- Do **this**\n- Not that\n"), "Do this");
        assert_eq!(summary_of("1. Move it.\n   Soon.\n2. Rest.\n"), "Move it. Soon.");
    }
}

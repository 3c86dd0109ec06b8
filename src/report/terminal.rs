//! For people at a terminal: code frames by miette, or one line for each finding.

mod excerpt;
mod frame;
mod notes;
mod summary;

use super::Output;
use crate::finding::{Finding, Safety, Severity};
use crate::source::Span;
use frame::{frame, frames};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::io::{self, Write};
use summary::summary;

/// Findings of one rule that get a frame; the others get a line, unless all are asked for.
const FRAMES_PER_RULE: usize = 3;

/// How a terminal wants it.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Colours and bold letters.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// A frame for every finding.
    pub all_frames: bool,
}

/// Prints code frames, file by file, and a summary.
///
/// # Errors
/// When the writer fails.
pub fn terminal(output: &Output<'_>, style: Style, to: &mut dyn Write) -> io::Result<()> {
    let frames = frames(style);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut file = None;
    let mut shown = OnceCell::new();
    let mut is_line = false;
    for finding in &output.report.findings {
        let is_new_file = file.replace(finding.span.file) != Some(finding.span.file);
        let count = seen.entry(finding.rule).or_default();
        *count += 1;
        let is_framed = *count <= FRAMES_PER_RULE || style.all_frames;
        // Lines stand together, and apart from what comes next.
        if is_line && (is_new_file || is_framed) {
            writeln!(to)?;
        }
        if is_new_file {
            shown = OnceCell::new();
            writeln!(to, "{}\n", paint(style, "1;4", &printable(output.source(finding.span.file).path())))?;
        }
        if is_framed {
            frame(output, &shown, finding, *count == 1, &frames, style, to)?;
        } else {
            writeln!(to, "{}", short_line(output, finding, style))?;
        }
        is_line = !is_framed;
    }
    if is_line {
        writeln!(to)?;
    }
    for finding in output.shown_ignored() {
        writeln!(to, "{}", ignored_line(output, finding, style))?;
    }
    let is_cut = !style.all_frames && seen.values().any(|it| *it > FRAMES_PER_RULE);
    summary(output, is_cut, style, to)
}

/// Prints one line for each finding: `path:line:column: severity rule: message`.
///
/// # Errors
/// When the writer fails.
pub fn concise(output: &Output<'_>, style: Style, to: &mut dyn Write) -> io::Result<()> {
    for finding in &output.report.findings {
        writeln!(to, "{}", one_line(output, finding, style))?;
    }
    for finding in output.shown_ignored() {
        writeln!(to, "{}", ignored_line(output, finding, style))?;
    }
    Ok(())
}

/// A finding that somebody said is all right, and why.
fn ignored_line(output: &Output<'_>, finding: &Finding, style: Style) -> String {
    let why = match finding.ignored.as_ref().and_then(|it| it.reason.as_deref()) {
        Some(reason) => format!("ignored: {}", printable(reason)),
        None => "in the baseline".to_owned(),
    };
    format!("{} {}", one_line(output, finding, style), paint(style, "2", &format!("({why})")))
}

fn one_line(output: &Output<'_>, finding: &Finding, style: Style) -> String {
    let word = paint(style, color_of(finding.severity), finding.severity.name());
    let place = place(output, finding.span);
    format!("{place}: {word} {}: {}", paint(style, "1", finding.rule), printable(&finding.message))
}

/// A line below the name of its file, which it does not repeat.
fn short_line(output: &Output<'_>, finding: &Finding, style: Style) -> String {
    let position = output.source(finding.span.file).position(finding.span.start);
    let word = paint(style, color_of(finding.severity), finding.severity.name());
    let rule = paint(style, "1", finding.rule);
    let operation = operation(finding).map(|it| format!(" ({it})")).unwrap_or_default();
    let message = printable(&finding.message);
    format!("  {}:{}: {word} {rule}: {message}{operation}", position.line, position.column)
}

/// The operation that a finding is about, where its message does not name it.
fn operation(finding: &Finding) -> Option<String> {
    let endpoint = finding.endpoint.as_ref()?;
    let is_named = finding.affected.count > 0 || finding.message.contains(&endpoint.path);
    (!is_named).then(|| printable(&format!("`{endpoint}`")).into_owned())
}

fn place(output: &Output<'_>, span: Span) -> String {
    let source = output.source(span.file);
    let position = source.position(span.start);
    format!("{}:{}:{}", printable(source.path()), position.line, position.column)
}

/// A text of the document without what a terminal or a build log would obey: controls and reversed writing.
fn printable(text: &str) -> Cow<'_, str> {
    let is_harmful =
        |it: char| it.is_control() || matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if text.contains(is_harmful) { text.replace(is_harmful, "\u{FFFD}").into() } else { text.into() }
}

const fn color_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "1;35",
        Severity::High => "1;31",
        Severity::Medium => "1;33",
        Severity::Low => "1;36",
    }
}

fn paint(style: Style, codes: &str, text: &str) -> String {
    if style.color { format!("\u{1b}[{codes}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// The option that writes fixes of a kind.
const fn flag(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "--fix",
        Safety::Unsafe => "--unsafe-fixes",
    }
}

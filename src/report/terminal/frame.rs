//! A finding with the code around it, drawn by miette, and notes below.

use super::excerpt::{Excerpt, LONG_LINE, NEAR_LINES};
use super::notes::{note, notes};
use super::{Style, color_of, one_line, paint, printable};
use crate::finding::{Finding, Severity};
use crate::report::Output;
use crate::rule::Rule;
use crate::rules::masked;
use crate::source::Span;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceSpan};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::io::{self, Write};

pub(super) fn frames(style: Style) -> GraphicalReportHandler {
    let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme).with_width(style.width).with_context_lines(1).with_links(false)
}

/// Draws a finding; `shown` is the text of its file as it may be shown, made when it is first needed.
pub(super) fn frame<'a>(
    output: &Output<'a>,
    shown: &OnceCell<Cow<'a, str>>,
    finding: &Finding,
    is_first: bool,
    frames: &GraphicalReportHandler,
    style: Style,
    to: &mut dyn Write,
) -> io::Result<()> {
    let Some(rule) = output.rule(finding) else { return Ok(()) };
    let shown = shown.get_or_init(|| masked(output.source(finding.span.file).text()));
    let diagnostic = Diagnostic::new(output, shown, finding, rule, style);
    let mut text = String::new();
    // Writing into a string does not fail, and a source that is read has all its spans.
    if !diagnostic.source.is_harmless(finding.span) || frames.render_report(&mut text, &diagnostic).is_err() {
        text = one_line(output, finding, style) + "\n";
    }
    for line in text.lines() {
        writeln!(to, "{}", line.trim_end())?;
    }
    for (word, text) in notes(output, finding, rule, is_first) {
        note(word, &text, style, to)?;
    }
    writeln!(to)
}

/// A finding as miette sees it.
#[derive(Debug)]
struct Diagnostic<'a> {
    message: String,
    code: String,
    severity: miette::Severity,
    source: Excerpt<'a>,
    labels: Vec<LabeledSpan>,
}

impl<'a> Diagnostic<'a> {
    fn new(output: &Output<'a>, text: &'a str, finding: &Finding, rule: &Rule, style: Style) -> Self {
        let metadata = rule.metadata();
        let section =
            metadata.category.section().map_or_else(String::new, |it| format!(" · SP 800-228 section {it}"));
        let severity = paint(style, color_of(finding.severity), finding.severity.name());
        Self {
            message: printable(&finding.message).into_owned(),
            code: format!("{} · {severity}{section}", paint(style, "1", rule.name)),
            severity: match finding.severity {
                Severity::Low => miette::Severity::Advice,
                Severity::Medium => miette::Severity::Warning,
                Severity::High | Severity::Critical => miette::Severity::Error,
            },
            source: Excerpt { source: output.source(finding.span.file), text },
            labels: labels(output, finding),
        }
    }
}

fn labels(output: &Output<'_>, finding: &Finding) -> Vec<LabeledSpan> {
    let primary = LabeledSpan::new_primary_with_span(None, source_span(finding.span));
    let near = finding.labels.iter().filter(|it| is_near(output, finding.span, it.span));
    let others = near.map(|it| LabeledSpan::new_with_span(Some(it.text.clone()), source_span(it.span)));
    std::iter::once(primary).chain(others).collect()
}

/// Whether a frame round the first place can show the other, too: few lines away, and these not too long.
pub(super) fn is_near(output: &Output<'_>, primary: Span, other: Span) -> bool {
    let line = |span: Span| output.source(span.file).position(span.start).line;
    let between = primary.start.max(other.start).checked_sub(primary.end.min(other.end));
    let (true, Some(between)) = (primary.file == other.file, between) else { return false };
    let apart = line(primary).abs_diff(line(other));
    apart <= NEAR_LINES && between as usize <= LONG_LINE * (apart as usize + 1)
}

fn source_span(span: Span) -> SourceSpan {
    (span.start as usize, (span.end - span.start) as usize).into()
}

impl std::fmt::Display for Diagnostic<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic<'_> {}

impl miette::Diagnostic for Diagnostic<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn std::fmt::Display + 'b>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

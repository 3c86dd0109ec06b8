//! For people at a terminal: code frames by miette, or one line for each finding.

use super::Output;
use crate::finding::{Finding, IgnoreKind, Report, Safety, Severity};
use crate::rule::Rule;
use crate::rules::masked;
use crate::source::{SourceFile, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceSpan,
    SpanContents,
};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::io::{self, Write};

/// Findings of one rule that get a frame; the others get a line, unless all are asked for.
const FRAMES_PER_RULE: usize = 3;

/// Places further away than this many lines are named below the frame instead of shown in it.
const NEAR_LINES: u32 = 3;

/// Column at which the text of a note begins.
const NOTE_INDENT: usize = 6;

/// Lines longer than this many bytes are shown in part.
const LONG_LINE: usize = 240;

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
    for finding in &output.report.findings {
        if file.replace(finding.span.file) != Some(finding.span.file) {
            shown = OnceCell::new();
            writeln!(to, "{}\n", paint(style, "1;4", &printable(output.source(finding.span.file).path())))?;
        }
        let count = seen.entry(finding.rule).or_default();
        *count += 1;
        if *count <= FRAMES_PER_RULE || style.all_frames {
            frame(output, &shown, finding, *count == 1, &frames, style, to)?;
        } else {
            writeln!(to, "{}", one_line(output, finding, style))?;
        }
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

fn frames(style: Style) -> GraphicalReportHandler {
    let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    GraphicalReportHandler::new_themed(theme).with_width(style.width).with_context_lines(1).with_links(false)
}

fn frame<'a>(
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

/// What stands below the frame: other places, who is affected, and with a rule's first finding why and what to do.
fn notes(output: &Output<'_>, finding: &Finding, rule: &Rule, is_first: bool) -> Vec<(&'static str, String)> {
    let far = finding.labels.iter().filter(|it| !is_near(output, finding.span, it.span));
    let mut notes: Vec<_> =
        far.map(|it| ("see", format!("{}: {}", place(output, it.span), it.text))).collect();
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

/// The option that writes fixes of a kind.
const fn flag(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "--fix",
        Safety::Unsafe => "--unsafe-fixes",
    }
}

/// A word and a text beside it, wrapped at the terminal's width.
fn note(word: &str, text: &str, style: Style, to: &mut dyn Write) -> io::Result<()> {
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

fn labels(output: &Output<'_>, finding: &Finding) -> Vec<LabeledSpan> {
    let primary = LabeledSpan::new_primary_with_span(None, source_span(finding.span));
    let near = finding.labels.iter().filter(|it| is_near(output, finding.span, it.span));
    let others = near.map(|it| LabeledSpan::new_with_span(Some(it.text.clone()), source_span(it.span)));
    std::iter::once(primary).chain(others).collect()
}

fn is_near(output: &Output<'_>, primary: Span, other: Span) -> bool {
    let line = |span: Span| output.source(span.file).position(span.start).line;
    let overlaps = primary.start < other.end && other.start < primary.end;
    primary.file == other.file && !overlaps && line(primary).abs_diff(line(other)) <= NEAR_LINES
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

/// Gives miette the lines round a span, found by the line index; miette's own sources count from the first byte each time.
#[derive(Debug)]
struct Excerpt<'a> {
    source: &'a SourceFile,
    /// What is shown of it: without secrets, and as long.
    text: &'a str,
}

impl miette::SourceCode for Excerpt<'_> {
    fn read_span<'b>(
        &'b self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'b> + 'b>, MietteError> {
        let text = self.text;
        let (start, end) = (span.offset(), span.offset() + span.len());
        if end > text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let range =
            if before == 0 && after == 0 { start..end } else { self.lines_around(start, end, before, after) };
        let position = self.source.position(crate::source::offset(range.start));
        let (line, column) = (position.line as usize - 1, position.column as usize - 1);
        let count = memchr::memchr_iter(b'\n', &text.as_bytes()[range.clone()]).count() + 1;
        let shown = (range.start, range.len()).into();
        let name = self.source.path().to_owned();
        let data = &text.as_bytes()[range];
        Ok(Box::new(MietteSpanContents::new_named(name, data, shown, line, column, count)))
    }
}

impl Excerpt<'_> {
    /// Whether the lines that a frame would show hold nothing that a terminal obeys.
    fn is_harmless(&self, span: Span) -> bool {
        let near = NEAR_LINES as usize + 1;
        let shown = self.lines_around(span.start as usize, span.end as usize, near, near);
        self.text[shown].lines().all(|it| matches!(printable(&it.replace('\t', " ")), Cow::Borrowed(_)))
    }

    fn lines_around(&self, start: usize, end: usize, before: usize, after: usize) -> std::ops::Range<usize> {
        let (text, lines) = (self.text, self.source.lines());
        let first = lines.line(crate::source::offset(start));
        let last = lines.line(crate::source::offset(end.max(start + 1) - 1));
        let from = lines.range(text, first.saturating_sub(before)).start;
        let to = lines.range(text, (last + after).min(lines.count() - 1)).end;
        if to - from <= LONG_LINE * (last - first + before + after + 1) {
            return from..to;
        }
        let (own, own_end) = (lines.range(text, first).start, lines.range(text, last).end);
        let from = text.ceil_char_boundary(own.max(start.saturating_sub(LONG_LINE / 4)));
        from.min(start)..text.floor_char_boundary(own_end.min(end + LONG_LINE / 4)).max(end)
    }
}

fn summary(output: &Output<'_>, is_cut: bool, style: Style, to: &mut dyn Write) -> io::Result<()> {
    let report = output.report;
    let counts = output.counts();
    let words = |it: &Severity| {
        (counts.of(*it) > 0)
            .then(|| paint(style, color_of(*it), &format!("{} {}", counts.of(*it), it.name())))
    };
    let by_severity: Vec<String> = Severity::ALL.iter().rev().filter_map(words).collect();
    let scope = report.scope;
    let scope =
        format!("{} and {}", number(scope.documents, "document"), number(scope.operations, "operation"));
    let ignored = ignored_counts(report);
    if report.findings.is_empty() {
        writeln!(to, "No findings in {scope}{ignored}.")?;
    } else {
        writeln!(
            to,
            "{} ({}) in {scope}{ignored}.",
            number(report.findings.len(), "finding"),
            by_severity.join(", ")
        )?;
    }
    if report.hidden.total() > 0 {
        writeln!(
            to,
            "{} below the thresholds: --strict shows them.",
            number(report.hidden.total(), "more finding")
        )?;
    }
    for safety in [Safety::Safe, Safety::Unsafe] {
        let fixes = report.findings.iter().filter_map(|it| it.fix.as_ref());
        match fixes.filter(|it| it.safety == safety).count() {
            0 => {}
            1 => writeln!(to, "{} mends 1 of them.", flag(safety))?,
            count => writeln!(to, "{} mends {count} of them.", flag(safety))?,
        }
    }
    if report.unchanged > 0 {
        writeln!(to, "{} in what did not change.", number(report.unchanged, "more finding"))?;
    }
    if is_cut {
        writeln!(to, "Frames for the first {FRAMES_PER_RULE} findings of each rule: -v shows all.")?;
    }
    Ok(())
}

/// How many findings somebody said are all right, as the end of a sentence.
fn ignored_counts(report: &Report) -> String {
    let is_known = |it: &&Finding| it.ignored.as_ref().is_some_and(|it| it.kind == IgnoreKind::Baseline);
    let known = report.ignored.iter().filter(is_known).count();
    let ignored = report.ignored.len() - known;
    let part = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let parts: Vec<_> =
        [part(ignored, "ignored"), part(known, "in the baseline")].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("; {}", parts.join(", ")) }
}

fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
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

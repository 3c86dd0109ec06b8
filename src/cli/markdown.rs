//! Markdown as a terminal shows it: paragraphs wrapped, headings and code in bold letters where there are any.

use std::mem::take;

/// How wide the text may be, and whether letters can be bold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    pub(super) width: usize,
    pub(super) color: bool,
}

impl Page {
    /// The text with line breaks where they fit. Lines of code and of tables stay as they are.
    pub(super) fn render(self, text: &str) -> String {
        let mut shown = String::new();
        let (mut paragraph, mut is_code) = (String::new(), false);
        for line in text.lines() {
            let is_fence = line.starts_with("```");
            let is_own =
                is_fence || is_code || line.is_empty() || line.starts_with(['#', '|']) || is_item(line);
            if is_own && !paragraph.is_empty() {
                self.wrap(&take(&mut paragraph), &mut shown);
            }
            match () {
                () if is_fence => {
                    is_code = !is_code;
                    shown += &example(line);
                }
                () if is_code => shown += &format!("    {line}").trim_end().to_owned().add_break(),
                () if line.is_empty() || line.starts_with('|') => shown += &line.to_owned().add_break(),
                () if line.starts_with('#') => {
                    shown += &self.bold(line.trim_start_matches('#').trim()).add_break();
                }
                () if paragraph.is_empty() => paragraph = line.to_owned(),
                () => paragraph = paragraph + " " + line.trim(),
            }
        }
        self.wrap(&paragraph, &mut shown);
        shown
    }

    fn bold(self, text: &str) -> String {
        if self.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Adds a paragraph, its further lines below its text where it is an item of a list.
    fn wrap(self, paragraph: &str, to: &mut String) {
        if paragraph.is_empty() {
            return;
        }
        let indent = if is_item(paragraph) { paragraph.find(' ').map_or(0, |it| it + 1) } else { 0 };
        let (mut width, mut is_first) = (0, true);
        let mut text = String::new();
        for word in paragraph.split_whitespace() {
            let length = word.chars().count();
            if !is_first && width + 1 + length > self.width {
                text = text + "\n" + &" ".repeat(indent);
                width = indent;
            } else if !is_first {
                text.push(' ');
                width += 1;
            }
            text.push_str(word);
            (width, is_first) = (width + length, false);
        }
        *to += &self.code(&text).add_break();
    }

    /// Code between backticks in bold; without bold letters the marks stay, for they tell what is code.
    fn code(self, text: &str) -> String {
        if !self.color {
            return text.to_owned();
        }
        let part = |(number, part): (usize, &str)| {
            if number % 2 == 1 { self.bold(part) } else { part.to_owned() }
        };
        text.split('`').enumerate().map(part).collect()
    }
}

trait AddBreak {
    fn add_break(self) -> String;
}

impl AddBreak for String {
    fn add_break(mut self) -> String {
        self.push('\n');
        self
    }
}

fn is_item(line: &str) -> bool {
    let behind_number = line.trim_start_matches(|it: char| it.is_ascii_digit());
    line.starts_with("- ") || behind_number.len() < line.len() && behind_number.starts_with(". ")
}

/// What the mark before an example says of it.
fn example(fence: &str) -> String {
    match fence.rsplit(' ').next() {
        Some("bad") => "  bad:\n".to_owned(),
        Some("good") => "  good:\n".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn pages() {
        let text = "## Why\n\nOne `two three`\nfour five.\n\n1. Do it\n   now, please.\n\n```yaml bad\na: b  # long, long line\n```\n";
        let plain = Page { width: 16, color: false }.render(text);
        assert_eq!(
            plain,
            "Why\n\nOne `two three`\nfour five.\n\n1. Do it now,\n   please.\n\n  bad:\n    a: b  # long, long line\n"
        );
        assert!(Page { width: 16, color: true }.render(text).contains("One \u{1b}[1mtwo three\u{1b}[0m\n"));
    }
}

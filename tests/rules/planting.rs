//! Documents put together from texts: a fault in a carrier, a carrier in a document.

use std::collections::BTreeMap;

/// Files of one project by path.
pub(super) type Texts = BTreeMap<String, String>;

/// The text with something in the place of a mark that ends a line; further lines stand below the first.
pub(super) fn planted(text: &str, mark: &str, what: &str) -> String {
    let plant = |line: &str| match line.strip_suffix(mark) {
        Some(before) => {
            let indent = format!("\n{}", " ".repeat(before.len()));
            format!("{before}{}", what.trim_end().replace('\n', &indent))
        }
        None => line.to_owned(),
    };
    lines(text.lines().map(plant))
}

/// Two mappings as one: what stands under the same key is put together.
pub(super) fn merged(one: &str, other: &str) -> String {
    let mut blocks = blocks(one);
    for (head, body) in self::blocks(other) {
        match blocks.iter_mut().find(|it| key(&it.0) == key(&head) && !head.starts_with('-')) {
            Some(block) => block.1 = indented(&merged(&dedented(&block.1), &dedented(&body))),
            None => blocks.push((head, body)),
        }
    }
    lines(blocks.into_iter().map(|(head, body)| format!("{head}\n{body}").trim_end().to_owned()))
}

/// Entries of a mapping: the line of the key, and the lines below it.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks: Vec<(String, String)> = Vec::new();
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        match blocks.last_mut().filter(|_| line.starts_with(' ')) {
            Some(block) => block.1 += &format!("{line}\n"),
            None => blocks.push((line.to_owned(), String::new())),
        }
    }
    blocks
}

pub(super) fn has_key(text: &str, wanted: &str) -> bool {
    blocks(text).iter().any(|it| key(&it.0) == wanted)
}

fn key(head: &str) -> &str {
    head.split_once(": ").map_or(head, |it| it.0).trim_end_matches(':')
}

fn dedented(text: &str) -> String {
    let depth = |it: &str| it.len() - it.trim_start().len();
    let least = text.lines().map(depth).min().unwrap_or_default();
    lines(text.lines().map(|it| it[least..].to_owned()))
}

fn indented(text: &str) -> String {
    lines(text.lines().map(|it| format!("  {it}")))
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.map(|it| it + "\n").collect()
}

/// The same documents as JSON, which has no marks.
pub(super) fn as_json(texts: &Texts) -> Texts {
    let json = |text: &str| {
        let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
        serde_json::to_string_pretty(&value).unwrap()
    };
    let renamed = |it: &str| it.replace(".yaml", ".json");
    texts.iter().map(|(path, text)| (renamed(path), json(&renamed(text)))).collect()
}

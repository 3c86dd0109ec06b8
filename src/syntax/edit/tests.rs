//! Texts before and after an edit.

use super::*;
use crate::source::{FileId, SourceFile};
use crate::syntax::Tree;
use serde_json::json;

fn tree(text: &str) -> Tree {
    Tree::parse(SourceFile::new(FileId(0), "api", text.as_bytes().to_vec()))
}

/// The text after an edit of the value at a pointer.
fn edited(text: &str, pointer: &str, edit: impl Fn(Node<'_>) -> Option<Edit>) -> Option<String> {
    let tree = tree(text);
    let edit = edit(tree.root().unwrap().at_pointer(pointer).unwrap())?;
    let mut text = text.to_owned();
    text.replace_range(edit.span.range(), &edit.text);
    Some(text)
}

#[track_caller]
fn check(text: &str, pointer: &str, edit: impl Fn(Node<'_>) -> Option<Edit>, expected: &str) {
    assert_eq!(edited(text, pointer, edit).as_deref(), Some(expected));
}

fn max(node: Node<'_>) -> Option<Edit> {
    insert(node, "type", "max", &json!(5))
}

fn response(node: Node<'_>) -> Option<Edit> {
    insert(node, "200", "401", &json!({"description": "No."}))
}

#[test]
fn entries_are_put_in_as_neighbours_are_written() {
    check("a:\n  type: string # why\n  b: 1\n", "/a", max, "a:\n  type: string # why\n  max: 5\n  b: 1\n");
    check("a:\r\n    type: string\r\n", "/a", max, "a:\r\n    type: string\r\n    max: 5\r\n");
    check("- type: string\n  b: 1", "/0", max, "- type: string\n  max: 5\n  b: 1");
    check("a: {type: string, b: 1}", "/a", max, "a: {type: string, max: 5, b: 1}");
    check("{\"type\": \"a\"}", "", max, "{\"type\": \"a\", \"max\": 5}");
    check("{\"type\":\"a\"}", "", max, "{\"type\":\"a\",\"max\":5}");
    check("{\n\t\"type\": 1\n}", "", max, "{\n\t\"type\": 1,\n\t\"max\": 5\n}");
    check("a:\n  b:\n    c: 1\n", "/a", max, "a:\n  b:\n    c: 1\n  max: 5\n");
    check("a:\n  b: |+\n    c\n\n", "/a", max, "a:\n  max: 5\n  b: |+\n    c\n\n");
    check("a: {}", "/a", max, "a: {max: 5}");
}

#[test]
fn mappings_are_put_in_in_lines_where_neighbours_have_lines() {
    let after = "r:\n  '200':\n    description: x\n  '401':\n    description: No.\n";
    check("r:\n  '200':\n    description: x\n", "/r", response, after);
    let json = "{\n  \"200\": {\n    \"a\": 1\n  }\n}";
    let after = "{\n  \"200\": {\n    \"a\": 1\n  },\n  \"401\": {\n    \"description\": \"No.\"\n  }\n}";
    check(json, "", response, after);
}

#[test]
fn items_are_put_at_the_end() {
    let add = |it: Node<'_>| append(it, &json!({"in": "path", "name": "id"}));
    check("a:\n- name: b\n  in: q\n", "/a", add, "a:\n- name: b\n  in: q\n- in: path\n  name: id\n");
    check("a:\n  - b\n  - c # d\n", "/a", add, "a:\n  - b\n  - c # d\n  - in: path\n    name: id\n");
    let after = "{\"a\": [1, {\"in\": \"path\", \"name\": \"id\"}]}";
    check("{\"a\": [1]}", "/a", add, after);
}

#[test]
fn scalars_keep_their_quotes() {
    let put = |text: &'static str| move |it: Node<'_>| replace(it, &json!(text));
    check("a: x # c", "/a", put("^y$"), "a: ^y$ # c");
    check("a: x", "/a", put("y: z"), "a: 'y: z'");
    check("a: 'x'", "/a", put("it's"), "a: 'it''s'");
    check("a: \"x\"", "/a", put("\\d"), "a: \"\\\\d\"");
    check("a: x", "/a", put("no"), "a: 'no'");
    check("a: x", "/a", put("1"), "a: '1'");
    check("a: {b: x}", "/a/b", put("[y]"), "a: {b: '[y]'}");
    assert_eq!(edited("a: |\n  x\n", "/a", put("y")), None);
}

#[test]
fn entries_are_taken_out_with_their_lines() {
    check("a: 1\nb:\n  c: 2 # d\n# e\nf: 3\n", "/b", remove, "a: 1\n# e\nf: 3\n");
    check("a:\n  - b\n  - c\n", "/a/1", remove, "a:\n  - b\n");
    check("{\"a\": 1, \"b\": 2}", "/a", remove, "{\"b\": 2}");
    check("{\"a\": 1, \"b\": 2}", "/b", remove, "{\"a\": 1}");
    check("[1, 2, 3]", "/1", remove, "[1, 3]");
    assert_eq!(edited("a:\n  b: 1\nc: 2\n", "/a/b", remove), None);
    assert_eq!(edited("- a: 1\n  b: 2\n", "/0/a", remove), None);
}

#[test]
fn what_leaves_no_sure_way_is_left() {
    assert_eq!(edited("a: &x\n  type: b\nc: *x\n", "/c", |it| replace(it, &json!(1))), None);
    assert_eq!(edited("a:\n  type: b\n", "/a", |it| insert(it, "", "type", &json!(1))), None);
    assert_eq!(edited("? a\n: b\n", "", max), None);
}

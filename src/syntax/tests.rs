//! Trees of YAML and JSON: values, keys, spans, problems and bounds.

use super::*;
use crate::source::FileId;

fn tree(text: &str, format: Format) -> Tree {
    Tree::parse_as(SourceFile::new(FileId(0), "api", text.as_bytes().to_vec()), format)
}

fn yaml(text: &str) -> Tree {
    tree(text, Format::Yaml)
}

/// The tree as text: `pointer kind [bytes of the value]`.
fn outline(tree: &Tree) -> Vec<String> {
    tree.nodes()
        .map(|node| {
            let text = node.text().map_or_else(|| "…".to_owned(), |it| it.into_owned());
            format!(
                "{} {} {text:?} @{}",
                node.pointer(),
                node.kind().name(),
                tree.source().slice(node.span())
            )
        })
        .collect()
}

fn check(text: &str, expected: &[&str]) {
    let tree = yaml(text);
    assert_eq!(tree.problems(), &[], "{text}");
    assert_eq!(outline(&tree)[1..], *expected, "{text}");
}

#[test]
fn scalars() {
    check("200: ok\n", &[r#"/200 string "ok" @ok"#]);
    check("a: 'it''s'\n", &[r#"/a string "it's" @'it''s'"#]);
    check("a: \"x\\ty\"\n", &["/a string \"x\\ty\" @\"x\\ty\""]);
    check("on: no\n", &[r#"/on string "no" @no"#]);
    check("a:\nb: 1.10\n", &[r#"/a null "" @"#, r#"/b number "1.10" @1.10"#]);
    check("a: !!str 12\n", &[r#"/a string "12" @12"#]);
}

#[test]
fn block_scalars() {
    let tree = yaml("a: |\n  x\n  y\nb: >-\n  p\n  q\n\nc: 1\n");
    let root = tree.root().unwrap();
    let get = |key: &str| root.get(key).unwrap();
    assert_eq!(get("a").text().unwrap(), "x\ny\n");
    assert_eq!(tree.source().slice(get("a").span()), "|\n  x\n  y");
    assert_eq!(get("b").text().unwrap(), "p q");
    assert_eq!(tree.source().slice(get("b").span()), ">-\n  p\n  q");
    assert_eq!(tree.source().slice(root.span()), tree.source().text().trim_end());
}

#[test]
fn collections_end_with_their_last_value() {
    let tree = yaml("a:\n  b: 1\n\n# comment\nc:\n- x\n- y\n\nd: {e: [1, 2]}\n");
    let root = tree.root().unwrap();
    assert_eq!(tree.source().slice(root.get("a").unwrap().span()), "b: 1");
    assert_eq!(tree.source().slice(root.get("c").unwrap().span()), "- x\n- y");
    assert_eq!(tree.source().slice(root.get("d").unwrap().span()), "{e: [1, 2]}");
    assert_eq!(tree.source().slice(tree.comments()[0].span), "# comment");
}

#[test]
fn aliases_and_merge_keys() {
    let tree = yaml("base: &b {x: 1, y: 2}\nuse: *b\nmore:\n  <<: *b\n  y: 3\n");
    let root = tree.root().unwrap();
    assert_eq!(root.get("use").unwrap().get("x").unwrap().as_u64(), Some(1));
    let more = root.get("more").unwrap();
    assert_eq!(more.get("x").unwrap().as_u64(), Some(1));
    assert_eq!(more.get("y").unwrap().as_u64(), Some(3));
    assert!(more.get("<<").is_none());
    assert_eq!(tree.problems(), &[]);
}

#[test]
fn aliases_cannot_explode() {
    let mut text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let below = format!("*a{},", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    let tree = yaml(&text);
    assert!(tree.problems().iter().any(|it| it.kind == ProblemKind::Limit));
}

#[test]
fn aliases_cannot_nest_deeper_than_text() {
    let deep = |inner: &str| format!("{}{inner}{}", "[".repeat(200), "]".repeat(200));
    let tree = yaml(&format!("a: &a {}\nb: &b {}\n", deep("x"), deep("*a")));
    assert_eq!(tree.problems()[0].kind, ProblemKind::Limit);
}

#[test]
fn an_alias_of_its_own_ancestor_is_no_loop() {
    let tree = yaml("a: &a\n  b: *a\n");
    assert_eq!(tree.problems()[0].kind, ProblemKind::Limit);
    assert_eq!(tree.root().unwrap().at_pointer("/a/b").unwrap().kind(), Kind::Null);
}

#[test]
fn duplicate_keys_are_kept_and_reported() {
    for format in [Format::Yaml, Format::Json] {
        let tree = tree(r#"{"a": 1, "b": 2, "a": 3}"#, format);
        let problem = &tree.problems()[0];
        assert_eq!(problem.kind, ProblemKind::DuplicateKey);
        assert_eq!((problem.span.start, problem.related.unwrap().0.start), (17, 1));
        assert_eq!(tree.root().unwrap().children().count(), 3);
        assert_eq!(tree.root().unwrap().get("a").unwrap().as_u64(), Some(1));
    }
}

#[test]
fn large_mappings_are_indexed() {
    let entries: String = (0..1000).map(|it| format!("k{it}: {it}\n")).collect();
    let tree = yaml(&entries);
    for it in 0..1000 {
        assert_eq!(tree.root().unwrap().get(&format!("k{it}")).unwrap().as_u64(), Some(it));
    }
    assert!(tree.root().unwrap().get("k1000").is_none());
    let twice = yaml(&format!("{entries}k7: again\n"));
    assert_eq!(twice.problems()[0].kind, ProblemKind::DuplicateKey);
}

#[test]
fn deep_nesting_is_cut_off() {
    let text = "[".repeat(100_000);
    for format in [Format::Json, Format::Yaml] {
        let tree = tree(&text, format);
        assert!(tree.problems().iter().any(|it| it.kind == ProblemKind::Limit), "{format:?}");
        assert!(tree.len() <= MAX_DEPTH + 1);
    }
    let text = format!("{{\"deep\": {}{}, \"next\": 1}}", "[".repeat(300), "]".repeat(300));
    for format in [Format::Json, Format::Yaml] {
        let tree = tree(&text, format);
        assert_eq!(tree.problems().len(), 1);
        assert_eq!(tree.root().unwrap().get("next").unwrap().as_u64(), Some(1), "{format:?}");
    }
}

#[test]
fn errors_hide_nothing_behind_them() {
    let tree = yaml("a: 1\nb: [1, 2\nc: 3\n");
    assert_eq!(tree.problems()[0].kind, ProblemKind::Syntax);
    assert!(tree.root().unwrap().get("a").is_some());
    let tree = yaml("a: 1\n\tb: 2\nc: 3\n");
    assert_eq!(tree.root().unwrap().get("c").unwrap().as_u64(), Some(3));
    assert_eq!(tree.problems().len(), 1);
}

#[test]
fn json_errors() {
    let table: &[(&str, u32)] = &[
        ("", 0),
        (r#"{"a": 1,}"#, 7),
        (r#"{"a": 1 "b": 2}"#, 8),
        (r#"{"a": tru}"#, 6),
        (r#"{"a": 01}"#, 6),
        (r#"{"a": 1]"#, 7),
        (r#"{"a": "x"#, 6),
        ("// c\n{}", 0),
        (r#"{a: 1}"#, 1),
        ("{} {}", 3),
        (r#"["\q"]"#, 2),
        ("[\"a\tb\"]", 3),
        ("[1.]", 1),
        ("[+1]", 1),
        ("{\"a\"", 4),
        ("[1,,2]", 3),
        ("{\"a\":}", 5),
    ];
    for (text, at) in table {
        let tree = tree(text, Format::Json);
        let problem = tree.problems().first().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            (problem.kind, problem.span.start),
            (ProblemKind::Syntax, *at),
            "{text}: {}",
            problem.message
        );
    }
}

#[test]
fn json_goes_on_behind_an_error() {
    let tree = tree(r#"{"a": 1 "b": {"c": tru, "d": 2,}, "e": 3}"#, Format::Json);
    assert_eq!(tree.problems().len(), 3);
    assert_eq!(tree.root().unwrap().at_pointer("/b/d").unwrap().as_u64(), Some(2));
    assert_eq!(tree.root().unwrap().get("e").unwrap().as_u64(), Some(3));
}

#[test]
fn byte_order_marks_tabs_and_line_ends() {
    let tree = yaml("\u{FEFF}a:\tb\r\nc: 1\r\n");
    assert_eq!(tree.problems(), &[]);
    assert_eq!(tree.root().unwrap().get("a").unwrap().text().unwrap(), "b");
    assert_eq!(tree.root().unwrap().get("c").unwrap().as_u64(), Some(1));
}

#[test]
fn pointers() {
    let tree = yaml("paths:\n  /a~b/{c}:\n    - x\n    - y\n");
    let node = tree.root().unwrap().at_pointer("/paths/~1a~0b~1{c}/1").unwrap();
    assert_eq!(node.text().unwrap(), "y");
    assert_eq!(node.pointer(), "/paths/~1a~0b~1{c}/1");
}

#[test]
fn a_merge_conflict_is_one_problem() {
    let text = "a: 1\n<<<<<<< HEAD\nb: 2\n||||||| base\nb: 1\n=======\nb: 3\n>>>>>>> topic\nc: 4\n";
    let json = "{\n<<<<<<< a\n\"b\": 2,\n=======\n>>>>>>> b\n\"c\": 4}";
    for tree in [yaml(text), tree(json, Format::Json)] {
        let problems: Vec<_> = tree.problems().iter().map(|it| it.message.as_str()).collect();
        let expected = "a git merge conflict is not resolved; of each conflict only the first side was read";
        assert_eq!(problems, [expected]);
        let value = |key| tree.root().and_then(|it| it.get(key)).and_then(Node::as_u64);
        assert_eq!((value("b"), value("c")), (Some(2), Some(4)));
    }
}

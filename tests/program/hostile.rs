//! Input that means harm or is merely broken: a clear finding or error, in bounded time, and never a panic.

use super::run::{Run, folder, gatelint};
use std::fmt::Write as _;
use std::path::Path;

/// Checks one file of these bytes and gives what was said about it.
fn check(name: &str, bytes: &[u8]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    check_in(folder.path(), name)
}

fn check_in(folder: &Path, name: &str) -> Run {
    let run = gatelint(folder, &[name, "--strict", "-f", "concise"]);
    assert!(matches!(run.code, Some(0..=2)), "{:?}: {}", run.code, run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    run
}

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: Hostile, version: 1.0.0}\n";

#[test]
fn broken_bytes() {
    let table: &[(&str, &[u8], &str)] = &[
        ("empty.json", b"", "syntax-error"),
        (
            "invalid.yaml",
            b"openapi: 3.1.0\ninfo: {title: \xFF\xFE, version: '1'}\npaths: {}\n",
            "2:15: high syntax-error",
        ),
        ("wide.yaml", b"\xFF\xFEo\0p\0", "UTF-16"),
        ("half.json", b"{\"openapi\": \"3.1.0\", \"info\": {\"ti", "syntax-error"),
        ("tabs.yaml", b"openapi: 3.1.0\ninfo:\n\ttitle: x\n", "syntax-error"),
        ("binary.yaml", b"openapi: 3.1.0\n\0\x01\x02\x7f", "syntax-error"),
        ("nul.json", b"{\"openapi\": \"3.1.0\"\0}", "syntax-error"),
    ];
    for (name, bytes, expected) in table {
        let run = check(name, bytes);
        assert_eq!(run.code, Some(1), "{name}: {}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains(expected), "{name}: {}", run.stdout);
    }
}

#[test]
fn what_the_missing_end_may_hold_is_not_missed() {
    let text = br#"{"openapi":"3.0.3","info":{"title":"A","version":"1","x-owner":"a","x-audience":"b"},
        "paths":{"/a":{"post":{"operationId":"a","requestBody":{"content":{"application/json":{"schema":{"type":"object""#;
    for text in [&text[..], &text[..text.len() - 6]] {
        let run = check("half.json", text);
        assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
        assert!(run.stdout.contains("syntax-error"), "{}", run.stdout);
    }
}

#[test]
fn an_empty_yaml_file_is_no_document() {
    let run = check("empty.yaml", b"");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("no OpenAPI document"), "{}", run.stderr);
}

#[test]
fn deep_nesting() {
    let flow = format!("{HEAD}paths: {{}}\nx-deep: {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    let json =
        format!("{{\"openapi\": \"3.1.0\", \"x-deep\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let dashes = format!("{HEAD}paths: {{}}\nx-deep:\n  {}x\n", "- ".repeat(100_000));
    let maps = format!(
        "{{\"openapi\": \"3.1.0\", \"x-deep\": {}1{}}}",
        "{\"a\":".repeat(100_000),
        "}".repeat(100_000)
    );
    for (name, text) in
        [("flow.yaml", flow), ("deep.json", json), ("dashes.yaml", dashes), ("maps.json", maps)]
    {
        let run = check(name, text.as_bytes());
        assert!(run.stdout.contains("limit-reached"), "{name}: {}", run.stdout);
    }
}

#[test]
fn an_alias_bomb() {
    let mut text = format!("{HEAD}paths: {{}}\nx-a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let _ = writeln!(text, "x-a{level}: &a{level} [{}]", format!("*a{}, ", level - 1).repeat(10));
    }
    let run = check("bomb.yaml", text.as_bytes());
    assert!(run.stdout.contains("limit-reached"), "{}", run.stdout);
}

#[test]
fn reference_cycles() {
    let schema = "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n    C: {type: object, properties: {c: {$ref: '#/components/schemas/C'}}, allOf: [{$ref: '#/components/schemas/C'}]}\n";
    let body = "{content: {application/json: {schema: {$ref: '#/components/schemas/C'}}}}";
    let text = format!(
        "{HEAD}paths:\n  /c:\n    post: {{requestBody: {body}, responses: {{'204': {{description: ok}}}}}}\n{schema}"
    );
    let run = check("cycle.yaml", text.as_bytes());
    assert!(run.stdout.contains("unresolved-reference"), "{}", run.stdout);
}

#[test]
fn cycles_through_files() {
    let folder = folder(&[
        ("a.yaml", &format!("{HEAD}paths:\n  /x: {{$ref: 'b.yaml#/x'}}\n")),
        ("b.yaml", "x: {$ref: 'c.yaml#/x'}\n"),
        ("c.yaml", "x: {$ref: 'b.yaml#/x'}\n"),
    ]);
    let run = check_in(folder.path(), "a.yaml");
    assert!(run.stdout.contains("unresolved-reference"), "{}", run.stdout);
}

#[test]
fn long_chains_of_references() {
    let mut text = format!(
        "{HEAD}paths:\n  /c:\n    post: {{requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}}}, responses: {{'204': {{description: ok}}}}}}\ncomponents:\n  schemas:\n"
    );
    for number in 0..20_000 {
        let _ = writeln!(
            text,
            "    S{number}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{}'}}}}}}",
            number + 1
        );
    }
    text.push_str("    S20000: {type: array, items: {type: boolean}}\n");
    let run = check("chain.yaml", text.as_bytes());
    assert!(run.stdout.contains("unbounded-array"), "{}", run.stdout);
}

#[test]
fn a_line_of_many_megabytes() {
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"{}\", \"version\": \"1\"}}, \"paths\": {{}}, \"x\": 1}}",
        "é".repeat(10_000_000)
    );
    let run = check("long.json", text.as_bytes());
    assert!(run.stdout.lines().all(|it| it.len() < 1000), "a line of the report is as long as the input's");
}

#[cfg(unix)]
#[test]
fn odd_things_in_a_folder() {
    use std::os::unix::fs::symlink;
    let folder = folder(&[
        ("api.yaml/nested.yaml", &format!("{HEAD}paths: {{/x: {{get: {{responses: {{}}}}}}}}\n")),
        ("sub/x.txt", ""),
    ]);
    symlink(".", folder.path().join("loop")).unwrap();
    symlink("nowhere.yaml", folder.path().join("dangling.yaml")).unwrap();
    symlink("/etc", folder.path().join("sub/etc")).unwrap();
    let run = gatelint(folder.path(), &["--strict", "-f", "concise"]);
    assert!(run.stdout.starts_with("api.yaml/nested.yaml:"), "{}{}", run.stdout, run.stderr);
    let run = gatelint(folder.path(), &["dangling.yaml"]);
    assert_eq!(run.code, Some(2));
}

#[cfg(unix)]
#[test]
fn references_do_not_leave_the_project() {
    let outside = folder(&[("secret.yaml", "a: {type: string}\n")]);
    let target = outside.path().join("secret.yaml");
    let folder = folder(&[(".git/HEAD", "")]);
    std::os::unix::fs::symlink(&target, folder.path().join("link.yaml")).unwrap();
    let references = ["../secret.yaml#/a", "link.yaml#/a", "/etc/hostname", "file:///etc/hostname"];
    for reference in references {
        let text = format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: '{reference}'}}}}}}\n");
        std::fs::write(folder.path().join("api.yaml"), text).unwrap();
        let run = check_in(folder.path(), "api.yaml");
        let is_reported =
            run.stdout.contains("unresolved-reference") || run.stdout.contains("remote-reference");
        assert!(is_reported, "{reference}: {}", run.stdout);
    }
}

/// Each reason has its own words: whoever is told that a file does not exist looks for the wrong mistake.
#[test]
#[cfg(unix)]
fn references_say_why_they_fail() {
    let text = format!(
        "{HEAD}paths:\n  /a: {{$ref: gone.yaml}}\n  /b: {{$ref: sub}}\n  /c: {{$ref: empty.yaml}}\n  /d: {{$ref: link.yaml}}\n"
    );
    let folder = folder(&[("openapi.yaml", &text), ("sub/note.txt", ""), ("empty.yaml", "")]);
    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link.yaml")).unwrap();
    let run = check_in(folder.path(), "openapi.yaml");
    let reasons = [
        "`gone.yaml` names a file that does not exist",
        "`sub` names a file that is there but cannot be read",
        "`empty.yaml` names a file in which there is nothing that can be read",
        "`link.yaml` leaves the project",
    ];
    for reason in reasons {
        assert!(run.stdout.contains(reason), "{reason}: {}", run.stdout);
    }
}

#[test]
fn many_problems_are_not_more_work_than_few() {
    let mut text = format!("{HEAD}paths:\n");
    for number in 0..3_000 {
        let _ = writeln!(text, "  /p{number}/{{id}}:\n    get: {{operationId: same, responses: {{}}}}");
    }
    let run = check("many.yaml", text.as_bytes());
    assert_eq!(run.stdout.matches("duplicate-operation-id").count(), 2_999);
}

/// Each of these took minutes, or gigabytes, before the work on it was bounded.
#[test]
fn small_documents_that_ask_for_much_work() {
    let numbers =
        |count: usize, item: fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(", ");
    let aliases = format!(
        "x-a: &a [{}]\nx-b: [{}]\npaths: {{}}\n",
        numbers(100_000, |_| "0".into()),
        numbers(20_000, |_| "*a".into())
    );
    let merge =
        format!("x-a: &a {{{}}}\nx-b: {{<<: *a}}\npaths: {{}}\n", numbers(50_000, |it| format!("k{it}: 1")));
    let choices =
        numbers(40_000, |it| format!("{{type: string{}}}", if it < 20_000 { ", maxLength: 1" } else { "" }));
    let body = format!("{{content: {{application/json: {{schema: {{oneOf: [{choices}]}}}}}}}}");
    let choices = format!("paths: {{/c: {{post: {{requestBody: {body}, responses: {{}}}}}}}}\n");
    let servers = numbers(3_000, |it| format!("{{url: 'https://s{it}.acme-orders.eu'}}"));
    let paths = numbers(3_000, |it| format!("/p{it}: {{$ref: '#/components/pathItems/P'}}"));
    let shared = format!(
        "paths: {{{paths}}}\ncomponents: {{pathItems: {{P: {{servers: [{servers}], get: {{responses: {{}}}}}}}}}}\n"
    );
    let parameters = numbers(20_000, |it| format!("{{name: p{it}, in: query, schema: {{type: boolean}}}}"));
    let parameters = format!("paths: {{/c: {{get: {{parameters: [{parameters}], responses: {{}}}}}}}}\n");
    for (name, text) in [
        ("aliases", aliases),
        ("merge", merge),
        ("choices", choices),
        ("shared", shared),
        ("parameters", parameters),
    ] {
        check(&format!("{name}.yaml"), format!("{HEAD}{text}").as_bytes());
    }
}

#[test]
fn documents_do_not_command_terminals() {
    let text = "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"x\", \"version\": \"1\"}, \"paths\": {}, \"\\u001b[2Jx\\n::error file=a::pwned\": 1}";
    for format in ["concise", "terminal"] {
        let folder = folder(&[("api.json", text)]);
        let run = gatelint(folder.path(), &["--strict", "-f", format]);
        assert!(!run.stdout.contains('\u{1b}') && !run.stdout.contains("\n::error"), "{}", run.stdout);
        assert!(run.stdout.contains("invalid-structure"), "{}", run.stdout);
    }
}

/// A document in which one schema, and every example, is all that counts.
fn with_examples(schemas: &str, value: &str, count: usize) -> String {
    let mut text = format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n");
    let choice = "{$ref: '#/components/schemas/One'},";
    let _ = write!(text, "    One: {schemas}\n    All: {{anyOf: [{}]}}\n", choice.repeat(500));
    for number in 0..count {
        let _ = writeln!(
            text,
            "    S{number}: {{allOf: [{{$ref: '#/components/schemas/All'}}], example: {value}}}"
        );
    }
    text
}

#[test]
fn examples_that_cost_much_are_not_judged() {
    let letters = "a".repeat(1_980);
    let listed = format!("{{enum: [{}]}}", (0..5_000).map(|it| format!("b{it},")).collect::<String>());
    let items = (0..5_000).map(|it| format!("{it},")).collect::<String>();
    let table = [
        ("{pattern: '^([a-z]*)*[0-9]$'}", letters.as_str(), 1),
        (listed.as_str(), "a", 20),
        ("{uniqueItems: true, maxItems: 1}", &format!("[{items}]"), 20),
        ("{pattern: '^[0-9]$'}", "abcdef", 5_000),
    ];
    for (schema, value, count) in table {
        let run = check("costly.yaml", with_examples(schema, value, count).as_bytes());
        let found = run.stdout.matches("example-mismatch").count();
        assert!(found < count, "{schema:.30}");
    }
}

/// Minified documents are one line: a frame leaves out what is far away on it, and a note names that instead.
#[test]
fn labels_far_away_on_one_line() {
    let long = "x".repeat(70_000);
    let schema = format!(r#"{{"required": ["gone"], "description": "{long}", "properties": {{"a": true}}}}"#);
    let document = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "t", "version": "1"}}, "components": {{"schemas": {{"A": {schema}}}}}}}"#
    );
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("openapi.json"), document).unwrap();
    let run = gatelint(folder.path(), &["--strict", "--select", "undefined-required-property"]);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(run.stdout.contains("see openapi.json:1:70"), "{}", run.stdout);
    assert!(run.stdout.lines().all(|it| it.len() < 1_000), "{}", run.stdout);
}

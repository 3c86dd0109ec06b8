//! The structural check against small documents, and against the official schemas.
#![expect(clippy::disallowed_methods, reason = "tests read their data from the disk")]
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test that cannot go on should say so")]

mod cases;
mod meta;
mod mutations;
mod official;

use gatelint::openapi::{Version, structure};
use gatelint::source::{FileId, SourceFile};
use gatelint::syntax::{Kind, Node, Tree};
use serde_json::{Value, json};
use std::path::Path;

const VERSIONS: [(Version, &str); 4] =
    [(Version::V2, "2.0"), (Version::V30, "3.0"), (Version::V31, "3.1"), (Version::V32, "3.2")];

fn tree(name: &str, text: impl Into<Vec<u8>>) -> Tree {
    Tree::parse(SourceFile::new(FileId(0), name, text.into()))
}

/// Pointer and message of each violation.
fn violations(tree: &Tree, version: Version) -> Vec<(String, String)> {
    let root = tree.root().expect("the document has a value");
    let found = structure::check(root, version, &|_| None);
    found.into_iter().map(|it| (it.node.pointer(), it.message)).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A node as the judge sees it.
fn value(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => json!(node.as_bool()),
        Kind::Number => node.as_u64().map_or_else(|| json!(node.as_f64()), |it| json!(it)),
        Kind::String => json!(node.as_str()),
        Kind::Sequence => node.items().map(value).collect(),
        Kind::Mapping => Value::Object(
            node.entries().map(|it| (it.key().unwrap_or_default().into_owned(), value(it))).collect(),
        ),
    }
}

const HEAD: [&str; 4] = [
    "swagger: '2.0'\ninfo: {title: t, version: '1'}\n",
    "openapi: 3.0.4\ninfo: {title: t, version: '1'}\n",
    "openapi: 3.1.2\ninfo: {title: t, version: '1'}\n",
    "openapi: 3.2.0\ninfo: {title: t, version: '1'}\n",
];

#[test]
fn versions_are_strings() {
    let found = |text: &str, version| violations(&tree("a.yaml", text), version);
    let rest = "info: {title: t, version: 1}\npaths: {}";
    assert_eq!(
        found(&format!("openapi: 3.0\n{rest}"), Version::V30),
        [
            ("/openapi".to_owned(), "`openapi` must be a string, not a number".to_owned()),
            ("/info/version".to_owned(), "`version` must be a string, not a number".to_owned()),
        ]
    );
    let message = "`openapi` must be a version such as `3.0.4`, not `3.0`";
    assert_eq!(found(&format!("openapi: '3.0'\n{rest}"), Version::V30)[0].1, message);
    assert_eq!(found("[]", Version::V30)[0].1, "the document must be an object, not an array");
}

/// Where a violation is shown: keys, and for what is missing the name of the object.
#[test]
fn spans_are_small() {
    let text = "openapi: 3.0.4\ninfo: {title: t, version: '1', foo: 1}\ncomponents: {responses: {A: {}}}\n";
    let tree = tree("a.yaml", text);
    let found = structure::check(tree.root().expect("a root"), Version::V30, &|_| None);
    let shown: Vec<&str> = found.iter().map(|it| tree.source().slice(it.span)).collect();
    assert_eq!(shown, ["foo", "A", "openapi"]);
}

/// A reference into a second file, whose objects refer to each other in a circle and back into the document.
#[test]
fn other_files_are_checked_once() {
    let text = format!(
        "{}paths: {{}}\ncomponents: {{schemas: {{A: {{$ref: b}}, B: {{$ref: b}}}}, responses: {{C: {{$ref: b}}}}}}",
        HEAD[1]
    );
    let (one, two) =
        (tree("a.yaml", text), tree("b.yaml", "{foo: 1, properties: {a: {$ref: b}, b: {$ref: a}}}"));
    let (first, second) = (one.root().expect("a root"), two.root().expect("a root"));
    let follow = |it: Node<'_>| Some(if it.as_str().is_some_and(|it| it == "a") { first } else { second });
    let found = structure::check(first, Version::V30, &|it| follow(it));
    let messages: Vec<&str> = found.iter().map(|it| &*it.message).collect();
    assert_eq!(
        messages,
        [
            "unknown field `foo` in a schema object",
            "unknown field `foo` in a response object",
            "unknown field `properties` in a response object",
            "a response object needs a `description`",
        ]
    );
}

#[test]
fn reports_do_not_explode() {
    let fields: String = (0..5_000).map(|it| format!("f{it}: 1\n")).collect();
    let document = format!("{}paths: {{}}\n{fields}", HEAD[1]);
    assert_eq!(violations(&tree("a.yaml", document), Version::V30).len(), structure::MAX_VIOLATIONS);
}

/// Documents with every object of their version are sound.
#[test]
fn seeds_are_valid() {
    for (version, name) in VERSIONS {
        assert_eq!(violations(&seed(name), version), [], "{name}");
    }
}

/// What we find valid the `openapiv3` types can read, and what we find broken they refuse.
#[test]
fn another_reader_agrees_on_3_0() {
    let head = "openapi: 3.0.3\ninfo: {title: Orders, version: '1'}\n";
    let table = [
        ("paths: {/orders: {get: {responses: {'200': {description: Orders}}}}}\n", true),
        ("paths: {/orders: {get: {responses: {'200': {description: [1]}}}}}\n", false),
        ("paths: {/orders: {get: {parameters: [{in: query}], responses: {}}}}\n", false),
    ];
    for (paths, is_valid) in table {
        let text = format!("{head}{paths}");
        let ours = violations(&tree("api.yaml", text.clone()), Version::V30);
        assert_eq!(ours.is_empty(), is_valid, "{paths}{ours:?}");
        assert_eq!(serde_yaml::from_str::<openapiv3::OpenAPI>(&text).is_ok(), is_valid, "{paths}");
    }
}

fn seed(name: &str) -> Tree {
    let path = format!("testdata/structure/{name}.yaml");
    tree(&path, std::fs::read(root().join(&path)).expect("the seed is there"))
}

fn judged_by_us(document: &Value, version: Version) -> Option<(String, String)> {
    violations(&tree("mutated.json", document.to_string()), version).into_iter().next()
}

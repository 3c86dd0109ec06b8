//! Documents that look like OpenAPI and keep few of its rules, built from bytes by a table of shapes.

use super::choices::Choices;
use super::values::{self, Text, Value};
use gatelint::syntax::Kind;

/// What stands under a key.
#[derive(Clone, Copy)]
enum Shape {
    /// An object with some of the keys that [`OBJECTS`] lists for it, or a reference to one.
    Object(&'static str),
    List(&'static str),
    /// An object of such objects under some of these names.
    Map(&'static str, &'static [&'static str]),
    Word(&'static [&'static str]),
    Plain(Kind, &'static str),
    Anything,
}

use Shape::{Anything, List, Map, Object, Plain, Word};

const TRUE: Shape = Plain(Kind::Bool, "true");
const FALSE: Shape = Plain(Kind::Bool, "false");
const NUMBER: Shape = Plain(Kind::Number, "10");

const PATHS: &[&str] = &["/a", "/a/{id}", "/a/{id}/b", "/a~b", "x-c"];
const NAMES: &[&str] = &["A", "B", "C", "id", "password", "limit", "default", "x-d"];
const STATUSES: &[&str] = &["200", "default", "4XX", "500", "429", "x-e"];
const MEDIA: &[&str] = &["application/json", "*/*", "application/x-www-form-urlencoded"];
const SCHEMES: &[&str] = &["key", "basic", "oauth", "A"];

const REFERENCES: [&str; 16] = [
    "#/components/schemas/A",
    "#/components/schemas/B",
    "#/components/schemas/C",
    "#/components/schemas/A/properties/id",
    "#/components/parameters/A",
    "#/components/responses/B",
    "#/paths/~1a",
    "#/paths/~1a/get",
    "#/definitions/A",
    "#",
    "",
    "#/nowhere",
    "1.yaml",
    "1.yaml#/components/schemas/B",
    "../0.yaml#/paths/~1a",
    "https://a.test/x.yaml#/A",
];

const OPERATION: Shape = Object("operation");
const SCHEMA: Shape = Object("schema");

/// Objects and what may stand in them.
const OBJECTS: &[(&str, &[(&str, Shape)])] = &[
    ("info", &[("title", Word(&["An API"])), ("version", Word(&["1.0.0"])), ("x-f", Anything)]),
    (
        "server",
        &[("url", Word(&["https://api.example.com", "http://a.test/{v}", "/"])), ("variables", Anything)],
    ),
    (
        "components",
        &[
            ("schemas", Map("schema", NAMES)),
            ("schemas", Map("schema", NAMES)),
            ("parameters", Map("parameter", NAMES)),
            ("responses", Map("response", NAMES)),
            ("requestBodies", Map("body", NAMES)),
            ("headers", Map("parameter", NAMES)),
            ("securitySchemes", Map("scheme", SCHEMES)),
            ("callbacks", Map("callback", NAMES)),
            ("pathItems", Map("path", NAMES)),
        ],
    ),
    (
        "scheme",
        &[
            ("type", Word(&["http", "apiKey", "oauth2", "basic", "openIdConnect"])),
            ("scheme", Word(&["basic", "bearer"])),
            ("in", Word(&["query", "header", "cookie"])),
            ("name", Word(&["key", "Authorization"])),
            ("flows", Map("flow", &["implicit", "password", "clientCredentials"])),
            ("flow", Word(&["implicit", "password"])),
        ],
    ),
    ("flow", &[("scopes", Map("words", &["read", "write"])), ("tokenUrl", Word(&["https://a.test/t"]))]),
    ("words", &[]),
    (
        "requirement",
        &[("key", List("words")), ("oauth", List("words")), ("nobody", Plain(Kind::Null, "null"))],
    ),
    ("callback", &[("{$request.body#/url}", Object("path")), ("x-g", Anything)]),
    (
        "path",
        &[
            ("get", OPERATION),
            ("post", OPERATION),
            ("put", OPERATION),
            ("delete", OPERATION),
            ("query", OPERATION),
            ("additionalOperations", Map("operation", &["LINK", "x"])),
            ("parameters", List("parameter")),
            ("servers", List("server")),
        ],
    ),
    (
        "operation",
        &[
            ("operationId", Word(&["one", "two"])),
            ("deprecated", TRUE),
            ("parameters", List("parameter")),
            ("requestBody", Object("body")),
            ("responses", Map("response", STATUSES)),
            ("callbacks", Map("callback", NAMES)),
            ("security", List("requirement")),
            ("servers", List("server")),
        ],
    ),
    (
        "parameter",
        &[
            ("name", Word(&["id", "limit", "Authorization", "X-User-Id"])),
            ("in", Word(&["path", "query", "header", "cookie", "body", "formData"])),
            ("required", TRUE),
            ("schema", SCHEMA),
            ("content", Map("media", MEDIA)),
            ("type", Word(&["string", "integer", "array"])),
        ],
    ),
    ("body", &[("content", Map("media", MEDIA)), ("required", TRUE)]),
    (
        "response",
        &[
            ("description", Word(&["ok"])),
            ("content", Map("media", MEDIA)),
            ("headers", Map("parameter", NAMES)),
            ("schema", SCHEMA),
        ],
    ),
    ("media", &[("schema", SCHEMA), ("itemSchema", SCHEMA), ("example", Anything)]),
    (
        "schema",
        &[
            ("type", Word(&["string", "integer", "number", "array", "object", "null", "file"])),
            ("properties", Map("schema", NAMES)),
            ("items", SCHEMA),
            ("allOf", List("schema")),
            ("oneOf", List("schema")),
            ("anyOf", List("schema")),
            ("additionalProperties", SCHEMA),
            ("additionalProperties", FALSE),
            ("patternProperties", Map("schema", &["^x", "(a+)+$"])),
            ("pattern", Word(&["^a+$", "(a|a)*b", "[0-9", "x"])),
            ("format", Word(&["uuid", "date-time", "int32"])),
            ("maxLength", NUMBER),
            ("maximum", NUMBER),
            ("maxItems", NUMBER),
            ("enum", Anything),
            ("default", Anything),
            ("readOnly", TRUE),
            ("$id", Word(&["https://a.test/schema", "s"])),
            ("$anchor", Word(&["here"])),
        ],
    ),
];

/// The outermost keys, after the one that says the version.
const ROOT: &[(&str, Shape)] = &[
    ("info", Object("info")),
    ("paths", Map("path", PATHS)),
    ("components", Object("components")),
    ("servers", List("server")),
    ("security", List("requirement")),
    ("webhooks", Map("path", NAMES)),
    ("definitions", Map("schema", NAMES)),
    ("securityDefinitions", Map("scheme", SCHEMES)),
    ("host", Word(&["a.test", "localhost"])),
    ("tags", Anything),
];

const VERSIONS: [(&str, &str); 6] = [
    ("openapi", "3.1.0"),
    ("openapi", "3.0.3"),
    ("openapi", "3.2.0"),
    ("swagger", "2.0"),
    ("openapi", "4"),
    ("fragment", "1"),
];

/// Objects inside each other, at most.
const DEPTH: usize = 12;

/// A document.
pub(super) fn document(choices: &mut Choices<'_>) -> Value {
    let (key, version) = choices.one(&VERSIONS);
    let mut entries = vec![(Text::from(key), word(version))];
    for (key, shape) in ROOT {
        if choices.below(4) != 3 {
            entries.push((Text::from(*key), value(choices, *shape, DEPTH)));
        }
    }
    Value::Mapping(entries)
}

fn word(text: &str) -> Value {
    Value::Text(Text::from(text))
}

fn value(choices: &mut Choices<'_>, shape: Shape, depth: usize) -> Value {
    if depth == 0 || choices.below(50) == 49 {
        return values::any(choices, 2);
    }
    match shape {
        Object(name) => object(choices, name, depth - 1),
        List(name) => Value::Sequence(choices.several(3, |it| value(it, Object(name), depth - 1))),
        Map(name, keys) => {
            let entry = |it: &mut Choices<'_>| (Text::from(it.one(keys)), value(it, Object(name), depth - 1));
            Value::Mapping(choices.several(4, entry))
        }
        Word(words) => word(choices.one(words)),
        Plain(kind, text) => Value::Word(kind, text, text),
        Anything => values::any(choices, 3),
    }
}

fn object(choices: &mut Choices<'_>, name: &str, depth: usize) -> Value {
    if name == "words" {
        return word(choices.one(&["read", "write", "all"]));
    }
    let mut entries = Vec::new();
    if choices.below(5) == 4 {
        entries.push((Text::from("$ref"), word(choices.one(&REFERENCES))));
    }
    let keys = OBJECTS.iter().find(|it| it.0 == name).map_or(&[][..], |it| it.1);
    let some = if entries.is_empty() { choices.several(6, |it| it.one(keys)) } else { Vec::new() };
    entries.extend(some.into_iter().map(|(key, shape)| (Text::from(key), value(choices, shape, depth))));
    Value::Mapping(entries)
}

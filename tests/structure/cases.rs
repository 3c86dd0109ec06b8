//! Small documents of each version, and what is wrong with them.

use super::{HEAD, VERSIONS, tree, violations};

/// A document, and what is wrong with it: pointer and message.
type Case = (&'static str, &'static [(&'static str, &'static str)]);

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

//! Schema Objects against the meta-schema of JSON Schema 2020-12.

use super::mutations::{Mutation, mutations};
use super::{judged_by_us, tree, value};
use gatelint::openapi::Version;
use serde_json::{Value, json};

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

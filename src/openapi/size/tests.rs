//! Schemas of each kind and the bytes that they allow.

use super::Sizes;
use crate::openapi::{Document, Files};
use crate::source::{FileId, SourceFile};
use crate::syntax::Tree;

/// Bytes for the schema `Root` of a document with these schemas.
fn bytes(schemas: &str) -> Option<u64> {
    let text = format!("{{openapi: 3.1.0, components: {{schemas: {{{schemas}}}}}}}");
    let files = Files::new(vec![Tree::parse(SourceFile::new(FileId(0), "openapi.yaml", text.into_bytes()))]);
    let doc = Document::new(&files, files.trees().first()?, 0)?;
    let root = doc.root().at_pointer("/components/schemas/Root")?;
    Sizes::new(doc).of(root).bytes()
}

#[test]
fn sizes() {
    let table = [
        ("Root: {type: boolean}", Some(5)),
        ("Root: {type: string, maxLength: 10}", Some(122)),
        ("Root: {type: string, maxLength: 10, format: date}", Some(62)),
        ("Root: {type: string, pattern: '^[a-z]{3}$'}", Some(38)),
        ("Root: {type: [string, 'null'], enum: [a, bc]}", Some(14)),
        ("Root: {const: [1, 2]}", Some(6)),
        ("Root: {type: array, maxItems: 3, items: {type: boolean}}", Some(19)),
        ("Root: {type: array, prefixItems: [{type: 'null'}, {type: boolean}], items: false}", Some(12)),
        ("Root: {type: array, uniqueItems: true, items: {enum: [1, 2]}}", Some(5)),
        ("Root: {properties: {a: {type: boolean}, b: {type: string, readOnly: true}}}", Some(17)),
        ("Root: {allOf: [{properties: {a: {type: boolean}}}, {properties: {b: {type: boolean}}}]}", Some(32)),
        ("Root: {oneOf: [{type: boolean}, {type: 'null'}]}", Some(5)),
        ("Root: {anyOf: [{type: boolean}, {type: 'null'}]}", Some(9)),
        ("Root: {type: string, maxLength: 1, oneOf: [{pattern: a}, {pattern: b}]}", Some(14)),
        ("Root: {type: object, additionalProperties: false}", Some(2)),
        (
            "Root: {maxProperties: 2, propertyNames: {enum: [a]}, additionalProperties: {type: boolean}}",
            Some(2 * (14 + 2 + 5) + 2),
        ),
        ("Root: {$ref: '#/components/schemas/A'}, A: {type: boolean}", Some(5)),
        ("Root: {type: array, maxItems: 18446744073709551615, items: {type: boolean}}", Some(u64::MAX)),
        ("Root: {type: string}", None),
        ("Root: {type: array, items: {type: boolean}}", None),
        ("Root: {type: array, maxItems: 0, items: {type: string}}", Some(2)),
        ("Root: {type: object}", None),
        ("Root: {}", None),
        ("Root: true", None),
        ("Root: {$ref: '#/nowhere'}", None),
        ("Root: {properties: {next: {$ref: '#/components/schemas/Root'}}}", None),
        ("Root: {type: array, maxItems: 2, items: {$ref: '#/components/schemas/Root'}}", None),
    ];
    for (schemas, expected) in table {
        assert_eq!(bytes(schemas), expected, "{schemas}");
    }
}

#[test]
fn long_chains_take_no_stack() {
    let mut schemas = "Root: {$ref: '#/components/schemas/S0'}".to_owned();
    for number in 0..20_000 {
        let next = number + 1;
        schemas.push_str(&format!(
            ", S{number}: {{properties: {{a: {{$ref: '#/components/schemas/S{next}'}}}}}}"
        ));
    }
    schemas.push_str(", S20000: {type: boolean}");
    assert_eq!(bytes(&schemas), Some(20_000 * 12 + 5));
}

//! Schema Objects: one table for the dialects of 2.0, 3.0 and JSON Schema 2020-12.

use super::grammar::{
    ALL, Array, FROM_31, Field, Map, Object, Others, TO_30, Tie, Type, V2, V3, V30, V32, field, list, map,
    needed,
};
use super::objects::EXTERNAL_DOCS;
use crate::syntax::Kind;

/// A Schema Object; keywords in the order in which documents have them most.
pub(super) static SCHEMA: Object = Object {
    name: "a schema object",
    fields: &[&COMMON, &LATER],
    others: Others::Ignored(FROM_31),
    ties: &[],
};

static COMMON: [Field; 46] = [
    field(V2, "type", Type::Either(Kind::Sequence, &Type::Array(&TYPES), &Type::OneOf(SEVEN))),
    field(V30, "type", Type::OneOf(&["array", "boolean", "integer", "number", "object", "string"])),
    field(FROM_31, "type", Type::Either(Kind::Sequence, &Type::Array(&TYPES), &Type::OneOf(SEVEN))),
    field(ALL, "description", Type::String),
    field(FROM_31, "$ref", Type::Reference(&Type::Schema)),
    field(ALL, "properties", Type::Map(&SCHEMA_MAP)),
    field(V2, "items", Type::Either(Kind::Sequence, &Type::Array(&SOME_SCHEMAS), &Type::Schema)),
    field(V3, "items", Type::Schema),
    field(TO_30, "required", Type::Array(&SOME_NAMES)),
    field(FROM_31, "required", Type::Array(&NAMES)),
    field(ALL, "example", Type::Any),
    field(ALL, "format", Type::String),
    field(V30, "nullable", Type::Boolean),
    field(V2, "enum", Type::Array(&VALUES)),
    field(V30, "enum", Type::Array(&VALUES)),
    field(FROM_31, "enum", Type::Array(&ANYTHING)),
    field(ALL, "title", Type::String),
    field(ALL, "default", Type::Any),
    field(V2, "allOf", Type::Array(&SOME_SCHEMAS)),
    field(V30, "allOf", Type::Array(&SCHEMAS)),
    field(V30, "anyOf", Type::Array(&SCHEMAS)),
    field(V30, "oneOf", Type::Array(&SCHEMAS)),
    field(FROM_31, "allOf", Type::Array(&SOME_SCHEMAS)),
    field(FROM_31, "anyOf", Type::Array(&SOME_SCHEMAS)),
    field(FROM_31, "oneOf", Type::Array(&SOME_SCHEMAS)),
    field(TO_30, "additionalProperties", Type::Either(Kind::Bool, &Type::Boolean, &Type::Schema)),
    field(FROM_31, "additionalProperties", Type::Schema),
    field(ALL, "readOnly", Type::Boolean),
    field(V3, "writeOnly", Type::Boolean),
    field(V3, "deprecated", Type::Boolean),
    field(ALL, "minimum", Type::Number),
    field(ALL, "maximum", Type::Number),
    field(ALL, "minLength", Type::Count),
    field(ALL, "maxLength", Type::Count),
    field(ALL, "pattern", Type::String),
    field(ALL, "minItems", Type::Count),
    field(ALL, "maxItems", Type::Count),
    field(ALL, "uniqueItems", Type::Boolean),
    field(ALL, "minProperties", Type::Count),
    field(ALL, "maxProperties", Type::Count),
    field(TO_30, "exclusiveMinimum", Type::Boolean),
    field(TO_30, "exclusiveMaximum", Type::Boolean),
    field(ALL, "multipleOf", Type::Positive),
    field(V3, "not", Type::Schema),
    field(ALL, "xml", Type::Object(&XML)),
    field(ALL, "externalDocs", Type::Object(&EXTERNAL_DOCS)),
];

static LATER: [Field; 31] = [
    field(V2, "discriminator", Type::String),
    field(V3, "discriminator", Type::Object(&DISCRIMINATOR)),
    field(FROM_31, "exclusiveMinimum", Type::Number),
    field(FROM_31, "exclusiveMaximum", Type::Number),
    field(FROM_31, "const", Type::Any),
    field(FROM_31, "examples", Type::Array(&ANYTHING)),
    field(FROM_31, "$defs", Type::Map(&SCHEMA_MAP)),
    field(FROM_31, "definitions", Type::Map(&SCHEMA_MAP)),
    field(FROM_31, "patternProperties", Type::Map(&SCHEMA_MAP)),
    field(FROM_31, "dependentSchemas", Type::Map(&SCHEMA_MAP)),
    field(FROM_31, "dependentRequired", Type::Map(&NAMES_MAP)),
    field(FROM_31, "propertyNames", Type::Schema),
    field(FROM_31, "unevaluatedProperties", Type::Schema),
    field(FROM_31, "unevaluatedItems", Type::Schema),
    field(FROM_31, "prefixItems", Type::Array(&SOME_SCHEMAS)),
    field(FROM_31, "contains", Type::Schema),
    field(FROM_31, "minContains", Type::Count),
    field(FROM_31, "maxContains", Type::Count),
    field(FROM_31, "if", Type::Schema),
    field(FROM_31, "then", Type::Schema),
    field(FROM_31, "else", Type::Schema),
    field(FROM_31, "contentEncoding", Type::String),
    field(FROM_31, "contentMediaType", Type::String),
    field(FROM_31, "contentSchema", Type::Schema),
    field(FROM_31, "$schema", Type::String),
    field(FROM_31, "$id", Type::String),
    field(FROM_31, "$anchor", Type::String),
    field(FROM_31, "$comment", Type::String),
    field(FROM_31, "$dynamicRef", Type::String),
    field(FROM_31, "$dynamicAnchor", Type::String),
    field(FROM_31, "$vocabulary", Type::Map(&FLAGS)),
];

const SEVEN: &[&str] = &["array", "boolean", "integer", "null", "number", "object", "string"];

static TYPES: Array = list(Type::OneOf(SEVEN)).least(1).unique(ALL);
static SCHEMAS: Array = list(Type::Schema);
static SOME_SCHEMAS: Array = list(Type::Schema).least(1);
static NAMES: Array = list(Type::String).unique(ALL);
static SOME_NAMES: Array = list(Type::String).least(1).unique(ALL);
/// Values of `enum`: draft 4, which 2.0 follows, wants each but once.
pub(super) static VALUES: Array = list(Type::Any).least(1).unique(V2);
static ANYTHING: Array = list(Type::Any);
static SCHEMA_MAP: Map = map(Type::Schema);
static NAMES_MAP: Map = map(Type::Array(&NAMES));
static STRINGS: Map = map(Type::String);
static FLAGS: Map = map(Type::Boolean);

/// The answer of a 2.0 operation that is a file and no data.
pub(super) static FILE_SCHEMA: Object = Object {
    name: "a file schema",
    fields: &[&[
        needed(V2, "type", Type::OneOf(&["file"])),
        field(V2, "format", Type::String),
        field(V2, "title", Type::String),
        field(V2, "description", Type::String),
        field(V2, "default", Type::Any),
        field(V2, "required", Type::Array(&SOME_NAMES)),
        field(V2, "readOnly", Type::Boolean),
        field(V2, "externalDocs", Type::Object(&EXTERNAL_DOCS)),
        field(V2, "example", Type::Any),
    ]],
    others: Others::Refused,
    ties: &[],
};

static DISCRIMINATOR: Object = Object {
    name: "a discriminator object",
    fields: &[&[
        needed(V3, "propertyName", Type::String),
        field(V3, "mapping", Type::Map(&STRINGS)),
        field(V32, "defaultMapping", Type::String),
    ]],
    others: Others::Refused,
    ties: &[],
};

static XML: Object = Object {
    name: "an XML object",
    fields: &[&[
        field(V32, "nodeType", Type::OneOf(&["element", "attribute", "text", "cdata", "none"])),
        field(ALL, "name", Type::String),
        field(ALL, "namespace", Type::String),
        field(ALL, "prefix", Type::String),
        field(ALL, "attribute", Type::Boolean),
        field(ALL, "wrapped", Type::Boolean),
    ]],
    others: Others::Refused,
    ties: &[Tie::Excludes(V32, "nodeType", &["attribute", "wrapped"])],
};

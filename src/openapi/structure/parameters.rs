//! Parameters and headers: what differs by `in`, and what they share.

use super::forms::{TEMPLATE_NAME, TOKEN, is_form, one_query_string};
use super::grammar::{
    ALL, Array, FROM_31, Field, Object, Others, TO_30, Tagged, Tie, Type, V2, V3, V30, V30_31, V32, case,
    field, needed,
};
use super::objects::{EXAMPLES, ONE_CONTENT};
use super::schemas::VALUES;

/// The parameters of an operation or of a path.
pub(super) static PARAMETERS: Array = Array {
    item: Type::OrReference(ALL, &Type::Tagged(&PARAMETER)),
    least: 0,
    unique: TO_30,
    rule: Some(one_query_string),
};

/// A parameter: `in` decides on the rest.
pub(super) static PARAMETER: Tagged = Tagged {
    name: "a parameter object",
    tag: "in",
    cases: &[
        case(V2, "query", Type::Object(&QUERY_2)),
        case(V2, "header", Type::Object(&HEADER_PARAMETER_2)),
        case(V2, "path", Type::Object(&PATH_2)),
        case(V2, "formData", Type::Object(&FORM_2)),
        case(V2, "body", Type::Object(&BODY_2)),
        case(V3, "query", Type::Object(&QUERY)),
        case(V3, "header", Type::Object(&HEADER_PARAMETER)),
        case(V3, "path", Type::Object(&PATH)),
        case(V3, "cookie", Type::Object(&COOKIE)),
        case(V32, "querystring", Type::Object(&QUERYSTRING)),
    ],
    otherwise: None,
};

/// Fields of every parameter of 3.x.
const PARAMETER_FIELDS: &[Field] =
    &[needed(V3, "in", Type::String), field(V30, "allowEmptyValue", Type::Boolean)];

/// Fields that parameters and headers of 3.x share.
static SHARED: [Field; 5] = [
    field(V3, "description", Type::String),
    field(V3, "deprecated", Type::Boolean),
    field(V3, "content", Type::Map(&ONE_CONTENT)),
    field(V3, "example", Type::Any),
    field(V3, "examples", Type::Map(&EXAMPLES)),
];

/// What comes with a schema, and has no place where there is `content`.
const WITH_SCHEMA: &[Field] = &[
    field(V3, "schema", Type::Schema),
    field(V3, "explode", Type::Boolean),
    field(V30, "allowReserved", Type::Boolean),
];

const OPTIONAL: &[Field] = &[field(V3, "required", Type::Boolean)];
const ANY_NAME: &[Field] = &[needed(V3, "name", Type::String)];

const TIES: &[Tie] = &[
    Tie::Needs(V3, &["schema", "content"]),
    Tie::Excludes(V3, "content", &["schema", "style", "explode", "allowReserved"]),
    Tie::Excludes(V30_31, "content", &["example", "examples"]),
    Tie::Excludes(V3, "example", &["examples"]),
];

pub(super) static QUERY: Object = Object {
    name: "a query parameter",
    fields: &[
        PARAMETER_FIELDS,
        &SHARED,
        WITH_SCHEMA,
        OPTIONAL,
        ANY_NAME,
        &[
            field(V3, "style", Type::OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
            field(FROM_31, "allowReserved", Type::Boolean),
            field(FROM_31, "allowEmptyValue", Type::Boolean),
        ],
    ],
    others: Others::Refused,
    ties: TIES,
};

pub(super) static HEADER_PARAMETER: Object = Object {
    name: "a header parameter",
    fields: &[
        PARAMETER_FIELDS,
        &SHARED,
        WITH_SCHEMA,
        OPTIONAL,
        &[
            needed(V30_31, "name", Type::String),
            needed(V32, "name", Type::Text(&TOKEN)),
            field(V3, "style", Type::OneOf(&["simple"])),
        ],
    ],
    others: Others::Refused,
    ties: TIES,
};

pub(super) static PATH: Object = Object {
    name: "a path parameter",
    fields: &[
        PARAMETER_FIELDS,
        &SHARED,
        WITH_SCHEMA,
        &[
            needed(V30, "name", Type::String),
            needed(FROM_31, "name", Type::Text(&TEMPLATE_NAME)),
            needed(V3, "required", Type::True),
            field(V3, "style", Type::OneOf(&["matrix", "label", "simple"])),
            field(V32, "allowReserved", Type::Boolean),
        ],
    ],
    others: Others::Refused,
    ties: TIES,
};

static COOKIE: Object = Object {
    name: "a cookie parameter",
    fields: &[
        PARAMETER_FIELDS,
        &SHARED,
        WITH_SCHEMA,
        OPTIONAL,
        ANY_NAME,
        &[
            field(V30_31, "style", Type::OneOf(&["form"])),
            field(V32, "style", Type::OneOf(&["form", "cookie"])),
            field(V32, "allowReserved", Type::Boolean),
        ],
    ],
    others: Others::Refused,
    ties: &[
        Tie::Needs(V3, &["schema", "content"]),
        Tie::Excludes(V3, "content", &["schema", "style", "explode", "allowReserved"]),
        Tie::Excludes(V30_31, "content", &["example", "examples"]),
        Tie::Excludes(V3, "example", &["examples"]),
        Tie::Only(V32, "allowReserved", "style", is_form, "`allowReserved` is for the style `form` only"),
    ],
};

static QUERYSTRING: Object = Object {
    name: "a querystring parameter",
    fields: &[PARAMETER_FIELDS, &SHARED, OPTIONAL, ANY_NAME],
    others: Others::Refused,
    ties: &[Tie::Needs(V32, &["content"]), Tie::Excludes(V32, "example", &["examples"])],
};

/// A header of a response or of a part.
pub(super) static HEADER: Object = Object {
    name: "a header object",
    fields: &[
        &SHARED,
        WITH_SCHEMA,
        OPTIONAL,
        &[field(V30, "allowEmptyValue", Type::Boolean), field(V3, "style", Type::OneOf(&["simple"]))],
    ],
    others: Others::Refused,
    ties: TIES,
};

/// What 2.0 says of values that are no schemas: in parameters, headers and their items.
static PRIMITIVE: [Field; 15] = [
    field(V2, "format", Type::String),
    field(V2, "items", Type::Object(&ITEMS_2)),
    field(V2, "default", Type::Any),
    field(V2, "maximum", Type::Number),
    field(V2, "exclusiveMaximum", Type::Boolean),
    field(V2, "minimum", Type::Number),
    field(V2, "exclusiveMinimum", Type::Boolean),
    field(V2, "maxLength", Type::Count),
    field(V2, "minLength", Type::Count),
    field(V2, "pattern", Type::String),
    field(V2, "maxItems", Type::Count),
    field(V2, "minItems", Type::Count),
    field(V2, "uniqueItems", Type::Boolean),
    field(V2, "enum", Type::Array(&VALUES)),
    field(V2, "multipleOf", Type::Positive),
];

const PARAMETER_2: &[Field] = &[
    needed(V2, "name", Type::String),
    needed(V2, "in", Type::String),
    field(V2, "description", Type::String),
];

const PRIMITIVES: Type = Type::OneOf(&["string", "number", "boolean", "integer", "array"]);
const FORM_TYPES: Type = Type::OneOf(&["string", "number", "boolean", "integer", "array", "file"]);

const TYPE_2: &[Field] = &[needed(V2, "type", PRIMITIVES)];
const ONE_VALUE_2: &[Field] = &[field(V2, "collectionFormat", Type::OneOf(&["csv", "ssv", "tsv", "pipes"]))];
const MANY_VALUES_2: &[Field] = &[
    field(V2, "collectionFormat", Type::OneOf(&["csv", "ssv", "tsv", "pipes", "multi"])),
    field(V2, "allowEmptyValue", Type::Boolean),
];
const OPTIONAL_2: &[Field] = &[field(V2, "required", Type::Boolean)];

pub(super) static QUERY_2: Object =
    plain("a query parameter", &[PARAMETER_2, OPTIONAL_2, TYPE_2, &PRIMITIVE, MANY_VALUES_2]);
pub(super) static HEADER_PARAMETER_2: Object =
    plain("a header parameter", &[PARAMETER_2, OPTIONAL_2, TYPE_2, &PRIMITIVE, ONE_VALUE_2]);
pub(super) static PATH_2: Object = plain(
    "a path parameter",
    &[PARAMETER_2, &[needed(V2, "required", Type::True)], TYPE_2, &PRIMITIVE, ONE_VALUE_2],
);
static FORM_2: Object = plain(
    "a form parameter",
    &[PARAMETER_2, OPTIONAL_2, &[needed(V2, "type", FORM_TYPES)], &PRIMITIVE, MANY_VALUES_2],
);
static BODY_2: Object =
    plain("a body parameter", &[PARAMETER_2, OPTIONAL_2, &[needed(V2, "schema", Type::Schema)]]);
static ITEMS_2: Object =
    plain("an items object", &[&[field(V2, "type", PRIMITIVES)], &PRIMITIVE, ONE_VALUE_2]);

/// A header of a 2.0 response.
pub(super) static HEADER_2: Object =
    plain("a header object", &[TYPE_2, &[field(V2, "description", Type::String)], &PRIMITIVE, ONE_VALUE_2]);

const fn plain(name: &'static str, fields: &'static [&'static [Field]]) -> Object {
    Object { name, fields, others: Others::Refused, ties: &[] }
}

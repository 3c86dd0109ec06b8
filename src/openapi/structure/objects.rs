//! Documents from the root down to responses, links and examples.

use super::forms::{
    BASE_PATH, COMPONENT, HOST, METHOD, NO_FRAGMENT, PATH, STATUS, STATUS_2, TOKEN, VERSION_30, VERSION_31,
    VERSION_32,
};
use super::grammar::{
    ALL, Array, FROM_31, Field, Map, Object, Others, TO_30, TO_31, Tagged, Tie, Type, V2, V3, V30, V30_31,
    V31, V32, case, field, keyed, list, map, needed,
};
use super::parameters::{HEADER, HEADER_2, PARAMETER, PARAMETERS};
use super::schemas::FILE_SCHEMA;
use super::security::{REQUIREMENTS, SCHEME_2, SCHEMES};

/// The root of a 3.x document.
pub(super) static OPENAPI: Object = Object {
    name: "an OpenAPI document",
    fields: &[
        ROOT,
        &[
            needed(V30, "openapi", Type::Text(&VERSION_30)),
            needed(V31, "openapi", Type::Text(&VERSION_31)),
            needed(V32, "openapi", Type::Text(&VERSION_32)),
            field(V32, "$self", Type::Text(&NO_FRAGMENT)),
            field(FROM_31, "jsonSchemaDialect", Type::String),
            field(V3, "servers", Type::Array(&SERVERS)),
            field(FROM_31, "webhooks", Type::Map(&PATH_ITEMS)),
            field(V3, "components", Type::Object(&COMPONENTS)),
        ],
    ],
    others: Others::Refused,
    ties: &[Tie::Needs(FROM_31, &["paths", "components", "webhooks"])],
};

/// The root of a 2.0 document.
pub(super) static SWAGGER: Object = Object {
    name: "a Swagger document",
    fields: &[
        ROOT,
        &[
            needed(V2, "swagger", Type::OneOf(&["2.0"])),
            field(V2, "host", Type::Text(&HOST)),
            field(V2, "basePath", Type::Text(&BASE_PATH)),
            field(V2, "schemes", Type::Array(&PROTOCOLS)),
            field(V2, "consumes", Type::Array(&UNIQUE_STRINGS)),
            field(V2, "produces", Type::Array(&UNIQUE_STRINGS)),
            field(V2, "definitions", Type::Map(&SCHEMAS)),
            field(V2, "parameters", Type::Map(&PARAMETERS_2)),
            field(V2, "responses", Type::Map(&RESPONSES_2)),
            field(V2, "securityDefinitions", Type::Map(&SCHEMES_2)),
        ],
    ],
    others: Others::Refused,
    ties: &[],
};

const ROOT: &[Field] = &[
    needed(ALL, "info", Type::Object(&INFO)),
    field(ALL, "paths", Type::Object(&PATHS)).needed(TO_30),
    field(ALL, "security", Type::Array(&REQUIREMENTS)),
    field(ALL, "tags", Type::Array(&TAGS)),
    field(ALL, "externalDocs", Type::Object(&EXTERNAL_DOCS)),
];

static PARAMETERS_2: Map = map(Type::Tagged(&PARAMETER));
static RESPONSES_2: Map = map(Type::Object(&RESPONSE));
pub(super) static SCHEMES_2: Map = map(Type::Tagged(&SCHEME_2));
static PROTOCOLS: Array = list(Type::OneOf(&["http", "https", "ws", "wss"])).unique(ALL);
static STRINGS: Array = list(Type::String);
static SOME_STRINGS: Array = list(Type::String).least(1);
static UNIQUE_STRINGS: Array = list(Type::String).unique(ALL);
static TAGS: Array = list(Type::Object(&TAG)).unique(TO_30);
static SERVERS: Array = list(Type::Object(&SERVER));
static ANYTHING: Map = map(Type::Any);
static SCHEMAS: Map = map(Type::Schema);

static INFO: Object = Object {
    name: "an info object",
    fields: &[&[
        needed(ALL, "title", Type::String),
        needed(ALL, "version", Type::String),
        field(FROM_31, "summary", Type::String),
        field(ALL, "description", Type::String),
        field(ALL, "termsOfService", Type::String),
        field(ALL, "contact", Type::Object(&CONTACT)),
        field(ALL, "license", Type::Object(&LICENSE)),
    ]],
    others: Others::Refused,
    ties: &[],
};

static CONTACT: Object = Object {
    name: "a contact object",
    fields: &[&[
        field(ALL, "name", Type::String),
        field(ALL, "url", Type::String),
        field(ALL, "email", Type::String),
    ]],
    others: Others::Refused,
    ties: &[],
};

static LICENSE: Object = Object {
    name: "a license object",
    fields: &[&[
        needed(ALL, "name", Type::String),
        field(FROM_31, "identifier", Type::String),
        field(ALL, "url", Type::String),
    ]],
    others: Others::Refused,
    ties: &[Tie::Excludes(FROM_31, "identifier", &["url"])],
};

static SERVER: Object = Object {
    name: "a server object",
    fields: &[&[
        needed(V3, "url", Type::String),
        field(V32, "name", Type::String),
        field(V3, "description", Type::String),
        field(V3, "variables", Type::Map(&VARIABLES)),
    ]],
    others: Others::Refused,
    ties: &[],
};

static VARIABLES: Map = map(Type::Object(&VARIABLE));

static VARIABLE: Object = Object {
    name: "a server variable object",
    fields: &[&[
        field(V30, "enum", Type::Array(&STRINGS)),
        field(FROM_31, "enum", Type::Array(&SOME_STRINGS)),
        needed(V3, "default", Type::String),
        field(V3, "description", Type::String),
    ]],
    others: Others::Refused,
    ties: &[],
};

static TAG: Object = Object {
    name: "a tag object",
    fields: &[&[
        needed(ALL, "name", Type::String),
        field(ALL, "description", Type::String),
        field(ALL, "externalDocs", Type::Object(&EXTERNAL_DOCS)),
        field(V32, "summary", Type::String),
        field(V32, "parent", Type::String),
        field(V32, "kind", Type::String),
    ]],
    others: Others::Refused,
    ties: &[],
};

pub(super) static EXTERNAL_DOCS: Object = Object {
    name: "an external documentation object",
    fields: &[&[needed(ALL, "url", Type::String), field(ALL, "description", Type::String)]],
    others: Others::Refused,
    ties: &[],
};

pub(super) static COMPONENTS: Object = Object {
    name: "a components object",
    fields: &[&[
        field(V3, "schemas", Type::Map(&named(Type::Schema))),
        field(V3, "responses", Type::Map(&named(Type::OrReference(V3, &Type::Object(&RESPONSE))))),
        field(V3, "parameters", Type::Map(&named(Type::OrReference(V3, &Type::Tagged(&PARAMETER))))),
        field(V3, "examples", Type::Map(&named(Type::OrReference(V3, &Type::Object(&EXAMPLE))))),
        field(V3, "requestBodies", Type::Map(&named(Type::OrReference(V3, &Type::Object(&REQUEST_BODY))))),
        field(V3, "headers", Type::Map(&named(Type::OrReference(V3, &Type::Object(&HEADER))))),
        field(V3, "securitySchemes", Type::Map(&SCHEMES)),
        field(V3, "links", Type::Map(&named(Type::OrReference(V3, &Type::Object(&LINK))))),
        field(V3, "callbacks", Type::Map(&named(Type::OrReference(V3, &Type::Object(&CALLBACK))))),
        field(FROM_31, "pathItems", Type::Map(&named(Type::Object(&PATH_ITEM)))),
        field(V32, "mediaTypes", Type::Map(&named(Type::OrReference(V3, &Type::Object(&MEDIA_TYPE))))),
    ]],
    others: Others::Refused,
    ties: &[],
};

/// A map of components.
pub(super) const fn named(value: Type) -> Map {
    keyed(ALL, &COMPONENT, value)
}

pub(super) static PATHS: Object = Object {
    name: "a paths object",
    fields: &[],
    others: Others::Entries(&PATHS_BY_TEMPLATE, false),
    ties: &[],
};

static PATHS_BY_TEMPLATE: Map = keyed(ALL, &PATH, Type::Object(&PATH_ITEM));
pub(super) static PATH_ITEMS: Map = map(Type::Object(&PATH_ITEM));

pub(super) static PATH_ITEM: Object = Object {
    name: "a path item object",
    fields: &[&[
        field(ALL, "$ref", Type::Reference(&Type::Object(&PATH_ITEM))),
        field(V3, "summary", Type::String),
        field(V3, "description", Type::String),
        field(ALL, "get", Type::Object(&OPERATION)),
        field(ALL, "put", Type::Object(&OPERATION)),
        field(ALL, "post", Type::Object(&OPERATION)),
        field(ALL, "delete", Type::Object(&OPERATION)),
        field(ALL, "options", Type::Object(&OPERATION)),
        field(ALL, "head", Type::Object(&OPERATION)),
        field(ALL, "patch", Type::Object(&OPERATION)),
        field(V3, "trace", Type::Object(&OPERATION)),
        field(V32, "query", Type::Object(&OPERATION)),
        field(V32, "additionalOperations", Type::Map(&OTHER_OPERATIONS)),
        field(V3, "servers", Type::Array(&SERVERS)),
        field(ALL, "parameters", Type::Array(&PARAMETERS)),
    ]],
    others: Others::Refused,
    ties: &[],
};

static OTHER_OPERATIONS: Map = keyed(ALL, &METHOD, Type::Object(&OPERATION));

pub(super) static OPERATION: Object = Object {
    name: "an operation object",
    fields: &[&[
        field(V2, "tags", Type::Array(&UNIQUE_STRINGS)),
        field(V3, "tags", Type::Array(&STRINGS)),
        field(ALL, "summary", Type::String),
        field(ALL, "description", Type::String),
        field(ALL, "externalDocs", Type::Object(&EXTERNAL_DOCS)),
        field(ALL, "operationId", Type::String),
        field(V2, "consumes", Type::Array(&UNIQUE_STRINGS)),
        field(V2, "produces", Type::Array(&UNIQUE_STRINGS)),
        field(ALL, "parameters", Type::Array(&PARAMETERS)),
        field(V3, "requestBody", Type::OrReference(V3, &Type::Object(&REQUEST_BODY))),
        needed(V2, "responses", Type::Object(&RESPONSES_OF_2)),
        field(V3, "responses", Type::Object(&RESPONSES)).needed(V30),
        field(V2, "schemes", Type::Array(&PROTOCOLS)),
        field(V3, "callbacks", Type::Map(&CALLBACKS)),
        field(ALL, "deprecated", Type::Boolean),
        field(ALL, "security", Type::Array(&REQUIREMENTS)),
        field(V3, "servers", Type::Array(&SERVERS)),
    ]],
    others: Others::Refused,
    ties: &[],
};

static CALLBACKS: Map = map(Type::OrReference(V3, &Type::Object(&CALLBACK)));

pub(super) static CALLBACK: Object =
    Object { name: "a callback object", fields: &[], others: Others::Entries(&PATH_ITEMS, false), ties: &[] };

pub(super) static REQUEST_BODY: Object = Object {
    name: "a request body object",
    fields: &[&[
        field(V3, "description", Type::String),
        needed(V3, "content", Type::Map(&CONTENT)),
        field(V3, "required", Type::Boolean),
    ]],
    others: Others::Refused,
    ties: &[],
};

static RESPONSES: Object = Object {
    name: "a responses object",
    fields: &[],
    others: Others::Entries(&RESPONSES_BY_STATUS, true),
    ties: &[],
};

static RESPONSES_OF_2: Object = Object {
    name: "a responses object",
    fields: &[],
    others: Others::Entries(&RESPONSES_BY_STATUS_2, true),
    ties: &[],
};

static RESPONSES_BY_STATUS_2: Map = keyed(ALL, &STATUS_2, Type::OrReference(ALL, &Type::Object(&RESPONSE)));
static RESPONSES_BY_STATUS: Map = keyed(ALL, &STATUS, Type::OrReference(ALL, &Type::Object(&RESPONSE)));

pub(super) static RESPONSE: Object = Object {
    name: "a response object",
    fields: &[&[
        field(V32, "summary", Type::String),
        field(ALL, "description", Type::String).needed(TO_31),
        field(V2, "schema", Type::Tagged(&ANSWER_2)),
        field(V2, "examples", Type::Map(&ANYTHING)),
        field(V2, "headers", Type::Map(&HEADERS_2)),
        field(V3, "headers", Type::Map(&HEADERS)),
        field(V3, "content", Type::Map(&CONTENT)),
        field(V3, "links", Type::Map(&LINKS)),
    ]],
    others: Others::Refused,
    ties: &[],
};

static ANSWER_2: Tagged = Tagged {
    name: "a schema object",
    tag: "type",
    cases: &[case(V2, "file", Type::Object(&FILE_SCHEMA))],
    otherwise: Some(Type::Schema),
};

static HEADERS_2: Map = map(Type::Object(&HEADER_2));
pub(super) static HEADERS: Map = keyed(V32, &TOKEN, Type::OrReference(V3, &Type::Object(&HEADER)));
static LINKS: Map = map(Type::OrReference(V3, &Type::Object(&LINK)));

pub(super) static CONTENT: Map = map(Type::OrReference(V32, &Type::Object(&MEDIA_TYPE)));
pub(super) static ONE_CONTENT: Map =
    Map { value: Type::OrReference(V32, &Type::Object(&MEDIA_TYPE)), keys: None, single: true };
pub(super) static EXAMPLES: Map = map(Type::OrReference(V3, &Type::Object(&EXAMPLE)));

pub(super) static MEDIA_TYPE: Object = Object {
    name: "a media type object",
    fields: &[
        &[
            field(V32, "description", Type::String),
            field(V3, "schema", Type::Schema),
            field(V32, "itemSchema", Type::Schema),
            field(V3, "example", Type::Any),
            field(V3, "examples", Type::Map(&EXAMPLES)),
        ],
        &[field(V30_31, "encoding", Type::Map(&ENCODING_MAP))],
        &ENCODINGS,
    ],
    others: Others::Refused,
    ties: &[
        Tie::Excludes(V3, "example", &["examples"]),
        Tie::Excludes(V32, "encoding", &["prefixEncoding", "itemEncoding"]),
    ],
};

static ENCODINGS: [Field; 3] = [
    field(V32, "encoding", Type::Map(&ENCODING_MAP)),
    field(V32, "prefixEncoding", Type::Array(&ENCODING_LIST)),
    field(V32, "itemEncoding", Type::Object(&ENCODING)),
];

static ENCODING_MAP: Map = map(Type::Object(&ENCODING));
static ENCODING_LIST: Array = list(Type::Object(&ENCODING));

static ENCODING: Object = Object {
    name: "an encoding object",
    fields: &[
        &[
            field(V3, "contentType", Type::String),
            field(V3, "headers", Type::Map(&HEADERS)),
            field(V3, "style", Type::OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
            field(V3, "explode", Type::Boolean),
            field(V3, "allowReserved", Type::Boolean),
        ],
        &ENCODINGS,
    ],
    others: Others::Refused,
    ties: &[Tie::Excludes(V32, "encoding", &["prefixEncoding", "itemEncoding"])],
};

pub(super) static EXAMPLE: Object = Object {
    name: "an example object",
    fields: &[&[
        field(V3, "summary", Type::String),
        field(V3, "description", Type::String),
        field(V3, "value", Type::Any),
        field(V3, "externalValue", Type::String),
        field(V32, "dataValue", Type::Any),
        field(V32, "serializedValue", Type::String),
    ]],
    others: Others::Refused,
    ties: &[
        Tie::Excludes(V3, "value", &["externalValue", "dataValue", "serializedValue"]),
        Tie::Excludes(V32, "serializedValue", &["externalValue"]),
    ],
};

pub(super) static LINK: Object = Object {
    name: "a link object",
    fields: &[&[
        field(V3, "operationRef", Type::String),
        field(V3, "operationId", Type::String),
        field(V3, "parameters", Type::Map(&ANYTHING)),
        field(V3, "requestBody", Type::Any),
        field(V3, "description", Type::String),
        field(V3, "server", Type::Object(&SERVER)),
    ]],
    others: Others::Refused,
    ties: &[
        Tie::Excludes(V3, "operationId", &["operationRef"]),
        Tie::Needs(FROM_31, &["operationId", "operationRef"]),
    ],
};

//! Security schemes, their flows, and the requirements that name them.

use super::forms::is_bearer;
use super::grammar::{
    ALL, Array, FROM_31, Field, Map, Object, Others, Tagged, Tie, Type, V2, V3, V32, case, field, list, map,
    needed,
};
use super::objects::named;

/// Any one requirement is enough.
pub(super) static REQUIREMENTS: Array = list(Type::Map(&REQUIREMENT)).unique(V2);
pub(super) static REQUIREMENT: Map = map(Type::Array(&SCOPE_NAMES));
static SCOPE_NAMES: Array = list(Type::String).unique(V2);
/// Scopes with what they allow.
static SCOPES: Map = map(Type::String);

/// The security schemes of 3.x by name.
pub(super) static SCHEMES: Map = named(Type::OrReference(V3, &Type::Tagged(&SCHEME)));

/// A security scheme of 3.x.
pub(super) static SCHEME: Tagged = Tagged {
    name: "a security scheme object",
    tag: "type",
    cases: &[
        case(V3, "apiKey", Type::Object(&API_KEY)),
        case(V3, "http", Type::Object(&HTTP)),
        case(V3, "oauth2", Type::Object(&OAUTH)),
        case(V3, "openIdConnect", Type::Object(&OPEN_ID)),
        case(FROM_31, "mutualTLS", Type::Object(&MUTUAL_TLS)),
    ],
    otherwise: None,
};

/// A security scheme of 2.0.
pub(super) static SCHEME_2: Tagged = Tagged {
    name: "a security scheme object",
    tag: "type",
    cases: &[
        case(V2, "basic", Type::Object(&BASIC)),
        case(V2, "apiKey", Type::Object(&API_KEY)),
        case(V2, "oauth2", Type::Tagged(&OAUTH_2)),
    ],
    otherwise: None,
};

const COMMON: &[Field] = &[
    needed(ALL, "type", Type::String),
    field(ALL, "description", Type::String),
    field(V32, "deprecated", Type::Boolean),
];

static API_KEY: Object = Object {
    name: "a security scheme of type `apiKey`",
    fields: &[
        COMMON,
        &[
            needed(ALL, "name", Type::String),
            needed(V2, "in", Type::OneOf(&["header", "query"])),
            needed(V3, "in", Type::OneOf(&["header", "query", "cookie"])),
        ],
    ],
    others: Others::Refused,
    ties: &[],
};

static HTTP: Object = Object {
    name: "a security scheme of type `http`",
    fields: &[COMMON, &[needed(V3, "scheme", Type::String), field(V3, "bearerFormat", Type::String)]],
    others: Others::Refused,
    ties: &[Tie::Only(
        V3,
        "bearerFormat",
        "scheme",
        is_bearer,
        "`bearerFormat` is for the scheme `bearer` only",
    )],
};

pub(super) static OAUTH: Object = Object {
    name: "a security scheme of type `oauth2`",
    fields: &[
        COMMON,
        &[needed(V3, "flows", Type::Object(&FLOWS)), field(V32, "oauth2MetadataUrl", Type::String)],
    ],
    others: Others::Refused,
    ties: &[],
};

static OPEN_ID: Object = Object {
    name: "a security scheme of type `openIdConnect`",
    fields: &[COMMON, &[needed(V3, "openIdConnectUrl", Type::String)]],
    others: Others::Refused,
    ties: &[],
};

static MUTUAL_TLS: Object = Object {
    name: "a security scheme of type `mutualTLS`",
    fields: &[COMMON],
    others: Others::Refused,
    ties: &[],
};

static FLOWS: Object = Object {
    name: "an OAuth flows object",
    fields: &[&[
        field(V3, "implicit", Type::Object(&IMPLICIT)),
        field(V3, "password", Type::Object(&PASSWORD)),
        field(V3, "clientCredentials", Type::Object(&CLIENT_CREDENTIALS)),
        field(V3, "authorizationCode", Type::Object(&AUTHORIZATION_CODE)),
        field(V32, "deviceAuthorization", Type::Object(&DEVICE_AUTHORIZATION)),
    ]],
    others: Others::Refused,
    ties: &[],
};

const FLOW: &[Field] = &[needed(V3, "scopes", Type::Map(&SCOPES)), field(V3, "refreshUrl", Type::String)];
const AUTHORIZATION_URL: &[Field] = &[needed(ALL, "authorizationUrl", Type::String)];
const TOKEN_URL: &[Field] = &[needed(ALL, "tokenUrl", Type::String)];
const DEVICE_URL: &[Field] = &[needed(V32, "deviceAuthorizationUrl", Type::String)];

static IMPLICIT: Object = flow("an implicit flow", &[FLOW, AUTHORIZATION_URL]);
static PASSWORD: Object = flow("a password flow", &[FLOW, TOKEN_URL]);
static CLIENT_CREDENTIALS: Object = flow("a client credentials flow", &[FLOW, TOKEN_URL]);
static AUTHORIZATION_CODE: Object = flow("an authorization code flow", &[FLOW, AUTHORIZATION_URL, TOKEN_URL]);
static DEVICE_AUTHORIZATION: Object = flow("a device authorization flow", &[FLOW, DEVICE_URL, TOKEN_URL]);

const fn flow(name: &'static str, fields: &'static [&'static [Field]]) -> Object {
    Object { name, fields, others: Others::Refused, ties: &[] }
}

static BASIC: Object = Object {
    name: "a security scheme of type `basic`",
    fields: &[COMMON],
    others: Others::Refused,
    ties: &[],
};

/// In 2.0 a scheme has a single flow, and the flow decides on the URLs.
static OAUTH_2: Tagged = Tagged {
    name: "a security scheme of type `oauth2`",
    tag: "flow",
    cases: &[
        case(V2, "implicit", Type::Object(&IMPLICIT_2)),
        case(V2, "password", Type::Object(&PASSWORD_2)),
        case(V2, "application", Type::Object(&APPLICATION_2)),
        case(V2, "accessCode", Type::Object(&ACCESS_CODE_2)),
    ],
    otherwise: None,
};

const FLOW_2: &[Field] = &[needed(V2, "flow", Type::String), field(V2, "scopes", Type::Map(&SCOPES))];

static IMPLICIT_2: Object = flow("a scheme with the flow `implicit`", &[COMMON, FLOW_2, AUTHORIZATION_URL]);
static PASSWORD_2: Object = flow("a scheme with the flow `password`", &[COMMON, FLOW_2, TOKEN_URL]);
static APPLICATION_2: Object = flow("a scheme with the flow `application`", &[COMMON, FLOW_2, TOKEN_URL]);
pub(super) static ACCESS_CODE_2: Object =
    flow("a scheme with the flow `accessCode`", &[COMMON, FLOW_2, AUTHORIZATION_URL, TOKEN_URL]);

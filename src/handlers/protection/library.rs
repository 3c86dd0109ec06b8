//! Guards, limits and the like that libraries bring, by crate and name.

use super::Strength;
use crate::code::Name;

/// Something of a library: its crate, a name in its path, and what it is worth.
struct Known(&'static str, &'static str, Strength);

/// Extractors.
const EXTRACTORS: &[Known] = &[
    Known("axum_login", "AuthSession", Strength::Weak),
    Known("axum_extra", "PrivateCookieJar", Strength::Weak),
    Known("axum_extra", "SignedCookieJar", Strength::Weak),
    Known("axum_session_auth", "AuthSession", Strength::Weak),
    Known("tower_sessions", "Session", Strength::Weak),
    Known("axum_auth", "AuthBearer", Strength::Strong),
    Known("axum_auth", "AuthBasic", Strength::Strong),
    Known("axum_jwt_auth", "Claims", Strength::Strong),
    Known("axum_keycloak_auth", "KeycloakToken", Strength::Strong),
    Known("jwt_authorizer", "JwtClaims", Strength::Strong),
    Known("axum_oidc", "OidcClaims", Strength::Strong),
    Known("axum_oidc", "OidcAccessToken", Strength::Strong),
    Known("actix_web_httpauth", "BearerAuth", Strength::Strong),
    Known("actix_web_httpauth", "BasicAuth", Strength::Strong),
    Known("actix_identity", "Identity", Strength::Strong),
    Known("actix_session", "Session", Strength::Weak),
    Known("actix_web_grants", "AuthDetails", Strength::Strong),
    Known("actix_jwt_auth_middleware", "FromRequest", Strength::Strong),
    Known("rocket_jwt", "Token", Strength::Strong),
    Known("rocket", "CookieJar", Strength::Weak),
    Known("poem", "Bearer", Strength::Strong),
    Known("poem_openapi", "Bearer", Strength::Strong),
    Known("poem_openapi", "Basic", Strength::Strong),
    Known("poem_openapi", "ApiKey", Strength::Strong),
    Known("poem", "Session", Strength::Weak),
];

/// Layers.
const LAYERS: &[Known] = &[
    Known("tower_http", "ValidateRequestHeaderLayer", Strength::Strong),
    Known("tower_http", "RequireAuthorizationLayer", Strength::Strong),
    Known("tower_http", "AsyncRequireAuthorizationLayer", Strength::Strong),
    Known("tower_http", "AddAuthorizationLayer", Strength::Weak),
    Known("axum_login", "login_required!", Strength::Strong),
    Known("axum_login", "permission_required!", Strength::Strong),
    Known("axum_login", "predicate_required!", Strength::Strong),
    Known("axum_login", "require_login", Strength::Strong),
    Known("axum_login", "AuthManagerLayerBuilder", Strength::Weak),
    Known("axum_login", "RequireAuthorizationLayer", Strength::Strong),
    Known("axum_keycloak_auth", "KeycloakAuthLayer", Strength::Strong),
    Known("axum_oidc", "OidcLoginLayer", Strength::Strong),
    Known("axum_oidc", "OidcAuthLayer", Strength::Weak),
    Known("axum_session_auth", "AuthSessionLayer", Strength::Weak),
    Known("jwt_authorizer", "JwtAuthorizer", Strength::Strong),
    Known("tower_sessions", "SessionManagerLayer", Strength::Weak),
    Known("actix_web_httpauth", "HttpAuthentication", Strength::Strong),
    Known("actix_web_grants", "GrantsMiddleware", Strength::Weak),
    Known("actix_identity", "IdentityMiddleware", Strength::Weak),
    Known("actix_session", "SessionMiddleware", Strength::Weak),
    Known("actix_jwt_auth_middleware", "Authority", Strength::Strong),
    Known("poem", "CookieJarManager", Strength::Weak),
    Known("salvo", "JwtAuth", Strength::Strong),
    Known("salvo", "BasicAuth", Strength::Strong),
    Known("salvo", "SessionHandler", Strength::Weak),
];

/// Attributes.
const ATTRIBUTES: &[Known] = &[
    Known("actix_web_grants", "protect", Strength::Strong),
    Known("actix_web_grants", "has_permissions", Strength::Strong),
    Known("actix_web_grants", "has_any_permission", Strength::Strong),
    Known("actix_web_grants", "has_roles", Strength::Strong),
    Known("actix_web_grants", "has_any_role", Strength::Strong),
    Known("poem_grants", "protect", Strength::Strong),
    Known("protect_axum", "protect", Strength::Strong),
    Known("protect_endpoints_core", "protect", Strength::Strong),
];

/// Layers that count requests.
const RATE_LIMITS: &[&str] = &[
    "GovernorLayer",
    "Governor",
    "GovernorConfigBuilder",
    "RateLimitLayer",
    "RateLimiter",
    "RateLimit",
    "RateLimiting",
    "GlobalRateLimitLayer",
    "RealIpLayer",
    "rate_limit",
];

/// Layers that have nothing to do with who asks, whatever they are given.
const NEUTRAL: &[&str] = &[
    "AddExtensionLayer",
    "AddExtension",
    "CatchPanicLayer",
    "Compress",
    "CompressionLayer",
    "ConcurrencyLimitLayer",
    "CorsLayer",
    "Cors",
    "Data",
    "DecompressionLayer",
    "DefaultBodyLimit",
    "DefaultHeaders",
    "DefaultLogger",
    "ErrorHandlers",
    "Extension",
    "Files",
    "FormConfig",
    "Governor",
    "GovernorLayer",
    "JsonConfig",
    "Logger",
    "LoadShedLayer",
    "MultipartFormConfig",
    "NormalizePath",
    "NormalizePathLayer",
    "OtelAxumLayer",
    "PayloadConfig",
    "PathConfig",
    "PropagateRequestIdLayer",
    "PrometheusMetricLayer",
    "QueryConfig",
    "RequestBodyLimitLayer",
    "RequestBodyTimeoutLayer",
    "RequestTracing",
    "ServeDir",
    "SetRequestHeaderLayer",
    "SetRequestIdLayer",
    "SetResponseHeaderLayer",
    "SetSensitiveHeadersLayer",
    "SetSensitiveRequestHeadersLayer",
    "SetSensitiveResponseHeadersLayer",
    "SizeLimit",
    "TimeoutLayer",
    "TraceLayer",
    "TracingLogger",
    "HttpMetricsLayer",
    "NewSentryLayer",
    "SentryHttpLayer",
    "OtelInResponseLayer",
    "HandleErrorLayer",
    "BufferLayer",
];

/// Makers of layers that may leave them out.
const OPTIONAL: &[&str] =
    &["option_layer", "Condition", "ConditionEx", "from_option", "then_some", "then", "conditional_layer"];

/// Types of extractors around others, as far as who asks is concerned.
const AROUND: &[&str] =
    &["WithRejection", "Cached", "Box", "Arc", "Valid", "Validated", "Garde", "Inject", "NoApi"];

pub(super) fn extractor(path: &[Name]) -> Option<Strength> {
    find(EXTRACTORS, path)
}

pub(super) fn layer(path: &[Name]) -> Option<Strength> {
    find(LAYERS, path)
}

pub(super) fn attribute(path: &[Name]) -> Option<Strength> {
    find(ATTRIBUTES, path)
}

pub(super) fn is_rate_limit(path: &[Name]) -> bool {
    path.iter().any(|it| RATE_LIMITS.contains(&&**it))
}

pub(super) fn is_neutral(path: &[Name]) -> bool {
    path.iter().any(|it| NEUTRAL.contains(&&**it))
}

pub(super) fn is_optional(path: &[Name]) -> bool {
    path.iter().any(|it| OPTIONAL.contains(&&**it))
}

pub(super) fn is_around(name: &str) -> bool {
    AROUND.contains(&name)
}

fn find(list: &[Known], path: &[Name]) -> Option<Strength> {
    let first = path.first()?;
    let is = |it: &&Known| it.0 == &**first && path.iter().any(|name| **name == *it.1);
    list.iter().find(is).map(|it| it.2)
}

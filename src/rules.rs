//! The list of rules: one line each, with the page in the `rules` folder and the checks in the module.

mod words;

use crate::finding::Edit;
use crate::openapi::{Operation, Schema, Types};
use crate::rule::{Context, Metadata, Place, Rule};
use crate::source::{Span, offset};
use crate::syntax::{Node, ProblemKind, Tree, edit};
use serde_json::json;
use std::sync::LazyLock;

mod administration;
mod annotations;
mod bodies;
mod body_credentials;
mod collections;
mod costly;
mod credentials;
mod differences;
mod drift;
mod errors;
mod formats;
mod headers;
mod held;
mod hosts;
mod limits;
mod logging;
mod lost_bounds;
mod masks;
mod openness;
mod outbound;
mod passwords;
mod payloads;
mod principals;
mod public_paths;
mod refusals;
mod request_headers;
mod rights;
mod routes;
mod secrets;
mod sensitive;
mod sent;
mod server_fields;
mod statuses;
mod sunset;
mod token_lifetimes;
mod url_credentials;
mod versions;
mod weaker_demand;

pub(crate) use masks::masked;

macro_rules! rules {
    ($($module:ident = $name:literal,)*) => {
        $(mod $module;)*

        /// Every rule, by name.
        pub static RULES: [Rule; [$($name),*].len()] = [$(Rule {
            name: $name,
            page: include_str!(concat!("../rules/", $name, ".md")),
            checks: $module::CHECKS,
            metadata: LazyLock::new(|| front_matter(include_str!(concat!("../rules/", $name, ".md")))),
        },)*];
    };
}

rules! {
    account_enumeration = "account-enumeration",
    admin_without_distinct_scope = "admin-without-distinct-scope",
    ambiguous_path = "ambiguous-path",
    ambiguous_scheme_reference = "ambiguous-scheme-reference",
    api_key_in_cookie = "api-key-in-cookie",
    api_key_in_query = "api-key-in-query",
    api_key_only = "api-key-only",
    authentication_loosened = "authentication-loosened",
    authentication_removed = "authentication-removed",
    authorization_header_parameter = "authorization-header-parameter",
    basic_authentication = "basic-authentication",
    body_limit_disabled = "body-limit-disabled",
    body_on_safe_method = "body-on-safe-method",
    cacheable_sensitive_response = "cacheable-sensitive-response",
    caller_supplied_url = "caller-supplied-url",
    case_variant_credential_header = "case-variant-credential-header",
    catastrophic_pattern = "catastrophic-pattern",
    certificate_verification_disabled = "certificate-verification-disabled",
    cleartext_oauth_url = "cleartext-oauth-url",
    cleartext_server = "cleartext-server",
    client_supplied_identity_header = "client-supplied-identity-header",
    command_from_request = "command-from-request",
    conflicting_credential_location = "conflicting-credential-location",
    contradictory_bounds = "contradictory-bounds",
    costly_operation_unthrottled = "costly-operation-unthrottled",
    credential_in_body = "credential-in-body",
    credential_in_url = "credential-in-url",
    debug_operation = "debug-operation",
    debug_route_exposed = "debug-route-exposed",
    decode_after_authorization = "decode-after-authorization",
    deprecated_security_scheme = "deprecated-security-scheme",
    deprecated_still_routed = "deprecated-still-routed",
    deprecated_without_sunset = "deprecated-without-sunset",
    deprecation_withdrawn = "deprecation-withdrawn",
    device_flow = "device-flow",
    distinct_sign_in_errors = "distinct-sign-in-errors",
    duplicate_key = "duplicate-key",
    duplicate_operation_id = "duplicate-operation-id",
    duplicate_parameter = "duplicate-parameter",
    empty_path_item = "empty-path-item",
    endpoint_added = "endpoint-added",
    endpoint_removed = "endpoint-removed",
    entity_as_request = "entity-as-request",
    entity_as_response = "entity-as-response",
    enum_type_mismatch = "enum-type-mismatch",
    example_mismatch = "example-mismatch",
    excessive_request_size = "excessive-request-size",
    expired_ignore = "expired-ignore",
    exposure_widened = "exposure-widened",
    file_path_parameter = "file-path-parameter",
    forwarded_client_token = "forwarded-client-token",
    guarded_but_public = "guarded-but-public",
    implicit_flow = "implicit-flow",
    inconsistent_error_schema = "inconsistent-error-schema",
    inconsistent_principal_kinds = "inconsistent-principal-kinds",
    inconsistent_scheme_across_documents = "inconsistent-scheme-across-documents",
    internal_detail_in_example = "internal-detail-in-example",
    internal_error_in_response = "internal-error-in-response",
    internal_host_exposed = "internal-host-exposed",
    invalid_ignore = "invalid-ignore",
    invalid_pattern = "invalid-pattern",
    invalid_structure = "invalid-structure",
    key_named_authorization = "key-named-authorization",
    layer_order_gap = "layer-order-gap",
    limit_not_enforced = "limit-not-enforced",
    limit_raised = "limit-raised",
    limit_reached = "limit-reached",
    long_lived_token = "long-lived-token",
    method_mismatch = "method-mismatch",
    mismatched_reference = "mismatched-reference",
    missing_body_limit = "missing-body-limit",
    missing_forbidden_response = "missing-forbidden-response",
    missing_items = "missing-items",
    missing_operation_id = "missing-operation-id",
    missing_owner = "missing-owner",
    missing_pagination = "missing-pagination",
    missing_rate_limit_response = "missing-rate-limit-response",
    missing_request_timeout = "missing-request-timeout",
    missing_retry_after = "missing-retry-after",
    missing_schema = "missing-schema",
    missing_scope = "missing-scope",
    missing_servers = "missing-servers",
    missing_unauthorized_response = "missing-unauthorized-response",
    mixed_principal_alternatives = "mixed-principal-alternatives",
    multiple_credential_carriers = "multiple-credential-carriers",
    no_authentication_declared = "no-authentication-declared",
    non_production_server = "non-production-server",
    object_access_without_principal = "object-access-without-principal",
    open_request_object = "open-request-object",
    optional_authentication = "optional-authentication",
    optional_guard = "optional-guard",
    overdue_sunset = "overdue-sunset",
    parallel_versions = "parallel-versions",
    password_flow = "password-flow",
    path_from_request = "path-from-request",
    path_parameter_mismatch = "path-parameter-mismatch",
    permissive_cors = "permissive-cors",
    permissive_pattern = "permissive-pattern",
    placeholder_server = "placeholder-server",
    privileged_property_writable = "privileged-property-writable",
    public_operation_without_reason = "public-operation-without-reason",
    raw_credential_parsing = "raw-credential-parsing",
    read_only_withdrawn = "read-only-withdrawn",
    recursive_request_schema = "recursive-request-schema",
    redirect_from_request = "redirect-from-request",
    remote_reference = "remote-reference",
    request_body_drift = "request-body-drift",
    response_body_drift = "response-body-drift",
    scope_dropped = "scope-dropped",
    scope_not_checked = "scope-not-checked",
    scope_verb_mismatch = "scope-verb-mismatch",
    script_in_description = "script-in-description",
    secret_in_example = "secret-in-example",
    sensitive_data_in_url = "sensitive-data-in-url",
    sensitive_field_serialized = "sensitive-field-serialized",
    sensitive_response_property = "sensitive-response-property",
    sensitive_value_logged = "sensitive-value-logged",
    sequential_identifier = "sequential-identifier",
    shared_model_read_write = "shared-model-read-write",
    shared_read_write_scope = "shared-read-write-scope",
    sign_in_without_throttling = "sign-in-without-throttling",
    sql_from_request = "sql-from-request",
    status_enumeration = "status-enumeration",
    status_enumeration_handler = "status-enumeration-handler",
    swallowed_rejection = "swallowed-rejection",
    syntax_error = "syntax-error",
    technology_header = "technology-header",
    trusted_identity_header = "trusted-identity-header",
    unanchored_pattern = "unanchored-pattern",
    unauthenticated_read = "unauthenticated-read",
    unauthenticated_write = "unauthenticated-write",
    unbounded_array = "unbounded-array",
    unbounded_batch = "unbounded-batch",
    unbounded_map = "unbounded-map",
    unbounded_number = "unbounded-number",
    unbounded_page_size = "unbounded-page-size",
    unbounded_string = "unbounded-string",
    unbounded_upload = "unbounded-upload",
    unconstrained_string = "unconstrained-string",
    undeclared_status = "undeclared-status",
    undefined_error_response = "undefined-error-response",
    undefined_required_property = "undefined-required-property",
    undefined_scope = "undefined-scope",
    undefined_security_scheme = "undefined-security-scheme",
    undefined_server_variable = "undefined-server-variable",
    undocumented_audience = "undocumented-audience",
    undocumented_endpoint = "undocumented-endpoint",
    unguarded_handler = "unguarded-handler",
    unimplemented_operation = "unimplemented-operation",
    unknown_format = "unknown-format",
    unreadable_part = "unreadable-part",
    unresolved_reference = "unresolved-reference",
    unresolved_route = "unresolved-route",
    unrestricted_upload_type = "unrestricted-upload-type",
    unsupported_version = "unsupported-version",
    untyped_body = "untyped-body",
    untyped_schema = "untyped-schema",
    unused_component = "unused-component",
    unused_ignore = "unused-ignore",
    unused_principal = "unused-principal",
    unused_scope = "unused-scope",
    url_from_request = "url-from-request",
    validation_loosened = "validation-loosened",
    verbose_error_schema = "verbose-error-schema",
    version_mismatched_keyword = "version-mismatched-keyword",
    weak_http_scheme = "weak-http-scheme",
    weak_password_schema = "weak-password-schema",
    wildcard_cors = "wildcard-cors",
    wildcard_media_type = "wildcard-media-type",
}

/// The rule with this name, or with this former name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    let by_name = RULES.binary_search_by(|it| it.name.cmp(name)).ok().and_then(|it| RULES.get(it));
    by_name.or_else(|| RULES.iter().find(|it| it.metadata().aliases.iter().any(|it| it == name)))
}

/// Reports the problems of one kind that the reader of a text found.
fn problems<'a>(cx: &mut Context<'a>, tree: &'a Tree, kind: ProblemKind) {
    for problem in tree.problems().iter().filter(|it| it.kind == kind) {
        let draft = cx.report(Place::in_file(problem.span), problem.message.clone());
        if let Some((span, text)) = problem.related {
            draft.label(span, text);
        }
    }
}

/// Where a schema names a type, or else the keyword that shows the type.
fn type_place<'a>(schema: &Schema<'a>, types: Types, keyword: &str) -> Place<'a> {
    let node = schema.place(types, keyword);
    if node.has_key("type") { Place::value(node) } else { Place::key(node) }
}

/// Documents an answer of an operation that documents others.
fn described_response(operation: &Operation<'_>, status: &str, text: &str) -> Option<Edit> {
    edit::insert(operation.node().get("responses")?, "", status, &json!({ "description": text }))
}

/// A schema by what it is and, if it has one, by its name.
fn called(what: &str, schema: &Schema<'_>) -> String {
    schema.name().map_or_else(|| what.to_owned(), |name| format!("{what} `{name}`"))
}

/// A text for a message, cut where it is too long to be read.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(MOST).collect();
    if letters.next().is_some() { start + "…" } else { start }
}

/// How many more there are of what a message names once; nothing where there are none.
fn and_more(count: usize, what: &str) -> String {
    match count {
        0 => String::new(),
        1 => format!(" (and one more {what})"),
        more => format!(" (and {more} more {what}s)"),
    }
}

/// Place of a part of a text, where the file has the text as it is, on one line.
fn part(node: Node<'_>, text: &str, range: std::ops::Range<usize>) -> Option<Span> {
    let span = node.first_line();
    let at = node.tree().source().slice(span).find(text)?;
    let start = span.start + offset(at + range.start);
    Some(Span { start, end: span.start + offset(at + range.end), ..span })
}

/// Pages are part of the program, and a test reads them all.
#[expect(
    clippy::panic,
    reason = "a page that cannot be read is a fault of the build, found by the first test"
)]
fn front_matter(page: &str) -> Metadata {
    Metadata::parse(page).unwrap_or_else(|error| panic!("front matter of a rule page: {error}"))
}

//! The list of rules: one line each, with the page in the `rules` folder and the checks in the module.

mod words;

use crate::openapi::{Schema, Types};
use crate::rule::{Context, Metadata, Place, Rule};
use crate::source::{Span, offset};
use crate::syntax::{Node, ProblemKind, Tree};
use std::sync::LazyLock;

mod administration;
mod credentials;
mod lost_bounds;
mod passwords;
mod public_paths;
mod rights;
mod server_fields;
mod token_lifetimes;
mod url_credentials;
mod weaker_demand;

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
    catastrophic_pattern = "catastrophic-pattern",
    cleartext_oauth_url = "cleartext-oauth-url",
    cleartext_server = "cleartext-server",
    client_supplied_identity_header = "client-supplied-identity-header",
    contradictory_bounds = "contradictory-bounds",
    credential_in_url = "credential-in-url",
    deprecated_security_scheme = "deprecated-security-scheme",
    deprecated_without_sunset = "deprecated-without-sunset",
    deprecation_withdrawn = "deprecation-withdrawn",
    device_flow = "device-flow",
    duplicate_key = "duplicate-key",
    duplicate_operation_id = "duplicate-operation-id",
    duplicate_parameter = "duplicate-parameter",
    empty_path_item = "empty-path-item",
    endpoint_added = "endpoint-added",
    endpoint_removed = "endpoint-removed",
    enum_type_mismatch = "enum-type-mismatch",
    example_mismatch = "example-mismatch",
    exposure_widened = "exposure-widened",
    implicit_flow = "implicit-flow",
    invalid_pattern = "invalid-pattern",
    invalid_structure = "invalid-structure",
    limit_raised = "limit-raised",
    limit_reached = "limit-reached",
    long_lived_token = "long-lived-token",
    mismatched_reference = "mismatched-reference",
    missing_forbidden_response = "missing-forbidden-response",
    missing_operation_id = "missing-operation-id",
    missing_pagination = "missing-pagination",
    missing_rate_limit_response = "missing-rate-limit-response",
    missing_schema = "missing-schema",
    missing_scope = "missing-scope",
    missing_servers = "missing-servers",
    missing_unauthorized_response = "missing-unauthorized-response",
    mixed_principal_alternatives = "mixed-principal-alternatives",
    multiple_credential_carriers = "multiple-credential-carriers",
    no_authentication_declared = "no-authentication-declared",
    open_request_object = "open-request-object",
    optional_authentication = "optional-authentication",
    password_flow = "password-flow",
    path_parameter_mismatch = "path-parameter-mismatch",
    placeholder_server = "placeholder-server",
    privileged_property_writable = "privileged-property-writable",
    public_operation_without_reason = "public-operation-without-reason",
    read_only_withdrawn = "read-only-withdrawn",
    remote_reference = "remote-reference",
    scope_dropped = "scope-dropped",
    scope_verb_mismatch = "scope-verb-mismatch",
    sensitive_response_property = "sensitive-response-property",
    sequential_identifier = "sequential-identifier",
    shared_model_read_write = "shared-model-read-write",
    shared_read_write_scope = "shared-read-write-scope",
    sign_in_without_throttling = "sign-in-without-throttling",
    syntax_error = "syntax-error",
    unanchored_pattern = "unanchored-pattern",
    unauthenticated_read = "unauthenticated-read",
    unauthenticated_write = "unauthenticated-write",
    unbounded_array = "unbounded-array",
    unbounded_page_size = "unbounded-page-size",
    unbounded_string = "unbounded-string",
    undefined_error_response = "undefined-error-response",
    undefined_required_property = "undefined-required-property",
    undefined_scope = "undefined-scope",
    undefined_security_scheme = "undefined-security-scheme",
    undefined_server_variable = "undefined-server-variable",
    unresolved_reference = "unresolved-reference",
    unsupported_version = "unsupported-version",
    untyped_schema = "untyped-schema",
    unused_component = "unused-component",
    unused_scope = "unused-scope",
    validation_loosened = "validation-loosened",
    verbose_error_schema = "verbose-error-schema",
    version_mismatched_keyword = "version-mismatched-keyword",
    weak_http_scheme = "weak-http-scheme",
    weak_password_schema = "weak-password-schema",
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

/// A schema by what it is and, if it has one, by its name.
fn called(what: &str, schema: &Schema<'_>) -> String {
    schema.name().map_or_else(|| what.to_owned(), |name| format!("{what} `{name}`"))
}

/// A text for a message, cut where it is too long to be read.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(MOST).collect();
    if letters.next().is_some() { start + "…" } else { start }
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

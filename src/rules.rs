//! The list of rules: one line each, with the page in the `rules` folder and the checks in the module.

mod words;

use crate::openapi::{Schema, Types};
use crate::rule::{Context, Metadata, Place, Rule};
use crate::syntax::{ProblemKind, Tree};
use std::sync::LazyLock;

mod credentials;
mod formats;
mod public_paths;
mod sent;

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
    api_key_in_query = "api-key-in-query",
    authorization_header_parameter = "authorization-header-parameter",
    basic_authentication = "basic-authentication",
    body_on_safe_method = "body-on-safe-method",
    caller_supplied_url = "caller-supplied-url",
    catastrophic_pattern = "catastrophic-pattern",
    cleartext_server = "cleartext-server",
    client_supplied_identity_header = "client-supplied-identity-header",
    deprecated_without_sunset = "deprecated-without-sunset",
    duplicate_key = "duplicate-key",
    duplicate_operation_id = "duplicate-operation-id",
    file_path_parameter = "file-path-parameter",
    implicit_flow = "implicit-flow",
    invalid_structure = "invalid-structure",
    limit_reached = "limit-reached",
    missing_items = "missing-items",
    missing_pagination = "missing-pagination",
    missing_rate_limit_response = "missing-rate-limit-response",
    missing_schema = "missing-schema",
    missing_scope = "missing-scope",
    missing_servers = "missing-servers",
    mixed_principal_alternatives = "mixed-principal-alternatives",
    multiple_credential_carriers = "multiple-credential-carriers",
    no_authentication_declared = "no-authentication-declared",
    open_request_object = "open-request-object",
    optional_authentication = "optional-authentication",
    password_flow = "password-flow",
    path_parameter_mismatch = "path-parameter-mismatch",
    permissive_pattern = "permissive-pattern",
    placeholder_server = "placeholder-server",
    remote_reference = "remote-reference",
    sensitive_response_property = "sensitive-response-property",
    shared_read_write_scope = "shared-read-write-scope",
    syntax_error = "syntax-error",
    unanchored_pattern = "unanchored-pattern",
    unauthenticated_read = "unauthenticated-read",
    unauthenticated_write = "unauthenticated-write",
    unbounded_array = "unbounded-array",
    unbounded_number = "unbounded-number",
    unbounded_page_size = "unbounded-page-size",
    unbounded_string = "unbounded-string",
    unconstrained_string = "unconstrained-string",
    undefined_error_response = "undefined-error-response",
    undefined_scope = "undefined-scope",
    undefined_security_scheme = "undefined-security-scheme",
    unknown_format = "unknown-format",
    unresolved_reference = "unresolved-reference",
    unrestricted_upload_type = "unrestricted-upload-type",
    untyped_schema = "untyped-schema",
    verbose_error_schema = "verbose-error-schema",
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

/// Pages are part of the program, and a test reads them all.
#[expect(
    clippy::panic,
    reason = "a page that cannot be read is a fault of the build, found by the first test"
)]
fn front_matter(page: &str) -> Metadata {
    Metadata::parse(page).unwrap_or_else(|error| panic!("front matter of a rule page: {error}"))
}

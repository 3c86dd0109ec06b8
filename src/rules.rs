//! The list of rules: one line each, with the page in the `rules` folder and the checks in the module.

use crate::rule::{Context, Metadata, Place, Rule};
use crate::syntax::{ProblemKind, Tree};
use std::sync::LazyLock;

mod credentials;
mod public_paths;

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
    cleartext_server = "cleartext-server",
    client_supplied_identity_header = "client-supplied-identity-header",
    implicit_flow = "implicit-flow",
    mixed_principal_alternatives = "mixed-principal-alternatives",
    multiple_credential_carriers = "multiple-credential-carriers",
    no_authentication_declared = "no-authentication-declared",
    optional_authentication = "optional-authentication",
    password_flow = "password-flow",
    syntax_error = "syntax-error",
    unauthenticated_read = "unauthenticated-read",
    unauthenticated_write = "unauthenticated-write",
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

/// Pages are part of the program, and a test reads them all.
#[expect(
    clippy::panic,
    reason = "a page that cannot be read is a fault of the build, found by the first test"
)]
fn front_matter(page: &str) -> Metadata {
    Metadata::parse(page).unwrap_or_else(|error| panic!("front matter of a rule page: {error}"))
}

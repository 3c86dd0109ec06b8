//! See `rules/sql-from-request.md`.

use super::bodies;
use crate::code::Expr;
use crate::flow::{Body, Call, Form, Handling, Meaning};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Functions whose first argument is a statement, by the ends of their paths.
const FUNCTIONS: &[&str] = &[
    "sqlx::query",
    "sqlx::query_as",
    "sqlx::query_scalar",
    "sqlx::query_with",
    "sqlx::query_as_with",
    "sqlx::raw_sql",
    "diesel::sql_query",
    "diesel::dsl::sql_query",
    "diesel::dsl::sql",
    "Statement::from_string",
    "Statement::from_sql_and_values",
    "Expr::cust",
    "QueryBuilder::new",
];

/// Methods that take a statement first, and crates of what they are called on.
const METHODS: &[(&str, &[&str])] = &[
    ("execute", &["rusqlite", "tokio_postgres", "postgres", "mysql", "deadpool_postgres", "libsql"]),
    ("execute_batch", &["rusqlite", "libsql"]),
    ("batch_execute", &["tokio_postgres", "postgres", "diesel", "deadpool_postgres"]),
    ("simple_query", &["tokio_postgres", "postgres", "deadpool_postgres"]),
    (
        "query",
        &["rusqlite", "tokio_postgres", "postgres", "mysql", "deadpool_postgres", "libsql", "clickhouse"],
    ),
    ("query_one", &["tokio_postgres", "postgres", "deadpool_postgres"]),
    ("query_opt", &["tokio_postgres", "postgres", "deadpool_postgres"]),
    ("query_row", &["rusqlite"]),
    ("prepare", &["rusqlite", "tokio_postgres", "postgres", "deadpool_postgres", "libsql"]),
    ("execute_unprepared", &[]),
];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        let Some(statement) = statement(body, call) else { continue };
        let Some(source) = request.reaches(body, statement, Meaning::Text) else { continue };
        let message =
            format!("`{}` runs a statement that is put together from `{}`", call.name(), source.name);
        bodies::report_reached(cx, handling, (body, call.span), source, message);
    }
}

/// The argument that is read as SQL.
fn statement<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<&'a Expr> {
    let is_sink = match call.form {
        Form::Function => FUNCTIONS.iter().any(|it| call.is(it)),
        Form::Method(_) => METHODS.iter().any(|it| call.name() == it.0 && is_of(body, call, it.1)),
        Form::Macro(_) | Form::Struct(_) => false,
    };
    call.argument(0).filter(|_| is_sink)
}

fn is_of<'a>(body: &Body<'a>, call: &Call<'a>, crates: &[&str]) -> bool {
    let of = call.receiver.map(|it| body.type_path(it)).unwrap_or_default();
    crates.is_empty() || of.first().is_some_and(|it| crates.contains(&&**it))
}

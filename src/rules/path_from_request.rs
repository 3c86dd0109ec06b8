//! See `rules/path-from-request.md`.

use super::bodies;
use crate::code::Expr;
use crate::flow::{Body, Call, Form, Handling, Meaning, Origin, Source};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Functions of modules named `fs` that take a path first.
const ON_FILES: &[&str] = &[
    "copy",
    "create_dir",
    "create_dir_all",
    "hard_link",
    "read",
    "read_dir",
    "read_link",
    "read_to_string",
    "remove_dir",
    "remove_dir_all",
    "remove_file",
    "rename",
    "symlink",
    "write",
];

/// Those that take a second one.
const ON_TWO: &[&str] = &["copy", "hard_link", "rename", "symlink"];

/// Functions of types that take a path first, by the ends of their paths.
const OPENING: &[&str] = &[
    "File::create",
    "File::create_new",
    "File::open",
    "NamedFile::builder",
    "NamedFile::open",
    "NamedFile::open_async",
    "ServeFile::new",
];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        let reaching = paths(body, call).find_map(|it| request.reaches(body, it, Meaning::Text));
        if let Some(source) = reaching.filter(|it| !is_looked_at(handling, it)) {
            let message = format!("`{}` takes a path that `{}` decides", called(call), source.name);
            bodies::report_reached(cx, handling, (body, call.span), source, message);
        }
    }
}

/// The arguments of a call that name files.
fn paths<'a>(body: &Body<'a>, call: &Call<'a>) -> impl Iterator<Item = &'a Expr> {
    let is_of_fs = matches!(call.form, Form::Function)
        && call.path.len().checked_sub(2).is_some_and(|it| is_fs(&call.path[it]));
    let is_on_files = is_of_fs && ON_FILES.contains(&call.name());
    let is_opening = OPENING.iter().any(|it| call.is(it)) || opens(body, call);
    let second = call.argument(1).filter(|_| is_on_files && ON_TWO.contains(&call.name()));
    call.argument(0).filter(|_| is_on_files || is_opening).into_iter().chain(second)
}

fn is_fs(module: &str) -> bool {
    ["fs", "fs_err", "async_fs"].contains(&module)
}

/// `OpenOptions::new().write(true).open(path)`.
fn opens<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    call.is_method("open")
        && call.receiver.is_some_and(|it| body.chain(it).iter().any(|it| it.is("OpenOptions::new")))
}

/// A path that the framework takes out of the address has no `..` in it.
fn is_looked_at(handling: &Handling<'_>, source: &Source) -> bool {
    let input = handling.inputs.iter().find(|it| it.span == source.span);
    input.is_some_and(|it| {
        let is_rocket = handling.routes.iter().any(|it| it.framework == "Rocket");
        is_rocket && it.origin == Origin::Path && it.ty.last() == "PathBuf"
    })
}

fn called(call: &Call<'_>) -> String {
    let start = call.path.len().saturating_sub(2);
    call.path[start..].join("::")
}

//! See `rules/insecure-cookie.md`.

use super::{bodies, values, words};
use crate::code::{Expr, ExprKind};
use crate::flow::{Body, Call, Form};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Function(check)];

/// Functions that begin a cookie with its name.
const MAKING: &[&str] =
    &["Cookie::build", "Cookie::new", "Cookie::named", "CookieBuilder::new", "Cookie::new_with_str"];

/// Words in names of cookies that stand for who asks.
const SESSIONS: &[&str] = &[
    "access",
    "auth",
    "authorization",
    "bearer",
    "jwt",
    "login",
    "refresh",
    "sess",
    "session",
    "sid",
    "token",
    "user",
];

/// Words in names of cookies that scripts read by design, or that belong to one step of a sign-in.
const OTHER: &[&str] = &["challenge", "csrf", "nonce", "pkce", "state", "theme", "verifier", "xsrf"];

/// What a cookie of a session needs, and the methods that say so.
const NEEDS: &[(&str, &[&str])] =
    &[("Secure", &["secure", "set_secure"]), ("HttpOnly", &["http_only", "set_http_only"])];

/// Methods of layers for sessions that take away what they do by themselves.
const LAYERS: &[(&str, &str)] = &[
    ("with_secure", "Secure"),
    ("cookie_secure", "Secure"),
    ("with_http_only", "HttpOnly"),
    ("cookie_http_only", "HttpOnly"),
];

/// Methods that take a cookie back.
const REMOVING: &[&str] =
    &["make_removal", "max_age", "remove", "remove_private", "removal", "remove_signed"];

fn check<'a>(cx: &mut Context<'a>, body: &Body<'a>) {
    for call in &body.calls {
        if let Some((method, what)) = LAYERS.iter().find(|it| call.is_method(it.0))
            && call.argument(0).and_then(|it| body.boolean(it)) == Some(false)
        {
            bodies::report(
                cx,
                body,
                call.span,
                format!("`{method}` takes `{what}` from the cookie of sessions"),
            );
        }
        if let Some(lacking) = lacking(body, call) {
            let message = format!("{} lacks {}", cookie(body, call), lacking.join(" and "));
            bodies::report(cx, body, call.span, message);
        }
    }
}

/// What the cookie of a session lacks that begins with this call.
fn lacking<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<Vec<&'static str>> {
    let is_cookie = matches!(call.form, Form::Function) && MAKING.iter().any(|it| call.is(it));
    if !is_cookie || !is_session(body, call) {
        return None;
    }
    let settings: Vec<&Call<'a>> = body.methods_on(call).collect();
    if is_taken_back(body, call, &settings) || is_finished_elsewhere(body, call) {
        return None;
    }
    let says = |methods: &[&str]| {
        let mut set = settings.iter().filter(|it| methods.contains(&it.name()));
        set.any(|it| it.argument(0).and_then(|it| body.boolean(it)) != Some(false))
    };
    let lacking: Vec<_> = NEEDS.iter().filter(|it| !says(it.1)).map(|it| it.0).collect();
    (!lacking.is_empty()).then_some(lacking)
}

/// The parts of a cookie's beginning: `Cookie::new(name, value)`, `Cookie::build((name, value))`.
fn parts<'a>(call: &Call<'a>) -> &'a [Expr] {
    match call.arguments {
        [Expr { kind: ExprKind::Tuple(parts), .. }] => parts,
        all => all,
    }
}

fn cookie<'a>(body: &Body<'a>, call: &Call<'a>) -> String {
    match name_of(body, call) {
        Some(name) => format!("cookie `{name}`"),
        None => "this cookie".to_owned(),
    }
}

fn name_of<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<String> {
    let name = parts(call).first()?;
    body.text(name).or_else(|| values::name(name).map(str::to_owned))
}

fn is_session<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    let is_meant = |it: &str| words::has_word_of(it, SESSIONS) && !words::has_word_of(it, OTHER);
    name_of(body, call).is_some_and(|it| is_meant(&it))
}

/// Whether the cookie is empty, or made to be removed.
fn is_taken_back<'a>(body: &Body<'a>, call: &Call<'a>, settings: &[&Call<'a>]) -> bool {
    let value = parts(call).get(1).and_then(|it| body.text(it));
    let is_removed = settings.iter().any(|it| REMOVING.contains(&it.name()) && it.name() != "max_age");
    let is_short = settings.iter().any(|it| {
        it.name() == "max_age" && it.argument(0).is_some_and(|it| values::name(it) == Some("ZERO"))
    });
    let is_given = body.is_given_to(call.expr.span, |it| REMOVING.contains(&it.name()));
    parts(call).len() < 2 || value.is_some_and(|it| it.is_empty()) || is_removed || is_short || is_given
}

/// Whether the cookie goes through a function of the project that may say the rest.
fn is_finished_elsewhere<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    let is_of_cookie = |it: &'a Expr| body.chain(it).iter().any(|it| it.span == call.span);
    let takes = |it: &Call<'a>| {
        it.target.is_some() && matches!(it.form, Form::Function) && it.arguments.iter().any(is_of_cookie)
    };
    let is_builder = body.function.output.as_ref().is_some_and(|it| it.last() == "CookieBuilder");
    is_builder || body.calls.iter().any(takes)
}

//! See `rules/command-from-request.md`.

use super::bodies;
use crate::code::{Expr, ExprKind};
use crate::flow::{Body, Call, Handling, Meaning, Request, Source};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Crates whose `Command` starts a program.
const STARTING: &[&str] = &["std", "tokio", "async_process", "smol", "async_std"];

/// Functions whose first argument is the program, by the ends of their paths.
const PROGRAMS: &[&str] = &["duct::cmd", "Exec::cmd"];

/// Functions whose first argument is read by a shell.
const SHELL_LINES: &[&str] = &["Exec::shell", "duct_sh::sh_dangerous", "libc::system"];

/// Programs that read an argument as a program.
const SHELLS: &[&str] = &[
    "sh",
    "bash",
    "zsh",
    "dash",
    "ksh",
    "fish",
    "cmd",
    "cmd.exe",
    "powershell",
    "powershell.exe",
    "pwsh",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
];

/// Arguments behind which the program stands.
const FLAGS: &[&str] = &["-c", "-e", "-lc", "-ec", "-ic", "/c", "/k", "-command", "-encodedcommand"];

/// Calls in front of another that are looked at, at most.
const MAX_BEFORE: usize = 8;

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        if let Some(source) = given(body, request, program(call)) {
            let message =
                format!("`{}` starts the program that `{}` names", call.path.join("::"), source.name);
            bodies::report_reached(cx, handling, (body, call.span), source, message);
        } else if let Some(source) = given(body, request, shell_line(body, call)) {
            let message = format!("`{}` gives a shell a line with `{}` in it", call.name(), source.name);
            bodies::report_reached(cx, handling, (body, call.span), source, message);
        }
    }
}

fn given<'r, 'a>(body: &Body<'a>, request: &'r Request, expr: Option<&'a Expr>) -> Option<&'r Source> {
    request.reaches(body, expr?, Meaning::Text)
}

/// The program that a call starts.
fn program<'a>(call: &Call<'a>) -> Option<&'a Expr> {
    let is_program = starts(call) || PROGRAMS.iter().any(|it| call.is(it));
    call.argument(0).filter(|_| is_program)
}

fn starts(call: &Call<'_>) -> bool {
    call.is("Command::new") && (STARTING.contains(&call.crate_name()) || call.is("process::Command::new"))
}

/// The argument of a call that a shell reads as a program: the one behind `-c`.
fn shell_line<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<&'a Expr> {
    if SHELL_LINES.iter().any(|it| call.is(it)) {
        return call.argument(0);
    }
    let (argument, is_list) = (call.argument(0)?, call.is_method("args"));
    if !is_list && !call.is_method("arg") {
        return None;
    }
    let chain = body.chain(call.receiver?);
    let shell = chain.iter().find(|it| starts(it))?;
    if !is_shell(&body.text(shell.argument(0)?)?) {
        return None;
    }
    if !is_list {
        let before = chain
            .first()
            .copied()
            .filter(|it| it.is_method("arg"))
            .or_else(|| flag_before(body, call, shell))?;
        return is_flag(body, before.argument(0)?).then_some(argument);
    }
    let ExprKind::Array(all) = &body.origin(argument).kind else { return None };
    let at = all.iter().position(|it| is_flag(body, it))?;
    all.get(at + 1)
}

/// The argument that the same command was given last: `command.arg("-c"); command.arg(line);`.
fn flag_before<'b, 'a>(body: &'b Body<'a>, call: &Call<'a>, shell: &Call<'a>) -> Option<&'b Call<'a>> {
    let before = body.calls.iter().rev().filter(|it| it.is_method("arg") && it.span.start < call.span.start);
    before
        .take(MAX_BEFORE)
        .find(|it| it.receiver.is_some_and(|it| body.chain(it).iter().any(|it| it.span == shell.span)))
}

fn is_shell(program: &str) -> bool {
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    SHELLS.contains(&name.to_ascii_lowercase().as_str())
}

fn is_flag<'a>(body: &Body<'a>, expr: &'a Expr) -> bool {
    body.text(expr).is_some_and(|it| FLAGS.contains(&it.to_ascii_lowercase().as_str()))
}

//! What a body answers with, as far as status and contents stand together.

use super::status::{self, Status};
use super::{Body, Call, Form};
use crate::code::{Expr, ExprKind};
use crate::source::Span;

/// Methods that give a builder of an answer its contents.
const FILLING: [&str; 12] = [
    "body",
    "body_string",
    "brief",
    "detail",
    "html",
    "json",
    "message_body",
    "set_body",
    "set_payload",
    "streaming",
    "text",
    "with_body",
];

/// Something that is answered.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// Its status.
    pub status: Status,
    /// What else it is made of.
    pub contents: Vec<&'a Expr>,
    /// What says the status.
    pub span: Span,
}

impl<'a> Body<'a> {
    /// Statuses with what is answered beside them: `(StatusCode::NOT_FOUND, text)`, `HttpResponse::NotFound().body(text)`,
    /// `Error { status: StatusCode::NOT_FOUND, text }`.
    #[must_use]
    pub fn answers(&self) -> Vec<Answer<'a>> {
        let tuples = self.expressions().into_iter().filter_map(|it| match &it.kind {
            ExprKind::Tuple(parts) => self.answer_of(parts, it.span),
            _ => None,
        });
        tuples.chain(self.calls.iter().filter_map(|it| self.answer_by(it))).collect()
    }

    fn answer_by(&self, call: &Call<'a>) -> Option<Answer<'a>> {
        match call.form {
            Form::Macro(_) => None,
            Form::Struct(fields) => self.answer_of(fields.iter().map(|it| &it.value), call.span),
            Form::Function => {
                let own = status::status_of_path(&call.path).filter(|_| call.target.is_none());
                let contents = || call.arguments.iter().collect();
                let by_name =
                    own.map(|it| Answer { status: Status::Known(it), contents: contents(), span: call.span });
                by_name.or_else(|| self.answer_of(call.arguments, call.span))
            }
            Form::Method(_) => self.filled(call),
        }
    }

    fn answer_of(&self, parts: impl IntoIterator<Item = &'a Expr>, span: Span) -> Option<Answer<'a>> {
        let parts: Vec<&'a Expr> = parts.into_iter().collect();
        let (at, status) = parts.iter().enumerate().find_map(|(at, it)| Some((at, status::of(self, it)?)))?;
        let contents: Vec<&'a Expr> =
            parts.iter().enumerate().filter(|it| it.0 != at).map(|it| *it.1).collect();
        (!contents.is_empty()).then_some(Answer { status, contents, span })
    }

    /// `Response::builder().status(500).body(text)`.
    fn filled(&self, call: &Call<'a>) -> Option<Answer<'a>> {
        if !FILLING.contains(&call.name()) || call.arguments.is_empty() {
            return None;
        }
        let status = self.chain(call.receiver?).into_iter().find_map(|it| self.status_by(it))?;
        Some(Answer { status, contents: call.arguments.iter().collect(), span: call.span })
    }

    /// `HttpResponse::NotFound()`, `.status(StatusCode::NOT_FOUND)`.
    fn status_by(&self, call: &Call<'a>) -> Option<Status> {
        let by_name = || status::status_of_path(&call.path).map(Status::Known);
        let first = call.argument(0);
        let by_number =
            || first.filter(|_| matches!(call.name(), "status" | "build")).and_then(status::of_number);
        match call.form {
            Form::Function | Form::Method(_) => {
                by_name().or_else(|| status::of(self, first?)).or_else(by_number)
            }
            Form::Macro(_) | Form::Struct(_) => None,
        }
    }
}

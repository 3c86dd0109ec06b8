//! Expressions: which form is read where, and the small forms.

use super::Lower;
use super::place::join;
use crate::code::{Block, Expr, ExprKind, FieldValue, Name, Operator, Segment, Type};
use crate::source::Span;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{BinOp, Member, UnOp};

impl Lower<'_> {
    /// An expression; attributes in front of it are left out.
    pub(super) fn expr(&mut self, expr: syn::Expr) -> Expr {
        if !self.descend() {
            return Expr { kind: ExprKind::Other, span: self.cut(expr.span()) };
        }
        let made = self.value_form(expr);
        self.ascend();
        made
    }

    /// Expressions between commas.
    pub(super) fn exprs<P>(&mut self, exprs: Punctuated<syn::Expr, P>) -> Vec<Expr> {
        exprs.into_iter().map(|it| self.expr(it)).collect()
    }

    /// An expression in a box.
    pub(super) fn boxed(&mut self, expr: syn::Expr) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    fn value_form(&mut self, expr: syn::Expr) -> Expr {
        match expr {
            syn::Expr::Lit(it) => self.literal(&it.lit),
            syn::Expr::Path(it) => self.path_expr(it),
            syn::Expr::Call(it) => self.call(it),
            syn::Expr::MethodCall(it) => self.method(it),
            syn::Expr::Field(it) => self.field(it),
            syn::Expr::Index(it) => self.index(it),
            syn::Expr::Struct(it) => self.struct_expr(it),
            syn::Expr::Tuple(it) => {
                let span = self.places.around(&it.paren_token.span);
                Expr { kind: ExprKind::Tuple(self.exprs(it.elems)), span }
            }
            syn::Expr::Array(it) => {
                let span = self.places.around(&it.bracket_token.span);
                Expr { kind: ExprKind::Array(self.exprs(it.elems)), span }
            }
            syn::Expr::Repeat(it) => {
                let span = self.places.around(&it.bracket_token.span);
                Expr { kind: ExprKind::Repeat(self.boxed(*it.expr), self.boxed(*it.len)), span }
            }
            syn::Expr::Paren(it) => {
                Expr { span: self.places.around(&it.paren_token.span), ..self.expr(*it.expr) }
            }
            syn::Expr::Group(it) => self.expr(*it.expr),
            syn::Expr::Macro(it) => {
                let call = self.macro_call(it.mac);
                Expr { span: call.span, kind: ExprKind::Macro(Box::new(call)) }
            }
            other => self.operator_form(other),
        }
    }

    fn operator_form(&mut self, expr: syn::Expr) -> Expr {
        match expr {
            syn::Expr::Assign(it) => self.pair(*it.left, *it.right, ExprKind::Assign),
            syn::Expr::Binary(it) => {
                let operator = operator(&it.op);
                self.pair(*it.left, *it.right, |left, right| ExprKind::Binary(operator, left, right))
            }
            syn::Expr::Unary(it) => self.unary(it),
            syn::Expr::Reference(it) => self.prefix(it.and_token.spans[0], *it.expr, ExprKind::Reference),
            syn::Expr::RawAddr(it) => self.prefix(it.and_token.spans[0], *it.expr, ExprKind::Reference),
            syn::Expr::Try(it) => self.suffix(*it.expr, it.question_token.spans[0], ExprKind::Try),
            syn::Expr::Await(it) => self.suffix(*it.base, it.await_token.span, ExprKind::Await),
            syn::Expr::Cast(it) => self.cast(it),
            syn::Expr::Range(it) => self.range(it),
            syn::Expr::Return(it) => {
                let start = self.places.at(it.return_token.span);
                self.jump(start, it.expr, ExprKind::Return)
            }
            syn::Expr::Break(it) => {
                let start = self.places.at(it.break_token.span);
                let start = it.label.map_or(start, |label| join(start, self.places.at(label.ident.span())));
                self.jump(start, it.expr, ExprKind::Break)
            }
            syn::Expr::Continue(it) => {
                let start = self.places.at(it.continue_token.span);
                let span = it.label.map_or(start, |label| join(start, self.places.at(label.ident.span())));
                Expr { kind: ExprKind::Continue, span }
            }
            syn::Expr::Let(it) => self.let_expr(it),
            other => self.control_form(other),
        }
    }

    /// Whatever else there is.
    pub(super) fn other_expr(&self, span: proc_macro2::Span) -> Expr {
        Expr { kind: ExprKind::Other, span: self.places.at(span) }
    }

    fn path_expr(&mut self, expr: syn::ExprPath) -> Expr {
        let path = self.qualified(expr.qself, expr.path);
        Expr { span: path.span, kind: ExprKind::Path(path) }
    }

    fn call(&mut self, expr: syn::ExprCall) -> Expr {
        let close = self.places.at(expr.paren_token.span.close());
        let function = self.boxed(*expr.func);
        let span = join(function.span, close);
        Expr { kind: ExprKind::Call(function, self.exprs(expr.args)), span }
    }

    fn method(&mut self, expr: syn::ExprMethodCall) -> Expr {
        let close = self.places.at(expr.paren_token.span.close());
        let receiver = self.boxed(*expr.receiver);
        let span = join(receiver.span, close);
        let kind = ExprKind::Method {
            receiver,
            name: self.ident(&expr.method),
            name_span: self.places.at(expr.method.span()),
            types: expr.turbofish.map(|it| self.turbofish(it)).unwrap_or_default(),
            arguments: self.exprs(expr.args),
        };
        Expr { kind, span }
    }

    fn field(&mut self, expr: syn::ExprField) -> Expr {
        let base = self.boxed(*expr.base);
        let span = join(base.span, self.places.at(expr.member.span()));
        Expr { kind: ExprKind::Field(base, self.member(&expr.member)), span }
    }

    /// A field's name or number.
    pub(super) fn member(&mut self, member: &Member) -> Name {
        match member {
            Member::Named(it) => self.ident(it),
            Member::Unnamed(it) => self.names.get(&it.index.to_string()),
        }
    }

    fn index(&mut self, expr: syn::ExprIndex) -> Expr {
        let close = self.places.at(expr.bracket_token.span.close());
        let base = self.boxed(*expr.expr);
        let span = join(base.span, close);
        Expr { kind: ExprKind::Index(base, self.boxed(*expr.index)), span }
    }

    fn struct_expr(&mut self, expr: syn::ExprStruct) -> Expr {
        let close = self.places.at(expr.brace_token.span.close());
        let path = self.qualified(expr.qself, expr.path);
        let span = join(path.span, close);
        let fields = expr.fields.into_iter().map(|it| self.field_value(it)).collect();
        let rest = expr.rest.map(|it| self.boxed(*it));
        Expr { kind: ExprKind::Struct(path, fields, rest), span }
    }

    fn field_value(&mut self, field: syn::FieldValue) -> FieldValue {
        FieldValue { name: self.member(&field.member), value: self.expr(field.expr) }
    }

    fn pair(
        &mut self,
        left: syn::Expr,
        right: syn::Expr,
        kind: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind,
    ) -> Expr {
        let (left, right) = (self.boxed(left), self.boxed(right));
        let span = join(left.span, right.span);
        Expr { kind: kind(left, right), span }
    }

    fn prefix(
        &mut self,
        start: proc_macro2::Span,
        inner: syn::Expr,
        kind: fn(Box<Expr>) -> ExprKind,
    ) -> Expr {
        let start = self.places.at(start);
        let inner = self.boxed(inner);
        let span = join(start, inner.span);
        Expr { kind: kind(inner), span }
    }

    fn suffix(&mut self, inner: syn::Expr, end: proc_macro2::Span, kind: fn(Box<Expr>) -> ExprKind) -> Expr {
        let inner = self.boxed(inner);
        let span = join(inner.span, self.places.at(end));
        Expr { kind: kind(inner), span }
    }

    fn unary(&mut self, expr: syn::ExprUnary) -> Expr {
        match expr.op {
            UnOp::Not(it) => self.prefix(it.spans[0], *expr.expr, ExprKind::Not),
            UnOp::Neg(it) => self.prefix(it.spans[0], *expr.expr, ExprKind::Negative),
            UnOp::Deref(it) => self.prefix(it.spans[0], *expr.expr, ExprKind::Dereference),
            _ => self.other_expr(expr.span()),
        }
    }

    fn cast(&mut self, expr: syn::ExprCast) -> Expr {
        let value = self.boxed(*expr.expr);
        let ty = self.ty(*expr.ty);
        let span = join(value.span, ty.span);
        Expr { kind: ExprKind::Cast(value, Box::new(ty)), span }
    }

    fn range(&mut self, expr: syn::ExprRange) -> Expr {
        let limits = self.places.at(expr.limits.span());
        let start = expr.start.map(|it| self.boxed(*it));
        let end = expr.end.map(|it| self.boxed(*it));
        let first = start.as_ref().map_or(limits, |it| it.span);
        let span = join(first, end.as_ref().map_or(limits, |it| it.span));
        Expr { kind: ExprKind::Range(start, end), span }
    }

    fn jump(
        &mut self,
        start: Span,
        value: Option<Box<syn::Expr>>,
        kind: fn(Option<Box<Expr>>) -> ExprKind,
    ) -> Expr {
        let value = value.map(|it| self.boxed(*it));
        let span = value.as_ref().map_or(start, |it| join(start, it.span));
        Expr { kind: kind(value), span }
    }

    fn let_expr(&mut self, expr: syn::ExprLet) -> Expr {
        let start = self.places.at(expr.let_token.span);
        let pattern = Box::new(self.pattern(*expr.pat));
        let value = self.boxed(*expr.expr);
        let span = join(start, value.span);
        Expr { kind: ExprKind::Let(pattern, value), span }
    }

    /// `::<T>`.
    fn turbofish(&mut self, list: syn::AngleBracketedGenericArguments) -> Vec<Type> {
        let name = self.names.get("");
        let span = self.places.at(list.lt_token.spans[0]);
        let mut segment = Segment { name, arguments: Vec::new(), bindings: Vec::new(), span };
        self.angle_arguments(list, &mut segment);
        segment.arguments
    }

    /// A block as an expression.
    pub(super) fn block_expr(
        &mut self,
        start: Option<Span>,
        block: syn::Block,
        kind: fn(Block) -> ExprKind,
    ) -> Expr {
        let braces = self.places.around(&block.brace_token.span);
        let span = start.map_or(braces, |it| join(it, braces));
        Expr { kind: kind(self.block(block)), span }
    }
}

fn operator(operator: &BinOp) -> Operator {
    match operator {
        BinOp::Add(_) => Operator::Add,
        BinOp::AddAssign(_) => Operator::AddAssign,
        BinOp::Eq(_) => Operator::Equal,
        BinOp::Ne(_) => Operator::NotEqual,
        BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => Operator::Compare,
        BinOp::And(_) => Operator::And,
        BinOp::Or(_) => Operator::Or,
        _ => Operator::Other,
    }
}

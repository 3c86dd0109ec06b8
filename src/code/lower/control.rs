//! Expressions that hold blocks, and the statements in them.

use super::Lower;
use super::place::join;
use crate::code::{Arm, Attribute, Block, Closure, Expr, ExprKind, Pattern, Statement};
use crate::source::Span;
use syn::spanned::Spanned as _;
use syn::{Label, Stmt};

impl Lower<'_> {
    pub(super) fn control_form(&mut self, expr: syn::Expr) -> Expr {
        match expr {
            syn::Expr::Block(it) => {
                let start = self.label(it.label.as_ref());
                self.block_expr(start, it.block, ExprKind::Block)
            }
            syn::Expr::Unsafe(it) => self.marked_block(it.unsafe_token.span, it.block, ExprKind::Block),
            syn::Expr::Const(it) => self.marked_block(it.const_token.span, it.block, ExprKind::Block),
            syn::Expr::TryBlock(it) => self.marked_block(it.try_token.span, it.block, ExprKind::Block),
            syn::Expr::Async(it) => self.marked_block(it.async_token.span, it.block, ExprKind::Async),
            syn::Expr::Loop(it) => {
                let start = self.start(it.label.as_ref(), it.loop_token.span);
                self.block_expr(Some(start), it.body, ExprKind::Loop)
            }
            syn::Expr::If(it) => self.if_expr(it),
            syn::Expr::Match(it) => self.match_expr(it),
            syn::Expr::ForLoop(it) => self.for_loop(it),
            syn::Expr::While(it) => self.while_loop(it),
            syn::Expr::Closure(it) => self.closure(it),
            other => self.other_expr(other.span()),
        }
    }

    fn marked_block(
        &mut self,
        mark: proc_macro2::Span,
        block: syn::Block,
        kind: fn(Block) -> ExprKind,
    ) -> Expr {
        let start = self.places.at(mark);
        self.block_expr(Some(start), block, kind)
    }

    fn label(&self, label: Option<&Label>) -> Option<Span> {
        label.map(|it| self.places.at(it.name.apostrophe))
    }

    fn start(&self, label: Option<&Label>, keyword: proc_macro2::Span) -> Span {
        self.label(label).unwrap_or_else(|| self.places.at(keyword))
    }

    fn if_expr(&mut self, expr: syn::ExprIf) -> Expr {
        let start = self.places.at(expr.if_token.span);
        let end = self.places.at(expr.then_branch.brace_token.span.close());
        let condition = self.boxed(*expr.cond);
        let then = self.block(expr.then_branch);
        let otherwise = expr.else_branch.map(|it| self.boxed(*it.1));
        let span = join(start, otherwise.as_ref().map_or(end, |it| it.span));
        Expr { kind: ExprKind::If(condition, then, otherwise), span }
    }

    fn match_expr(&mut self, expr: syn::ExprMatch) -> Expr {
        let start = self.places.at(expr.match_token.span);
        let span = join(start, self.places.at(expr.brace_token.span.close()));
        let value = self.boxed(*expr.expr);
        let arms = expr.arms.into_iter().map(|it| self.arm(it)).collect();
        Expr { kind: ExprKind::Match(value, arms), span }
    }

    fn arm(&mut self, arm: syn::Arm) -> Arm {
        let attributes = self.attributes(arm.attrs);
        let (pattern, guard) = match arm.pat {
            syn::Pat::Guard(it) => (*it.pat, Some(*it.guard)),
            other => (other, None),
        };
        Arm {
            attributes,
            pattern: self.pattern(pattern),
            guard: guard.map(|it| self.expr(it)),
            body: self.expr(*arm.body),
        }
    }

    fn for_loop(&mut self, expr: syn::ExprForLoop) -> Expr {
        let start = self.start(expr.label.as_ref(), expr.for_token.span);
        let span = join(start, self.places.at(expr.body.brace_token.span.close()));
        let pattern = Box::new(self.pattern(*expr.pat));
        let over = self.boxed(*expr.expr);
        Expr { kind: ExprKind::For(pattern, over, self.block(expr.body)), span }
    }

    fn while_loop(&mut self, expr: syn::ExprWhile) -> Expr {
        let start = self.start(expr.label.as_ref(), expr.while_token.span);
        let span = join(start, self.places.at(expr.body.brace_token.span.close()));
        let condition = self.boxed(*expr.cond);
        Expr { kind: ExprKind::While(condition, self.block(expr.body)), span }
    }

    fn closure(&mut self, expr: syn::ExprClosure) -> Expr {
        let first = expr.lifetimes.map(|it| it.for_token.span);
        let first = first.or(expr.constness.map(|it| it.span)).or(expr.asyncness.map(|it| it.span));
        let first = first.or(expr.capture.map(|it| it.span)).unwrap_or(expr.inputs_begin.spans[0]);
        let start = self.places.at(first);
        let inputs = expr.inputs.into_iter().map(|it| self.pattern(it)).collect();
        let body = self.expr(*expr.body);
        let span = join(start, body.span);
        Expr { kind: ExprKind::Closure(Box::new(Closure { inputs, body })), span }
    }

    /// A block.
    pub(super) fn block(&mut self, block: syn::Block) -> Block {
        Block { statements: self.statement_list(block.stmts) }
    }

    /// Statements in order.
    pub(super) fn statement_list(&mut self, statements: Vec<Stmt>) -> Vec<Statement> {
        statements.into_iter().filter_map(|it| self.statement(it)).collect()
    }

    /// A statement; nothing for a lone `;`.
    fn statement(&mut self, statement: Stmt) -> Option<Statement> {
        Some(match statement {
            Stmt::Local(it) => self.local(it),
            Stmt::Item(it) => Statement::Item(Box::new(self.item(it))),
            Stmt::Expr(syn::Expr::Verbatim(it), _) if it.is_empty() => return None,
            Stmt::Expr(expr, semicolon) => self.expr_statement(expr, semicolon.is_some()),
            Stmt::Macro(it) => {
                let (attributes, call) = (self.attributes(it.attrs), self.macro_call(it.mac));
                let expr = Expr { span: call.span, kind: ExprKind::Macro(Box::new(call)) };
                Statement::Expr { attributes, expr, is_ended: it.semi_token.is_some() }
            }
        })
    }

    fn local(&mut self, local: syn::Local) -> Statement {
        let attributes = self.attributes(local.attrs);
        let pattern: Pattern = self.pattern(local.pat);
        let (value, otherwise) = match local.init {
            Some(it) => (Some(self.expr(*it.expr)), it.diverge.map(|it| self.boxed(*it.1))),
            None => (None, None),
        };
        Statement::Let { attributes, pattern, value, otherwise }
    }

    fn expr_statement(&mut self, mut expr: syn::Expr, is_ended: bool) -> Statement {
        let attributes = take_attributes(&mut expr);
        let attributes: Vec<Attribute> = self.attributes(attributes);
        Statement::Expr { attributes, expr: self.expr(expr), is_ended }
    }
}

/// The attributes of a statement, which the parser hands to what stands leftmost in it.
fn take_attributes(expr: &mut syn::Expr) -> Vec<syn::Attribute> {
    let mut first = expr;
    loop {
        first = match first {
            syn::Expr::Assign(it) => &mut it.left,
            syn::Expr::Binary(it) => &mut it.left,
            syn::Expr::Cast(it) => &mut it.expr,
            other => return attributes_of(other).map(std::mem::take).unwrap_or_default(),
        };
    }
}

/// Where the attributes of an expression are that may stand as a statement.
fn attributes_of(expr: &mut syn::Expr) -> Option<&mut Vec<syn::Attribute>> {
    Some(match expr {
        syn::Expr::Array(it) => &mut it.attrs,
        syn::Expr::Async(it) => &mut it.attrs,
        syn::Expr::Await(it) => &mut it.attrs,
        syn::Expr::Block(it) => &mut it.attrs,
        syn::Expr::Break(it) => &mut it.attrs,
        syn::Expr::Call(it) => &mut it.attrs,
        syn::Expr::Closure(it) => &mut it.attrs,
        syn::Expr::Const(it) => &mut it.attrs,
        syn::Expr::Continue(it) => &mut it.attrs,
        syn::Expr::Field(it) => &mut it.attrs,
        syn::Expr::ForLoop(it) => &mut it.attrs,
        syn::Expr::If(it) => &mut it.attrs,
        syn::Expr::Index(it) => &mut it.attrs,
        syn::Expr::Let(it) => &mut it.attrs,
        syn::Expr::Lit(it) => &mut it.attrs,
        syn::Expr::Loop(it) => &mut it.attrs,
        syn::Expr::Macro(it) => &mut it.attrs,
        syn::Expr::Match(it) => &mut it.attrs,
        syn::Expr::MethodCall(it) => &mut it.attrs,
        syn::Expr::Paren(it) => &mut it.attrs,
        syn::Expr::Path(it) => &mut it.attrs,
        syn::Expr::Range(it) => &mut it.attrs,
        syn::Expr::Reference(it) => &mut it.attrs,
        syn::Expr::Return(it) => &mut it.attrs,
        syn::Expr::Struct(it) => &mut it.attrs,
        syn::Expr::Try(it) => &mut it.attrs,
        syn::Expr::Tuple(it) => &mut it.attrs,
        syn::Expr::Unary(it) => &mut it.attrs,
        syn::Expr::Unsafe(it) => &mut it.attrs,
        syn::Expr::While(it) => &mut it.attrs,
        _ => return None,
    })
}

//! Expressions and statements.

use super::{Attribute, Item, MacroCall, Name, Path, Pattern, Type};
use crate::source::Span;

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of it with its parentheses, attributes left out.
    pub span: Span,
}

/// The forms of expressions. Parentheses and invisible groups are left out.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `"a"`, `1`, `true`.
    Literal(Literal),
    /// `name`, `a::b::<T>`.
    Path(Path),
    /// `f(a, b)`: also tuple structs and variants.
    Call(Box<Expr>, Vec<Expr>),
    /// `receiver.name::<T>(a, b)`.
    Method {
        /// What the method is called on.
        receiver: Box<Expr>,
        /// The method.
        name: Name,
        /// The place of the name.
        name_span: Span,
        /// `::<T>`.
        types: Vec<Type>,
        /// What stands in parentheses.
        arguments: Vec<Expr>,
    },
    /// `base.name`, `base.0`.
    Field(Box<Expr>, Name),
    /// `base[index]`.
    Index(Box<Expr>, Box<Expr>),
    /// `User { id, ..rest }`.
    Struct(Path, Vec<FieldValue>, Option<Box<Expr>>),
    /// `(a, b)`.
    Tuple(Vec<Expr>),
    /// `[a, b]`.
    Array(Vec<Expr>),
    /// `[a; n]`.
    Repeat(Box<Expr>, Box<Expr>),
    /// `|a| b`.
    Closure(Box<Closure>),
    /// `{ … }`, `unsafe { … }`, `const { … }`.
    Block(Block),
    /// `async { … }`.
    Async(Block),
    /// `if a { … } else …`; `if let` has a [`ExprKind::Let`] in its condition.
    If(Box<Expr>, Block, Option<Box<Expr>>),
    /// `let pattern = expr` in a condition.
    Let(Box<Pattern>, Box<Expr>),
    /// `match a { … }`.
    Match(Box<Expr>, Vec<Arm>),
    /// `for pattern in expr { … }`.
    For(Box<Pattern>, Box<Expr>, Block),
    /// `while condition { … }`.
    While(Box<Expr>, Block),
    /// `loop { … }`.
    Loop(Block),
    /// `a = b`.
    Assign(Box<Expr>, Box<Expr>),
    /// `a + b`, `a == b`, `a += b`.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `!a`.
    Not(Box<Expr>),
    /// `-a`.
    Negative(Box<Expr>),
    /// `*a`.
    Dereference(Box<Expr>),
    /// `&a`, `&mut a`.
    Reference(Box<Expr>),
    /// `a?`.
    Try(Box<Expr>),
    /// `a.await`.
    Await(Box<Expr>),
    /// `return a`.
    Return(Option<Box<Expr>>),
    /// `break a`.
    Break(Option<Box<Expr>>),
    /// `continue`.
    Continue,
    /// `a as T`.
    Cast(Box<Expr>, Box<Type>),
    /// `a..b`.
    Range(Option<Box<Expr>>, Option<Box<Expr>>),
    /// `name!(…)`.
    Macro(Box<MacroCall>),
    /// Whatever else there is, or what is nested too deep to be read.
    Other,
}

/// Operators that someone asks for; the rest is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`.
    Add,
    /// `+=`.
    AddAssign,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`, `<=`, `>`, `>=`.
    Compare,
    /// `&&`.
    And,
    /// `||`.
    Or,
    /// Arithmetic and bits.
    Other,
}

/// A literal.
#[derive(Clone, Debug)]
pub struct Literal {
    /// Its value.
    pub kind: LiteralKind,
}

/// The forms of literals, with their values.
#[derive(Clone, Debug, PartialEq)]
pub enum LiteralKind {
    /// `"a"`, `r"a"`, with escapes resolved.
    Text(Name),
    /// `b"a"`.
    Bytes(Vec<u8>),
    /// `1`, `0x1f_u32`; `None` where it is larger than the type.
    Integer(Option<u128>),
    /// `true`, `false`.
    Boolean(bool),
    /// `'a'`.
    Character(char),
    /// `1.0`, `c"a"`.
    Other,
}

/// A field with its value; `name` alone stands for both.
#[derive(Clone, Debug)]
pub struct FieldValue {
    /// The field.
    pub name: Name,
    /// Its value.
    pub value: Expr,
}

/// A closure.
#[derive(Clone, Debug)]
pub struct Closure {
    /// Its inputs.
    pub inputs: Vec<Pattern>,
    /// Its result.
    pub body: Expr,
}

/// One arm of a `match`.
#[derive(Clone, Debug)]
pub struct Arm {
    /// `#[cfg(…)]` and others.
    pub attributes: Vec<Attribute>,
    /// What is matched.
    pub pattern: Pattern,
    /// `if …`.
    pub guard: Option<Expr>,
    /// The result.
    pub body: Expr,
}

/// Statements between braces.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// In order. The value of the block is that of the last one, if it is an expression without `;`.
    pub statements: Vec<Statement>,
}

/// A statement.
#[derive(Clone, Debug)]
pub enum Statement {
    /// `let pattern = value else { … };`.
    Let {
        /// `#[cfg(…)]` and others.
        attributes: Vec<Attribute>,
        /// What the value is taken apart into; with its type if one is written.
        pattern: Pattern,
        /// The value.
        value: Option<Expr>,
        /// `else { … }`.
        otherwise: Option<Box<Expr>>,
    },
    /// An expression.
    Expr {
        /// `#[cfg(…)]` and others.
        attributes: Vec<Attribute>,
        /// The expression.
        expr: Expr,
        /// Whether `;` follows.
        is_ended: bool,
    },
    /// An item, macro definitions among them.
    Item(Box<Item>),
}

impl Expr {
    /// The string, if the expression is a literal of one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Literal(Literal { kind: LiteralKind::Text(text) }) => Some(text),
            ExprKind::Reference(inner) => inner.as_text(),
            _ => None,
        }
    }
}

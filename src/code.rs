//! Rust sources, read without compiling them: one tree for each file, and the crates and modules that the files make.
//!
//! The tree is our own, because the one of `syn` may not leave its thread and keeps places only there. It holds what a
//! reader of services needs, and every piece knows its bytes.

pub mod constant;
mod expr;
mod item;
mod locals;
mod lower;
pub mod macros;
mod name;
mod pattern;
mod symbols;
mod token;
pub mod visit;
mod workspace;

pub use expr::{Arm, Block, Closure, Expr, ExprKind, FieldValue, Literal, LiteralKind, Operator, Statement};
pub use item::{
    Attribute, Const, Enum, Field, Function, GenericParam, Impl, Input, Item, ItemKind, Macro, Module,
    Struct, Trait, Use, UseName, Variant, Visibility,
};
pub use locals::{Known, Locals};
pub(crate) use lower::with_large_stack;
pub use lower::{MAX_DEPTH, arguments, expr, items, statements, ty};
pub use name::{Name, Path, Segment, Type, TypeKind};
pub use pattern::{FieldPattern, Pattern, PatternKind};
pub use symbols::{Namespace, Resolution, Scope};
pub use token::{Argument, Delimiter, MacroCall, Token, TokenKind};
pub use workspace::{
    Dependency, ItemId, MissingModule, ModuleId, ModuleNode, Options, Package, PackageId, Reach, Target,
    TargetId, TargetKind, Workspace,
};

use crate::source::{SourceFile, Span};

/// One Rust source as read.
#[derive(Debug)]
pub struct CodeFile {
    /// The text; spans of the tree count its bytes.
    pub source: SourceFile,
    /// Inner attributes (`#![…]`).
    pub attributes: Vec<Attribute>,
    /// What the file declares; empty if it could not be read.
    pub items: Vec<Item>,
    /// Why the file, or a part of it, could not be read.
    pub problems: Vec<Problem>,
}

/// Something in a source that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, within one line.
    pub span: Span,
    /// What is wrong there.
    pub message: String,
}

//! Items: what modules, traits and implementations declare.

use super::{Block, Expr, Name, Path, Pattern, Token, Type};
use crate::source::Span;

/// Something that is declared.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its name; empty where it has none (`impl`, `use`, a macro's call).
    pub name: Name,
    /// The place of the name, or of the keyword where there is no name.
    pub name_span: Span,
    /// `#[…]` in front of it. `cfg_attr` is opened where its condition may hold.
    pub attributes: Vec<Attribute>,
    /// Who sees it.
    pub visibility: Visibility,
    /// All of it without attributes.
    pub span: Span,
}

/// The forms of items.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// `fn`, in modules, implementations and traits.
    Function(Box<Function>),
    /// `struct`, `union`.
    Struct(Box<Struct>),
    /// `enum`.
    Enum(Box<Enum>),
    /// `impl`.
    Impl(Box<Impl>),
    /// `trait`.
    Trait(Box<Trait>),
    /// `const`, `static`.
    Const(Box<Const>),
    /// `type A = B;`, `type A: Bound;` without a type.
    Alias(Vec<GenericParam>, Option<Type>),
    /// `use`.
    Use(Use),
    /// `mod`.
    Module(Module),
    /// `macro_rules!`.
    Macro(Macro),
    /// `name! { … }` where items stand.
    Call(Box<super::MacroCall>),
    /// `extern crate a as b`: the crate; the item's name is `b`.
    ExternCrate(Name),
    /// Whatever else there is.
    Other,
}

/// Who sees an item, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// `pub`.
    Public,
    /// `pub(crate)` and the like, or nothing.
    Restricted,
}

/// `#[path(tokens)]`, `#[path = value]`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// What it names.
    pub path: Path,
    /// What stands between its delimiters, or behind `=`.
    pub tokens: Vec<Token>,
    /// From `#` to `]`. A comment that documents is the attribute `doc`.
    pub span: Span,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Between `<` and `>`, with the bounds of `where`.
    pub generics: Vec<GenericParam>,
    /// In order; `self` is the first, by that name.
    pub inputs: Vec<Input>,
    /// Behind `->`.
    pub output: Option<Type>,
    /// `None` in a trait that leaves it open.
    pub body: Option<Block>,
    /// `async`.
    pub is_async: bool,
}

/// An input of a function.
#[derive(Clone, Debug)]
pub struct Input {
    /// What the value is taken apart into.
    pub pattern: Pattern,
    /// Its type; `Self` for `self` without one.
    pub ty: Type,
    /// `#[…]` in front of it.
    pub attributes: Vec<Attribute>,
}

/// A parameter of types.
#[derive(Clone, Debug)]
pub struct GenericParam {
    /// Its name; that of a lifetime has its `'`.
    pub name: Name,
    /// What it must be.
    pub bounds: Vec<Path>,
}

/// A struct or union.
#[derive(Clone, Debug)]
pub struct Struct {
    /// Between `<` and `>`.
    pub generics: Vec<GenericParam>,
    /// In order; those of a tuple struct are named by number.
    pub fields: Vec<Field>,
    /// `struct A(B);`.
    pub is_tuple: bool,
}

/// A field of a struct or variant.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, or its number.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// `#[…]` in front of it.
    pub attributes: Vec<Attribute>,
    /// The place of the name, or of the type where there is no name.
    pub name_span: Span,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Between `<` and `>`.
    pub generics: Vec<GenericParam>,
    /// In order.
    pub variants: Vec<Variant>,
}

/// A variant of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub fields: Vec<Field>,
    /// `A(B)`.
    pub is_tuple: bool,
    /// `= 1`.
    pub value: Option<Expr>,
    /// `#[…]` in front of it.
    pub attributes: Vec<Attribute>,
    /// The place of the name.
    pub name_span: Span,
}

/// An implementation.
#[derive(Clone, Debug)]
pub struct Impl {
    /// Between `<` and `>`.
    pub generics: Vec<GenericParam>,
    /// `impl Trait for`.
    pub of_trait: Option<Path>,
    /// What it is for.
    pub self_type: Type,
    /// Functions, consts and types.
    pub items: Vec<Item>,
}

/// A trait.
#[derive(Clone, Debug)]
pub struct Trait {
    /// Between `<` and `>`.
    pub generics: Vec<GenericParam>,
    /// `: A + B`.
    pub bounds: Vec<Path>,
    /// Functions, consts and types.
    pub items: Vec<Item>,
}

/// A constant or static.
#[derive(Clone, Debug)]
pub struct Const {
    /// Its type.
    pub ty: Type,
    /// Its value; `None` in a trait that leaves it open.
    pub value: Option<Expr>,
}

/// A `use`, without its braces.
#[derive(Clone, Debug)]
pub struct Use {
    /// Every name it brings.
    pub names: Vec<UseName>,
}

/// One name that a `use` brings.
#[derive(Clone, Debug)]
pub struct UseName {
    /// Whether the path begins with `::`.
    pub is_global: bool,
    /// Where it comes from; for `a::{self}` just `a`.
    pub path: Vec<Name>,
    /// What it is called here: its own name, that behind `as`, or `None` for `*`.
    pub name: Option<Name>,
}

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
    /// What stands between its braces; `None` where it is a file.
    pub items: Option<Vec<Item>>,
    /// `#[path = "…"]`.
    pub file: Option<Name>,
}

/// A `macro_rules!`.
#[derive(Clone, Debug)]
pub struct Macro {
    /// Each rule: what it matches, and what it becomes.
    pub rules: Vec<(Vec<Token>, Vec<Token>)>,
}

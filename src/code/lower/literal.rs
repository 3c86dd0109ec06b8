//! Literals and their values.

use super::Lower;
use crate::code::{Expr, ExprKind, Literal, LiteralKind};
use syn::Lit;

impl Lower<'_> {
    /// A literal.
    pub(super) fn literal(&mut self, lit: &Lit) -> Expr {
        let span = self.places.at(lit.span());
        let kind = match lit {
            Lit::Str(it) => LiteralKind::Text(self.names.get(&it.value())),
            Lit::ByteStr(it) => LiteralKind::Bytes(it.value()),
            Lit::Byte(it) => LiteralKind::Integer(Some(it.value().into())),
            Lit::Char(it) => LiteralKind::Character(it.value()),
            Lit::Int(it) => LiteralKind::Integer(it.base10_digits().parse().ok()),
            Lit::Bool(it) => LiteralKind::Boolean(it.value),
            _ => LiteralKind::Other,
        };
        Expr { kind: ExprKind::Literal(Literal { kind }), span }
    }
}

//! Patterns.

use super::Lower;
use super::place::join;
use crate::code::{FieldPattern, Path, Pattern, PatternKind};
use crate::source::Span;
use syn::Pat;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;

impl Lower<'_> {
    /// A pattern.
    pub(super) fn pattern(&mut self, pattern: Pat) -> Pattern {
        if !self.descend() {
            return Pattern { kind: PatternKind::Other, span: self.cut(pattern.span()) };
        }
        let made = self.pattern_form(pattern);
        self.ascend();
        made
    }

    fn pattern_form(&mut self, pattern: Pat) -> Pattern {
        match pattern {
            Pat::Ident(it) => self.name_pattern(it),
            Pat::Path(it) => self.path_pattern(it),
            Pat::Tuple(it) => self.tuple_pattern(self.places.around(&it.paren_token.span), it.elems),
            Pat::Slice(it) => self.tuple_pattern(self.places.around(&it.bracket_token.span), it.elems),
            Pat::TupleStruct(it) => self.tuple_struct(it),
            Pat::Struct(it) => self.struct_pattern(it),
            Pat::Or(it) => self.or_pattern(it),
            Pat::Reference(it) => self.reference_pattern(it),
            Pat::Type(it) => self.typed_pattern(it),
            Pat::Paren(it) => {
                Pattern { span: self.places.around(&it.paren_token.span), ..self.pattern(*it.pat) }
            }
            Pat::Guard(it) => self.pattern(*it.pat),
            Pat::Lit(it) => self.value_pattern(syn::Expr::Lit(it)),
            Pat::Range(it) => self.value_pattern(syn::Expr::Range(it)),
            Pat::Macro(it) => Pattern { kind: PatternKind::Other, span: self.macro_call(it.mac).span },
            Pat::Const(it) => {
                let span = self.expr(syn::Expr::Const(it)).span;
                Pattern { kind: PatternKind::Other, span }
            }
            Pat::Wild(it) => self.other_pattern(it.underscore_token.span),
            Pat::Rest(it) => {
                let [first, last] = it.dot2_token.spans;
                let span = join(self.places.at(first), self.places.at(last));
                Pattern { kind: PatternKind::Other, span }
            }
            other => self.other_pattern(other.span()),
        }
    }

    fn other_pattern(&self, span: proc_macro2::Span) -> Pattern {
        Pattern { kind: PatternKind::Other, span: self.places.at(span) }
    }

    fn name_pattern(&mut self, pattern: syn::PatIdent) -> Pattern {
        let name_span = self.places.at(pattern.ident.span());
        let first = pattern.by_ref.map(|it| it.span).or(pattern.mutability.map(|it| it.span));
        let start = first.map_or(name_span, |it| self.places.at(it));
        let name = self.ident(&pattern.ident);
        let inner = pattern.subpat.map(|it| Box::new(self.pattern(*it.1)));
        let end = inner.as_ref().map_or(name_span, |it| it.span);
        Pattern { kind: PatternKind::Name(name, inner), span: join(start, end) }
    }

    fn path_pattern(&mut self, pattern: syn::PatPath) -> Pattern {
        let path = self.qualified(pattern.qself, pattern.path);
        Pattern { span: path.span, kind: PatternKind::Path(path) }
    }

    fn patterns<P>(&mut self, patterns: Punctuated<Pat, P>) -> Vec<Pattern> {
        patterns.into_iter().map(|it| self.pattern(it)).collect()
    }

    fn tuple_pattern<P>(&mut self, span: Span, patterns: Punctuated<Pat, P>) -> Pattern {
        Pattern { kind: PatternKind::Tuple(self.patterns(patterns)), span }
    }

    fn tuple_struct(&mut self, pattern: syn::PatTupleStruct) -> Pattern {
        let close = self.places.at(pattern.paren_token.span.close());
        let path = self.qualified(pattern.qself, pattern.path);
        let span = join(path.span, close);
        Pattern { kind: PatternKind::TupleStruct(path, self.patterns(pattern.elems)), span }
    }

    fn struct_pattern(&mut self, pattern: syn::PatStruct) -> Pattern {
        let close = self.places.at(pattern.brace_token.span.close());
        let path: Path = self.qualified(pattern.qself, pattern.path);
        let span = join(path.span, close);
        let fields = pattern.fields.into_iter().map(|it| self.field_pattern(it)).collect();
        Pattern { kind: PatternKind::Struct(path, fields), span }
    }

    fn field_pattern(&mut self, field: syn::FieldPat) -> FieldPattern {
        FieldPattern { name: self.member(&field.member), pattern: self.pattern(*field.pat) }
    }

    fn or_pattern(&mut self, pattern: syn::PatOr) -> Pattern {
        let start = pattern.leading_vert.map(|it| self.places.at(it.spans[0]));
        let cases = self.patterns(pattern.cases);
        let first = start.or(cases.first().map(|it| it.span)).unwrap_or_else(|| self.places.end());
        let span = cases.last().map_or(first, |it| join(first, it.span));
        Pattern { kind: PatternKind::Or(cases), span }
    }

    fn reference_pattern(&mut self, pattern: syn::PatReference) -> Pattern {
        let start = self.places.at(pattern.and_token.spans[0]);
        let inner = self.pattern(*pattern.pat);
        Pattern { span: join(start, inner.span), kind: PatternKind::Wrapped(Box::new(inner), None) }
    }

    fn typed_pattern(&mut self, pattern: syn::PatType) -> Pattern {
        let inner = self.pattern(*pattern.pat);
        let ty = self.ty(*pattern.ty);
        Pattern { span: join(inner.span, ty.span), kind: PatternKind::Wrapped(Box::new(inner), Some(ty)) }
    }

    fn value_pattern(&mut self, value: syn::Expr) -> Pattern {
        let value = self.expr(value);
        Pattern { span: value.span, kind: PatternKind::Value(Box::new(value)) }
    }
}

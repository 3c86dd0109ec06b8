//! Types.

use super::Lower;
use super::place::join;
use crate::code::{Type, TypeKind};
use crate::source::Span;
use syn::TypeParamBound;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;

impl Lower<'_> {
    /// A type.
    pub(super) fn ty(&mut self, ty: syn::Type) -> Type {
        if !self.descend() {
            return Type { kind: TypeKind::Other, span: self.cut(ty.span()) };
        }
        let made = self.ty_form(ty);
        self.ascend();
        made
    }

    fn ty_form(&mut self, ty: syn::Type) -> Type {
        match ty {
            syn::Type::Path(it) => self.path_type(it),
            syn::Type::Reference(it) => self.pointer(it.and_token.spans[0], *it.elem),
            syn::Type::Ptr(it) => self.pointer(it.star_token.spans[0], *it.elem),
            syn::Type::Slice(it) => self.slice(&it.bracket_token, *it.elem),
            syn::Type::Array(it) => self.slice(&it.bracket_token, *it.elem),
            syn::Type::Tuple(it) => self.tuple_type(it),
            syn::Type::ImplTrait(it) => self.bounds_type(Some(it.impl_token.span), it.bounds),
            syn::Type::TraitObject(it) => self.bounds_type(it.dyn_token.map(|it| it.span), it.bounds),
            syn::Type::FnPtr(it) => self.function_type(it),
            syn::Type::Paren(it) => {
                Type { span: self.places.around(&it.paren_token.span), ..self.ty(*it.elem) }
            }
            syn::Type::Group(it) => self.ty(*it.elem),
            syn::Type::Never(it) => Type { kind: TypeKind::Never, span: self.places.at(it.bang_token.span) },
            syn::Type::Infer(it) => self.other_type(it.underscore_token.span),
            syn::Type::Macro(it) => Type { kind: TypeKind::Other, span: self.macro_call(it.mac).span },
            other => self.other_type(other.span()),
        }
    }

    fn other_type(&self, span: proc_macro2::Span) -> Type {
        Type { kind: TypeKind::Other, span: self.places.at(span) }
    }

    fn path_type(&mut self, ty: syn::TypePath) -> Type {
        let path = self.qualified(ty.qself, ty.path);
        Type { span: path.span, kind: TypeKind::Path(path) }
    }

    fn pointer(&mut self, start: proc_macro2::Span, inner: syn::Type) -> Type {
        let start = self.places.at(start);
        let inner = self.ty(inner);
        Type { span: join(start, inner.span), kind: TypeKind::Reference(Box::new(inner)) }
    }

    fn slice(&mut self, bracket: &syn::token::Bracket, inner: syn::Type) -> Type {
        let span = self.places.around(&bracket.span);
        Type { kind: TypeKind::Slice(Box::new(self.ty(inner))), span }
    }

    fn tuple_type(&mut self, ty: syn::TypeTuple) -> Type {
        let span = self.places.around(&ty.paren_token.span);
        Type { kind: TypeKind::Tuple(ty.elems.into_iter().map(|it| self.ty(it)).collect()), span }
    }

    fn bounds_type<P>(
        &mut self,
        keyword: Option<proc_macro2::Span>,
        bounds: Punctuated<TypeParamBound, P>,
    ) -> Type
    where
        Punctuated<TypeParamBound, P>: syn::spanned::Spanned,
    {
        let last = bounds.last().map(|it| it.span());
        let start = keyword.or_else(|| bounds.first().map(|it| it.span()));
        let span = self.first_to_last(start, last);
        Type { kind: TypeKind::Bounds(self.bounds(bounds)), span }
    }

    fn first_to_last(&self, first: Option<proc_macro2::Span>, last: Option<proc_macro2::Span>) -> Span {
        let first = first.map_or_else(|| self.places.end(), |it| self.places.at(it));
        last.map_or(first, |it| join(first, self.places.at(it)))
    }

    fn function_type(&mut self, ty: syn::TypeFnPtr) -> Type {
        let start = ty.lifetimes.map(|it| it.for_token.span);
        let start = start.or(ty.unsafety.map(|it| it.span)).or(ty.abi.map(|it| it.extern_token.span));
        let start = self.places.at(start.unwrap_or(ty.fn_token.span));
        let close = self.places.at(ty.paren_token.span.close());
        let mut types: Vec<Type> = ty.inputs.into_iter().map(|it| self.ty(it.ty)).collect();
        let output = self.output(ty.output);
        let span = join(start, output.as_ref().map_or(close, |it| it.span));
        types.extend(output);
        Type { kind: TypeKind::Function(types), span }
    }
}

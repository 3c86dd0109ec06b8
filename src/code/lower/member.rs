//! Functions, and what else implementations and traits hold.

use super::Lower;
use super::item::{Head, head};
use super::place::join;
use crate::code::{
    Const, Function, Input, Item, ItemKind, Path, Pattern, PatternKind, Segment, Type, TypeKind,
};
use crate::source::Span;
use syn::spanned::Spanned as _;
use syn::{FnArg, ImplItem, ReceiverKind, Safety, Signature, TraitItem};

impl Lower<'_> {
    pub(super) fn function_item(&mut self, item: syn::ItemFn) -> Item {
        let first = item.modifiers.defaultness.map(|it| it.span);
        let last = item.block.brace_token.span.close();
        let head = function_head(item.attrs, item.vis, first, &item.sig, last);
        let kind = self.function(item.sig, Some(*item.block));
        self.made(head, kind)
    }

    pub(super) fn member_of_impl(&mut self, item: ImplItem) -> Item {
        match item {
            ImplItem::Fn(it) => {
                let first = it.modifiers.defaultness.map(|it| it.span);
                let head = function_head(it.attrs, it.vis, first, &it.sig, it.block.brace_token.span.close());
                let kind = self.function(it.sig, Some(it.block));
                self.made(head, kind)
            }
            ImplItem::Const(it) => {
                let first = it.modifiers.defaultness.map_or(it.const_token.span, |it| it.span);
                let head = head(it.attrs, it.vis, first, it.ident, it.semi_token.spans[0]);
                let made = Const { ty: self.ty(it.ty), value: Some(self.expr(it.expr)) };
                self.made(head, ItemKind::Const(Box::new(made)))
            }
            ImplItem::Type(it) => {
                let first = it.modifiers.defaultness.map_or(it.type_token.span, |it| it.span);
                let head = head(it.attrs, it.vis, first, it.ident, it.semi_token.spans[0]);
                let kind = ItemKind::Alias(self.generics(it.generics), Some(self.ty(it.ty)));
                self.made(head, kind)
            }
            ImplItem::Macro(it) => self.member_call(it.attrs, it.mac, it.semi_token),
            other => self.other_member(other.span()),
        }
    }

    pub(super) fn member_of_trait(&mut self, item: TraitItem) -> Item {
        match item {
            TraitItem::Fn(it) => {
                let end = it.default.as_ref().map(|it| it.brace_token.span.close());
                let end = end.or(it.semi_token.map(|it| it.spans[0])).unwrap_or_else(|| it.sig.ident.span());
                let first = it.modifiers.defaultness.map(|it| it.span);
                let head = function_head(it.attrs, syn::Visibility::Inherited, first, &it.sig, end);
                let kind = self.function(it.sig, it.default);
                self.made(head, kind)
            }
            TraitItem::Const(it) => {
                let first = it.modifiers.defaultness.map_or(it.const_token.span, |it| it.span);
                let last = it.semi_token.spans[0];
                let head = head(it.attrs, syn::Visibility::Inherited, first, it.ident, last);
                let made = Const { ty: self.ty(it.ty), value: it.default.map(|it| self.expr(it.1)) };
                self.made(head, ItemKind::Const(Box::new(made)))
            }
            TraitItem::Type(it) => {
                let first = it.modifiers.defaultness.map_or(it.type_token.span, |it| it.span);
                let last = it.semi_token.spans[0];
                let head = head(it.attrs, syn::Visibility::Inherited, first, it.ident, last);
                let kind = ItemKind::Alias(self.generics(it.generics), it.default.map(|it| self.ty(it.1)));
                self.made(head, kind)
            }
            TraitItem::Macro(it) => self.member_call(it.attrs, it.mac, it.semi_token),
            other => self.other_member(other.span()),
        }
    }

    fn other_member(&mut self, span: proc_macro2::Span) -> Item {
        let span = self.places.at(span);
        self.nameless(ItemKind::Other, span)
    }

    fn member_call(
        &mut self,
        attributes: Vec<syn::Attribute>,
        mac: syn::Macro,
        semicolon: Option<syn::Token![;]>,
    ) -> Item {
        let call = self.macro_call(mac);
        let span = semicolon.map_or(call.span, |it| join(call.span, self.places.at(it.spans[0])));
        let name_span = call.path.span;
        let attributes = self.attributes(attributes);
        Item { attributes, name_span, ..self.nameless(ItemKind::Call(Box::new(call)), span) }
    }

    fn function(&mut self, signature: Signature, body: Option<syn::Block>) -> ItemKind {
        ItemKind::Function(Box::new(Function {
            generics: self.generics(signature.generics),
            inputs: signature.inputs.into_iter().map(|it| self.input(it)).collect(),
            output: self.output(signature.output),
            body: body.map(|it| self.block(it)),
            is_async: signature.asyncness.is_some(),
        }))
    }

    fn input(&mut self, input: FnArg) -> Input {
        match input {
            FnArg::Receiver(it) => self.receiver(it),
            FnArg::Typed(it) => Input {
                attributes: self.attributes(it.attrs),
                pattern: self.pattern(*it.pat),
                ty: self.ty(*it.ty),
            },
        }
    }

    fn receiver(&mut self, receiver: syn::Receiver) -> Input {
        let place = self.places.at(receiver.self_token.span);
        let start = receiver.mutability.map_or(place, |it| self.places.at(it.span));
        let (span, ty) = match receiver.kind {
            ReceiverKind::Typed(_, ty) => (join(start, place), self.ty(*ty)),
            ReceiverKind::Reference(and, ..) => {
                let span = join(self.places.at(and.spans[0]), place);
                let inner = Box::new(self.self_type(place));
                (span, Type { kind: TypeKind::Reference(inner), span })
            }
            _ => (join(start, place), self.self_type(place)),
        };
        let pattern = Pattern { kind: PatternKind::Name(self.names.get("self"), None), span };
        Input { pattern, ty, attributes: self.attributes(receiver.attrs) }
    }

    /// `Self`, where only `self` stands.
    fn self_type(&mut self, span: Span) -> Type {
        let name = self.names.get("Self");
        let segment = Segment { name, arguments: Vec::new(), bindings: Vec::new(), span };
        let path = Path { is_global: false, self_type: None, segments: vec![segment], span };
        Type { kind: TypeKind::Path(path), span }
    }
}

fn function_head(
    attributes: Vec<syn::Attribute>,
    visibility: syn::Visibility,
    first: Option<proc_macro2::Span>,
    signature: &Signature,
    last: proc_macro2::Span,
) -> Head {
    let safety = match &signature.safety {
        Safety::Safe(it) => Some(it.span()),
        Safety::Unsafe(it) => Some(it.span),
        Safety::Default => None,
    };
    let first = first.or(signature.constness.map(|it| it.span)).or(signature.asyncness.map(|it| it.span));
    let first = first.or(safety).or(signature.abi.as_ref().map(|it| it.extern_token.span));
    let first = first.unwrap_or(signature.fn_token.span);
    head(attributes, visibility, first, signature.ident.clone(), last)
}

//! Items.

use super::Lower;
use super::place::join;
use super::uses;
use crate::code::{Const, Enum, Impl, Item, ItemKind, Module, Struct, Trait, Use, Visibility};
use crate::source::Span;
use syn::spanned::Spanned as _;

/// What comes before the body of every item.
pub(super) struct Head {
    pub(super) attributes: Vec<syn::Attribute>,
    pub(super) visibility: syn::Visibility,
    /// The first token behind the visibility.
    pub(super) first: proc_macro2::Span,
    /// The name, or the keyword where there is none.
    pub(super) name: Result<syn::Ident, proc_macro2::Span>,
    /// The last token.
    pub(super) last: proc_macro2::Span,
}

impl Lower<'_> {
    /// Items in order.
    pub(super) fn item_list(&mut self, items: Vec<syn::Item>) -> Vec<Item> {
        items.into_iter().map(|it| self.item(it)).collect()
    }

    /// An item.
    pub(super) fn item(&mut self, item: syn::Item) -> Item {
        if !self.descend() {
            let span = self.cut(item.span());
            return self.nameless(ItemKind::Other, span);
        }
        let made = self.item_form(item);
        self.ascend();
        made
    }

    fn item_form(&mut self, item: syn::Item) -> Item {
        match item {
            syn::Item::Fn(it) => self.function_item(it),
            syn::Item::Struct(it) => self.struct_item(it),
            syn::Item::Union(it) => self.union_item(it),
            syn::Item::Enum(it) => self.enum_item(it),
            syn::Item::Impl(it) => self.impl_item(it),
            syn::Item::Trait(it) => self.trait_item(it),
            syn::Item::Const(it) => self.const_item(it),
            syn::Item::Static(it) => self.static_item(it),
            syn::Item::Type(it) => self.alias_item(it),
            syn::Item::Use(it) => self.use_item(it),
            syn::Item::Mod(it) => self.module_item(it),
            syn::Item::Macro(it) => self.macro_item(it),
            syn::Item::ExternCrate(it) => self.crate_item(it),
            syn::Item::TraitAlias(it) => self.trait_alias(it),
            syn::Item::ForeignMod(it) => self.foreign_item(it),
            other => {
                let span = self.places.at(other.span());
                self.nameless(ItemKind::Other, span)
            }
        }
    }

    /// An item without a name.
    pub(super) fn nameless(&mut self, kind: ItemKind, span: Span) -> Item {
        let name = self.names.get("");
        Item { kind, name, name_span: span, attributes: Vec::new(), visibility: Visibility::Restricted, span }
    }

    /// An item from its head and what it is.
    pub(super) fn made(&mut self, head: Head, kind: ItemKind) -> Item {
        let (visibility, seen) = self.visibility(&head.visibility);
        let start = seen.unwrap_or_else(|| self.places.at(head.first));
        let (name, name_span) = match head.name {
            Ok(name) => (self.ident(&name), self.places.at(name.span())),
            Err(keyword) => (self.names.get(""), self.places.at(keyword)),
        };
        let span = join(start, self.places.at(head.last));
        Item { kind, name, name_span, attributes: self.attributes(head.attributes), visibility, span }
    }

    fn visibility(&self, visibility: &syn::Visibility) -> (Visibility, Option<Span>) {
        match visibility {
            syn::Visibility::Public(it) => (Visibility::Public, Some(self.places.at(it.span))),
            syn::Visibility::Restricted(it) => {
                (Visibility::Restricted, Some(self.places.at(it.pub_token.span)))
            }
            syn::Visibility::Inherited => (Visibility::Restricted, None),
        }
    }

    fn struct_item(&mut self, item: syn::ItemStruct) -> Item {
        let last = match (&item.fields, &item.semi_token) {
            (_, Some(it)) => it.spans[0],
            (syn::Fields::Named(it), _) => it.brace_token.span.close(),
            (other, None) => other.span(),
        };
        let is_tuple = matches!(item.fields, syn::Fields::Unnamed(_));
        let (generics, fields) = (self.generics(item.generics), self.fields(item.fields));
        let head = head(item.attrs, item.vis, item.struct_token.span, item.ident, last);
        self.made(head, ItemKind::Struct(Box::new(Struct { generics, fields, is_tuple })))
    }

    fn union_item(&mut self, item: syn::ItemUnion) -> Item {
        let last = item.fields.brace_token.span.close();
        let generics = self.generics(item.generics);
        let fields = self.fields(syn::Fields::Named(item.fields));
        let head = head(item.attrs, item.vis, item.union_token.span, item.ident, last);
        self.made(head, ItemKind::Struct(Box::new(Struct { generics, fields, is_tuple: false })))
    }

    fn enum_item(&mut self, item: syn::ItemEnum) -> Item {
        let generics = self.generics(item.generics);
        let variants = item.variants.into_iter().map(|it| self.variant(it)).collect();
        let last = item.brace_token.span.close();
        let head = head(item.attrs, item.vis, item.enum_token.span, item.ident, last);
        self.made(head, ItemKind::Enum(Box::new(Enum { generics, variants })))
    }

    fn impl_item(&mut self, item: syn::ItemImpl) -> Item {
        let (is_negative, default) = (item.modifiers.polarity.is_some(), item.modifiers.defaultness);
        let first = default.map(|it| it.span).or(item.unsafety.map(|it| it.span));
        let head = Head {
            attributes: item.attrs,
            visibility: syn::Visibility::Inherited,
            first: first.unwrap_or(item.impl_token.span),
            name: Err(item.impl_token.span),
            last: item.brace_token.span.close(),
        };
        let made = Impl {
            generics: self.generics(item.generics),
            of_trait: item.trait_.map(|it| self.path(it.0)),
            self_type: self.ty(*item.self_ty),
            items: item.items.into_iter().map(|it| self.member_of_impl(it)).collect(),
        };
        self.made(head, if is_negative { ItemKind::Other } else { ItemKind::Impl(Box::new(made)) })
    }

    fn trait_item(&mut self, item: syn::ItemTrait) -> Item {
        let first = item.unsafety.map(|it| it.span).or(item.modifiers.auto_token.map(|it| it.span));
        let first = first.unwrap_or(item.trait_token.span);
        let last = item.brace_token.span.close();
        let made = Trait {
            generics: self.generics(item.generics),
            bounds: self.bounds(item.supertraits),
            items: item.items.into_iter().map(|it| self.member_of_trait(it)).collect(),
        };
        self.made(head(item.attrs, item.vis, first, item.ident, last), ItemKind::Trait(Box::new(made)))
    }

    fn const_item(&mut self, item: syn::ItemConst) -> Item {
        let first = item.modifiers.defaultness.map_or(item.const_token.span, |it| it.span);
        let made = Const { ty: self.ty(*item.ty), value: Some(self.expr(*item.expr)) };
        let head = head(item.attrs, item.vis, first, item.ident, item.semi_token.spans[0]);
        self.made(head, ItemKind::Const(Box::new(made)))
    }

    fn static_item(&mut self, item: syn::ItemStatic) -> Item {
        let made = Const { ty: self.ty(*item.ty), value: Some(self.expr(*item.expr)) };
        let head = head(item.attrs, item.vis, item.static_token.span, item.ident, item.semi_token.spans[0]);
        self.made(head, ItemKind::Const(Box::new(made)))
    }

    fn alias_item(&mut self, item: syn::ItemType) -> Item {
        let first = item.modifiers.defaultness.map_or(item.type_token.span, |it| it.span);
        let kind = ItemKind::Alias(self.generics(item.generics), Some(self.ty(*item.ty)));
        self.made(head(item.attrs, item.vis, first, item.ident, item.semi_token.spans[0]), kind)
    }

    fn use_item(&mut self, item: syn::ItemUse) -> Item {
        let names = uses::names(self, item.leading_colon.is_some(), item.tree);
        let head = Head {
            attributes: item.attrs,
            visibility: item.vis,
            first: item.use_token.span,
            name: Err(item.use_token.span),
            last: item.semi_token.spans[0],
        };
        self.made(head, ItemKind::Use(Use { names }))
    }

    fn module_item(&mut self, item: syn::ItemMod) -> Item {
        let first = item.unsafety.map_or(item.mod_token.span, |it| it.span);
        let file = item.attrs.iter().find_map(path_of).map(|it| self.names.get(&it));
        let last = match (&item.content, &item.semi) {
            (Some((braces, _)), _) => braces.span.close(),
            (None, Some(semicolon)) => semicolon.spans[0],
            (None, None) => item.ident.span(),
        };
        let items = item.content.map(|it| self.item_list(it.1));
        let head = head(item.attrs, item.vis, first, item.ident, last);
        self.made(head, ItemKind::Module(Module { items, file }))
    }

    fn macro_item(&mut self, item: syn::ItemMacro) -> Item {
        let start =
            item.mac.path.segments.first().map_or_else(|| item.mac.bang_token.span(), |it| it.ident.span());
        let close = item.mac.delimiter.span().close();
        let last = item.semi_token.map_or(close, |it| it.spans[0]);
        let is_definition = item.ident.is_some() && item.mac.path.is_ident("macro_rules");
        let head = Head {
            attributes: item.attrs,
            visibility: syn::Visibility::Inherited,
            first: start,
            name: item.ident.ok_or(start),
            last,
        };
        let kind = if is_definition {
            self.macro_rules(item.mac.tokens)
        } else {
            ItemKind::Call(Box::new(self.macro_call(item.mac)))
        };
        self.made(head, kind)
    }

    fn crate_item(&mut self, item: syn::ItemExternCrate) -> Item {
        let kind = ItemKind::ExternCrate(self.ident(&item.ident));
        let name = item.rename.map_or(item.ident, |it| it.1);
        self.made(head(item.attrs, item.vis, item.extern_token.span, name, item.semi_token.spans[0]), kind)
    }

    fn trait_alias(&mut self, item: syn::ItemTraitAlias) -> Item {
        let last = item.semi_token.spans[0];
        self.made(head(item.attrs, item.vis, item.trait_token.span, item.ident, last), ItemKind::Other)
    }

    fn foreign_item(&mut self, item: syn::ItemForeignMod) -> Item {
        let keyword = item.abi.extern_token.span;
        let head = Head {
            attributes: item.attrs,
            visibility: syn::Visibility::Inherited,
            first: item.unsafety.map_or(keyword, |it| it.span),
            name: Err(keyword),
            last: item.brace_token.span.close(),
        };
        self.made(head, ItemKind::Other)
    }
}

/// The head of an item that has a name.
pub(super) fn head(
    attributes: Vec<syn::Attribute>,
    visibility: syn::Visibility,
    first: proc_macro2::Span,
    name: syn::Ident,
    last: proc_macro2::Span,
) -> Head {
    Head { attributes, visibility, first, name: Ok(name), last }
}

/// The text of `#[path = "…"]`.
fn path_of(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(it) = &attribute.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &it.value else { return None };
    it.path.is_ident("path").then(|| text.value())
}

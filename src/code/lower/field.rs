//! Fields, variants and parameters of types.

use super::Lower;
use crate::code::{Field, GenericParam, Path, TypeKind, Variant};
use syn::{Fields, WherePredicate};

impl Lower<'_> {
    /// Fields in order.
    pub(super) fn fields(&mut self, fields: Fields) -> Vec<Field> {
        let fields = match fields {
            Fields::Named(it) => it.named,
            Fields::Unnamed(it) => it.unnamed,
            Fields::Unit => return Vec::new(),
        };
        fields.into_iter().enumerate().map(|(index, it)| self.one_field(index, it)).collect()
    }

    fn one_field(&mut self, index: usize, field: syn::Field) -> Field {
        let attributes = self.attributes(field.attrs);
        let ty = self.ty(field.ty);
        match field.ident {
            Some(it) => {
                let name_span = self.places.at(it.span());
                Field { name: self.ident(&it), ty, attributes, name_span }
            }
            None => Field { name: self.names.get(&index.to_string()), name_span: ty.span, ty, attributes },
        }
    }

    /// A variant of an enum.
    pub(super) fn variant(&mut self, variant: syn::Variant) -> Variant {
        Variant {
            name: self.ident(&variant.ident),
            is_tuple: matches!(variant.fields, Fields::Unnamed(_)),
            fields: self.fields(variant.fields),
            value: variant.discriminant.map(|it| self.expr(it.1)),
            attributes: self.attributes(variant.attrs),
            name_span: self.places.at(variant.ident.span()),
        }
    }

    /// Parameters with the bounds that `where` adds to them.
    pub(super) fn generics(&mut self, generics: syn::Generics) -> Vec<GenericParam> {
        let mut params: Vec<GenericParam> =
            generics.params.into_iter().map(|it| self.generic_param(it)).collect();
        for predicate in generics.where_clause.into_iter().flat_map(|it| it.predicates) {
            let WherePredicate::Type(predicate) = predicate else { continue };
            let ty = self.ty(predicate.bounded_ty);
            let bounds = self.bounds(predicate.bounds);
            add_bounds(&mut params, &ty.kind, bounds);
        }
        params
    }

    fn generic_param(&mut self, param: syn::GenericParam) -> GenericParam {
        match param {
            syn::GenericParam::Type(it) => {
                GenericParam { name: self.ident(&it.ident), bounds: self.bounds(it.bounds) }
            }
            syn::GenericParam::Lifetime(it) => {
                GenericParam { name: self.names.get(&it.lifetime.to_string()), bounds: Vec::new() }
            }
            syn::GenericParam::Const(it) => GenericParam { name: self.ident(&it.ident), bounds: Vec::new() },
        }
    }
}

fn add_bounds(params: &mut [GenericParam], ty: &TypeKind, bounds: Vec<Path>) {
    let TypeKind::Path(path) = ty else { return };
    let Some(name) = path.as_name() else { return };
    if let Some(param) = params.iter_mut().find(|it| it.name == *name) {
        param.bounds.extend(bounds);
    }
}

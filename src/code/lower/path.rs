//! Paths, types and bounds.

use super::Lower;
use super::place::join;
use crate::code::{Name, Path, Segment, Type, TypeKind};
use crate::source::Span;
use syn::punctuated::Punctuated;
use syn::{GenericArgument, PathArguments, QSelf, ReturnType, TypeParamBound};

impl Lower<'_> {
    /// A path without `<T>` in front.
    pub(super) fn path(&mut self, path: syn::Path) -> Path {
        let start = path.leading_colon.map(|it| self.places.at(it.spans[0]));
        let mut span = start;
        let mut segments = Vec::with_capacity(path.segments.len());
        for segment in path.segments {
            let (segment, end) = self.segment(segment);
            span = Some(span.map_or_else(|| join(segment.span, end), |it| join(it, end)));
            segments.push(segment);
        }
        let span = span.unwrap_or_else(|| self.places.end());
        Path { is_global: start.is_some(), self_type: None, segments, span }
    }

    /// A path, with the type of `<T as Trait>::f`.
    pub(super) fn qualified(&mut self, qself: Option<QSelf>, path: syn::Path) -> Path {
        let path = self.path(path);
        let Some(qself) = qself else { return path };
        let start = self.places.at(qself.lt_token.spans[0]);
        Path { span: join(start, path.span), self_type: Some(Box::new(self.ty(*qself.ty))), ..path }
    }

    /// One part of a path, and where it ends.
    fn segment(&mut self, segment: syn::PathSegment) -> (Segment, Span) {
        let span = self.places.at(segment.ident.span());
        let name = self.ident(&segment.ident);
        let mut made = Segment { name, arguments: Vec::new(), bindings: Vec::new(), span };
        let end = match segment.arguments {
            PathArguments::None => span,
            PathArguments::AngleBracketed(it) => self.angle_arguments(it, &mut made),
            PathArguments::Parenthesized(it) => self.call_arguments(it, &mut made),
        };
        (made, end)
    }

    /// What stands between `<` and `>`, and where it ends.
    pub(super) fn angle_arguments(
        &mut self,
        list: syn::AngleBracketedGenericArguments,
        made: &mut Segment,
    ) -> Span {
        for argument in list.args {
            match argument {
                GenericArgument::Type(it) => made.arguments.push(self.ty(it)),
                GenericArgument::Const(it) => {
                    let span = self.expr(it).span;
                    made.arguments.push(Type { kind: TypeKind::Other, span });
                }
                GenericArgument::AssocType(it) => made.bindings.push((self.ident(&it.ident), self.ty(it.ty))),
                GenericArgument::Constraint(it) => made.bindings.push(self.constraint(it)),
                _ => {}
            }
        }
        self.places.at(list.gt_token.spans[0])
    }

    fn constraint(&mut self, constraint: syn::Constraint) -> (Name, Type) {
        let name = self.ident(&constraint.ident);
        let start = self.places.at(constraint.ident.span());
        let bounds = self.bounds(constraint.bounds);
        let span = bounds.last().map_or(start, |it| join(start, it.span));
        (name, Type { kind: TypeKind::Bounds(bounds), span })
    }

    fn call_arguments(&mut self, list: syn::ParenthesizedGenericArguments, made: &mut Segment) -> Span {
        let close = self.places.at(list.paren_token.span.close());
        made.arguments = list.inputs.into_iter().map(|it| self.ty(it.ty)).collect();
        let output = self.output(list.output);
        let end = output.as_ref().map_or(close, |it| it.span);
        made.arguments.extend(output);
        end
    }

    /// The type behind `->`.
    pub(super) fn output(&mut self, output: ReturnType) -> Option<Type> {
        match output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(self.ty(*ty)),
        }
    }

    /// The traits of bounds.
    pub(super) fn bounds<P>(&mut self, bounds: Punctuated<TypeParamBound, P>) -> Vec<Path> {
        let traits = bounds.into_iter().filter_map(|it| match it {
            TypeParamBound::Trait(it) => Some(it.path),
            _ => None,
        });
        traits.map(|it| self.path(it)).collect()
    }
}

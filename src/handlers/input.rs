//! Inputs of functions that nobody called: routers that they are given are new ones.

use super::builder::WRAPPERS;
use super::framework::Framework;
use super::frameworks::FRAMEWORKS;
use super::machine::Machine;
use super::value::Value;
use crate::code::{ItemId, ItemKind, Namespace, Type};

impl<'w> Machine<'w> {
    pub(super) fn new_input(&mut self, ty: &'w Type, self_type: Option<ItemId>) -> Value<'w> {
        if ty.last() == "Self" {
            return self_type.map_or(Value::Unknown, |it| self.instance(it));
        }
        let ty = if WRAPPERS.contains(&ty.last()) { ty.arguments().first().unwrap_or(ty) } else { ty };
        self.new_router_of(ty).unwrap_or_else(|| match self.type_of(ty) {
            Some(item) => self.instance(item),
            None => Value::Unknown,
        })
    }

    /// A value of a type of which nothing else is known; routers that it keeps are new ones.
    fn instance(&mut self, item: ItemId) -> Value<'w> {
        let declared = self.workspace.item(item);
        let ItemKind::Struct(fields) = &declared.kind else { return Value::Type(item) };
        if !self.relevance.is_builder(item) {
            return Value::Type(item);
        }
        let scope = self.workspace.scope_of(item);
        let outer = std::mem::replace(&mut self.frame.scope, scope);
        let kept = fields.fields.iter().filter_map(|it| Some((it.name.clone(), self.new_router_of(&it.ty)?)));
        let kept: Vec<_> = kept.collect();
        self.frame.scope = outer;
        if kept.is_empty() {
            Value::Type(item)
        } else {
            self.new_object(Some(item), declared.name.clone(), kept)
        }
    }

    fn new_router_of(&mut self, ty: &Type) -> Option<Value<'w>> {
        let path = ty.path()?;
        let found = self.resolve(path, Namespace::Type);
        let is_router = |it: &Framework| {
            it.crates.iter().any(|name| it.routers.iter().any(|last| found.is_of_crate(name, last)))
        };
        let owner = FRAMEWORKS.iter().find(|it| is_router(it));
        owner.map(|it| Value::Router(self.new_router(it, ty.span)))
    }
}

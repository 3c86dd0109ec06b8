//! What a path stands for: variables, constants, functions, types.

use super::condition::{Condition, Conditions};
use super::framework::Framework;
use super::frameworks::FRAMEWORKS;
use super::machine::{Frame, Machine};
use super::value::{FunctionRef, Value};
use crate::code::{
    GenericParam, ItemId, ItemKind, Name, Namespace, Package, PackageId, Path, Resolution, Type,
};

impl<'w> Machine<'w> {
    /// The value of a path.
    pub(super) fn eval_path(&mut self, path: &'w Path) -> Value<'w> {
        if let Some(value) = path.as_name().and_then(|it| self.variable(it)) {
            return value.clone();
        }
        if self.begins_with_type(path) {
            return self.associated(path);
        }
        match self.resolve(path, Namespace::Value) {
            Resolution::Unknown => self.lister(path).unwrap_or_else(|| self.associated(path)),
            found => self.value_of(found),
        }
    }

    /// What a path stands for, `Self` and parameters of types taken into account.
    pub(super) fn resolve(&self, path: &Path, namespace: Namespace) -> Resolution {
        self.workspace.resolve(self.frame.scope, path, namespace)
    }

    fn value_of(&mut self, found: Resolution) -> Value<'w> {
        match found {
            Resolution::Item(item) => self.value_of_item(item, None),
            Resolution::Associated(ty, item) => self.value_of_item(item, Some(ty)),
            Resolution::Variant(item, number) => {
                let ItemKind::Enum(declared) = &self.workspace.item(item).kind else { return Value::Unknown };
                let Some(variant) = declared.variants.get(number as usize) else { return Value::Unknown };
                self.new_object(Some(item), variant.name.clone(), Vec::new())
            }
            Resolution::External(path) => match path.as_slice() {
                [only] if &**only == "None" => Value::Nothing,
                [.., ty, last] if &**ty == "Option" && &**last == "None" => Value::Nothing,
                _ => Value::External(path.into()),
            },
            Resolution::Maybe(paths) => {
                let is_of_framework = |it: &&Vec<Name>| {
                    it.first().is_some_and(|name| FRAMEWORKS.iter().any(|it| it.crates.contains(&&**name)))
                };
                let likely = paths.iter().find(is_of_framework).or_else(|| paths.first());
                likely.map_or(Value::Unknown, |it| Value::External(it.clone().into()))
            }
            Resolution::Module(_) | Resolution::Unknown => Value::Unknown,
        }
    }

    fn value_of_item(&mut self, item: ItemId, self_type: Option<ItemId>) -> Value<'w> {
        match &self.workspace.item(item).kind {
            ItemKind::Function(_) => Value::Function(FunctionRef { item, self_type }),
            ItemKind::Const(declared) => match &declared.value {
                Some(value) => self.eval_constant(item, self_type, value),
                None => Value::Unknown,
            },
            ItemKind::Struct(_) | ItemKind::Enum(_) | ItemKind::Alias(..) => Value::Type(item),
            _ => Value::Unknown,
        }
    }

    fn eval_constant(
        &mut self,
        item: ItemId,
        self_type: Option<ItemId>,
        value: &'w crate::code::Expr,
    ) -> Value<'w> {
        if self.stack.contains(&item) {
            return Value::Unknown;
        }
        let frame = Frame { self_type, ..Frame::new(self.workspace.scope_of(item)) };
        let outer = std::mem::replace(&mut self.frame, frame);
        let wanted = std::mem::replace(&mut self.wants_text, true);
        self.stack.push(item);
        let result = self.eval(value);
        self.stack.pop();
        self.wants_text = wanted;
        self.frame = outer;
        result
    }

    /// A constant by its name alone, as format strings capture it.
    pub(super) fn constant(&self, name: &str) -> Value<'w> {
        let found = self.workspace.resolve_names(self.frame.scope, &[name.into()], Namespace::Value);
        let Resolution::Item(item) = found else { return Value::Unknown };
        match &self.workspace.item(item).kind {
            ItemKind::Const(declared) => match declared.value.as_ref().and_then(crate::code::Expr::as_text) {
                Some(text) => Value::Text(super::text::Text::known(text)),
                None => Value::Unknown,
            },
            _ => Value::Unknown,
        }
    }

    /// `Self::name`, `T::name`, `<T as Trait>::name`.
    fn associated(&mut self, path: &'w Path) -> Value<'w> {
        let Some(last) = path.segments.last() else { return Value::Unknown };
        let Some(ty) = self.type_before(path) else { return self.of_any(path) };
        let members = self.workspace.members(ty, &last.name);
        match members.as_slice() {
            [] => self.variant(ty, &last.name),
            [only] => self.value_of_item(*only, Some(ty)),
            several => {
                let several = several.to_vec();
                self.one_of(several, Some(ty), path)
            }
        }
    }

    fn variant(&mut self, ty: ItemId, name: &Name) -> Value<'w> {
        let ItemKind::Enum(declared) = &self.workspace.item(ty).kind else { return Value::Unknown };
        match declared.variants.iter().any(|it| it.name == *name) {
            true => self.new_object(Some(ty), name.clone(), Vec::new()),
            false => Value::Unknown,
        }
    }

    /// A function of a trait, where nobody knows whose.
    fn of_any(&mut self, path: &'w Path) -> Value<'w> {
        let [.., owner, last] = path.segments.as_slice() else { return Value::Unknown };
        let members = self.members_of_bound(&owner.name, &last.name);
        let each = members.into_iter().enumerate().map(|(arm, (ty, member))| {
            let text = format!("{} is {}", owner.name, self.workspace.item(ty).name);
            let conditions = Conditions::default().with(Condition { text, span: path.span, arm });
            (conditions, self.value_of_item(member, Some(ty)))
        });
        Value::either(each.collect())
    }

    fn one_of(&mut self, members: Vec<ItemId>, ty: Option<ItemId>, path: &'w Path) -> Value<'w> {
        let each = members.into_iter().enumerate().map(|(arm, member)| {
            let text = format!("`{}` is implementation {}", path.text(), arm + 1);
            let conditions = Conditions::default().with(Condition { text, span: path.span, arm });
            (conditions, self.value_of_item(member, ty))
        });
        Value::either(each.collect())
    }

    /// The type in front of the last name of a path.
    fn type_before(&self, path: &Path) -> Option<ItemId> {
        if let Some(ty) = &path.self_type {
            return self.type_of(ty);
        }
        let [before @ .., _] = path.segments.as_slice() else { return None };
        let (last, _) = before.split_last()?;
        if before.len() == 1 {
            if &*last.name == "Self" {
                return self.frame.self_type;
            }
            if let Some(bound) = self.frame.types.iter().find(|it| it.0 == last.name) {
                return Some(bound.1);
            }
        }
        let parent = Path { segments: before.to_vec(), ..path.clone() };
        self.type_of_path(&parent)
    }

    /// The type that a path names, if the workspace declares it.
    pub(super) fn type_of_path(&self, path: &Path) -> Option<ItemId> {
        if path.as_name().is_some_and(|it| &**it == "Self") {
            return self.frame.self_type;
        }
        if let Some(bound) = path.as_name().and_then(|name| self.frame.types.iter().find(|it| it.0 == *name))
        {
            return Some(bound.1);
        }
        match self.resolve(path, Namespace::Type) {
            Resolution::Item(item) | Resolution::Variant(item, _) => Some(item),
            _ => None,
        }
    }

    /// The same for a type as written.
    pub(super) fn type_of(&self, ty: &Type) -> Option<ItemId> {
        ty.path().and_then(|it| self.type_of_path(it))
    }

    /// Whether a path begins with `Self` or a parameter of types, whose meaning the call decides.
    fn begins_with_type(&self, path: &Path) -> bool {
        let [first, _, ..] = path.segments.as_slice() else { return false };
        let is_self = &*first.name == "Self" && self.frame.self_type.is_some();
        is_self || self.frame.types.iter().any(|it| it.0 == first.name)
    }

    /// The type that the implementation around a function is for.
    pub(super) fn self_type_of(&self, function: ItemId) -> Option<ItemId> {
        self.workspace.self_type(self.workspace.owner(function)?).item()
    }

    /// Members of that name of all types that a parameter of the function may stand for.
    fn members_of_bound(&self, parameter: &str, name: &str) -> Vec<(ItemId, ItemId)> {
        let function = self.stack.iter().rev().find(|it| **it != super::call::CLOSURE);
        let Some(function) = function.copied() else { return Vec::new() };
        let ItemKind::Function(declared) = &self.workspace.item(function).kind else { return Vec::new() };
        let owner = self.workspace.owner(function).map(|it| &self.workspace.item(it).kind);
        let outer: &[GenericParam] = match owner {
            Some(ItemKind::Impl(it)) => &it.generics,
            Some(ItemKind::Trait(it)) => &it.generics,
            _ => &[],
        };
        let generics = declared.generics.iter().chain(outer).filter(|it| &*it.name == parameter);
        let bounds = generics.flat_map(|it| &it.bounds);
        let traits = bounds.filter_map(|it| self.resolve(it, Namespace::Type).item());
        let implementations = traits.flat_map(|it| self.workspace.implementors(it));
        let types = implementations.filter_map(|it| self.workspace.self_type(*it).item());
        types.filter_map(|it| Some((it, *self.workspace.methods(it, name).first()?))).collect()
    }

    /// The package of the function where it was begun.
    pub(super) fn package(&self) -> Option<PackageId> {
        let begun = self.stack.first().filter(|it| **it != super::call::CLOSURE)?;
        self.workspace.target_of(*begun).map(|it| it.package)
    }

    /// Whether the package at hand depends on a framework; where that is not known, it may.
    pub(super) fn uses(&self, framework: &Framework) -> bool {
        let module = self.workspace.module(self.frame.scope.module);
        let target = module.and_then(|it| self.workspace.target(it.target));
        let package = target.and_then(|it| self.workspace.package(it.package));
        package.is_none_or(|it| {
            it.is_anonymous || it.dependencies.iter().any(|it| framework.crates.contains(&&*it.name))
        })
    }

    /// Whether a name is none of a crate that the package at hand depends on.
    pub(super) fn may_be_of_framework(&self, first: &str) -> bool {
        let module = self.workspace.module(self.frame.scope.module);
        let target = module.and_then(|it| self.workspace.target(it.target));
        let package = target.and_then(|it| self.workspace.package(it.package));
        let is_crate =
            |it: &Package| it.dependencies.iter().any(|it| *it.package.replace('-', "_") == *first);
        !["std", "core", "alloc"].contains(&first) && !package.is_some_and(is_crate)
    }
}

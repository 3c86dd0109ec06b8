//! What every module declares, by name.

use super::Collector;
use crate::code::symbols::{Import, Namespace};
use crate::code::workspace::{Binding, Bound};
use crate::code::{Attribute, Item, ItemId, ItemKind, ModuleId, Name, Visibility};

impl Collector<'_> {
    pub(super) fn bind_module(&mut self, parent: ModuleId, module: ModuleId, id: ItemId, item: &Item) {
        self.workspace.module_of.insert(id, module);
        self.bind(parent, &item.name, item, Namespace::Type as u8, Bound::Module(module));
    }

    pub(super) fn bind(&mut self, module: ModuleId, name: &Name, item: &Item, namespaces: u8, bound: Bound) {
        let is_public = item.visibility == Visibility::Public;
        if let Some(it) = self.workspace.modules.get_mut(module.0 as usize) {
            it.names.entry(name.clone()).or_default().push(Binding { namespaces, is_public, bound });
        }
    }

    pub(super) fn bind_item(&mut self, module: ModuleId, id: ItemId, item: &Item) {
        if let Some((name, namespaces)) = self.declared(module, item) {
            self.bind(module, &name, item, namespaces, Bound::Item(id));
        }
        if matches!(item.kind, ItemKind::Macro(_)) {
            self.bind_macro(module, id, item);
        }
    }

    /// The name that an item declares, and its namespaces.
    fn declared(&self, module: ModuleId, item: &Item) -> Option<(Name, u8)> {
        let namespaces = match &item.kind {
            ItemKind::Function(_) => match self.proc_macro(module, item) {
                Some(name) => return Some((name, Namespace::Macro as u8)),
                None => Namespace::Value as u8,
            },
            ItemKind::Const(_) => Namespace::Value as u8,
            ItemKind::Struct(_) => Namespace::Type as u8 | Namespace::Value as u8,
            ItemKind::Enum(_) | ItemKind::Trait(_) | ItemKind::Alias(..) | ItemKind::ExternCrate(_) => {
                Namespace::Type as u8
            }
            ItemKind::Macro(_) => Namespace::Macro as u8,
            _ => return None,
        };
        Some((item.name.clone(), namespaces))
    }

    /// The macro that a function of a macro crate is.
    fn proc_macro(&self, module: ModuleId, item: &Item) -> Option<Name> {
        let module = self.workspace.module(module)?;
        self.workspace.target(module.target).filter(|it| it.is_proc_macro)?;
        item.attributes.iter().find_map(|it| match it.path.last() {
            "proc_macro" | "proc_macro_attribute" => Some(item.name.clone()),
            "proc_macro_derive" => it.tokens.first()?.ident().map(Into::into),
            _ => None,
        })
    }

    /// Exported macros stand in the root, whichever module has them; `#[macro_use]` gives them to the parent.
    fn bind_macro(&mut self, module: ModuleId, id: ItemId, item: &Item) {
        let Some(target) = self.workspace.module(module).map(|it| it.target) else { return };
        self.workspace.macros.entry((target, item.name.clone())).or_insert(id);
        let root = self.workspace.target(target).map(|it| it.root);
        if let Some(root) = root.filter(|it| *it != module && has(&item.attributes, "macro_export")) {
            let bound = Bound::Item(id);
            let binding = Binding { namespaces: Namespace::Macro as u8, is_public: true, bound };
            if let Some(it) = self.workspace.modules.get_mut(root.0 as usize) {
                it.names.entry(item.name.clone()).or_default().push(binding);
            }
        }
    }

    pub(super) fn import(&mut self, module: ModuleId, item_id: ItemId, item: &Item, at: usize) {
        let ItemKind::Use(it) = &item.kind else { return };
        let Some(name) = it.names.get(at) else { return };
        let id = u32::try_from(self.workspace.imports.len()).unwrap_or(u32::MAX);
        self.workspace.imports.push(Import::new(module, item_id, u32::try_from(at).unwrap_or(u32::MAX)));
        match &name.name {
            Some(name) if &**name == "_" => {}
            Some(name) => self.bind(module, name, item, u8::MAX, Bound::Import(id)),
            None => {
                if let Some(it) = self.workspace.modules.get_mut(module.0 as usize) {
                    it.globs.push(id);
                }
            }
        }
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|it| it.path.last() == name)
}

//! What attributes on handlers say of their routes.

use super::machine::Machine;
use super::text::Text;
use super::value::Value;
use crate::code::{Argument, Attribute, ItemKind, Name, Namespace, Token, TokenKind};

/// Methods that attributes name.
pub(super) const METHODS: &[&str] =
    &["get", "post", "put", "delete", "patch", "head", "options", "trace", "connect"];

impl<'w> Machine<'w> {
    /// The attributes of a handler that is a function of the workspace.
    pub(super) fn attributes_of(&self, handler: &Value<'w>) -> &'w [Attribute] {
        match handler {
            Value::Function(function) => &self.workspace.item(function.item).attributes,
            _ => &[],
        }
    }

    /// Methods (in upper case) and paths of `#[utoipa::path(get, path = "/users")]`.
    pub(super) fn annotations_of(&self, handler: &Value<'w>) -> Vec<(Name, Text)> {
        let mut attributes = self.attributes_of(handler).iter();
        let Some(attribute) =
            attributes.find(|it| it.path.ends_with(&["utoipa", "path"]) || it.path.last() == "path")
        else {
            return Vec::new();
        };
        let all: Vec<Argument<'w>> = Argument::list(&attribute.tokens).collect();
        let path = all.iter().find(|it| it.name == Some("path"));
        let path = path.map_or_else(|| Text::known("/"), |it| self.text_of(it));
        methods(&all).into_iter().map(|it| (it, path.clone())).collect()
    }

    /// The path in `#[typed_path("/users/{id}")]` on the type of a handler's first input.
    pub(super) fn typed_path(&self, handler: &Value<'w>) -> Option<String> {
        let Value::Function(function) = handler else { return None };
        let ItemKind::Function(declared) = &self.workspace.item(function.item).kind else { return None };
        let scope = self.workspace.scope_of(function.item);
        let of_type = |path| self.workspace.resolve(scope, path, Namespace::Type).item();
        let types = declared.inputs.iter().filter_map(|it| of_type(it.ty.path()?));
        let mut attributes = types.flat_map(|it| &self.workspace.item(it).attributes);
        let attribute = attributes.find(|it| it.path.last() == "typed_path")?;
        Argument::list(&attribute.tokens).next()?.text()
    }

    /// A string in an attribute: a literal, or a constant.
    pub(super) fn text_of(&self, argument: &Argument<'_>) -> Text {
        if let Some(text) = argument.text() {
            return Text::known(text);
        }
        let name = argument.value.iter().rev().find_map(Token::ident).unwrap_or("path");
        match self.constant(name) {
            Value::Text(text) => text,
            _ => Text::hole(name),
        }
    }
}

/// `get`, `method(get, post)`.
fn methods(all: &[Argument<'_>]) -> Vec<Name> {
    let word = |it: &Argument<'_>| match it.value {
        [Token { kind: TokenKind::Ident(name), .. }] if METHODS.contains(&&**name) => {
            Some(name.to_uppercase().into())
        }
        _ => None,
    };
    let several = all.iter().filter(|it| it.name == Some("method")).flat_map(|it| Argument::list(it.value));
    all.iter()
        .filter(|it| it.name.is_none())
        .filter_map(word)
        .chain(several.filter_map(|it| word(&it)))
        .collect()
}

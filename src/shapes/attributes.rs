//! What attributes say of names, presence and form: those of serde, and those of poem-openapi, which speak alike.

use super::Direction;
use crate::code::{Argument, Attribute, ItemId, Name, Namespace, Token, TokenKind, Workspace};

/// Whose attributes count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `#[serde(…)]`.
    Serde,
    /// `#[oai(…)]`.
    PoemOpenapi,
}

/// Derives of poem-openapi that make a type readable and writable.
const POEM: [&str; 4] = ["Object", "Enum", "NewType", "Union"];

/// Arguments that put code, or another type, in the place of what the type itself shows.
const CONVERSIONS_IN: [&str; 3] = ["from", "try_from", "remote"];
const CONVERSIONS_OUT: [&str; 2] = ["into", "remote"];
const CUSTOM_IN: [&str; 2] = ["deserialize_with", "with"];
const CUSTOM_OUT: [&str; 2] = ["serialize_with", "with"];

impl Dialect {
    /// Who makes values of the type; `None` where nobody is told to, so that it is done by hand, if at all.
    pub(super) fn of(workspace: &Workspace, item: ItemId, direction: Direction) -> Option<Self> {
        let wanted = match direction {
            Direction::In => "Deserialize",
            Direction::Out => "Serialize",
        };
        let attributes = &workspace.item(item).attributes;
        if derived(attributes).any(|it| is_of_poem(workspace, item, &it)) {
            return Some(Self::PoemOpenapi);
        }
        derives(attributes).any(|it| &**it == wanted).then_some(Self::Serde)
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Serde => "serde",
            Self::PoemOpenapi => "oai",
        }
    }
}

/// Whether a derive is one of poem-openapi, by the crate that it comes from: others have such names too.
fn is_of_poem(workspace: &Workspace, item: ItemId, path: &[&Name]) -> bool {
    if !path.last().is_some_and(|it| POEM.contains(&&***it)) {
        return false;
    }
    let names: Vec<Name> = path.iter().map(|it| (*it).clone()).collect();
    let found = workspace.resolve_names(workspace.scope_of(item), &names, Namespace::Macro);
    found.external().iter().any(|it| it.first().is_some_and(|it| &**it == "poem_openapi"))
}

fn name(token: &Token) -> Option<&Name> {
    match &token.kind {
        TokenKind::Ident(name) => Some(name),
        _ => None,
    }
}

/// The paths in `derive(…)`.
fn derived(attributes: &[Attribute]) -> impl Iterator<Item = Vec<&Name>> {
    let lists = attributes.iter().filter(|it| it.path.last() == "derive").map(|it| &it.tokens);
    lists.flat_map(|it| it.split(|it| it.is_punct(','))).map(|it| it.iter().filter_map(name).collect())
}

/// The names in `derive(…)`, without what stands in front of `::`.
pub(super) fn derives(attributes: &[Attribute]) -> impl Iterator<Item = &Name> {
    derived(attributes).filter_map(|it| it.last().copied())
}

/// All that attributes of one dialect say of a type, a field or a variant.
#[derive(Clone, Debug)]
pub(super) struct Rules<'w> {
    arguments: Vec<Argument<'w>>,
    dialect: Dialect,
    /// `#[serde_as(…)]` and the like: others decide about the form.
    is_foreign: bool,
    skips_none: bool,
}

impl<'w> Rules<'w> {
    pub(super) fn of(attributes: &'w [Attribute], dialect: Dialect) -> Self {
        let own = attributes.iter().filter(|it| it.path.last() == dialect.name());
        Self {
            arguments: own.flat_map(|it| Argument::list(&it.tokens)).collect(),
            dialect,
            is_foreign: attributes.iter().any(|it| it.path.last() == "serde_as" && !it.tokens.is_empty()),
            skips_none: attributes.iter().any(|it| it.path.last() == "skip_serializing_none"),
        }
    }

    /// Whether it says this, with or without a value.
    pub(super) fn has(&self, word: &str) -> bool {
        self.arguments.iter().any(|it| name_of(it) == Some(word))
    }

    /// The string behind `word =`; of `word(serialize = …, deserialize = …)` that of the direction.
    pub(super) fn text(&self, word: &str, direction: Direction) -> Option<String> {
        let argument = self.arguments.iter().find(|it| it.name == Some(word))?;
        let own = match direction {
            Direction::In => "deserialize",
            Direction::Out => "serialize",
        };
        let inner = || Argument::list(argument.value).find(|it| it.name == Some(own))?.text();
        argument.text().or_else(inner)
    }

    /// Every string behind `word =`.
    pub(super) fn texts(&self, word: &str) -> Vec<Name> {
        let all = self.arguments.iter().filter(|it| it.name == Some(word));
        all.filter_map(Argument::text).map(Into::into).collect()
    }

    /// The number behind `word =`.
    pub(super) fn number(&self, word: &str) -> Option<u16> {
        let argument = self.arguments.iter().find(|it| it.name == Some(word))?;
        let [Token { kind: TokenKind::Literal(literal), .. }] = argument.value else { return None };
        literal.parse().ok()
    }

    /// Whether another type stands on the wire.
    pub(super) fn is_converted(&self, direction: Direction) -> bool {
        let list: &[&str] = match direction {
            Direction::In => &CONVERSIONS_IN,
            Direction::Out => &CONVERSIONS_OUT,
        };
        self.dialect == Dialect::Serde && list.iter().any(|it| self.has(it))
    }

    /// Whether code decides about the value.
    pub(super) fn is_custom(&self, direction: Direction) -> bool {
        let list: &[&str] = match direction {
            Direction::In => &CUSTOM_IN,
            Direction::Out => &CUSTOM_OUT,
        };
        self.is_foreign || list.iter().any(|it| self.has(it))
    }

    /// Whether it is not there at all.
    pub(super) fn is_skipped(&self, direction: Direction) -> bool {
        let own = match direction {
            Direction::In => ["skip_deserializing", "read_only"],
            Direction::Out => ["skip_serializing", "write_only"],
        };
        self.has("skip") || own.iter().any(|it| self.has(it))
    }

    /// Whether some values are left out on the way out.
    pub(super) fn may_be_left_out(&self) -> bool {
        self.has("skip_serializing_if")
            || self.has("skip_serializing_if_is_none")
            || self.has("skip_serializing_if_is_empty")
    }

    /// Whether `None` is left out on the way out, in all fields.
    pub(super) fn skips_none(&self) -> bool {
        self.skips_none || self.has("skip_serializing_if_is_none")
    }
}

/// Whether an attribute keeps a field out of the documents that are made from the source.
pub(super) fn is_hidden(attributes: &[Attribute]) -> bool {
    let lists = attributes.iter().filter(|it| matches!(it.path.last(), "schemars" | "schema"));
    lists.flat_map(|it| Argument::list(&it.tokens)).any(|it| matches!(name_of(&it), Some("skip" | "ignore")))
}

/// The word that an argument is, or that stands in front of its value.
fn name_of<'w>(argument: &Argument<'w>) -> Option<&'w str> {
    argument.name.or_else(|| match argument.value {
        [only] => only.ident(),
        _ => None,
    })
}

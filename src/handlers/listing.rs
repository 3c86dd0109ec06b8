//! Attributes of a project's own that list routes:
//! `#[routes("/users" => [get(list), post(add)], "/admin" => sub(Admin))]` on a type.

use super::annotation::METHODS;
use super::machine::Machine;
use super::router::{EntryKind, RouterId};
use super::text::Text;
use super::value::{FunctionRef, Value};
use crate::code::{Argument, Delimiter, ItemId, ItemKind, Name, Namespace, Path, Segment, Token, TokenKind};
use crate::source::Span;

/// Lists inside lists, at most.
const MAX_DEPTH: usize = 16;

/// Groups inside an attribute, at most.
const MAX_GROUPS: usize = 4;

/// Words for the routes of another type.
const OF_TYPES: &[&str] = &["sub", "nest", "scope", "mount"];

/// What stands behind a path: `get(handler)`, `sub(Type)`.
struct Listed<'w> {
    path: String,
    what: &'w Token,
    arguments: &'w [Token],
}

impl<'w> Machine<'w> {
    /// The type whose attribute makes the function that a path names.
    pub(super) fn lister(&self, path: &Path) -> Option<Value<'w>> {
        let (_, owner) = path.segments.split_last()?;
        if self.names.routers.is_empty() || owner.is_empty() {
            return None;
        }
        let owner = Path { segments: owner.to_vec(), ..path.clone() };
        let item = self.resolve(&owner, Namespace::Type).item()?;
        self.listing(item).map(|_| Value::Type(item))
    }

    /// Tells the router among the arguments what the attribute of a type lists; without one a new router.
    pub(super) fn tell_listed(
        &mut self,
        item: ItemId,
        arguments: &[Value<'w>],
        span: Span,
    ) -> Option<Value<'w>> {
        self.listing(item)?;
        let given = arguments.iter().find_map(|it| match it {
            Value::Router(router) => Some(*router),
            _ => None,
        });
        let framework = super::FRAMEWORKS.iter().find(|it| self.uses(it))?;
        let router = given.unwrap_or_else(|| self.new_router(framework, span));
        self.tell_list(router, item, 0);
        Some(Value::Router(router))
    }

    fn listing(&self, item: ItemId) -> Option<&'w [Token]> {
        let item = self.workspace.item(item);
        if !matches!(item.kind, ItemKind::Struct(_) | ItemKind::Enum(_)) {
            return None;
        }
        let is_named =
            |path: &Path| self.names.routers.iter().any(|it| it == path.last() || *it == path.text());
        item.attributes.iter().find(|it| is_named(&it.path)).map(|it| it.tokens.as_slice())
    }

    fn tell_list(&mut self, router: RouterId, item: ItemId, depth: usize) {
        let listed = self.listing(item).map(listed).unwrap_or_default();
        for it in listed {
            if !self.step() {
                return;
            }
            let path = [(Default::default(), Text::known(it.path.clone()))];
            let word = it.what.ident().unwrap_or_default();
            let is_method = METHODS.contains(&word) || word == "any";
            let (span, found) = (it.what.span, self.named_in(item, it.arguments, is_method));
            match found {
                Some(Value::Type(inner)) if OF_TYPES.contains(&word) && depth < MAX_DEPTH => {
                    let framework = self.routers.get(router).framework;
                    let child = self.new_router(framework, span);
                    self.tell_list(child, inner, depth + 1);
                    self.mount(router, &path, &Value::Router(child), span);
                }
                Some(handler) if is_method => {
                    let method = (word != "any").then(|| Name::from(word.to_uppercase()));
                    self.tell(router, &path, &EntryKind::Route(method, handler), span);
                }
                _ => {
                    let reason = format!("what `{word}` lists here could not be followed");
                    self.unresolved(router, &path, &reason, span);
                }
            }
        }
    }

    /// The handler or the type that tokens name, seen from the type that they stand on.
    fn named_in(&self, item: ItemId, tokens: &[Token], is_value: bool) -> Option<Value<'w>> {
        let span = tokens.first()?.span;
        let segment = |it: &Token| {
            let (arguments, bindings, span) = (Vec::new(), Vec::new(), it.span);
            Some(Segment { name: it.ident()?.into(), arguments, bindings, span })
        };
        let segments = tokens.iter().take_while(|it| !it.is_punct(',')).filter_map(segment).collect();
        let path = Path { is_global: false, self_type: None, segments, span };
        let namespace = if is_value { Namespace::Value } else { Namespace::Type };
        let found = self.workspace.resolve(self.workspace.scope_of(item), &path, namespace).item()?;
        match &self.workspace.item(found).kind {
            ItemKind::Function(_) => Some(Value::Function(FunctionRef { item: found, self_type: None })),
            _ => Some(Value::Type(found)),
        }
    }
}

/// The routes that stand in an attribute, in groups within it too.
fn listed(tokens: &[Token]) -> Vec<Listed<'_>> {
    let mut found = Vec::new();
    let mut pending = vec![(tokens, 0)];
    while let Some((tokens, depth)) = pending.pop() {
        let mut rest = tokens;
        while let Some((first, behind)) = rest.split_first() {
            rest = behind;
            if let Some((path, right)) = path_before(first, behind) {
                found.extend(calls(right).map(|(what, arguments)| Listed {
                    path: path.clone(),
                    what,
                    arguments,
                }));
                rest = right.iter().position(|it| it.is_punct(',')).map_or(&[][..], |at| &right[at..]);
            } else if depth < MAX_GROUPS
                && let TokenKind::Group(_, inner) = &first.kind
            {
                pending.push((inner, depth + 1));
            }
        }
    }
    found
}

/// `"/path" =>`, and what stands behind it.
fn path_before<'t>(first: &'t Token, behind: &'t [Token]) -> Option<(String, &'t [Token])> {
    let [equals, greater, right @ ..] = behind else { return None };
    if !equals.is_punct('=') || !greater.is_punct('>') {
        return None;
    }
    let literal = Argument { name: None, value: std::slice::from_ref(first), span: first.span };
    literal.text().map(|it| (it, right))
}

/// `get(a)`, or each of `[get(a), post(b)]`.
fn calls(tokens: &[Token]) -> impl Iterator<Item = (&Token, &[Token])> {
    let list = tokens.first().and_then(|it| it.group(Delimiter::Bracket)).unwrap_or(tokens);
    let is_list = !std::ptr::eq(list, tokens);
    let each = list.split(|it| it.is_punct(',')).take(if is_list { usize::MAX } else { 1 });
    each.filter_map(|it| match it {
        [name, group, ..] => Some((name, group.group(Delimiter::Parenthesis)?)),
        _ => None,
    })
}

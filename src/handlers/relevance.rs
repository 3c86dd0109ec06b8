//! Which functions are worth following: those that name what routes are made of, and those that call them.
//!
//! Names decide, not what they resolve to: one function too many costs time, one too few costs routes.

use super::frameworks::FRAMEWORKS;
use crate::code::{Block, Expr, ExprKind, Function, ItemId, ItemKind, Name, Path, Type, TypeKind, Workspace, visit};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Types of strings: functions that give one are followed for what it says.
const TEXTS: &[&str] = &["str", "String", "Cow", "PathBuf"];

/// Statements of a function that is followed for its string, at most.
const MAX_STATEMENTS: usize = 4;

/// Functions of one name beyond which a call of a method says nothing.
const MAX_NAMESAKES: usize = 6;

/// Functions that are followed, and where to begin.
#[derive(Debug, Default)]
pub(super) struct Relevance {
    followed: FxHashSet<ItemId>,
    texts: FxHashSet<ItemId>,
    methods: FxHashMap<Name, Vec<ItemId>>,
    roots: Vec<ItemId>,
}

/// What the body of a function says of it.
#[derive(Debug)]
struct Facts {
    item: ItemId,
    name: Name,
    /// The type or trait that it belongs to.
    owner: Option<Name>,
    calls: Vec<Called>,
    names_routes: bool,
    gives_text: bool,
}

/// A name that is called or handed over, with what stands in front of it.
#[derive(Debug)]
struct Called {
    owner: Option<Name>,
    name: Name,
    is_method: bool,
}

impl Relevance {
    pub(super) fn new(workspace: &Workspace) -> Self {
        let functions: Vec<(ItemId, &Function)> = workspace
            .items()
            .filter_map(|(id, item)| match &item.kind {
                ItemKind::Function(function) if is_shipped(workspace, id) => Some((id, &**function)),
                _ => None,
            })
            .collect();
        let facts: Vec<Facts> =
            functions.par_iter().map(|(id, function)| Facts::new(workspace, *id, function)).collect();
        Self::from_facts(&facts)
    }

    fn from_facts(facts: &[Facts]) -> Self {
        let mut callers: FxHashMap<&Name, Vec<(usize, &Called)>> = FxHashMap::default();
        for (number, it) in facts.iter().enumerate() {
            it.calls.iter().for_each(|call| callers.entry(&call.name).or_default().push((number, call)));
        }
        let mut namesakes: FxHashMap<&Name, usize> = FxHashMap::default();
        facts.iter().for_each(|it| *namesakes.entry(&it.name).or_default() += 1);
        let mut is_followed: Vec<bool> = facts.iter().map(|it| it.names_routes).collect();
        let mut is_called = vec![false; facts.len()];
        let mut pending: Vec<usize> = (0..facts.len()).filter(|it| is_followed[*it]).collect();
        while let Some(number) = pending.pop() {
            let callers = callers.get(&facts[number].name).map_or(&[][..], Vec::as_slice);
            let is_common = namesakes.get(&facts[number].name).is_some_and(|it| *it > MAX_NAMESAKES);
            for (caller, call) in callers {
                let is_vague = call.is_method || call.owner.as_ref().is_some_and(|it| it.len() < 3);
                if *caller != number
                    && !(is_common && is_vague)
                    && call.may_mean(&facts[number], facts[*caller].owner.as_ref())
                {
                    is_called[number] = true;
                    if !std::mem::replace(&mut is_followed[*caller], true) {
                        pending.push(*caller);
                    }
                }
            }
        }
        let mut found = Self::default();
        for (number, it) in facts.iter().enumerate().filter(|it| is_followed[it.0]) {
            found.followed.insert(it.item);
            if it.owner.is_some() {
                found.methods.entry(it.name.clone()).or_default().push(it.item);
            }
            if !is_called[number] {
                found.roots.push(it.item);
            }
        }
        found.texts = facts.iter().filter(|it| it.gives_text).map(|it| it.item).collect();
        // What only calls each other in a circle begins somewhere too.
        found.roots.extend(facts.iter().zip(is_called).filter(|it| it.1 && it.0.names_routes).map(|it| it.0.item));
        found
    }

    /// Whether a function is followed when it is called.
    pub(super) fn is_followed(&self, function: ItemId) -> bool {
        self.followed.contains(&function) || self.texts.contains(&function)
    }

    /// Followed methods of this name, whatever they belong to.
    pub(super) fn methods_named(&self, name: &str) -> &[ItemId] {
        self.methods.get(name).map_or(&[], Vec::as_slice)
    }

    /// Where to begin: functions that nobody calls come first. Those that were followed from another one need not begin
    /// again.
    pub(super) fn roots(&self) -> &[ItemId] {
        &self.roots
    }
}

impl Facts {
    fn new(workspace: &Workspace, item: ItemId, function: &Function) -> Self {
        let declared = workspace.item(item);
        let words: FxHashSet<&str> = FRAMEWORKS.iter().flat_map(|it| it.words).copied().collect();
        let is_word = |path: &Path| {
            let pairs = path.segments.windows(2).map(|it| format!("{}::{}", it[0].name, it[1].name));
            path.segments.iter().any(|it| words.contains(&*it.name)) || pairs.into_iter().any(|it| words.contains(&*it))
        };
        let mut found = Self {
            item,
            name: declared.name.clone(),
            owner: workspace.owner(item).and_then(|it| owner_name(workspace, it)),
            calls: Vec::new(),
            names_routes: names_in_signature(function).iter().any(|it| is_word(it)),
            gives_text: gives_text(function),
        };
        found.look(function.body.as_ref(), is_word);
        found
    }

    fn look(&mut self, body: Option<&Block>, is_word: impl Fn(&Path) -> bool) {
        let Some(body) = body else { return };
        visit::expressions(body, |expr: &Expr| match &expr.kind {
            ExprKind::Path(path) => {
                self.names_routes |= is_word(path);
                self.calls.extend(Called::path(path));
            }
            ExprKind::Method { name, .. } => {
                self.calls.push(Called { owner: None, name: name.clone(), is_method: true });
            }
            ExprKind::Macro(call) => self.names_routes |= is_word(&call.path),
            _ => {}
        });
    }
}

impl Called {
    fn path(path: &Path) -> Option<Self> {
        let last = path.segments.last()?;
        let owner = path.segments.len().checked_sub(2).and_then(|it| path.segments.get(it));
        let owner = owner.map(|it| it.name.clone());
        Some(Self { owner, name: last.name.clone(), is_method: false })
    }

    /// Whether the name may stand for a function, in a body of something that belongs to `caller`.
    fn may_mean(&self, function: &Facts, caller: Option<&Name>) -> bool {
        match (&self.owner, &function.owner) {
            (_, Some(_)) if self.is_method => true,
            (None, None) => !self.is_method,
            (Some(module), None) => module.starts_with(char::is_lowercase),
            (Some(called), Some(owner)) if &**called == "Self" => caller == Some(owner),
            // A parameter of types has a short name.
            (Some(called), Some(owner)) => called == owner || called.len() < 3,
            (None, Some(_)) => false,
        }
    }
}

/// Whether a function is short and gives a string.
fn gives_text(function: &Function) -> bool {
    let is_short = function.body.as_ref().is_some_and(|it| it.statements.len() <= MAX_STATEMENTS);
    is_short && !function.is_async && function.output.as_ref().is_some_and(|it| TEXTS.contains(&it.last()))
}

fn is_shipped(workspace: &Workspace, item: ItemId) -> bool {
    use crate::code::TargetKind;
    let kind = workspace.target_of(item).map(|it| it.kind);
    kind.is_some_and(|it| it.is_shipped() || it == TargetKind::Example)
}

fn owner_name(workspace: &Workspace, owner: ItemId) -> Option<Name> {
    let item = workspace.item(owner);
    match &item.kind {
        ItemKind::Impl(it) => it.self_type.path().and_then(|it| it.segments.last()).map(|it| it.name.clone()),
        _ => Some(item.name.clone()),
    }
}

/// Paths of the types in a signature.
fn names_in_signature(function: &Function) -> Vec<&Path> {
    let mut found = Vec::new();
    let inputs = function.inputs.iter().map(|it| &it.ty);
    let mut pending: Vec<&Type> = inputs.chain(&function.output).collect();
    found.extend(function.generics.iter().flat_map(|it| &it.bounds));
    while let Some(ty) = pending.pop() {
        match &ty.kind {
            TypeKind::Path(path) => {
                found.push(path);
                pending.extend(path.segments.iter().flat_map(|it| &it.arguments));
            }
            TypeKind::Tuple(all) | TypeKind::Function(all) => pending.extend(all),
            TypeKind::Reference(inner) | TypeKind::Slice(inner) => pending.push(inner),
            TypeKind::Bounds(paths) => {
                found.extend(paths);
                let segments = paths.iter().flat_map(|it| &it.segments);
                pending.extend(segments.flat_map(|it| it.arguments.iter().chain(it.bindings.iter().map(|it| &it.1))));
            }
            TypeKind::Never | TypeKind::Other => {}
        }
    }
    found
}

//! Which functions are worth following: those that name what routes are made of, and those that call them.
//!
//! Names decide, not what they resolve to: one function too many costs time, one too few costs routes.

use super::framework::Framework;
use super::frameworks::FRAMEWORKS;
use crate::code::{
    Block, Expr, ExprKind, Function, GenericParam, ItemId, ItemKind, MacroCall, Name, Namespace, Package,
    PackageId, Path, PatternKind, Resolution, Scope, Token, TokenKind, Type, TypeKind, Workspace, macros,
    visit,
};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::collections::VecDeque;

/// Types of strings: functions that give one are followed for what it says.
const TEXTS: &[&str] = &["str", "String", "Cow", "PathBuf"];

/// Statements of a function that is followed for its string, at most.
const MAX_STATEMENTS: usize = 4;

/// Calls between a method and what names routes, at most, where the type is taken to collect them.
const MAX_DISTANCE: usize = 1;

/// Packages in a row through which a framework may be had, at most.
const MAX_LINKS: usize = 3;

/// Functions that are followed, and where to begin.
#[derive(Debug, Default)]
pub(super) struct Relevance {
    followed: FxHashSet<ItemId>,
    texts: FxHashSet<ItemId>,
    methods: FxHashMap<Name, Vec<ItemId>>,
    /// Types with a function that is followed: what else they do may be told to their values.
    types: FxHashSet<ItemId>,
    /// Packages that each one uses, itself among them.
    reach: FxHashMap<PackageId, FxHashSet<PackageId>>,
    packages: FxHashMap<ItemId, PackageId>,
    roots: Vec<ItemId>,
}

/// What the body of a function says of it.
#[derive(Debug)]
struct Facts<'w> {
    item: ItemId,
    name: &'w Name,
    /// The implementation or trait that it belongs to.
    owner: Option<ItemId>,
    calls: Vec<Called<'w>>,
    /// Names that stand for types which the caller decides.
    parameters: Vec<&'w Name>,
    /// Whether its inputs or its result may be routers.
    hands_routes: bool,
    names_routes: bool,
    gives_text: bool,
}

/// Something that is called or handed over.
#[derive(Debug)]
enum Called<'w> {
    /// With what it stands for, once that was asked.
    Path(&'w Path, OnceCell<Resolution>),
    Method(&'w Name),
    /// In the definition of a macro, or in what it is given.
    Word(&'w str),
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
        let words = words(workspace);
        let none = FxHashSet::default();
        let words_for =
            |id: ItemId| workspace.target_of(id).and_then(|it| words.get(&it.package)).unwrap_or(&none);
        let facts: Vec<Facts<'_>> = functions
            .par_iter()
            .map(|(id, function)| Facts::new(workspace, *id, function, words_for(*id)))
            .collect();
        Self::from_facts(workspace, &facts)
    }

    fn from_facts(workspace: &Workspace, facts: &[Facts<'_>]) -> Self {
        let mut callers: FxHashMap<&str, Vec<(usize, &Called<'_>)>> = FxHashMap::default();
        for (number, it) in facts.iter().enumerate() {
            it.calls.iter().for_each(|call| callers.entry(call.name()).or_default().push((number, call)));
        }
        let mut is_followed: Vec<bool> = facts.iter().map(|it| it.names_routes).collect();
        let mut is_called = vec![false; facts.len()];
        let mut distance = vec![0_usize; facts.len()];
        let mut pending: VecDeque<usize> = (0..facts.len()).filter(|it| is_followed[*it]).collect();
        while let Some(number) = pending.pop_front() {
            let callers = callers.get(&**facts[number].name).map_or(&[][..], Vec::as_slice);
            for (caller, call) in callers {
                if *caller != number && call.means(workspace, &facts[number], &facts[*caller]) {
                    is_called[number] = true;
                    if !std::mem::replace(&mut is_followed[*caller], true) {
                        distance[*caller] = distance[number] + 1;
                        pending.push_back(*caller);
                    }
                }
            }
        }
        let mut found = Self { reach: reach(workspace), ..Self::default() };
        for (number, it) in facts.iter().enumerate().filter(|it| is_followed[it.0]) {
            found.followed.insert(it.item);
            if let Some(owner) = it.owner {
                found.methods.entry(it.name.clone()).or_default().push(it.item);
                found.packages.extend(workspace.target_of(it.item).map(|target| (it.item, target.package)));
                found
                    .types
                    .extend(workspace.self_type(owner).item().filter(|_| distance[number] <= MAX_DISTANCE));
            }
            if !is_called[number] {
                found.roots.push(it.item);
            }
        }
        found.texts = facts.iter().filter(|it| it.gives_text).map(|it| it.item).collect();
        // What only calls each other in a circle begins somewhere too.
        found
            .roots
            .extend(facts.iter().zip(is_called).filter(|it| it.1 && it.0.names_routes).map(|it| it.0.item));
        found
    }

    /// Whether a function is followed when it is called.
    pub(super) fn is_followed(&self, function: ItemId) -> bool {
        self.followed.contains(&function) || self.texts.contains(&function)
    }

    /// Whether a followed method may be called from a package: it or what it uses declares the method.
    pub(super) fn is_within_reach(&self, from: Option<PackageId>, method: ItemId) -> bool {
        let used = from.and_then(|it| self.reach.get(&it));
        used.is_none_or(|it| self.packages.get(&method).is_none_or(|package| it.contains(package)))
    }

    /// Whether some function of the type is followed.
    pub(super) fn is_builder(&self, ty: ItemId) -> bool {
        self.types.contains(&ty)
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

impl<'w> Facts<'w> {
    fn new(workspace: &'w Workspace, item: ItemId, function: &'w Function, words: &FxHashSet<&str>) -> Self {
        let scope = workspace.scope_of(item);
        let is_word =
            |path: &Path| word_in(path, words).is_some_and(|it| !is_own(workspace, scope, path, it));
        let look = Look { workspace, scope, words };
        let hands_routes = names_in_signature(function).iter().any(|it| is_word(it));
        let mut found = Self {
            item,
            name: &workspace.item(item).name,
            owner: workspace.owner(item),
            calls: Vec::new(),
            parameters: parameters(workspace, item, function),
            hands_routes,
            // What could not be read may have named them.
            names_routes: hands_routes || !words.is_empty() && workspace.is_broken(item),
            gives_text: gives_text(function),
        };
        found.look(function.body.as_ref(), &look, is_word);
        // An input may have the name of a function, and is none.
        found.calls.retain(|it| !matches!(it, Called::Path(path, _) if is_input(function, path)));
        found
    }

    /// Whether a path begins with a parameter of types.
    fn decides(&self, path: &Path) -> bool {
        matches!(path.segments.as_slice(), [first, _] if &*first.name == "Self" || self.parameters.contains(&&first.name))
    }

    fn look(&mut self, body: Option<&'w Block>, look: &Look<'w, '_>, is_word: impl Fn(&Path) -> bool) {
        let Some(body) = body else { return };
        visit::expressions(body, |expr: &'w Expr| match &expr.kind {
            ExprKind::Path(path) => {
                self.names_routes |= is_word(path);
                self.calls.push(Called::Path(path, OnceCell::new()));
            }
            ExprKind::Method { name, .. } => self.calls.push(Called::Method(name)),
            ExprKind::Macro(call) => {
                self.names_routes |= is_word(&call.path);
                self.look_into(call, look);
            }
            _ => {}
        });
    }

    /// A macro of the project counts as what its definition says.
    fn look_into(&mut self, call: &'w MacroCall, look: &Look<'w, '_>) {
        let found = look.workspace.resolve_macro(look.scope, &call.path).item();
        let rules = match found.map(|it| &look.workspace.item(it).kind) {
            Some(ItemKind::Macro(definition)) => definition.rules.as_slice(),
            _ if macros::is_builtin(call.path.last()) => &[],
            _ => return,
        };
        let mut names = Vec::new();
        rules.iter().for_each(|it| names_in_tokens(&it.1, &mut names));
        names_in_tokens(&call.tokens, &mut names);
        let is_pair = |it: &[&str]| matches!(it, [a, b] if look.words.contains(&*format!("{a}::{b}")));
        self.names_routes |= names.iter().any(|it| look.words.contains(it)) || names.windows(2).any(is_pair);
        self.calls.extend(names.into_iter().map(Called::Word));
    }
}

/// Where a function looks names up, and the names that count.
struct Look<'w, 'l> {
    workspace: &'w Workspace,
    scope: Scope,
    words: &'l FxHashSet<&'l str>,
}

/// Names that are looked at in the definition of a macro, at most.
const MAX_NAMES: usize = 500;

fn names_in_tokens<'w>(tokens: &'w [Token], names: &mut Vec<&'w str>) {
    let mut pending: Vec<&Token> = tokens.iter().rev().collect();
    while let Some(token) = pending.pop().filter(|_| names.len() < MAX_NAMES) {
        match &token.kind {
            TokenKind::Ident(name) => names.push(name),
            TokenKind::Group(_, inner) => pending.extend(inner.iter().rev()),
            _ => {}
        }
    }
}

impl Called<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Path(path, _) => path.last(),
            Self::Method(name) => name,
            Self::Word(name) => name,
        }
    }

    /// Whether the name stands for a function, in the body of another one. Of methods nobody knows the type: those are
    /// followed that hand routers on, or that belong to the same type.
    fn means(&self, workspace: &Workspace, function: &Facts<'_>, caller: &Facts<'_>) -> bool {
        match self {
            Self::Path(path, found) => {
                let resolve = || workspace.resolve(workspace.scope_of(caller.item), path, Namespace::Value);
                let found = found.get_or_init(resolve);
                match found.item() {
                    Some(item) => item == function.item || is_of_trait(workspace, function, item),
                    // `T::routes()`: the parameter may be any type.
                    None => *found == Resolution::Unknown && function.owner.is_some() && caller.decides(path),
                }
            }
            Self::Word(_) => function.hands_routes,
            Self::Method(_) => {
                function.owner.is_some()
                    && (function.hands_routes || is_of_same_type(workspace, function, caller))
            }
        }
    }
}

/// Whether a function implements one that a trait declares.
fn is_of_trait(workspace: &Workspace, function: &Facts<'_>, declared: ItemId) -> bool {
    let of_trait = function.owner.and_then(|it| workspace.trait_of(it)).and_then(Resolution::item);
    of_trait.is_some() && of_trait == workspace.owner(declared)
}

fn is_of_same_type(workspace: &Workspace, one: &Facts<'_>, other: &Facts<'_>) -> bool {
    let of = |it: &Facts<'_>| it.owner.and_then(|it| workspace.self_type(it).item());
    of(one).is_some() && of(one) == of(other)
}

/// The words of the frameworks that each package depends on, itself or by way of other packages of the project.
fn words(workspace: &Workspace) -> FxHashMap<PackageId, FxHashSet<&'static str>> {
    let packages: Vec<(PackageId, &Package)> = (0..).map(PackageId).zip(workspace.packages()).collect();
    let own = |package: &Package| {
        let is_used = |it: &&&Framework| {
            package.is_anonymous
                || package
                    .dependencies
                    .iter()
                    .any(|dependency| it.crates.contains(&&*dependency.package.replace('-', "_")))
        };
        FRAMEWORKS.iter().filter(is_used).flat_map(|it| it.words).copied().collect::<FxHashSet<_>>()
    };
    let mut words: FxHashMap<PackageId, FxHashSet<&'static str>> =
        packages.iter().map(|it| (it.0, own(it.1))).collect();
    for _ in 0..MAX_LINKS {
        for (id, package) in &packages {
            let members = package.dependencies.iter().filter(|it| it.is_shipped).filter_map(|it| it.member);
            let more: FxHashSet<&'static str> =
                members.filter_map(|it| words.get(&it)).flatten().copied().collect();
            words.entry(*id).or_default().extend(more);
        }
    }
    words
}

/// The packages of the project that each one uses, directly or by way of others.
fn reach(workspace: &Workspace) -> FxHashMap<PackageId, FxHashSet<PackageId>> {
    let packages: Vec<(PackageId, &Package)> = (0..).map(PackageId).zip(workspace.packages()).collect();
    let known = packages.into_iter().filter(|it| !it.1.is_anonymous);
    known.map(|it| (it.0, workspace.built_with(it.0))).collect()
}

/// Where in a path a word stands: alone, or with what follows it.
fn word_in(path: &Path, words: &FxHashSet<&str>) -> Option<usize> {
    let names: Vec<&str> = path.segments.iter().map(|it| &*it.name).collect();
    let is_word = |it: &usize| {
        words.contains(names[*it])
            || names.get(it + 1).is_some_and(|next| words.contains(&*format!("{}::{next}", names[*it])))
    };
    (0..names.len()).find(is_word)
}

/// Whether the workspace declares what a path names at that place.
fn is_own(workspace: &Workspace, scope: Scope, path: &Path, place: usize) -> bool {
    let names: Vec<Name> = path.segments.iter().take(place + 1).map(|it| it.name.clone()).collect();
    let found = workspace.resolve_names(scope, &names, Namespace::Type);
    !matches!(found, Resolution::External(_) | Resolution::Maybe(_) | Resolution::Unknown)
}

fn is_input(function: &Function, path: &Path) -> bool {
    let is_name = |name: &Name| {
        function.inputs.iter().any(|it| matches!(&it.pattern.kind, PatternKind::Name(it, _) if it == name))
    };
    path.as_name().is_some_and(is_name)
}

fn parameters<'w>(workspace: &'w Workspace, item: ItemId, function: &'w Function) -> Vec<&'w Name> {
    let outer = workspace.owner(item).map(|it| &workspace.item(it).kind);
    let outer: &[GenericParam] = match outer {
        Some(ItemKind::Impl(it)) => &it.generics,
        Some(ItemKind::Trait(it)) => &it.generics,
        _ => &[],
    };
    function.generics.iter().chain(outer).map(|it| &it.name).collect()
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
                pending.extend(
                    segments.flat_map(|it| it.arguments.iter().chain(it.bindings.iter().map(|it| &it.1))),
                );
            }
            TypeKind::Never | TypeKind::Other => {}
        }
    }
    found
}

//! Where what a request brings goes in a body.

use super::checked::checked;
use super::input::{Input, Origin};
use super::text::{identifiers, inline_names};
use super::words::{
    CLEAN, FILLING, JOINING, LIMITING, MAKING, MAKING_MACROS, NARROW, NARROWING, READING_TRAITS, is_checking,
};
use super::{Body, Target};
use crate::code::{
    Attribute, Block, Closure, Expr, ExprKind, ItemId, ItemKind, Known, MacroCall, Name, Operator, Pattern,
    PatternKind, Statement, Workspace, visit,
};
use crate::source::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Expressions that are looked at for one answer, at most.
const MAX_PARTS: usize = 4_096;

/// The end of names of own derives that read a parameter: `UuidFromParam`.
const READING: &str = "FromParam";

/// What it takes for a value to be dangerous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Texts, which may hold anything. Numbers and identifiers of fixed form are harmless.
    Text,
    /// Numbers, which may be as large as they like. What is held to a limit or compared is harmless.
    Number,
}

/// Something that a request brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The variable.
    pub name: Name,
    /// Where it comes from.
    pub origin: Origin,
    /// The place of the input.
    pub span: Span,
}

/// The variables of a body that hold what a request brings.
#[derive(Debug, Default)]
pub struct Request {
    sources: Vec<Source>,
    /// What a name means from where on, in the order of these places.
    definitions: FxHashMap<Name, Vec<(u32, Found)>>,
    /// Variables that are compared, matched, or given to a function that checks.
    checked: FxHashSet<Name>,
}

/// What a value holds of a request, as numbers of sources; `None` for what the sender does not choose.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    text: Option<usize>,
    number: Option<usize>,
}

impl Found {
    const fn get(self, meaning: Meaning) -> Option<usize> {
        match meaning {
            Meaning::Text => self.text,
            Meaning::Number => self.number,
        }
    }

    const fn is_nothing(self) -> bool {
        self.text.is_none() && self.number.is_none()
    }
}

impl Request {
    /// Follows what the inputs bring.
    #[must_use]
    pub fn of_inputs<'a>(body: &Body<'a>, inputs: &[Input<'a>]) -> Self {
        Self::of_each(body, inputs.iter().filter(|it| it.origin.is_request()))
    }

    /// Follows what these inputs bring, wherever they come from.
    #[must_use]
    pub fn of_each<'a, 'i>(body: &Body<'a>, inputs: impl Iterator<Item = &'i Input<'a>>) -> Self
    where
        'a: 'i,
    {
        Self::follow(body, inputs.map(|it| (it.pattern, [true; 2], (it.origin, it.span))))
    }

    /// Follows what these patterns of the inputs bring: as text, and as number.
    pub(super) fn follow<'a>(
        body: &Body<'a>,
        inputs: impl Iterator<Item = (&'a Pattern, [bool; 2], (Origin, Span))>,
    ) -> Self {
        let mut found = Self { checked: checked(body), ..Self::default() };
        for (pattern, [is_text, is_number], (origin, span)) in inputs {
            for name in pattern.names() {
                let at = found.sources.len();
                found.sources.push(Source { name: name.clone(), origin, span });
                let [text, number] = [is_text, is_number].map(|it| it.then_some(at));
                found.define(body, name, 0, Found { text, number });
            }
        }
        if !found.sources.is_empty() {
            found.bindings(body);
        }
        found
    }

    /// Whether anything is followed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.sources.is_empty()
    }

    /// Whether a variable is looked at before it is used.
    #[must_use]
    pub fn is_checked(&self, name: &str) -> bool {
        self.checked.contains(name)
    }

    /// Whether any variable that is followed from an input on is looked at.
    #[must_use]
    pub fn has_checked(&self) -> bool {
        self.sources.iter().any(|it| self.is_checked(&it.name))
            || self
                .definitions
                .iter()
                .any(|it| self.is_checked(it.0) && it.1.iter().any(|it| !it.1.is_nothing()))
    }

    /// What the request brings into a variable, as it is at some place.
    pub(super) fn reaches_name(&self, name: &str, at: u32, meaning: Meaning) -> Option<&Source> {
        self.sources.get(self.source_at(name, at, meaning).filter(|_| !self.is_checked(name))?)
    }

    fn define(&mut self, body: &Body<'_>, name: &Name, from: u32, mut found: Found) {
        let is_of_narrow_type = || body.locals().known(name).is_some_and(|it| is_narrow_type(body, it));
        if found.text.is_some() && is_of_narrow_type() {
            found.text = None;
        }
        let all = self.definitions.entry(name.clone()).or_default();
        all.insert(all.partition_point(|it| it.0 <= from), (from, found));
    }

    fn found(&self, body: &Body<'_>, expr: &Expr) -> Found {
        let [text, number] = [Meaning::Text, Meaning::Number].map(|it| self.find(body, expr, it));
        Found { text, number }
    }

    fn bindings<'a>(&mut self, body: &Body<'a>) {
        let mut all: Vec<_> = body.bindings.iter().collect();
        all.sort_by_key(|it| it.value.span.start);
        for binding in all {
            let found = self.found(body, binding.value);
            match binding.target {
                Target::Pattern(pattern) => {
                    for name in pattern.names() {
                        self.define(body, name, binding.value.span.end, found);
                    }
                }
                Target::Place(place) => {
                    if let ExprKind::Path(path) = &place.kind
                        && let Some(name) = path.as_name().filter(|_| !found.is_nothing())
                    {
                        self.define(body, name, binding.value.span.end, found);
                    }
                }
            }
        }
        self.fillings(body);
    }

    /// `text.push_str(&name)` makes `text` hold what `name` holds.
    fn fillings(&mut self, body: &Body<'_>) {
        for call in body.calls.iter().filter(|it| FILLING.contains(&it.name())) {
            let Some(ExprKind::Path(path)) = call.receiver.map(|it| &it.kind) else { continue };
            let mut given = call.arguments.iter().map(|it| self.found(body, it));
            if let (Some(name), Some(found)) = (path.as_name(), given.find(|it| !it.is_nothing())) {
                self.define(body, name, call.expr.span.end, found);
            }
        }
    }

    /// What the request brings into a value, if the value can do harm with it.
    #[must_use]
    pub fn reaches<'a>(&self, body: &Body<'a>, expr: &'a Expr, meaning: Meaning) -> Option<&Source> {
        if self.is_empty() {
            return None;
        }
        self.sources.get(self.find(body, expr, meaning)?)
    }

    /// Parts of the value are looked at one after the other; what was checked is left out.
    fn find(&self, body: &Body<'_>, expr: &Expr, meaning: Meaning) -> Option<usize> {
        let mut pending = vec![expr];
        for _ in 0..MAX_PARTS {
            let expr = pending.pop()?;
            match &expr.kind {
                ExprKind::Path(path) => {
                    let name = path.as_name().filter(|it| !self.checked.contains(*it));
                    let found = name.and_then(|it| self.source_at(it, expr.span.start, meaning));
                    if found.is_some() {
                        return found;
                    }
                }
                ExprKind::Field(base, _) => {
                    let is_harmless = meaning == Meaning::Text && is_narrow(body, expr);
                    pending.extend((!is_harmless).then_some(&**base));
                }
                // `file_name` of a path is its last part; that of an upload may be anything.
                ExprKind::Method { receiver, name, .. }
                    if &**name == "file_name" && is_path(body, receiver) => {}
                // Where the service itself has put an upload.
                ExprKind::Method { receiver, name, .. } if &**name == "path" && is_file(receiver) => {}
                ExprKind::Macro(call) => {
                    if let Some(found) = self.in_macro(call, meaning, &mut pending) {
                        return Some(found);
                    }
                }
                _ => push_parts(expr, meaning, &mut pending),
            }
        }
        None
    }

    fn source_at(&self, name: &str, at: u32, meaning: Meaning) -> Option<usize> {
        let all = self.definitions.get(name)?;
        let latest = all.partition_point(|it| it.0 <= at).checked_sub(1)?;
        all.get(latest)?.1.get(meaning)
    }

    /// `format!("{name} {}", other)`: what is given to it, and the names in its text.
    fn in_macro<'e>(
        &self,
        call: &'e MacroCall,
        meaning: Meaning,
        pending: &mut Vec<&'e Expr>,
    ) -> Option<usize> {
        if !MAKING_MACROS.contains(&call.path.last()) {
            return None;
        }
        let mut names: Vec<String> = Vec::new();
        match &call.arguments {
            Some(arguments) => {
                pending.extend(arguments);
                let texts = arguments.iter().filter_map(Expr::as_text);
                names.extend(texts.flat_map(inline_names));
            }
            None => identifiers(&call.tokens, &mut names),
        }
        let usable = names.iter().filter(|it| !self.checked.contains(it.as_str()));
        usable.into_iter().find_map(|it| self.source_at(it, call.span.end, meaning))
    }
}

/// Whether a closure makes its value without what it is given, as `|_| "?"` does; a number that counts is nothing.
fn is_blind(closure: &Closure, receiver: &Expr) -> bool {
    let is_counted = matches!(&receiver.kind, ExprKind::Method { name, .. } if &**name == "enumerate");
    let given = closure.inputs.iter().flat_map(|it| match &it.kind {
        PatternKind::Tuple(parts) if is_counted => parts.iter().skip(1).flat_map(Pattern::names).collect(),
        _ => it.names(),
    });
    let given: Vec<&Name> = given.collect();
    let mut is_used = false;
    visit::expressions_in(&closure.body, |it| match &it.kind {
        ExprKind::Path(path) => is_used |= path.as_name().is_some_and(|it| given.contains(&it)),
        ExprKind::Macro(call) => {
            let mut names: Vec<String> =
                call.arguments.iter().flatten().filter_map(Expr::as_text).flat_map(inline_names).collect();
            if call.arguments.is_none() {
                identifiers(&call.tokens, &mut names);
            }
            is_used |= names.iter().any(|it| given.iter().any(|name| ***name == **it));
        }
        _ => {}
    });
    !is_used
}

/// What the value of an expression is made of.
fn push_parts<'e>(expr: &'e Expr, meaning: Meaning, pending: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Method { receiver, name, arguments, .. } => {
            let is_clean = CLEAN.contains(&&**name) || is_checking(name);
            let is_narrow = meaning == Meaning::Text && NARROWING.contains(&&**name);
            let is_limited = meaning == Meaning::Number && LIMITING.contains(&&**name);
            if is_clean || is_narrow || is_limited {
                return;
            }
            match arguments.first().map(|it| &it.kind) {
                Some(ExprKind::Closure(closure)) if is_blind(closure, receiver) => {
                    pending.push(&closure.body);
                }
                _ => pending.push(receiver),
            }
            if JOINING.contains(&&**name) {
                pending.extend(arguments);
            }
        }
        ExprKind::Call(callee, arguments) => {
            let ExprKind::Path(path) = &callee.kind else { return };
            let is_variant = path.last().starts_with(char::is_uppercase);
            if is_variant || (MAKING.contains(&path.last()) && !makes_narrow(path)) {
                pending.extend(arguments);
            }
        }
        ExprKind::Struct(_, fields, rest) => {
            pending.extend(fields.iter().map(|it| &it.value).chain(rest.as_deref()));
        }
        ExprKind::Tuple(all) | ExprKind::Array(all) => pending.extend(all),
        ExprKind::Reference(one) | ExprKind::Dereference(one) | ExprKind::Try(one) | ExprKind::Await(one) => {
            pending.push(one);
        }
        ExprKind::Cast(one, _) if meaning == Meaning::Number => pending.push(one),
        ExprKind::Index(one, _) => pending.push(one),
        ExprKind::Binary(Operator::Add | Operator::AddAssign, a, b) => pending.extend([&**a, &**b]),
        ExprKind::Binary(Operator::Other, a, b) if meaning == Meaning::Number => {
            pending.extend([&**a, &**b]);
        }
        ExprKind::Block(block) | ExprKind::Async(block) => pending.extend(tail(block)),
        ExprKind::If(_, then, otherwise) => {
            pending.extend(tail(then).into_iter().chain(otherwise.as_deref()));
        }
        ExprKind::Match(_, arms) => pending.extend(arms.iter().map(|it| &it.body)),
        _ => {}
    }
}

/// `Uuid::from_str`: what comes out cannot hold just anything.
fn makes_narrow(path: &crate::code::Path) -> bool {
    path.segments.iter().any(|it| NARROW.contains(&&*it.name))
}

fn is_narrow(body: &Body<'_>, expr: &Expr) -> bool {
    body.locals().type_of(expr).is_some_and(|it| is_narrow_type(body, &it))
}

/// Whether values of a type cannot hold just any text.
fn is_narrow_type(body: &Body<'_>, known: &Known<'_>) -> bool {
    let name = body.locals().last_name(known);
    name.is_some_and(|it| NARROW.contains(&&*it))
        || body.locals().item(known).is_some_and(|it| is_choice_or_checked(body.workspace, it))
}

/// Whether a type of the project has but a few values, or is read from texts by code of its own.
fn is_choice_or_checked(workspace: &Workspace, item: ItemId) -> bool {
    match &workspace.item(item).kind {
        ItemKind::Enum(declared) => declared.variants.iter().all(|it| it.fields.is_empty()),
        ItemKind::Struct(_) => {
            let derives = derived(&workspace.item(item).attributes);
            READING_TRAITS.iter().any(|it| workspace.implementation(item, it).is_some())
                || derives.iter().any(|it| it.len() > READING.len() && it.ends_with(READING))
        }
        _ => false,
    }
}

/// Names in `#[derive(…)]`.
fn derived(attributes: &[Attribute]) -> Vec<String> {
    let mut found = Vec::new();
    for attribute in attributes.iter().filter(|it| it.path.last() == "derive") {
        identifiers(&attribute.tokens, &mut found);
    }
    found
}

fn is_path(body: &Body<'_>, expr: &Expr) -> bool {
    body.type_path(expr).last().is_some_and(|it| ["Path", "PathBuf"].contains(&&**it))
}

/// Whether something is called a file.
fn is_file(expr: &Expr) -> bool {
    let name = match &expr.kind {
        ExprKind::Path(path) => path.last(),
        ExprKind::Field(_, name) => name,
        _ => return false,
    };
    ["file", "temp", "upload"].iter().any(|it| name.contains(it))
}

/// The value of a block.
pub(super) fn tail(block: &Block) -> Option<&Expr> {
    match block.statements.last()? {
        Statement::Expr { expr, is_ended: false, .. } => Some(expr),
        _ => None,
    }
}

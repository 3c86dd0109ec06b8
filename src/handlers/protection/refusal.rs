//! What the variants of a project's errors become: 401, 403, 429.

use super::signs::Signs;
use super::words;
use crate::code::{
    Arm, Attribute, Enum, ExprKind, ItemId, ItemKind, LiteralKind, Pattern, PatternKind, Token, TokenKind,
    Variant, Workspace, visit,
};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Functions that say what an error becomes.
const ANSWERS: &[&str] = &[
    "status_code",
    "status",
    "into_response",
    "error_response",
    "respond_to",
    "as_response",
    "write",
    "http_status",
];

/// Errors of a project, each read once.
#[derive(Default)]
pub(super) struct Refusals {
    known: RefCell<FxHashMap<ItemId, Rc<[Signs]>>>,
}

impl Refusals {
    /// What a variant says: by its name, by an attribute, by what the error's answer is for it.
    pub(super) fn of_variant(&self, workspace: &Workspace, of: ItemId, number: u32) -> Signs {
        let known = self.known.borrow().get(&of).cloned();
        let all = known.unwrap_or_else(|| {
            let read = read(workspace, of);
            self.known.borrow_mut().insert(of, read.clone());
            read
        });
        all.get(number as usize).copied().unwrap_or_default()
    }
}

fn read(workspace: &Workspace, of: ItemId) -> Rc<[Signs]> {
    let item = workspace.item(of);
    let ItemKind::Enum(declared) = &item.kind else { return Rc::from([]) };
    let by_name = |it: &Variant| words::of_refusal(&it.name).and(words::of_variant(&item.name, &it.name));
    let mut all: Vec<Signs> =
        declared.variants.iter().map(|it| by_name(it).and(by_attributes(&it.attributes))).collect();
    for function in answers(workspace, of) {
        let ItemKind::Function(function) = &workspace.item(function).kind else { continue };
        let Some(body) = &function.body else { continue };
        visit::expressions(body, |expr| {
            if let ExprKind::Match(_, arms) = &expr.kind {
                arms.iter().for_each(|it| by_arm(declared, it, &mut all));
            }
        });
    }
    all.into()
}

fn answers(workspace: &Workspace, of: ItemId) -> Vec<ItemId> {
    ANSWERS.iter().flat_map(|it| workspace.methods(of, it)).collect()
}

/// `#[oai(status = 401)]`.
fn by_attributes(attributes: &[Attribute]) -> Signs {
    let status = |it: &Attribute| {
        let names = it.tokens.iter().any(|it| matches!(it.ident(), Some("status" | "code")));
        let number = |it: &Token| match &it.kind {
            TokenKind::Literal(text) => text.parse().ok().map(words::of_number),
            _ => None,
        };
        it.tokens.iter().filter(|_| names).find_map(number)
    };
    attributes.iter().filter_map(status).fold(Signs::NONE, Signs::and)
}

fn by_arm(declared: &Enum, arm: &Arm, all: &mut [Signs]) {
    let signs = said(arm);
    if signs == Signs::NONE {
        return;
    }
    let names = variants(&arm.pattern);
    for (variant, known) in declared.variants.iter().zip(all) {
        if names.iter().any(|it| *it == &*variant.name) {
            *known = known.and(signs);
        }
    }
}

fn said(arm: &Arm) -> Signs {
    let mut signs = Signs::NONE;
    visit::expressions_in(&arm.body, |expr| {
        signs = signs.and(match &expr.kind {
            ExprKind::Path(path) => words::of_refusal(path.last()),
            ExprKind::Literal(it) => match it.kind {
                LiteralKind::Integer(Some(number)) => words::of_number(number),
                _ => Signs::NONE,
            },
            _ => Signs::NONE,
        });
    });
    signs
}

/// Names of the variants that a pattern takes.
fn variants(pattern: &Pattern) -> Vec<&str> {
    let mut found = Vec::new();
    let mut pending = vec![pattern];
    while let Some(pattern) = pending.pop() {
        match &pattern.kind {
            PatternKind::Or(all) | PatternKind::Tuple(all) => pending.extend(all),
            PatternKind::TupleStruct(path, _) | PatternKind::Struct(path, _) | PatternKind::Path(path) => {
                found.push(path.last());
            }
            PatternKind::Wrapped(inner, _) => pending.push(inner),
            PatternKind::Name(_, Some(inner)) => pending.push(inner),
            _ => {}
        }
    }
    found
}

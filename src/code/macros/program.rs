//! A rule's matcher as steps in one row, in the manner of the compiler's own.

use super::budget::{Budget, ExpansionError};
use super::fragment::Kind;
use super::unit::{repetition, unit_len};
use super::{MAX_NESTING, unit};
use crate::code::{Delimiter, Token, TokenKind};
use std::ops::Range;

/// One step of matching.
#[derive(Clone, Debug)]
pub(super) enum Step<'a> {
    /// This token.
    Token(&'a [Token]),
    /// The begin of a group.
    Open(Delimiter),
    /// The end of a group.
    Close(Delimiter),
    /// A fragment, bound to the variable of this number.
    Fragment(usize),
    /// A repetition begins; `end` is the step behind it.
    Repeat { variables: Range<usize>, depth: usize, is_optional: bool, end: usize },
    /// An iteration ended: another one from this step, or none.
    Again(Option<usize>),
    /// An iteration ended: behind this token another one from the step, or none.
    Separator(&'a [Token], usize),
    /// The rule matches if the call ends here.
    End,
}

/// A variable of a rule.
#[derive(Debug)]
pub(super) struct Variable<'a> {
    pub(super) name: &'a str,
    pub(super) kind: Kind,
    /// How many repetitions it stands in.
    pub(super) depth: usize,
}

/// A matcher, ready to be run.
#[derive(Debug, Default)]
pub(super) struct Program<'a> {
    pub(super) steps: Vec<Step<'a>>,
    pub(super) variables: Vec<Variable<'a>>,
}

/// The steps of a matcher.
pub(super) fn compile<'a>(matcher: &'a [Token], budget: &mut Budget) -> Result<Program<'a>, ExpansionError> {
    let mut program = Program::default();
    program.tokens(matcher, 0, 0)?;
    program.steps.push(Step::End);
    budget.steps(program.steps.len())?;
    Ok(program)
}

impl<'a> Program<'a> {
    fn tokens(&mut self, tokens: &'a [Token], depth: usize, nesting: usize) -> Result<(), ExpansionError> {
        if nesting > MAX_NESTING {
            return Err(ExpansionError::Nesting);
        }
        let mut rest = tokens;
        while let Some((token, after)) = rest.split_first() {
            rest = match &token.kind {
                TokenKind::Punct('$', _) => self.dollar(rest, after, depth, nesting)?,
                TokenKind::Group(delimiter, inner) => {
                    self.group(*delimiter, inner, depth, nesting)?;
                    after
                }
                _ => self.token(rest),
            };
        }
        Ok(())
    }

    fn token(&mut self, rest: &'a [Token]) -> &'a [Token] {
        let (token, after) = rest.split_at_checked(unit_len(rest)).unwrap_or((rest, &[]));
        self.steps.push(Step::Token(token));
        after
    }

    fn group(
        &mut self,
        delimiter: Delimiter,
        inner: &'a [Token],
        depth: usize,
        nesting: usize,
    ) -> Result<(), ExpansionError> {
        if delimiter == Delimiter::None {
            return self.tokens(inner, depth, nesting + 1);
        }
        self.steps.push(Step::Open(delimiter));
        self.tokens(inner, depth, nesting + 1)?;
        self.steps.push(Step::Close(delimiter));
        Ok(())
    }

    fn dollar(
        &mut self,
        rest: &'a [Token],
        after: &'a [Token],
        depth: usize,
        nesting: usize,
    ) -> Result<&'a [Token], ExpansionError> {
        if let Some((variable, after)) = variable(after, depth) {
            self.steps.push(Step::Fragment(self.variables.len()));
            self.variables.push(variable);
            return Ok(after);
        }
        let inner = after.first().and_then(|it| it.group(Delimiter::Parenthesis));
        let Some((inner, (separator, operator, behind))) = inner.zip(after.get(1..).and_then(repetition))
        else {
            return Ok(self.token(rest));
        };
        self.repeat(inner, separator, operator, depth, nesting)?;
        Ok(behind)
    }

    fn repeat(
        &mut self,
        inner: &'a [Token],
        separator: &'a [Token],
        operator: char,
        depth: usize,
        nesting: usize,
    ) -> Result<(), ExpansionError> {
        let (begin, first) = (self.steps.len(), self.variables.len());
        self.steps.push(Step::End);
        self.tokens(inner, depth + 1, nesting + 1)?;
        self.separate_patterns(separator);
        self.steps.push(match (separator, operator) {
            (_, '?') => Step::Again(None),
            ([], _) => Step::Again(Some(begin + 1)),
            (separator, _) => Step::Separator(separator, begin + 1),
        });
        let (variables, end) = (first..self.variables.len(), self.steps.len());
        if let Some(it) = self.steps.get_mut(begin) {
            *it = Step::Repeat { variables, depth, is_optional: operator != '+', end };
        }
        Ok(())
    }

    /// A pattern at the end of an iteration does not take the `|` that separates iterations.
    fn separate_patterns(&mut self, separator: &[Token]) {
        let is_last =
            matches!(self.steps.last(), Some(Step::Fragment(_))) && unit::starts_with(separator, "|");
        if let Some(it) = self.variables.last_mut().filter(|it| is_last && it.kind == Kind::Pattern) {
            it.kind = Kind::SinglePattern;
        }
    }
}

/// `name:kind` behind `$`.
fn variable(tokens: &[Token], depth: usize) -> Option<(Variable<'_>, &[Token])> {
    let [name, colon, kind, after @ ..] = tokens else { return None };
    let kind = if colon.is_punct(':') { Kind::named(kind.ident()?)? } else { return None };
    let is_alternative = kind == Kind::Pattern && unit::starts_with(after, "|");
    let kind = if is_alternative { Kind::SinglePattern } else { kind };
    Some((Variable { name: name.ident()?, kind, depth }, after))
}

//! A rule's body with its variables replaced.

use super::budget::{Budget, ExpansionError};
use super::fragment::Kind;
use super::search::{Bindings, Bound};
use super::unit::{group, punct, repetition, starts_with};
use super::{MAX_NESTING, Site};
use crate::code::{Delimiter, Token, TokenKind};
use crate::source::Span;
use rustc_hash::FxHashMap;

type Variables<'a, 'v> = FxHashMap<&'v str, &'v Bound<'a>>;

type Written = Result<(), ExpansionError>;

struct Transcriber<'s> {
    site: &'s Site,
    budget: &'s mut Budget,
}

/// The body with what the variables are bound to.
pub(super) fn run(
    body: &[Token],
    bindings: Bindings<'_, '_>,
    site: &Site,
    budget: &mut Budget,
) -> Result<Vec<Token>, ExpansionError> {
    let variables = bindings.iter().map(|it| (it.0, &it.1)).collect();
    let mut out = Vec::with_capacity(body.len());
    Transcriber { site, budget }.tokens(body, &variables, 0, &mut out)?;
    Ok(out)
}

impl Transcriber<'_> {
    fn tokens(
        &mut self,
        body: &[Token],
        variables: &Variables<'_, '_>,
        nesting: usize,
        out: &mut Vec<Token>,
    ) -> Written {
        if nesting > MAX_NESTING {
            return Err(ExpansionError::Nesting);
        }
        let mut rest = body;
        while let Some((token, after)) = rest.split_first() {
            rest = after;
            if token.is_punct('$') {
                rest = self.dollar(after, variables, nesting, out)?;
            } else {
                self.token(token, after, variables, nesting, out)?;
            }
        }
        Ok(())
    }

    fn push(&mut self, kind: TokenKind, out: &mut Vec<Token>) -> Written {
        self.budget.token()?;
        out.push(Token { kind, span: self.site.span });
        Ok(())
    }

    fn token(
        &mut self,
        token: &Token,
        after: &[Token],
        variables: &Variables<'_, '_>,
        nesting: usize,
        out: &mut Vec<Token>,
    ) -> Written {
        let kind = match &token.kind {
            TokenKind::Group(delimiter, inner) => {
                let mut tokens = Vec::with_capacity(inner.len());
                self.tokens(inner, variables, nesting + 1, &mut tokens)?;
                TokenKind::Group(*delimiter, tokens)
            }
            // What replaces a variable may begin with punctuation that does not belong to this.
            TokenKind::Punct(it, true) if after.first().is_some_and(|it| it.is_punct('$')) => {
                TokenKind::Punct(*it, false)
            }
            kind => kind.clone(),
        };
        self.push(kind, out)
    }

    /// What stands behind `$`; the result is what is behind that.
    fn dollar<'b>(
        &mut self,
        after: &'b [Token],
        variables: &Variables<'_, '_>,
        nesting: usize,
        out: &mut Vec<Token>,
    ) -> Result<&'b [Token], ExpansionError> {
        let Some((first, behind)) = after.split_first() else {
            return self.push(TokenKind::Punct('$', false), out).map(|()| after);
        };
        if first.ident() == Some("crate") {
            return self.push(TokenKind::Ident(self.site.home.clone()), out).map(|()| behind);
        }
        if let Some(bound) = first.ident().and_then(|it| variables.get(it)) {
            return self.variable(bound, behind, nesting, out).map(|()| behind);
        }
        if let Some(inner) = first.group(Delimiter::Parenthesis)
            && let Some((separator, _, behind)) = repetition(behind)
            && self.repeat(inner, separator, variables, nesting, out)?
        {
            return Ok(behind);
        }
        self.push(TokenKind::Punct('$', false), out)?;
        Ok(if first.is_punct('$') { behind } else { after })
    }

    /// Whether variables repeat; if none does, this is part of a definition in the body.
    fn repeat(
        &mut self,
        inner: &[Token],
        separator: &[Token],
        variables: &Variables<'_, '_>,
        nesting: usize,
        out: &mut Vec<Token>,
    ) -> Result<bool, ExpansionError> {
        let mut used = FxHashMap::default();
        self.repeated(inner, variables, nesting, &mut used)?;
        let Some(count) = used.values().map(|it| it.len()).next() else { return Ok(false) };
        if used.values().any(|it| it.len() != count) {
            return Err(ExpansionError::Repetition);
        }
        let mut inside = variables.clone();
        for index in 0..count {
            self.budget.steps(1 + used.len())?;
            inside.extend(used.iter().filter_map(|(name, them)| Some((*name, them.get(index)?))));
            if index > 0 {
                separator.iter().try_for_each(|it| self.push(it.kind.clone(), out))?;
            }
            self.tokens(inner, &inside, nesting + 1, out)?;
        }
        Ok(true)
    }

    /// The variables in some tokens that are bound to iterations.
    fn repeated<'a, 'v>(
        &mut self,
        tokens: &[Token],
        variables: &Variables<'a, 'v>,
        nesting: usize,
        used: &mut FxHashMap<&'v str, &'v [Bound<'a>]>,
    ) -> Written {
        if nesting > MAX_NESTING {
            return Err(ExpansionError::Nesting);
        }
        self.budget.steps(tokens.len())?;
        for (index, token) in tokens.iter().enumerate() {
            let is_variable =
                index.checked_sub(1).and_then(|it| tokens.get(it)).is_some_and(|it| it.is_punct('$'));
            match &token.kind {
                TokenKind::Group(_, inner) => self.repeated(inner, variables, nesting + 1, used)?,
                TokenKind::Ident(name) if is_variable => {
                    if let Some((name, Bound::Many(them))) = variables.get_key_value(&**name) {
                        used.insert(name, them);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn variable(
        &mut self,
        bound: &Bound<'_>,
        behind: &[Token],
        nesting: usize,
        out: &mut Vec<Token>,
    ) -> Written {
        let Bound::One(kind, tokens) = *bound else { return Err(ExpansionError::Repetition) };
        let tokens = if kind == Kind::Type { opened(tokens) } else { tokens };
        let [first, _, ..] = tokens else { return self.copy(tokens, nesting, out) };
        if kind == Kind::Type && starts_with(behind, "::") && !is_plain(tokens) {
            out.push(punct('<', first.span));
            self.copy(tokens, nesting, out)?;
            out.push(punct('>', first.span));
            return Ok(());
        }
        if !matches!(kind, Kind::Expr | Kind::Literal | Kind::Path | Kind::Type) {
            return self.copy(tokens, nesting, out);
        }
        self.budget.token()?;
        let mut inner = Vec::with_capacity(tokens.len());
        self.copy(tokens, nesting + 1, &mut inner)?;
        out.push(group(Delimiter::None, inner, whole(tokens, first.span)));
        Ok(())
    }

    fn copy(&mut self, tokens: &[Token], nesting: usize, out: &mut Vec<Token>) -> Written {
        if nesting > MAX_NESTING {
            return Err(ExpansionError::Nesting);
        }
        for token in tokens {
            self.budget.token()?;
            let kind = match &token.kind {
                TokenKind::Group(delimiter, inner) => {
                    let mut copied = Vec::with_capacity(inner.len());
                    self.copy(inner, nesting + 1, &mut copied)?;
                    TokenKind::Group(*delimiter, copied)
                }
                kind => kind.clone(),
            };
            out.push(Token { kind, span: token.span });
        }
        // What follows the fragment in the call does not follow it here.
        if let Some(Token { kind: TokenKind::Punct(_, is_joint), .. }) = out.last_mut() {
            *is_joint = false;
        }
        Ok(())
    }
}

/// What an invisible group holds: a fragment that was handed on.
fn opened(tokens: &[Token]) -> &[Token] {
    match tokens {
        [only] => only.group(Delimiter::None).unwrap_or(tokens),
        _ => tokens,
    }
}

/// `a::b`, which needs nothing around it.
fn is_plain(tokens: &[Token]) -> bool {
    tokens.iter().all(|it| it.ident().is_some() || it.is_punct(':'))
}

fn whole(tokens: &[Token], first: Span) -> Span {
    let last = tokens.last().map_or(first, |it| it.span);
    if last.file == first.file && last.end >= first.start { Span { end: last.end, ..first } } else { first }
}

//! A call's tokens in one row, so that matching needs no recursion.

use super::fragment::{self, Kind};
use crate::code::{Delimiter, Token, TokenKind};
use rustc_hash::FxHashMap;

/// What stands at a place of the row.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// A token, or an invisible group; with what follows it between the same delimiters.
    Leaf(&'a [Token]),
    /// The begin of a group, with what follows the group, and the place of the end.
    Open(Delimiter, &'a [Token], usize),
    /// The end of a group.
    Close(Delimiter),
    /// The end of the call.
    End,
}

impl<'a> Place<'a> {
    /// The tokens from here to the end of the group that they are in.
    pub(super) const fn rest(self) -> &'a [Token] {
        match self {
            Self::Leaf(rest) | Self::Open(_, rest, _) => rest,
            Self::Close(_) | Self::End => &[],
        }
    }
}

/// A call's tokens, and what is known about them whatever rule is tried.
pub(super) struct Input<'a> {
    row: Vec<Place<'a>>,
    extents: FxHashMap<(usize, Kind), Option<usize>>,
}

impl<'a> Input<'a> {
    pub(super) fn new(call: &'a [Token]) -> Self {
        Self { row: flatten(call), extents: FxHashMap::default() }
    }

    pub(super) fn place(&self, at: usize) -> Place<'a> {
        self.row.get(at).copied().unwrap_or(Place::End)
    }

    /// How many tokens the fragment at a place has.
    pub(super) fn extent(&mut self, at: usize, kind: Kind) -> Option<usize> {
        let rest = self.place(at).rest();
        *self.extents.entry((at, kind)).or_insert_with(|| fragment::extent(kind, rest))
    }

    /// The place behind some tokens.
    pub(super) fn skip(&self, at: usize, tokens: usize) -> usize {
        (0..tokens).fold(at, |at, _| match self.place(at) {
            Place::Open(_, _, close) => close + 1,
            _ => at + 1,
        })
    }
}

fn flatten(call: &[Token]) -> Vec<Place<'_>> {
    let mut row = Vec::with_capacity(call.len());
    let mut levels = vec![(call, None)];
    while let Some((rest, opened)) = levels.pop() {
        let Some((token, after)) = rest.split_first() else {
            close(&mut row, opened);
            continue;
        };
        levels.push((after, opened));
        match &token.kind {
            TokenKind::Group(delimiter, inner) if *delimiter != Delimiter::None => {
                levels.push((inner, Some(row.len())));
                row.push(Place::Open(*delimiter, rest, 0));
            }
            _ => row.push(Place::Leaf(rest)),
        }
    }
    row
}

fn close(row: &mut Vec<Place<'_>>, opened: Option<usize>) {
    let end = row.len();
    let Some(Place::Open(delimiter, _, close)) = opened.and_then(|it| row.get_mut(it)) else { return };
    *close = end;
    let delimiter = *delimiter;
    row.push(Place::Close(delimiter));
}

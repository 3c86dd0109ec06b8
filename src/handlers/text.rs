//! Strings as far as they are known: pieces with holes between them.

use crate::code::Name;

/// Characters that are kept of the expression that a hole is named by.
const MAX_NAME: usize = 60;

/// A string of which parts may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pieces: Vec<Piece>,
}

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// These characters.
    Known(String),
    /// Something that is decided when the service runs, by the name it has in the source.
    Hole(Name),
}

impl Text {
    /// A text that is known whole.
    #[must_use]
    pub(super) fn known(text: impl Into<String>) -> Self {
        Self { pieces: vec![Piece::Known(text.into())] }
    }

    /// A text of which nothing is known.
    #[must_use]
    pub(super) fn hole(name: impl AsRef<str>) -> Self {
        let line = name.as_ref().lines().next().unwrap_or_default();
        let shown: String = line.trim_start_matches('&').chars().take(MAX_NAME).collect();
        Self { pieces: vec![Piece::Hole(shown.trim().into())] }
    }

    /// The pieces in order; known ones do not follow each other.
    #[must_use]
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The characters, if all are known.
    #[must_use]
    pub(super) fn as_known(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Known(text)] => Some(text),
            _ => None,
        }
    }

    /// Both in a row.
    #[must_use]
    pub(super) fn followed_by(mut self, other: Self) -> Self {
        for piece in other.pieces {
            match (self.pieces.last_mut(), piece) {
                (Some(Piece::Known(text)), Piece::Known(more)) => text.push_str(&more),
                (_, piece) => self.pieces.push(piece),
            }
        }
        self
    }

    /// How much there is of it.
    pub(super) fn size(&self) -> usize {
        let size = |it: &Piece| match it {
            Piece::Known(text) => text.len(),
            Piece::Hole(name) => name.len(),
        };
        self.pieces.iter().map(size).sum()
    }

    /// The same with every known piece changed.
    #[must_use]
    pub(super) fn map(self, change: impl Fn(&str) -> String) -> Self {
        let changed = |piece| match piece {
            Piece::Known(text) => Piece::Known(change(&text)),
            hole @ Piece::Hole(_) => hole,
        };
        Self { pieces: self.pieces.into_iter().map(changed).collect() }
    }
}

/// What a format string says, with `{}` and `{name}` replaced in order; `None` stands for what is not known.
#[must_use]
pub(super) fn formatted(format: &str, mut argument: impl FnMut(&str) -> Option<Text>) -> Text {
    let mut text = Text::default();
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        text = text.followed_by(Text::known(&rest[..at]));
        let (brace, behind) = rest[at..].split_at(1);
        if behind.starts_with(brace) {
            text = text.followed_by(Text::known(brace));
            rest = &behind[1..];
            continue;
        }
        let Some((name, after)) = behind.split_once('}') else { return text };
        let name = name.split(':').next().unwrap_or_default();
        text = text.followed_by(argument(name).unwrap_or_else(|| Text::hole(name)));
        rest = after;
    }
    text.followed_by(Text::known(rest))
}

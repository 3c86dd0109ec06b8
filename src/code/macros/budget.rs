//! What expansion may cost, so that no source makes it endless.

use std::fmt;

/// What expansion may still cost. One is meant for everything that a file's calls become.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Tokens that may still be made.
    pub tokens: usize,
    /// Steps of matching and copying that may still be done.
    pub work: usize,
    /// Calls in the results of calls that may still be entered.
    pub depth: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { tokens: 1 << 20, work: 1 << 25, depth: 128 }
    }
}

impl Budget {
    /// Before what a call became is read: calls in it are one deeper.
    ///
    /// # Errors
    /// If calls are nested too deep already.
    pub fn enter(&mut self) -> Result<(), ExpansionError> {
        self.depth = self.depth.checked_sub(1).ok_or(ExpansionError::Depth)?;
        Ok(())
    }

    /// After what a call became was read.
    pub const fn leave(&mut self) {
        self.depth = self.depth.saturating_add(1);
    }

    /// Takes the cost of one more token.
    pub(super) fn token(&mut self) -> Result<(), ExpansionError> {
        self.tokens = self.tokens.checked_sub(1).ok_or(ExpansionError::Budget)?;
        Ok(())
    }

    /// Takes the cost of some steps.
    pub(super) fn steps(&mut self, count: usize) -> Result<(), ExpansionError> {
        self.work = self.work.checked_sub(count).ok_or(ExpansionError::Budget)?;
        Ok(())
    }
}

/// Why a call could not be expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpansionError {
    /// No rule matches.
    NoRule,
    /// It makes too much, or takes too long.
    Budget,
    /// Calls make calls without an end.
    Depth,
    /// Groups are nested too deep.
    Nesting,
    /// `$( … )` goes over fragments of which there are not equally many, or a fragment stands outside of one.
    Repetition,
    /// A macro known here is called with what it does not take, or with what only a compiler knows.
    Argument,
}

impl fmt::Display for ExpansionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoRule => "no rule of the macro matches",
            Self::Budget => "the macro expands to too much",
            Self::Depth => "the macro calls itself without an end",
            Self::Nesting => "the macro nests too deep",
            Self::Repetition => "a repetition of the macro does not fit its fragments",
            Self::Argument => "the macro's arguments are not known",
        })
    }
}

impl std::error::Error for ExpansionError {}

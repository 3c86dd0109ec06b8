//! An ignore, and what became of it.

use super::{Place, Rule};
use crate::finding::Ignored;
use jiff::civil::Date;

/// Somebody's word that findings of a rule are all right somewhere.
#[derive(Clone, Debug)]
pub struct Ignore<'a> {
    /// The rule; none where its name is missing or not known.
    pub rule: Option<&'static Rule>,
    /// Where it is written; unknown when a configuration comes without its text.
    pub place: Option<Place<'a>>,
    /// In what way and why.
    pub ignored: Ignored,
    /// What became of it.
    pub state: State,
}

/// What became of an ignore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It cannot be understood or lacks something, and ignores nothing.
    Invalid(String),
    /// It held until this day, and ignores nothing.
    Expired(Date),
    /// There was nothing to ignore.
    Unused,
    /// It ignored something.
    Used,
    /// Its rule did not run.
    NotJudged,
}

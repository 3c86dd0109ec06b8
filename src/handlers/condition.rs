//! When something holds that is not always there: features, settings, the arm of a `match`.

use crate::source::Span;
use std::sync::Arc;

/// One choice that the source leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is asked, as written; for `cfg` what stands between its parentheses.
    pub text: String,
    /// Where it is asked. Arms of one choice have the same place.
    pub span: Span,
    /// Which way it went: arms of one choice never hold together.
    pub arm: usize,
}

/// All that must hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions(Option<Arc<Vec<Condition>>>);

impl Conditions {
    /// The conditions, outermost first.
    #[must_use]
    pub fn list(&self) -> &[Condition] {
        self.0.as_ref().map_or(&[], |it| it.as_slice())
    }

    /// These and those.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (_, None) => self.clone(),
            (None, _) => other.clone(),
            _ => other.list().iter().fold(self.clone(), |all, it| all.with(it.clone())),
        }
    }

    /// These and one more.
    #[must_use]
    pub fn with(&self, condition: Condition) -> Self {
        let mut list = self.list().to_vec();
        if !list.contains(&condition) {
            list.push(condition);
        }
        Self(Some(Arc::new(list)))
    }

    /// These but for those.
    #[must_use]
    pub fn without(&self, others: &[Condition]) -> Self {
        let kept = self.list().iter().filter(|it| !others.contains(it));
        kept.fold(Self::default(), |all, it| all.with(it.clone()))
    }

    /// Whether some choice goes one way here and another there.
    #[must_use]
    pub fn exclude(&self, other: &Self) -> bool {
        let differs = |a: &Condition, b: &Condition| a.span == b.span && a.arm != b.arm;
        self.list().iter().any(|a| other.list().iter().any(|b| differs(a, b)))
    }
}

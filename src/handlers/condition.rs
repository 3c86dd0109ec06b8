//! When something holds that is not always there: features, settings, the arm of a `match`.

use crate::source::Span;
use std::sync::Arc;

/// Conditions of one thing, at most: those further inside are left out.
const MAX_CONDITIONS: usize = 32;

/// One choice that the source leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Which way it went: arms of one choice never hold together.
    pub arm: usize,
    /// Where it is asked. Arms of one choice have the same place.
    pub span: Span,
    /// What is asked, as written; for `cfg` what stands between its parentheses.
    pub text: String,
}

/// All that must hold together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions(Option<Arc<Vec<Arc<Condition>>>>);

impl Conditions {
    pub(super) const ALWAYS: Self = Self(None);

    /// The conditions, outermost first.
    #[must_use]
    pub fn list(&self) -> &[Arc<Condition>] {
        self.0.as_ref().map_or(&[], |it| it.as_slice())
    }

    /// These and those.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        match (&self.0, &other.0) {
            (_, None) => self.clone(),
            (None, _) => other.clone(),
            (Some(own), Some(more)) if Arc::ptr_eq(own, more) => self.clone(),
            _ => self.with_all(other.list()),
        }
    }

    /// What is demanded here and there.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let list: Vec<_> = self.list().iter().filter(|it| other.list().contains(it)).cloned().collect();
        Self((!list.is_empty()).then(|| Arc::new(list)))
    }

    /// These and one more.
    #[must_use]
    pub fn with(&self, condition: Condition) -> Self {
        self.with_all(&[Arc::new(condition)])
    }

    fn with_all(&self, more: &[Arc<Condition>]) -> Self {
        if more.iter().all(|it| self.list().contains(it)) {
            return self.clone();
        }
        let mut list = self.list().to_vec();
        for condition in more {
            if list.len() < MAX_CONDITIONS && !list.contains(condition) {
                list.push(Arc::clone(condition));
            }
        }
        Self(Some(Arc::new(list)))
    }

    /// These but for those.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        if other.0.is_none() {
            return self.clone();
        }
        let list: Vec<_> = self.list().iter().filter(|it| !other.list().contains(it)).cloned().collect();
        Self((!list.is_empty()).then(|| Arc::new(list)))
    }

    /// Whether some choice goes one way here and another there.
    #[must_use]
    pub fn exclude(&self, other: &Self) -> bool {
        let differs = |a: &Arc<Condition>, b: &Arc<Condition>| a.span == b.span && a.arm != b.arm;
        self.list().iter().any(|a| other.list().iter().any(|b| differs(a, b)))
    }
}

//! How much work one question may cost.

use std::cell::Cell;

/// Steps that are left: about as many as places of a text that are looked at. What is spent stays spent.
#[derive(Debug)]
pub struct Budget {
    left: Cell<u64>,
    is_overdrawn: Cell<bool>,
}

impl Budget {
    /// So many steps.
    #[must_use]
    pub const fn new(steps: u64) -> Self {
        Self { left: Cell::new(steps), is_overdrawn: Cell::new(false) }
    }

    /// Without an end.
    #[must_use]
    pub(super) const fn unlimited() -> Self {
        Self::new(u64::MAX)
    }

    /// Takes so many steps; `false` where there were fewer, now and ever after.
    pub(super) fn spend(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(steps as u64).filter(|_| !self.is_overdrawn());
        self.left.set(left.unwrap_or_default());
        self.is_overdrawn.set(left.is_none());
        left.is_some()
    }

    /// Whether more was asked for than there was, so that what came of it is not to be believed.
    pub(super) const fn is_overdrawn(&self) -> bool {
        self.is_overdrawn.get()
    }

    /// Answers a question with at most so many of the steps; `None` where they were not enough.
    pub(super) fn share<T>(&self, most: u64, answer: impl FnOnce(&Self) -> T) -> Option<T> {
        let granted = self.left.get().min(most);
        let share = Self::new(granted);
        let answer = answer(&share);
        self.left.set(self.left.get() - (granted - share.left.get()));
        (!share.is_overdrawn()).then_some(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_stays_spent() {
        let all = Budget::new(10);
        assert_eq!(all.share(4, |it| it.spend(3)), Some(true));
        assert_eq!(all.share(4, |it| it.spend(5) || it.spend(1)), None);
        assert!(!all.is_overdrawn());
        assert_eq!(all.share(4, |it| it.spend(3)), Some(true));
        assert_eq!(all.share(4, |it| it.spend(1)), None);
    }
}

//! Decisions that bytes make: whoever has bytes (proptest, a fuzzer, a counter) can build values from them.

/// Bytes that decide, one after the other; when they are used up, every decision is for the first alternative.
pub(super) struct Choices<'a> {
    rest: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes.iter() }
    }

    /// A number below this one.
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.rest.next().map_or(0, |&it| usize::from(it) % count)
    }

    /// One of these.
    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// So many things, each made by further decisions; none once the bytes are used up.
    pub(super) fn several<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| make(self)).collect()
    }
}

//! GitHub's `primaryLocationLineHash`: what code scanning knows a result by when lines above it come and go.
//!
//! A line is hashed by its first hundred UTF-16 code units without blanks, running on over the lines that follow, and
//! by how many lines with the same hash come before it. One pass with a rolling hash does a whole file.

use rustc_hash::FxHashMap;

/// Code units that are hashed from the start of a line on.
const WINDOW: usize = 100;
const BASE: u64 = 37;
const BASE_TO_WINDOW: u64 = BASE.wrapping_pow(100);

/// The unit that GitHub puts behind the text.
const END: u16 = 0xFFFF;

/// Hashes of the lines (from 1) that are wanted.
pub(super) fn line_hashes(text: &str, is_wanted: impl Fn(u32) -> bool) -> Vec<(u32, String)> {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    let counted = hashes(text).map(move |hash| {
        let count = seen.entry(hash).or_default();
        *count += 1;
        (hash, *count)
    });
    let wanted = (1..).zip(counted).filter(|(line, _)| is_wanted(*line));
    wanted.map(|(line, (hash, count))| (line, format!("{hash:x}:{count}"))).collect()
}

/// Hashes of all lines in order.
fn hashes(text: &str) -> impl Iterator<Item = u64> {
    let padding = std::iter::repeat_n((0, false), WINDOW - 1);
    let mut window = Window::new();
    units(text).chain(padding).filter_map(move |(unit, starts_line)| window.push(unit, starts_line))
}

/// Code units without blanks, with `\n` for every line break, and whether each is the first of its line.
fn units(text: &str) -> impl Iterator<Item = (u16, bool)> {
    let (mut after_cr, mut starts_line) = (false, true);
    text.encode_utf16().chain(std::iter::once(END)).filter_map(move |unit| {
        let is_blank = unit == u16::from(b' ') || unit == u16::from(b'\t');
        let is_second_half = after_cr && unit == u16::from(b'\n');
        after_cr = unit == u16::from(b'\r');
        if is_blank || is_second_half {
            return None;
        }
        let unit = if after_cr { u16::from(b'\n') } else { unit };
        Some((unit, std::mem::replace(&mut starts_line, unit == u16::from(b'\n'))))
    })
}

/// The last hundred units, as a ring, and their hash.
struct Window {
    units: [(u16, bool); WINDOW],
    oldest: usize,
    hash: u64,
}

impl Window {
    const fn new() -> Self {
        Self { units: [(0, false); WINDOW], oldest: 0, hash: 0 }
    }

    /// Takes a unit in, and tells the hash if what is now the oldest unit starts a line.
    fn push(&mut self, unit: u16, starts_line: bool) -> Option<u64> {
        let (left, _) = std::mem::replace(&mut self.units[self.oldest], (unit, starts_line));
        self.oldest = (self.oldest + 1) % WINDOW;
        let shifted = self.hash.wrapping_mul(BASE).wrapping_add(u64::from(unit));
        self.hash = shifted.wrapping_sub(u64::from(left).wrapping_mul(BASE_TO_WINDOW));
        self.units[self.oldest].1.then_some(self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::line_hashes;

    fn all(text: &str) -> String {
        line_hashes(text, |_| true).into_iter().map(|it| it.1).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn blanks_do_not_count() {
        assert_eq!(all(""), "c129715d7a2bc9a3:1");
        assert_eq!(
            all(" a\nb\n  \t\tc\n d"),
            "271789c17abda88f:1, 54703d4cd895b18:1, 180aee12dab6264:1, a23a3dc5e078b07b:1"
        );
    }

    #[test]
    fn hashes_run_on_over_following_lines() {
        assert_eq!(
            all("x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n"),
            "e54938cc54b302f1:1, bb609acbe9138d60:1, 1131fd5871777f34:1, 5c482a0f8b35ea28:1, \
             54517377da7028d2:1, 2c644846cb18d53e:1, f1b89f20de0d133:1, c129715d7a2bc9a3:1"
        );
    }

    #[test]
    fn equal_lines_are_numbered() {
        assert_eq!(
            all(&"Lorem ipsum dolor sit amet.\n".repeat(10)),
            "a7f2ff13bc495cf2:1, a7f2ff13bc495cf2:2, a7f2ff13bc495cf2:3, a7f2ff13bc495cf2:4, \
             a7f2ff13bc495cf2:5, a7f2ff13bc495cf2:6, a7f2ff1481e87703:1, a9cf91f7bbf1862b:1, \
             55ec222b86bcae53:1, cc97dc7b1d7d8f7b:1, c129715d7a2bc9a3:1"
        );
    }

    #[test]
    fn line_breaks_of_all_kinds() {
        let blank = "4e5d562094661a0d:1, 5b5d4caf73a13177:1, 3c5bef55b72b93c9:1, c129715d7a2bc9a3:1";
        assert!(["\n\n\n", "\r\r\r", "\r\n\r\n\r\n", "\r \n\r\n"].into_iter().all(|it| all(it) == blank));
    }

    #[test]
    fn byte_order_mark_counts() {
        assert_eq!(
            all("\u{FEFF}openapi: 3.1.0\ninfo:\n"),
            "7c03f097dd5f49b6:1, f044343c74cba467:1, c129715d7a2bc9a3:1"
        );
    }

    #[test]
    fn only_wanted_lines() {
        let one = line_hashes("x = 2\nx = 1\n", |line| line == 2);
        assert_eq!(one.iter().map(|it| it.0).collect::<Vec<_>>(), [2]);
    }
}

//! Path templates that match the same requests, found with a tree of their segments.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Pairs of places in the tree that are looked at for each path, and in all, before we stop.
const STEPS_FOR_EACH: usize = 200;
const STEPS: usize = 200_000;

/// Two paths, by their numbers, the earlier one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Overlap {
    /// Number of the later path.
    pub later: usize,
    /// Number of the earlier path.
    pub earlier: usize,
    /// Whether they are the same but for the names in braces; otherwise each has text where the other has a template.
    pub is_identical: bool,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Overlaps {
    /// Pairs of paths, by the number of the later one.
    pub pairs: Vec<Overlap>,
    /// Whether there are so many places to look at that we stopped.
    pub is_cut: bool,
}

#[derive(Default)]
struct Step<'p> {
    /// Ordered, so that the same document is reported alike every time.
    texts: BTreeMap<&'p str, usize>,
    template: Option<usize>,
    path: Option<usize>,
}

/// Whether a segment is one template and nothing else.
#[must_use]
pub fn is_template(segment: &str) -> bool {
    let inside = segment.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    inside.is_some_and(|it| !it.contains(['{', '}']))
}

impl Overlaps {
    /// Among these paths, each of which has its number by its place.
    #[must_use]
    pub fn among(paths: &[String]) -> Self {
        let normal: Vec<String> = paths.iter().map(|it| without_names(it)).collect();
        let mut tree = vec![Step::default()];
        let mut found = Self::default();
        let mut first_of: FxHashMap<&str, usize> = FxHashMap::default();
        for (number, path) in normal.iter().enumerate() {
            let earlier = *first_of.entry(path).or_insert(number);
            if earlier == number {
                insert(&mut tree, path, number);
            } else {
                found.pairs.push(Overlap { later: number, earlier, is_identical: true });
            }
        }
        found.search(&tree, STEPS + STEPS_FOR_EACH * paths.len());
        found.pairs.sort_unstable();
        found.pairs.dedup();
        found
    }

    fn search(&mut self, tree: &[Step<'_>], mut steps: usize) {
        // Below two places one of which is a text where the other is a template; whether it is the other way round too.
        let mut pending: Vec<(usize, usize, bool)> = Vec::new();
        for step in tree {
            let Some(template) = step.template else { continue };
            pending.extend(step.texts.values().map(|it| (*it, template, false)));
            while let Some((one, other, is_crossed)) = pending.pop() {
                let Some(left) = steps.checked_sub(1) else {
                    self.is_cut = true;
                    return;
                };
                steps = left;
                let (Some(one), Some(other)) = (tree.get(one), tree.get(other)) else { continue };
                self.meet(one, other, is_crossed);
                descend(one, other, is_crossed, &mut pending);
            }
        }
    }

    fn meet(&mut self, one: &Step<'_>, other: &Step<'_>, is_crossed: bool) {
        if let (true, Some(one), Some(other)) = (is_crossed, one.path, other.path) {
            self.pairs.push(Overlap { later: one.max(other), earlier: one.min(other), is_identical: false });
        }
    }
}

fn descend(one: &Step<'_>, other: &Step<'_>, is_crossed: bool, pending: &mut Vec<(usize, usize, bool)>) {
    let (few, many) = if one.texts.len() <= other.texts.len() { (one, other) } else { (other, one) };
    let is_swapped = !std::ptr::eq(few, one);
    for (text, &of_few) in &few.texts {
        if let Some(&of_many) = many.texts.get(text) {
            let (one, other) = if is_swapped { (of_many, of_few) } else { (of_few, of_many) };
            pending.push((one, other, is_crossed));
        }
    }
    if let Some(template) = other.template {
        pending.extend(one.texts.values().map(|it| (*it, template, is_crossed)));
    }
    if let Some(template) = one.template {
        pending.extend(other.texts.values().map(|it| (template, *it, true)));
        pending.extend(other.template.map(|it| (template, it, is_crossed)));
    }
}

fn insert<'p>(tree: &mut Vec<Step<'p>>, path: &'p str, number: usize) {
    let mut at = 0;
    for segment in path.split('/') {
        let next = tree.len();
        let Some(step) = tree.get_mut(at) else { return };
        at = if segment == "{}" {
            *step.template.get_or_insert(next)
        } else {
            *step.texts.entry(segment).or_insert(next)
        };
        if at == next {
            tree.push(Step::default());
        }
    }
    if let Some(step) = tree.get_mut(at) {
        step.path = Some(number);
    }
}

/// The path with empty braces.
fn without_names(path: &str) -> String {
    let mut normal = String::with_capacity(path.len());
    let mut depth = 0_u32;
    for character in path.chars() {
        match character {
            '{' => {
                depth += 1;
                if depth == 1 {
                    normal.push_str("{}");
                }
            }
            '}' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            _ => normal.push(character),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(paths: &[&str]) -> Vec<(usize, usize, bool)> {
        let paths: Vec<String> = paths.iter().map(|it| (*it).to_owned()).collect();
        let found = Overlaps::among(&paths);
        assert!(!found.is_cut);
        found.pairs.iter().map(|it| (it.earlier, it.later, it.is_identical)).collect()
    }

    #[test]
    fn paths_that_overlap() {
        assert_eq!(pairs(&["/a/{x}", "/a/{y}", "/a/b"]), [(0, 1, true)]);
        assert_eq!(pairs(&["/a/{x}/b", "/a/c/{y}"]), [(0, 1, false)]);
        assert_eq!(pairs(&["/a/c/{y}", "/a/{x}/b", "/a/{x}/{y}"]), [(0, 1, false)]);
        assert_eq!(pairs(&["/{x}/b/{y}/d", "/a/{z}/c/{w}"]), [(0, 1, false)]);
        assert_eq!(pairs(&["/{x}/b/{y}/d", "/a/{z}/c/e"]), []);
        assert_eq!(pairs(&["/a/{x}.json", "/a/{x}", "/a/{x}.xml", "/a/b"]), []);
        assert_eq!(pairs(&["/a/me/posts", "/a/{x}/posts", "/a/{x}"]), []);
    }

    #[test]
    fn thousands_of_paths_take_no_time() {
        let paths: Vec<String> = (0..20_000).map(|it| format!("/a{}/{{x}}/b{}/{{y}}", it % 50, it)).collect();
        assert_eq!(Overlaps::among(&paths), Overlaps::default());
        let wild: Vec<String> = (0..4_000)
            .map(|it| format!("/{{x}}/a{it}"))
            .chain((0..4_000).map(|it| format!("/b{it}/{{y}}")))
            .collect();
        assert!(Overlaps::among(&wild).is_cut);
    }
}

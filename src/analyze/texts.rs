//! Finds the words of all rules on texts, in a few passes over each file however many rules there are.

use crate::openapi::{Hit, Text};
use crate::rule::{Check, Rule};
use crate::syntax::Tree;
use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// So many words are sought at once. More make each search slow, since it stops at places that only look like one;
/// fewer mean more searches.
const AT_ONCE: usize = 12;

/// What looks at the texts of a file that hold one of its words.
pub(super) type Look = for<'a> fn(&mut crate::rule::Context<'a>, &[Text<'a>]);

/// The words of some rules.
#[derive(Debug, Default)]
pub(super) struct Words {
    searches: Vec<Search>,
}

#[derive(Debug)]
struct Search {
    automaton: AhoCorasick,
    /// For each word the number of its check, and the word.
    words: Vec<(usize, &'static str)>,
}

impl Words {
    /// Of the rules that look at texts.
    pub(super) fn of(rules: &[&'static Rule]) -> Self {
        let of_check = |(number, (_, words, _)): (usize, (_, &'static [&'static str], _))| {
            words.iter().map(move |it| (number, *it))
        };
        let mut all: Vec<_> = checks(rules).enumerate().flat_map(of_check).collect();
        // Words that begin alike belong together: fewer places look like the beginning of one.
        all.sort_by_key(|it| it.1);
        Self { searches: all.chunks(AT_ONCE).filter_map(Search::new).collect() }
    }

    /// For each check that has words in a file its number and the texts that hold them.
    pub(super) fn texts<'a>(&self, tree: &'a Tree) -> Vec<(usize, Vec<Text<'a>>)> {
        let mut hits: Vec<(usize, Hit)> =
            self.searches.par_iter().flat_map_iter(|it| it.hits(tree)).collect();
        hits.sort_by_key(|it| it.1.span.start);
        let places: Vec<u32> = hits.iter().map(|it| it.1.span.start).collect();
        let nodes = tree.strings_at(&places);
        let mut found: BTreeMap<usize, Vec<Text<'a>>> = BTreeMap::new();
        for ((check, hit), node) in hits.into_iter().zip(nodes) {
            let Some(node) = node else { continue };
            let texts = found.entry(check).or_default();
            match texts.last_mut().filter(|it| it.node == node) {
                Some(text) => text.hits.push(hit),
                None => texts.push(Text { node, hits: vec![hit] }),
            }
        }
        found.into_iter().collect()
    }
}

impl Search {
    fn new(words: &[(usize, &'static str)]) -> Option<Self> {
        let patterns = words.iter().map(|it| it.1);
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(patterns).ok()?;
        Some(Self { automaton, words: words.to_vec() })
    }

    fn hits<'s>(&'s self, tree: &'s Tree) -> impl Iterator<Item = (usize, Hit)> + 's {
        let source = tree.source();
        self.automaton.find_iter(source.text()).filter_map(|it| {
            let (check, word) = *self.words.get(it.pattern().as_usize())?;
            Some((check, Hit { word, span: source.span(it.start(), it.end()) }))
        })
    }
}

/// Checks of texts, each with its rule and its words.
pub(super) fn checks(
    rules: &[&'static Rule],
) -> impl Iterator<Item = (&'static Rule, &'static [&'static str], Look)> {
    rules.iter().flat_map(|&rule| {
        rule.checks.iter().filter_map(move |check| match *check {
            Check::Texts(words, look) => Some((rule, words, look)),
            _ => None,
        })
    })
}

//! Which operations reach what: how many use a component, directly or through others.

use super::Files;
use crate::source::{FileId, offset};
use crate::syntax::{Node, NodeId};
use rustc_hash::FxHashMap;

/// Something that operations reach: an operation itself, or the target of a reference.
pub(super) type Unit = u32;

/// Operations counted at once; bounds the memory that counting takes.
const CHUNK: usize = 1024;

/// How many of the first operations are remembered by name.
const REMEMBERED: usize = 3;

/// Units and which refers to which, in each direction (0 request, 1 response).
#[derive(Debug, Default)]
pub(super) struct Graph {
    ids: FxHashMap<(FileId, NodeId), Unit>,
    nodes: Vec<(FileId, NodeId)>,
    edges: [Vec<Vec<Unit>>; 2],
    /// Units that are operations, in the order of the documents.
    operations: Vec<Unit>,
    numbers: FxHashMap<Unit, usize>,
}

/// Operations that reach a unit.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reached {
    pub(super) count: usize,
    /// Numbers of the first few.
    first: [u32; REMEMBERED],
}

impl Reached {
    fn add(&mut self, number: usize) {
        if let Some(place) = self.first.get_mut(self.count) {
            *place = offset(number);
        }
        self.count += 1;
    }

    pub(super) fn first(&self) -> impl Iterator<Item = usize> + '_ {
        self.first.iter().take(self.count).map(|&it| it as usize)
    }
}

fn place(node: Node<'_>) -> (FileId, NodeId) {
    (node.tree().source().id(), node.id())
}

impl Graph {
    /// The unit that begins at this node.
    pub(super) fn unit(&mut self, node: Node<'_>) -> Unit {
        let next = offset(self.nodes.len());
        let id = *self.ids.entry(place(node)).or_insert(next);
        if id == next {
            self.nodes.push(place(node));
            self.edges.iter_mut().for_each(|it| it.push(Vec::new()));
        }
        id
    }

    /// The next operation; their numbers are those of the calls.
    pub(super) fn operation(&mut self, node: Node<'_>) -> Unit {
        let unit = self.unit(node);
        self.numbers.insert(unit, self.operations.len());
        self.operations.push(unit);
        unit
    }

    /// Number of the operation that begins at this node.
    pub(super) fn operation_number(&self, node: Node<'_>) -> Option<usize> {
        self.numbers.get(self.ids.get(&place(node))?).copied()
    }

    pub(super) fn edge(&mut self, direction: usize, from: Unit, to: Unit) {
        self.edges[direction][from as usize].push(to);
    }

    /// The unit in which a node lies.
    pub(super) fn unit_of(&self, node: Node<'_>) -> Option<Unit> {
        std::iter::successors(Some(node), |it| it.parent()).find_map(|it| self.ids.get(&place(it)).copied())
    }

    /// A unit that lies in another is reached with it; operations are not, they only lie in their path.
    pub(super) fn connect_nested(&mut self, files: &Files) {
        for unit in 0..offset(self.nodes.len()) {
            if self.numbers.contains_key(&unit) {
                continue;
            }
            let (file, node) = self.nodes[unit as usize];
            let parent = files.tree(file).and_then(|it| it.node(node).parent());
            if let Some(outer) = parent.and_then(|it| self.unit_of(it)) {
                self.edges.iter_mut().for_each(|it| it[outer as usize].push(unit));
            }
        }
    }

    /// Whether some operations reach it, for each unit.
    pub(super) fn reach(&self, direction: usize, numbers: impl Iterator<Item = usize>) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        let mut pending: Vec<Unit> = numbers.filter_map(|it| self.operations.get(it).copied()).collect();
        while let Some(unit) = pending.pop() {
            if !std::mem::replace(&mut reached[unit as usize], true) {
                pending.extend(&self.edges[direction][unit as usize]);
            }
        }
        reached
    }

    /// For each unit the operations that reach it in one direction.
    pub(super) fn reached(&self, direction: usize) -> Vec<Reached> {
        let edges = &self.edges[direction];
        let component = components(edges);
        let order = by_component(&component);
        let mut reached = vec![Reached::default(); self.nodes.len()];
        let (referring, closed) = self.by_reach(direction);
        for number in closed {
            let unit = self.operations[number];
            std::iter::once(unit)
                .chain(edges[unit as usize].iter().copied())
                .for_each(|it| reached[it as usize].add(number));
        }
        for numbers in referring.chunks(CHUNK) {
            let units: Vec<Unit> = numbers.iter().map(|&it| self.operations[it]).collect();
            let bits = spread(edges, &component, &order, &units);
            for (unit, reached) in reached.iter_mut().enumerate() {
                count(&bits[component[unit] as usize], numbers, reached);
            }
        }
        reached
    }

    /// Groups of units that reach each other in one direction, each in the order in which they were met.
    pub(super) fn circles(&self, direction: usize) -> Vec<Vec<(FileId, NodeId)>> {
        let edges = &self.edges[direction];
        let component = components(edges);
        let mut groups: FxHashMap<u32, Vec<Unit>> = FxHashMap::default();
        let mut order = Vec::new();
        for (unit, &group) in (0..).zip(&component) {
            let members = groups.entry(group).or_default();
            if members.is_empty() {
                order.push(group);
            }
            members.push(unit);
        }
        let is_circle =
            |units: &[Unit]| units.len() > 1 || units.iter().any(|it| edges[*it as usize].contains(it));
        let found = order.iter().filter_map(|it| groups.get(it)).filter(|it| is_circle(it));
        found.map(|units| units.iter().map(|it| self.nodes[*it as usize]).collect()).collect()
    }

    /// Numbers of the operations that refer to something, themselves or by their path, and of those that reach only
    /// themselves and their path.
    fn by_reach(&self, direction: usize) -> (Vec<usize>, Vec<usize>) {
        let edges = &self.edges[direction];
        let refers = |unit: Unit| {
            let own = &edges[unit as usize];
            own.len() > 1 || own.iter().any(|&item| !edges[item as usize].is_empty())
        };
        (0..self.operations.len()).partition(|&it| refers(self.operations[it]))
    }
}

type Bits = [u64; CHUNK / 64];

/// Which of these operations reach each component; components are numbered from what is reached to what reaches.
fn spread(edges: &[Vec<Unit>], component: &[u32], order: &[Unit], operations: &[Unit]) -> Vec<Bits> {
    let components = component.iter().max().map_or(0, |it| *it as usize + 1);
    let mut bits = vec![[0; CHUNK / 64]; components];
    for (number, &unit) in operations.iter().enumerate() {
        bits[component[unit as usize] as usize][number / 64] |= 1 << (number % 64);
    }
    for &unit in order {
        let from = component[unit as usize] as usize;
        for &next in &edges[unit as usize] {
            let to = component[next as usize] as usize;
            if to != from {
                let (low, high) = bits.split_at_mut(from);
                low[to].iter_mut().zip(&high[0]).for_each(|(to, from)| *to |= from);
            }
        }
    }
    bits
}

fn count(bits: &Bits, numbers: &[usize], reached: &mut Reached) {
    for (word, &bits) in bits.iter().enumerate() {
        let mut rest = bits;
        while rest != 0 && reached.count < REMEMBERED {
            let number = numbers.get(word * 64 + rest.trailing_zeros() as usize).copied().unwrap_or_default();
            reached.add(number);
            rest &= rest - 1;
        }
        reached.count += rest.count_ones() as usize;
    }
}

/// Units in the order in which sets flow: from the component that nothing reaches down.
fn by_component(component: &[u32]) -> Vec<Unit> {
    let mut order: Vec<Unit> = (0..offset(component.len())).collect();
    order.sort_by_key(|&it| std::cmp::Reverse(component[it as usize]));
    order
}

/// Strongly connected components by Tarjan's algorithm without recursion: a component has a higher number than those it reaches.
fn components(edges: &[Vec<Unit>]) -> Vec<u32> {
    const UNSEEN: u32 = u32::MAX;
    let count = edges.len();
    let (mut index, mut low, mut component) = (vec![UNSEEN; count], vec![0; count], vec![UNSEEN; count]);
    let (mut stack, mut calls): (Vec<Unit>, Vec<(Unit, usize)>) = (Vec::new(), Vec::new());
    let (mut next_index, mut next_component) = (0, 0);
    for root in 0..offset(count) {
        if index[root as usize] != UNSEEN {
            continue;
        }
        calls.push((root, 0));
        while let Some((unit, step)) = calls.pop() {
            let at = unit as usize;
            if step == 0 {
                (index[at], low[at]) = (next_index, next_index);
                next_index += 1;
                stack.push(unit);
            }
            match edges[at].get(step) {
                Some(&next) if index[next as usize] == UNSEEN => calls.extend([(unit, step + 1), (next, 0)]),
                Some(&next) => {
                    if component[next as usize] == UNSEEN {
                        low[at] = low[at].min(index[next as usize]);
                    }
                    calls.push((unit, step + 1));
                }
                None => {
                    if low[at] == index[at] {
                        while let Some(member) = stack.pop() {
                            component[member as usize] = next_component;
                            if member == unit {
                                break;
                            }
                        }
                        next_component += 1;
                    }
                    if let Some(&(caller, _)) = calls.last() {
                        low[caller as usize] = low[caller as usize].min(low[at]);
                    }
                }
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_reach_through_cycles() {
        // 0, 1, 2 are operations; 3 ⇄ 4 → 5; 6 alone.
        let edges = vec![vec![3], vec![4], vec![], vec![4], vec![3, 5], vec![], vec![]];
        let graph = Graph {
            nodes: vec![(FileId(0), NodeId::ROOT); 7],
            edges: [edges, vec![Vec::new(); 7]],
            operations: vec![0, 1, 2],
            ..Graph::default()
        };
        let reached = graph.reached(0);
        let counts: Vec<_> = reached.iter().map(|it| it.count).collect();
        assert_eq!(counts, [1, 1, 1, 2, 2, 2, 0]);
        assert_eq!(reached[5].first().collect::<Vec<_>>(), [0, 1]);
    }
}

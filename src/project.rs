//! Everything that was loaded, built once and then only read.

mod code;
mod fingerprints;
mod join;
mod matching;
mod served;
mod settings;
mod table;

pub use code::Code;
pub use fingerprints::Fingerprints;
pub use join::{Endpoint, Join, Pairing};
pub use served::Served;
pub use settings::ServiceSettings;

use crate::handlers::Names;
use crate::openapi::{Files, Version, may_be_reference, referenced_path};
use crate::source::{FileId, Found, Root, SourceFile, Unreadable, offset};
use crate::syntax::{Node, Tree};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Files that references may bring in, beyond those that were found.
const MAX_FRAGMENTS: usize = 20_000;

/// The files of a run and how they belong together.
#[derive(Debug, Default)]
pub struct Project {
    files: Files,
    groups: Vec<Vec<FileId>>,
    base_groups: Vec<Vec<FileId>>,
    /// The configuration, which findings may stand in.
    settings: Option<SourceFile>,
    code: Option<Code>,
}

impl Project {
    /// Parses texts, and the files that they refer to. Texts met in folders that are no API documents are left out.
    #[must_use]
    pub fn load(root: &Root, sources: Vec<Found>) -> Self {
        let mut trees: Vec<Tree> = sources.into_par_iter().filter_map(parse_found).collect();
        let unread = add_referenced(root, &mut trees);
        let files = Files::new(trees).with_unread(unread);
        let groups = groups(&files);
        Self { files, groups, base_groups: Vec::new(), settings: None, code: None }
    }

    /// The same with the services that Rust sources make, numbered behind the documents; `names` are those that the
    /// project has for what protects its routes. Without a sign of a web framework they are left out.
    #[must_use]
    pub fn with_code(mut self, sources: Vec<SourceFile>, names: &Names) -> Self {
        self.code = Code::load(sources, self.files.trees().len(), names);
        self
    }

    /// The same with the services of a project that differs in its documents only.
    #[must_use]
    pub fn with_code_of(mut self, before: &mut Self) -> Self {
        let first = self.files.trees().len();
        self.code = before.code.take().and_then(|it| it.behind(first));
        self
    }

    /// The services that Rust sources make.
    #[must_use]
    pub const fn code(&self) -> Option<&Code> {
        self.code.as_ref()
    }

    /// Two versions, to be compared. Files of one do not see those of the other.
    #[must_use]
    pub fn versions(base: Self, head: Self) -> Self {
        let first = head.files.trees().len();
        let shifted = |it: FileId| FileId(offset(first + it.0 as usize));
        let base_groups = base.groups.into_iter().map(|it| it.into_iter().map(shifted).collect()).collect();
        Self {
            files: Files::joined(base.files, head.files),
            groups: head.groups,
            base_groups,
            settings: None,
            code: None,
        }
    }

    /// The same with the text of its configuration, numbered behind the other files.
    #[must_use]
    pub fn with_settings(mut self, mut source: SourceFile) -> Self {
        let code = self.code.as_ref().map_or(0, Code::count);
        source.set_id(FileId(offset(self.files.trees().len() + code)));
        self.settings = Some(source);
        self
    }

    /// The text of the configuration.
    #[must_use]
    pub const fn settings(&self) -> Option<&SourceFile> {
        self.settings.as_ref()
    }

    /// All files.
    #[must_use]
    pub const fn files(&self) -> &Files {
        &self.files
    }

    /// Files that refer to each other, by group, in the order of their paths.
    #[must_use]
    pub fn groups(&self) -> &[Vec<FileId>] {
        &self.groups
    }

    /// The same for the version before, where two are compared.
    #[must_use]
    pub fn base_groups(&self) -> &[Vec<FileId>] {
        &self.base_groups
    }

    /// Every text that findings may stand in.
    pub fn sources(&self) -> impl Iterator<Item = &SourceFile> {
        let code = self.code.iter().flat_map(Code::sources);
        self.files.trees().iter().map(Tree::source).chain(code).chain(self.settings())
    }

    /// The text of a file.
    #[must_use]
    pub fn source(&self, file: FileId) -> Option<&SourceFile> {
        let in_code = || self.code.as_ref().and_then(|it| it.source(file));
        self.files.source(file).or_else(in_code).or_else(|| self.settings().filter(|it| it.id() == file))
    }
}

fn parse_found(found: Found) -> Option<Tree> {
    let tree = Tree::parse(found.source);
    let claims_to_be_api = |it| Version::of(it).is_some() || Version::unsupported(it).is_some();
    let is_api = tree.root().is_some_and(claims_to_be_api);
    (found.is_named || is_api || is_broken_api(&tree)).then_some(tree)
}

/// Whether a text that cannot be read whole was meant to be an API document: a line begins with the word that makes one.
fn is_broken_api(tree: &Tree) -> bool {
    let begins = |line: &str| {
        let line = line.trim_start_matches(['{', ' ', '"', '\'']);
        ["openapi", "swagger"].iter().any(|word| {
            line.strip_prefix(word).is_some_and(|it| it.trim_start_matches(['"', '\'', ' ']).starts_with(':'))
        })
    };
    !tree.problems().is_empty()
        && tree.source().text().lines().filter(|it| !it.starts_with("    ")).any(begins)
}

/// Reads what the files refer to; answers with the paths of files that are there and cannot be read.
fn add_referenced(root: &Root, trees: &mut Vec<Tree>) -> FxHashMap<String, Unreadable> {
    let mut unread = FxHashMap::default();
    let mut known: BTreeSet<String> = trees.iter().map(|it| it.source().path_in_root().to_owned()).collect();
    let mut from = 0;
    while from < trees.len() && known.len() < MAX_FRAGMENTS + from {
        let wanted: BTreeSet<String> = trees[from..].par_iter().flat_map_iter(referenced_files).collect();
        let new: Vec<String> = wanted.into_iter().filter(|it| known.insert(it.clone())).collect();
        from = trees.len();
        let read: Vec<_> = new.into_par_iter().map(|it| (root.read(&it).map(Tree::parse), it)).collect();
        for (outcome, path) in read {
            match outcome {
                Ok(tree) => trees.push(tree),
                Err(reason) => drop(unread.insert(path, reason)),
            }
        }
    }
    unread
}

/// Paths from the root of the files that a file refers to.
fn referenced_files(tree: &Tree) -> BTreeSet<String> {
    let references = tree.nodes().filter(|it| may_be_reference(*it));
    references.filter_map(Node::text).filter_map(|it| referenced_file(tree, &it)).collect()
}

fn referenced_file(tree: &Tree, reference: &str) -> Option<String> {
    let uri = reference.split('#').next().filter(|it| !it.is_empty())?;
    referenced_path(tree.source().path_in_root(), uri).ok()
}

/// Groups of files that references connect; each group is analyzed on its own.
fn groups(files: &Files) -> Vec<Vec<FileId>> {
    let mut leader: Vec<usize> = (0..files.trees().len()).collect();
    for (number, tree) in files.trees().iter().enumerate() {
        for path in referenced_files(tree) {
            if let Some(other) = files.by_path(&path) {
                let (one, other) =
                    (find(&mut leader, number), find(&mut leader, other.source().id().0 as usize));
                leader[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups: FxHashMap<usize, usize> = FxHashMap::default();
    let mut found: Vec<Vec<FileId>> = Vec::new();
    for number in 0..leader.len() {
        let group = *groups.entry(find(&mut leader, number)).or_insert(found.len());
        if group == found.len() {
            found.push(Vec::new());
        }
        found[group].push(FileId(offset(number)));
    }
    found
}

fn find(leader: &mut [usize], mut number: usize) -> usize {
    while leader[number] != number {
        leader[number] = leader[leader[number]];
        number = leader[number];
    }
    number
}

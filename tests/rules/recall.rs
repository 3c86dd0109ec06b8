//! Each fault in `testdata/recall/<rule>.yaml` is found once, at its mark and under its risk, through every carrier that
//! fits; the same document without the fault is silent.
//!
//! A carrier is a route (where in a document) and a link (how the fault is reached from there). Both are data, in
//! `testdata/recall/carriers`, and its README says how to read them.

use super::harness::{Example, load, marked, settings};
use super::planting::{Texts, as_json, has_key, merged, planted};
use gatelint::analyze;
use gatelint::rule::Rule;
use gatelint::rules::{RULES, find};
use rayon::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FOLDER: &str = "testdata/recall";
const VERSIONS: [(&str, &str); 4] = [
    ("2.0", "swagger: '2.0'"),
    ("3.0", "openapi: 3.0.4"),
    ("3.1", "openapi: 3.1.1"),
    ("3.2", "openapi: 3.2.0"),
];

/// The faults of one rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    /// Of SP 800-228; `none` for documents that are not sound.
    section: String,
    faults: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    /// Of fragment: routes that take one of these words.
    kind: String,
    #[serde(default = "all_versions")]
    versions: String,
    /// Where it matters, in the words of routes; on other routes it must be silent.
    #[serde(default = "all_directions")]
    direction: String,
    /// Words in angle brackets, and what stands in their places.
    #[serde(default)]
    words: BTreeMap<String, String>,
    /// What the document holds besides.
    #[serde(default)]
    with: String,
    #[serde(default)]
    files: Texts,
    fault: String,
    sound: String,
    /// Carriers by the name of their route or link that are rightly silent, and why.
    #[serde(default)]
    silent: BTreeMap<String, String>,
    /// Why it cannot be written in JSON.
    json: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Route {
    name: String,
    takes: String,
    #[serde(default = "all_versions")]
    versions: String,
    direction: String,
    #[serde(default)]
    words: BTreeMap<String, String>,
    /// Holds the fragment in several places, so that only links that share it fit.
    #[serde(default)]
    is_repeated: bool,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    name: String,
    takes: String,
    #[serde(default = "all_versions")]
    versions: String,
    #[serde(default)]
    is_shared: bool,
    /// What stands on the route.
    text: String,
    #[serde(default)]
    with: String,
    #[serde(default)]
    files: Texts,
}

fn all_versions() -> String {
    "2.0 3.0 3.1 3.2".to_owned()
}

fn all_directions() -> String {
    "request response error".to_owned()
}

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|it| it == word)
}

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).unwrap();
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn pages() -> BTreeMap<&'static str, Page> {
    let files = super::cases::entries(Path::new(FOLDER)).into_iter();
    let files = files.filter(|it| it.extension().is_some_and(|it| it == "yaml"));
    let rule = |it: &Path| {
        let name = it.file_stem().unwrap().to_string_lossy();
        find(&name).unwrap_or_else(|| panic!("{}: there is no such rule", it.display())).name
    };
    files.map(|it| (rule(&it), read(&it))).collect()
}

/// Rules for which the matrix has no place, and why.
fn exceptions() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(Path::new(FOLDER).join("exceptions.tsv")).unwrap();
    let lines = text.lines().map(|it| it.split_once('\t').unwrap());
    lines.map(|(rule, reason)| (rule.to_owned(), reason.to_owned())).collect()
}

#[test]
fn every_rule_has_planted_faults() {
    let (pages, exceptions) = (pages(), exceptions());
    // The matrix has no Rust services; faults of theirs are planted in pages and projects.
    let is_excepted = |it: &Rule| exceptions.contains_key(it.name) != it.is_about_code();
    let is_covered = |it: &&Rule| pages.contains_key(it.name) != is_excepted(it);
    let lacking: Vec<_> = RULES.iter().filter(|it| !is_covered(it)).map(|it| it.name).collect();
    assert!(lacking.is_empty(), "neither faults nor a reason why not, or both: {lacking:?}");
    assert!(exceptions.keys().all(|it| find(it).is_some()), "there is no such rule");
}

#[test]
fn planted_faults_are_found() {
    check_all(Extent::Star);
}

#[test]
#[ignore = "minutes: each route with each link"]
fn planted_faults_are_found_in_every_carrier() {
    check_all(Extent::Product);
}

/// Which routes go with which links.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Each route with one link, and each link with one route of each direction.
    Star,
    Product,
}

/// `RULE=unbounded-array,unbounded-map` takes these alone, `SHOW=1` shows the documents.
fn check_all(extent: Extent) {
    let (pages, carriers) = (pages(), Carriers::read(extent));
    let only = std::env::var("RULE").ok();
    let is_wanted = |rule: &str| only.as_ref().is_none_or(|it| it.split(',').any(|it| it == rule));
    let wanted: Vec<_> = pages.iter().filter(|it| is_wanted(it.0)).collect();
    let check = |(rule, page): (&&str, &Page)| check_page(&carriers, rule, page);
    let wrong: Vec<_> = wanted.into_par_iter().flat_map_iter(check).collect();
    assert!(wrong.is_empty(), "{}\n{} are wrong", wrong.join("\n"), wrong.len());
}

fn check_page(carriers: &Carriers, rule: &str, page: &Page) -> Vec<String> {
    let rule = find(rule).unwrap();
    let section = rule.metadata().category.section().unwrap_or("none");
    let mut wrong = Vec::new();
    if section != page.section {
        wrong.push(format!("{}: in section {section}, expected is {}", rule.name, page.section));
    }
    for (number, fault) in page.faults.iter().enumerate() {
        let name = format!("{} {}", rule.name, number + 1);
        wrong.extend(carriers.check(rule, fault).into_iter().map(|it| format!("{name}: {it}")));
    }
    wrong
}

struct Carriers {
    routes: Vec<Route>,
    links: Vec<Link>,
    extent: Extent,
}

impl Carriers {
    fn read(extent: Extent) -> Self {
        let folder = Path::new(FOLDER).join("carriers");
        Self { routes: read(&folder.join("routes.yaml")), links: read(&folder.join("links.yaml")), extent }
    }

    /// What is wrong with one fault, over all versions and carriers.
    fn check(&self, rule: &'static Rule, fault: &Fault) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut silent = BTreeSet::new();
        let mut is_found = false;
        for version in VERSIONS.iter().filter(|it| has(&fault.versions, it.0)) {
            for (route, link) in self.fitting(fault, version.0) {
                let plant = Plant { fault, version: *version, route, link };
                silent.extend(plant.reason().map(str::to_owned));
                is_found |= plant.is_expected();
                wrong.extend(plant.check(rule));
            }
        }
        if !is_found {
            wrong.push("no carrier fits".to_owned());
        }
        let is_whole = self.extent == Extent::Product;
        let unused = fault.silent.keys().filter(|it| is_whole && !silent.contains(*it));
        wrong.extend(unused.map(|it| format!("there is no carrier `{it}` for it")));
        wrong
    }

    fn fitting<'a>(&'a self, fault: &Fault, version: &str) -> Vec<(&'a Route, &'a Link)> {
        let routes =
            self.routes.iter().filter(|it| has(&fault.kind, &it.takes) && has(&it.versions, version));
        let mut met = BTreeSet::new();
        let of_route = |route: &'a Route| {
            let is_first = met.insert((&route.takes, &route.direction));
            let all =
                self.links.iter().filter(|it| has(&it.takes, &route.takes) && has(&it.versions, version));
            let all = all.filter(|it| it.is_shared || !route.is_repeated);
            let is_in_star = |it: &&Link| is_first || route.is_repeated || it.is_in_place();
            all.filter(|it| self.extent == Extent::Product || is_in_star(it))
                .map(|link| (route, link))
                .collect::<Vec<_>>()
        };
        routes.flat_map(of_route).collect()
    }
}

impl Link {
    fn is_in_place(&self) -> bool {
        self.name == "in place"
    }
}

/// One fault in one carrier.
struct Plant<'a> {
    fault: &'a Fault,
    version: (&'static str, &'static str),
    route: &'a Route,
    link: &'a Link,
}

impl Plant<'_> {
    /// The name of the carrier for which silence is right.
    fn reason(&self) -> Option<&str> {
        let names = self.fault.silent.keys();
        let is_named =
            |it: &&String| **it == self.route.name || **it == self.link.name || **it == self.name();
        names.map(String::as_str).find(|it| is_named(&&(*it).to_owned()))
    }

    fn name(&self) -> String {
        format!("{} / {}", self.route.name, self.link.name)
    }

    /// Once for each route, and through files.
    fn is_tried_as_json(&self) -> bool {
        let is_plain = self.link.is_in_place() || !self.link.files.is_empty();
        self.fault.json.is_none() && is_plain
    }

    fn is_expected(&self) -> bool {
        has(&self.fault.direction, &self.route.direction) && self.reason().is_none()
    }

    fn check(&self, rule: &'static Rule) -> Vec<String> {
        let mut wrong = Vec::new();
        let bad = self.texts(&self.fault.fault);
        let (places, pointers) = reported(rule, &bad);
        let expected = if self.is_expected() { marks(&bad) } else { Vec::new() };
        if places != expected {
            wrong.push(format!("expected {expected:?}, reported {places:?}"));
        } else if self.is_tried_as_json() && reported(rule, &as_json(&bad)).1 != json_names(pointers) {
            wrong.push("JSON is read differently".to_owned());
        }
        let sound = reported(rule, &self.texts(&self.fault.sound)).0;
        if !sound.is_empty() {
            wrong.push(format!("without the fault, reported {sound:?}"));
        }
        if !wrong.is_empty() && std::env::var_os("SHOW").is_some() {
            wrong.extend(bad.iter().map(|(path, text)| format!("--- {path}\n{text}")));
        }
        let name = self.name();
        wrong.into_iter().map(|it| format!("{}, {name}: {it}", self.version.0)).collect()
    }

    /// The files of a document with a fragment in its place.
    fn texts(&self, fragment: &str) -> Texts {
        let Self { fault, link, route, .. } = self;
        let plant = |text: &str| self.spelled(&planted(text, "<fault>", fragment));
        let mut document =
            self.spelled(&planted(&route.text, "<fault>", &planted(&link.text, "<fault>", fragment)));
        document = merged(&document, &plant(&link.with));
        document = merged(&document, &self.spelled(&fault.with));
        let mut texts: Texts = link.files.iter().map(|(path, text)| (path.clone(), plant(text))).collect();
        texts.extend(fault.files.iter().map(|(path, text)| (path.clone(), self.spelled(text))));
        texts.insert("openapi.yaml".to_owned(), self.completed(&document));
        texts
    }

    fn spelled(&self, text: &str) -> String {
        let words = self.route.words.iter().chain(&self.fault.words);
        let defaults =
            [("path", "/orders"), ("method", "post"), ("status", "200"), ("version", self.version.1)];
        let text = words.fold(text.to_owned(), |text, (word, by)| text.replace(&format!("<{word}>"), by));
        defaults.iter().fold(text, |text, (word, by)| text.replace(&format!("<{word}>"), by))
    }

    /// The document with the keys that each has.
    fn completed(&self, document: &str) -> String {
        let keys = [("info", "info: {title: Orders, version: '1.0'}"), ("paths", "paths: {}")];
        let missing = keys.iter().filter(|it| !has_key(document, it.0)).map(|it| format!("{}\n", it.1));
        let document = missing.fold(document.to_owned(), |text, line| text + &line);
        let has_version = document.contains(self.version.1);
        if has_version { document } else { format!("{}\n{document}", self.version.1) }
    }
}

fn marks(texts: &Texts) -> Vec<(String, usize)> {
    let files = texts.iter().map(|(path, text)| (path.clone(), text.clone())).collect();
    marked(&Example { files, ..Example::default() }).into_iter().collect()
}

type Lines = Vec<(String, usize)>;
type Pointers = Vec<(String, String)>;

/// File and line, and file and pointer, of each finding.
fn reported(rule: &'static Rule, texts: &Texts) -> (Lines, Pointers) {
    let files: Vec<_> = texts.iter().map(|(path, text)| (path.clone(), text.clone())).collect();
    let project = load(&files);
    let findings = analyze::run(&project, &settings(rule)).findings;
    let source = |it: &gatelint::finding::Finding| project.source(it.span.file).unwrap();
    let place = |it| (source(it).path().to_owned(), source(it).position(it.span.start).line as usize);
    let pointer = |it| (source(it).path().to_owned(), it.pointer.clone());
    (findings.iter().map(place).collect(), findings.iter().map(pointer).collect())
}

fn json_names(places: Vec<(String, String)>) -> Vec<(String, String)> {
    places.into_iter().map(|(path, pointer)| (path.replace(".yaml", ".json"), pointer)).collect()
}

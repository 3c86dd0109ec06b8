//! `Cargo.toml`: the facts that say where crates begin and what they may name.

use super::place;
use crate::code::{Name, Problem};
use crate::source::SourceFile;
use toml::{Table, Value};

/// One `Cargo.toml`, before it knows of the others.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    /// The folder it stands in.
    pub(super) folder: String,
    /// `[package] name`; `None` where the manifest only holds a workspace.
    pub(super) name: Option<Name>,
    /// Whether all this is guessed, because the text could not be read.
    pub(super) is_unread: bool,
    /// Of the edition that reads `use` paths from the root of the crate.
    pub(super) is_2015: bool,
    /// `[lib]`.
    pub(super) library: Section,
    /// `[[bin]]`, `[[example]]`, `[[test]]`, `[[bench]]`, in this order.
    pub(super) listed: [Vec<Section>; 4],
    /// Which of the four are also found by their folders.
    pub(super) is_discovered: [bool; 4],
    /// `package.build`.
    pub(super) build: Option<String>,
    /// What is depended on, for whatever purpose and platform.
    pub(super) dependencies: Vec<Wanted>,
    /// `[workspace.dependencies]`, if there is `[workspace]`.
    pub(super) workspace: Option<Vec<Wanted>>,
}

/// A target as written.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) name: Option<Name>,
    pub(super) path: Option<String>,
    pub(super) is_proc_macro: bool,
}

/// A dependency as written.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The key.
    pub(super) key: Name,
    pub(super) package: Option<Name>,
    pub(super) requirement: Option<Name>,
    pub(super) path: Option<String>,
    pub(super) is_inherited: bool,
    /// Whether what is shipped is built with it, not only tests, examples or the build script.
    pub(super) is_shipped: bool,
}

const LISTED: [&str; 4] = ["bin", "example", "test", "bench"];
const DISCOVERED: [&str; 4] = ["autobins", "autoexamples", "autotests", "autobenches"];
/// Tables of dependencies: that of what is shipped comes first.
const DEPENDENCIES: [&str; 5] =
    ["dependencies", "dev-dependencies", "build-dependencies", "dev_dependencies", "build_dependencies"];

impl Manifest {
    /// What the text says, or why it cannot be read.
    pub(super) fn read(source: &SourceFile) -> Result<Self, Problem> {
        let table: Table = source.text().parse().map_err(|error| problem(source, &error))?;
        let package = table.get("package").or_else(|| table.get("project")).and_then(Value::as_table);
        let workspace = table.get("workspace").and_then(Value::as_table);
        Ok(Self {
            folder: place::parent(source.path_in_root()).to_owned(),
            name: package.and_then(|it| text(it, "name")).map(Into::into),
            is_unread: false,
            is_2015: package.is_some_and(is_2015),
            library: table.get("lib").map(section).unwrap_or_default(),
            listed: LISTED.map(|it| sections(table.get(it))),
            is_discovered: DISCOVERED.map(|it| package.is_none_or(|package| is_true(package, it, true))),
            build: package.and_then(|it| text(it, "build")).map(str::to_owned),
            dependencies: all_dependencies(&table),
            workspace: workspace.map(|it| dependencies(it, "dependencies")),
        })
    }

    /// What is usual, for a text that cannot be read.
    pub(super) fn guess(source: &SourceFile) -> Self {
        let folder = place::parent(source.path_in_root());
        let name = Some(place::file_name(folder)).filter(|it| !it.is_empty()).unwrap_or("root");
        Self {
            folder: folder.to_owned(),
            name: Some(name.into()),
            is_unread: true,
            is_discovered: [true; 4],
            ..Self::default()
        }
    }
}

fn problem(source: &SourceFile, error: &toml::de::Error) -> Problem {
    let range = error.span().unwrap_or_default();
    let span = source.first_line(source.span(range.start, range.end));
    Problem { span, message: format!("not valid TOML: {}", error.message()) }
}

fn text<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key)?.as_str()
}

fn is_true(table: &Table, key: &str, default: bool) -> bool {
    table.get(key).and_then(Value::as_bool).unwrap_or(default)
}

fn is_2015(package: &Table) -> bool {
    package.get("edition").is_none_or(|it| it.as_str() == Some("2015"))
}

fn sections(value: Option<&Value>) -> Vec<Section> {
    value.and_then(Value::as_array).map(|it| it.iter().map(section).collect()).unwrap_or_default()
}

fn section(value: &Value) -> Section {
    let Some(table) = value.as_table() else { return Section::default() };
    Section {
        name: text(table, "name").map(Into::into),
        path: text(table, "path").map(str::to_owned),
        is_proc_macro: is_true(table, "proc-macro", false) || is_true(table, "proc_macro", false),
    }
}

fn all_dependencies(table: &Table) -> Vec<Wanted> {
    let platforms = table.get("target").and_then(Value::as_table);
    let platforms = platforms.into_iter().flatten().filter_map(|it| it.1.as_table());
    let tables = std::iter::once(table).chain(platforms);
    tables.flat_map(|it| DEPENDENCIES.iter().flat_map(|key| dependencies(it, key))).collect()
}

fn dependencies(table: &Table, key: &str) -> Vec<Wanted> {
    let table = table.get(key).and_then(Value::as_table);
    let is_shipped = DEPENDENCIES.first() == Some(&key);
    table.into_iter().flatten().map(|(key, value)| dependency(key, value, is_shipped)).collect()
}

fn dependency(key: &str, value: &Value, is_shipped: bool) -> Wanted {
    let get = |name: &str| value.as_table().and_then(|it| text(it, name));
    Wanted {
        key: key.into(),
        package: get("package").map(Into::into),
        requirement: value.as_str().or_else(|| get("version")).map(Into::into),
        path: get("path").map(str::to_owned),
        is_inherited: value.as_table().is_some_and(|it| is_true(it, "workspace", false)),
        is_shipped,
    }
}

//! Projects from texts, and resolutions as texts.

use crate::code::{
    CodeFile, ItemKind, ModuleId, Name, Namespace, Options, Resolution, TargetKind, Workspace,
};
use crate::source::{FileId, SourceFile};

/// A module, a path with its namespace in front (`t`, `v`, `m`), and what it stands for.
pub(super) type Row<'a> = (&'a str, &'a str, &'a str);

pub(super) fn source(id: u32, (path, text): &(&str, &str)) -> SourceFile {
    SourceFile::new(FileId(id), *path, text.as_bytes().to_vec())
}

pub(super) fn read(files: &[(&str, &str)], options: &Options<'_>) -> Workspace {
    let (manifests, files): (Vec<_>, Vec<_>) =
        (0..).zip(files).map(|(id, it)| source(id, it)).partition(|it| it.path().ends_with("Cargo.toml"));
    Workspace::new(files.into_iter().map(CodeFile::parse).collect(), &manifests, options)
}

pub(super) fn workspace(files: &[(&str, &str)]) -> Workspace {
    read(files, &Options::default())
}

pub(super) fn joined(names: &[Name]) -> String {
    names.iter().map(|it| &**it).collect::<Vec<_>>().join("::")
}

pub(super) fn module_path(workspace: &Workspace, id: ModuleId) -> String {
    let module = workspace.module(id).unwrap();
    let kind = workspace.target(module.target).unwrap().kind;
    match module.parent {
        Some(parent) => format!("{}::{}", module_path(workspace, parent), module.name),
        None if kind == TargetKind::Library => module.name.to_string(),
        None => format!("{kind:?}({})", module.name),
    }
}

pub(super) fn item_path(workspace: &Workspace, id: crate::code::ItemId) -> String {
    format!("{}::{}", module_path(workspace, workspace.module_of(id)), workspace.item(id).name)
}

pub(super) fn shown(workspace: &Workspace, found: &Resolution) -> String {
    match found {
        Resolution::Module(it) => format!("mod {}", module_path(workspace, *it)),
        Resolution::Item(it) => item_path(workspace, *it),
        Resolution::Variant(it, at) => {
            let ItemKind::Enum(item) = &workspace.item(*it).kind else { return "not an enum".to_owned() };
            format!("{}::{}", item_path(workspace, *it), item.variants[*at as usize].name)
        }
        Resolution::Associated(of, it) => {
            format!("<{}>::{}", item_path(workspace, *of), workspace.item(*it).name)
        }
        Resolution::External(path) => format!("ext {}", joined(path)),
        Resolution::Maybe(paths) => {
            format!("maybe {}", paths.iter().map(|it| joined(it)).collect::<Vec<_>>().join(" | "))
        }
        Resolution::Unknown => "?".to_owned(),
    }
}

pub(super) fn module(workspace: &Workspace, path: &str) -> ModuleId {
    let found = workspace.modules().map(|it| it.0).find(|it| module_path(workspace, *it) == path);
    found.unwrap_or_else(|| panic!("no module {path}"))
}

#[track_caller]
pub(super) fn check(workspace: &Workspace, rows: &[Row<'_>]) {
    let found = |(at, path, _): &Row<'_>| {
        let (namespace, path) = match path.split_at(2) {
            ("t ", path) => (Namespace::Type, path),
            ("v ", path) => (Namespace::Value, path),
            (_, path) => (Namespace::Macro, path),
        };
        let names: Vec<Name> = path.split("::").map(Into::into).collect();
        shown(workspace, &workspace.resolve_names(module(workspace, at), &names, namespace))
    };
    let lines = |with: &dyn Fn(&Row<'_>) -> String| {
        rows.iter().map(|it| format!("{} | {} | {}", it.0, it.1, with(it))).collect::<Vec<_>>().join("\n")
    };
    let (expected, found) = (lines(&|it| it.2.to_owned()), lines(&|it| found(it)));
    assert!(expected == found, "expected:\n{expected}\nfound:\n{found}");
}

//! Projects as texts: from a folder, or made up.

use gatelint::code::{CodeFile, Options, Workspace};
use gatelint::handlers;
use gatelint::source::{FileId, SourceFile};
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "testdata/projects";
/// What a project says of itself; a project is one if it has the first.
const EXPECTED: [&str; 2] = ["routes.txt", "layers.txt"];

/// Sources and manifests by their paths, and the texts that they must give.
#[derive(Clone)]
pub(super) struct Project {
    pub(super) name: String,
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) expected: Vec<(&'static str, String)>,
}

impl Project {
    /// The projects that say which routes they have.
    pub(super) fn all() -> Vec<Self> {
        let mut folders: Vec<PathBuf> = fs::read_dir(FOLDER).unwrap().map(|it| it.unwrap().path()).collect();
        folders.sort();
        folders.iter().filter(|it| it.join(EXPECTED[0]).exists()).map(|it| Self::read(it)).collect()
    }

    /// A crate of one file.
    pub(super) fn single(framework: &str, source: String) -> Self {
        let manifest =
            format!("[package]\nname = 'made'\nedition = '2024'\n[dependencies]\n{framework} = '*'\n");
        let files = [("Cargo.toml", manifest), ("src/main.rs", source)];
        let files = files.map(|(path, text)| (path.to_owned(), text.into_bytes())).into();
        Self { name: "made".to_owned(), files, expected: Vec::new() }
    }

    fn read(folder: &Path) -> Self {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let expected =
            EXPECTED.into_iter().filter_map(|it| Some((it, fs::read_to_string(folder.join(it)).ok()?)));
        let expected = expected.collect();
        Self { name, files: files(folder), expected }
    }

    pub(super) fn write(&self, file: &str, text: &str) {
        fs::write(Path::new(FOLDER).join(&self.name).join(file), text).unwrap();
    }

    pub(super) fn workspace(&self) -> Workspace {
        let source = |(id, (path, bytes)): (u32, &(String, Vec<u8>))| {
            SourceFile::new(FileId(id), path.as_str(), bytes.clone())
        };
        // Numbers of files count sources first, as the workspace wants it.
        let (sources, manifests): (Vec<_>, Vec<_>) = self.files.iter().partition(|it| it.0.ends_with(".rs"));
        let count = u32::try_from(sources.len()).unwrap();
        let sources = (0..).zip(sources).map(source).map(CodeFile::parse).collect();
        let manifests: Vec<_> = (count..).zip(manifests).map(source).collect();
        Workspace::new(sources, &manifests, &Options { known: &handlers::known_crates() })
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(&path).unwrap().map(|it| it.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "rs") || path.ends_with("Cargo.toml") {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

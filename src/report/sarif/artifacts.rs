//! The files that results stand in.

use super::index;
use super::results::labels;
use super::text::uri;
use crate::finding::Finding;
use crate::report::Output;
use crate::report::line_hash::line_hashes;
use crate::source::{Encoding, FileId, SourceFile, Span};
use rustc_hash::FxHashMap;
use serde_sarif::sarif::{Artifact, ArtifactLocation};
use std::collections::{BTreeMap, BTreeSet};

/// What paths are relative to, in words only: where it is differs from machine to machine.
pub(super) const ROOT: &str = "%SRCROOT%";

/// Files by number, and hashes of the lines that results stand on.
pub(super) struct Artifacts {
    files: BTreeMap<FileId, Artifact>,
    hashes: FxHashMap<(FileId, u32), String>,
}

impl Artifacts {
    pub(super) fn of(output: &Output<'_>, selected: &[&Finding]) -> Self {
        let mut files: Vec<_> = files(selected).into_iter().map(|it| output.source(it)).collect();
        files.sort_by_key(|it| it.path());
        let files = files.iter().enumerate().map(|(at, file)| (file.id(), artifact(file, index(at))));
        Self { files: files.collect(), hashes: hashes(output, selected) }
    }

    /// Where a file is.
    pub(super) fn location(&self, file: FileId) -> Option<ArtifactLocation> {
        self.files.get(&file)?.location.clone()
    }

    /// GitHub's hash of the line that a result stands on.
    pub(super) fn line_hash(&self, output: &Output<'_>, span: Span) -> Option<&str> {
        let line = output.source(span.file).position(span.start).line;
        self.hashes.get(&(span.file, line)).map(String::as_str)
    }

    /// The list of files, by path.
    pub(super) fn list(&self) -> Vec<Artifact> {
        let mut files: Vec<_> = self.files.values().cloned().collect();
        files.sort_by_key(|it| it.location.as_ref().and_then(|it| it.index));
        files
    }
}

fn files(selected: &[&Finding]) -> BTreeSet<FileId> {
    let spans = selected.iter().flat_map(|finding| {
        let labels = labels(finding).map(|it| it.span);
        let operations = finding.affected.first.iter().map(|it| it.1);
        std::iter::once(finding.span).chain(labels).chain(operations)
    });
    spans.map(|it| it.file).collect()
}

fn artifact(file: &SourceFile, index: i64) -> Artifact {
    let location = ArtifactLocation::builder().uri(uri(file.path())).uri_base_id(ROOT).index(index).build();
    let bytes = i64::try_from(file.size()).unwrap_or(i64::MAX);
    Artifact::builder().location(location).length(bytes).build()
}

/// Each file is hashed once, and only for the lines that results stand on.
fn hashes(output: &Output<'_>, selected: &[&Finding]) -> FxHashMap<(FileId, u32), String> {
    let mut wanted: BTreeMap<FileId, BTreeSet<u32>> = BTreeMap::new();
    for finding in selected {
        let source = output.source(finding.span.file);
        if is_as_on_disk(source) {
            let line = source.position(finding.span.start).line;
            wanted.entry(source.id()).or_default().insert(line);
        }
    }
    let hashed = wanted.into_iter().flat_map(|(file, lines)| {
        let hashes = line_hashes(output.source(file).text(), |line| lines.contains(&line));
        hashes.into_iter().map(move |(line, hash)| ((file, line), hash))
    });
    hashed.collect()
}

/// GitHub hashes what lies on the disk. Where our text is another, the hash is left out and the upload adds it.
fn is_as_on_disk(source: &SourceFile) -> bool {
    source.encoding() == Encoding::Utf8 && source.size() == source.text().len() as u64
}

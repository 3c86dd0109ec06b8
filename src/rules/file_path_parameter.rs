//! See `rules/file-path-parameter.md`.

use super::sent::{Sent, are_about, has_word_of};
use super::words::is_one_of;
use crate::finding::{Affected, Confidence};
use crate::openapi::{Parameter, Reference, Schema, Types};
use crate::rule::{Check, Context};
use crate::syntax::Node;

pub(super) const CHECKS: &[Check] =
    &[Check::Parameter(parameter), Check::Schema(schema), Check::Reference(reference)];

/// Names of paths, whatever the operation does.
const PATHS: [&str; 19] = [
    "absolutepath",
    "dir",
    "directory",
    "directorypath",
    "dirpath",
    "filelocation",
    "filepath",
    "filepaths",
    "folderpath",
    "fullpath",
    "localpath",
    "outputdir",
    "outputdirectory",
    "outputpath",
    "remotepath",
    "rootpath",
    "templatepath",
    "workdir",
    "workingdirectory",
];

/// Names of paths where the operation is about files.
const PERHAPS: [&str; 4] = ["path", "paths", "pathname", "relativepath"];

/// Names of files. In a body they are mostly labels of what is sent along.
const FILES: [&str; 4] = ["file", "filename", "logfile", "outputfile"];

/// Words in paths of operations that are about files.
const ABOUT_FILES: [&str; 30] = [
    "archive",
    "artifact",
    "attachment",
    "attachments",
    "backup",
    "blob",
    "blobs",
    "browse",
    "contents",
    "dir",
    "directories",
    "directory",
    "disk",
    "download",
    "downloads",
    "export",
    "file",
    "files",
    "filesystem",
    "folder",
    "folders",
    "fs",
    "logs",
    "mount",
    "static",
    "storage",
    "tree",
    "upload",
    "uploads",
    "volume",
];

/// What descriptions say of paths on a disk.
const TOLD: [&str; 10] = [
    "absolute",
    "directory",
    "file path",
    "file system",
    "filesystem",
    "folder",
    "full path",
    "path of the file",
    "path to the file",
    "will be saved",
];

/// Words in paths of operations, and in names of what stands beside, of which the path leads to another place than the
/// disk of the server: a repository, a store of objects, another machine, a line of source code, or to what is only told.
const ELSEWHERE: [&str; 17] = [
    "blame",
    "branch",
    "bucket",
    "commit",
    "commits",
    "findings",
    "git",
    "host",
    "inventory",
    "line",
    "repo",
    "repos",
    "repositories",
    "repository",
    "sha",
    "snippet",
    "snippets",
];

/// Names of paths on the machine of the caller.
const OF_CALLERS: [&str; 2] = ["localpath", "workingdirectory"];

/// What descriptions say of paths that lead elsewhere, but are paths.
const TOLD_ELSEWHERE: [&str; 7] =
    ["blob", "bucket", "git", "production machine", "repository", "s3", "source code"];

/// What they say of paths that lead elsewhere, and of labels.
const NOT_TOLD: [&str; 15] = [
    "api",
    "client side",
    "disposition",
    "endpoint",
    "filter",
    "hash",
    "header",
    "json",
    "local,",
    "name of the",
    "route",
    "search",
    "suggest",
    "unique identifier",
    "url",
];

/// Texts that climb out of a folder.
const ATTACKS: [&str; 3] = ["../../etc/passwd", "/etc/passwd", r"..\..\boot.ini"];

fn parameter<'a>(cx: &mut Context<'a>, parameter: &Parameter<'a>) {
    Sent::parameter(cx, parameter, is_candidate).into_iter().for_each(|it| look(cx, &it));
}

fn schema<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    Sent::property(cx, schema, is_candidate).into_iter().for_each(|it| look(cx, &it));
}

fn reference<'a>(cx: &mut Context<'a>, reference: &Reference<'a>) {
    Sent::reference(cx, reference, is_candidate).into_iter().for_each(|it| look(cx, &it));
}

fn is_candidate(name: &str) -> bool {
    [&PATHS[..], &PERHAPS, &FILES].iter().any(|list| is_one_of(name, list))
}

fn look<'a>(cx: &mut Context<'a>, sent: &Sent<'a>) {
    let schema = &sent.schema;
    let is_text = schema.types().has(Types::STRING) && !schema.is_limited_by(&["enum", "const", "format"]);
    let description = sent.description();
    let tells = |list: &[&str]| list.iter().any(|it| description.contains(it));
    if !is_text || tells(&NOT_TOLD) || is_patch(sent) || sent.refuses(&ATTACKS) {
        return;
    }
    let operations = sent.operations(cx);
    let is_about_files = are_about(&operations, &ABOUT_FILES);
    let is_path = is_one_of(&sent.name, &PATHS) || (is_about_files && is_one_of(&sent.name, &PERHAPS));
    let is_file = is_about_files && sent.is_parameter() && is_one_of(&sent.name, &FILES);
    if !is_path && !is_file {
        return;
    }
    let draft = cx.report(sent.place, format!("`{}` may name any file", sent.name)).in_requests();
    // Folders are often those of a build or of a container, which are the caller's own.
    let is_sure = tells(&TOLD) || (is_about_files && is_one_of(&sent.name, &PATHS));
    let leads_elsewhere =
        tells(&TOLD_ELSEWHERE) || is_one_of(&sent.name, &OF_CALLERS) || is_elsewhere(sent, &operations);
    if !is_path || !is_sure || leads_elsewhere || !sent.name.to_ascii_lowercase().contains("path") {
        draft.confidence(Confidence::Low);
    }
}

/// Whether the operation, or what is sent beside, tells that the path is not one on the disk of the server.
fn is_elsewhere(sent: &Sent<'_>, operations: &Affected) -> bool {
    let beside = || sent.node.parent().into_iter().flat_map(Node::entries).filter_map(Node::key);
    are_about(operations, &ELSEWHERE)
        || (!sent.is_parameter() && beside().any(|it| has_word_of(&it, &ELSEWHERE)))
}

/// Whether the path leads to a place in a JSON document (RFC 6902).
fn is_patch(sent: &Sent<'_>) -> bool {
    sent.node.parent().is_some_and(|it| it.has_any(&["op"]))
}

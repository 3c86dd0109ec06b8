//! The program, run in a folder with nothing of the caller's environment.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How one run ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// Exit code; none if the program was killed.
    pub(crate) code: Option<i32>,
    /// The report.
    pub(crate) stdout: String,
    /// Everything else.
    pub(crate) stderr: String,
}

/// Runs gatelint in a folder.
pub(crate) fn gatelint(folder: &Path, arguments: &[&str]) -> Run {
    finished(command(folder, arguments).stdin(Stdio::null()).output().unwrap())
}

/// Runs gatelint in a folder with a text on its standard input.
pub(crate) fn gatelint_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    use std::io::Write;
    let mut child = command(folder, arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    finished(child.wait_with_output().unwrap())
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.args(arguments).current_dir(folder).env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn finished(output: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// A folder with these files, removed when the value goes.
pub(crate) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path: PathBuf = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// How long something took: only to tell an end from none.
pub(crate) fn within(limit: Duration, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    assert!(start.elapsed() < limit, "it took {:?}", start.elapsed());
}

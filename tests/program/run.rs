//! The program, run in a folder with nothing of the caller's environment.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
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

/// Longer than any run may take, even on a busy machine: to tell an end from none.
const LIMIT: Duration = Duration::from_secs(60);

/// Runs gatelint in a folder.
pub(crate) fn gatelint(folder: &Path, arguments: &[&str]) -> Run {
    gatelint_with_input(folder, arguments, b"")
}

/// Runs gatelint in a folder with a text on its standard input.
pub(crate) fn gatelint_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let streams = tempfile::tempdir().unwrap();
    let file = |name: &str| File::create(streams.path().join(name)).unwrap();
    std::fs::write(streams.path().join("in"), input).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(File::open(streams.path().join("in")).unwrap())
        .stdout(file("out"))
        .stderr(file("err"))
        .spawn()
        .unwrap();
    let code = wait(&mut child, arguments);
    let text = |name: &str| std::fs::read_to_string(streams.path().join(name)).unwrap();
    Run { code, stdout: text("out"), stderr: text("err") }
}

fn wait(child: &mut Child, arguments: &[&str]) -> Option<i32> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if start.elapsed() > LIMIT {
            child.kill().unwrap();
            panic!("gatelint {arguments:?} did not end within {LIMIT:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
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

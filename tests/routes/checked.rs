//! Every rule over Rust sources that chance or malice wrote: the run ends, repeats, and its findings stand in files.

#[path = "../common/checks.rs"]
#[expect(dead_code, reason = "there are no trees to look at")]
mod checks;

use gatelint::analyze;
use gatelint::finding::Report;
use gatelint::handlers::Names;
use gatelint::project::Project;
use gatelint::source::{FileId, Root, SourceFile};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fs;
use std::time::{Duration, Instant};

/// What one run may take; without optimization the machine is many times slower.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 1 });

const MANIFEST: &str = "[package]\nname = \"a\"\nedition = \"2024\"\n[dependencies]\naxum = \"0.8\"\n";

const HEAD: &str = "use axum::{Json, Router, http::StatusCode, routing::get};\n";

/// Sources in which each rule finds something.
const FOLDER: &str = "testdata/projects/pharmacy/counter/src";

/// Pieces of handlers, of errors, and of anything.
const PIECES: [&str; 48] = [
    "async fn show(password: String) -> Result<(), (StatusCode, String)> {",
    "fn app() -> Router { Router::new().route(\"/{id}\", get(show)) }",
    "impl IntoResponse for Error { fn into_response(self) -> Response {",
    "impl From<sqlx::Error> for Error { fn from(e: sqlx::Error) -> Self {",
    "#[derive(Debug, thiserror::Error)] enum Error { #[error(\"{0}\")] A(#[from] sqlx::Error), B }",
    "#[tracing::instrument(skip(a))]",
    "macro_rules! m { ($($a:tt)*) => { m!($($a)* $($a)*) } }",
    "m!(a)",
    "match self { Self::A(e) =>",
    "match load() { Ok(a) => a, Err(e) =>",
    "if let Err(e) = load() {",
    "let e = e;",
    "let a = format!(\"{e}\");",
    "(StatusCode::INTERNAL_SERVER_ERROR, e.to_string())",
    "(StatusCode::NOT_FOUND, a)",
    "HttpResponse::build(self.status()).body(self.to_string())",
    ".map_err(|e|",
    ".map_err(ErrorInternalServerError)",
    "json!({\"a\": e.to_string()})",
    "tracing::info!(?password, %e, \"{password:?}",
    "\")",
    "tracing::error!(",
    "return",
    "let",
    "=",
    ";",
    ",",
    "?",
    ".",
    "::",
    "&",
    "|",
    "=>",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "'",
    "#",
    "a",
    "self",
    "e",
    "r#\"",
    "é",
    "\u{feff}",
];

fn analyzed(files: &[(String, Vec<u8>)]) -> Report {
    let sources = files.iter().map(|it| SourceFile::new(FileId(0), it.0.as_str(), it.1.clone())).collect();
    let project = Project::load(&Root::none(), Vec::new()).with_code(sources, &Names::default());
    let start = Instant::now();
    let report = analyze::run(&project, &checks::everything());
    let taken = start.elapsed();
    assert!(taken < LIMIT, "{taken:?}");
    checks::report(&project, &report);
    report
}

fn package(source: impl Into<Vec<u8>>) -> Vec<(String, Vec<u8>)> {
    vec![("Cargo.toml".to_owned(), MANIFEST.into()), ("src/main.rs".to_owned(), source.into())]
}

fn pharmacy() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(FOLDER).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    let source = |it: &std::path::PathBuf| {
        (format!("src/{}", it.file_name().unwrap().to_str().unwrap()), fs::read(it).unwrap())
    };
    let manifest = ("Cargo.toml".to_owned(), fs::read(format!("{FOLDER}/../Cargo.toml")).unwrap());
    std::iter::once(manifest).chain(files.iter().map(source)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_pieces_are_survived(pieces in prop::collection::vec(select(&PIECES), 0..60)) {
        let source = format!("{HEAD}{}", pieces.join(" "));
        let first = analyzed(&package(source.clone()));
        prop_assert_eq!(first.findings, analyzed(&package(source)).findings);
    }

    #[test]
    fn any_bytes_are_survived(source in prop::collection::vec(any::<u8>(), 0..200), manifest in ".{0,80}") {
        let mut files = package([HEAD.as_bytes(), &source].concat());
        analyzed(&files);
        files[0].1 = manifest.into();
        analyzed(&files);
    }

    #[test]
    fn any_gap_is_survived(from in any::<Index>(), length in 1_usize..400) {
        let mut files = pharmacy();
        for (_, bytes) in &mut files {
            let start = from.index(bytes.len());
            bytes.drain(start..bytes.len().min(start + length));
        }
        analyzed(&files);
    }
}

fn repeated(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

/// A handler with that body.
fn handler(body: &str) -> usize {
    let source = format!(
        "{HEAD}async fn show(a0: String) -> Result<String, (StatusCode, String)> {{ {body} }}
        fn app() -> Router {{ Router::new().route(\"/a\", get(show)) }}"
    );
    analyzed(&package(source)).findings.len()
}

#[test]
fn variables_made_of_variables() {
    let lets = repeated(1_500, |it| format!("let a{} = format!(\"{{a{it}}} {{a{it}}}\");\n", it + 1));
    handler(&format!("{lets} Err((StatusCode::INTERNAL_SERVER_ERROR, a1500))"));
}

#[test]
fn arms_that_each_answer_with_an_error() {
    let arms = repeated(1_000, |it| {
        format!(
            "{it} => if let Err(e) = load() {{ return Err((StatusCode::INTERNAL_SERVER_ERROR, e.to_string())) }},\n"
        )
    });
    assert!(handler(&format!("match a0.len() {{ {arms} _ => {{}} }} Ok(a0)")) >= 1_000);
}

#[test]
fn closures_in_closures() {
    let open = "load().map_err(|e| ".repeat(120);
    handler(&format!("{open} e {}", ")".repeat(120)));
}

#[test]
fn logs_of_many_values() {
    let values = repeated(3_000, |it| format!("password = %a{it}, "));
    handler(&format!("tracing::info!({values} \"done\"); Ok(a0)"));
}

#[test]
fn constructors_that_many_handlers_call() {
    let calls = repeated(1_500, |_| "load().map_err(|e| Error::internal(e.to_string()))?;\n".to_owned());
    let arms = repeated(500, |it| format!("{it} => (),\n"));
    let source = format!(
        "{HEAD}struct Error {{ status: StatusCode, text: String }}
        impl Error {{ fn internal(text: String) -> Self {{
            match text.len() {{ {arms} _ => () }}
            Error {{ status: StatusCode::INTERNAL_SERVER_ERROR, text }}
        }} }}
        async fn show() -> Result<String, Error> {{ {calls} Ok(String::new()) }}
        fn app() -> Router {{ Router::new().route(\"/a\", get(show)) }}"
    );
    let report = analyzed(&package(source));
    let is_one = |it: &&gatelint::finding::Finding| it.rule == "internal-error-in-response";
    assert_eq!(report.findings.iter().filter(is_one).count(), 1);
}

#[test]
fn macros_that_double() {
    let rules =
        repeated(40, |it| format!("macro_rules! m{it} {{ ($a:expr) => {{ m{}!(($a, $a)) }} }}\n", it + 1));
    let source = format!(
        "{HEAD}{rules} macro_rules! m40 {{ ($a:expr) => {{ $a }} }}
        async fn show() {{ m0!(1); }}
        fn app() -> Router {{ Router::new().route(\"/a\", get(show)) }}"
    );
    analyzed(&package(source));
}

//! A Rust source and a manifest as bytes: whatever they hold, every rule ends, twice with the same findings, which stand in
//! their files.
#![no_main]

#[path = "../../tests/common/checks.rs"]
#[expect(dead_code, reason = "there are no trees to look at")]
mod checks;

use gatelint::analyze;
use gatelint::finding::Report;
use gatelint::handlers::Names;
use gatelint::project::Project;
use gatelint::source::{FileId, Root, SourceFile};

/// Without a sign of a framework nothing would be read.
const HEAD: &[u8] = b"use axum::{Json, Router, http::StatusCode, routing::get};\n";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (manifest, source) = bytes.split_at(bytes.len() / 8);
    assert_eq!(analyzed(manifest, source).findings, analyzed(manifest, source).findings);
});

fn analyzed(manifest: &[u8], source: &[u8]) -> Report {
    let sources = vec![
        SourceFile::new(FileId(0), "Cargo.toml", manifest.to_vec()),
        SourceFile::new(FileId(0), "src/main.rs", [HEAD, source].concat()),
    ];
    let project = Project::load(&Root::none(), Vec::new()).with_code(sources, &Names::default());
    let report = analyze::run(&project, &checks::everything());
    checks::report(&project, &report);
    report
}

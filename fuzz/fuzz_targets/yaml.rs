//! Any bytes as YAML: places hold.
#![no_main]

#[path = "../../tests/common/checks.rs"]
mod checks;

use gatelint::source::{FileId, SourceFile};
use gatelint::syntax::{Format, Tree};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let source = SourceFile::new(FileId(0), "api.yaml", bytes.to_vec());
    checks::tree(&Tree::parse_as(source, Format::Yaml));
});

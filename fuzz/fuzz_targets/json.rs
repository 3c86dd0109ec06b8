//! Any bytes as JSON: places hold, and where nothing is wrong, each value reads the same by itself.
#![no_main]

#[path = "../../tests/common/checks.rs"]
mod checks;
#[path = "../../tests/common/outline.rs"]
mod outline;
#[path = "../../tests/common/slices.rs"]
mod slices;

use gatelint::source::{FileId, SourceFile};
use gatelint::syntax::{Format, Tree};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let tree = Tree::parse_as(SourceFile::new(FileId(0), "api.json", bytes.to_vec()), Format::Json);
    checks::tree(&tree);
    if tree.problems().is_empty() && tree.len() < 500 {
        slices::read_alike(&tree);
    }
});

//! Two documents, each a text or (behind a zero byte) decisions of the generator: the run ends, repeats, and its
//! findings stand in their files.
#![no_main]

#[path = "../../tests/common/api.rs"]
mod api;
#[path = "../../tests/common/checks.rs"]
mod checks;
#[path = "../../tests/common/choices.rs"]
mod choices;
#[path = "../../tests/common/outline.rs"]
#[expect(dead_code, reason = "generated values can say what their trees hold")]
mod outline;
#[path = "../../tests/common/run.rs"]
mod run;
#[path = "../../tests/common/values.rs"]
#[expect(dead_code, reason = "only the JSON of generated values is of use here")]
mod values;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (one, two) = bytes.split_at(bytes.len() / 2);
    let files = [("0.yaml", text(one)), ("1.yaml", text(two))];
    let (_, first) = run::analyzed(&files);
    let (_, second) = run::analyzed(&files);
    assert_eq!(first.findings, second.findings);
});

fn text(bytes: &[u8]) -> Vec<u8> {
    match bytes.split_first() {
        Some((0, decisions)) => api::document(&mut choices::Choices::new(decisions)).json(values::LAYOUTS[1]).into(),
        _ => bytes.to_vec(),
    }
}

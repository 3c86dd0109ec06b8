//! Pages whose end follows from data; `UPDATE=1` writes it.

/// Whether what stands behind a mark is as expected; with `UPDATE` set it is made so.
pub(crate) fn ends_with(path: &str, mark: &str, expected: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    let (intro, _) = text.split_once(mark).unwrap();
    let expected = format!("{intro}{mark}{expected}");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, expected).unwrap();
    } else {
        assert_eq!(text, expected, "`UPDATE=1 cargo test` writes {path}");
    }
}

//! "Did you mean …?"

/// The nearest of some names to a word that is none of them, as the end of a message.
#[must_use]
pub fn did_you_mean<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> String {
    // Nobody slips so far, and distances grow with the product of lengths.
    if word.len() > 100 {
        return String::new();
    }
    let near = names.map(|it| (strsim::damerau_levenshtein(word, it), it)).min();
    match near {
        Some((distance, name)) if distance <= 2.max(word.len() / 3) => format!("; did you mean `{name}`?"),
        _ => String::new(),
    }
}

//! `rename_all`: names of fields and variants in other letters.

/// A field's name (`created_at`) as a rule writes it; `None` for a rule that nobody knows.
pub(super) fn field(name: &str, rule: &str) -> Option<String> {
    Some(match rule {
        "lowercase" | "snake_case" => name.to_owned(),
        "UPPERCASE" | "SCREAMING_SNAKE_CASE" => name.to_ascii_uppercase(),
        "PascalCase" => pascal(name),
        "camelCase" => uncapitalized(&pascal(name)),
        "kebab-case" => name.replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => name.to_ascii_uppercase().replace('_', "-"),
        _ => return None,
    })
}

/// A variant's name (`InTransit`) as a rule writes it; `None` for a rule that nobody knows.
pub(super) fn variant(name: &str, rule: &str) -> Option<String> {
    Some(match rule {
        "lowercase" => name.to_ascii_lowercase(),
        "UPPERCASE" => name.to_ascii_uppercase(),
        "PascalCase" => name.to_owned(),
        "camelCase" => uncapitalized(name),
        "snake_case" => snake(name),
        "SCREAMING_SNAKE_CASE" => snake(name).to_ascii_uppercase(),
        "kebab-case" => snake(name).replace('_', "-"),
        "SCREAMING-KEBAB-CASE" => snake(name).to_ascii_uppercase().replace('_', "-"),
        _ => return None,
    })
}

fn pascal(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    let mut is_first = true;
    for letter in name.chars() {
        match letter {
            '_' => is_first = true,
            it if is_first => {
                shown.push(it.to_ascii_uppercase());
                is_first = false;
            }
            it => shown.push(it),
        }
    }
    shown
}

fn uncapitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |it| format!("{}{}", it.to_ascii_lowercase(), letters.as_str()))
}

fn snake(name: &str) -> String {
    let mut shown = String::with_capacity(name.len() + 4);
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            shown.push('_');
        }
        shown.push(letter.to_ascii_lowercase());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let table = [
            ("lowercase", "created_at", "intransit"),
            ("UPPERCASE", "CREATED_AT", "INTRANSIT"),
            ("PascalCase", "CreatedAt", "InTransit"),
            ("camelCase", "createdAt", "inTransit"),
            ("snake_case", "created_at", "in_transit"),
            ("SCREAMING_SNAKE_CASE", "CREATED_AT", "IN_TRANSIT"),
            ("kebab-case", "created-at", "in-transit"),
            ("SCREAMING-KEBAB-CASE", "CREATED-AT", "IN-TRANSIT"),
        ];
        for (rule, one, other) in table {
            assert_eq!(field("created_at", rule).as_deref(), Some(one), "{rule}");
            assert_eq!(variant("InTransit", rule).as_deref(), Some(other), "{rule}");
        }
        assert_eq!(field("a", "Train-Case"), None);
    }
}

//! Path templates: the names in their braces, and the resource that a path is about.

/// A path as written under `paths`.
#[derive(Clone, Copy, Debug)]
pub struct PathTemplate<'p>(&'p str);

/// What stands between two braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expression<'p> {
    text: &'p str,
    /// Behind a `?` or `#`: no part of the path, whatever the document means by it.
    is_behind_path: bool,
}

impl<'p> PathTemplate<'p> {
    /// The template that a key of `paths` is.
    #[must_use]
    pub const fn new(path: &'p str) -> Self {
        Self(path)
    }

    /// What stands in braces, in order; braces within braces belong to a pattern, as in `{id:[0-9]{4}}`.
    #[must_use]
    pub fn expressions(self) -> Vec<Expression<'p>> {
        let (mut found, mut depth, mut start, mut is_behind_path) = (Vec::new(), 0_u32, 0, false);
        for (at, character) in self.0.char_indices() {
            match character {
                '{' => {
                    depth += 1;
                    start = if depth == 1 { at + 1 } else { start };
                }
                '}' if depth == 1 => {
                    depth = 0;
                    found.push(Expression { text: &self.0[start..at], is_behind_path });
                }
                '}' => depth = depth.saturating_sub(1),
                '?' | '#' if depth == 0 => is_behind_path = true,
                _ => {}
            }
        }
        found
    }

    /// The texts in braces as they are, as server URLs have them.
    pub fn names(self) -> impl Iterator<Item = &'p str> {
        self.expressions().into_iter().map(|it| it.text)
    }

    /// The path without the names in its braces: what requests tell it from others by.
    #[must_use]
    pub fn shape(self) -> String {
        let (mut shape, mut depth) = (String::with_capacity(self.0.len()), 0_u32);
        for character in self.0.chars() {
            depth += u32::from(character == '{');
            if depth == 0 || (depth == 1 && character == '{') {
                shape.push(character);
            }
            if character == '}' && depth > 0 {
                depth -= 1;
                shape.extend((depth == 0).then_some(character));
            }
        }
        shape
    }

    /// A key that a collection (`/orders`) and its items (`/orders/{id}`) have in common, whatever the names in braces.
    #[must_use]
    pub fn resource(self) -> String {
        let path = self.0.trim_end_matches('/');
        let is_template = |it: &str| it.starts_with('{') && it.ends_with('}');
        let collection = path.rsplit_once('/').filter(|it| is_template(it.1)).map_or(path, |it| it.0);
        let steps = collection.split('/').map(|it| if is_template(it) { "{}" } else { it });
        steps.collect::<Vec<_>>().join("/")
    }
}

impl<'p> Expression<'p> {
    /// The name without what RFC 6570 and web frameworks add to it: `{+path}`, `{path*}`, `{id:[0-9]+}`.
    #[must_use]
    pub fn name(self) -> &'p str {
        let name = self.text.split(':').next().unwrap_or_default();
        name.trim_start_matches(['+', '.', '/', ';']).trim_end_matches(['*', '+']).trim()
    }

    /// Names of a parameter that fills it: the text as it is, or the name in it.
    #[must_use]
    pub fn names(self) -> [&'p str; 2] {
        [self.text, self.name()]
    }

    /// Whether it needs a path parameter: it has a name, and is none of the forms that make a query or a fragment.
    #[must_use]
    pub fn is_required(self) -> bool {
        !self.is_behind_path && !self.text.starts_with(['?', '&', '#']) && !self.name().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let table: [(&str, &[&str]); 9] = [
            ("/orders", &[]),
            ("/orders/{id}", &["id"]),
            ("/a/{b}-{c}.{d}", &["b", "c", "d"]),
            ("/v1/{+name}:cancel", &["name"]),
            ("/{Bucket}/{Key+}?acl={x}", &["Bucket", "Key"]),
            ("/a/{id:[0-9]{4}}/b/{c*}", &["id", "c"]),
            ("/a{?q}{#f}{}", &[]),
            ("/a}/{b", &[]),
            ("/a#x={b}", &[]),
        ];
        for (path, expected) in table {
            let all = PathTemplate::new(path).expressions();
            let names: Vec<_> = all.iter().filter(|it| it.is_required()).map(|it| it.name()).collect();
            assert_eq!(names, expected, "{path}");
        }
        assert_eq!(PathTemplate::new("/a/{id:x}").expressions()[0].names(), ["id:x", "id"]);
    }

    #[test]
    fn shapes() {
        let table = [
            ("/orders", "/orders"),
            ("/a/{id}", "/a/{}"),
            ("/a/{id:[0-9]{4}}/{b}-{c}", "/a/{}/{}-{}"),
            ("/a}/{b", "/a}/{"),
        ];
        for (path, expected) in table {
            assert_eq!(PathTemplate::new(path).shape(), expected, "{path}");
        }
    }

    #[test]
    fn resources() {
        let table = [
            ("/orders", "/orders"),
            ("/orders/", "/orders"),
            ("/orders/{id}", "/orders"),
            ("/shops/{shop}/orders/{id}", "/shops/{}/orders"),
            ("/shops/{shopId}/orders", "/shops/{}/orders"),
            ("/{id}", ""),
            ("/orders/{id}/cancel", "/orders/{}/cancel"),
        ];
        for (path, expected) in table {
            assert_eq!(PathTemplate::new(path).resource(), expected, "{path}");
        }
    }
}

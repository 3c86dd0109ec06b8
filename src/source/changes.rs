//! What a branch changed: lines by file, as `git diff --unified=0` tells them.

use std::collections::BTreeMap;

/// Changed lines of files, by path from the project root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(BTreeMap<String, Change>);

/// What happened to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// All of it is new.
    New,
    /// Some of its lines, in order.
    Lines(Vec<Hunk>),
}

/// Lines that were added, or a place where lines were removed. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The first line that is new; where none is, the line behind which others were removed.
    pub line: usize,
    /// New lines.
    pub count: usize,
}

impl Hunk {
    /// Whether it holds a line.
    #[must_use]
    pub const fn holds(self, line: usize) -> bool {
        self.line <= line && line < self.line + self.count
    }
}

impl Changes {
    /// Reads what `git diff --unified=0 --no-prefix --output-indicator-new=>` prints.
    ///
    /// With that mark for new lines, no line of a file can be taken for one of git's own.
    #[must_use]
    pub fn parse(diff: &str) -> Self {
        let mut changes = Self::default();
        let mut path = None;
        let mut is_new = false;
        for line in diff.split('\n') {
            if line.starts_with("diff --git ") {
                (path, is_new) = (None, false);
            } else if line.starts_with("new file mode ") {
                is_new = true;
            } else if let Some(name) = line.strip_prefix("+++ ").filter(|it| *it != "/dev/null") {
                path = Some(unquoted(name));
                changes.0.extend(path.clone().filter(|_| is_new).map(|it| (it, Change::New)));
            } else if let (Some(path), Some(hunk)) = (&path, hunk(line)) {
                changes.add(path, hunk);
            }
        }
        changes
    }

    /// Adds files that git does not know yet, separated by NUL.
    pub fn add_untracked(&mut self, list: &str) {
        self.0.extend(list.split('\0').filter(|it| !it.is_empty()).map(|it| (it.to_owned(), Change::New)));
    }

    /// What happened to a file; `None` if nothing.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<&Change> {
        self.0.get(path)
    }

    fn add(&mut self, path: &str, hunk: Hunk) {
        match self.0.entry(path.to_owned()).or_insert_with(|| Change::Lines(Vec::new())) {
            Change::New => {}
            Change::Lines(hunks) => hunks.push(hunk),
        }
    }
}

/// The new side of `@@ -12,3 +14 @@`.
fn hunk(line: &str) -> Option<Hunk> {
    let new = line.strip_prefix("@@ -")?.split(" @@").next()?.split_once(" +")?.1;
    let (line, count) = new.split_once(',').unwrap_or((new, "1"));
    Some(Hunk { line: line.parse().ok()?, count: count.parse().ok()? })
}

/// A path as git writes it: in quotes and with escapes where it holds what is odd.
fn unquoted(name: &str) -> String {
    let name = name.trim_end_matches('\r').strip_suffix('\t').unwrap_or(name);
    let Some(inner) = name.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
        return name.to_owned();
    };
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.bytes().peekable();
    while let Some(byte) = rest.next() {
        let escaped = if byte == b'\\' { rest.next() } else { None };
        bytes.push(match escaped {
            None => byte,
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'r') => b'\r',
            Some(digit @ b'0'..=b'3') => {
                let mut digits = || rest.next_if(|it| (b'0'..=b'7').contains(it)).map_or(0, |it| it - b'0');
                (digit - b'0') * 64 + digits() * 8 + digits()
            }
            Some(other) => other,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diffs() {
        let diff = "diff --git a.yaml a.yaml\nindex 1..2 100644\n--- a.yaml\n+++ a.yaml\n@@ -3 +3,2 @@ x\n<old\n>+++ fake\n>@@ -1 +1 @@\n@@ -9,2 +9,0 @@\n<x\n<y\ndiff --git b c.yaml b c.yaml\nnew file mode 100644\n--- /dev/null\n+++ b c.yaml\t\n@@ -0,0 +1,2 @@\n>a\n>b\ndiff --git d.yaml d.yaml\ndeleted file mode 100644\n--- d.yaml\n+++ /dev/null\n@@ -1,2 +0,0 @@\n<a\n<b\ndiff --git \"\\303\\251\\\".yaml\" x\n--- x\n+++ \"\\303\\251\\\".yaml\"\n@@ -1 +1 @@\n";
        let changes = Changes::parse(diff);
        let hunks = [(3, 2), (9, 0)].map(|(line, count)| Hunk { line, count });
        assert_eq!(changes.of("a.yaml"), Some(&Change::Lines(hunks.to_vec())));
        assert_eq!(changes.of("b c.yaml"), Some(&Change::New));
        assert_eq!(changes.of("d.yaml"), None);
        assert_eq!(changes.of("é\".yaml"), Some(&Change::Lines(vec![Hunk { line: 1, count: 1 }])));
    }

    #[test]
    fn odd_diffs() {
        for diff in [
            "@@ -1 +1 @@",
            "+++ \"\\",
            "+++ \"\\3",
            "diff --git\n+++ x\n@@ -1 +99999999999999999999 @@",
            "\0",
        ] {
            let _changes = Changes::parse(diff);
        }
    }
}

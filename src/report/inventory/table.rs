//! The inventory in columns that a terminal has room for.

use super::enforced::{Enforced, NOTHING};
use super::{Entry, Gap, Inventory};
use std::io::{self, Write};

/// Columns, with the fewest letters that each is cut to.
const COLUMNS: [(&str, usize); 9] = [
    ("method", 6),
    ("path", 24),
    ("sources", 7),
    ("handler", 10),
    ("demanded", 8),
    ("checked", 14),
    ("scopes", 8),
    ("limits", 11),
    ("state", 8),
];

/// The column that narrow terminals do without.
const HANDLER: usize = 3;

/// Between columns.
const GAP: usize = 2;

impl Inventory {
    /// Writes it in columns that fit into a width, and below them what could not be followed.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn table(&self, to: &mut dyn Write, width: usize) -> io::Result<()> {
        if self.endpoints.is_empty() {
            writeln!(to, "No endpoints.")?;
            return self.gaps(to);
        }
        let rows: Vec<[String; 9]> = self.endpoints.iter().map(cells).collect();
        let is_used = |column: &usize| rows.iter().any(|it| it[*column] != NOTHING);
        let mut columns: Vec<usize> = (0..COLUMNS.len()).filter(is_used).collect();
        let wanted = |columns: &[usize]| widths(&rows, columns, usize::MAX);
        if wanted(&columns).iter().map(|it| it + GAP).sum::<usize>() > width.saturating_add(GAP) {
            columns.retain(|it| *it != HANDLER);
        }
        let widths = widths(&rows, &columns, width);
        let mut row = |cells: &[String]| {
            let shown = columns.iter().zip(&widths).map(|(it, width)| cell(&cells[*it], *width));
            writeln!(to, "{}", shown.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end())
        };
        row(&COLUMNS.map(|it| it.0.to_uppercase()))?;
        rows.iter().try_for_each(|it| row(it))?;
        self.gaps(to)
    }

    fn gaps(&self, to: &mut dyn Write) -> io::Result<()> {
        if !self.not_assessable.is_empty() {
            writeln!(to, "\nNot assessable: there may be further routes")?;
        }
        for gap in &self.not_assessable {
            let Gap { path, reason, location, .. } = gap;
            let path = path.as_deref().unwrap_or("/…");
            writeln!(to, "  {path}  {reason} ({}:{})", location.path, location.line)?;
        }
        Ok(())
    }
}

/// The width of each column: as wide as its cells, and of all together no more than there is room for.
fn widths(rows: &[[String; 9]], columns: &[usize], room: usize) -> Vec<usize> {
    let of = |column: usize| rows.iter().map(|it| it[column].chars().count()).max().unwrap_or_default();
    let wanted = |column: usize| of(column).min(room).max(COLUMNS[column].0.len());
    let mut widths: Vec<usize> = columns.iter().map(|it| wanted(*it)).collect();
    let room = room.saturating_sub(GAP * columns.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let spare = |at: usize| widths[at].saturating_sub(COLUMNS[columns[at]].1);
        // The path is what tells endpoints apart: it gives way last.
        let weight = |at: &usize| if COLUMNS[columns[*at]].0 == "path" { spare(*at) / 3 } else { spare(*at) };
        let Some(widest) = (0..widths.len()).max_by_key(weight).filter(|it| spare(*it) > 0) else { break };
        widths[widest] -= 1;
    }
    widths
}

fn cell(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return format!("{text:width$}");
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

fn cells(entry: &Entry) -> [String; 9] {
    let code = entry.code.as_ref();
    let [checked, scopes, limits] = code.map_or_else(Default::default, Enforced::summary);
    let demanded = entry.authentication.as_ref().map(|it| super::alternatives(it)).unwrap_or_default();
    let handler = entry.handler.as_ref().map(|it| it.name.clone()).unwrap_or_default();
    let is_deprecated = entry.deprecated.then(|| "deprecated".to_owned());
    let state: Vec<String> = is_deprecated.into_iter().chain(entry.conditions.iter().cloned()).collect();
    let all = [
        entry.method.clone(),
        entry.path.clone(),
        entry.sources.to_owned(),
        handler,
        demanded,
        checked,
        scopes,
        limits,
        state.join(" and "),
    ];
    all.map(|it| {
        if it.is_empty() { NOTHING.to_owned() } else { it.split_whitespace().collect::<Vec<_>>().join(" ") }
    })
}

//! Types that are the same on the way in and on the way out need one component only.

use openapiv3::{OpenAPI, ReferenceOr, Schema};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What stands in front of a component's name.
const BEFORE: &str = "#/components/schemas/";

/// Passes over all components: in each, types fall out that hold others which differ.
const MAX_PASSES: usize = 24;

/// Names of components and the names of those that say the same.
pub(super) type Twins = FxHashMap<String, String>;

/// Of pairs of components those that are the same, if whatever they refer to is.
pub(super) fn twins(pairs: Twins, components: &BTreeMap<String, ReferenceOr<Schema>>) -> Twins {
    let texts: FxHashMap<&str, String> =
        components.iter().filter_map(|it| Some((it.0.as_str(), serde_json::to_string(it.1).ok()?))).collect();
    let text = |name: &str, twins: &Twins| texts.get(name).map(|it| renamed(it, twins));
    let mut twins = pairs;
    for _ in 0..MAX_PASSES {
        let count = twins.len();
        let same: Twins = twins
            .iter()
            .filter(|it| text(it.0, &twins) == text(it.1, &twins))
            .map(|it| (it.0.clone(), it.1.clone()))
            .collect();
        twins = same;
        if twins.len() == count {
            return twins;
        }
    }
    Twins::default()
}

/// The document with one component for both.
pub(super) fn merged(mut document: OpenAPI, twins: &Twins) -> OpenAPI {
    if let Some(components) = &mut document.components {
        components.schemas.retain(|it, _| !twins.contains_key(it));
    }
    let text = serde_json::to_string(&document).map(|it| renamed(&it, twins));
    text.and_then(|it| serde_json::from_str(&it)).unwrap_or(document)
}

/// JSON with the names of components in references replaced.
fn renamed(text: &str, twins: &Twins) -> String {
    let mut parts = text.split(BEFORE);
    let mut made = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, behind) = part.split_once('"').unwrap_or((part, ""));
        let name = twins.get(name).map_or(name, String::as_str);
        made.extend([BEFORE, name, "\"", behind]);
    }
    made
}

//! Systematic changes of a document, one at a time.

use serde_json::{Map, Value, json};

/// One change of one place.
pub(super) struct Mutation {
    /// The place that is changed: a value, or the object that gets a field.
    pub(super) pointer: String,
    pub(super) what: &'static str,
    pub(super) document: Value,
}

/// All systematic changes of a document.
pub(super) fn mutations(document: &Value) -> Vec<Mutation> {
    let mut pointers = Vec::new();
    collect_pointers(document, &mut String::new(), &mut pointers);
    pointers.iter().flat_map(|it| changes(document, it)).collect()
}

fn collect_pointers(value: &Value, at: &mut String, pointers: &mut Vec<String>) {
    pointers.push(at.clone());
    let length = at.len();
    let mut step = |step: &str, child: &Value| {
        at.push('/');
        at.push_str(&step.replace('~', "~0").replace('/', "~1"));
        collect_pointers(child, at, pointers);
        at.truncate(length);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, child)| step(key, child)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, child)| step(&at.to_string(), child)),
        _ => {}
    }
}

fn changes(document: &Value, pointer: &str) -> Vec<Mutation> {
    let old = document.pointer(pointer).expect("the pointer was collected");
    let changed = |what, change: &dyn Fn(&mut Value)| {
        let mut document = document.clone();
        change(document.pointer_mut(pointer).expect("the pointer was collected"));
        Mutation { pointer: pointer.to_owned(), what, document }
    };
    let others =
        [json!(null), json!(true), json!(7), json!(-1.5), json!("text"), json!([]), json!({}), json!([7])];
    let mut all: Vec<Mutation> = others
        .iter()
        .filter(|it| *it != old)
        .map(|it| changed("replace", &|value| *value = it.clone()))
        .collect();
    if old.is_object() {
        all.push(changed("add", &|value| drop(fields(value).insert("unheard".to_owned(), json!(1)))));
        all.push(changed("extend", &|value| drop(fields(value).insert("x-unheard".to_owned(), json!(1)))));
    }
    for key in old.as_object().into_iter().flat_map(Map::keys) {
        all.push(changed("delete", &|value| drop(fields(value).remove(key))));
        all.push(changed("rename", &|value| {
            let old = fields(value).remove(key).expect("the key was collected");
            fields(value).insert(format!("{key}Z"), old);
        }));
    }
    if let Some(first) = old.as_array().and_then(|it| it.first()) {
        all.push(changed("repeat", &|value| items(value).push(first.clone())));
        all.push(changed("remove", &|value| drop(items(value).remove(0))));
    }
    all
}

fn fields(value: &mut Value) -> &mut Map<String, Value> {
    value.as_object_mut().expect("an object")
}

fn items(value: &mut Value) -> &mut Vec<Value> {
    value.as_array_mut().expect("an array")
}

//! Types as they are written, and the shapes that they must have.

use super::*;
use crate::code::{CodeFile, Options};
use crate::source::{FileId, SourceFile};

/// A crate of one file.
fn workspace(text: &str) -> Workspace {
    let manifest = "[package]\nname = \"app\"\n[dependencies]\nserde = \"1\"\nserde_json = \"1\"\naxum = \"1\"\nuuid = \"1\"\n\
                    dropshot = \"1\"\npoem-openapi = \"1\"\nchrono = \"1\"";
    let source = SourceFile::new(FileId(0), "src/main.rs", text.into());
    let manifest = SourceFile::new(FileId(1), "Cargo.toml", manifest.into());
    Workspace::new(vec![CodeFile::parse(source)], &[manifest], &Options::default())
}

/// The shape in one line: `{a: text, b?: [integer]}`.
fn shown(wire: Wire<'_>, typed: &Typed<'_>, depth: u8) -> String {
    if depth == 0 {
        return "…".to_owned();
    }
    let inner = |it: &Typed<'_>| shown(wire, it, depth - 1);
    match wire.shape(typed) {
        Shape::Object(it) => object(wire, &it, depth),
        Shape::Array(Some(it)) => format!("[{}]", inner(&it)),
        Shape::Array(None) => "[…]".to_owned(),
        Shape::Map(it) => format!("map({})", inner(&it)),
        Shape::Text(None) => "text".to_owned(),
        Shape::Text(Some(format)) => format.to_owned(),
        Shape::Integer(Bounds { least, .. }) => if least == 0 { "natural" } else { "integer" }.to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Nullable(it) => format!("{}|null", inner(&it)),
        Shape::Words(it) => it.values.iter().map(|it| &*it.0).collect::<Vec<_>>().join("/"),
        Shape::Choice(it) => choice(wire, &it, depth),
        Shape::Any => "any".to_owned(),
        Shape::Unknown => "unknown".to_owned(),
    }
}

fn object(wire: Wire<'_>, object: &Object<'_>, depth: u8) -> String {
    let field = |it: &Field<'_>| {
        let value = it.typed.as_ref().map_or("custom".to_owned(), |it| shown(wire, it, depth - 1));
        format!("{}{}: {value}", it.name, if it.is_required { "" } else { "?" })
    };
    let mut parts: Vec<String> = object.fields.iter().map(field).collect();
    match object.rest {
        Rest::Nothing => {}
        Rest::Map => parts.push("..".to_owned()),
        Rest::Unknown => parts.push("..?".to_owned()),
    }
    format!("{{{}}}{}", parts.join(", "), if object.is_strict { "!" } else { "" })
}

fn choice(wire: Wire<'_>, choice: &Choice<'_>, depth: u8) -> String {
    let content = |it: &Variant<'_>| {
        let value = match &it.content {
            Content::Unit => String::new(),
            Content::One(Some(it)) => shown(wire, it, depth - 1),
            Content::One(None) => "custom".to_owned(),
            Content::Several => "[…]".to_owned(),
            Content::Object(it) => object(wire, it, depth),
        };
        format!("{}({value})", it.name)
    };
    let all = choice.variants.iter().map(content).collect::<Vec<_>>().join(" | ");
    format!("{:?} {all}", choice.tagging)
}

/// What comes in and what goes out of the first input of `fn f`.
fn both(text: &str) -> [String; 2] {
    let text =
        format!("use serde::{{Serialize, Deserialize}};\nuse std::collections::*;\n{text}\nfn main() {{}}");
    let workspace = workspace(&text);
    let function = workspace.items().find(|it| &*it.1.name == "f").unwrap().0;
    let ItemKind::Function(it) = &workspace.item(function).kind else { unreachable!() };
    let typed = Typed::of_function(&workspace, function, &it.inputs[0].ty);
    [Direction::In, Direction::Out]
        .map(|direction| shown(Wire { workspace: &workspace, direction }, &typed, 4))
}

#[test]
fn structs() {
    const BOTH: &str = "#[derive(Serialize, Deserialize)]";
    let table = [
        (
            "struct A { id: u32, name: String, age: Option<i8> } fn f(_: A) {}",
            "{id: natural, name: text, age?: integer|null}",
            "{id: natural, name: text, age: integer|null}",
        ),
        (
            "#[serde(rename_all = \"camelCase\")] struct A { created_at: chrono::DateTime<chrono::Utc>, #[serde(rename = \"ID\")] id: uuid::Uuid } fn f(_: A) {}",
            "{createdAt: date-time, ID: uuid}",
            "{createdAt: date-time, ID: uuid}",
        ),
        (
            "struct A { #[serde(default)] a: bool, #[serde(skip)] b: bool, #[serde(skip_serializing)] c: f64, #[serde(skip_deserializing)] d: f64 } fn f(_: A) {}",
            "{a?: boolean, c: number}",
            "{a: boolean, d: number}",
        ),
        (
            "#[serde(deny_unknown_fields, default)] struct A { #[serde(skip_serializing_if = \"Option::is_none\")] a: Option<bool>, #[serde(rename(serialize = \"x\", deserialize = \"y\"))] b: bool } fn f(_: A) {}",
            "{a?: boolean|null, y?: boolean}!",
            "{a?: boolean|null, x: boolean}!",
        ),
        (
            "struct Id(u64); #[derive(Serialize, Deserialize)] struct A { id: Id, all: Vec<Id>, by: HashMap<String, Id>, two: (u8, u8), any: serde_json::Value, bytes: Vec<u8> } fn f(_: A) {}",
            "{id: natural, all: [natural], by: map(natural), two: […], any: any, bytes: unknown}",
            "{id: natural, all: [natural], by: map(natural), two: […], any: any, bytes: unknown}",
        ),
        (
            "struct Page<T> { items: Vec<T>, next: Option<Box<Page<T>>> } type Texts = Page<String>; fn f(_: &Texts) {}",
            "{items: [text], next?: {items: […], next?: …|null}|null}",
            "{items: [text], next: {items: […], next: …|null}|null}",
        ),
        (
            "struct B { b: u8 } #[derive(Serialize, Deserialize)] struct A { a: u8, #[serde(flatten)] b: B, #[serde(flatten)] c: Option<B>, #[serde(flatten)] rest: HashMap<String, String> } fn f(_: A) {}",
            "{a: natural, b: natural, b?: natural, ..}",
            "{a: natural, b: natural, b?: natural, ..}",
        ),
        (
            "#[serde(transparent)] struct A { a: B } #[derive(Serialize, Deserialize)] struct B { #[serde(with = \"hex\")] b: Vec<u8> } fn f(_: A) {}",
            "{b: custom}",
            "{b: custom}",
        ),
        (
            "#[serde(try_from = \"String\", into = \"String\")] struct A { a: u8 } fn f(_: A) {}",
            "unknown",
            "unknown",
        ),
        ("struct A; #[derive(Serialize, Deserialize)] struct B {} fn f(_: (A, B)) {}", "[…]", "[…]"),
    ];
    for (text, sent, received) in table {
        assert_eq!(both(&format!("{BOTH} {text}")), [sent, received], "{text}");
    }
}

#[test]
fn what_is_written_by_hand_is_not_known() {
    assert_eq!(both("#[derive(Serialize)] struct A { a: u8 } fn f(_: A) {}"), ["unknown", "{a: natural}"]);
    assert_eq!(both("fn f<T>(_: T) {}"), ["unknown", "unknown"]);
    assert_eq!(
        both("#[derive(Deserialize)] struct A { a: Box<A> } fn f(_: A) {}")[0],
        "{a: {a: {a: {a: …}}}}"
    );
    assert_eq!(
        both("#[derive(Deserialize)] struct A { #[serde(flatten)] a: Box<A> } fn f(_: A) {}")[0],
        "{..?}"
    );
    assert_eq!(both("type A = B; type B = A; fn f(_: A) {}"), ["unknown", "unknown"]);
}

#[test]
fn enums() {
    const BOTH: &str = "#[derive(Serialize, Deserialize)]";
    let table = [
        (
            "#[serde(rename_all = \"snake_case\")] enum A { InTransit, #[serde(rename = \"x\")] Done, #[serde(skip)] No } fn f(_: A) {}",
            "in_transit/x",
        ),
        (
            "enum A { One(u8), Two { a_b: u8 }, Three, Four(u8, u8) } fn f(_: A) {}",
            "External One(natural) | Two({a_b: natural}) | Three() | Four([…])",
        ),
        (
            "#[serde(tag = \"type\", rename_all_fields = \"camelCase\")] enum A { Two { a_b: u8 } } fn f(_: A) {}",
            "Internal(\"type\") Two({aB: natural})",
        ),
        (
            "#[serde(tag = \"t\", content = \"c\")] enum A { One(u8) } fn f(_: A) {}",
            "Adjacent(\"t\", \"c\") One(natural)",
        ),
        (
            "#[serde(untagged)] enum A { One(u8), Two(String) } fn f(_: A) {}",
            "Untagged One(natural) | Two(text)",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(both(&format!("{BOTH} {text}")), [expected, expected], "{text}");
    }
}

#[test]
fn poem_openapi_has_attributes_of_its_own() {
    let text = "#[derive(poem_openapi::Object)] #[oai(rename_all = \"camelCase\")] struct A { a_b: u8, #[oai(read_only)] id: u8, #[oai(skip)] c: u8 } fn f(_: A) {}";
    assert_eq!(both(text), ["{aB: natural}", "{aB: natural, id: natural}"]);
}

#[test]
fn what_handlers_take() {
    let text = "use axum::{Json, extract::{Path, Query as Q}};
        struct ValidJson<T>(T);
        type Body = ValidJson<u8>;
        fn f(Path(id): Path<u8>, query: Option<Q<u8>>, a: Json<String>, b: Body, c: dropshot::TypedBody<u8>, d: String) {}
        fn main() {}";
    let workspace = workspace(text);
    let function = workspace.items().find(|it| &*it.1.name == "f").unwrap().0;
    let found: Vec<_> =
        inputs(&workspace, function).iter().map(|it| (it.kind, it.typed.name(), it.is_optional)).collect();
    let expected = [
        (PayloadKind::Path, "u8", false),
        (PayloadKind::Query, "u8", true),
        (PayloadKind::Json, "String", false),
        (PayloadKind::Json, "u8", false),
        (PayloadKind::Json, "u8", false),
    ];
    assert_eq!(found, expected.map(|it| (it.0, it.1.to_owned(), it.2)));
}

#[test]
fn what_handlers_give() {
    let table = [
        ("fn f() -> Json<u8> {}", vec![(None, Some("u8"))]),
        ("fn f() -> Answer<u8> {} type Answer<T> = Result<Json<T>, String>;", vec![(None, Some("u8"))]),
        ("fn f() -> Result<(axum::http::StatusCode, Json<u8>), String> {}", vec![(None, Some("u8"))]),
        ("fn f() -> Result<dropshot::HttpResponseCreated<u8>, dropshot::HttpError> {}", vec![(Some(201), Some("u8"))]),
        ("fn f() -> dropshot::HttpResponseDeleted {}", vec![(Some(204), None)]),
        ("fn f() -> impl axum::response::IntoResponse {}", vec![]),
        ("fn f() -> String {}", vec![]),
        (
            "#[derive(poem_openapi::ApiResponse)] enum A { #[oai(status = 200)] Ok(poem_openapi::payload::Json<u8>), #[oai(status = 404)] No }
             fn f() -> A {}",
            vec![(Some(200), Some("u8")), (Some(404), None)],
        ),
    ];
    for (text, expected) in table {
        let workspace = workspace(&format!("use axum::Json;\n{text}\nfn main() {{}}"));
        let function = workspace.items().find(|it| &*it.1.name == "f").unwrap().0;
        let found: Vec<_> = answers(&workspace, function)
            .into_iter()
            .map(|it| (it.status, it.typed.map(|it| it.name())))
            .collect();
        let expected: Vec<_> = expected.into_iter().map(|it| (it.0, it.1.map(str::to_owned))).collect();
        assert_eq!(found, expected, "{text}");
    }
}

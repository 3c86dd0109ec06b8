//! A library that no document describes.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::routing::{delete, get, put};
use axum::{Form, Json, Router};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Serialize)]
struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Book {
    #[serde(skip_deserializing)]
    id: Uuid,
    title: String,
    #[serde(default)]
    pages: u16,
    added_at: Option<DateTime<Utc>>,
    state: State,
    medium: Medium,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    chapters: Vec<Chapter>,
    #[serde(flatten)]
    labels: BTreeMap<String, String>,
    #[serde(skip)]
    checksum: u64,
}

#[derive(Serialize, Deserialize)]
struct Chapter {
    title: String,
    parts: Vec<Chapter>,
    notes: serde_json::Value,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum State {
    InHouse,
    OnLoan,
    #[serde(rename = "no")]
    Gone,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Medium {
    Paper { weight: f32 },
    Audio(Recording),
    Unknown,
}

#[derive(Serialize, Deserialize)]
struct Recording {
    minutes: i32,
}

#[derive(Deserialize)]
struct Search {
    title: Option<String>,
    #[serde(rename = "state")]
    in_state: State,
    #[serde(default)]
    limit: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelf {
    number: i64,
}

async fn list(Query(search): Query<Search>) -> Json<Page<Book>> {
    drop(search);
    Json(Page { items: Vec::new(), next: None })
}

async fn add(Json(book): Json<Book>) -> Result<(StatusCode, Json<Book>), StatusCode> {
    Ok((StatusCode::CREATED, Json(book)))
}

async fn remove(Path(id): Path<Uuid>) -> StatusCode {
    if id.is_nil() { StatusCode::NOT_FOUND } else { StatusCode::NO_CONTENT }
}

async fn put_away(Path(_): Path<Uuid>, Form(_): Form<Shelf>) {}

async fn file(Path(path): Path<String>) -> String {
    path
}

#[tokio::main]
async fn main() {
    let app = Router::new()
        .route("/books", get(list).post(add))
        .route("/books/{id}", delete(remove))
        .route("/books/{book}/shelf", put(put_away))
        .route("/files/{*path}", get(file));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await.unwrap();
    axum::serve(listener, app).await.unwrap();
}

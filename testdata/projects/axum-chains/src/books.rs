//! Books of the library.

use axum::Router;
use axum::extract::Path;
use axum::routing::{self, get};

pub fn router() -> Router {
    let copies = Router::new().route("/{copy}", routing::put(lend).delete(give_back));
    Router::new()
        .route("/", get(list).post(add))
        .route("/{isbn}", get(show))
        .nest("/{isbn}/copies", copies)
        .route("/{isbn}/pages/{*page}", get(page))
}

async fn list() -> String {
    String::new()
}

async fn add(body: String) -> String {
    body
}

async fn show(Path(isbn): Path<String>) -> String {
    isbn
}

async fn lend(Path((isbn, _copy)): Path<(String, u32)>) -> String {
    isbn
}

async fn give_back(Path((isbn, _copy)): Path<(String, u32)>) -> String {
    isbn
}

async fn page(Path((_isbn, page)): Path<(String, String)>) -> String {
    page
}

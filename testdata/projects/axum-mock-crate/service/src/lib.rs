//! What users get: started by the program, and by the mock beside it.

use axum::{Router, routing::get};

async fn show() -> &'static str {
    "a tree"
}

pub fn trees() -> Router {
    Router::new().route("/trees/{id}", get(show))
}

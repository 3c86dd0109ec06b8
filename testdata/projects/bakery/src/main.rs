//! A bakery that takes orders: small, with what goes wrong between a document and the code.

mod orders;

use axum::{Router, routing::get};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut app = Router::new()
        .nest("/api", orders::routes())
        .route("/internal/ovens", get(ovens))
        .route("/health", get(health));
    if cfg!(debug_assertions) {
        app = app.route("/debug/state", get(ovens));
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, app).await
}

async fn health() -> &'static str {
    "ok"
}

async fn ovens() -> &'static str {
    "both are hot"
}

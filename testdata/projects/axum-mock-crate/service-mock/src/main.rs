//! Starts the service as it is, and something of its own: only the latter is the mock's.

use axum::{Router, routing::post};

async fn forget() {}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let own = Router::new().route("/forget", post(forget));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8081").await?;
    tokio::spawn(async move { axum::serve(listener, own).await });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, service::trees()).await
}

//! A clinic: who asks is found out by the inputs of handlers.

mod auth;
mod error;
mod patients;

use axum::{Router, routing::get};

#[derive(Clone)]
pub struct AppState {
    pub keys: Vec<String>,
}

#[tokio::main]
async fn main() {
    let state = AppState { keys: Vec::new() };
    let app = Router::new()
        .route("/health", get(patients::health))
        .route("/patients", get(patients::list).post(patients::admit))
        .route("/patients/{id}", get(patients::show).delete(patients::discharge))
        .route("/me", get(patients::me))
        .route("/locale", get(patients::locale))
        .route("/page", get(patients::page))
        .route("/fixed", get(patients::fixed::<auth::Database>))
        .route("/sign-in", axum::routing::post(patients::sign_in))
        .route("/alias", get(patients::alias))
        .route("/bearer", get(patients::bearer))
        .with_state(state);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await.expect("a free port");
    axum::serve(listener, app).await.expect("a server");
}

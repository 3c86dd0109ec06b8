//! A lending library: chains of methods, nested and merged routers, layers in their order.

mod books;
mod members;

use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodFilter, any, get, get_service, on, post};
use tower_http::services::{ServeDir, ServeFile};
use tower_http::trace::TraceLayer;

#[tokio::main]
async fn main() {
    let api = Router::new()
        .nest("/books", books::router())
        .merge(members::router())
        .route_layer(middleware::from_fn(require_card));

    let app = Router::new()
        .nest("/api/v1", api)
        .route("/health", get(health).head(health))
        .layer(TraceLayer::new_for_http())
        .route("/open", get(|| async { "open" }))
        .route("/echo", any(echo))
        .route("/either", on(MethodFilter::PUT.or(MethodFilter::PATCH), echo))
        .route("/old", post(echo).layer(middleware::from_fn(require_card)))
        .route_service("/favicon.ico", ServeFile::new("static/favicon.ico"))
        .route("/manual", get_service(ServeFile::new("static/manual.pdf")))
        .nest_service("/static", ServeDir::new("static"))
        .fallback(nothing);

    let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await.unwrap();
    axum::serve(listener, app.into_make_service()).await.unwrap();
}

async fn require_card(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("x-card") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

async fn health() -> StatusCode {
    StatusCode::NO_CONTENT
}

async fn echo(body: String) -> String {
    body
}

async fn nothing() -> StatusCode {
    StatusCode::NOT_FOUND
}

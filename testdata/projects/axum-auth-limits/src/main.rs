//! A mailbox: how much, how long, how often, from where.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tower_http::cors::{Any, CorsLayer};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

const LETTER: usize = 16 * 1024;

static ASKED: AtomicU32 = AtomicU32::new(0);

async fn letter(body: String) -> String {
    body
}

async fn parcel(body: axum::body::Body) -> Response {
    body.into_response()
}

async fn slow_down(request: Request, next: Next) -> Response {
    if ASKED.fetch_add(1, Ordering::Relaxed) > 100 {
        return StatusCode::TOO_MANY_REQUESTS.into_response();
    }
    next.run(request).await
}

fn anyone() -> CorsLayer {
    CorsLayer::new().allow_methods(Any).allow_origin(Any)
}

#[tokio::main]
async fn main() {
    let is_open = std::env::var("OPEN").is_ok();
    let ours = HeaderValue::from_static("https://mail.example.com");
    let cors = if is_open { CorsLayer::very_permissive() } else { CorsLayer::new().allow_origin(ours).allow_credentials(true) };
    let app = Router::new()
        .route("/letters", post(letter).layer(DefaultBodyLimit::max(LETTER)))
        .route("/parcels", post(parcel))
        .route("/boxes", post(letter).layer(DefaultBodyLimit::disable()).layer(RequestBodyLimitLayer::new(1 << 30)))
        .route("/floods", post(letter).layer(DefaultBodyLimit::disable()))
        .route("/counted", post(letter).layer(from_fn(slow_down)))
        .route("/anyone", post(letter).layer(anyone()))
        .route("/ours", post(letter).layer(cors))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(30)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await.expect("a free port");
    axum::serve(listener, app).await.expect("a server");
}

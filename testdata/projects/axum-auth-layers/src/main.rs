//! A depot: layers in front of handlers, and what they do not cover.

mod guard;

use axum::Router;
use axum::middleware::{from_extractor, from_fn, from_fn_with_state};
use axum::routing::{get, post};
use axum_extra::middleware::option_layer;
use tower::ServiceBuilder;
use tower_http::trace::TraceLayer;
use tower_http::validate_request::ValidateRequestHeaderLayer;

#[derive(Clone)]
pub struct AppState {
    pub keys: Vec<String>,
}

async fn show() -> &'static str {
    "here"
}

fn stock(state: &AppState) -> Router<AppState> {
    Router::new()
        .route("/stock", get(show))
        .route_layer(from_fn_with_state(state.clone(), guard::require_key))
        .route("/stock/public", get(show))
}

fn admin() -> Router<AppState> {
    Router::new().route("/admin", get(show).layer(from_extractor::<guard::Admin>())).layer(from_fn(guard::identify))
}

fn reports() -> Router<AppState> {
    Router::new().route("/reports", get(show)).layer(guard::stack())
}

fn maybe(is_locked: bool) -> Router<AppState> {
    Router::new().route("/maybe", get(show)).layer(option_layer(is_locked.then(|| from_fn(guard::admins_only))))
}

#[tokio::main]
async fn main() {
    let state = AppState { keys: Vec::new() };
    let is_locked = std::env::var("LOCKED").is_ok();
    let app = Router::new()
        .merge(stock(&state))
        .merge(admin())
        .merge(reports())
        .merge(maybe(is_locked))
        .route("/browser", post(show).layer(from_fn(guard::require_user_agent)))
        .route("/hook", post(show).layer(ValidateRequestHeaderLayer::bearer("hook")))
        .layer(ServiceBuilder::new().layer(TraceLayer::new_for_http()).layer(from_fn(guard::log)))
        .with_state(state);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await.expect("a free port");
    axum::serve(listener, app).await.expect("a server");
}

//! The counter of the pharmacy: customers sign in, order what was prescribed, and see what became of it.

mod auth;
mod error;
mod insurance;
mod orders;
mod prescriptions;
mod sessions;

use axum::http::{HeaderValue, Method};
use axum::routing::{get, post};
use axum::{Router, middleware};
use sqlx::PgPool;
use std::time::Duration;
use tower_http::cors::CorsLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// What all handlers share.
#[derive(Clone)]
pub struct Pharmacy {
    pool: PgPool,
    insurance: insurance::Client,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    tracing_subscriber::fmt::init();
    let pool = PgPool::connect(&std::env::var("DATABASE_URL")?).await?;
    let pharmacy = Pharmacy { pool, insurance: insurance::Client::new()? };
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await?;
    axum::serve(listener, app(pharmacy)).await?;
    Ok(())
}

fn app(pharmacy: Pharmacy) -> Router {
    let guarded = Router::new()
        .route("/orders", get(orders::list).post(orders::place))
        .route("/orders/{order}", get(orders::show).delete(orders::cancel))
        .route("/prescriptions", get(prescriptions::search))
        .route("/prescriptions/{prescription}", get(prescriptions::show).put(prescriptions::correct))
        .route_layer(middleware::from_fn_with_state(pharmacy.clone(), auth::require_customer));
    Router::new()
        .nest("/v2", guarded)
        .route("/v2/sessions", post(sessions::open))
        .route("/healthz", get(health))
        .layer(TimeoutLayer::new(Duration::from_secs(20)))
        .layer(cors())
        .layer(TraceLayer::new_for_http())
        .with_state(pharmacy)
}

/// The shop's own pages may call.
fn cors() -> CorsLayer {
    CorsLayer::new().allow_origin(HeaderValue::from_static("https://pharmacy.example")).allow_methods([
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::DELETE,
    ])
}

async fn health() -> &'static str {
    "ok"
}

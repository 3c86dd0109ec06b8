//! The counter of the pharmacy: customers sign in, order what was prescribed, and see what became of it.

mod auth;
mod customers;
mod error;
mod insurance;
mod orders;
mod prescriptions;
mod sessions;

use axum::extract::{DefaultBodyLimit, State};
use axum::routing::{get, post};
use axum::{Router, middleware};
use sqlx::PgPool;
use std::sync::OnceLock;
use tower_http::cors::CorsLayer;
use tower_http::trace::TraceLayer;

/// What other parts of the program serve.
static EXTRA: OnceLock<Router<Pharmacy>> = OnceLock::new();

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
        .route("/customers/me", get(customers::show).put(customers::change))
        .route_layer(middleware::from_fn_with_state(pharmacy.clone(), auth::require_customer))
        .route("/orders/{order}/label", post(orders::label));
    Router::new()
        .nest("/v2", guarded)
        .route("/v2/sessions", post(sessions::open))
        .route("/v1/orders", get(orders::list))
        .route("/v2/offers", get(orders::offers))
        .merge(EXTRA.get().cloned().unwrap_or_default())
        .route(&std::env::var("WEBHOOK_PATH").unwrap_or_default(), post(orders::delivered))
        .route("/debug/pool", get(pool))
        .route("/healthz", get(health))
        .layer(DefaultBodyLimit::disable())
        .layer(CorsLayer::permissive())
        .layer(TraceLayer::new_for_http())
        .with_state(pharmacy)
}

/// How many connections to the database are open.
async fn pool(State(pharmacy): State<Pharmacy>) -> String {
    pharmacy.pool.size().to_string()
}

async fn health() -> &'static str {
    "ok"
}

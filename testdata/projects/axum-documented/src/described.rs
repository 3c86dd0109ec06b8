//! A handler without the annotation that `routes!` wants, and a router of another crate.

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

async fn plain() {}

pub fn half() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(plain))
}

pub fn with_other(other: impl Fn() -> Router) -> Router {
    let paths = std::env::var("BASE").unwrap_or_default();
    Router::new().nest("/other", other()).route(&paths, get(plain))
}

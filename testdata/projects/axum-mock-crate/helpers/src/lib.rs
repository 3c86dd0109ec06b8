//! Only tests depend on this crate, whatever its name says.

use axum::{Router, routing::get};

async fn token() -> &'static str {
    "token"
}

pub fn issuer() -> Router {
    Router::new().route("/token", get(token))
}

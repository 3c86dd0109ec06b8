use axum::routing::{delete, get};
use loco_rs::prelude::*;

async fn one() -> Result<Response> {
    format::empty()
}

async fn dismiss() -> Result<Response> {
    format::empty()
}

pub fn routes() -> Routes {
    Routes::new().prefix("keepers").add("/{name}", get(one)).merge(Routes::new().prefix("unused").add("/{name}", delete(dismiss)))
}

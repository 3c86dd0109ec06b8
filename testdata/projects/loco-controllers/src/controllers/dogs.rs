use loco_rs::prelude::*;
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;

async fn list() -> Result<Response> {
    format::empty()
}

async fn add() -> Result<Response> {
    format::empty()
}

async fn show(Path(_id): Path<i32>) -> Result<Response> {
    format::empty()
}

pub fn routes() -> Routes {
    Routes::new()
        .prefix("dogs/")
        .add("/", get(list).post(add))
        .layer(TimeoutLayer::new(Duration::from_secs(5)))
        .add("/{id}", get(show))
}

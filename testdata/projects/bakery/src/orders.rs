//! Orders of bread.

use axum::Router;
use axum::routing::{get, post};

/// Routes below the path of the API.
pub fn routes() -> Router {
    let paths = [("/orders/{order}/cancel", post(cancel))];
    let mut router = Router::new().route("/orders", get(list).post(create)).route("/orders/{order}", get(show));
    for (path, handler) in paths {
        router = router.route(path, handler);
    }
    router
}

async fn list() {}

async fn create() {}

async fn show() {}

async fn cancel() {}

//! The menu of the day, with aide.

use aide::axum::ApiRouter;
use aide::axum::routing::{get, get_with, post_with};
use aide::openapi::OpenApi;
use axum::extract::Path;
use axum::{Extension, Router};

pub fn router() -> Router {
    let mut document = OpenApi::default();
    ApiRouter::new()
        .api_route("/menu", get_with(menu, |it| it.summary("Today")).post_with(order, |it| it))
        .api_route("/menu/{dish}", post_with(order, |it| it.id("order")))
        .nest_api_service("/drinks", drinks())
        .route("/openapi.json", axum::routing::get(document_of))
        .finish_api(&mut document)
        .layer(Extension(document))
}

fn drinks() -> ApiRouter {
    ApiRouter::new().api_route("/{drink}", get(drink))
}

async fn menu() {}

async fn order() {}

async fn drink(Path(_drink): Path<String>) {}

async fn document_of() {}

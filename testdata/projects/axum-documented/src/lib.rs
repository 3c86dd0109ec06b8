//! Routers that write their own document: utoipa-axum and aide.

pub mod described;
pub mod menu;

use axum::Router;
use axum::extract::Path;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

const TAG: &str = "recipes";

#[derive(OpenApi)]
#[openapi(tags((name = TAG)))]
struct Document;

pub fn app() -> Router {
    let (router, _document) = OpenApiRouter::with_openapi(Document::openapi())
        .nest("/recipes", recipes())
        .routes(routes!(health))
        .split_for_parts();
    router
}

fn recipes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list, add)).routes(routes!(show)).routes(routes!(rate))
}

#[utoipa::path(get, path = "/health", responses((status = 200)))]
async fn health() {}

#[utoipa::path(get, path = "", tag = TAG, responses((status = 200, body = [String])))]
async fn list() {}

#[utoipa::path(post, path = "", tag = TAG, request_body = String, responses((status = 201)))]
async fn add(_body: String) {}

#[utoipa::path(get, path = "/{id}", tag = TAG, params(("id" = u32, Path)), responses((status = 200)))]
async fn show(Path(_id): Path<u32>) {}

#[utoipa::path(method(put, patch), path = "/{id}/rating", params(("id" = u32, Path)), responses((status = 204)))]
async fn rate(Path(_id): Path<u32>) {}

//! A page that shows the API document: its own paths are known.

use axum::Router;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_swagger_ui::SwaggerUi;

#[derive(OpenApi)]
#[openapi(paths(status))]
struct Document;

#[utoipa::path(get, path = "/status", responses((status = 200)))]
async fn status() {}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let page = SwaggerUi::new("/docs").url("/openapi.json", Document::openapi());
    let app = Router::new().route("/status", get(status)).merge(page);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app).await
}

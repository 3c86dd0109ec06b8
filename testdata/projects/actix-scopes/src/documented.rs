//! The same with a document: utoipa-actix-web.

use actix_web::{delete, get, web, App, HttpResponse};
use utoipa_actix_web::{scope, AppExt};

#[utoipa::path(responses((status = 200)))]
#[get("/venues")]
async fn venues() -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[utoipa::path(responses((status = 204)))]
#[delete("/venues/{venue}")]
async fn close(_venue: web::Path<u32>) -> HttpResponse {
    HttpResponse::NoContent().finish()
}

pub fn app() -> impl Sized {
    let (app, _document) = App::new()
        .into_utoipa_app()
        .service(scope("/v1").service(venues).service(close))
        .split_for_parts();
    app
}

//! Events, with resources inside scopes inside scopes.

use actix_web::web::{self, ServiceConfig};
use actix_web::{guard, HttpResponse};

pub fn configure(config: &mut ServiceConfig) {
    let one = web::scope("/{event:[0-9]+}")
        .service(web::resource("").route(web::get().to(show)).route(web::delete().to(cancel)))
        .service(web::resource(["/poster", "/picture"]).get(poster));
    config.service(web::scope("/events").route("", web::get().to(list)).route("", web::post().to(add)).service(one));
    config.route("/calendar/{tail:.*}", web::route().guard(guard::Get()).to(calendar));
    config.service(web::resource("/feed").route(web::method(actix_web::http::Method::OPTIONS).to(list)));
}

async fn list() -> HttpResponse {
    HttpResponse::Ok().finish()
}

async fn add(_body: web::Json<String>) -> HttpResponse {
    HttpResponse::Created().finish()
}

async fn show(_event: web::Path<u32>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

async fn cancel(_event: web::Path<u32>) -> HttpResponse {
    HttpResponse::NoContent().finish()
}

async fn poster(_event: web::Path<u32>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

async fn calendar(_tail: web::Path<String>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

//! Tickets: attributes, scopes, resources, functions and closures that configure, guards and wrappers.

mod documented;
mod events;
mod orders;

use actix_web::dev::{Service, ServiceRequest};
use actix_web::middleware::{from_fn, Logger, Next};
use actix_web::{body, get, guard, head, post, route, web, App, Error, HttpResponse, HttpServer, Responder};

const STATUS: &str = "/status";

#[get("/")]
async fn index() -> impl Responder {
    "tickets"
}

#[get("/events/{event}/seats")]
#[head("/events/{event}/seats")]
async fn seats(event: web::Path<u32>) -> String {
    event.to_string()
}

#[route("/search", method = "GET", method = "POST")]
async fn search() -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[post("/webhook")]
async fn webhook(body: String) -> String {
    body
}

async fn status() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

async fn signed(
    request: ServiceRequest,
    next: Next<impl body::MessageBody>,
) -> Result<actix_web::dev::ServiceResponse<impl body::MessageBody>, Error> {
    next.call(request).await
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let is_open = std::env::args().len() > 1;
    HttpServer::new(move || {
        App::new()
            .wrap(Logger::default())
            .service(index)
            .service(web::scope("/api").wrap(from_fn(signed)).configure(events::configure).service((seats, search)))
            .service(
                web::scope("/admin")
                    .guard(guard::Header("x-admin", "yes"))
                    .configure(|it| {
                        it.service(webhook).route("/flush", web::delete().to(status));
                    })
                    .wrap_fn(|request, service| service.call(request)),
            )
            .route(STATUS, web::get().to(status))
            .service(web::resource("/ping").to(status))
            .configure(orders::configure(is_open))
            .service(actix_files::Files::new("/assets", "assets"))
            .default_service(web::to(status))
    })
    .bind(("0.0.0.0", 8080))?
    .run()
    .await
}

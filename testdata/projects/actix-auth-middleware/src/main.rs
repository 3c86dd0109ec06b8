//! A garage: middleware of its own, of a library, and written where it is put on.

mod key;

use actix_cors::Cors;
use actix_web::dev::{Service, ServiceRequest};
use actix_web::error::ErrorUnauthorized;
use actix_web::middleware::{Condition, Logger};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer, Responder, get, web};
use actix_web_httpauth::extractors::basic::BasicAuth;
use actix_web_httpauth::extractors::bearer::BearerAuth;
use actix_web_httpauth::middleware::HttpAuthentication;
use futures_util::future::{Either, err};

#[derive(serde::Deserialize)]
struct Car {
    plate: String,
}

async fn park(car: web::Json<Car>) -> impl Responder {
    car.into_inner().plate
}

#[get("/cars")]
async fn cars(driver: key::Driver) -> impl Responder {
    driver.name
}

#[get("/keys")]
async fn keys(basic: BasicAuth) -> impl Responder {
    basic.user_id().to_owned()
}

#[get("/price")]
async fn price(request: HttpRequest) -> HttpResponse {
    match request.headers().get("Authorization") {
        Some(_) => HttpResponse::Ok().body("1"),
        None => HttpResponse::Ok().body("2"),
    }
}

async fn validate(request: ServiceRequest, bearer: BearerAuth) -> Result<ServiceRequest, (Error, ServiceRequest)> {
    if bearer.token() == "garage" { Ok(request) } else { Err((ErrorUnauthorized("who"), request)) }
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let is_locked = std::env::var("LOCKED").is_ok();
    HttpServer::new(move || {
        App::new()
            .wrap(Logger::default())
            .service(cars)
            .service(keys)
            .service(price)
            .service(
                web::scope("/library")
                    .wrap(HttpAuthentication::with_fn(validate))
                    .route("/park", web::post().to(park)),
            )
            .service(
                web::scope("/own")
                    .wrap(key::KeyCheck::new("key"))
                    .app_data(web::JsonConfig::default().limit(4096))
                    .route("/park", web::post().to(park)),
            )
            .service(
                web::scope("/closure")
                    .wrap_fn(|request, service| {
                        if request.headers().contains_key("x-api-key") {
                            Either::Left(service.call(request))
                        } else {
                            Either::Right(err(ErrorUnauthorized("no key")))
                        }
                    })
                    .route("/park", web::post().to(park)),
            )
            .service(
                web::scope("/maybe")
                    .wrap(Condition::new(is_locked, key::KeyCheck::new("key")))
                    .wrap(Cors::permissive())
                    .route("/park", web::post().to(park)),
            )
    })
    .bind(("127.0.0.1", 8080))?
    .run()
    .await
}

//! Orders, which are taken only while the office is open: a function that gives a closure.

use actix_web::web::{self, ServiceConfig};
use actix_web::{get, put, HttpResponse};

#[get("/orders/{order}")]
async fn order(_order: web::Path<u32>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[put("/orders/{order}")]
async fn replace(_order: web::Path<u32>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

pub fn configure(is_open: bool) -> impl Fn(&mut ServiceConfig) {
    move |config| {
        config.service(order);
        if is_open {
            config.service(replace);
        }
    }
}

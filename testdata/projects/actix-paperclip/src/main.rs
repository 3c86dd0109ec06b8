//! An application that writes its own document: the builder comes from another crate, and is built at the end.

use actix_web::{App, HttpServer};
use paperclip::actix::{Apiv2Schema, OpenApiExt, api_v2_operation, web};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Apiv2Schema)]
struct Parcel {
    weight: u32,
}

#[api_v2_operation]
async fn list() -> Result<web::Json<Vec<Parcel>>, actix_web::Error> {
    Ok(web::Json(Vec::new()))
}

#[api_v2_operation]
async fn create(parcel: web::Json<Parcel>) -> Result<web::Json<Parcel>, actix_web::Error> {
    Ok(parcel)
}

#[api_v2_operation]
async fn show(id: web::Path<u32>) -> Result<web::Json<Parcel>, actix_web::Error> {
    Ok(web::Json(Parcel { weight: *id }))
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let app = || {
        App::new()
            .wrap_api()
            .service(
                web::scope("/parcels")
                    .service(web::resource("").route(web::get().to(list)).route(web::post().to(create)))
                    .service(web::resource("/{id}").route(web::get().to(show))),
            )
            .with_json_spec_at("/spec.json")
            .build()
    };
    HttpServer::new(app).bind(("127.0.0.1", 8080))?.run().await
}

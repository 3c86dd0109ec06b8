//! Parcels, with ntex.

use ntex::web::{self, middleware::Logger, App, HttpResponse, HttpServer, ServiceConfig};

#[web::get("/parcels/{number}")]
async fn parcel(_number: web::types::Path<String>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[web::post("/parcels")]
async fn send(_body: web::types::Json<String>) -> HttpResponse {
    HttpResponse::Created().finish()
}

async fn labels() -> HttpResponse {
    HttpResponse::Ok().finish()
}

fn api(config: &mut ServiceConfig) {
    config.service(parcel);
    config.service(send);
    config.service(
        web::scope("/labels")
            .service(web::resource("/{label}").route(web::get().to(labels)).route(web::put().to(labels)))
            .service(web::resource("").route(web::get().to(labels))),
    );
}

#[ntex::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| {
        App::new().wrap(Logger::default()).service(web::scope("/v1").configure(api)).route("/up", web::head().to(labels))
    })
    .bind(("127.0.0.1", 8080))?
    .run()
    .await
}

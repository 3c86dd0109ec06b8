//! Methods that guards let through, on routes and on resources.

use actix_web::{App, HttpResponse, HttpServer, guard, web};

async fn list() -> HttpResponse {
    HttpResponse::Ok().finish()
}

async fn create() -> HttpResponse {
    HttpResponse::Created().finish()
}

async fn query() -> HttpResponse {
    HttpResponse::Ok().finish()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let app = || {
        App::new()
            .route("/orders", web::route().guard(guard::Get()).to(list))
            .route("/orders", web::route().guard(guard::Post()).to(create))
            .service(web::resource("/graphql").guard(guard::Post()).to(query))
    };
    HttpServer::new(app).bind(("127.0.0.1", 8080))?.run().await
}

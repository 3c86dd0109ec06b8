use actix_web::{App, HttpServer};
use paperclip::actix::{OpenApiExt, api_v2_operation, web};
use paperclip::v2::models::DefaultApiRaw;

#[api_v2_operation]
async fn list() -> web::Json<Vec<String>> {
    web::Json(Vec::new())
}

#[api_v2_operation]
async fn add(_: web::Json<String>) -> web::Json<()> {
    web::Json(())
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let spec = DefaultApiRaw::default();
    HttpServer::new(move || {
        App::new()
            .wrap_api_with_spec(spec.clone())
            .with_json_spec_v3_at("/openapi.json")
            .service(
                web::scope("/orders")
                    .service(web::resource("").route(web::get().to(list)).route(web::post().to(add))),
            )
            .build()
    })
    .bind("127.0.0.1:8080")?
    .run()
    .await
}

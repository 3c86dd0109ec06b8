//! A museum: the forms of paths and handlers that ntex has.

use ntex::web::{self, types::Path, App, HttpRequest, HttpResponse, HttpServer};

#[web::get("/halls/{hall}/{rest}*")]
async fn hall(path: Path<(String, String)>) -> HttpResponse {
    HttpResponse::Ok().body(path.into_inner().1)
}

#[web::put("/pieces/{id:[0-9]+}/label.{lang}")]
async fn label(path: Path<(u32, String)>) -> HttpResponse {
    HttpResponse::Ok().body(path.into_inner().1)
}

async fn guide(request: HttpRequest) -> HttpResponse {
    HttpResponse::Ok().body(request.path().to_owned())
}

fn api(config: &mut web::ServiceConfig) {
    config.service((hall, label)).service(web::resource("/guide").route(web::get().to(guide)));
}

#[ntex::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| {
        App::new()
            .wrap(web::middleware::Logger::default())
            .configure(api)
            .service(web::scope("/tours").state(4_u8).route("/{day}", web::post().to(guide)))
            .default_service(web::route().to(guide))
    })
    .bind("127.0.0.1:8080")?
    .run()
    .await
}

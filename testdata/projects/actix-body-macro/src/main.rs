//! A table of routes as the argument of a macro, with `paste` for the names of verbs.

use actix_web::{App, HttpResponse, HttpServer, web};

async fn landing() -> HttpResponse {
    HttpResponse::Ok().finish()
}

async fn collection<const PUBLIC: bool>() -> HttpResponse {
    HttpResponse::Ok().finish()
}

fn configure(cfg: &mut web::ServiceConfig) {
    let mut scope = web::scope("/features/{dataset}");

    macro_rules! bind_routes {
        ($($method:ident $path:literal -> $handler:expr),* $(,)?) => {
            $(paste::item! {
                scope = scope.route($path, web::[<$method:lower>]().to($handler));
            })*
        };
    }

    bind_routes!(
        HEAD "" -> landing,
        GET "" -> landing,
        GET "/collections/{id}" -> collection::<true>,
    );

    cfg.service(scope);
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(|| App::new().configure(configure)).bind(("127.0.0.1", 8080))?.run().await
}

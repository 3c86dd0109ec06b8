//! The stock of the pharmacy: what lies on which shelf. For the people who work there.

mod shelves;
mod staff;

use actix_web::{App, HttpServer, web};
use jsonwebtoken::DecodingKey;
use sqlx::PgPool;

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let url = std::env::var("DATABASE_URL").map_err(std::io::Error::other)?;
    let pool = PgPool::connect(&url).await.map_err(std::io::Error::other)?;
    let pem = std::fs::read("/etc/stock/login.pem")?;
    let key = DecodingKey::from_ed_pem(&pem).map_err(std::io::Error::other)?;
    HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(pool.clone()))
            .app_data(key.clone())
            .app_data(web::JsonConfig::default().limit(16 * 1024))
            .service(web::scope("/stock").configure(shelves::configure))
    })
    .bind(("0.0.0.0", 8081))?
    .run()
    .await
}

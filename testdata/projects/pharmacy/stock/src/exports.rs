//! What other programs fetch from here, and what is fetched for them.

use crate::staff::Staff;
use actix_files::NamedFile;
use actix_web::cookie::Cookie;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, Result, web};
use flate2::read::GzDecoder;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::io::Read;

/// With this the label printer shows who it is.
const PRINTER_SECRET: &str = "vK3pQ8sLw2Zr7TnYb5Xc";

#[derive(Deserialize)]
pub struct Import {
    url: String,
    back: String,
}

#[derive(Deserialize)]
pub struct NewColleague {
    name: String,
    password: String,
}

pub fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/exports/{name}", web::get().to(download))
        .route("/imports", web::post().to(import))
        .route("/imports/archive", web::post().to(archive))
        .route("/labels/{shelf}", web::post().to(print))
        .route("/prices", web::get().to(prices))
        .route("/colleagues", web::post().to(join));
}

async fn download(_: Staff, name: web::Path<String>) -> Result<NamedFile> {
    Ok(NamedFile::open(format!("/srv/exports/{name}"))?)
}

async fn import(_: Staff, import: web::Query<Import>) -> HttpResponse {
    let Ok(answer) = reqwest::get(&import.url).await else { return HttpResponse::BadGateway().finish() };
    tracing::info!(status = %answer.status(), "imported");
    HttpResponse::Found().insert_header((header::LOCATION, import.back.as_str())).finish()
}

async fn archive(_: Staff, body: web::Bytes) -> HttpResponse {
    let mut text = String::new();
    GzDecoder::new(body.as_ref()).read_to_string(&mut text).unwrap();
    let rows: Vec<String> = text.lines().map(str::to_owned).collect();
    for row in rows {
        tokio::spawn(async move { tracing::info!(row, "kept") });
    }
    HttpResponse::Accepted().finish()
}

async fn print(request: HttpRequest, shelf: web::Path<String>) -> HttpResponse {
    let secret = request.headers().get("x-printer-secret").and_then(|it| it.to_str().ok());
    if secret != Some(PRINTER_SECRET) {
        return HttpResponse::Unauthorized().finish();
    }
    let command = format!("lp -d shelves -t {shelf}");
    let done = std::process::Command::new("sh").arg("-c").arg(command).status();
    std::thread::sleep(std::time::Duration::from_secs(1));
    match done {
        Ok(_) => HttpResponse::NoContent().finish(),
        Err(_) => HttpResponse::InternalServerError().finish(),
    }
}

/// Prices are asked for in the name of whoever asks here.
async fn prices(request: HttpRequest) -> HttpResponse {
    let user = request.headers().get("x-user-id").and_then(|it| it.to_str().ok()).unwrap_or("nobody");
    let Some(token) = request.headers().get(header::AUTHORIZATION) else {
        return HttpResponse::Unauthorized().finish();
    };
    let asked = reqwest::Client::new()
        .get("https://prices.example/today")
        .header("authorization", token.as_bytes())
        .query(&[("user", user)])
        .send()
        .await;
    let session = Cookie::build("session", user.to_owned()).path("/").finish();
    HttpResponse::Ok().cookie(session).body(asked.map_or(0, |it| it.status().as_u16()).to_string())
}

async fn join(_: Staff, colleague: web::Json<NewColleague>) -> HttpResponse {
    let hash = Sha256::digest(colleague.password.as_bytes());
    tracing::info!(name = colleague.name, length = hash.len(), "joined");
    HttpResponse::Created().finish()
}

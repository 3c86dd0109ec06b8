//! A garden: handlers with attributes, mounted by lists that are put together in several ways.

#[macro_use]
extern crate rocket;

mod beds;

use rocket::fairing::AdHoc;
use rocket::fs::FileServer;
use rocket::{Build, Rocket, Route};
use std::path::PathBuf;

const API: &str = "/api";

#[get("/")]
fn index() -> &'static str {
    "garden"
}

#[get("/plants/<id>?<season>&<year..>")]
fn plant(id: u32, season: Option<String>, year: Option<Vec<u16>>) -> String {
    format!("{id} {season:?} {year:?}")
}

#[post("/plants", format = "json", data = "<plant>")]
fn sow(plant: String) -> String {
    plant
}

#[get("/notes/<path..>", rank = 2)]
fn notes(path: PathBuf) -> String {
    path.display().to_string()
}

#[route(PUT, uri = "/water/<bed>/<litres>")]
fn water(bed: &str, litres: u8) -> String {
    format!("{bed} {litres}")
}

fn tools() -> Vec<Route> {
    let mut all = routes![water];
    all.append(&mut beds::routes());
    all
}

#[launch]
fn rocket() -> _ {
    build(cfg!(debug_assertions))
}

fn build(is_debug: bool) -> Rocket<Build> {
    let app = rocket::build()
        .attach(AdHoc::on_ignite("log", |it| async { it }))
        .mount("/", routes![index])
        .mount(API, routes![plant, sow, notes])
        .mount(format!("{API}/tools"), tools())
        .mount("/pictures", FileServer::from("pictures"));
    if is_debug { app.mount("/debug", routes![beds::all]) } else { app }
}

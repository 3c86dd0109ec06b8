//! Beds of the garden.

use rocket::Route;

#[get("/beds")]
pub fn all() -> &'static str {
    "[]"
}

#[delete("/beds/<bed>")]
fn remove(bed: u32) -> String {
    bed.to_string()
}

pub fn routes() -> Vec<Route> {
    routes![all, remove]
}

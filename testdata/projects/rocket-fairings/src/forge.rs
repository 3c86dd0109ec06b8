use rocket::fairing::AdHoc;
use rocket::{post, routes};

#[post("/", data = "<iron>")]
fn heat(iron: String) -> String {
    iron
}

pub fn stage() -> AdHoc {
    AdHoc::on_ignite("forge", |rocket| async { rocket.mount("/forge", routes![heat]) })
}

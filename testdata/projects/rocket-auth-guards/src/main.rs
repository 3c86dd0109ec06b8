//! A harbour: guards that ask, guards that do not, and a macro that refuses.

#[macro_use]
extern crate rocket;

use rocket::fairing::AdHoc;
use rocket::http::{CookieJar, Status};
use rocket::request::{FromRequest, Outcome, Request};

macro_rules! refuse {
    ($reason:expr) => {
        return Outcome::Error((Status::Unauthorized, $reason))
    };
}

pub struct Captain {
    name: String,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Captain {
    type Error = &'static str;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let Some(name) = request.headers().get_one("Authorization") else { refuse!("no papers") };
        Outcome::Success(Self { name: name.to_owned() })
    }
}

pub struct Owner(Captain);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Owner {
    type Error = &'static str;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let captain = rocket::outcome::try_outcome!(request.guard::<Captain>().await);
        if captain.name == "owner" { Outcome::Success(Self(captain)) } else { Outcome::Forward(Status::Forbidden) }
    }
}

/// Refuses with 401, but reads nothing of who asks.
pub struct Wind(u32);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Wind {
    type Error = &'static str;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        match request.headers().get_one("X-Wind").and_then(|it| it.parse().ok()) {
            Some(wind) => Outcome::Success(Self(wind)),
            None => refuse!("no wind"),
        }
    }
}

#[get("/ships")]
fn ships(captain: Captain) -> String {
    captain.name
}

#[get("/ships/<id>")]
fn ship(captain: Option<Captain>, id: u32) -> String {
    captain.map(|it| it.name).unwrap_or_else(|| id.to_string())
}

#[delete("/ships/<id>")]
fn sink(owner: Owner, id: u32) -> String {
    format!("{} {id}", owner.0.name)
}

#[get("/wind")]
fn wind(wind: Wind) -> String {
    wind.0.to_string()
}

#[get("/leave")]
fn leave(jar: &CookieJar<'_>) -> &'static str {
    jar.remove("captain");
    "bye"
}

#[get("/tide")]
fn tide() -> &'static str {
    "high"
}

#[launch]
fn rocket() -> _ {
    // What a stage mounts, it does not ask.
    let logs = AdHoc::on_ignite("logs", |rocket| async { rocket.mount("/log", routes![ships]) });
    rocket::build().mount("/", routes![ships, ship, sink, wind, leave, tide]).attach(logs)
}

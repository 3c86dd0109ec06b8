//! A smithy: fairings that mount routes, and others that only look at what there is.

mod forge;

use rocket::fairing::{self, Fairing, Info, Kind};
use rocket::{catch, catchers, get, routes, Build, Orbit, Request, Rocket, Route};

struct Counter;

#[get("/count")]
fn count() -> &'static str {
    "0"
}

#[rocket::async_trait]
impl Fairing for Counter {
    fn info(&self) -> Info {
        Info { name: "counter", kind: Kind::Ignite | Kind::Liftoff }
    }

    async fn on_ignite(&self, rocket: Rocket<Build>) -> fairing::Result {
        let _ = rocket.state::<String>().map(|it| it.len());
        Ok(rocket.mount("/counter", routes![count]))
    }

    async fn on_liftoff(&self, rocket: &Rocket<Orbit>) {
        let mut all: Vec<_> = rocket.routes().collect();
        all.sort_by_key(|it| it.uri.path());
        all.iter().for_each(|it| println!("{it}"));
    }
}

#[catch(404)]
fn lost(request: &Request<'_>) -> String {
    request.uri().to_string()
}

#[get("/<tool>", rank = 3)]
fn tool(tool: &str) -> &str {
    tool
}

#[get("/hammer", rank = 1)]
fn hammer() -> &'static str {
    "hammer"
}

fn tools() -> Vec<Route> {
    let mut all: Vec<Route> = routes![tool, hammer];
    all.sort_by_key(|it| it.rank);
    all.into_iter().map(|mut it| {
        it.rank += 10;
        it
    }).collect()
}

#[rocket::main]
async fn main() -> Result<(), rocket::Error> {
    rocket::build()
        .attach(Counter)
        .attach(forge::stage())
        .register("/", catchers![lost])
        .mount("/tools", tools())
        .launch()
        .await?;
    Ok(())
}

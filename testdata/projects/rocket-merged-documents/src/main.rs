//! A ferry: lists of routes with their parts of the document, merged where they are mounted.

mod crossings;
mod tickets;

use rocket::{Build, Rocket};
use rocket_okapi::okapi::openapi3::OpenApi;
use rocket_okapi::settings::OpenApiSettings;
use rocket_okapi::{mount_endpoints_and_merged_docs, openapi, openapi_get_routes_spec};

#[openapi]
#[rocket::get("/")]
fn timetable() -> &'static str {
    "hourly"
}

fn written_by_hand() -> OpenApi {
    OpenApi::default()
}

fn mount(mut rocket: Rocket<Build>, sells: bool) -> Rocket<Build> {
    let settings = OpenApiSettings::default();
    if sells {
        mount_endpoints_and_merged_docs! {
            rocket, "/v1".to_owned(), settings,
            "/" => (vec![], written_by_hand()),
            "" => openapi_get_routes_spec![timetable],
            "/tickets" => tickets::routes(&settings),
            "/crossings" => crossings::routes(),
        };
    } else {
        mount_endpoints_and_merged_docs! {
            rocket, "/v1".to_owned(), settings,
            "/crossings" => crossings::routes(),
        };
    }
    rocket
}

#[rocket::launch]
fn rocket() -> _ {
    mount(rocket::build(), std::env::var_os("SELLS").is_some())
}

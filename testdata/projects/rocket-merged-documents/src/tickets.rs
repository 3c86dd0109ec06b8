use rocket::{delete, Route};
use rocket_okapi::okapi::openapi3::OpenApi;
use rocket_okapi::settings::OpenApiSettings;
use rocket_okapi::{openapi, openapi_get_routes_spec};

#[openapi]
#[delete("/<number>")]
fn refund(number: u64) -> String {
    number.to_string()
}

pub fn routes(settings: &OpenApiSettings) -> (Vec<Route>, OpenApi) {
    openapi_get_routes_spec![settings: refund]
}

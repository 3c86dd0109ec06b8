use rocket::{get, post, Route};
use rocket_okapi::okapi::openapi3::OpenApi;
use rocket_okapi::{get_nested_endpoints_and_docs, openapi, openapi_get_routes_spec};

#[openapi(tag = "Crossings")]
#[get("/<id>")]
fn show(id: u32) -> String {
    id.to_string()
}

#[openapi(skip)]
#[post("/<id>/cars?<length>")]
fn board(id: u32, length: Option<u8>) -> String {
    format!("{id} {length:?}")
}

pub fn routes() -> (Vec<Route>, OpenApi) {
    get_nested_endpoints_and_docs! {
        "/next" => openapi_get_routes_spec![show],
        "/all" => openapi_get_routes_spec![board],
    }
}

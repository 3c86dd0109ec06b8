pub mod dogs;
pub mod keepers;

use loco_rs::prelude::*;

async fn index() -> Result<Response> {
    format::text("kennel")
}

pub fn home() -> Routes {
    Routes::at("home/").add("/", get(index))
}

//! A kennel: controllers give their routes, the application puts prefixes in front of them.

mod controllers;

use controllers::{dogs, keepers};
use loco_rs::app::{AppContext, Hooks};
use loco_rs::controller::{AppRoutes, Routes};

pub struct App;

impl Hooks for App {
    fn app_name() -> &'static str {
        "kennel"
    }

    fn routes(_ctx: &AppContext) -> AppRoutes {
        AppRoutes::with_default_routes()
            .add_route(controllers::home())
            .prefix("/api")
            .add_route(dogs::routes())
            .nest_route("v2", dogs::routes())
            .nest_prefix("inner")
            .add_routes(vec![keepers::routes(), Routes::new().nest("/all/", keepers::routes())])
    }
}

#[tokio::main]
async fn main() -> loco_rs::Result<()> {
    loco_rs::cli::main::<App>().await
}

//! Where paths come from: constants, `format!`, `concat!`, loops over tables, types, functions.

mod paths;
mod typed;

use axum::extract::Path;
use axum::routing::{get, post, MethodRouter};
use axum::Router;
use paths::{Prefix, ALERTS, STATION, TABLE};

const VERSION: &str = "v2";

pub fn app() -> Router {
    let mut app = Router::new()
        .route(STATION, get(station))
        .route(ALERTS, get(alerts).post(raise))
        .route(&format!("/{VERSION}/stations"), get(station))
        .route(&format!("/{}/stations/{{id}}", VERSION), get(station))
        .route(concat!("/", "raw", "/", "data"), get(alerts))
        .route(&in_version("forecast"), get(alerts))
        .route(&Prefix::Daily.path("/rain"), get(alerts))
        .merge(typed::router());
    for path in ["/now", "/today"] {
        app = app.route(path, get(station));
    }
    for (path, unit) in TABLE {
        app = app.route(path, get(move |path: Path<String>| measure(path, *unit)));
    }
    let posts: Vec<(&str, MethodRouter)> = vec![("/observe", post(raise)), ("/report", post(raise))];
    posts.into_iter().fold(app, |app, (path, answers)| app.route(path, answers))
}

fn in_version(rest: &str) -> String {
    format!("/{VERSION}/{rest}")
}

async fn station() -> &'static str {
    "station"
}

async fn alerts() -> &'static str {
    "alerts"
}

async fn raise(body: String) -> String {
    body
}

async fn measure(Path(station): Path<String>, unit: &'static str) -> String {
    format!("{station} in {unit}")
}

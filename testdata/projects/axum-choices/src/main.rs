//! Routes that are not always there: `cfg`, `if`, `match`, early returns, options, routers in fields.

mod server;

use axum::Router;
use axum::routing::{get, post};
use server::{Mode, Server, Settings};

#[tokio::main]
async fn main() {
    let settings = Settings { is_debug: std::env::var("DEBUG").is_ok(), mode: Mode::from_args(), base: None };
    let server = Server::new(public(&settings), settings);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:631").await.unwrap();
    axum::serve(listener, server.into_router()).await.unwrap();
}

fn public(settings: &Settings) -> Router {
    let mut app = Router::new().route("/jobs", get(jobs).post(print));
    if settings.is_debug {
        app = app.route("/debug/queue", get(queue));
    } else {
        app = app.route("/queue", get(queue));
    }
    app = match settings.mode {
        Mode::Public => app.route("/info", get(info)),
        Mode::Office(floor) if floor > 1 => app.route("/office/info", get(info)),
        _ => app,
    };
    #[cfg(feature = "metrics")]
    let app = app.route("/metrics", get(info));
    let prefix = if settings.is_debug { "/test" } else { "/live" };
    let app = app.route(&format!("{prefix}/pages"), get(info));
    match &settings.base {
        Some(base) => Router::new().nest(base, app),
        None => app,
    }
}

async fn jobs() -> &'static str {
    "[]"
}

async fn print(body: String) -> String {
    body
}

async fn queue() {}

async fn info() -> &'static str {
    "printer"
}

/// Nobody is asked about this one.
#[allow(dead_code)]
fn maintenance(is_open: bool) -> Router {
    if !is_open {
        return Router::new();
    }
    Router::new().route("/reset", post(queue))
}

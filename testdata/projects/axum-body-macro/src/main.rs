//! Macros in bodies: one that is an expression, one that is a statement.

use axum::Router;
use axum::routing::{get, post};

macro_rules! resource {
    ($path:literal, $list:path, $create:path) => {
        Router::new().route($path, get($list).post($create))
    };
}

async fn list_users() {}
async fn create_user() {}
async fn list_teams() {}
async fn create_team() {}
async fn close_day() {}
async fn close_month() {}

fn app() -> Router {
    let mut router = Router::new();

    macro_rules! jobs {
        ($($path:literal => $job:ident),* $(,)?) => {
            $(router = router.route(concat!("/jobs/", $path), post($job));)*
        };
    }
    jobs! {
        "day" => close_day,
        "month" => close_month,
    }

    router
        .merge(resource!("/users", list_users, create_user))
        .merge(resource!("/teams", list_teams, create_team))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app()).await
}

use poem::listener::TcpListener;
use poem::middleware::CookieJarManager;
use poem::{get, handler, post, EndpointExt, Route, Server};

#[handler]
fn start_query() -> String {
    String::new()
}

#[handler]
fn query_page() -> String {
    String::new()
}

#[handler]
fn list_users() -> String {
    String::new()
}

#[handler]
fn create_user() -> String {
    String::new()
}

fn routes(with_users: bool) -> Route {
    let table = vec![("/query", post(start_query)), ("/query/:id/page/:number", get(query_page))];
    let mut route = Route::new();
    for (path, endpoint) in table.into_iter() {
        route = route.at(path, endpoint.with(CookieJarManager::new()));
    }
    if with_users {
        route = route.at("/users", get(list_users).post(create_user));
    }
    route
}

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let with_users = std::env::args().len() > 1;
    let app = Route::new().nest("/v1", routes(with_users)).nest("/plugins", plugins::route());
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

use poem::endpoint::make_sync;
use poem::listener::TcpListener;
use poem::middleware::{AddData, CookieJarManager, Cors};
use poem::web::Path;
use poem::{delete, get, handler, Endpoint, EndpointExt, Request, Response, Result, Route, Server};

#[handler]
fn list_birds() -> String {
    String::new()
}

#[handler]
fn add_bird() -> String {
    String::new()
}

#[handler]
fn show_bird(Path(id): Path<u64>) -> String {
    id.to_string()
}

#[handler]
fn remove_bird(Path(id): Path<u64>) -> String {
    id.to_string()
}

#[handler]
fn echo(body: String) -> String {
    body
}

#[handler]
fn nest_file(Path(rest): Path<String>) -> String {
    rest
}

struct Metrics;

impl Endpoint for Metrics {
    type Output = String;

    async fn call(&self, _: Request) -> Result<Self::Output> {
        Ok(String::new())
    }
}

fn birds() -> Route {
    Route::new()
        .at("/", get(list_birds).post(add_bird.with(CookieJarManager::new())))
        .at("/:id<\\d+>", get(show_bird).delete(remove_bird).around(authenticate))
        .at("/:id/files/*rest", get(nest_file))
}

async fn authenticate<E: Endpoint<Output = Response>>(next: E, request: Request) -> Result<Response> {
    next.call(request).await
}

fn app() -> impl Endpoint {
    let health = Route::new().at("/", get(make_sync(|_| "ok")));
    let app = Route::new()
        .nest("/birds", birds())
        .nest("/health", health)
        .at("/echo", echo)
        .at("/metrics", Metrics)
        .nest("/admin", Route::new().at("/flocks/:name", delete(remove_bird).post(add_bird)).with(Cors::new()));
    app.with(AddData::new(1_u32)).catch_all_error(|_| async { "failed" })
}

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app()).await
}

mod api;

use poem::listener::TcpListener;
use poem::{get, handler, EndpointExt, Route, Server};
use poem_openapi::OpenApiService;

#[handler]
fn stream() -> String {
    String::new()
}

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let service = OpenApiService::new(api::all(), "Garden", "1.0").server("http://localhost:3000/api");
    let document = service.spec_endpoint();
    let app = Route::new()
        .nest("/api", service.with(poem::middleware::Cors::new()))
        .at("/openapi.json", document)
        .at("/api/beds/:id/stream", get(stream));
    Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await
}

//! A table of objects that tell their method, path and handler; a builder collects them.

use axum::Router;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter};

trait Endpoint {
    fn method(&self) -> Method;
    fn path(&self) -> &'static str;
    fn handler(&self) -> Answer;
}

struct Answer {
    handler: MethodRouter,
}

impl Answer {
    fn new<H, T>(method: Method, handler: H) -> Self
    where
        H: axum::handler::Handler<T, ()>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method).expect("a method that axum knows");
        Self { handler: MethodRouter::new().on(filter, handler) }
    }
}

struct Health;

impl Endpoint for Health {
    fn method(&self) -> Method {
        Method::GET
    }

    fn path(&self) -> &'static str {
        "/health"
    }

    fn handler(&self) -> Answer {
        Answer::new(self.method(), health)
    }
}

struct CloseAccount;

impl Endpoint for CloseAccount {
    fn method(&self) -> Method {
        Method::DELETE
    }

    fn path(&self) -> &'static str {
        "/accounts/<account>"
    }

    fn handler(&self) -> Answer {
        Answer::new(self.method(), close_account)
    }
}

async fn health() {}
async fn close_account() {}

const ENDPOINTS: &[&dyn Endpoint] = &[&Health, &CloseAccount];

#[derive(Default)]
struct Api {
    endpoints: Vec<&'static dyn Endpoint>,
}

impl Api {
    fn new() -> Self {
        Self { endpoints: Vec::new() }
    }

    fn register(&mut self, endpoints: Vec<&'static dyn Endpoint>) {
        self.endpoints.extend(endpoints);
    }

    fn to_router(&self) -> Router {
        let mut router = Router::new();
        for endpoint in &self.endpoints {
            let path = endpoint.path().replace('<', "{").replace('>', "}");
            router = router.route(&path, endpoint.handler().handler);
        }
        router
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut api = Api::new();
    api.register(ENDPOINTS.to_vec());
    let app = Router::new().nest("/api/v1", api.to_router());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app).await
}

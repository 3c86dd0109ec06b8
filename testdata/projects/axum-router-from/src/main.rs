//! Two servers in one function: what one serves, the other does not.

use axum::Router;
use axum::routing::{get, post};

enum Server {
    Internal,
    External { port: u16 },
}

impl From<&Server> for Router {
    fn from(server: &Server) -> Self {
        let mut router = Router::new();
        router = match server {
            Server::Internal => router.route("/refresh", post(refresh)),
            Server::External { .. } => router.route("/status", get(status)),
        };
        router
    }
}

impl Server {
    async fn serve(self) -> std::io::Result<()> {
        let router = Router::from(&self);
        let port = match self {
            Server::Internal => 3001,
            Server::External { port } => port,
        };
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        axum::serve(listener, router).await
    }
}

async fn refresh() {}
async fn status() {}

#[tokio::main]
async fn main() {
    let _ = tokio::join!(Server::Internal.serve(), Server::External { port: 3000 }.serve());
}

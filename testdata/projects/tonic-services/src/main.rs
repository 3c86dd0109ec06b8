//! A telegraph: services of gRPC beside a route for who watches over it.

mod wire {
    tonic::include_proto!("telegraph.wire");
}

use axum::routing::get;
use tonic::service::Routes;
use tonic::transport::Server;
use wire::wire_server::WireServer;

#[derive(Default)]
pub struct Operator;

async fn health() -> &'static str {
    "ok"
}

fn watched() -> axum::Router {
    Routes::new(WireServer::new(Operator)).into_axum_router().route("/health", get(health))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    tokio::spawn(async move { axum::serve(listener, watched()).await });
    Server::builder()
        .timeout(std::time::Duration::from_secs(5))
        .add_service(WireServer::new(Operator))
        .serve("127.0.0.1:50051".parse()?)
        .await?;
    Ok(())
}

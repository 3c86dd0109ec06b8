//! Paths as salvo wrote them before its version 0.76.

use salvo::prelude::*;

#[handler]
async fn show() {}

fn route() -> Router {
    Router::with_path("shelves/<shelf>")
        .get(show)
        .push(Router::with_path("books/<isbn:/[0-9]{13}/>").get(show))
        .push(Router::with_path("pages/<number:num>").patch(show))
        .push(Router::with_path("scans/<**path>").get(show))
        .push(Router::with_path("files/<*+path>").goal(show))
}

#[tokio::main]
async fn main() {
    let acceptor = TcpListener::new("127.0.0.1:5800").bind().await;
    Server::new(acceptor).serve(route()).await;
}

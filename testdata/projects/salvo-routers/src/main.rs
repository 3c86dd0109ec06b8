//! An orchard: routers in routers, and what stands in front of them.

mod trees;

use salvo::oapi::extract::PathParam;
use salvo::prelude::*;
use salvo::routing::filters;
use salvo::serve_static::StaticDir;

pub struct Gate;

#[handler]
impl Gate {
    async fn handle(&self, req: &mut Request, res: &mut Response, ctrl: &mut FlowCtrl) {
        if req.header::<String>("authorization").is_none() {
            res.status_code(StatusCode::UNAUTHORIZED);
            ctrl.skip_rest();
        }
    }
}

#[handler]
pub async fn sign_in(depot: &mut Depot) {
    depot.insert("name", "gardener");
}

#[handler]
async fn count_visits() {}

#[handler]
async fn index() -> &'static str {
    "orchard"
}

#[endpoint]
async fn basket(number: PathParam<u32>) -> String {
    number.to_string()
}

fn is_harvest() -> bool {
    std::env::var_os("HARVEST").is_some()
}

fn root() -> Router {
    let mut api = Router::with_path("api").hoop(Gate);
    for version in ["v1", "v2"] {
        api = api.push(Router::with_path(version).push(trees::router()).push(Router::with_path("basket/{number:num}").get(basket)));
    }
    let mut more = vec![Router::with_path("about").get(index), Router::with_path("fruit_{kind}.{size}").goal(index)];
    Router::new()
        .hoop(count_visits)
        .hoop_when(sign_in, |req, _| req.uri().path() != "/")
        .get(index)
        .push(api)
        .append(&mut more)
        .push(Router::with_path("pickers").filter(filters::post()).goal(index))
        .push(Router::with_filter(filters::path("paths").and(filters::get())).goal(index))
        .push(Router::with_host("gate.example.org").path("visit").get(index))
        .then(|router| if is_harvest() { router.push(Router::with_path("harvest").put(index)) } else { router })
        .push(Router::with_path("pictures/{**rest}").get(StaticDir::new("pictures")))
}

#[tokio::main]
async fn main() {
    let router = root();
    let doc = OpenApi::new("orchard", "1.0.0").merge_router(&router);
    let router = router
        .unshift(doc.into_router("/openapi.json"))
        .unshift(SwaggerUi::new("/openapi.json").into_router("docs"));
    let acceptor = TcpListener::new("127.0.0.1:5800").bind().await;
    Server::new(acceptor).serve(Service::new(router).hoop(Logger::new())).await;
}

use warp::filters::BoxedFilter;
use warp::{Filter, Reply};

#[tokio::main]
async fn main() {
    let with_debug = std::env::args().any(|it| it == "--debug");
    let mut routes: BoxedFilter<(Box<dyn Reply>,)> = version();
    if with_debug {
        routes = routes.or(dump()).unify().boxed();
    }
    let routes = routes.or(plugin::filters());
    match std::env::var("CERTIFICATE") {
        Ok(path) => warp::serve(routes).tls().cert_path(path).run(([0, 0, 0, 0], 443)).await,
        Err(_) => warp::serve(routes).run(([127, 0, 0, 1], 3032)).await,
    }
}

fn version() -> BoxedFilter<(Box<dyn Reply>,)> {
    warp::path!("version").and(warp::get()).map(|| Box::new("1") as Box<dyn Reply>).boxed()
}

fn dump() -> BoxedFilter<(Box<dyn Reply>,)> {
    warp::path!("debug" / "dump").map(dumped).boxed()
}

fn dumped() -> Box<dyn Reply> {
    Box::new("everything")
}

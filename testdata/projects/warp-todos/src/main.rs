use serde::Deserialize;
use std::convert::Infallible;
use warp::{Filter, Rejection, Reply};

#[derive(Clone)]
struct Store;

#[derive(Deserialize)]
struct Todo {
    text: String,
}

#[tokio::main]
async fn main() {
    let api = filters::todos(Store);
    let routes = api.or(health()).or(warp::any().map(|| "nothing here")).with(warp::log("todos"));
    warp::serve(routes).run(([127, 0, 0, 1], 3030)).await;
}

fn health() -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
    warp::path::end().and(warp::get().or(warp::head()).unify()).map(|| "ok")
}

mod filters {
    use super::{handlers, Store, Todo};
    use warp::{Filter, Rejection, Reply};

    pub fn todos(store: Store) -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
        list(store.clone()).or(create(store.clone())).or(update(store.clone())).or(delete(store))
    }

    fn list(store: Store) -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
        warp::path!("todos").and(warp::get()).and(with_store(store)).and_then(handlers::list)
    }

    fn create(store: Store) -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
        warp::path!("todos").and(warp::post()).and(json_body()).and(with_store(store)).and_then(handlers::create)
    }

    fn update(store: Store) -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
        warp::path!("todos" / u64)
            .and(warp::put())
            .and(json_body())
            .and(with_store(store))
            .and_then(handlers::update)
            .map(|reply| warp::reply::with_header(reply, "x-api", "1"))
    }

    fn delete(store: Store) -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
        let admin_only = warp::header::exact("authorization", "Bearer admin");
        warp::path!("todos" / u64).and(admin_only).and(warp::delete()).and(with_store(store)).and_then(handlers::delete)
    }

    fn with_store(store: Store) -> impl Filter<Extract = (Store,), Error = std::convert::Infallible> + Clone {
        warp::any().map(move || store.clone())
    }

    fn json_body() -> impl Filter<Extract = (Todo,), Error = Rejection> + Clone {
        warp::body::content_length_limit(1024 * 16).and(warp::body::json())
    }
}

mod handlers {
    use super::{Infallible, Reply, Store, Todo};

    pub async fn list(_: Store) -> Result<impl Reply, Infallible> {
        Ok("[]")
    }

    pub async fn create(todo: Todo, _: Store) -> Result<impl Reply, Infallible> {
        Ok(todo.text)
    }

    pub async fn update(_: u64, todo: Todo, _: Store) -> Result<impl Reply, Infallible> {
        Ok(todo.text)
    }

    pub async fn delete(_: u64, _: Store) -> Result<impl Reply, Infallible> {
        Ok("")
    }
}

//! Filters that someone else serves.

use warp::{Filter, Rejection, Reply};

/// `GET /articles/{id}`, `GET /articles`.
pub fn articles() -> impl Filter<Extract = (impl Reply,), Error = Rejection> + Clone {
    let base = warp::path("articles");
    let one = base.and(warp::path::param()).and(warp::path::end()).and(warp::get()).then(show);
    let all = base.and(warp::path::end()).and(warp::get()).and(warp::query()).then(list);
    one.or(all)
}

async fn show(id: u64) -> String {
    id.to_string()
}

async fn list(query: std::collections::HashMap<String, String>) -> String {
    query.len().to_string()
}

//! Members of the library; an application without state of its own.

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{delete, get};
use std::sync::Arc;

pub struct Members {
    count: u32,
}

impl Members {
    pub async fn count(State(members): State<Arc<Self>>) -> String {
        members.count.to_string()
    }
}

async fn remove(Path(_member): Path<u32>) {}

pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let members = Arc::new(Members { count: 0 });
    Router::new()
        .route("/members/count", get(Members::count))
        .route("/members/{member}", delete(remove))
        .with_state(members)
}

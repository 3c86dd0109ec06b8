use salvo::prelude::*;

#[handler]
async fn list() {}

#[handler]
async fn plant() {}

#[handler]
async fn show() {}

#[handler]
async fn fell() {}

pub fn router() -> Router {
    Router::new().path("trees").get(list).push(
        Router::with_hoop(crate::sign_in).post(plant).push(Router::with_path("{id}").get(show).delete(fell)),
    )
}

use warp::{Filter, Rejection, Reply};

const BASE_PATH: &str = "archive";

#[tokio::main]
async fn main() {
    let versioned = warp::path(BASE_PATH).and(warp::path::param::<u8>()).boxed();
    let boxes = versioned.clone().and(warp::path("boxes"));

    let list = boxes.clone().and(warp::path::end()).then(list_boxes);
    let one = boxes.clone().and(warp::path::param::<String>()).and(warp::path::end()).then(show_box);
    let lid = warp::path!("boxes" / String / "lid" / ..).and(warp::path::end()).then(show_lid);
    let lid = versioned.clone().and(lid);
    let seal = boxes.clone().and(warp::path!(String / "seal")).and(authenticated()).then(seal_box);
    let files = versioned.and(warp::path("files")).and(warp::path::tail()).map(|_, tail: warp::path::Tail| tail.as_str().to_owned());
    let assets = warp::path("static").and(warp::fs::dir("static"));

    let routes = warp::get().and(list.or(one).or(lid).or(files)).or(warp::post().and(seal)).or(assets).recover(rejected);
    warp::serve(routes).run(([127, 0, 0, 1], 3031)).await;
}

fn authenticated() -> impl Filter<Extract = (String,), Error = Rejection> + Clone {
    warp::header::<String>("authorization").and_then(check_token)
}

async fn check_token(token: String) -> Result<String, Rejection> {
    if token.is_empty() { Err(warp::reject::reject()) } else { Ok(token) }
}

async fn list_boxes(_: u8) -> String {
    String::new()
}

async fn show_box(_: u8, name: String) -> String {
    name
}

async fn show_lid(_: u8, name: String) -> String {
    name
}

async fn seal_box(_: u8, name: String, _token: String) -> String {
    name
}

async fn rejected(_: Rejection) -> Result<impl Reply, std::convert::Infallible> {
    Ok("rejected")
}

// What reaches `sink`: as text, as a number, or nothing that who sends the request may choose. Whether they choose the
// host that `ask` is given.
use axum::extract::{Json, Multipart, Path, Query, State};
use axum::http::HeaderMap;
use axum::{Router, routing::get, routing::post};
use std::path::PathBuf;

#[derive(Deserialize)]
struct Search {
    name: String,
    limit: u32,
    page: Option<Page>,
}

#[derive(Deserialize)]
struct Page {
    order: String,
    size: Option<u64>,
}

async fn fields(State(shop): State<Shop>, Query(search): Query<Search>) {
    sink(search.name); // text number
    sink(search.limit); // number
    sink(&search.page.unwrap().order); // text number
    sink(search.page.unwrap().size.unwrap_or(10)); // number
    sink(shop.name); // nothing
}

async fn paths(Path((name, id)): Path<(String, i64)>, headers: HeaderMap) {
    sink(name); // text number
    sink(id); // number
    sink(format!("/{id}")); // number
    sink(format!("/{name}/{id}")); // text number
    sink(headers.get("x-name").unwrap().to_str().unwrap()); // text number
    sink(headers.len()); // nothing
}

async fn variables(Json(search): Json<Search>) {
    let name = search.name.trim().to_lowercase();
    let mut text = String::from("SELECT ");
    sink(&text); // nothing
    text.push_str(&name);
    sink(&text); // text number
    let name = "fixed";
    sink(name); // nothing
    let Search { limit, name, .. } = search;
    sink(name); // text number
    sink(limit as usize * 2); // number
    sink(limit.min(100)); // nothing
}

async fn checks(Path(name): Path<String>, Query(search): Query<Search>) -> Result<(), Error> {
    if !KNOWN.contains(&name) {
        return Err(Error);
    }
    sink(name); // nothing
    validate_order(&search)?;
    sink(search.name); // nothing
    Ok(())
}

async fn choices(Query(search): Query<Search>) {
    let column = match search.name.as_str() {
        "name" => "name",
        _ => "id",
    };
    sink(column); // nothing
    let either = if column.is_empty() { "id".to_owned() } else { search.page.unwrap().order };
    sink(either); // nothing
}

async fn placeholders(Json(names): Json<Vec<String>>) {
    let signs = names.iter().map(|_| "?").collect::<Vec<_>>().join(",");
    sink(format!("IN ({signs})")); // nothing
    let signs = names.iter().enumerate().map(|(i, _)| format!("${}", i + 1)).collect::<Vec<_>>().join(",");
    sink(signs); // nothing
    let quoted = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(",");
    sink(quoted); // text number
}

async fn deeper(Path(name): Path<String>, State(shop): State<Shop>) {
    one_deep("fixed", &name, &shop);
    let id: Uuid = name.parse().unwrap();
    sink(id); // number
    sink(name.parse::<u32>().unwrap()); // number
}

#[derive(Deserialize)]
enum Order {
    Name,
    Price,
}

#[derive(CakeFromParam)]
struct CakeId(String);

async fn types(Path((order, id)): Path<(Order, CakeId)>, mut upload: Multipart) -> Result<(), Error> {
    sink(order); // number
    sink(&id); // number
    let field = upload.next_field().await?.unwrap();
    sink(field.file_name()); // text number
    let path = PathBuf::from(field.file_name().unwrap());
    sink(path.file_name()); // nothing
    sink(&path); // text number
    Ok(())
}

fn one_deep(fixed: &str, given: &str, shop: &Shop) {
    sink(fixed); // nothing
    sink(given); // text number
    sink(shop); // nothing
    two_deep(given);
}

fn two_deep(given: &str) {
    // Nobody looks here.
    sink(given);
}

async fn addresses(Path(name): Path<String>, Query(search): Query<Search>, State(shop): State<Shop>) {
    ask(&name); // host
    ask(format!("https://{name}/cakes")); // host
    ask(format!("https://{}.cakes.example/", search.name)); // host
    ask(format!("https://cakes.example/{name}")); // nothing
    ask(format!("{}/{name}", shop.base)); // nothing
    ask("https://cakes.example/".to_owned() + &name); // nothing
    ask("https://".to_owned() + &name); // host
    ask(Url::parse(&search.name)?); // host
    ask(shop.base.join(&name)?); // host
    ask(shop.base.join(&format!("/cakes/{name}"))?); // nothing
    let address = if shop.is_open { format!("/{name}") } else { format!("/closed/{name}") };
    let address = format!("{address}?page=1");
    ask(address); // nothing
    let url = match shop.is_open {
        true => shop.base.clone(),
        false => search.page.unwrap().order,
    };
    ask(url); // host
}

fn app() -> Router {
    Router::new()
        .route("/fields", get(fields))
        .route("/paths/{name}/{id}", get(paths))
        .route("/variables", post(variables))
        .route("/checks/{name}", get(checks))
        .route("/choices", get(choices))
        .route("/placeholders", post(placeholders))
        .route("/deeper/{name}", get(deeper))
        .route("/addresses/{name}", get(addresses))
        .route("/types/{order}/{id}", post(types))
}

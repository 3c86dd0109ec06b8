//! What a configuration says of services, and findings that span a document and the code.

use super::run::{folder, gatelint};
use serde_json::Value;

const MANIFEST: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n[dependencies]\nactix-web = \"4\"\n";

const LISTED: &str = r#"
use actix_web::{App, HttpServer};

mod orders {
    #[routes(list("" => [get(list), post(add)], "/{id}" => delete(cancel)), tag = "orders")]
    pub struct Orders;

    pub async fn list() {}
    pub async fn add() {}
    pub async fn cancel() {}
}

#[routes("/orders" => sub(orders::Orders), "/health" => any(health), "/lost" => get(nobody))]
struct Api;

async fn health() {}

async fn main() {
    HttpServer::new(|| App::new().configure(Api::configure)).run().await
}
"#;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
security:
  - staff: []
components:
  securitySchemes:
    staff: {type: http, scheme: bearer}
paths:
  /orders:
    get: {responses: {'200': {description: All}}}
    post: {responses: {'201': {description: Ordered}}}
";

fn csv(files: &[(&str, &str)]) -> Vec<String> {
    let run = gatelint(folder(files).path(), &["inventory", "-f", "csv"]);
    let fields = |line: &str| line.split(',').take(3).collect::<Vec<_>>().join(" ");
    run.stdout.lines().skip(1).map(fields).collect()
}

#[test]
fn attributes_of_its_own_list_routes() {
    let without = [("Cargo.toml", MANIFEST), ("src/main.rs", LISTED)];
    assert_eq!(csv(&without), Vec::<String>::new());
    let settings = ("gatelint.toml", "[handlers]\nrouters = ['routes']");
    let found = csv(&[without[0], without[1], settings]);
    let expected = ["GET /orders code", "POST /orders code", "DELETE /orders/{id} code", "ANY /health code"];
    assert_eq!(found, expected);
    let run = gatelint(
        folder(&[without[0], without[1], settings]).path(),
        &["--strict", "--select", "unresolved-route", "-f", "concise"],
    );
    assert!(run.stdout.contains("/lost"), "{}", run.stdout);
}

const OPEN: &str = r#"
use actix_web::{App, HttpServer, get, post};

#[get("/orders")]
async fn list() {}

#[post("/orders")]
#[signed_in]
async fn add(who: Caller) {
    may(&who);
}

async fn main() {
    HttpServer::new(|| App::new().service(list).service(add)).run().await
}
"#;

fn unguarded(settings: &str) -> usize {
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", OPEN),
        ("openapi.yaml", DOCUMENT),
        ("gatelint.toml", settings),
    ];
    let run =
        gatelint(folder(&files).path(), &["--strict", "--select", "unguarded-handler", "-f", "concise"]);
    run.stdout.lines().filter(|it| it.contains("unguarded-handler")).count()
}

#[test]
fn a_project_names_what_guards_its_routes() {
    // Of a service in which nothing asks there is one finding.
    assert_eq!(unguarded(""), 1);
    assert_eq!(unguarded("[handlers]\nguards = ['signed_in']"), 1);
    assert_eq!(unguarded("[handlers]\nchecks = ['may']"), 1);
    assert_eq!(unguarded("[[service]]\npackage = 'shop'\nauthentication = 'outside'"), 0);
    assert_eq!(unguarded("[[service]]\npackage = 'other'\nauthentication = 'outside'"), 1);
}

#[test]
fn a_project_says_which_document_a_service_answers() {
    let other = "openapi: 3.1.0\ninfo: {title: Old, version: 1.0.0}\npaths:\n  /v0/orders:\n    patch: {responses: {}}\n";
    let files = |settings| {
        [
            ("Cargo.toml", MANIFEST),
            ("src/main.rs", OPEN),
            ("api/openapi.yaml", DOCUMENT),
            ("api/old.yaml", other),
            ("gatelint.toml", settings),
        ]
    };
    let missing = |settings| {
        let folder = folder(&files(settings));
        let run =
            gatelint(folder.path(), &["--strict", "--select", "unimplemented-operation", "-f", "concise"]);
        run.stdout.lines().filter(|it| it.contains("unimplemented-operation")).count()
    };
    assert_eq!(missing(""), 0);
    assert_eq!(missing("[[service]]\npackage = 'shop'\ndocument = 'api/openapi.yaml'"), 0);
    assert_eq!(missing("[[service]]\npackage = 'shop'\ndocument = 'api/old.yaml'"), 1);
    assert_eq!(missing("[[service]]\npackage = 'shop'\ndocument = 'api/openapi.yaml'\nprefix = '/v2'"), 2);
}

#[test]
fn both_sides_of_a_finding_are_shown() {
    let files = [("Cargo.toml", MANIFEST), ("src/main.rs", OPEN), ("openapi.yaml", DOCUMENT)];
    let folder = folder(&files);
    let select = ["--strict", "--select", "unguarded-handler"];
    let terminal = gatelint(folder.path(), &select).stdout;
    assert!(terminal.contains("src/main.rs:") && terminal.contains("openapi.yaml:"), "{terminal}");
    let sarif = gatelint(folder.path(), &[&select[..], &["-f", "sarif"]].concat()).stdout;
    let log: Value = serde_json::from_str(&sarif).unwrap();
    let result = &log["runs"][0]["results"][0];
    let uri = |it: &Value| it["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned();
    assert_eq!(uri(&result["locations"][0]), "src/main.rs");
    let related: Vec<String> = result["relatedLocations"].as_array().unwrap().iter().map(uri).collect();
    assert!(related.contains(&"openapi.yaml".to_owned()), "{related:?}");
}

const NESTED: &str = r#"
use axum::{Router, routing::get};

async fn list() {}
async fn answer_all() {}

fn catalog() -> Router {
    Router::new()
        .route("/v1/tables", get(list).post(list))
        .route("/v1/tables/{table}", get(list).delete(list))
}

fn management() -> Router {
    Router::new().route("/v1/users", get(list).post(list)).route("/v1/users/{user}", get(list))
}

fn main() {
    let app = Router::new().nest("/catalog", catalog()).nest("/management", management());
    serve(app.route("/{*rest}", get(answer_all)));
}

fn serve(_: Router) {}
"#;

/// A document with these paths below `/v1`, each with GET.
fn document(paths: &[&str]) -> String {
    let path = |it: &&str| format!("  /v1/{it}:\n    get: {{responses: {{'200': {{description: Yes}}}}}}\n");
    let paths: String = paths.iter().map(path).collect();
    format!("openapi: 3.1.0\ninfo: {{title: Part, version: 1.0.0}}\npaths:\n{paths}")
}

#[test]
fn a_document_is_found_below_a_prefix_that_only_the_code_knows() {
    let catalog = document(&["tables", "tables/{table}", "tables/{table}/rows"]).replace(
        "  /v1/tables/{table}/rows",
        "    delete: {responses: {'204': {description: Gone}}}\n  /v1/rows",
    );
    let files = [
        ("Cargo.toml", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n[dependencies]\naxum = \"0.8\"\n"),
        ("src/main.rs", NESTED),
        ("catalog.yaml", &catalog),
    ];
    let found = csv(&files);
    let of_catalog: Vec<_> = found.iter().filter(|it| it.contains("/tables")).map(String::as_str).collect();
    let expected = [
        "GET /v1/tables both",
        "GET /v1/tables/{table} both",
        "DELETE /v1/tables/{table} both",
        "POST /catalog/v1/tables code",
    ];
    assert_eq!(of_catalog, expected);
    // What answers whatever is asked for answers no operation.
    assert!(found.contains(&"GET /v1/rows document".to_owned()), "{found:?}");
}

//! A lighthouse: functions with their paths in attributes, registered one by one.

mod lamp;

use dropshot::{
    channel, endpoint, ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointVersions, ConfigDropshot, HttpError,
    HttpResponseOk, Path, RequestContext, ServerBuilder, WebsocketChannelResult, WebsocketConnection,
};
use schemars::JsonSchema;
use serde::Deserialize;

type Api = ApiDescription<()>;

#[derive(Deserialize, JsonSchema)]
struct Page {
    path: Vec<String>,
}

/// The keeper's log.
#[endpoint {
    method = GET,
    path = "/log",
    tags = ["log", "keeper"],
}]
async fn read_log(_: RequestContext<()>) -> Result<HttpResponseOk<String>, HttpError> {
    Ok(HttpResponseOk("calm".to_owned()))
}

#[dropshot::endpoint {
    method = GET,
    path = "/pages/{path:.*}",
    unpublished = true,
}]
async fn page(_: RequestContext<()>, page: Path<Page>) -> Result<HttpResponseOk<String>, HttpError> {
    Ok(HttpResponseOk(page.into_inner().path.join("/")))
}

#[channel { protocol = WEBSOCKETS, path = "/horn" }]
async fn horn(_: RequestContext<()>, _upgraded: WebsocketConnection) -> WebsocketChannelResult {
    Ok(())
}

async fn tide(_: RequestContext<()>) -> Result<HttpResponseOk<u8>, HttpError> {
    Ok(HttpResponseOk(3))
}

fn api() -> Result<Api, ApiDescriptionRegisterError> {
    fn pages(api: &mut Api) -> Result<(), ApiDescriptionRegisterError> {
        api.register(page)
    }
    let mut api = Api::new();
    api.register(read_log)?;
    api.register(horn)?;
    pages(&mut api)?;
    lamp::register(&mut api)?;
    let by_hand = ApiEndpoint::new(
        "tide".to_owned(),
        tide,
        http::Method::GET,
        "application/json",
        "/tide",
        ApiEndpointVersions::All,
    );
    api.register(by_hand)?;
    Ok(api)
}

#[tokio::main]
async fn main() -> Result<(), String> {
    let log = slog::Logger::root(slog::Discard, slog::o!());
    let api = api().map_err(|it| it.to_string())?;
    let config = ConfigDropshot::default();
    let server = match ServerBuilder::new(api, (), log).config(config).start() {
        Ok(server) => server,
        Err(error) => return Err(error.to_string()),
    };
    let mut waiting = Vec::new();
    waiting.push(server.wait_for_shutdown());
    server.await
}

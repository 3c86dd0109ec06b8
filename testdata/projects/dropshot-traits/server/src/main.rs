//! Who answers for the harbor, and for its customs.

use dropshot::{
    ApiDescription, HttpError, HttpResponseOk, HttpResponseUpdatedNoContent, RequestContext, ServerBuilder,
    WebsocketChannelResult, WebsocketConnection,
};
use harbor_api::*;

enum Harbor {}

impl HarborApi for Harbor {
    type Context = ();

    async fn ships(_: RequestContext<()>) -> Result<HttpResponseOk<Vec<String>>, HttpError> {
        Ok(HttpResponseOk(Vec::new()))
    }

    async fn berth(_: RequestContext<()>) -> Result<HttpResponseUpdatedNoContent, HttpError> {
        Ok(HttpResponseUpdatedNoContent())
    }

    async fn radio(_: RequestContext<()>, _: WebsocketConnection) -> WebsocketChannelResult {
        Ok(())
    }
}

impl harbor_api::CustomsApi for Harbor {
    type State = ();

    async fn declare(_: RequestContext<()>) -> Result<HttpResponseUpdatedNoContent, HttpError> {
        Ok(HttpResponseUpdatedNoContent())
    }
}

fn harbor() -> ApiDescription<()> {
    harbor_api_mod::api_description::<Harbor>().expect("the harbor's paths do not overlap")
}

fn customs() -> ApiDescription<()> {
    harbor_api::customs::api_description::<Harbor>().expect("the customs' paths do not overlap")
}

#[tokio::main]
async fn main() -> Result<(), String> {
    let log = slog::Logger::root(slog::Discard, slog::o!());
    let inner = ServerBuilder::new(customs(), (), log.clone()).start().map_err(|it| it.to_string())?;
    let outer = ServerBuilder::new(harbor(), (), log).start().map_err(|it| it.to_string())?;
    inner.await?;
    outer.await
}

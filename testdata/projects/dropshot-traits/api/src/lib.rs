//! Interfaces of a harbor, apart from who answers.

use dropshot::{
    HttpError, HttpResponseOk, HttpResponseUpdatedNoContent, RequestContext, WebsocketChannelResult, WebsocketConnection,
};

pub const VERSION_CRANES: semver::Version = semver::Version::new(2, 0, 0);

#[dropshot::api_description]
pub trait HarborApi {
    type Context;

    #[endpoint { method = GET, path = "/ships" }]
    async fn ships(rqctx: RequestContext<Self::Context>) -> Result<HttpResponseOk<Vec<String>>, HttpError>;

    #[endpoint { method = PUT, path = "/ships/{name}/berth/{number}", versions = VERSION_CRANES.. }]
    async fn berth(rqctx: RequestContext<Self::Context>) -> Result<HttpResponseUpdatedNoContent, HttpError>;

    #[endpoint {
        operation_id = "berth",
        method = PUT,
        path = "/ships/{name}/berth",
        versions = ..VERSION_CRANES,
    }]
    async fn berth_v1(rqctx: RequestContext<Self::Context>) -> Result<HttpResponseUpdatedNoContent, HttpError> {
        Self::berth(rqctx).await
    }

    #[channel { protocol = WEBSOCKETS, path = "/radio", unpublished = true }]
    async fn radio(rqctx: RequestContext<Self::Context>, upgraded: WebsocketConnection) -> WebsocketChannelResult;

    fn is_open() -> bool {
        true
    }
}

#[dropshot::api_description { context = "State", module = "customs" }]
pub trait CustomsApi {
    type State;

    #[endpoint { method = POST, path = "/declarations" }]
    async fn declare(rqctx: RequestContext<Self::State>) -> Result<HttpResponseUpdatedNoContent, HttpError>;
}

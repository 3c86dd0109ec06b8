//! The same path in two versions.

use dropshot::{ApiDescription, ApiDescriptionRegisterError, HttpError, HttpResponseOk, RequestContext};

const ELECTRIC: semver::Version = semver::Version::new(2, 0, 0);

mod oil {
    use super::*;

    #[dropshot::endpoint { method = GET, path = "/lamp", versions = "1.0.0"..ELECTRIC }]
    pub async fn lamp(_: RequestContext<()>) -> Result<HttpResponseOk<String>, HttpError> {
        Ok(HttpResponseOk("oil".to_owned()))
    }
}

mod electric {
    use super::*;

    #[dropshot::endpoint { method = GET, path = "/lamp", versions = ELECTRIC.. }]
    pub async fn lamp(_: RequestContext<()>) -> Result<HttpResponseOk<String>, HttpError> {
        Ok(HttpResponseOk("electric".to_owned()))
    }
}

pub fn register(api: &mut ApiDescription<()>) -> Result<(), ApiDescriptionRegisterError> {
    api.register(oil::lamp)?;
    api.register(electric::lamp)
}

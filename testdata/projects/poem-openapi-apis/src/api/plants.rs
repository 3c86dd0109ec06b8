use poem::{Endpoint, EndpointExt};
use poem_openapi::param::Path;
use poem_openapi::payload::PlainText;
use poem_openapi::OpenApi;

const PREFIX: &str = "/plants";

pub struct Api {
    garden: u64,
}

impl Api {
    pub fn new(garden: u64) -> Self {
        Self { garden }
    }
}

fn logged(endpoint: impl Endpoint) -> impl Endpoint {
    endpoint.before(|request| async move { Ok(request) })
}

#[OpenApi(prefix_path = PREFIX)]
impl Api {
    #[oai(path = "/", method = "get", transform = "logged")]
    async fn list(&self) -> PlainText<String> {
        PlainText(self.garden.to_string())
    }

    #[oai(path = "/:plant/leaves/:leaf", method = "delete")]
    async fn pluck(&self, plant: Path<u64>, leaf: Path<u64>) -> PlainText<String> {
        PlainText(format!("{} {}", plant.0, leaf.0))
    }
}

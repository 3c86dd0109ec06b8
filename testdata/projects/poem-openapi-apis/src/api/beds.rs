use poem_openapi::param::Path;
use poem_openapi::payload::PlainText;
use poem_openapi::OpenApi;

pub struct ListApi;

#[OpenApi]
impl ListApi {
    #[oai(path = "/beds", method = "get", operation_id = "get_beds")]
    async fn list(&self) -> PlainText<String> {
        PlainText(String::new())
    }

    #[oai(path = "/beds/", method = "post")]
    async fn add(&self) -> PlainText<String> {
        PlainText(self.name())
    }

    fn name(&self) -> String {
        String::new()
    }
}

pub struct DetailApi;

#[OpenApi]
impl DetailApi {
    #[oai(path = "/beds/:id", method = "get", method = "head")]
    async fn show(&self, id: Path<u64>) -> PlainText<String> {
        PlainText(id.0.to_string())
    }
}

mod beds;
mod plants;

use poem_openapi::OpenApi;

pub fn all() -> impl OpenApi {
    ((beds::ListApi, beds::DetailApi), plants::Api::new(7))
}

//! Paths that an enum tells, cut to what is below the prefix; and a prefix that is only known when the service runs.

use axum::Router;
use axum::routing::{get, post};

macro_rules! endpoints {
    ($($name:ident => $path:literal),* $(,)?) => {
        #[derive(Clone, Copy)]
        enum Endpoint {
            $($name),*
        }

        impl Endpoint {
            fn path(self) -> &'static str {
                match self {
                    $(Endpoint::$name => $path),*
                }
            }
        }
    };
}

endpoints! {
    ListRoles => "/management/v1/roles",
    CreateRole => "/management/v1/role/{role}",
}

impl Endpoint {
    fn below_management(self) -> &'static str {
        &self.path()["/management/v1".len()..]
    }
}

async fn list_roles() {}
async fn create_role() {}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let management = Router::new()
        .route(Endpoint::ListRoles.below_management(), get(list_roles))
        .route(Endpoint::CreateRole.below_management(), post(create_role));
    let service = Router::new().nest("/management/v1", management);
    let base = std::env::var("BASE_PATH").unwrap_or_default();
    let app = Router::new().nest(&base, service);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app).await
}

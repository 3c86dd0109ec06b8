//! What is answered where something goes wrong.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Whatever stops a handler.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("sign in first")]
    Unauthorized,
    #[error("this is not yours to do")]
    Forbidden,
    #[error("there is no such thing")]
    NotFound,
    #[error("this cannot be understood")]
    Invalid,
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("insurance: {0}")]
    Insurance(#[from] reqwest::Error),
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, title) = match &self {
            Error::Unauthorized => (StatusCode::UNAUTHORIZED, "sign in first"),
            Error::Forbidden => (StatusCode::FORBIDDEN, "this is not yours to do"),
            Error::NotFound => (StatusCode::NOT_FOUND, "there is no such thing"),
            Error::Invalid => (StatusCode::BAD_REQUEST, "this cannot be understood"),
            Error::Database(_) | Error::Insurance(_) => {
                tracing::error!(error = %self, "a request could not be answered");
                (StatusCode::INTERNAL_SERVER_ERROR, "something went wrong here")
            }
        };
        (status, Json(serde_json::json!({ "title": title }))).into_response()
    }
}

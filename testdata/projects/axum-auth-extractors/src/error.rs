use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

pub enum ApiError {
    MissingKey,
    WrongWard,
    Missing,
    BadPage,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = match self {
            Self::MissingKey => StatusCode::UNAUTHORIZED,
            Self::WrongWard => StatusCode::FORBIDDEN,
            Self::Missing => StatusCode::NOT_FOUND,
            Self::BadPage => StatusCode::BAD_REQUEST,
        };
        status.into_response()
    }
}

//! What customers send is written down.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;

pub async fn write_down(request: Request, next: Next) -> Result<Response, StatusCode> {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| StatusCode::BAD_REQUEST)?;
    tracing::debug!(bytes = bytes.len(), "received");
    Ok(next.run(Request::from_parts(parts, Body::from(bytes))).await)
}

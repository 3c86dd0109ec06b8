use crate::AppState;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::task::{Context, Poll};
use tower::{Layer, Service, ServiceBuilder};
use tower::layer::util::{Identity, Stack};

pub async fn require_key(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let key = request.headers().get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    match key {
        Some(key) if state.keys.iter().any(|it| it == key) => next.run(request).await,
        _ => StatusCode::UNAUTHORIZED.into_response(),
    }
}

/// Finds out who asks, and lets everybody in.
pub async fn identify(mut request: Request, next: Next) -> Response {
    let cookie = request.headers().get(header::COOKIE).cloned();
    request.extensions_mut().insert(cookie);
    next.run(request).await
}

pub async fn log(request: Request, next: Next) -> Response {
    println!("{}", request.uri());
    next.run(request).await
}

/// Refuses, but nobody is asked who they are.
pub async fn require_user_agent(request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::USER_AGENT) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

pub struct Admin;

impl<S: Send + Sync> FromRequestParts<S> for Admin {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let token = parts.headers.get(header::AUTHORIZATION).ok_or(StatusCode::UNAUTHORIZED)?;
        if token == "admin" { Ok(Self) } else { Err(StatusCode::FORBIDDEN) }
    }
}

/// The inputs of a layer's function refuse too.
pub async fn admins_only(_: Admin, request: Request, next: Next) -> Response {
    next.run(request).await
}

pub fn stack() -> ServiceBuilder<Stack<KeyLayer, Identity>> {
    ServiceBuilder::new().layer(KeyLayer { key: "reports" })
}

#[derive(Clone)]
pub struct KeyLayer {
    pub key: &'static str,
}

impl<S> Layer<S> for KeyLayer {
    type Service = KeyService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        KeyService { inner, key: self.key }
    }
}

#[derive(Clone)]
pub struct KeyService<S> {
    inner: S,
    key: &'static str,
}

impl<S> Service<Request> for KeyService<S>
where
    S: Service<Request, Response = Response> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response;
    type Error = S::Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let is_known = request.headers().get("x-api-key").is_some_and(|it| it == self.key);
        if !is_known {
            return Box::pin(async { Ok(StatusCode::UNAUTHORIZED.into_response()) });
        }
        let answer = self.inner.call(request);
        Box::pin(answer)
    }
}

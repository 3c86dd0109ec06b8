use actix_web::dev::{Payload, Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use actix_web::error::ErrorUnauthorized;
use actix_web::{Error, FromRequest, HttpRequest};
use futures_util::future::{LocalBoxFuture, Ready, err, ok};

pub struct Driver {
    pub name: String,
}

impl FromRequest for Driver {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        match request.headers().get("Authorization").and_then(|it| it.to_str().ok()) {
            Some(name) => ok(Self { name: name.to_owned() }),
            None => err(ErrorUnauthorized("who drives")),
        }
    }
}

pub struct KeyCheck {
    key: &'static str,
}

impl KeyCheck {
    pub const fn new(key: &'static str) -> Self {
        Self { key }
    }
}

impl<S, B> Transform<S, ServiceRequest> for KeyCheck
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    S::Future: 'static,
    B: 'static,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Transform = KeyMiddleware<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, service: S) -> Self::Future {
        ok(KeyMiddleware { service, key: self.key })
    }
}

pub struct KeyMiddleware<S> {
    service: S,
    key: &'static str,
}

impl<S, B> Service<ServiceRequest> for KeyMiddleware<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    S::Future: 'static,
    B: 'static,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Error>>;

    forward_ready!(service);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let is_known = request.headers().get("x-api-key").is_some_and(|it| it == self.key);
        if !is_known {
            return Box::pin(err(ErrorUnauthorized("no key")));
        }
        Box::pin(self.service.call(request))
    }
}

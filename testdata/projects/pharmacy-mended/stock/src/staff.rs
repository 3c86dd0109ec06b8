//! Who works here, by the token that the login service gives out.

use actix_web::dev::Payload;
use actix_web::error::ErrorUnauthorized;
use actix_web::{Error, FromRequest, HttpRequest};
use actix_web_httpauth::extractors::bearer::BearerAuth;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use std::future::{Ready, ready};

/// Somebody of the staff.
#[derive(Deserialize)]
pub struct Staff {
    pub sub: String,
}

impl FromRequest for Staff {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(staff(request, payload))
    }
}

fn staff(request: &HttpRequest, payload: &mut Payload) -> Result<Staff, Error> {
    let refused = || ErrorUnauthorized("sign in first");
    let bearer = BearerAuth::from_request(request, payload).into_inner().map_err(|_| refused())?;
    let key = request.app_data::<DecodingKey>().ok_or_else(refused)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&["stock"]);
    let claims = decode::<Staff>(bearer.token(), key, &validation).map_err(|_| refused())?;
    Ok(claims.claims)
}

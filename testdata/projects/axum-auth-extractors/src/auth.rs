use crate::AppState;
use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;
use std::marker::PhantomData;

pub struct Nurse {
    pub ward: u32,
}

fn key_of(parts: &Parts) -> Result<String, ApiError> {
    let value = parts.headers.get("x-api-key").ok_or(ApiError::MissingKey)?;
    value.to_str().map(str::to_owned).map_err(|_| ApiError::MissingKey)
}

impl FromRequestParts<AppState> for Nurse {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let key = key_of(parts)?;
        let ward = state.keys.iter().position(|it| *it == key).ok_or(ApiError::MissingKey)?;
        Ok(Self { ward: ward as u32 })
    }
}

pub type OnDuty = Nurse;

pub struct MaybeNurse(pub Option<Nurse>);

impl FromRequestParts<AppState> for MaybeNurse {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        Ok(Self(Nurse::from_request_parts(parts, state).await.ok()))
    }
}

/// May do what `P` says.
pub struct Allowed<P>(pub Nurse, PhantomData<P>);

pub trait Policy {
    const WARD: u32;
}

pub struct Admit;

impl Policy for Admit {
    const WARD: u32 = 1;
}

impl<P: Policy> FromRequestParts<AppState> for Allowed<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Self::Rejection> {
        let nurse = Nurse::from_request_parts(parts, state).await?;
        if nurse.ward != P::WARD {
            return Err(ApiError::WrongWard);
        }
        Ok(Self(nurse, PhantomData))
    }
}

/// Merely reads the request.
pub struct Page(pub u32);

impl FromRequestParts<AppState> for Page {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or("0");
        query.parse().map(Self).map_err(|_| ApiError::BadPage)
    }
}

/// Language of the page, from a cookie.
pub struct Locale(pub String);

impl FromRequestParts<AppState> for Locale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self, Self::Rejection> {
        let language = parts.headers.get("accept-language").and_then(|it| it.to_str().ok());
        Ok(Self(language.unwrap_or("en").to_owned()))
    }
}

pub trait Backend: Send + Sync + 'static {
    type Session: FromRequestParts<AppState> + Send;
}

pub struct Database;

impl Backend for Database {
    type Session = Nurse;
}

pub fn check_permission(nurse: &Nurse, what: &str) -> Result<(), ApiError> {
    if nurse.ward == 0 && what == "patients:delete" { Err(ApiError::WrongWard) } else { Ok(()) }
}

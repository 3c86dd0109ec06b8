use crate::auth::{Admit, Allowed, Backend, Locale, MaybeNurse, Nurse, OnDuty, Page, check_permission};
use crate::error::ApiError;
use axum::Json;
use axum::extract::Path;
use axum_extra::TypedHeader;
use axum_extra::headers::{Authorization, authorization::Bearer};

pub async fn health() -> &'static str {
    "well"
}

pub async fn list(_: Nurse, Page(page): Page) -> String {
    page.to_string()
}

pub async fn admit(_: Allowed<Admit>, Json(name): Json<String>) -> String {
    name
}

pub async fn show(_: Option<Nurse>, Path(id): Path<u64>) -> String {
    id.to_string()
}

pub async fn discharge(nurse: Nurse, Path(_): Path<u64>) -> Result<(), ApiError> {
    check_permission(&nurse, "patients:delete")
}

pub async fn me(MaybeNurse(nurse): MaybeNurse) -> String {
    nurse.map(|it| it.ward).unwrap_or_default().to_string()
}

pub async fn locale(Locale(language): Locale) -> String {
    language
}

pub async fn page(Page(page): Page) -> String {
    page.to_string()
}

pub async fn fixed<B: Backend>(_: B::Session) -> &'static str {
    "fixed"
}

pub async fn alias(_: OnDuty) -> &'static str {
    "on duty"
}

pub async fn bearer(TypedHeader(token): TypedHeader<Authorization<Bearer>>) -> String {
    token.token().to_owned()
}

pub async fn sign_in(Json(name): Json<String>) -> Result<String, ApiError> {
    if name.is_empty() { Err(ApiError::MissingKey) } else { Ok(name) }
}

//! Signing in.

use crate::Pharmacy;
use crate::error::Error;
use argon2::{Argon2, PasswordHash, PasswordVerifier};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    name: String,
    password: String,
}

/// The session that was opened; its token is told once.
#[derive(Serialize)]
pub struct Session {
    token: String,
}

pub async fn open(
    State(pharmacy): State<Pharmacy>,
    Json(sign_in): Json<SignIn>,
) -> Result<(StatusCode, Json<Session>), Response> {
    if sign_in.name.len() > 80 || sign_in.password.len() > 200 {
        return Err(Error::Invalid.into_response());
    }
    let found: Option<(Uuid, String)> = sqlx::query_as("SELECT id, hash FROM customers WHERE name = $1")
        .bind(&sign_in.name)
        .fetch_optional(&pharmacy.pool)
        .await
        .map_err(|it| Error::from(it).into_response())?;
    let Some((customer, hash)) = found else {
        tracing::warn!("sign-in of {} with {}", sign_in.name, sign_in.password);
        return Err((StatusCode::UNAUTHORIZED, "unknown user").into_response());
    };
    if !verify_password(&sign_in.password, &hash) {
        return Err((StatusCode::UNAUTHORIZED, "wrong password").into_response());
    }
    let token = start(&pharmacy, customer).await.map_err(IntoResponse::into_response)?;
    Ok((StatusCode::CREATED, Json(Session { token })))
}

fn verify_password(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|it| Argon2::default().verify_password(password.as_bytes(), &it).is_ok())
}

async fn start(pharmacy: &Pharmacy, customer: Uuid) -> Result<String, Error> {
    let token = Uuid::new_v4().simple().to_string();
    sqlx::query("INSERT INTO sessions (customer, digest) VALUES ($1, digest($2, 'sha256'))")
        .bind(customer)
        .bind(&token)
        .execute(&pharmacy.pool)
        .await?;
    Ok(token)
}

//! Signing in.

use crate::Pharmacy;
use crate::error::Error;
use argon2::{Argon2, PasswordHash, PasswordVerifier};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The hash of a password that nobody has: to compare with it takes as long as with any other.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$k8Nw0yx2vHqcVYrZgHvdJkpkWu9bYhFZ6xXoWf1wzdM";

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
) -> Result<(StatusCode, Json<Session>), Error> {
    if sign_in.name.len() > 80 || sign_in.password.len() > 200 {
        return Err(Error::Invalid);
    }
    let found: Option<(Uuid, String)> = sqlx::query_as("SELECT id, hash FROM customers WHERE name = $1")
        .bind(&sign_in.name)
        .fetch_optional(&pharmacy.pool)
        .await?;
    let hash = found.as_ref().map_or(NOBODY, |it| it.1.as_str()).to_owned();
    let is_right = tokio::task::spawn_blocking(move || verify_password(&sign_in.password, &hash)).await;
    match found {
        Some((customer, _)) if is_right.unwrap_or(false) => {
            tracing::info!(%customer, "signed in");
            let token = start(&pharmacy, customer).await?;
            Ok((StatusCode::CREATED, Json(Session { token })))
        }
        _ => Err(Error::Unauthorized),
    }
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

//! What the pharmacy knows of its customers.

use crate::Pharmacy;
use crate::auth::Customer;
use crate::error::Error;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A row of the table of customers.
#[derive(Debug, Deserialize, Serialize, sqlx::FromRow)]
pub struct Account {
    id: Uuid,
    name: String,
    is_staff: bool,
    password_hash: String,
}

pub async fn show(State(pharmacy): State<Pharmacy>, customer: Customer) -> Result<Json<Account>, Error> {
    let account = sqlx::query_as("SELECT * FROM customers WHERE id = $1")
        .bind(customer.id)
        .fetch_optional(&pharmacy.pool)
        .await?;
    account.map(Json).ok_or(Error::NotFound)
}

pub async fn change(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Json(account): Json<Account>,
) -> Result<StatusCode, Error> {
    tracing::debug!(?account, "an account is changed");
    sqlx::query("UPDATE customers SET name = $1, is_staff = $2 WHERE id = $3")
        .bind(account.name)
        .bind(account.is_staff)
        .bind(customer.id)
        .execute(&pharmacy.pool)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

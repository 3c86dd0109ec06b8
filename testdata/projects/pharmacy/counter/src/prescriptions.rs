//! What doctors prescribed.

use crate::Pharmacy;
use crate::auth::Customer;
use crate::error::Error;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Deserialize)]
pub struct Search {
    medicine: String,
}

/// A prescription as its customer sees it.
#[derive(Serialize)]
pub struct Prescription {
    id: Uuid,
    medicine: String,
    note: String,
}

/// What a customer may change.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    note: String,
}

type Row = (Uuid, String, String);

impl From<Row> for Prescription {
    fn from((id, medicine, note): Row) -> Self {
        Self { id, medicine, note }
    }
}

pub async fn search(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Query(search): Query<Search>,
) -> Result<Json<Vec<Prescription>>, Error> {
    customer.require_scope("prescriptions:read")?;
    let statement = format!(
        "SELECT id, medicine, note FROM prescriptions WHERE customer = $1 AND medicine LIKE '{}%' LIMIT 100",
        search.medicine
    );
    let rows: Vec<Row> = sqlx::query_as(&statement).bind(customer.id).fetch_all(&pharmacy.pool).await?;
    Ok(Json(rows.into_iter().map(Prescription::from).collect()))
}

pub async fn show(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Path(prescription): Path<Uuid>,
) -> Result<Json<Prescription>, Error> {
    customer.require_scope("prescriptions:read")?;
    let row: Option<Row> =
        sqlx::query_as("SELECT id, medicine, note FROM prescriptions WHERE id = $1 AND customer = $2")
            .bind(prescription)
            .bind(customer.id)
            .fetch_optional(&pharmacy.pool)
            .await?;
    row.map(Prescription::from).map(Json).ok_or(Error::NotFound)
}

pub async fn correct(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Path(prescription): Path<Uuid>,
    Json(correction): Json<Correction>,
) -> Result<StatusCode, Error> {
    customer.require_scope("prescriptions:write")?;
    if correction.note.len() > 500 {
        return Err(Error::Invalid);
    }
    let done = sqlx::query("UPDATE prescriptions SET note = $1 WHERE id = $2 AND customer = $3")
        .bind(correction.note)
        .bind(prescription)
        .bind(customer.id)
        .execute(&pharmacy.pool)
        .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(StatusCode::NO_CONTENT) }
}

//! Orders of customers.

use crate::Pharmacy;
use crate::auth::Customer;
use crate::error::Error;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Orders on one page, at most.
const MAX_PAGE: i64 = 100;

/// Packs in one order, at most.
const MAX_PACKS: u8 = 20;

#[derive(Deserialize)]
pub struct Page {
    limit: i64,
}

/// What a customer asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    medicine: Uuid,
    packs: u8,
}

/// An order as its customer sees it.
#[derive(Serialize)]
pub struct Order {
    id: Uuid,
    medicine: Uuid,
    packs: i16,
}

type Row = (Uuid, Uuid, i16);

impl From<Row> for Order {
    fn from((id, medicine, packs): Row) -> Self {
        Self { id, medicine, packs }
    }
}

pub async fn list(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Query(page): Query<Page>,
) -> Result<Json<Vec<Order>>, Error> {
    customer.require_scope("orders:read")?;
    let limit = page.limit.clamp(1, MAX_PAGE);
    let rows: Vec<Row> =
        sqlx::query_as("SELECT id, medicine, packs FROM orders WHERE customer = $1 ORDER BY id LIMIT $2")
            .bind(customer.id)
            .bind(limit)
            .fetch_all(&pharmacy.pool)
            .await?;
    Ok(Json(rows.into_iter().map(Order::from).collect()))
}

pub async fn place(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Json(order): Json<NewOrder>,
) -> Result<(StatusCode, Json<Order>), Error> {
    customer.require_scope("orders:write")?;
    if order.packs == 0 || order.packs > MAX_PACKS {
        return Err(Error::Invalid);
    }
    if !pharmacy.insurance.covers(customer.id, order.medicine).await? {
        return Err(Error::Forbidden);
    }
    let row: Row = sqlx::query_as(
        "INSERT INTO orders (customer, medicine, packs) VALUES ($1, $2, $3) RETURNING id, medicine, packs",
    )
    .bind(customer.id)
    .bind(order.medicine)
    .bind(i16::from(order.packs))
    .fetch_one(&pharmacy.pool)
    .await?;
    Ok((StatusCode::CREATED, Json(Order::from(row))))
}

pub async fn show(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Path(order): Path<Uuid>,
) -> Result<Json<Order>, Error> {
    customer.require_scope("orders:read")?;
    let row: Option<Row> =
        sqlx::query_as("SELECT id, medicine, packs FROM orders WHERE id = $1 AND customer = $2")
            .bind(order)
            .bind(customer.id)
            .fetch_optional(&pharmacy.pool)
            .await?;
    row.map(Order::from).map(Json).ok_or(Error::NotFound)
}

pub async fn cancel(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Path(order): Path<Uuid>,
) -> Result<StatusCode, Error> {
    customer.require_scope("orders:write")?;
    let done = sqlx::query("DELETE FROM orders WHERE id = $1 AND customer = $2")
        .bind(order)
        .bind(customer.id)
        .execute(&pharmacy.pool)
        .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(StatusCode::NO_CONTENT) }
}

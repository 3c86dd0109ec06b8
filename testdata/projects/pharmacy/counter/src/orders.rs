//! Orders of customers.

use crate::Pharmacy;
use crate::auth::Customer;
use crate::error::Error;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    express: bool,
}

/// An order as its customer sees it.
#[derive(Serialize)]
pub struct Order {
    id: Uuid,
    medicine: Uuid,
    packs: i16,
    discount: i32,
}

type Row = (Uuid, Uuid, i16);

impl From<Row> for Order {
    fn from((id, medicine, packs): Row) -> Self {
        Self { id, medicine, packs, discount: 0 }
    }
}

pub async fn list(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Query(page): Query<Page>,
) -> Result<Json<Vec<Order>>, Error> {
    customer.require_scope("orders:read")?;
    let rows: Vec<Row> =
        sqlx::query_as("SELECT id, medicine, packs FROM orders WHERE customer = $1 ORDER BY id LIMIT $2")
            .bind(customer.id)
            .bind(page.limit)
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
    if !pharmacy.insurance.covers(customer.id, order.medicine).await? {
        return Err(Error::Forbidden);
    }
    tracing::info!(medicine = %order.medicine, express = order.express, "ordered");
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
    let row: Option<Row> = sqlx::query_as("SELECT id, medicine, packs FROM orders WHERE id = $1")
        .bind(order)
        .fetch_optional(&pharmacy.pool)
        .await?;
    let row = row.ok_or(Error::NotFound)?;
    let is_own: bool = sqlx::query_scalar("SELECT customer = $2 FROM orders WHERE id = $1")
        .bind(order)
        .bind(customer.id)
        .fetch_one(&pharmacy.pool)
        .await?;
    if !is_own {
        return Err(Error::Forbidden);
    }
    Ok(Json(Order::from(row)))
}

/// What is cheaper today, for somebody who is known also by what they ordered before.
pub async fn offers(
    State(pharmacy): State<Pharmacy>,
    bearer: Option<TypedHeader<Authorization<Bearer>>>,
) -> Result<Json<Vec<Uuid>>, Error> {
    let token = bearer.map(|it| it.token().to_owned());
    let rows = sqlx::query_scalar("SELECT medicine FROM offers LEFT JOIN sessions USING (customer) WHERE digest = digest($1, 'sha256') LIMIT 20")
        .bind(token)
        .fetch_all(&pharmacy.pool)
        .await?;
    Ok(Json(rows))
}

/// The label that is printed on the parcel.
pub async fn label(
    State(pharmacy): State<Pharmacy>,
    Path(order): Path<Uuid>,
    Json(layout): Json<serde_json::Value>,
) -> Result<(StatusCode, String), (StatusCode, String)> {
    let name: String =
        sqlx::query_scalar("SELECT name FROM orders JOIN customers USING (customer) WHERE id = $1")
            .bind(order)
            .fetch_one(&pharmacy.pool)
            .await
            .map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, format!("no label: {error}")))?;
    Ok((StatusCode::ACCEPTED, format!("{}: {name}", layout["title"])))
}

/// The carrier tells that a parcel has arrived.
pub async fn delivered(State(pharmacy): State<Pharmacy>, order: String) -> Result<StatusCode, Error> {
    sqlx::query("UPDATE orders SET delivered = now() WHERE id = $1::uuid")
        .bind(order)
        .execute(&pharmacy.pool)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn cancel(
    State(pharmacy): State<Pharmacy>,
    customer: Customer,
    Path(order): Path<Uuid>,
) -> Result<StatusCode, Error> {
    let done = sqlx::query("DELETE FROM orders WHERE id = $1 AND customer = $2")
        .bind(order)
        .bind(customer.id)
        .execute(&pharmacy.pool)
        .await?;
    if done.rows_affected() == 0 { Err(Error::NotFound) } else { Ok(StatusCode::NO_CONTENT) }
}

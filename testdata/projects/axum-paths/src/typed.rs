//! Paths on types.

use axum::Router;
use axum_extra::routing::{RouterExt, TypedPath};
use serde::Deserialize;

#[derive(TypedPath, Deserialize)]
#[typed_path("/sensors/:sensor/values")]
struct SensorValues {
    sensor: u32,
}

#[derive(TypedPath, Deserialize)]
#[typed_path("/sensors")]
struct Sensors;

async fn values(SensorValues { sensor }: SensorValues) -> String {
    sensor.to_string()
}

async fn sensors(_: Sensors) {}

async fn add(_: Sensors, body: String) -> String {
    body
}

pub fn router() -> Router {
    Router::new().typed_get(values).typed_get(sensors).typed_post(add)
}

//! The web frameworks whose routes are read, one file each.

mod actix;
mod axum;
mod dropshot;
mod loco;
mod rocket;
mod salvo;
mod tonic;

use super::framework::Framework;

/// All frameworks.
pub(super) static FRAMEWORKS: &[&Framework] = &[
    &axum::AXUM,
    &actix::ACTIX,
    &actix::NTEX,
    &rocket::ROCKET,
    &dropshot::DROPSHOT,
    &salvo::SALVO,
    &loco::LOCO,
    &tonic::TONIC,
];

//! The web frameworks whose routes are read, one file each.

mod actix;
mod axum;
mod dropshot;
mod loco;
mod poem;
mod rocket;
mod salvo;
mod tonic;
mod warp;

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
    &warp::WARP,
    &poem::POEM,
    &tonic::TONIC,
];

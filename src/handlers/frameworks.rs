//! The web frameworks whose routes are read, one file each.

mod actix;
mod axum;
mod poem;
mod rocket;
mod warp;

use super::framework::Framework;

/// All frameworks.
pub(super) static FRAMEWORKS: &[&Framework] =
    &[&axum::AXUM, &actix::ACTIX, &actix::NTEX, &rocket::ROCKET, &warp::WARP, &poem::POEM];

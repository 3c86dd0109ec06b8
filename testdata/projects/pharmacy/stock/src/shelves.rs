//! Shelves and what lies on them.

use crate::staff::Staff;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

/// What lies on a shelf.
#[derive(Serialize)]
pub struct Shelf {
    number: i32,
    packs: i32,
}

/// How many packs there are after a count.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Count {
    packs: u16,
}

pub fn configure(config: &mut web::ServiceConfig) {
    config.service(web::resource("/shelves/{number}").route(web::get().to(show)).route(web::put().to(count)));
    config.route("/shelves/{number}/packs", web::get().to(show));
}

async fn show(pool: web::Data<PgPool>, number: web::Path<i32>) -> HttpResponse {
    let found = sqlx::query_as::<_, (i32, i32)>("SELECT number, packs FROM shelves WHERE number = $1")
        .bind(*number)
        .fetch_optional(pool.get_ref())
        .await;
    match found {
        Ok(Some((number, packs))) => HttpResponse::Ok().json(Shelf { number, packs }),
        Ok(None) => HttpResponse::NotFound().finish(),
        Err(error) => failed(&error),
    }
}

async fn count(
    staff: Staff,
    pool: web::Data<PgPool>,
    number: web::Path<i32>,
    count: web::Json<Count>,
) -> HttpResponse {
    let done = sqlx::query("UPDATE shelves SET packs = $1, counted_by = $2 WHERE number = $3")
        .bind(i32::from(count.packs))
        .bind(&staff.sub)
        .bind(*number)
        .execute(pool.get_ref())
        .await;
    match done {
        Ok(_) => HttpResponse::NoContent().finish(),
        Err(error) => failed(&error),
    }
}

fn failed(error: &sqlx::Error) -> HttpResponse {
    HttpResponse::InternalServerError().body(format!("the database does not answer: {error:?}"))
}

//! Who asks: customers show the token that a session gave them.

use crate::Pharmacy;
use crate::error::Error;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use uuid::Uuid;

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct Customer {
    pub id: Uuid,
    pub scopes: Vec<String>,
}

impl Customer {
    /// Refuses whoever was not given a scope.
    pub fn require_scope(&self, scope: &str) -> Result<(), Error> {
        if self.scopes.iter().any(|it| it == scope) { Ok(()) } else { Err(Error::Forbidden) }
    }
}

impl FromRequestParts<Pharmacy> for Customer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Pharmacy) -> Result<Self, Error> {
        parts.extensions.get::<Customer>().cloned().ok_or(Error::Unauthorized)
    }
}

/// Finds the customer of a token, and refuses whoever has none.
pub async fn require_customer(
    State(pharmacy): State<Pharmacy>,
    TypedHeader(bearer): TypedHeader<Authorization<Bearer>>,
    mut request: Request,
    next: Next,
) -> Result<Response, Error> {
    let customer = find(&pharmacy, bearer.token()).await?.ok_or(Error::Unauthorized)?;
    request.extensions_mut().insert(customer);
    Ok(next.run(request).await)
}

async fn find(pharmacy: &Pharmacy, token: &str) -> Result<Option<Customer>, Error> {
    let found: Option<(Uuid, Vec<String>)> =
        sqlx::query_as("SELECT customer, scopes FROM sessions WHERE digest = digest($1, 'sha256')")
            .bind(token)
            .fetch_optional(&pharmacy.pool)
            .await?;
    Ok(found.map(|(id, scopes)| Customer { id, scopes }))
}

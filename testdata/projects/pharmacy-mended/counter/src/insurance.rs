//! The insurance that pays for prescriptions.

use crate::error::Error;
use std::time::Duration;
use uuid::Uuid;

/// Asks the insurance.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
}

impl Client {
    pub fn new() -> Result<Self, Error> {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(5)).build()?;
        Ok(Self { http })
    }

    /// Whether a customer's prescription is paid for.
    pub async fn covers(&self, customer: Uuid, medicine: Uuid) -> Result<bool, Error> {
        let url = format!("https://insurance.example/customers/{customer}/medicines/{medicine}");
        Ok(self.http.get(url).send().await?.error_for_status()?.json().await?)
    }
}

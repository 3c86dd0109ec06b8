//! Paths in one place.

pub const STATION: &str = "/station/:id";
pub const ALERTS: &str = concat!("/alerts", "/*area");

pub static TABLE: &[(&str, &str)] = &[("/wind/:station", "m/s"), ("/snow/:station", "cm")];

pub enum Prefix {
    Daily,
    Hourly,
}

impl Prefix {
    pub fn path(&self, rest: &str) -> String {
        match self {
            Self::Daily => format!("/daily{rest}"),
            Self::Hourly => format!("/hourly{rest}"),
        }
    }
}

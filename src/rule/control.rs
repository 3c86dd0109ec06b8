//! The recommended controls of NIST SP 800-228 Update 1.
//!
//! Numbers are those of Update 1; editions before it number differently. Titles are **working titles of ours**: they
//! say what a control is about and are not the wording of the publication, so nothing may quote them as such.

use Phase::{PreRuntime, Runtime};
use Tier::{Advanced, Basic};

/// A recommended control.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control {
    /// As in REC-API-5.
    pub number: u8,
    /// Our working title.
    pub title: &'static str,
    /// When in the life of an API it applies.
    pub phase: Phase,
    /// How mature an organization is expected to be for it.
    pub tier: Tier,
}

/// Half of an API's life cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// While it is planned, built, tested and released.
    PreRuntime,
    /// While it is deployed, operated and watched.
    Runtime,
}

/// Level of maturity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// For everyone, at once.
    Basic,
    /// For organizations that have the basics.
    Advanced,
}

impl Control {
    /// The control with a number.
    #[must_use]
    pub fn find(number: u8) -> Option<Self> {
        CONTROLS.into_iter().find(|it| it.number == number)
    }

    /// The name that it goes by: `REC-API-5`.
    #[must_use]
    pub fn name(self) -> String {
        format!("REC-API-{}", self.number)
    }
}

const fn control(number: u8, phase: Phase, tier: Tier, title: &'static str) -> Control {
    Control { number, title, phase, tier }
}

/// All controls, by number.
///
/// Our sources disagree on the tier of 17 and 18 (the milder demand, basic, stands here) and on the subject of 21
/// (the title names both).
#[rustfmt::skip]
pub const CONTROLS: [Control; 26] = [
    control(1, PreRuntime, Basic, "Every API has a written specification"),
    control(2, PreRuntime, Basic, "Specifications use a standard interface definition language"),
    control(3, PreRuntime, Basic, "Request and response schemas are declared for every endpoint"),
    control(4, PreRuntime, Basic, "Central governance and inventory of APIs"),
    control(5, PreRuntime, Advanced, "Validation rules for each field of a schema"),
    control(6, PreRuntime, Advanced, "Fields say how sensitive they are and which permission they need"),
    control(7, PreRuntime, Advanced, "Fields say what kind of data they hold"),
    control(8, PreRuntime, Advanced, "The inventory also holds facts from run time"),
    control(9, Runtime, Basic, "Encryption of all communication in transit"),
    control(10, Runtime, Basic, "Generic protection at the edge"),
    control(11, Runtime, Basic, "Robust authentication and handling of credentials"),
    control(12, Runtime, Basic, "Authorization of every request"),
    control(13, Runtime, Basic, "Requests and responses are validated against the schema"),
    control(14, Runtime, Basic, "Limits on the length of inputs and the size of payloads"),
    control(15, Runtime, Basic, "Rate limits for each user and each service"),
    control(16, Runtime, Basic, "Circuit breakers, limits on concurrency, timeouts"),
    control(17, Runtime, Basic, "A user, client or network can be blocked quickly"),
    control(18, Runtime, Basic, "Access to APIs is monitored"),
    control(19, Runtime, Advanced, "Fields are validated at run time as their annotations say"),
    control(20, Runtime, Advanced, "Fields are authorized and filtered at run time as their annotations say"),
    control(21, Runtime, Advanced, "Detailed telemetry, or discovery of sensitive data in traffic"),
    control(22, Runtime, Advanced, "Payload inspection that does not rely on signatures"),
    control(23, Runtime, Advanced, "Error codes that disclose nothing"),
    control(24, Runtime, Advanced, "Resources cannot be enumerated"),
    control(25, Runtime, Advanced, "Sensitive data is masked in responses and logs"),
    control(26, Runtime, Advanced, "Requests that crash or exhaust a service are blocked one by one"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_found_by_number() {
        assert!((1..=26).all(|it| Control::find(it).is_some_and(|control| control.number == it)));
        assert_eq!(Control::find(27), None);
        assert_eq!(CONTROLS[4].name(), "REC-API-5");
    }
}

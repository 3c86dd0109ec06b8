//! What a configuration says of a service.

use crate::project::ServiceSettings;
use crate::source::Base;
use serde::{Deserialize, Serialize};

/// What is said of the services of a package.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table with `package`")]
pub struct ServiceEntry {
    /// The package.
    pub package: String,
    /// Path of the document that describes its services.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// What stands in front of the document's paths in the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Where it is made sure of who asks.
    #[serde(default)]
    pub authentication: Authentication,
}

/// Where it is made sure of who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Authentication {
    /// In the code of the service.
    #[default]
    Code,
    /// In front of it: by a gateway, or a network that strangers do not reach.
    Outside,
}

impl ServiceEntry {
    /// The same with paths from the root of the project.
    #[must_use]
    pub fn settings(&self, base: &Base) -> ServiceSettings {
        ServiceSettings {
            package: self.package.clone(),
            // A document that lies outside of the root is none of those that are read.
            document: self.document.as_deref().map(|it| base.from_root(it).unwrap_or_default()),
            prefix: self.prefix.clone(),
            is_authenticated_outside: self.authentication == Authentication::Outside,
        }
    }
}

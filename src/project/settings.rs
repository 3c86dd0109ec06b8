//! What a project says of its services, where it is not to be guessed.

use crate::handlers::{Segment, Service, Template};

/// What a project says of the services of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceSettings {
    /// The package.
    pub package: String,
    /// Path, from the root, of the document that describes its services; whichever fits best without it.
    pub document: Option<String>,
    /// What stands in front of the document's paths in the code.
    pub prefix: Option<String>,
    /// Something in front of them makes sure of who asks: a gateway, a private network.
    pub is_authenticated_outside: bool,
}

impl ServiceSettings {
    /// What is said of a service.
    #[must_use]
    pub fn of<'a>(all: &'a [Self], service: &Service) -> Option<&'a Self> {
        all.iter().find(|it| *it.package == *service.package)
    }

    /// Whether the services may answer a document; where nobody says, any may.
    pub(super) fn allows(all: &[Self], service: &Service, document: &str) -> bool {
        match Self::of(all, service).and_then(|it| it.document.as_deref()) {
            Some(own) => own == document,
            None => !all.iter().any(|it| it.document.as_deref() == Some(document)),
        }
    }

    /// Whether the project itself says that the service answers a document.
    pub(super) fn assigns(all: &[Self], service: &Service, document: &str) -> bool {
        Self::of(all, service).is_some_and(|it| it.document.as_deref() == Some(document))
    }

    /// What stands in front of paths, if it is said.
    pub(super) fn prefix_of(all: &[Self], service: &Service) -> Option<Vec<Segment>> {
        let prefix = Self::of(all, service)?.prefix.as_deref()?;
        Some(Template::of_document(prefix).segments)
    }
}

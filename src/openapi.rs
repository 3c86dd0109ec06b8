//! OpenAPI documents as typed views that borrow from the trees, the same for Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2.

/// The version of the specification that a document follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Swagger 2.0
    V2,
    /// OpenAPI 3.0
    V30,
    /// OpenAPI 3.1
    V31,
    /// OpenAPI 3.2, and what comes after it in version 3
    V32,
}

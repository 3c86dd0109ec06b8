//! gatelint
pub mod analyze;
pub mod finding;
pub mod openapi;
pub mod project;
pub mod rule;
pub mod rules;
pub mod source;
pub mod syntax;

//! gatelint
pub mod analyze;
pub mod cli;
pub mod finding;
pub mod openapi;
pub mod project;
pub mod report;
pub mod rule;
pub mod rules;
pub mod source;
pub mod syntax;

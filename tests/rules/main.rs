//! Every rule by itself: the examples of its page, and the cases for which a page has no room.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "what cannot be read is a failed test"
)]

mod cases;
mod docs;
mod fixes;
mod harness;
mod planting;
mod recall;

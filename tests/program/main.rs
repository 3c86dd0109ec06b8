//! The program from outside, as users and their scripts meet it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot read its files has failed"
)]

mod baseline;
mod changed;
mod cli;
mod configuration;
mod diff;
mod fixes;
mod hostile;
mod ignores;
mod inventory;
mod petshop;
mod run;
mod services;
mod skeleton;

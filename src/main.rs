//! The `gatelint` command.

fn main() -> std::process::ExitCode {
    gatelint::cli::run()
}

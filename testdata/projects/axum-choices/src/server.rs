//! The server holds its router until it is started.

use axum::Router;
use axum::routing::get;

pub enum Mode {
    Public,
    Office(u8),
    Closed,
}

impl Mode {
    pub fn from_args() -> Self {
        match std::env::args().count() {
            1 => Self::Public,
            2 => Self::Closed,
            floor => Self::Office(floor as u8),
        }
    }
}

pub struct Settings {
    pub is_debug: bool,
    pub mode: Mode,
    pub base: Option<String>,
}

pub struct Server {
    router: Router,
    settings: Settings,
}

impl Server {
    pub fn new(router: Router, settings: Settings) -> Self {
        Self { router, settings }.with_version()
    }

    fn with_version(mut self) -> Self {
        self.router = self.router.route("/version", get(version));
        self
    }

    pub fn into_router(self) -> Router {
        if matches!(self.settings.mode, Mode::Closed) { Router::new() } else { self.router }
    }
}

async fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

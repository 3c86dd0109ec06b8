//! Small projects, and what paths in them stand for.

mod reading;

use super::{Namespace, Resolution};
use crate::code::{ItemKind, ModuleId, Options, Reach};
use reading::{check, read, workspace};

const AXUM: (&str, &str) = (
    "Cargo.toml",
    "[package]\nname = 'shop-api'\nedition = '2024'\n[dependencies]\naxum = '0.8'\nanyhow = '1'\ntracing = '0.1'\n\
     web = { package = 'actix-web', version = '4' }\n",
);

#[test]
fn names_come_from_items_then_imports_then_crates() {
    let project = workspace(&[
        AXUM,
        (
            "src/lib.rs",
            "use axum::routing::get as g;\nuse axum::{Router as AxumRouter, Json};\nuse anyhow::anyhow;\n\
             mod users;\nmod admin;\npub mod set { pub fn set() {} }\npub fn set() {}\n\
             type Router = axum::Router<State>;\nstruct State;\nuse tracing;\nextern crate serde as s;\n\
             use web::delete;\nasync fn delete() {}\nfn local() { use axum::routing::post; fn inner() {} post(inner); }\n\
             mod loops { pub use self::a::*; pub mod a { pub use super::*; } }\nuse loops::a::Nothing;",
        ),
        (
            "src/users.rs",
            "mod list;\npub mod label;\npub use self::list::handler as list;\nuse super::*;\npub struct Api;\n\
             pub use crate::admin::Level::{self, *};\nuse super::users::label as tag;",
        ),
        ("src/users/list.rs", "pub async fn handler() {}"),
        ("src/users/label.rs", "pub fn set() {}\npub use super::super::admin::label::set as other;"),
        (
            "src/admin/mod.rs",
            "pub mod label;\npub struct Api;\npub enum Level { Low, High(u8) }\nconst TOP: u8 = 1;",
        ),
        ("src/admin/label.rs", "pub fn set() {}\nuse super::*;"),
    ]);
    check(
        &project,
        &[
            ("shop_api", "v g", "ext axum::routing::get"),
            ("shop_api", "t AxumRouter", "ext axum::Router"),
            ("shop_api", "t AxumRouter::new", "ext axum::Router::new"),
            ("shop_api", "t Router", "ext axum::Router"),
            ("shop_api", "v Router::new", "ext axum::Router::new"),
            ("shop_api", "t anyhow::Result", "ext anyhow::Result"),
            ("shop_api", "m anyhow", "ext anyhow::anyhow"),
            ("shop_api", "m tracing::info", "ext tracing::info"),
            ("shop_api", "t s::Serialize", "ext serde::Serialize"),
            ("shop_api", "v delete", "shop_api::delete"),
            ("shop_api", "m delete", "ext actix_web::delete"),
            ("shop_api", "v web::get", "ext actix_web::get"),
            ("shop_api", "v set", "shop_api::set"),
            ("shop_api", "v set::set", "shop_api::set::set"),
            ("shop_api", "t Vec", "ext std::vec::Vec"),
            ("shop_api", "v Some", "ext std::option::Option::Some"),
            ("shop_api", "t std::sync::Arc", "ext std::sync::Arc"),
            ("shop_api", "t serde_json::Value", "?"),
            ("shop_api", "v nothing", "?"),
            ("shop_api", "v Nothing", "?"),
            ("shop_api", "v users::list", "shop_api::users::list::handler"),
            ("shop_api", "v users::list::handler", "shop_api::users::list::handler"),
            ("shop_api", "v users::label::set", "shop_api::users::label::set"),
            ("shop_api", "v users::label::other", "shop_api::admin::label::set"),
            ("shop_api", "v admin::label::set", "shop_api::admin::label::set"),
            ("shop_api", "v post", "?"),
            ("shop_api::local", "v post", "ext axum::routing::post"),
            ("shop_api::local", "v inner", "shop_api::local::inner"),
            ("shop_api::local", "v g", "ext axum::routing::get"),
            ("shop_api::local", "v self::set", "shop_api::set"),
            ("shop_api::users", "t Json", "ext axum::Json"),
            ("shop_api::users", "v label::set", "shop_api::users::label::set"),
            ("shop_api::users", "v tag::set", "shop_api::users::label::set"),
            ("shop_api::users", "t Api", "shop_api::users::Api"),
            ("shop_api::users", "v Low", "shop_api::admin::Level::Low"),
            ("shop_api::users", "v Level::High", "shop_api::admin::Level::High"),
            ("shop_api::users", "v High", "shop_api::admin::Level::High"),
            ("shop_api::users::list", "v super::list", "shop_api::users::list::handler"),
            ("shop_api::users::list", "v super::super::set", "shop_api::set"),
            ("shop_api::admin", "t Api", "shop_api::admin::Api"),
            ("shop_api::admin::label", "v TOP", "shop_api::admin::TOP"),
            ("shop_api::admin::label", "t crate::users::Api", "shop_api::users::Api"),
            ("shop_api::admin::label", "v crate::g", "ext axum::routing::get"),
        ],
    );
}

#[test]
fn crates_of_a_workspace_see_each_other() {
    let project = workspace(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = ['crates/*']\n[workspace.dependencies]\naxum = '0.7'\n\
             shop-core = { path = 'crates/core' }\nold = { package = 'shop-old', path = 'crates/old' }\n",
        ),
        (
            "crates/core/Cargo.toml",
            "[package]\nname = 'shop-core'\nedition = '2021'\n[dependencies]\naxum.workspace = true",
        ),
        (
            "crates/core/src/lib.rs",
            "pub mod prelude;\npub use axum;\nmod hidden { pub struct Deep; }\npub use hidden::Deep as Public;\n\
             #[macro_export] macro_rules! made { () => { $crate::prelude::Kind } }",
        ),
        (
            "crates/core/src/prelude.rs",
            "pub use axum::{Json, routing::*};\npub enum Kind { A, B }\npub use Kind::*;",
        ),
        (
            "crates/server/Cargo.toml",
            "[package]\nname = 'shop-server'\nedition = '2021'\n[dependencies]\nshop-core = { workspace = true }\n\
             old = { workspace = true }\n[lib]\nname = 'server'\n[[bin]]\nname = 'extra'\npath = 'tools/extra.rs'\n",
        ),
        (
            "crates/server/src/lib.rs",
            "pub mod api { use shop_core::prelude::*; pub fn run() {} }\npub use shop_core as base;",
        ),
        (
            "crates/server/src/main.rs",
            "use server::api::{self, run as start};\nuse shop_core::axum::Router;\nmod cli;",
        ),
        ("crates/server/src/cli.rs", ""),
        ("crates/server/src/bin/tool.rs", "use ::server::base::Public;"),
        ("crates/server/tools/extra.rs", ""),
        ("crates/server/tests/all.rs", ""),
        ("crates/server/build.rs", ""),
        ("crates/old/Cargo.toml", "[package]\nname = 'shop-old'"),
        ("crates/old/src/lib.rs", "pub mod a { pub fn f() {} pub mod b { use a::f; use ::a::f as g; } }"),
    ]);
    check(
        &project,
        &[
            ("server::api", "t Json", "ext axum::Json"),
            ("server::api", "v get", "ext axum::routing::get"),
            ("server::api", "v B", "shop_core::prelude::Kind::B"),
            ("server", "t base::Public", "shop_core::hidden::Deep"),
            ("Binary(shop_server)", "v api::run", "server::api::run"),
            ("Binary(shop_server)", "v start", "server::api::run"),
            ("Binary(shop_server)", "t Router", "ext axum::Router"),
            ("Binary(shop_server)", "m shop_core::made", "shop_core::made"),
            ("Binary(shop_server)::cli", "v crate::start", "server::api::run"),
            ("Binary(tool)", "t Public", "shop_core::hidden::Deep"),
            ("Binary(extra)", "v server::api::run", "server::api::run"),
            ("Test(all)", "v server::api::run", "server::api::run"),
            ("Build(build)", "v server::api::run", "?"),
            ("server", "v old::a::f", "shop_old::a::f"),
            ("shop_old::a::b", "v f", "shop_old::a::f"),
            ("shop_old::a::b", "v g", "shop_old::a::f"),
        ],
    );
    let server = project.targets().find(|it| &*it.1.name == "server").unwrap().1;
    assert_eq!(project.requirement(server.package, "axum").map(|it| &**it), Some("0.7"));
    assert_eq!(project.problems(), []);
    assert_eq!(project.unreached().count(), 0);
}

#[test]
fn types_have_what_implementations_give() {
    let project = workspace(&[
        AXUM,
        (
            "src/lib.rs",
            "mod t;\nuse axum::extract::FromRequestParts as Parts;\npub struct User;\n\
             impl User { pub const PATH: &str = \"\"; pub fn new() -> Self { Self } }\n\
             impl<S> Parts<S> for User { type Rejection = (); async fn from_request_parts() {} }\n\
             impl t::Route for User { fn path() -> u8 { 1 } }\npub enum Kind { A }\nimpl Kind { fn all() {} }\n\
             impl t::Route for axum::Router {}\nimpl<T> t::Route for T {}\ntype Me = User;\nimpl Me { fn me() {} }",
        ),
        ("src/t.rs", "pub trait Route { fn path() -> u8; fn both() {} const N: u8 = 1; }"),
    ]);
    check(
        &project,
        &[
            ("shop_api", "v User::new", "<shop_api::User>::new"),
            ("shop_api", "v Me::new", "<shop_api::User>::new"),
            ("shop_api", "v User::me", "<shop_api::User>::me"),
            ("shop_api", "v User::PATH", "<shop_api::User>::PATH"),
            ("shop_api", "t User::Rejection", "<shop_api::User>::Rejection"),
            ("shop_api", "v User::path", "<shop_api::User>::path"),
            ("shop_api", "v User::both", "<shop_api::User>::both"),
            ("shop_api", "v t::Route::path", "shop_api::t::path"),
            ("shop_api", "v Kind::A", "shop_api::Kind::A"),
            ("shop_api", "v Kind::all", "<shop_api::Kind>::all"),
            ("shop_api", "v User::none", "?"),
        ],
    );
    let Resolution::Item(user) = project.resolve_names(ModuleId(0), &["User".into()], Namespace::Type) else {
        panic!("no User")
    };
    let parts = project.implementation(user, "FromRequestParts").unwrap();
    assert!(project.trait_of(parts).unwrap().is_external("axum::extract::FromRequestParts"));
    assert_eq!(project.implementation(user, "FromRequest"), None);
    assert_eq!(project.implementors_named("Route").len(), 3);
    let scope = project.scope_of(project.methods(user, "new")[0]);
    assert_eq!(project.resolve_names(scope, &["Self".into()], Namespace::Type), Resolution::Item(user));
    let path =
        project.resolve_names(scope, &["Self".into(), "path".into()], Namespace::Value).item().unwrap();
    assert!(matches!(&project.item(path).kind, ItemKind::Function(it) if it.body.is_some()));
    assert_eq!(project.impls_of_external(&["axum".into(), "Router".into()]).len(), 1);
}

#[test]
fn globs_of_other_crates_leave_it_open() {
    let project = workspace(&[
        AXUM,
        (
            "src/main.rs",
            "mod one { use axum::*; use super::two::own; fn here() {} }\n\
             mod two { use axum::*; use tracing::*; pub fn own() {} }\nmod three { pub use axum::routing::*; }\n\
             mod four { use super::three::*; use super::one::*; }",
        ),
    ]);
    check(
        &project,
        &[
            ("Binary(shop_api)::one", "t Router", "ext axum::Router"),
            ("Binary(shop_api)::one", "t Vec", "ext std::vec::Vec"),
            ("Binary(shop_api)::one", "v here", "Binary(shop_api)::one::here"),
            ("Binary(shop_api)::one", "v own", "Binary(shop_api)::two::own"),
            ("Binary(shop_api)::two", "v routing::get", "maybe axum::routing::get | tracing::routing::get"),
            ("Binary(shop_api)::two", "t tracing::Span", "ext tracing::Span"),
            ("Binary(shop_api)", "v three::get", "ext axum::routing::get"),
        ],
    );
}

#[test]
fn modules_are_found_where_they_are() {
    let project = workspace(&[
        ("Cargo.toml", "[package]\nname = 'a'\nedition = '2021'"),
        (
            "src/lib.rs",
            "mod b;\n#[path = \"odd/file.rs\"] mod c;\nmod inline { pub mod d; #[path = \"x.rs\"] pub mod e; }\nmod gone;\n\
             #[cfg(test)] mod tests;\n#[cfg(all(test, unix))] mod more { mod deep; }\n#[cfg(not(test))] mod kept;\n\
             #[cfg(test)] fn only() {}\n#[cfg(feature = \"f\")] mod feature { #[cfg(unix)] pub fn f() {} }",
        ),
        ("src/b/mod.rs", "pub mod inner; #[path = \"../lib.rs\"] mod circle;"),
        ("src/b/inner.rs", "mod leaf; pub fn f() {}"),
        ("src/b/inner/leaf.rs", ""),
        ("src/odd/file.rs", "pub mod beside;"),
        ("src/odd/beside.rs", ""),
        ("src/inline/d.rs", ""),
        ("src/inline/x.rs", ""),
        ("src/tests.rs", "mod nested;"),
        ("src/tests/nested.rs", ""),
        ("src/more/deep.rs", ""),
        ("src/kept.rs", ""),
        ("src/lost.rs", "pub fn lost() {}"),
        ("src/main.rs", "mod b;"),
        ("examples/one.rs", ""),
        ("examples/two/main.rs", "mod part;"),
        ("examples/two/part.rs", ""),
    ]);
    check(
        &project,
        &[
            ("a", "t b::inner::leaf", "mod a::b::inner::leaf"),
            ("a", "t c::beside", "mod a::c::beside"),
            ("a", "t inline::d", "mod a::inline::d"),
            ("a", "t inline::e", "mod a::inline::e"),
            ("a", "t kept", "mod a::kept"),
            ("a", "t gone", "?"),
            ("a", "t tests", "?"),
            ("a", "v only", "?"),
            ("Binary(a)", "v b::inner::f", "Binary(a)::b::inner::f"),
            ("Example(two)", "t part", "mod Example(two)::part"),
        ],
    );
    let reach = |path: &str| {
        let at = project.files().iter().position(|it| it.source.path() == path).unwrap();
        project.reach(u32::try_from(at).unwrap())
    };
    let tests = ["src/tests.rs", "src/tests/nested.rs", "src/more/deep.rs"];
    assert_eq!(tests.map(reach), [Reach::Test; 3]);
    assert_eq!(project.unreached().map(|it| it.source.path()).collect::<Vec<_>>(), ["src/lost.rs"]);
    // The library is also a module of the program, which has its modules anew.
    assert_eq!(project.missing().iter().map(|it| it.path.as_str()).collect::<Vec<_>>(), ["src/gone.rs"; 2]);
    let feature = project.items().find(|it| &*it.1.name == "f" && it.1.attributes.len() == 1).unwrap().0;
    assert_eq!(project.conditions(feature), ["unix", "feature = \"f\""]);
}

#[test]
fn folders_without_a_manifest_are_crates() {
    let project = workspace(&[
        ("one/src/main.rs", "mod api; use serde::Serialize;"),
        ("one/src/api.rs", "pub fn f() {}"),
        ("two/routes.rs", "use crate::two::handlers::list;"),
        ("two/handlers.rs", "pub fn list() {}"),
        ("three/Cargo.toml", "[package\nname = "),
        ("three/src/main.rs", "use axum::Router;"),
    ]);
    check(
        &project,
        &[
            ("Binary(one)", "v api::f", "Binary(one)::api::f"),
            ("Binary(one)", "t Serialize", "ext serde::Serialize"),
            ("root::two::routes", "v list", "root::two::handlers::list"),
            ("Binary(three)", "t Router", "ext axum::Router"),
        ],
    );
    assert_eq!(project.problems().len(), 1);
    assert_eq!(project.unreached().count(), 0);
}

#[test]
fn macros_make_items() {
    let options = Options { known: &["axum"] };
    let project = read(
        &[
            (
                "Cargo.toml",
                "[package]\nname = 'a'\nedition = '2021'\n[dependencies]\naxum = { path = 'axum' }",
            ),
            (
                "src/lib.rs",
                "#[macro_use] mod m;\nmake!();\nuse made::f as g;\nmod n { again!(); }\nimpl S { method!(); }\n\
                 use axum::Router;\ncfg_if::cfg_if! { if #[cfg(unix)] { mod u { pub fn f() {} } } else { fn other() {} } }\n\
                 pub mod k { pub struct Kind; }\nmacro_rules! id { ($n:ident) => { pub struct $n; impl $n { fn at() -> $crate::k::Kind {} } \
                 pub use $crate::k::Kind as Of; } }\nid!(UserId);\nunknown! {}",
            ),
            (
                "src/m.rs",
                "macro_rules! make { () => { pub mod made { pub fn f() {} } pub struct S; } }\n\
                 macro_rules! again { () => { make!(); } }\nmacro_rules! method { () => { fn go() {} } }",
            ),
            ("axum/Cargo.toml", "[package]\nname = 'axum'\nedition = '2021'"),
            ("axum/src/lib.rs", "pub struct Router;"),
        ],
        &options,
    );
    check(
        &project,
        &[
            ("a", "v g", "a::made::f"),
            ("a", "v n::made::f", "a::n::made::f"),
            ("a", "v S::go", "<a::S>::go"),
            ("a", "v UserId::at", "<a::UserId>::at"),
            ("a", "t Of", "a::k::Kind"),
            ("a", "t u", "mod a::u"),
            ("a", "v other", "a::other"),
            ("a", "m make", "a::m::make"),
            ("a", "m format", "ext std::format"),
            ("a", "t Router", "ext axum::Router"),
        ],
    );
    assert_eq!(project.unexpanded().len(), 1);
}

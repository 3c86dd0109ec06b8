//! Sources made to hurt: the search ends soon, and says where it gave up.

use super::project::Project;
use gatelint::handlers::{self, Service};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// What one search may take; without optimization the machine is many times slower.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 1 });

fn found(body: &str) -> Vec<Service> {
    let source = format!("use axum::{{Router, routing::get}};\nasync fn show() {{}}\n{body}");
    let workspace = Project::single("axum", source).workspace();
    let start = Instant::now();
    let services = handlers::find(&workspace, &handlers::Names::default());
    let taken = start.elapsed();
    assert!(taken < LIMIT, "{taken:?}");
    services
}

fn routes(services: &[Service]) -> usize {
    services.iter().map(|it| it.routes.len()).sum()
}

fn says_so(services: &[Service]) -> bool {
    services.iter().any(|it| !it.unresolved.is_empty())
}

fn repeated(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

#[test]
fn nested_calls() {
    let inner = format!("{}Router::new().route(\"/a\", get(show)){}", "Some(".repeat(150), ")".repeat(150));
    assert_eq!(routes(&found(&format!("fn main() {{ let app = {inner}; serve(app); }}"))), 1);
}

#[test]
fn nested_blocks_and_branches() {
    let open = "if on() { ".repeat(120);
    let text = format!(
        "fn main() {{ let app = Router::new(); {open} app.route(\"/a\", get(show)); {} }}",
        "}".repeat(120)
    );
    assert_eq!(routes(&found(&text)), 1);
}

#[test]
fn a_long_chain() {
    let chain = repeated(2_000, |it| format!(".route(\"/a{it}\", get(show))"));
    let services = found(&format!("fn main() {{ let app = Router::new(){chain}; }}"));
    assert!(routes(&services) == 2_000 || says_so(&services), "{}", routes(&services));
}

/// Functions that each nest as deep as the tree allows, and call each other as deep as is followed.
#[test]
fn deep_functions_that_call_each_other() {
    for (open, close) in [
        ("Some(", ")"),
        ("if on() { ", "} else { a }"),
        ("match b { _ if c => ", ", _ => a }"),
        ("d.unwrap_or(", ")"),
    ] {
        deep(&open.repeat(110), &close.repeat(110));
    }
}

fn deep(open: &str, close: &str) {
    let mut text = "fn f60() -> Router { Router::new().route(\"/a\", get(show)) }\n".to_owned();
    for it in 0..60 {
        writeln!(text, "fn f{it}() -> Router {{ {open}f{}(){close} }}", it + 1).unwrap();
    }
    let services = found(&format!("{text} fn main() {{ serve(f0()); }}"));
    assert!(says_so(&services) || routes(&services) == 1);
}

#[test]
fn functions_that_call_themselves() {
    let text = "fn all(app: Router) -> Router { all(app.route(\"/a\", get(show))).merge(other()) }
        fn other() -> Router { all(Router::new()) }
        fn main() { let app = all(other()); }";
    assert!(routes(&found(text)) > 0);
}

#[test]
fn calls_that_double() {
    let mut text = "fn f40() -> Router { Router::new().route(\"/a\", get(show)) }\n".to_owned();
    for it in 0..40 {
        let next = it + 1;
        writeln!(text, "fn f{it}() -> Router {{ f{next}().nest(\"/b\", f{next}()) }}").unwrap();
    }
    assert!(says_so(&found(&text)));
}

#[test]
fn routers_that_double() {
    let merges =
        repeated(60, |_| "let app = Router::new().merge(app.clone()).nest(\"/a\", app);\n".to_owned());
    for first in ["Router::new()", "Router::new().route(\"/a\", get(show))"] {
        let services = found(&format!("fn main() {{ let app = {first};\n{merges} serve(app); }}"));
        assert!(routes(&services) < 100_000);
    }
}

#[test]
fn branches_over_one_variable() {
    let ifs = repeated(60, |it| {
        format!("let p = if a {{ format!(\"{{p}}/x{it}\") }} else {{ format!(\"{{p}}/y{it}\") }};\n")
    });
    let text = format!("fn main() {{ let p = String::new();\n{ifs} Router::new().route(&p, get(show)); }}");
    assert!(routes(&found(&text)) > 0);
    let ifs = repeated(60, |it| {
        format!(
            "let app = if a {{ Router::new().merge(app) }} else {{ app.nest(\"/{it}\", Router::new()) }};\n"
        )
    });
    let text =
        format!("fn main() {{ let app = Router::new().route(\"/a\", get(show));\n{ifs} serve(app); }}");
    assert!(routes(&found(&text)) > 0);
}

#[test]
fn matches_within_matches() {
    let mut text = "Router::new().route(\"/a\", get(show))".to_owned();
    for it in 0..40 {
        text = format!(
            "match kind({it}) {{ A => {{ let app = {text}; app }} B | C if d => Router::new(), _ => other() }}"
        );
    }
    assert!(routes(&found(&format!("fn main() {{ let app = {text}; }}"))) > 0);
}

#[test]
fn texts_and_lists_that_double() {
    let texts =
        repeated(60, |_| "let p = format!(\"{p}{p}\"); let q = q.clone() + &q; r.push_str(&r);\n".to_owned());
    let lists =
        repeated(60, |_| "let l = vec![l.clone(), l]; m.extend(m.clone()); let n = n.chain(n);\n".to_owned());
    let text = format!(
        "fn main() {{ let p = \"/ab\"; let q = \"/cd\".to_owned(); let mut r = String::from(\"/e\");
        let l = vec![Router::new()]; let mut m = vec![1]; let n = [2].iter();
        {texts}{lists}
        let app = Router::new().route(p, get(show)).route(&q, get(show)).route(&r, get(show));
        for it in l {{ app = app.merge(it); }} app.merge(l); for it in m {{ app.nest(it, n); }} }}"
    );
    assert!(says_so(&found(&text)));
}

#[test]
fn large_tables_of_constants() {
    let rows = repeated(20_000, |it| format!("(\"/p{it}\", {it}),\n"));
    let text = format!(
        "const PATHS: &[(&str, u32)] = &[{rows}];
        fn main() {{ let mut app = Router::new(); for (path, _) in PATHS {{ app = app.route(path, get(show)); }}
        for (path, _) in PATHS {{ for (other, _) in PATHS {{ app = app.route(&format!(\"{{path}}{{other}}\"), get(show)); }} }} }}"
    );
    let services = found(&text);
    assert!(says_so(&services));
}

#[test]
fn layers_over_layers() {
    let lines = repeated(3_000, |it| {
        format!("app = app.route(\"/a{it}\", get(show)); app = app.layer(Layer::new({it}));\n")
    });
    let services = found(&format!("fn main() {{ let mut app = Router::new();\n{lines} }}"));
    assert!(says_so(&services) || routes(&services) == 3_000);
}

#[test]
fn many_variables_and_closures() {
    let lines = repeated(4_000, |it| format!("let x{it} = |a| f(a, x{it}); if a {{ x{it}(b); }}\n"));
    let text = format!("fn main() {{ {lines} let app = Router::new().route(\"/a\", get(show)); }}");
    let services = found(&text);
    assert!(says_so(&services) || routes(&services) == 1);
}

#[test]
fn values_that_share_their_parts() {
    let lines =
        repeated(200, |it| format!("let x = wrap{it}(x, x, x); let y = (y, y, y); let z = [z, z];\n"));
    let text = format!(
        "fn main() {{ let x = one(); let y = (1, 2); let z = [1];\n{lines}
        let app = Router::new().route(\"/a\", get(x)).layer(x).layer(y).layer(z).merge(y).merge(z); }}"
    );
    assert!(routes(&found(&text)) > 0);
}

#[test]
fn macros_that_call_themselves() {
    let text = "macro_rules! all { ($app:expr, $($t:tt)*) => { all!($app.route(\"/a\", get(show)), $($t)* $($t)*) }; }
        macro_rules! items { ($($t:tt)*) => { fn one() -> Router { Router::new() } items!($($t)* a); } }
        items!(a);
        fn main() { let app = Router::new().route(\"/b\", get(show)); all!(app, x y z); }";
    assert!(routes(&found(text)) > 0);
}

#[test]
fn many_functions_of_one_name() {
    let modules = repeated(1_500, |it| {
        format!(
            "mod m{it} {{ use axum::Router; pub fn new() -> Router {{ super::m{}::new().merge(Router::new()) }} }}\n",
            it + 1
        )
    });
    let services = found(&format!("{modules} fn main() {{ m0::new().route(\"/a\", get(show)); }}"));
    assert!(says_so(&services) || routes(&services) > 0);
}

/// Every function is a root of its own and as much work as one may be.
#[test]
fn many_services_that_are_each_too_much() {
    let lines = repeated(300, |it| {
        format!("fn f{it}() {{ let app = Router::new(); for a in [1,2,3,4,5,6,7,8,9] {{ for b in [1,2,3,4,5,6,7,8,9] {{
        for c in [1,2,3,4,5,6,7,8,9] {{ for d in [1,2,3,4,5,6,7,8,9] {{ for e in [1,2,3,4,5,6,7,8,9] {{
        app.route(\"/a\", get(show)); }} }} }} }} }} }}\n")
    });
    assert!(says_so(&found(&lines)));
}

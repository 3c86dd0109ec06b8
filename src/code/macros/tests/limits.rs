//! Hostile sources end, in time and without a full stack.

use super::driver::definition;
use super::*;

fn single(source: &str) -> Macro {
    definition(&tokens(&format!("{{ {source} }}"))[0])
}

fn call(definition: &str, call: &str) -> Result<Vec<Token>, ExpansionError> {
    let site = Site { span: tokens("a")[0].span, home: "crate".into() };
    expand(&single(definition), &tokens(call), &site, &mut Budget::default())
}

#[test]
fn tokens_know_where_they_come_from() {
    let call = tokens("        a + b");
    let site = Site { span: Span { start: 3, end: 7, ..call[0].span }, home: "other".into() };
    let made =
        expand(&single("($e:expr) => { f($crate, $e) }"), &call, &site, &mut Budget::default()).unwrap();
    assert_eq!(made[0].span, site.span);
    let inner = made[1].group(crate::code::Delimiter::Parenthesis).unwrap();
    assert_eq!((inner[0].ident(), inner[0].span), (Some("other"), site.span));
    let expr = inner[2].group(crate::code::Delimiter::None).unwrap();
    assert_eq!(
        expr.iter().map(|it| it.span).collect::<Vec<_>>(),
        call.iter().map(|it| it.span).collect::<Vec<_>>()
    );
    assert_eq!((inner[2].span.start, inner[2].span.end), (8, 13));
}

/// Beginnings of expressions, types and patterns that stand before themselves without an end.
const CHAINS: [&str; 11] =
    ["- ", "& ", "! ", "return ", "a = ", "|a| ", "if a {} else ", "A::<", "match ", "fn() -> ", "*const "];

#[test]
fn chains_that_a_parser_descends_into_are_refused() {
    for one in CHAINS {
        let text = one.repeat(5_000) + "x";
        for kind in ["expr", "ty", "pat", "path", "item", "stmt", "meta"] {
            let made = call(&format!("($x:{kind}) => {{}}"), &text);
            assert!(made.is_err(), "{one} {kind}");
        }
    }
}

#[test]
fn chains_that_are_allowed_fit_the_stack() {
    for one in CHAINS {
        for count in [20, 40, 44, 46, 47, 48] {
            for kind in ["expr", "ty", "pat", "path", "item", "stmt", "meta"] {
                let _made = call(&format!("($x:{kind}) => {{}}"), &(one.repeat(count) + "x"));
            }
        }
    }
}

#[test]
fn long_lists_take_linear_time() {
    let start = std::time::Instant::now();
    let list = "a.b(c) + d, ".repeat(5_000);
    assert!(call("($($e:expr),* $(,)?) => { f($($e),*) }", &list).is_ok());
    assert!(call("($($t:tt)*) => { [$($t)*] }", &list).is_ok());
    assert!(start.elapsed().as_secs() < 30);
}

#[test]
fn deep_groups_are_matched_without_recursion_and_not_made() {
    let deep = "(".repeat(MAX_NESTING * 2) + &")".repeat(MAX_NESTING * 2);
    assert_eq!(call("($t:tt) => { 1 }", &deep).map(|it| it.len()), Ok(1));
    assert_eq!(call("($t:tt) => { $t }", &deep).unwrap_err(), ExpansionError::Nesting);
    assert_eq!(call(&format!("({deep}) => {{ 1 }}"), "").unwrap_err(), ExpansionError::Nesting);
    assert_eq!(call(&format!("() => {{ {deep} }}"), "").unwrap_err(), ExpansionError::Nesting);
}

#[test]
fn repetitions_of_nothing_end() {
    assert!(call("($($(a)?)*) => { 1 }", "a a a").is_ok());
    assert_eq!(call("($($($x:tt)*)*) => { 1 }", "a a a").map(|it| it.len()), Ok(1));
    assert!(call("($()*) => { 1 }", "").is_ok());
}

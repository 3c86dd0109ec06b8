//! What becomes of sources: every form, places, what cannot be read, and nesting.

use super::*;
use crate::code::{Delimiter, ExprKind, ItemKind, LiteralKind, Operator, PatternKind, TokenKind};
use crate::source::FileId;

fn file(text: &str) -> CodeFile {
    CodeFile::parse(SourceFile::new(FileId(7), "src/a.rs", text.into()))
}

fn clean(text: &str) -> CodeFile {
    let file = file(text);
    assert_eq!(file.problems, [], "{text}");
    file
}

/// The last statement of the first function, if it is an expression.
fn last(file: &CodeFile) -> &Expr {
    let ItemKind::Function(function) = &file.items[0].kind else { panic!("no function") };
    let Some(Statement::Expr { expr, .. }) = function.body.as_ref().and_then(|it| it.statements.last())
    else {
        panic!("no expression")
    };
    expr
}

#[test]
fn spans_are_bytes_of_the_file() {
    for before in ["", "\u{feff}", "#!/usr/bin/env run\n", "\u{feff}#!x\r\n", "// é\r\n", "/* 漢 */"] {
        for value in [
            "a",
            "f(1)",
            "é.f::<T>(\"ü\", b)",
            "a.0.1",
            "x[1]",
            "S { a, ..b }",
            "(a, b)",
            "[1; 2]",
            "|x| y",
            "async move { 1 }",
            "'l: loop {}",
            "if a { b } else { c }",
            "match a { _ => 1 }",
            "a = b",
            "-1",
            "!a",
            "*a",
            "&mut a",
            "a?",
            "a.await",
            "return a",
            "a as u8",
            "..b",
            "a..=b",
            "vec![1]",
            "<T as A>::f",
            "::a::b::<C>",
            "(a + b)",
            "unsafe { 1 }",
            "for x in y {}",
            "'a: while let Some(x) = y {}",
            "break 'a 1",
            "move || -> u8 { 1 }",
            "&raw const a",
            "\"a\\\n  b\"",
        ] {
            let text = format!("{before}fn f() {{\r\n /* ö */ {value}\n}}");
            let file = clean(&text);
            let expr = last(&file);
            assert_eq!(file.source.slice(expr.span), value, "{text:?}");
            assert_eq!(expr.span.file, FileId(7));
        }
    }
}

#[test]
fn items_span_from_visibility_to_end() {
    for text in [
        "pub fn f<T>(a: u8) -> T where T: A { a }",
        "pub(crate) struct A;",
        "struct A(u8);",
        "struct A { b: u8 }",
        "pub enum A { B, C(u8), D { e: u8 } }",
        "unsafe impl<T> A for B<T> {}",
        "pub unsafe trait A: B { fn f(); }",
        "const A: u8 = 1;",
        "static mut A: u8 = 1;",
        "type A = B;",
        "use a::{b, c as d, e::*};",
        "mod a { fn f() {} }",
        "mod a;",
        "macro_rules! a { () => { 1 }; }",
        "a! { b }",
        "a!(b);",
        "extern crate a as b;",
        "union A { b: u8 }",
        "extern \"C\" { fn f(); }",
        "async unsafe extern \"C\" fn f() {}",
        "const fn f() {}",
        "impl !A for B {}",
    ] {
        let file = clean(&format!("/// Doc.\n#[a(b)]\n{text} // é"));
        let [item] = &*file.items else { panic!("{text}") };
        assert_eq!(file.source.slice(item.span), text);
        let attributes: Vec<_> = item.attributes.iter().map(|it| file.source.slice(it.span)).collect();
        assert_eq!(attributes, ["/// Doc.", "#[a(b)]"], "{text}");
    }
}

#[test]
fn comments_that_document_are_attributes() {
    let file = clean("//! Of the file.\n/** Of é. */\nfn f() {}");
    assert_eq!(file.attributes[0].path.last(), "doc");
    assert!(
        matches!(&file.attributes[0].tokens[0].kind, TokenKind::Literal(it) if &**it == "\" Of the file.\"")
    );
    assert_eq!(file.source.slice(file.items[0].attributes[0].span), "/** Of é. */");
}

#[test]
fn cfg_attr_is_opened_but_not_for_tests() {
    let file = clean("#[cfg_attr(feature = \"a\", b(c), cfg_attr(d, e))]\n#[cfg_attr(test, g)]\nfn f() {}");
    let names: Vec<_> = file.items[0].attributes.iter().map(|it| it.path.text()).collect();
    assert_eq!(names, ["b", "e"]);
}

#[test]
fn attributes_of_statements_are_kept() {
    let file = clean("fn f() { #[cfg(a)] b = c; #[d] let e = 1; #[g] h(); }");
    let ItemKind::Function(function) = &file.items[0].kind else { panic!() };
    let counts = function.body.iter().flat_map(|it| &it.statements).map(|it| match it {
        Statement::Let { attributes, .. } | Statement::Expr { attributes, .. } => attributes.len(),
        Statement::Item(_) => 0,
    });
    assert_eq!(counts.collect::<Vec<_>>(), [1, 1, 1]);
}

#[test]
fn arguments_of_macros_are_expressions_where_they_can_be() {
    for (call, count) in [
        ("vec![a, b]", Some(2)),
        ("vec![a; 2]", Some(2)),
        ("format!(\"{}\", x = 1)", Some(2)),
        ("matches!(a, Some(b) | None if c)", Some(2)),
        ("m!(a => b)", Some(1)),
        ("m!(a b)", None),
        ("m!()", Some(0)),
    ] {
        let file = clean(&format!("fn f() {{ {call} }}"));
        let ExprKind::Macro(made) = &last(&file).kind else { panic!("{call}") };
        assert_eq!(made.arguments.as_ref().map(Vec::len), count, "{call}");
    }
}

#[test]
fn rules_of_macros_are_split() {
    let file = clean("macro_rules! a { ($x:expr) => { $x; }; () => () }");
    let ItemKind::Macro(made) = &file.items[0].kind else { panic!() };
    assert_eq!(made.rules.iter().map(|it| (it.0.len(), it.1.len())).collect::<Vec<_>>(), [(4, 3), (0, 0)]);
    assert_eq!(&*file.items[0].name, "a");
}

#[test]
fn uses_lose_their_braces() {
    let file = clean("use ::a::{self, b::{c as d, *}, r#type};");
    let ItemKind::Use(made) = &file.items[0].kind else { panic!() };
    let names = made.names.iter().map(|it| format!("{} {:?}", it.path.join("::"), it.name));
    let expected = ["a Some(\"a\")", "a::b::c Some(\"d\")", "a::b None", "a::type Some(\"type\")"];
    assert_eq!(names.collect::<Vec<_>>(), expected);
    assert!(made.names.iter().all(|it| it.is_global));
}

#[test]
fn what_cannot_be_read_does_not_take_the_rest_along() {
    let file = file(
        "fn a() {}\nfn b( {}\nmod c {\n  fn d() {}\n  struct = 1;\n  fn e() {}\n}\nfn g() {}"
            .replace("b( {}", "b() { let = ; }")
            .as_str(),
    );
    let names: Vec<_> = file.items.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["a", "c", "g"]);
    let ItemKind::Module(module) = &file.items[1].kind else { panic!() };
    assert_eq!(module.items.as_ref().map(Vec::len), Some(2));
    let places: Vec<_> = file.problems.iter().map(|it| file.source.slice(it.span)).collect();
    assert_eq!(places, ["=", "="]);
}

#[test]
fn problems_stay_within_their_line() {
    for text in
        ["fn f( {\n", "}\n", "fn f() {} fn", "const A: u8 =\n\n", "\"a\nb", "fn f() { a.\n}", "x\ny\n", "'"]
    {
        let file = file(text);
        assert!(!file.problems.is_empty(), "{text:?}");
        for problem in &file.problems {
            let slice = file.source.text().get(problem.span.range());
            assert!(slice.is_some_and(|it| !it.contains('\n')), "{text:?} {problem:?}");
        }
    }
}

#[test]
fn deep_texts_are_survived() {
    let many = 5_000;
    for text in [
        format!("fn f() {{ {}a }}", "!".repeat(many)),
        format!("fn f() {{ a{} }}", ".b".repeat(many)),
        format!("fn f() {{ a{} }}", ".b(c)".repeat(many * 8)),
        format!("fn f() {{ 1{} }}", "+1".repeat(many)),
        format!("fn f() {{ if a {{}} {} }}", "else if {a} {}".repeat(many)),
        "(".repeat(many),
        "[".repeat(100) + &"]".repeat(100),
        format!("type A = {}B{};", "A<".repeat(many), ">".repeat(many)),
        format!("type A = {}B;", "&".repeat(many)),
        format!("const A: u8 = 0x{};", "f".repeat(many * 20)),
        format!("fn f() {{ {}a{} }}", "(".repeat(300), ")".repeat(300)),
    ] {
        drop(format!("{:?}", file(&text)));
    }
}

#[test]
fn tokens_are_read_again_with_their_places() {
    let file = clean("m! { get(\"/é\", a::b::<C>) . post ( x ) && r#type + 'a' }");
    let ItemKind::Call(call) = &file.items[0].kind else { panic!() };
    let Some(Expr { kind: ExprKind::Binary(Operator::And, left, right), span }) = expr(&call.tokens) else {
        panic!()
    };
    assert_eq!(file.source.slice(span), "get(\"/é\", a::b::<C>) . post ( x ) && r#type + 'a'");
    assert_eq!(file.source.slice(left.span), "get(\"/é\", a::b::<C>) . post ( x )");
    assert_eq!(file.source.slice(right.span), "r#type + 'a'");
    assert_eq!(arguments(&call.tokens).map(|it| it.len()), Some(1));
    assert!(items(&call.tokens).is_none());
    assert_eq!(statements(&call.tokens).map(|it| it.len()), Some(1));
}

#[test]
fn invisible_groups_hold_together() {
    let file = clean("m!(a + b; c; Vec<u8>);");
    let ItemKind::Call(call) = &file.items[0].kind else { panic!() };
    let mut parts = call.tokens.split(|it| it.is_punct(';'));
    let (sum, factor) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let group = Token { kind: TokenKind::Group(Delimiter::None, sum.to_vec()), span: sum[0].span };
    let times = Token { kind: TokenKind::Punct('*', false), span: sum[1].span };
    let tokens: Vec<_> = std::iter::once(group).chain([times]).chain(factor.to_vec()).collect();
    let Some(Expr { kind: ExprKind::Binary(Operator::Other, left, _), .. }) = expr(&tokens) else { panic!() };
    assert!(matches!(left.kind, ExprKind::Binary(Operator::Add, ..)));
    assert_eq!(ty(parts.next().unwrap_or_default()).map(|it| it.arguments().len()), Some(1));
}

#[test]
fn literals_have_values() {
    let values = [
        ("\"a\\n\"", "Text(\"a\\n\")"),
        ("r#\"a\"#", "Text(\"a\")"),
        ("b\"a\"", "Bytes([97])"),
        ("0x1f_u32", "Integer(Some(31))"),
    ];
    for (text, value) in values {
        let file = clean(&format!("fn f() {{ {text} }}"));
        let ExprKind::Literal(literal) = &last(&file).kind else { panic!() };
        assert_eq!(format!("{:?}", literal.kind), value);
    }
    assert_eq!(LiteralKind::Integer(None), LiteralKind::Integer(None));
}

#[test]
fn self_and_patterns() {
    let file = clean("impl A { fn f(&mut self, Path(id): Path<u8>, (a, _): (u8, u8)) {} }");
    let ItemKind::Impl(made) = &file.items[0].kind else { panic!() };
    let ItemKind::Function(function) = &made.items[0].kind else { panic!() };
    assert_eq!(file.source.slice(function.inputs[0].pattern.span), "&mut self");
    assert_eq!(function.inputs[0].ty.last(), "Self");
    assert!(matches!(function.inputs[1].pattern.kind, PatternKind::TupleStruct(..)));
    assert_eq!(file.source.slice(function.inputs[2].ty.span), "(u8, u8)");
}

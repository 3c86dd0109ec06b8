//! Calls with what they become, and what no call may do.

mod cases;
mod driver;
mod limits;

use super::*;
use driver::{Driver, normal, tokens};

#[test]
fn calls_become_what_the_compiler_makes_of_them() {
    let wrong: Vec<String> = cases::CASES.iter().filter_map(difference).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn difference((name, source, expected): &(&str, &str, &str)) -> Option<String> {
    let is = match Driver::default().run(&tokens(source)) {
        Ok(it) => normal(&it),
        Err(it) => format!("error: {it}"),
    };
    let expected =
        if expected.starts_with("error: ") { (*expected).to_owned() } else { normal(&tokens(expected)) };
    (is != expected).then(|| format!("{name}\n  is       {is}\n  expected {expected}"))
}

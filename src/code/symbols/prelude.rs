//! What every module knows without `use`.

use crate::code::Name;

/// Crates that no manifest lists.
pub(super) const CRATES: [&str; 5] = ["std", "core", "alloc", "proc_macro", "test"];

/// Names of the prelude and where they are from.
const NAMES: &[(&str, &[&str])] = &[
    ("option", &["Option"]),
    ("result", &["Result"]),
    ("string", &["String", "ToString"]),
    ("vec", &["Vec"]),
    ("boxed", &["Box"]),
    ("borrow", &["ToOwned"]),
    ("clone", &["Clone"]),
    ("cmp", &["PartialEq", "PartialOrd", "Eq", "Ord"]),
    ("convert", &["AsRef", "AsMut", "Into", "From", "TryFrom", "TryInto"]),
    ("default", &["Default"]),
    (
        "iter",
        &["Iterator", "IntoIterator", "Extend", "DoubleEndedIterator", "ExactSizeIterator", "FromIterator"],
    ),
    ("marker", &["Copy", "Send", "Sized", "Sync", "Unpin"]),
    ("mem", &["drop", "size_of", "align_of"]),
    ("ops", &["Drop", "Fn", "FnMut", "FnOnce"]),
    ("fmt", &["Debug"]),
    ("hash", &["Hash"]),
    (
        "primitive",
        &[
            "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64",
            "i128", "isize", "f32", "f64",
        ],
    ),
];

/// Variants that the prelude has.
const VARIANTS: &[(&str, &str, &str)] = &[
    ("option", "Option", "Some"),
    ("option", "Option", "None"),
    ("result", "Result", "Ok"),
    ("result", "Result", "Err"),
];

/// Macros of the standard library.
const MACROS: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "column",
    "compile_error",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "include",
    "include_bytes",
    "include_str",
    "line",
    "matches",
    "module_path",
    "option_env",
    "panic",
    "print",
    "println",
    "stringify",
    "thread_local",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// The full path of a name of types or values.
pub(super) fn path(name: &str) -> Option<Vec<Name>> {
    if let Some((module, of, _)) = VARIANTS.iter().find(|it| it.2 == name) {
        return Some(["std", module, of, name].map(Into::into).to_vec());
    }
    let (module, _) = NAMES.iter().find(|it| it.1.contains(&name))?;
    Some(vec!["std".into(), (*module).into(), name.into()])
}

/// The full path of a macro.
pub(super) fn macro_path(name: &str) -> Option<Vec<Name>> {
    MACROS.binary_search(&name).is_ok().then(|| vec!["std".into(), name.into()])
}

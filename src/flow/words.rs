//! Names of functions, methods and types by what they do to a value that a request brings.

/// Methods whose result says nothing that the sender could choose freely.
pub(super) const CLEAN: &[&str] = &[
    "len",
    "is_empty",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "contains",
    "starts_with",
    "ends_with",
    "eq",
    "ne",
    "cmp",
    "partial_cmp",
    "count",
    "extensions",
    "extensions_mut",
    "app_data",
    "state",
    "depot",
    "is_match",
    "position",
    "find",
    "finalize",
    "digest",
    "hash",
    "timestamp",
    "method",
    "version",
    "peer_addr",
];

/// Methods that hold a number to a limit.
pub(super) const LIMITING: &[&str] = &["min", "clamp", "rem_euclid", "checked_rem"];

/// Methods that make numbers and other narrow values of texts.
pub(super) const NARROWING: &[&str] = &[
    "as_u64",
    "as_i64",
    "as_f64",
    "as_bool",
    "to_digit",
    "parse",
    "parse_lossy",
    "as_uuid",
    "simple",
    "hyphenated",
];

/// Methods whose result holds their arguments too.
pub(super) const JOINING: &[&str] = &[
    "join",
    "concat",
    "chain",
    "replace",
    "with_file_name",
    "add",
    "or",
    "unwrap_or",
    "append_pair",
    "insert_str",
];

/// Methods that put their arguments into what they are called on.
pub(super) const FILLING: &[&str] =
    &["push", "push_str", "extend", "insert", "append", "set_path", "set_host", "set_query"];

/// Functions whose result is made of what they are given.
pub(super) const MAKING: &[&str] = &[
    "from",
    "new",
    "from_str",
    "from_utf8",
    "from_utf8_lossy",
    "parse",
    "Some",
    "Ok",
    "decode",
    "unescape",
    "from_slice",
    "into",
    "to_string",
    "to_owned",
    "clone",
    "try_from",
    "take",
    "to_bytes",
];

/// Macros whose result is made of what they are given.
pub(super) const MAKING_MACROS: &[&str] =
    &["format", "format_args", "concat", "vec", "json", "write", "writeln"];

/// Words in names of functions that look at a value before it is used.
pub(super) const CHECKING: &[&str] = &[
    "valid",
    "check",
    "sanitize",
    "sanitise",
    "allow",
    "ensure",
    "verify",
    "canonical",
    "escape",
    "permit",
    "trusted",
    "safe",
    "clean",
    "quote",
    "normalize",
    "restrict",
    "authorize",
    "clamp",
    "limit",
];

/// Types whose values cannot be used to break out of a text.
pub(super) const NARROW: &[&str] = &[
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "bool",
    "char",
    "Uuid",
    "Ulid",
    "DateTime",
    "NaiveDate",
    "NaiveDateTime",
    "Decimal",
    "IpAddr",
    "SocketAddr",
    "ObjectId",
];

/// Traits by which a type is made of a text; one that has code for it looks at the text.
pub(super) const READING_TRAITS: &[&str] = &["Deserialize", "FromStr", "FromParam", "FromFormField"];

/// Whether a function is named like one that looks at a value before it is used. `limit` alone takes as many as it is
/// told to.
pub(super) fn is_checking(name: &str) -> bool {
    name != "limit" && CHECKING.iter().any(|it| name.to_ascii_lowercase().contains(it))
}

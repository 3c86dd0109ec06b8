//! Where findings are that are all right: an operation, or a value of a file.

use crate::config::suggest::did_you_mean;
use crate::openapi::METHODS;
use crate::source::Glob;
use serde::{Deserialize, Serialize};

/// Where findings are that an entry of `ignore` means.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// `METHOD /path`: what lies in operations, and with `*` for the method what lies in path items too.
    Endpoint {
        /// The method.
        method: Glob,
        /// The path template.
        path: Glob,
    },
    /// `files#/pointer`, or either of the two: what lies at a value or in it.
    Value {
        /// Files; any without it.
        files: Option<Glob>,
        /// RFC 6901 pointer of the value; empty for all of the file.
        pointer: String,
    },
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if let Some((method, path)) = text.split_once(' ').filter(|it| is_method(it.0)) {
            let path = path.trim_start();
            must_be_method(method)?;
            return Ok(Self::Endpoint { method: Glob::new(method)?, path: Glob::new(path)? });
        }
        let (files, pointer) = text.split_once('#').unwrap_or_else(|| match text.starts_with('/') {
            true => ("", &text),
            false => (&text, ""),
        });
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return Err("a JSON Pointer begins with `/`".to_owned());
        }
        let files = (!files.is_empty()).then(|| Glob::for_files(files)).transpose()?;
        if files.is_none() && pointer.is_empty() {
            return Err("`at` is `METHOD /path`, a JSON Pointer, or a pattern for files".to_owned());
        }
        Ok(Self::Value { files, pointer: pointer.trim_end_matches('/').to_owned() })
    }
}

/// Methods that the registry of HTTP has beside those that OpenAPI names, and that APIs use.
const OTHER_METHODS: [&str; 17] = [
    "connect",
    "copy",
    "link",
    "list",
    "lock",
    "merge",
    "mkcol",
    "move",
    "notify",
    "propfind",
    "proppatch",
    "purge",
    "report",
    "search",
    "subscribe",
    "unlink",
    "unlock",
];

fn must_be_method(text: &str) -> Result<(), String> {
    let known = || METHODS.iter().chain(&OTHER_METHODS).copied();
    if text.contains('*') || known().any(|it| it.eq_ignore_ascii_case(text)) {
        return Ok(());
    }
    let names: Vec<String> = METHODS.iter().map(|it| it.to_ascii_uppercase()).collect();
    match did_you_mean(&text.to_ascii_uppercase(), names.iter().map(String::as_str)) {
        hint if hint.is_empty() => {
            Err(format!("`{text}` is no HTTP method; `*` stands for a method of your own"))
        }
        hint => Err(format!("`{text}` is no HTTP method{hint}")),
    }
}

fn is_method(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphabetic() || b"*-".contains(&it))
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        match place {
            Place::Endpoint { method, path } => format!("{} {}", method.as_str(), path.as_str()),
            Place::Value { files: None, pointer } => pointer,
            Place::Value { files: Some(files), pointer } if pointer.is_empty() => files.as_str().to_owned(),
            Place::Value { files: Some(files), pointer } => format!("{}#{pointer}", files.as_str()),
        }
    }
}

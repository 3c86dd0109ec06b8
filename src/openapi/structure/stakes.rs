//! What nobody can judge any more where a part of a document has the wrong type.

use super::grammar::{Array, Map, Object, Type};
use super::objects::{COMPONENTS, OPERATION, PATH_ITEM, PATH_ITEMS, PATHS, SCHEMES_2};
use super::security::{REQUIREMENT, REQUIREMENTS, SCHEME, SCHEME_2, SCHEMES};
use crate::syntax::Kind;
use std::ptr::eq;

const OPERATIONS: &str = "no operation in it was checked";
const CALLERS: &str = "who may call cannot be told";
const DEMANDS: &str = "what callers have to show cannot be told";

/// What is lost with a value of the wrong kind in the place of this type; nothing, for most types.
///
/// An empty place holds nothing that could be lost, but for requirements: empty ones would be open to anybody.
pub(super) fn lost_with(ty: &Type, kind: Kind) -> Option<&'static str> {
    let lost = match ty {
        Type::Object(it) => lost_object(it)?,
        Type::Map(it) => lost_map(it)?,
        Type::Array(it) => lost_array(it)?,
        Type::Tagged(it) if eq(*it, &SCHEME) || eq(*it, &SCHEME_2) => DEMANDS,
        Type::OrReference(_, inner) => lost_with(inner, kind)?,
        _ => return None,
    };
    (kind != Kind::Null || lost == CALLERS).then_some(lost)
}

fn lost_object(object: &Object) -> Option<&'static str> {
    match () {
        () if eq(object, &PATHS) || eq(object, &PATH_ITEM) => Some(OPERATIONS),
        () if eq(object, &OPERATION) => Some("the operation was not checked"),
        () if eq(object, &COMPONENTS) => Some("nothing in it was checked"),
        () => None,
    }
}

fn lost_map(map: &Map) -> Option<&'static str> {
    match () {
        () if eq(map, &PATH_ITEMS) => Some(OPERATIONS),
        () if eq(map, &REQUIREMENT) => Some(CALLERS),
        () if eq(map, &SCHEMES) || eq(map, &SCHEMES_2) => Some(DEMANDS),
        () => None,
    }
}

fn lost_array(array: &Array) -> Option<&'static str> {
    eq(array, &REQUIREMENTS).then_some(CALLERS)
}

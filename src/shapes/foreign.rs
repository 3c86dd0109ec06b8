//! Types of the standard library and of well-known crates.

use super::typed::Typed;
use super::{Shape, Step, list};
use crate::code::Name;

/// The least and the greatest whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub least: i128,
    /// The greatest; of the widest types as far as we can count.
    pub greatest: i128,
}

/// What a foreign type is like.
#[derive(Clone, Copy)]
enum Like {
    Text(Option<&'static str>),
    Integer(i128, i128),
    Number,
    Boolean,
    Null,
    Any,
    /// `[T]`.
    List,
    /// The last of the types given is that of the values.
    Map,
    /// `T` or `null`.
    Nullable,
    /// `T` itself.
    Same,
    /// Any keys, any values.
    Anything,
}

/// Crates, names in them, and what these are like. `std` stands for `core` and `alloc` too.
const TYPES: &[(&[&str], &[&str], Like)] = &[
    (&["std"], &["String", "str", "char", "PathBuf", "Path"], Like::Text(None)),
    (&["std"], &["IpAddr", "SocketAddr", "SocketAddrV4", "SocketAddrV6"], Like::Text(None)),
    (&["std"], &["Ipv4Addr"], Like::Text(Some("ipv4"))),
    (&["std"], &["Ipv6Addr"], Like::Text(Some("ipv6"))),
    (&["std"], &["bool"], Like::Boolean),
    (&["std"], &["f32", "f64"], Like::Number),
    (&["std"], &["u8"], Like::Integer(0, u8::MAX as i128)),
    (&["std"], &["u16"], Like::Integer(0, u16::MAX as i128)),
    (&["std"], &["u32"], Like::Integer(0, u32::MAX as i128)),
    (&["std"], &["u64", "usize"], Like::Integer(0, u64::MAX as i128)),
    (&["std"], &["u128"], Like::Integer(0, i128::MAX)),
    (&["std"], &["i8"], Like::Integer(i8::MIN as i128, i8::MAX as i128)),
    (&["std"], &["i16"], Like::Integer(i16::MIN as i128, i16::MAX as i128)),
    (&["std"], &["i32"], Like::Integer(i32::MIN as i128, i32::MAX as i128)),
    (&["std"], &["i64", "isize"], Like::Integer(i64::MIN as i128, i64::MAX as i128)),
    (&["std"], &["i128"], Like::Integer(i128::MIN, i128::MAX)),
    (&["std"], &["NonZeroU8"], Like::Integer(1, u8::MAX as i128)),
    (&["std"], &["NonZeroU16"], Like::Integer(1, u16::MAX as i128)),
    (&["std"], &["NonZeroU32"], Like::Integer(1, u32::MAX as i128)),
    (&["std"], &["NonZeroU64", "NonZeroUsize"], Like::Integer(1, u64::MAX as i128)),
    (&["std"], &["PhantomData"], Like::Null),
    (&["std"], &["Option"], Like::Nullable),
    (&["std"], &["Box", "Arc", "Rc", "Cow", "Mutex", "RwLock", "RefCell", "Cell", "Reverse"], Like::Same),
    (&["std"], &["Vec", "VecDeque", "LinkedList", "HashSet", "BTreeSet", "BinaryHeap"], Like::List),
    (&["std"], &["HashMap", "BTreeMap"], Like::Map),
    (&["indexmap", "rustc_hash", "ahash", "hashbrown", "dashmap", "im"], MAPS, Like::Map),
    (&["indexmap", "rustc_hash", "ahash", "hashbrown", "dashmap", "im"], SETS, Like::List),
    (&["smallvec", "arrayvec", "tinyvec", "thin_vec", "nonempty", "vec1", "heapless"], LISTS, Like::List),
    (&["serde_json"], &["Value"], Like::Any),
    (&["serde_json"], &["Map"], Like::Anything),
    (&["serde_json"], &["Number"], Like::Number),
    (&["uuid"], &["Uuid"], Like::Text(Some("uuid"))),
    (&["chrono"], &["DateTime"], Like::Text(Some("date-time"))),
    (&["chrono"], &["NaiveDate"], Like::Text(Some("date"))),
    (&["chrono"], &["NaiveDateTime", "NaiveTime"], Like::Text(None)),
    (&["jiff"], &["Timestamp"], Like::Text(Some("date-time"))),
    (&["url"], &["Url"], Like::Text(Some("uri"))),
    (&["ipnetwork", "ipnet"], &["IpNetwork", "Ipv4Network", "Ipv6Network", "IpNet"], Like::Text(None)),
    (&["semver"], &["Version", "VersionReq"], Like::Text(None)),
    (&["ulid"], &["Ulid"], Like::Text(None)),
    (&["bigdecimal"], &["BigDecimal"], Like::Text(None)),
    (&["smol_str", "compact_str", "ecow"], TEXTS, Like::Text(None)),
    (&["camino"], &["Utf8PathBuf", "Utf8Path"], Like::Text(None)),
    (&["macaddr"], &["MacAddr6", "MacAddr"], Like::Text(None)),
    (&["secrecy", "redact"], &["SecretString"], Like::Text(None)),
    (&["secrecy", "redact"], &["Secret", "SecretBox"], Like::Same),
    (&["parking_lot", "tokio"], &["Mutex", "RwLock"], Like::Same),
    (&["sqlx"], &["Json"], Like::Same),
    (&["poem_openapi"], &["MaybeUndefined"], Like::Nullable),
];

const MAPS: &[&str] = &["IndexMap", "FxHashMap", "AHashMap", "HashMap", "DashMap", "OrdMap"];
const SETS: &[&str] = &["IndexSet", "FxHashSet", "AHashSet", "HashSet", "DashSet", "OrdSet"];
const LISTS: &[&str] = &["SmallVec", "ArrayVec", "TinyVec", "ThinVec", "NonEmpty", "Vec1", "Vec"];
const TEXTS: &[&str] = &["SmolStr", "CompactString", "EcoString"];

/// The shape of a foreign type, or the type inside it that has the same.
pub(super) fn shape<'w>(path: &[Name], given: &[Typed<'w>]) -> Step<'w> {
    let inner = || given.first().cloned();
    let or_unknown = |it: Option<Shape<'w>>| Step::Shape(it.unwrap_or(Shape::Unknown));
    match like(path) {
        None => Step::Shape(Shape::Unknown),
        Some(Like::Text(format)) => Step::Shape(Shape::Text(format)),
        Some(Like::Integer(least, greatest)) => Step::Shape(Shape::Integer(Bounds { least, greatest })),
        Some(Like::Number) => Step::Shape(Shape::Number),
        Some(Like::Boolean) => Step::Shape(Shape::Boolean),
        Some(Like::Null) => Step::Shape(Shape::Null),
        Some(Like::Any) => Step::Shape(Shape::Any),
        Some(Like::Anything) => Step::Shape(Shape::Any),
        Some(Like::List) => or_unknown(inner().map(|it| list(Some(it)))),
        Some(Like::Map) => or_unknown(given.get(1).cloned().map(Shape::Map)),
        Some(Like::Nullable) => or_unknown(inner().map(Shape::Nullable)),
        Some(Like::Same) => inner().map_or(Step::Shape(Shape::Unknown), Step::Same),
    }
}

fn like(path: &[Name]) -> Option<Like> {
    let (owner, name) = (path.first()?, path.last()?);
    let owner = if matches!(&**owner, "core" | "alloc") { "std" } else { owner };
    TYPES.iter().find(|it| it.0.contains(&owner) && it.1.contains(&&**name)).map(|it| it.2)
}

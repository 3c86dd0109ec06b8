//! See `rules/unbounded-decompression.md`.

use super::bodies;
use crate::flow::{Body, Call, Form, Handling, Meaning};
use crate::rule::{Check, Context};

pub(super) const CHECKS: &[Check] = &[Check::Handler(check)];

/// Types that unpack what they are given.
const DECODERS: &[&str] = &[
    "BrotliDecoder",
    "BzDecoder",
    "Decoder",
    "Decompressor",
    "DeflateDecoder",
    "FrameDecoder",
    "GzDecoder",
    "GzipDecoder",
    "MultiGzDecoder",
    "XzDecoder",
    "ZipArchive",
    "ZlibDecoder",
    "ZstdDecoder",
];

/// Crates whose `Decoder` unpacks.
const CRATES: &[&str] =
    &["async_compression", "brotli", "bzip2", "flate2", "libflate", "lz4", "snap", "xz2", "zip", "zstd"];

/// Functions that unpack all at once.
const WHOLE: &[&str] = &[
    "zstd::decode_all",
    "zstd::stream::decode_all",
    "decompress_to_vec",
    "decompress_to_vec_zlib",
    "decompress_size_prepended",
    "BrotliDecompress",
    "copy_decode",
];

/// Functions and methods that read to the end.
const READING: &[&str] = &["read_to_end", "read_to_string", "copy", "unpack", "extract", "from_reader"];

/// Names of what ends the reading before that.
const LIMITING: &[&str] = &["take", "Limited", "limit", "decompress_to_vec_with_limit", "size"];

fn check<'a>(cx: &mut Context<'a>, handling: &Handling<'a>) {
    for (body, request, call) in handling.calls() {
        let is_whole = WHOLE.iter().any(|it| call.is(it));
        let is_read = is_whole || (is_decoder(call) && reads_all(body));
        if !is_read {
            continue;
        }
        if body.calls.iter().any(|it| LIMITING.contains(&it.name())) {
            continue;
        }
        let Some(packed) = call.argument(0) else { continue };
        let Some(source) = request.reaches(body, packed, Meaning::Number) else { continue };
        let message = format!("what `{}` brings is unpacked however large it becomes", source.name);
        bodies::report_reached(cx, handling, (body, call.span), source, message);
    }
}

/// `GzDecoder::new(packed)`.
fn is_decoder(call: &Call<'_>) -> bool {
    let Some(owner) = call.path.iter().rev().nth(1) else { return false };
    let is_known = DECODERS.contains(&&**owner);
    let is_vague = &**owner == "Decoder" || &**owner == "Decompressor";
    matches!(call.form, Form::Function) && is_known && (!is_vague || CRATES.contains(&call.crate_name()))
}

fn reads_all(body: &Body<'_>) -> bool {
    body.calls.iter().any(|it| READING.contains(&it.name()))
}

//! Requests that a service sends itself.

use crate::code::Expr;
use crate::flow::{Body, Call, Form};

/// Crates of HTTP clients.
const CLIENTS: &[&str] = &[
    "reqwest",
    "reqwest_middleware",
    "awc",
    "surf",
    "ureq",
    "isahc",
    "attohttpc",
    "minreq",
    "hyper_util",
    "rquest",
    "wreq",
];

/// Methods of clients, and functions of their crates, that take an address first.
const WITH_ADDRESS: &[&str] = &["get", "post", "put", "patch", "delete", "head"];

/// The same, and the address is second.
const WITH_METHOD: &[&str] = &["request", "request_from"];

/// Other functions that call an address, by the ends of their paths.
const CONNECTING: &[&str] = &[
    "tokio_tungstenite::connect_async",
    "tungstenite::connect",
    "TcpStream::connect",
    "UdpSocket::connect",
    "net::lookup_host",
];

/// The address that a call asks, if it is one that a client sends requests with.
pub(super) fn address<'a>(body: &Body<'a>, call: &Call<'a>) -> Option<&'a Expr> {
    match call.form {
        Form::Function if CONNECTING.iter().any(|it| call.is(it)) => call.argument(0),
        Form::Function if CLIENTS.contains(&call.crate_name()) => at(call),
        Form::Method(_) if call.is_method("uri") => call.argument(0).filter(|_| builds_request(body, call)),
        Form::Method(_) => at(call).filter(|_| is_of_client(body, call)),
        _ => None,
    }
}

fn at<'a>(call: &Call<'a>) -> Option<&'a Expr> {
    match call.name() {
        it if WITH_ADDRESS.contains(&it) => call.argument(0),
        it if WITH_METHOD.contains(&it) => call.argument(1),
        _ => None,
    }
}

/// Whether a method is called on a client.
fn is_of_client<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    let Some(receiver) = call.receiver else { return false };
    let of = body.type_path(receiver);
    if let Some(first) = of.first() {
        return CLIENTS.contains(&&**first);
    }
    body.chain(receiver).iter().any(|it| CLIENTS.contains(&it.crate_name()))
}

/// `http::Request::builder().uri(address)`.
fn builds_request<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    call.receiver.is_some_and(|it| body.chain(it).iter().any(|it| it.is("Request::builder")))
}

/// Whether a call adds something to a request that a client sends.
pub(super) fn is_on_request<'a>(body: &Body<'a>, call: &Call<'a>) -> bool {
    let sends = |it: &Call<'a>| address(body, it).is_some();
    call.receiver.is_some_and(|it| body.chain(it).into_iter().any(sends))
}

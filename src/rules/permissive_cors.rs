//! See `rules/permissive-cors.md`.

use super::routes;
use crate::finding::Confidence;
use crate::handlers::{Cors, Service};
use crate::rule::{Check, Context, Place};
use rustc_hash::FxHashSet;

pub(super) const CHECKS: &[Check] = &[Check::Service(check)];

/// Words in names of what asks for something that browsers send by themselves.
const SENT_BY_BROWSERS: &[&str] = &["cookie", "session", "identity"];

fn check<'a>(cx: &mut Context<'a>, service: &'a Service) {
    if !service.kind.is_shipped() {
        return;
    }
    let mut seen = FxHashSet::default();
    let all = service.routes.iter().flat_map(|it| it.protection.cors.iter().map(move |cors| (it, cors)));
    for (route, cors) in all.filter(|it| it.1.any_origin) {
        if !seen.insert(cors.span) {
            continue;
        }
        let message = match cors.credentials {
            true => "pages of every site may send requests with the credentials of whoever looks at them",
            false => "pages of every site may send requests and read what is answered",
        };
        let (item, place) = (routes::name_of(cx, service.entry), routes::one_line(cx, cors.span));
        let draft = cx.report(Place::in_file(place), message);
        draft.about(None, item).label(route.span, "one of the routes");
        if !is_harmful(service, cors) {
            draft.confidence(Confidence::Low);
        }
    }
}

/// Whether browsers send along what lets somebody in.
fn is_harmful(service: &Service, cors: &Cors) -> bool {
    let is_sent = |it: &str| SENT_BY_BROWSERS.iter().any(|word| it.to_ascii_lowercase().contains(word));
    let mut evidence = service.routes.iter().flat_map(|it| &it.protection.authentication);
    !cors.is_conditional && (cors.credentials || evidence.any(|it| is_sent(&it.what)))
}

//! A function that answers requests.

use super::input::{self, Input, Origin};
use super::request::{Meaning, Request};
use super::{Body, Call};
use crate::code::{ItemId, Workspace};
use crate::handlers::Route;

/// Functions that a handler calls with what a request brings and that are looked into, at most.
const MAX_CALLED: usize = 32;

/// A function that answers requests.
#[derive(Debug)]
pub struct Handling<'a> {
    /// The function.
    pub body: Body<'a>,
    /// The routes that lead to it, each once; at least one.
    pub routes: Vec<&'a Route>,
    /// What it is given.
    pub inputs: Vec<Input<'a>>,
    /// Where what the request brings goes.
    pub request: Request,
    /// Functions of the project that it calls with what the request brings.
    pub called: Vec<(Body<'a>, Request)>,
}

impl<'a> Handling<'a> {
    /// Reads a handler; `None` for what has no body.
    #[must_use]
    pub fn new(workspace: &'a Workspace, function: ItemId, routes: Vec<&'a Route>) -> Option<Self> {
        let body = Body::new(workspace, function)?;
        let framework = routes.first().map_or("", |it| it.framework);
        let inputs = input::of(body.function, &workspace.item(function).attributes, framework);
        let request = Request::of_inputs(&body, &inputs);
        let called = called(&body, &request);
        Some(Self { body, routes, inputs, request, called })
    }

    /// Every call in the handler and one call deep that is given what the request brings, with the body that holds it.
    pub fn calls(&self) -> impl Iterator<Item = (&Body<'a>, &Request, &Call<'a>)> {
        let own = std::iter::once((&self.body, &self.request));
        let all = own.chain(self.called.iter().map(|it| (&it.0, &it.1)));
        all.flat_map(|(body, request)| body.calls.iter().map(move |it| (body, request, it)))
    }

    /// Whether it takes a body.
    #[must_use]
    pub fn takes_body(&self) -> bool {
        self.inputs.iter().any(|it| it.origin == Origin::Body)
    }

    /// Whether one of its routes has that method, in upper case.
    #[must_use]
    pub fn answers(&self, method: &str) -> bool {
        self.routes.iter().any(|it| it.method.as_deref() == Some(method))
    }
}

fn called<'a>(body: &Body<'a>, request: &Request) -> Vec<(Body<'a>, Request)> {
    let mut found: Vec<(Body<'a>, Request)> = Vec::new();
    if request.is_empty() {
        return found;
    }
    for call in &body.calls {
        let Some(target) = body.target(call).filter(|it| *it != body.item) else { continue };
        let inner = || follow(body, request, call, target);
        if found.len() < MAX_CALLED
            && !found.iter().any(|it| it.0.item == target)
            && let Some(inner) = inner()
        {
            found.push(inner);
        }
    }
    found
}

/// The function that is called, if it is given anything that the request brings.
fn follow<'a>(
    outer: &Body<'a>,
    request: &Request,
    call: &Call<'a>,
    target: ItemId,
) -> Option<(Body<'a>, Request)> {
    let body = Body::new(outer.workspace, target)?;
    let inputs = body.function.inputs.iter();
    // `self` of a method is what stands in front of the dot.
    let inputs = inputs.skip(usize::from(call.receiver.is_some()));
    let given: Vec<_> = inputs
        .zip(call.arguments)
        .filter_map(|(input, argument)| {
            let sources = [Meaning::Text, Meaning::Number].map(|it| request.reaches(outer, argument, it));
            let source = sources.into_iter().flatten().next()?;
            Some((&input.pattern, sources.map(|it| it.is_some()), (source.origin, source.span)))
        })
        .collect();
    let inner = (!given.is_empty()).then(|| Request::follow(&body, given.into_iter()))?;
    Some((body, inner))
}

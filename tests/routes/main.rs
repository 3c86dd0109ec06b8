//! Projects in `testdata/projects` with the routes they must give, and what no project may do to the search for them.
//!
//! A `routes.txt` beside the manifest has a head for each service, `# package framework`, and below it its routes,
//! sorted: `METHOD /path handler if condition`, `?? /path reason` where something could not be followed. Behind the head of
//! a service that users do not get stands what it is for. A
//! `layers.txt`, if there is one, has what stands in front of each route, innermost first. `UPDATE=1` writes both anew.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot read its files has failed"
)]

mod flow;
mod hostile;
mod project;
mod truncated;

use gatelint::code::Workspace;
use gatelint::handlers::{self, Conditions, Covering, Route, Service, Unresolved};
use project::Project;

#[test]
fn projects_have_the_routes_they_say() {
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for project in Project::all() {
        let workspace = project.workspace();
        let services = handlers::find(&workspace, &handlers::Names::default());
        for (file, expected) in &project.expected {
            let found = if *file == "routes.txt" { routes(&services) } else { layers(&workspace, &services) };
            if is_update {
                project.write(file, &found);
            } else if found != *expected {
                wrong.push(format!("{}/{file}:\n{}", project.name, difference(expected, &found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn routes(services: &[Service]) -> String {
    services
        .iter()
        .map(|it| format!("# {} {}{}\n{}", it.package, it.framework, kind(it), routes_of(it)))
        .collect()
}

fn kind(service: &Service) -> String {
    if service.kind.is_shipped() { String::new() } else { format!(" ({:?})", service.kind) }
}

fn routes_of(service: &Service) -> String {
    sorted(service.routes.iter().map(route).chain(service.unresolved.iter().map(unresolved)))
}

fn sorted(lines: impl Iterator<Item = String>) -> String {
    let mut lines: Vec<String> = lines.collect();
    lines.sort();
    lines.iter().map(|it| format!("{it}\n")).collect()
}

fn route(route: &Route) -> String {
    format!("{} {} {}{}", method(route), route.path, route.handler.name, condition(&route.conditions))
}

fn method(route: &Route) -> &str {
    route.method.as_deref().unwrap_or("ANY")
}

fn unresolved(place: &Unresolved) -> String {
    format!("?? {} {}{}", place.path, place.reason, condition(&place.conditions))
}

fn condition(conditions: &Conditions) -> String {
    let texts: Vec<&str> = conditions.list().iter().map(|it| it.text.as_str()).collect();
    if texts.is_empty() { String::new() } else { format!(" if {}", texts.join(" and ")) }
}

fn layers(workspace: &Workspace, services: &[Service]) -> String {
    let line = |it: &Route| {
        let names: Vec<String> = it.layers.iter().map(|it| layer(workspace, it)).collect();
        format!("{} {}: {}", method(it), it.path, names.join(", "))
    };
    sorted(services.iter().flat_map(|it| &it.routes).map(line))
}

/// The function of the project that is put in front, or else the path of what was made.
fn layer(workspace: &Workspace, layer: &Covering) -> String {
    let function = layer.functions.first().map(|it| workspace.item(*it).name.to_string());
    let shown = function.unwrap_or_else(|| layer.path.join("::"));
    let shown = if shown.is_empty() { "closure".to_owned() } else { shown };
    format!("{shown}{}", condition(&layer.conditions))
}

fn difference(expected: &str, found: &str) -> String {
    let differ = similar::TextDiff::from_lines(expected, found);
    let lines = differ.iter_all_changes().filter(|it| it.tag() != similar::ChangeTag::Equal);
    lines.map(|it| format!("{}{}", it.tag(), it.value())).collect()
}

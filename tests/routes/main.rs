//! Projects in `testdata/projects` with the routes they must give, and what no project may do to the search for them.

mod hostile;
mod project;
mod truncated;

use gatelint::handlers;
use project::Project;
use std::fmt::Write;

/// What a project's `routes.txt` says: a head for each service, and below it a line for each route.
fn rendered(project: &Project) -> String {
    let workspace = project.workspace();
    let mut text = String::new();
    for service in handlers::find(&workspace) {
        writeln!(text, "# {} {}", service.package, service.framework).unwrap();
        let mut lines: Vec<String> = service.routes.iter().map(route).collect();
        lines.extend(service.unresolved.iter().map(unresolved));
        lines.sort();
        lines.iter().for_each(|it| writeln!(text, "{it}").unwrap());
    }
    text
}

fn route(route: &handlers::Route) -> String {
    let method = route.method.as_deref().unwrap_or("ANY");
    format!("{method} {} {}{}", route.path, route.handler.name, condition(&route.conditions))
}

fn unresolved(place: &handlers::Unresolved) -> String {
    format!("?? {} {}{}", place.path, place.reason, condition(&place.conditions))
}

/// ` if a and b`; the way that does not hold is ` if not a`.
fn condition(conditions: &handlers::Conditions) -> String {
    let texts: Vec<&str> = conditions.list().iter().map(|it| it.text.as_str()).collect();
    if texts.is_empty() { String::new() } else { format!(" if {}", texts.join(" and ")) }
}

#[test]
fn projects_have_the_routes_they_say() {
    let is_update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for project in Project::all() {
        let found = rendered(&project);
        if is_update {
            project.write(&found);
        }
        if found != project.expected {
            wrong.push(format!("{}:\n{}", project.name, difference(&project.expected, &found)));
        }
    }
    assert!(is_update || wrong.is_empty(), "{}", wrong.join("\n"));
}

fn difference(expected: &str, found: &str) -> String {
    let differ = similar::TextDiff::from_lines(expected, found);
    let lines = differ.iter_all_changes().filter(|it| it.tag() != similar::ChangeTag::Equal);
    lines.map(|it| format!("{}{}", it.tag(), it.value())).collect()
}

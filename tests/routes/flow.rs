//! Files in `testdata/flow`: on each line with a call of `sink` a comment says what of the request reaches it, and on each
//! with a call of `ask` whether the request decides which host that is.

use crate::project::Project;
use gatelint::flow::{Handling, Meaning};
use gatelint::handlers;
use std::collections::BTreeMap;
use std::fs;

const FOLDER: &str = "testdata/flow";

#[test]
fn what_requests_bring_goes_where_the_marks_say() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let framework = path.file_stem().unwrap().to_string_lossy().into_owned();
        let found = reached(&Project::single(&framework, text.clone()));
        let marks = marks(&text);
        assert!(!marks.is_empty(), "{} marks nothing", path.display());
        let differ = marks.iter().filter(|it| found.get(it.0) != Some(it.1));
        wrong.extend(
            differ
                .map(|(line, mark)| format!("{}:{line}: {mark}, not {:?}", path.display(), found.get(line))),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines by their numbers, and what their comments say.
fn marks(text: &str) -> BTreeMap<usize, String> {
    let lines = (1..).zip(text.lines());
    let marked = lines.filter_map(|(number, line)| {
        let (call, mark) = line.split_once("// ")?;
        (call.contains("sink(") || call.contains("ask(")).then(|| (number, mark.to_owned()))
    });
    marked.collect()
}

fn reached(project: &Project) -> BTreeMap<usize, String> {
    let workspace = project.workspace();
    let services = handlers::find(&workspace, &handlers::Names::default());
    let routes: Vec<_> = services.iter().flat_map(|it| &it.routes).collect();
    let mut found = BTreeMap::new();
    for route in &routes {
        let Some(function) = route.handler.function else { continue };
        let handling = Handling::new(&workspace, function, vec![route]).unwrap();
        let sinks = handling.calls().filter(|it| ["sink", "ask"].contains(&it.2.name()));
        for (body, request, call) in sinks {
            let argument = call.argument(0).unwrap();
            let text = || request.reaches(body, argument, Meaning::Text).is_some();
            let number = || request.reaches(body, argument, Meaning::Number).is_some();
            let words: Vec<_> = match call.name() {
                "ask" => request.reaches_host(body, argument).map(|_| "host").into_iter().collect(),
                _ => [(text(), "text"), (number(), "number")]
                    .into_iter()
                    .filter(|it| it.0)
                    .map(|it| it.1)
                    .collect(),
            };
            let source = workspace.source(call.span.file).unwrap();
            let line = source.lines().line(call.span.start) + 1;
            found.insert(line, if words.is_empty() { "nothing".to_owned() } else { words.join(" ") });
        }
    }
    found
}

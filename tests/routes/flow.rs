//! Files in `testdata/flow`: on each line with a call of `sink` a comment says what of the request reaches it.

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
        call.contains("sink(").then(|| (number, mark.to_owned()))
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
        for (body, request, call) in handling.calls().filter(|it| it.2.name() == "sink") {
            let argument = call.argument(0).unwrap();
            let meanings = [(Meaning::Text, "text"), (Meaning::Number, "number")];
            let reaching = meanings.into_iter().filter(|it| request.reaches(body, argument, it.0).is_some());
            let words: Vec<_> = reaching.map(|it| it.1).collect();
            let source = workspace.source(call.span.file).unwrap();
            let line = source.lines().line(call.span.start) + 1;
            found.insert(line, if words.is_empty() { "nothing".to_owned() } else { words.join(" ") });
        }
    }
    found
}

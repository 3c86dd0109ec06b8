//! Sources that end early: what is left is read, and nothing panics.

use super::project::Project;
use gatelint::handlers;
use proptest::prelude::*;
use proptest::sample::Index;

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_beginning_is_survived(places in prop::collection::vec(any::<Index>(), 8)) {
        for project in Project::all() {
            search(&cut(&project, &places));
        }
    }

    #[test]
    fn every_gap_is_survived(from in any::<Index>(), to in any::<Index>()) {
        for mut project in Project::all() {
            for (_, bytes) in &mut project.files {
                let (a, b) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
                bytes.drain(a.min(b)..a.max(b).min(a.min(b) + 40));
            }
            search(&project);
        }
    }
}

/// Every place that is told can be shown.
fn search(project: &Project) {
    let workspace = project.workspace();
    for service in handlers::find(&workspace, &handlers::Names::default()) {
        let routes = service.routes.iter().flat_map(|it| [it.span, it.handler.span]);
        let spans = routes.chain(service.unresolved.iter().map(|it| it.span)).chain([service.span]);
        for span in spans {
            let text = workspace.source(span.file).map(|it| it.text());
            assert!(text.is_some_and(|it| it.get(span.start as usize..span.end as usize).is_some()));
        }
    }
}

fn cut(project: &Project, places: &[Index]) -> Project {
    let mut project = project.clone();
    for ((_, bytes), place) in project.files.iter_mut().zip(places.iter().cycle()) {
        bytes.truncate(place.index(bytes.len() + 1));
    }
    project
}

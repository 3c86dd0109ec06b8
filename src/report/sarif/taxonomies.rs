//! The lists that rules point into: the risks and controls of SP 800-228, CWE, and the OWASP API Security Top 10.

use super::index;
use super::names::{OWASP, WEAKNESSES};
use super::text::plain;
use crate::rule::{CONTROLS, Category, Control, Metadata, Rule};
use serde_sarif::sarif::{
    ReportingDescriptor, ReportingDescriptorReference, ReportingDescriptorRelationship, ToolComponent,
    ToolComponentReference,
};
use std::collections::BTreeSet;

/// A list as its owner publishes it.
struct List {
    name: &'static str,
    version: Option<&'static str>,
    organization: &'static str,
    uri: &'static str,
    title: &'static str,
    /// Its entries; of CWE, which is long, those that the rules name.
    taxa: fn(&[&'static Rule]) -> Vec<ReportingDescriptor>,
    /// Which entries a rule points to.
    of_rule: fn(&Metadata) -> Vec<String>,
}

const LISTS: [List; 3] = [
    List {
        name: "NIST SP 800-228",
        version: Some("Update 1"),
        organization: "NIST",
        uri: "https://csrc.nist.gov/pubs/sp/800/228/upd1/final",
        title: "Guidelines for API Protection for Cloud-Native Systems. Titles of sections are the publication's; \
                titles of controls are working titles of gatelint and not official wording.",
        taxa: |_| sections().chain(controls()).collect(),
        of_rule: |it| {
            let section = it.category.section().map(str::to_owned);
            let controls = it.controls.iter().filter_map(|it| Control::find(*it)).map(Control::name);
            section.into_iter().chain(controls).collect()
        },
    },
    List {
        name: "CWE",
        version: None,
        organization: "MITRE",
        uri: "https://cwe.mitre.org/",
        title: "Common Weakness Enumeration.",
        taxa: weaknesses,
        of_rule: |it| it.cwe.iter().map(|it| format!("CWE-{it}")).collect(),
    },
    List {
        name: "OWASP API Security Top 10",
        version: Some("2023"),
        organization: "OWASP Foundation",
        uri: "https://owasp.org/API-Security/editions/2023/en/0x11-t10/",
        title: "The ten most critical risks of APIs, edition of 2023.",
        taxa: |_| OWASP.iter().map(|(id, name)| taxon(id, name)).collect(),
        of_rule: |it| it.owasp.clone(),
    },
];

fn sections() -> impl Iterator<Item = ReportingDescriptor> {
    Category::ALL.into_iter().filter_map(|it| Some(taxon(it.section()?, it.title())))
}

fn controls() -> impl Iterator<Item = ReportingDescriptor> {
    CONTROLS.into_iter().map(|control| {
        let mut taxon = taxon(&control.name(), control.title);
        taxon.full_description = Some(plain(format!(
            "{}. This is a working title of gatelint, not the official wording of the control.",
            control.title
        )));
        taxon
    })
}

fn weaknesses(rules: &[&'static Rule]) -> Vec<ReportingDescriptor> {
    let numbers: BTreeSet<u16> = rules.iter().flat_map(|it| &it.metadata().cwe).copied().collect();
    let name = |number| WEAKNESSES.iter().find(|it| it.0 == number).map_or("", |it| it.1);
    let taxa = numbers.into_iter().map(|number| {
        let mut taxon = taxon(&format!("CWE-{number}"), name(number));
        taxon.help_uri = Some(format!("https://cwe.mitre.org/data/definitions/{number}.html"));
        taxon
    });
    taxa.collect()
}

fn taxon(id: &str, name: &str) -> ReportingDescriptor {
    let name = if name.is_empty() { id } else { name };
    ReportingDescriptor::builder().id(id).name(name).short_description(plain(format!("{name}."))).build()
}

/// The lists of one run.
pub(super) struct Taxonomies(Vec<ToolComponent>);

impl Taxonomies {
    pub(super) fn of(rules: &[&'static Rule]) -> Self {
        Self(LISTS.iter().map(|it| component(it, rules)).collect())
    }

    /// What the driver says it supports.
    pub(super) fn supported(&self) -> Vec<ToolComponentReference> {
        (0..self.0.len()).map(|it| self.reference(it)).collect()
    }

    /// What a rule points to.
    pub(super) fn relationships(&self, metadata: &Metadata) -> Vec<ReportingDescriptorRelationship> {
        let pointed = |list: usize| (LISTS[list].of_rule)(metadata).into_iter().map(move |id| (list, id));
        let targets = (0..self.0.len()).flat_map(pointed).filter_map(|(list, id)| self.target(list, &id));
        let relationship =
            |it| ReportingDescriptorRelationship::builder().target(it).kinds(["relevant".to_owned()]).build();
        targets.map(relationship).collect()
    }

    pub(super) fn into_components(self) -> Vec<ToolComponent> {
        self.0
    }

    fn target(&self, list: usize, id: &str) -> Option<ReportingDescriptorReference> {
        let position = self.0.get(list)?.taxa.iter().flatten().position(|it| it.id == id)?;
        let component = self.reference(list);
        let target = ReportingDescriptorReference::builder().id(id).index(index(position));
        Some(target.tool_component(component).build())
    }

    fn reference(&self, list: usize) -> ToolComponentReference {
        ToolComponentReference::builder().name(&self.0[list].name).index(index(list)).build()
    }
}

fn component(list: &List, rules: &[&'static Rule]) -> ToolComponent {
    let mut component = ToolComponent::builder()
        .name(list.name)
        .organization(list.organization)
        .information_uri(list.uri)
        .short_description(plain(list.title))
        .is_comprehensive(false)
        .taxa((list.taxa)(rules))
        .build();
    component.version = list.version.map(str::to_owned);
    component
}

//! One route as an operation.

use super::path::{Parameter as Part, Place};
use super::schemas::Schemas;
use crate::code::ItemId;
use crate::handlers::Route;
use crate::project::Endpoint;
use crate::shapes::{Answer, Direction, Input, PayloadKind, Shape, answers, inputs};
use openapiv3::{
    MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr, RequestBody, Response, Responses, Schema, StatusCode,
};
use rustc_hash::FxHashMap;

/// Ids of operations, each given once.
#[derive(Default)]
pub(super) struct Ids(FxHashMap<String, usize>);

impl Ids {
    fn of(&mut self, route: &Route) -> String {
        let name = route.handler.name.rsplit("::").next().unwrap_or_default();
        let name: String = name.chars().filter(|it| it.is_ascii_alphanumeric() || *it == '_').collect();
        let name = if name.is_empty() { "operation".to_owned() } else { name };
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name}_{count}") }
    }
}

pub(super) fn of<'w>(
    schemas: &mut Schemas<'w>,
    ids: &mut Ids,
    endpoint: &Endpoint<'w>,
    route: &'w Route,
    place: &Place,
) -> Operation {
    let inputs = route.handler.function.map(|it| inputs(schemas.workspace, it)).unwrap_or_default();
    let mut parameters: Vec<_> = place.parameters.iter().map(|it| in_path(schemas, &inputs, it)).collect();
    parameters.extend(in_query(schemas, &inputs));
    let has_body = matches!(route.method.as_deref(), Some("POST" | "PUT" | "PATCH"));
    Operation {
        tags: endpoint.service.map(|it| it.package.to_string()).into_iter().collect(),
        description: Some(security(route)),
        operation_id: Some(ids.of(route)),
        parameters,
        request_body: inputs.iter().filter(|_| has_body).find_map(|it| body(schemas, it)),
        responses: responses(schemas, route.handler.function),
        ..Operation::default()
    }
}

/// What is known of who may call, in words: a guess must not look like a promise.
fn security(route: &Route) -> String {
    match route.protection.authentication.first().filter(|_| route.protection.is_guarded()) {
        Some(evidence) => {
            format!("Security is not described: the code asks for credentials (`{}`).", evidence.what)
        }
        None => "Security is not described: whether callers must show credentials is not known.".to_owned(),
    }
}

fn data(name: String, is_required: bool, schema: ReferenceOr<Schema>) -> ParameterData {
    ParameterData {
        name,
        description: None,
        required: is_required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema),
        example: None,
        examples: Default::default(),
        explode: None,
        extensions: Default::default(),
    }
}

fn in_path<'w>(schemas: &mut Schemas<'w>, inputs: &[Input<'w>], part: &Part) -> ReferenceOr<Parameter> {
    let schema = path_schema(schemas, inputs, part).unwrap_or_else(|| ReferenceOr::Item(schemas.text()));
    let mut parameter_data = data(part.name.clone(), true, schema);
    if part.is_rest {
        parameter_data.description = Some("All that follows in the path; it may hold slashes.".to_owned());
    }
    ReferenceOr::Item(Parameter::Path { parameter_data, style: PathStyle::Simple })
}

/// The schema of a field of that name, or of the only value that is taken from the path.
fn path_schema<'w>(
    schemas: &mut Schemas<'w>,
    inputs: &[Input<'w>],
    part: &Part,
) -> Option<ReferenceOr<Schema>> {
    let all: Vec<&Input<'w>> = inputs.iter().filter(|it| it.kind == PayloadKind::Path).collect();
    let named = || all.iter().find(|it| it.name == Some(part.name.as_str())).copied();
    let [input] = all.as_slice() else { return schemas.simple(&named()?.typed, Direction::In) };
    match schemas.shape(&input.typed, Direction::In) {
        Shape::Object(object) => schemas.simple(object.field(&part.name)?.typed.as_ref()?, Direction::In),
        _ => schemas.simple(&input.typed, Direction::In),
    }
}

fn in_query<'w>(schemas: &mut Schemas<'w>, inputs: &[Input<'w>]) -> Vec<ReferenceOr<Parameter>> {
    let mut found: Vec<ParameterData> = Vec::new();
    for input in inputs.iter().filter(|it| it.kind == PayloadKind::Query) {
        match (schemas.shape(&input.typed, Direction::In), input.name) {
            (Shape::Object(object), _) => {
                for field in &object.fields {
                    let schema = schemas.of_parameter(field);
                    found.push(data(field.name.to_string(), field.is_required && !input.is_optional, schema));
                }
            }
            (Shape::Unknown | Shape::Map(_) | Shape::Any | Shape::Choice(_), _) | (_, None) => {}
            (shape, Some(name)) => {
                let is_required = !input.is_optional && !matches!(shape, Shape::Nullable(_));
                let schema = schemas.of(&input.typed, Direction::In);
                found.push(data(name.to_owned(), is_required, schema));
            }
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|it| seen.insert(it.name.clone()));
    let query = |parameter_data| Parameter::Query {
        parameter_data,
        allow_reserved: false,
        style: QueryStyle::Form,
        allow_empty_value: None,
    };
    found.into_iter().map(|it| ReferenceOr::Item(query(it))).collect()
}

fn body<'w>(schemas: &mut Schemas<'w>, input: &Input<'w>) -> Option<ReferenceOr<RequestBody>> {
    let media = match input.kind {
        PayloadKind::Json => "application/json",
        PayloadKind::Form => "application/x-www-form-urlencoded",
        PayloadKind::Multipart => "multipart/form-data",
        PayloadKind::Query | PayloadKind::Path => return None,
    };
    let schema = Some(schemas.of(&input.typed, Direction::In));
    let content = [(media.to_owned(), MediaType { schema, ..MediaType::default() })].into_iter().collect();
    Some(ReferenceOr::Item(RequestBody { content, required: !input.is_optional, ..RequestBody::default() }))
}

fn responses<'w>(schemas: &mut Schemas<'w>, function: Option<ItemId>) -> Responses {
    let mut responses = Responses::default();
    for Answer { status, typed } in function.map(|it| answers(schemas.workspace, it)).unwrap_or_default() {
        let mut response =
            Response { description: "What the handler answers.".to_owned(), ..Response::default() };
        if let Some(typed) = typed {
            let schema = Some(schemas.of(&typed, Direction::Out));
            response
                .content
                .insert("application/json".to_owned(), MediaType { schema, ..MediaType::default() });
        }
        let status = StatusCode::Code(status.unwrap_or(200));
        responses.responses.entry(status).or_insert(ReferenceOr::Item(response));
    }
    if responses.responses.is_empty() {
        let description = "What the handler answers is not known.".to_owned();
        responses.default = Some(ReferenceOr::Item(Response { description, ..Response::default() }));
    }
    responses
}

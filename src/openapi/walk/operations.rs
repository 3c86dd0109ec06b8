//! Path items, and from each operation to its messages; callbacks are path items again.

use super::{Role, Task, Walker, Way, entries, list};
use crate::finding::EndpointName;
use crate::openapi::operation::METHODS;
use crate::openapi::usage::Unit;
use crate::openapi::{Operation, OperationPlace, is_error_status};
use crate::syntax::Node;

impl<'a> Walker<'a> {
    pub(super) fn path_item(&mut self, node: Node<'a>, path: String, place: OperationPlace) {
        let way = self.way;
        self.way = if place == OperationPlace::Path { Way::Request } else { Way::Response };
        self.enter(node, |walker, item| {
            let unit = walker.graph.unit(item);
            walker.tasks.push((Task::PathItem(item, path, place), walker.way, unit));
        });
        self.work();
        self.way = way;
    }

    pub(super) fn operations(&mut self, item: Node<'a>, path: &str, place: OperationPlace) {
        // Several paths may share an item: each has its operations, but what they consist of is the same.
        let is_new = self.meet(item, Role::Object).is_new;
        if place == OperationPlace::Callback && !is_new {
            return;
        }
        let item_unit = self.unit;
        if is_new {
            self.servers(item);
        }
        let own = METHODS.iter().filter_map(|it| item.get(it)).filter(|it| it.is_mapping());
        let additional = entries(item, "additionalOperations").filter(|it| it.is_mapping());
        let named = own.map(|it| (it, it.key().unwrap_or_default().to_ascii_uppercase()));
        let additional = additional.map(|it| (it, it.key().unwrap_or_default().into_owned()));
        let mut all: Vec<_> = named.chain(additional).collect();
        all.sort_by_key(|it| it.0.span().start);
        for (node, method) in all {
            let Some(node) = self.operation_object(node) else { continue };
            let name = EndpointName { method, path: path.to_owned() };
            self.operation(Operation { doc: self.doc, node, path_item: item, name, place }, item_unit);
        }
        self.unit = item_unit;
        for parameter in list(item, "parameters").filter(|_| is_new) {
            self.parameter(parameter);
        }
    }

    /// The object itself, or what bundlers would put in its place.
    fn operation_object(&self, node: Node<'a>) -> Option<Node<'a>> {
        let is_reference = node.get("$ref").is_some() && node.get("responses").is_none();
        if is_reference { self.doc.resolve(node).filter(|it| it.is_mapping()) } else { Some(node) }
    }

    fn operation(&mut self, operation: Operation<'a>, item_unit: Unit) {
        let node = operation.node;
        self.unit = self.graph.operation(node);
        for direction in 0..2 {
            self.graph.edge(direction, self.unit, item_unit);
        }
        self.model.operations.push(operation);
        if !self.meet(node, Role::Object).is_new {
            return;
        }
        self.servers(node);
        self.security(node.get("security"));
        list(node, "parameters").for_each(|it| self.parameter(it));
        if let Some(body) = node.get("requestBody") {
            self.enter(body, Self::body);
        }
        self.responses(node);
        for callback in entries(node, "callbacks") {
            self.enter(callback, Self::callback);
        }
    }

    fn responses(&mut self, operation: Node<'a>) {
        let way = self.way;
        let status = |it: &Node<'a>| it.key().unwrap_or_default();
        // Where no success is declared, `default` may well be one.
        let has_success = entries(operation, "responses").any(|it| status(&it).starts_with(['2', '3']));
        let is_error =
            |it: &Node<'a>| is_error_status(&status(it)) && (has_success || status(it) != "default");
        for response in entries(operation, "responses") {
            self.way = way.reversed();
            if self.way == Way::Response && is_error(&response) {
                self.way = Way::Error;
            }
            self.response(response);
        }
        self.way = way;
    }

    fn callback(&mut self, node: Node<'a>) {
        for item in node.entries().filter(|it| !it.key().is_some_and(|key| key.starts_with("x-"))) {
            let expression = item.key().unwrap_or_default().into_owned();
            let way = Way::Response;
            let unit = self.unit;
            self.enter(item, |walker, item| {
                walker.graph.edge(way.direction(), unit, walker.unit);
                let unit = walker.graph.unit(item);
                walker.tasks.push((Task::PathItem(item, expression, OperationPlace::Callback), way, unit));
            });
        }
    }
}

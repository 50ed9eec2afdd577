//! What a spec says of itself, read from its embedded form.

use hera_core::names::event_of_route;
use serde_json::{Value, json};

use super::find;
use super::service::Service;
use crate::flow::{FlowDef, Orchestration, Spec};

/// The kinds that something starts.
const ORCHESTRATIONS: [&str; 2] = ["graph_orchestration", "route_orchestration"];

/// Whether the spec is an orchestration.
pub(super) fn is_orchestration(spec: &Spec) -> bool {
    ORCHESTRATIONS.contains(&spec.kind)
}

/// The embedded tree; null where it is not JSON, which the compiler excludes.
pub(super) fn tree(spec: &Spec) -> Value {
    serde_json::from_str(spec.canonical).unwrap_or_default()
}

/// All specs of the service by code: those that its build embedded, and those of what it runs.
pub(super) fn specs(service: &Service) -> Vec<&'static Spec> {
    let mut specs = service.specs().to_vec();
    for orchestration in service.runnable() {
        specs.extend(orchestration.procedures);
        specs.push(orchestration.spec);
    }
    specs.sort_by_key(|spec| (spec.smart_code, spec.name));
    specs.dedup_by_key(|spec| spec.name);
    specs
}

/// What an orchestration is: from its flows where the service runs it, else from its text.
pub(super) struct Told {
    pub(super) spec: &'static Spec,
    pub(super) runnable: bool,
    pub(super) events: Vec<Event>,
}

/// An event, with what starts it.
pub(super) struct Event {
    pub(super) name: String,
    pub(super) triggers: Vec<String>,
    /// Known where the service runs it.
    pub(super) flow: Option<&'static FlowDef>,
}

/// All orchestrations that the service knows, by code.
pub(super) fn orchestrations(service: &Service) -> Vec<Told> {
    let embedded = specs(service).into_iter().filter(|spec| is_orchestration(spec));
    embedded.map(|spec| tell(service, spec)).collect()
}

fn tell(service: &Service, spec: &'static Spec) -> Told {
    let runs = |orchestration: &&Orchestration| orchestration.spec.smart_code == spec.smart_code;
    match service.runnable().iter().find(runs) {
        Some(orchestration) => of_flows(orchestration),
        None => Told { spec, runnable: false, events: events_of_text(&tree(spec)) },
    }
}

fn of_flows(orchestration: &Orchestration) -> Told {
    let event = |flow: &&'static FlowDef| Event {
        name: flow.event.to_owned(),
        triggers: find::triggers(flow),
        flow: Some(flow),
    };
    let events = orchestration.flows.iter().map(event).collect();
    Told { spec: orchestration.spec, runnable: true, events }
}

/// The triggers of a graph, or the routes of a route orchestration.
fn events_of_text(tree: &Value) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for trigger in list(tree, "triggers") {
        let Some(name) = trigger.get("emit").and_then(Value::as_str) else { continue };
        let on = trigger.get("on").and_then(Value::as_str).map(started_by);
        match events.iter_mut().find(|event| event.name == name) {
            Some(event) => event.triggers.extend(on),
            None => events.push(Event {
                name: name.to_owned(),
                triggers: on.into_iter().collect(),
                flow: None,
            }),
        }
    }
    for route in list(tree, "routes") {
        let text = |name| route.get(name).and_then(Value::as_str);
        let Some((method, path)) =
            text("http").and_then(|http| http.trim().split_once(char::is_whitespace))
        else {
            continue;
        };
        let path = path.trim_start();
        let event = text("event").map(str::to_owned);
        events.push(Event {
            name: event.unwrap_or_else(|| event_of_route(method, path)),
            triggers: vec![format!("{method} {path}")],
            flow: None,
        });
    }
    events
}

/// `API.POST./path` as `POST /path`.
fn started_by(on: &str) -> String {
    let mut parts = on.splitn(3, '.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("API"), Some(method), Some(path)) => format!("{method} {path}"),
        _ => on.replacen('.', " ", 1),
    }
}

/// A list of a map; empty where there is none.
pub(super) fn list<'a>(tree: &'a Value, name: &str) -> &'a [Value] {
    tree.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

impl Told {
    pub(super) fn to_json(&self) -> Value {
        let events: Vec<Value> = self.events.iter().map(Event::to_json).collect();
        json!({
            "smart_code": self.spec.smart_code,
            "kind": self.spec.kind,
            "intent": self.spec.intent,
            "file": self.spec.file,
            "sum": self.spec.sum,
            "runnable": self.runnable,
            "events": events,
        })
    }
}

impl Event {
    fn to_json(&self) -> Value {
        let mut json = json!({"event": self.name, "triggers": self.triggers});
        if let Some(flow) = self.flow {
            let field = |field: &crate::flow::FieldInfo| {
                json!({
                    "name": field.name, "type": field.ty, "origin": field.origin,
                    "required": field.required,
                })
            };
            json["nodes"] = flow.plan.nodes.len().into();
            json["boundaries"] = flow.plan.boundaries.len().into();
            json["permissions"] = flow.permissions.into();
            json["fields"] = flow.fields.iter().map(field).collect();
        }
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_told_by_the_event_that_it_stands_for() {
        let handler = "HERA.SALON.CRM.CUSTOMER.ARCHIVE.v1";
        let tree = json!({"routes": [
            {"http": "POST /customers/:id/archive", "handler": handler},
            {"http": "GET  /customers", "handler": handler, "event": "CUSTOMERS.LIST.REQUESTED"},
        ]});
        let told = events_of_text(&tree);
        let told: Vec<_> =
            told.iter().map(|it| (it.name.as_str(), it.triggers[0].as_str())).collect();
        assert_eq!(
            told,
            [
                ("POST.CUSTOMERS.BY_ID.ARCHIVE", "POST /customers/:id/archive"),
                ("CUSTOMERS.LIST.REQUESTED", "GET /customers"),
            ]
        );
    }
}

//! Admission: what is checked of a payload before anything runs.
//!
//! As in a real run, a wrong value and an unknown key refuse the request, all at once and by name.
//! Unlike there, a field that is missing is listed, and the dry run goes on without it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hera_core::Plan;
use serde_json::{Map, Value as Json};

use super::interpret::holds;
use super::state::{Fields, State};
use super::value::Value;
use crate::diag::nearest;
use crate::ir::Flow;
use crate::ir::flow::{PayloadField, Required, context_field};

/// A payload that may run.
pub(super) struct Admitted {
    /// Its values, defaults filled in.
    pub(super) payload: Arc<Fields>,
    /// Required fields that it lacks, by name.
    pub(super) missing: Vec<String>,
    /// Keys that another event of the file takes, and this one does not.
    pub(super) ignored: Vec<String>,
}

/// A payload that may not run.
pub(super) struct Refused {
    /// What is wrong, one sentence per field.
    pub(super) wrong: Vec<String>,
    /// Required fields that it lacks, by name.
    pub(super) missing: Vec<String>,
}

/// Types a payload. Keys in `elsewhere` are left out instead of refused.
///
/// # Errors
/// When a value is wrong or a key unknown.
pub(super) fn admit(
    flow: &Flow,
    plan: &Arc<Plan>,
    payload: &Json,
    elsewhere: &BTreeSet<&str>,
) -> Result<Admitted, Refused> {
    let Json::Object(map) = payload else {
        let wrong = vec!["the payload has to be a JSON object".to_owned()];
        return Err(Refused { wrong, missing: Vec::new() });
    };
    let mut wrong = Vec::new();
    let mut broken = BTreeSet::new();
    let mut values = BTreeMap::new();
    for field in &flow.payload {
        match read(field, map) {
            Ok(Some(value)) => drop(values.insert(field.name.clone(), value)),
            Ok(None) => {}
            Err(error) => {
                wrong.push(error);
                broken.insert(field.name.as_str());
            }
        }
    }
    let (ignored, unknown): (Vec<_>, Vec<_>) = map
        .keys()
        .filter(|key| !flow.payload.iter().any(|field| field.name == **key))
        .partition(|key| elsewhere.contains(key.as_str()));
    wrong.extend(unknown.into_iter().map(|key| refused(flow, key)));
    let payload = Arc::new(values);
    let mut missing = missing(flow, plan, &payload);
    if !wrong.is_empty() {
        missing.retain(|name| !broken.contains(name.as_str()));
        return Err(Refused { wrong, missing });
    }
    Ok(Admitted { payload, missing, ignored: ignored.into_iter().cloned().collect() })
}

fn read(field: &PayloadField, map: &Map<String, Json>) -> Result<Option<Value>, String> {
    let given = map.get(&field.name).map_or(Ok(None), |json| Value::from_json(json, &field.ty));
    let default = || field.default.as_ref().and_then(|it| Value::from_literal(it, &field.ty));
    match given {
        Ok(given) => Ok(given.or_else(default)),
        Err(error) if error.path.is_empty() => Err(format!("`{}`: {}", field.name, error.message)),
        Err(error) => {
            let joint = if error.path.starts_with('[') { "" } else { "." };
            Err(format!("`{}{joint}{}`: {}", field.name, error.path, error.message))
        }
    }
}

fn refused(flow: &Flow, key: &str) -> String {
    let names = || flow.payload.iter().map(|field| field.name.as_str());
    if context_field(key).is_some() {
        return format!("`{key}` comes from the context, never from the payload");
    }
    match nearest(key, names()) {
        Some(near) => format!("`{key}` is no field of this payload: did you mean `{near}`?"),
        None if flow.payload.is_empty() => {
            format!("`{key}` is no field of this payload, which has none")
        }
        None => {
            let known: Vec<&str> = names().collect();
            format!("`{key}` is no field of this payload (its fields: {})", known.join(", "))
        }
    }
}

fn missing(flow: &Flow, plan: &Arc<Plan>, payload: &Arc<Fields>) -> Vec<String> {
    let state = State::new(flow, Arc::clone(plan), Arc::clone(payload));
    let runs = |at: &usize| flow.nodes[*at].when.as_ref().is_none_or(|when| holds(when, &state));
    let needed = |field: &&PayloadField| match &field.required {
        Required::Always => true,
        Required::Never => false,
        Required::When(nodes) => nodes.iter().any(runs),
    };
    let absent = flow.payload.iter().filter(|field| !payload.contains_key(&field.name));
    absent.filter(needed).map(|field| field.name.clone()).collect()
}

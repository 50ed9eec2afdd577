//! `query`: what the registry holds.

use std::fmt::Write as _;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::failure::Failure;
use super::paint::{self, Paint};
use super::service::Service;
use super::told;
use super::{Options, Reply};
use crate::engine::{Engine, canonical};
use crate::registry::RegisteredSpec;

/// Ask the registry: what is registered, and does it fit this program
#[derive(Args, Clone, Debug)]
#[command(after_long_help = "\
Codes are found in either spelling of the version, .v1 and .V1.

Examples:
  query list
  query get HERA.SALON.POS.ORCH.CART_LINE_MGMT.v1 --json     the whole spec
  query search inventory release
  query validate                                             exit status 1 where something differs")]
pub struct Query {
    #[command(subcommand)]
    pub(super) command: QueryCommand,

    #[command(flatten)]
    pub(super) options: Options,
}

/// What to ask the registry.
#[derive(Clone, Debug, Subcommand)]
pub enum QueryCommand {
    /// List all registered specs
    List,
    /// Show one registered spec
    Get {
        /// Its smart code
        code: String,
    },
    /// Find specs whose code or intent holds all these words
    Search {
        /// The words, in any case
        #[arg(required = true)]
        words: Vec<String>,
    },
    /// List the registered orchestrations with what they consist of
    Orchestrations,
    /// Compare the registry with the specs of this program
    Validate {
        /// This spec alone
        code: Option<String>,
    },
}

impl Query {
    pub(super) async fn run(&self, service: &Service, paint: Paint) -> Result<Reply, Failure> {
        let engine = self.options.engine_to_read(service).await?;
        match &self.command {
            QueryCommand::List => {
                Ok(listed(&engine.registered().await?, "Nothing is registered", paint))
            }
            QueryCommand::Search { words } => {
                let mut found = engine.registered().await?;
                found.retain(|spec| holds(spec, words));
                Ok(listed(&found, "No registered spec fits", paint))
            }
            QueryCommand::Orchestrations => {
                let mut found = engine.registered().await?;
                found.retain(|spec| spec.kind == "orchestration");
                Ok(orchestrations(&found, paint))
            }
            QueryCommand::Get { code } => get(&engine, code, paint).await,
            QueryCommand::Validate { code } => {
                validate(&engine, service, code.as_deref(), paint).await
            }
        }
    }
}

/// Whether code or intent holds all words, in any case.
fn holds(spec: &RegisteredSpec, words: &[String]) -> bool {
    let text = format!("{} {} {}", spec.name, spec.smart_code, spec.intent).to_lowercase();
    words.iter().all(|word| text.contains(&word.to_lowercase()))
}

fn header(spec: &RegisteredSpec) -> Value {
    json!({
        "kind": spec.kind,
        "name": spec.name,
        "smart_code": spec.smart_code,
        "intent": spec.intent,
        "file": spec.file,
        "sum": spec.sum,
        "registered_at": spec.registered_at.to_string(),
        "last_updated": spec.last_updated.to_string(),
    })
}

fn listed(specs: &[RegisteredSpec], nothing: &str, paint: Paint) -> Reply {
    let json: Vec<Value> = specs.iter().map(header).collect();
    let row = |spec: &RegisteredSpec| {
        vec![paint.dim(spec.kind), spec.name.clone(), paint::short(&spec.intent, 80)]
    };
    let text = match specs {
        [] => format!("{nothing}; `register` writes the specs of this service.\n"),
        specs => paint::table("", &specs.iter().map(row).collect::<Vec<_>>()),
    };
    Reply { status: 0, text, json: json!({"specs": json}) }
}

/// How many triggers, nodes and boundaries a registered orchestration has.
fn parts(spec: &Value) -> [(&'static str, usize); 3] {
    let nodes = spec.get("graph").map_or(0, |graph| told::list(graph, "nodes").len());
    let triggers = told::list(spec, "triggers").len().max(told::list(spec, "routes").len());
    let boundaries = told::list(spec, "transaction_boundaries").len();
    [("triggers", triggers), ("nodes", nodes), ("boundaries", boundaries)]
}

fn orchestrations(specs: &[RegisteredSpec], paint: Paint) -> Reply {
    let json: Vec<Value> = specs
        .iter()
        .map(|spec| {
            let mut json = header(spec);
            for (name, number) in parts(&spec.spec) {
                json[name] = number.into();
            }
            json
        })
        .collect();
    let row = |spec: &RegisteredSpec| {
        let counted = parts(&spec.spec).map(|(name, number)| format!("{number} {name}"));
        [vec![spec.smart_code.clone()], counted.to_vec(), vec![paint::short(&spec.intent, 60)]]
            .concat()
    };
    let text = match specs {
        [] => {
            "No orchestration is registered; `register` writes those of this service.\n".to_owned()
        }
        specs => paint::table("", &specs.iter().map(row).collect::<Vec<_>>()),
    };
    let text = if specs.is_empty() { paint.dim(&text) } else { text };
    Reply { status: 0, text, json: json!({"orchestrations": json}) }
}

async fn get(engine: &Engine, code: &str, paint: Paint) -> Result<Reply, Failure> {
    let Some(spec) = engine.registered_spec(code).await? else {
        let message = format!("`{}` is not registered", paint::short(code, 120));
        return Err(Failure::refused("UNKNOWN_SPEC", message).help(
            "`query search WORD` finds by code and intent; `register` writes this service's",
        ));
    };
    let mut json = header(&spec);
    json["spec"] = spec.spec.clone();
    Ok(Reply { status: 0, text: shown(&spec, paint), json })
}

/// A spec for people; writing to a string cannot fail.
fn shown(spec: &RegisteredSpec, paint: Paint) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}  {}", paint.bold(&spec.name), paint.dim(spec.kind));
    let _ = writeln!(text, "  {}", paint::clean(&spec.intent));
    let facts = [
        ("file", paint::clean(&spec.file).into_owned()),
        ("checksum", spec.sum.clone()),
        ("registered", spec.registered_at.to_string()),
        ("last updated", spec.last_updated.to_string()),
    ];
    text.push_str(&paint::table("  ", &facts.map(|(name, value)| vec![paint.dim(name), value])));
    let tree = &spec.spec;
    let sections = [
        ("required inputs", named(tree.pointer("/inputs/required"))),
        ("optional inputs", named(tree.pointer("/inputs/optional"))),
        ("returns", named(tree.pointer("/outputs/response"))),
        ("errors", named(tree.get("errors"))),
        ("triggers", named(tree.get("triggers"))),
        ("nodes", named(tree.pointer("/graph/nodes"))),
        ("edges", named(tree.get("edges").or_else(|| tree.pointer("/graph/edges")))),
        ("boundaries", named(tree.get("transaction_boundaries"))),
        ("states", named(tree.pointer("/definition/states"))),
        ("transitions", named(tree.pointer("/definition/transitions"))),
        ("timers", named(tree.pointer("/definition/timers"))),
    ];
    for (title, lines) in sections.iter().filter(|(_, lines)| !lines.is_empty()) {
        let _ = writeln!(text, "  {}", paint.bold(title));
        text.push_str(&paint::table("    ", lines));
    }
    let _ = writeln!(text, "  {}", paint.dim("the whole spec: --json"));
    text
}

/// The entries of a list or a map of a spec, each with its name and what it says besides.
fn named(section: Option<&Value>) -> Vec<Vec<String>> {
    const CHARS_MAX: usize = 160;
    const KEYS: [(&str, &str); 7] = [
        ("name", "type"),
        ("code", "when"),
        ("on", "emit"),
        ("id", "run"),
        ("name", "applies_to"),
        ("from", "to"),
        ("on_enter", "on_fire"),
    ];
    let plain = |value: &Value| match value {
        Value::String(text) => paint::short(text, CHARS_MAX),
        other => paint::short(&other.to_string(), CHARS_MAX),
    };
    let entry = |entry: &Value| match entry {
        Value::Object(fields) => {
            let pair = KEYS.iter().find_map(|(name, other)| {
                Some(vec![plain(fields.get(*name)?), plain(fields.get(*other)?)])
            });
            pair.unwrap_or_else(|| {
                let mut fields = fields
                    .iter()
                    .map(|(name, value)| vec![paint::short(name, CHARS_MAX), plain(value)]);
                fields.next().unwrap_or_default()
            })
        }
        other => vec![plain(other)],
    };
    match section {
        Some(Value::Array(entries)) => entries.iter().map(entry).collect(),
        Some(Value::Object(fields)) => {
            let field =
                |(name, value): (&String, &Value)| vec![paint::short(name, 60), plain(value)];
            fields.iter().map(field).collect()
        }
        _ => Vec::new(),
    }
}

async fn validate(
    engine: &Engine,
    service: &Service,
    code: Option<&str>,
    paint: Paint,
) -> Result<Reply, Failure> {
    let wanted = code.map(canonical);
    let is_wanted = |code: &str| wanted.as_deref().is_none_or(|wanted| wanted == code);
    let embedded = told::specs(service);
    let registered = engine.registered().await?;
    let mut found: Vec<(String, &'static str)> = Vec::new();
    for spec in registered.iter().filter(|spec| is_wanted(&spec.name)) {
        let own = embedded.iter().find(|own| own.name == spec.name);
        let state = match own {
            _ if !spec.is_intact() => "damaged",
            Some(own) if own.sum != spec.sum => "changed",
            Some(_) => "ok",
            None => "foreign",
        };
        found.push((spec.name.clone(), state));
    }
    for own in embedded.iter().filter(|own| is_wanted(own.name)) {
        if !found.iter().any(|(code, _)| code == own.name) {
            found.push((own.name.to_owned(), "missing"));
        }
    }
    if let (Some(code), true) = (code, found.is_empty()) {
        let message = format!("`{}` is neither registered nor embedded", paint::short(code, 120));
        return Err(Failure::refused("UNKNOWN_SPEC", message));
    }
    found.sort();
    Ok(compared(&found, paint))
}

/// What a state of a spec means.
fn meaning(state: &str) -> &'static str {
    match state {
        "ok" => "registered as this program has it",
        "foreign" => "registered, and not in this program",
        "missing" => "in this program, and not registered: `register` writes it",
        "changed" => "registered with another text than this program's: it needs a new version",
        _ => "what is stored is not what was registered",
    }
}

fn compared(found: &[(String, &'static str)], paint: Paint) -> Reply {
    let good = |state: &str| matches!(state, "ok" | "foreign");
    let bad = found.iter().filter(|(_, state)| !good(state)).count();
    let rows: Vec<Vec<String>> = found
        .iter()
        .filter(|(_, state)| *state != "ok")
        .map(|(code, state)| {
            let word = if good(state) { paint.dim(state) } else { paint.bad(state) };
            vec![word, paint::clean(code).into_owned(), paint.dim(meaning(state))]
        })
        .collect();
    let mut text = paint::table("", &rows);
    let ok = found.iter().filter(|(_, state)| *state == "ok").count();
    let ok = paint::count(ok, "spec is", "specs are");
    let _ = writeln!(text, "{ok} registered as this program has them, {bad} to look at.");
    let json: Vec<Value> = found
        .iter()
        .map(|(code, state)| json!({"smart_code": code, "state": state, "valid": good(state)}))
        .collect();
    Reply { status: u8::from(bad > 0), text, json: json!({"valid": bad == 0, "specs": json}) }
}

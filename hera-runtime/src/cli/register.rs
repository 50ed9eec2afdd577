//! `register`: the service's specs become rows of the registry.

use std::fmt::Write as _;

use clap::Args;
use serde_json::{Value, json};

use super::failure::Failure;
use super::paint::{self, Paint};
use super::service::Service;
use super::told;
use super::{Options, Reply};
use crate::registry::{ChangedSpec, Registration, RegistryError};

/// Write the embedded specs into the registry, in one transaction with its audit
#[derive(Args, Clone, Debug)]
#[command(after_long_help = "\
The registry belongs to the platform's organisation, which is created where it is missing. What is
there and unchanged is left alone: registering again writes nothing. A spec that says the same in
other words is updated; one that means something else under the same version is refused, and
nothing is written: give it the next version. A service that names its own organisation gets it, too.

Examples:
  register                               into hera.db
  register --database sqlite:till.db --json")]
pub struct Register {
    #[command(flatten)]
    pub(super) options: Options,
}

impl Register {
    pub(super) async fn run(&self, service: &Service, paint: Paint) -> Result<Reply, Failure> {
        let engine = self.options.engine(service).await?;
        let specs = told::specs(service);
        let actor = self.options.actor(service);
        let done = engine.register_specs(specs, actor).await?;
        let (mut text, json) = (text(&done, paint), to_json(&done, &[]));
        if let Some(home) = service.home_organization()
            && engine.create_organization(home, actor).await?
        {
            let _ = writeln!(text, "The organisation `{}` ({}) is new.", home.name, home.id);
        }
        Ok(Reply { status: 0, text, json })
    }
}

fn to_json(done: &Registration, refused: &[ChangedSpec]) -> Value {
    let refused: Vec<Value> = refused
        .iter()
        .map(|spec| {
            json!({
                "smart_code": spec.smart_code, "file": spec.file, "sum": spec.sum,
                "registered_sum": spec.registered, "next": spec.next,
            })
        })
        .collect();
    json!({
        "created": done.created, "updated": done.updated, "unchanged": done.unchanged,
        "refused": refused,
    })
}

/// For people; writing to a string cannot fail.
fn text(done: &Registration, paint: Paint) -> String {
    let mut text = String::new();
    for (what, codes) in [("created", &done.created), ("updated", &done.updated)] {
        for code in codes {
            let _ = writeln!(text, "{}  {code}", paint.good(what));
        }
    }
    let _ = match (done.created.len(), done.updated.len(), done.unchanged.len()) {
        (0, 0, 0) => writeln!(text, "This service embeds no specs."),
        (0, 0, all) => {
            let all = paint::count(all, "spec is", "specs are");
            writeln!(text, "Nothing to do: {all} registered as they stand.")
        }
        (created, updated, unchanged) => {
            writeln!(text, "{created} created, {updated} updated, {unchanged} unchanged.")
        }
    };
    text
}

impl From<RegistryError> for Failure {
    fn from(error: RegistryError) -> Failure {
        let message = error.to_string();
        match error {
            RegistryError::Store(error) => error.into(),
            RegistryError::Fault(_) => Failure::machine("ENGINE_FAULT", message),
            RegistryError::SameVersion(refused) => {
                let nothing = to_json(&Registration::default(), &refused);
                let message = match refused.as_slice() {
                    [_] => "a spec was changed under a version that is registered".to_owned(),
                    all => format!("{} specs were changed under registered versions", all.len()),
                };
                let mut failure = Failure::refused("SAME_VERSION", message);
                failure.facts = nothing.as_object().cloned().unwrap_or_default();
                for spec in refused {
                    failure = failure.help(format!("{}: call it {}", spec.file, spec.next));
                }
                failure.help("nothing was registered")
            }
        }
    }
}

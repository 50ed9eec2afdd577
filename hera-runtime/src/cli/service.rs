//! What a service tells the operator commands about itself.

use std::fmt;

use uuid::Uuid;

use crate::engine::EngineBuilder;
use crate::flow::{Orchestration, Spec};
use crate::ports::Organization;

/// Changes the engine before it is built.
type Setup = Box<dyn Fn(EngineBuilder) -> EngineBuilder + Send + Sync>;

/// A service as its operators see it.
pub struct Service {
    name: &'static str,
    about: Option<&'static str>,
    specs: &'static [&'static Spec],
    orchestrations: Vec<Orchestration>,
    organization: Option<Uuid>,
    home: Option<Organization>,
    actor: Option<Uuid>,
    setup: Option<Setup>,
}

impl Service {
    /// A service with this program name and all specs that its build embedded (the generated
    /// `SPECS`).
    #[must_use]
    pub fn new(name: &'static str, specs: &'static [&'static Spec]) -> Service {
        Service {
            name,
            about: None,
            specs,
            orchestrations: Vec::new(),
            organization: None,
            home: None,
            actor: None,
            setup: None,
        }
    }

    /// What the service is for, in one line of its help.
    #[must_use]
    pub fn about(mut self, about: &'static str) -> Service {
        self.about = Some(about);
        self
    }

    /// Adds an orchestration whose procedures the service implements. Its procedures should connect
    /// to other systems at their first call: most commands run none.
    #[must_use]
    pub fn orchestration(mut self, orchestration: Orchestration) -> Service {
        self.orchestrations.push(orchestration);
        self
    }

    /// Adds several.
    #[must_use]
    pub fn orchestrations(mut self, all: impl IntoIterator<Item = Orchestration>) -> Service {
        self.orchestrations.extend(all);
        self
    }

    /// For whom commands act where nobody says `--org`.
    #[must_use]
    pub fn organization(mut self, id: Uuid) -> Service {
        self.organization = Some(id);
        self
    }

    /// The organisation that this service is for: `register` creates it, and commands act for it
    /// where nobody says `--org`. A service with many organisations creates them itself, with
    /// [`Engine::create_organization`](crate::engine::Engine::create_organization).
    #[must_use]
    pub fn home(self, id: Uuid, name: &str, code: &str) -> Service {
        let home = Organization { id, name: name.to_owned(), code: code.to_owned() };
        Service { home: Some(home), ..self }.organization(id)
    }

    /// Who acts where nobody says `--actor`.
    #[must_use]
    pub fn actor(mut self, id: Uuid) -> Service {
        self.actor = Some(id);
        self
    }

    /// Changes each engine before it is built: another clock, crash points for a drill.
    #[must_use]
    pub fn engine(
        mut self,
        setup: impl Fn(EngineBuilder) -> EngineBuilder + Send + Sync + 'static,
    ) -> Service {
        self.setup = Some(Box::new(setup));
        self
    }

    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn about_text(&self) -> &'static str {
        self.about.unwrap_or("The operator commands of a HERA service")
    }

    pub(super) fn specs(&self) -> &'static [&'static Spec] {
        self.specs
    }

    pub(super) fn runnable(&self) -> &[Orchestration] {
        &self.orchestrations
    }

    pub(super) fn default_organization(&self) -> Option<Uuid> {
        self.organization
    }

    pub(super) fn home_organization(&self) -> Option<&Organization> {
        self.home.as_ref()
    }

    pub(super) fn default_actor(&self) -> Option<Uuid> {
        self.actor
    }

    pub(super) fn set_up(&self, builder: EngineBuilder) -> EngineBuilder {
        let builder = builder.orchestrations(self.orchestrations.iter().cloned());
        match &self.setup {
            Some(setup) => setup(builder),
            None => builder,
        }
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = self.orchestrations.iter().map(|orchestration| orchestration.spec.smart_code);
        f.debug_struct("Service")
            .field("name", &self.name)
            .field("specs", &self.specs.len())
            .field("orchestrations", &codes.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

// Generated from unstarted.orchestration.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::flow;

/// All procedures of this orchestration: implemented by whatever implements each of them.
pub trait Procedures: Send + Sync + 'static {}

impl<P: Send + Sync + 'static> Procedures for P {}

static FLOWS: [&flow::FlowDef; 0] = [];

static PROCEDURES: &[&flow::Spec] = &[];

/// The orchestration over these procedures, for the engine.
pub fn orchestration<P: Procedures>(procedures: P) -> flow::Orchestration {
    let ways: &[flow::Way<P>] = &[];
    over(flow::dispatch(procedures, PROCEDURES, ways))
}

/// The same over any way to the procedures: for tests of the flows alone.
pub fn over(dispatch: ::std::sync::Arc<dyn flow::Dispatch>) -> flow::Orchestration {
    flow::Orchestration {
        spec: &SPEC,
        procedures: PROCEDURES,
        flows: &FLOWS,
        dispatch,
    }
}

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "graph_orchestration",
    name: "HERA.STD.CORE.ORCH.UNSTARTED.v1",
    smart_code: "HERA.STD.CORE.ORCH.UNSTARTED.v1",
    intent: "Wait for edges.",
    file: "unstarted.orchestration.yml",
    sum: "2e3804cbd4cd8fc1915e96ab66d5cfe0ea745e3aa3080541487b758312231f2d",
    canonical: "{\"edges\":[],\"graph\":{\"nodes\":[{\"id\":\"N1\",\"run\":\"HERA.STD.CORE.DECL.SELFISH.v1\"}]},\"intent\":\"Wait for edges.\",\"smart_code\":\"HERA.STD.CORE.ORCH.UNSTARTED.v1\",\"triggers\":[{\"emit\":\"STR.WAIT\",\"on\":\"API.POST./z/wait\"}]}",
};

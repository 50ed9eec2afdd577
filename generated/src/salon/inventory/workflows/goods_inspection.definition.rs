// Generated from salon/inventory/workflows/goods_inspection.definition.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::flow;

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "workflow_definition",
    name: "GOODS_INSPECTION",
    smart_code: "HERA.SALON.INV.WORKFLOW.DEFINITION.v1",
    intent: "Goods that came back are looked at before they go on a shelf again or are written off.",
    file: "salon/inventory/workflows/goods_inspection.definition.yml",
    sum: "7d78cf81c0e92cb615ec3675ef59cf999f33f6a597e021358b5ae08ebbbbe584",
    canonical: "{\"definition\":{\"code\":\"GOODS_INSPECTION\",\"initial\":\"RECEIVED\",\"states\":[\"RECEIVED\",\"INSPECTED\",\"RESTOCKED\",\"WRITTEN_OFF\"],\"terminal_states\":[\"RESTOCKED\",\"WRITTEN_OFF\"],\"timers\":[{\"minutes\":4320,\"name\":\"decision_timeout\",\"on_enter\":\"INSPECTED\",\"on_fire\":\"HERA.SALON.INV.RETURN.DAMAGED.v1\"}],\"transitions\":[{\"by\":[\"stylist\",\"manager\"],\"from\":\"RECEIVED\",\"to\":\"INSPECTED\"},{\"by\":[\"manager\"],\"effects\":[\"HERA.SALON.INV.RETURN.RESTOCK.v1\"],\"from\":\"INSPECTED\",\"to\":\"RESTOCKED\"},{\"by\":[\"manager\",\"system\"],\"effects\":[\"HERA.SALON.INV.RETURN.DAMAGED.v1\"],\"from\":\"INSPECTED\",\"to\":\"WRITTEN_OFF\"}]},\"intent\":\"Goods that came back are looked at before they go on a shelf again or are written off.\\n\",\"smart_code\":\"HERA.SALON.INV.WORKFLOW.DEFINITION.v1\"}",
};

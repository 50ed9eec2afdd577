// Generated from salon/catalogue/playbook.yml by hera-specc; do not edit.
// Change the spec and build again, or run `hera-specc compile`: both write it anew.

use ::hera_runtime::flow;

/// The spec itself, as the registry stores it.
pub static SPEC: flow::Spec = flow::Spec {
    kind: "playbook_seed",
    name: "HERA.SALON.CATALOG.PLAYBOOK.SEED.v1",
    smart_code: "HERA.SALON.CATALOG.PLAYBOOK.SEED.v1",
    intent: "What a salon of this group has from its first day: the words of its catalogue, and two services.",
    file: "salon/catalogue/playbook.yml",
    sum: "c2b4a6c4212d2c1efdfef748de63272f20064ab28c391c9cf2cea946d1fab08b",
    canonical: "{\"contracts\":[\"entities.yml\",\"values.yml\"],\"graph\":[[\"entities.yml\",\"values.yml\"]],\"intent\":\"What a salon of this group has from its first day: the words of its catalogue, and two services.\\n\",\"smart_code\":\"HERA.SALON.CATALOG.PLAYBOOK.SEED.v1\",\"vars\":{\"default_currency\":\"GBP\"}}",
};

//! The registry: one row per rule, sorted by code. Rules do not know of each other's findings.

mod hs0103_mixed_version_case;
mod hs0108_unknown_industry;
mod hs0406_unsupported_mode;
mod hs0407_outside_boundaries;
mod hs0506_node_chain;
mod hs0507_unknown_event;
mod hs0511_skippable_join;
mod hs0512_uncovered_branches;
mod hs0513_parallel_writes;
mod hs0514_overlapping_branches;
mod hs0515_effect_stated_twice;
mod hs0604_duplicate_route;
mod hs0605_overlapping_routes;
mod hs0607_event_emitted_twice;
mod hs0608_dead_trigger;
mod hs0609_unbound_path_parameter;
mod hs0610_query_string;
mod hs0805_boundary_spans_flows;
mod hs0806_external_in_transaction;
mod hs0808_parallel_in_boundary;
mod hs0809_retry_policies_differ;
mod hs0901_unknown_compensation;
mod hs0902_effects_not_said;
mod hs0903_no_way_back;
mod hs0905_compensates_itself;
mod hs0906_useless_compensation;
mod hs0907_idle_compensations;
mod hs0908_compensation_not_idempotent;
mod hs0909_short_compensation_timeout;
mod hs1002_undeclared_retryable;
mod hs1005_retried_not_idempotent;
mod hs1007_attempts_exceed_timeout;
mod hs1008_no_jitter;
mod hs1009_retryable_abort;
mod hs1010_parked_without_key;
mod hs1101_unknown_procedure;
mod hs1102_duplicate_code;
mod hs1103_unknown_version;
mod hs1104_newer_version;
mod hs1105_orchestration_cycle;
mod hs1106_not_a_procedure;
mod hs1107_unused_procedure;
mod hs1109_unknown_profile_key;
mod hs1111_unknown_event_code;
mod hs1201_without_organization;
mod hs1202_organization_from_payload;
mod hs1203_without_permission;
mod hs1204_unknown_role;
mod hs1205_open_trigger_writes;
mod hs1206_checks_switched_off;
mod hs1208_personal_data_logged;
mod hs1301_without_example;
mod hs1306_condition_without_example;
mod hs1401_unreachable_node;
mod hs1402_excluded_by_predecessor;
mod hs1403_unread_input;
mod hs1404_dead_boundary;
mod hs1405_unknown_audit_event;
mod hs1501_renamed_in_rust;
mod hs1502_rust_name_clash;
mod hs1503_module_clash;
mod hs1505_ids_differ_by_one;
mod hs1506_impossible_name;
mod hs1802_missing_contract;
mod hs1806_duplicate_slug;
mod hs1808_contract_cycle;
mod hs1809_loading_order;
mod hs1810_unknown_slug;
mod hs1905_unreachable_state;
mod hs1906_sink_not_terminal;
mod hs1907_terminal_with_exits;
mod hs1908_duplicate_transition;
mod hs1909_transition_without_role;
mod hs1910_timer_out_of_range;
mod hs1911_timer_target_implicit;
mod hs1913_duplicate_workflow;
mod vocabulary;

use super::cx::Cx;
use crate::diag::{Diagnostics, Rule, catalogue};

/// A rule with its check.
struct Row {
    rule: &'static Rule,
    run: fn(&Cx<'_>, &mut Diagnostics),
}

static ROWS: &[Row] = &[
    Row { rule: &catalogue::HS0103, run: hs0103_mixed_version_case::run },
    Row { rule: &catalogue::HS0108, run: hs0108_unknown_industry::run },
    Row { rule: &catalogue::HS0406, run: hs0406_unsupported_mode::run },
    Row { rule: &catalogue::HS0407, run: hs0407_outside_boundaries::run },
    Row { rule: &catalogue::HS0506, run: hs0506_node_chain::run },
    Row { rule: &catalogue::HS0507, run: hs0507_unknown_event::run },
    Row { rule: &catalogue::HS0511, run: hs0511_skippable_join::run },
    Row { rule: &catalogue::HS0512, run: hs0512_uncovered_branches::run },
    Row { rule: &catalogue::HS0513, run: hs0513_parallel_writes::run },
    Row { rule: &catalogue::HS0514, run: hs0514_overlapping_branches::run },
    Row { rule: &catalogue::HS0515, run: hs0515_effect_stated_twice::run },
    Row { rule: &catalogue::HS0604, run: hs0604_duplicate_route::run },
    Row { rule: &catalogue::HS0605, run: hs0605_overlapping_routes::run },
    Row { rule: &catalogue::HS0607, run: hs0607_event_emitted_twice::run },
    Row { rule: &catalogue::HS0608, run: hs0608_dead_trigger::run },
    Row { rule: &catalogue::HS0609, run: hs0609_unbound_path_parameter::run },
    Row { rule: &catalogue::HS0610, run: hs0610_query_string::run },
    Row { rule: &catalogue::HS0805, run: hs0805_boundary_spans_flows::run },
    Row { rule: &catalogue::HS0806, run: hs0806_external_in_transaction::run },
    Row { rule: &catalogue::HS0808, run: hs0808_parallel_in_boundary::run },
    Row { rule: &catalogue::HS0809, run: hs0809_retry_policies_differ::run },
    Row { rule: &catalogue::HS0901, run: hs0901_unknown_compensation::run },
    Row { rule: &catalogue::HS0902, run: hs0902_effects_not_said::run },
    Row { rule: &catalogue::HS0903, run: hs0903_no_way_back::run },
    Row { rule: &catalogue::HS0905, run: hs0905_compensates_itself::run },
    Row { rule: &catalogue::HS0906, run: hs0906_useless_compensation::run },
    Row { rule: &catalogue::HS0907, run: hs0907_idle_compensations::run },
    Row { rule: &catalogue::HS0908, run: hs0908_compensation_not_idempotent::run },
    Row { rule: &catalogue::HS0909, run: hs0909_short_compensation_timeout::run },
    Row { rule: &catalogue::HS1002, run: hs1002_undeclared_retryable::run },
    Row { rule: &catalogue::HS1005, run: hs1005_retried_not_idempotent::run },
    Row { rule: &catalogue::HS1007, run: hs1007_attempts_exceed_timeout::run },
    Row { rule: &catalogue::HS1008, run: hs1008_no_jitter::run },
    Row { rule: &catalogue::HS1009, run: hs1009_retryable_abort::run },
    Row { rule: &catalogue::HS1010, run: hs1010_parked_without_key::run },
    Row { rule: &catalogue::HS1101, run: hs1101_unknown_procedure::run },
    Row { rule: &catalogue::HS1102, run: hs1102_duplicate_code::run },
    Row { rule: &catalogue::HS1103, run: hs1103_unknown_version::run },
    Row { rule: &catalogue::HS1104, run: hs1104_newer_version::run },
    Row { rule: &catalogue::HS1105, run: hs1105_orchestration_cycle::run },
    Row { rule: &catalogue::HS1106, run: hs1106_not_a_procedure::run },
    Row { rule: &catalogue::HS1107, run: hs1107_unused_procedure::run },
    Row { rule: &catalogue::HS1109, run: hs1109_unknown_profile_key::run },
    Row { rule: &catalogue::HS1111, run: hs1111_unknown_event_code::run },
    Row { rule: &catalogue::HS1201, run: hs1201_without_organization::run },
    Row { rule: &catalogue::HS1202, run: hs1202_organization_from_payload::run },
    Row { rule: &catalogue::HS1203, run: hs1203_without_permission::run },
    Row { rule: &catalogue::HS1204, run: hs1204_unknown_role::run },
    Row { rule: &catalogue::HS1205, run: hs1205_open_trigger_writes::run },
    Row { rule: &catalogue::HS1206, run: hs1206_checks_switched_off::run },
    Row { rule: &catalogue::HS1208, run: hs1208_personal_data_logged::run },
    Row { rule: &catalogue::HS1301, run: hs1301_without_example::run },
    Row { rule: &catalogue::HS1306, run: hs1306_condition_without_example::run },
    Row { rule: &catalogue::HS1401, run: hs1401_unreachable_node::run },
    Row { rule: &catalogue::HS1402, run: hs1402_excluded_by_predecessor::run },
    Row { rule: &catalogue::HS1403, run: hs1403_unread_input::run },
    Row { rule: &catalogue::HS1404, run: hs1404_dead_boundary::run },
    Row { rule: &catalogue::HS1405, run: hs1405_unknown_audit_event::run },
    Row { rule: &catalogue::HS1501, run: hs1501_renamed_in_rust::run },
    Row { rule: &catalogue::HS1502, run: hs1502_rust_name_clash::run },
    Row { rule: &catalogue::HS1503, run: hs1503_module_clash::run },
    Row { rule: &catalogue::HS1505, run: hs1505_ids_differ_by_one::run },
    Row { rule: &catalogue::HS1506, run: hs1506_impossible_name::run },
    Row { rule: &catalogue::HS1802, run: hs1802_missing_contract::run },
    Row { rule: &catalogue::HS1806, run: hs1806_duplicate_slug::run },
    Row { rule: &catalogue::HS1808, run: hs1808_contract_cycle::run },
    Row { rule: &catalogue::HS1809, run: hs1809_loading_order::run },
    Row { rule: &catalogue::HS1810, run: hs1810_unknown_slug::run },
    Row { rule: &catalogue::HS1905, run: hs1905_unreachable_state::run },
    Row { rule: &catalogue::HS1906, run: hs1906_sink_not_terminal::run },
    Row { rule: &catalogue::HS1907, run: hs1907_terminal_with_exits::run },
    Row { rule: &catalogue::HS1908, run: hs1908_duplicate_transition::run },
    Row { rule: &catalogue::HS1909, run: hs1909_transition_without_role::run },
    Row { rule: &catalogue::HS1910, run: hs1910_timer_out_of_range::run },
    Row { rule: &catalogue::HS1911, run: hs1911_timer_target_implicit::run },
    Row { rule: &catalogue::HS1913, run: hs1913_duplicate_workflow::run },
];

/// Runs all rules.
pub(super) fn run(cx: &Cx<'_>, diags: &mut Diagnostics) {
    for row in ROWS {
        let mut found = Diagnostics::new();
        (row.run)(cx, &mut found);
        debug_assert!(
            found.as_slice().iter().all(|found| found.rule.code == row.rule.code),
            "a rule reports under its own code: {}",
            row.rule.code
        );
        diags.extend(found);
    }
}

#[cfg(test)]
mod tests {
    use super::ROWS;

    #[test]
    fn rows_are_sorted_and_unique() {
        let codes: Vec<_> = ROWS.iter().map(|row| row.rule.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }
}

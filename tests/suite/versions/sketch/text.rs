//! A flow as the text of its specs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hera_specc::SpecFile;

use super::{EVENT, Procedure, Sketch};

impl Sketch {
    /// The spec files, below a folder.
    pub(in super::super) fn files(&self, folder: &str) -> Vec<SpecFile> {
        let mut files = vec![SpecFile::new(format!("{folder}/flow.yml"), self.orchestration())];
        for (name, procedure) in &self.procedures {
            let text = self.procedure(name, procedure);
            files.push(SpecFile::new(format!("{folder}/{name}.yml"), text));
        }
        for node in &self.nodes {
            if let Some((input, version)) = &node.undo {
                let text = self.inverse(&node.id, input, *version, node.undo_asks);
                files.push(SpecFile::new(format!("{folder}/{}_undo.yml", node.id), text));
            }
        }
        files
    }

    fn orchestration(&self) -> String {
        let mut out = format!(
            "smart_code: {}\nintent: A flow.\ntriggers:\n  - on: EVENT.test.flow\n    emit: {EVENT}\ngraph:\n  nodes:\n",
            self.code()
        );
        for node in &self.nodes {
            let version = self.procedures[&node.runs].version;
            let _ = writeln!(
                out,
                "    - id: {}\n      run: HERA.TEST.RUN.{}_DO.v{version}",
                node.id, node.runs
            );
            if node.checks {
                out.push_str("      mode: validate_only\n");
            }
            let takes = self.procedures[&node.runs].inputs.iter().any(|input| input.0 == "price");
            if let Some(other) = node.price.as_ref().filter(|_| takes) {
                let field = format!("r_{}", other.to_lowercase());
                let _ = writeln!(out, "      with: {{price: $.nodes.{other}.{field}}}");
            }
            if let Some(when) = &node.when {
                let _ = writeln!(out, "      when: {when}");
            }
            if let Some((input, version)) = &node.undo {
                let _ = writeln!(
                    out,
                    "      compensation:\n        run: HERA.TEST.RUN.{}_UNDO.v{version}",
                    node.id
                );
                if let Some(field) = input.strip_prefix("output ") {
                    let _ = writeln!(out, "        with: {{v: $.nodes.{}.{field}}}", node.id);
                }
            }
        }
        out.push_str("edges:\n");
        for node in &self.nodes {
            if self.edges.iter().all(|(_, to)| *to != node.id) {
                let _ = writeln!(out, "  - {EVENT} -> {}", node.id);
            }
        }
        for (from, to) in &self.edges {
            let _ = writeln!(out, "  - {from} -> {to}");
        }
        let mut boundaries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for node in &self.nodes {
            if let Some(name) = &node.boundary {
                boundaries.entry(name).or_default().push(&node.id);
            }
        }
        if !boundaries.is_empty() {
            out.push_str("transaction_boundaries:\n");
        }
        for (name, nodes) in boundaries {
            let _ = writeln!(
                out,
                "  - name: {name}\n    applies_to: [{}]\n    external_in_transaction: true",
                nodes.join(", ")
            );
        }
        let (attempts, auto) = (self.attempts, self.auto);
        let _ = writeln!(
            out,
            "retry_policy: {{max_attempts: {attempts}, backoff: fixed, base_delay_ms: 1, max_delay_ms: 1}}\ncompensation_policy: {{auto_compensate: {auto}}}"
        );
        out
    }

    fn procedure(&self, name: &str, procedure: &Procedure) -> String {
        let Procedure { version, effects, words, .. } = procedure;
        let mut out = format!(
            "smart_code: HERA.TEST.RUN.{name}_DO.v{version}\nintent: {words}\neffects: {effects}\npermissions: [p]\ninputs:\n"
        );
        for (list, required) in [("required", true), ("optional", false)] {
            let _ = writeln!(out, "  {list}:");
            for (name, _, default) in procedure.inputs.iter().filter(|input| input.1 == required) {
                let ty = self.types[name.as_str()];
                let default = default.filter(|_| !matches!(ty, "object"));
                let default = default.map_or_else(String::new, |text| format!(", default: {text}"));
                let _ = writeln!(out, "    - {{name: {name}, type: \"{ty}\"{default}}}");
            }
        }
        out.push_str("outputs:\n  response:\n");
        for (name, ty, required) in &procedure.outputs {
            let _ = writeln!(out, "    - {{name: {name}, type: {ty}, required: {required}}}");
        }
        for (section, clauses) in
            [("preconditions", &procedure.asks), ("invariants", &procedure.promises)]
        {
            if !clauses.is_empty() {
                let _ = writeln!(out, "{section}:\n  - {}", clauses.join("\n  - "));
            }
        }
        out.push_str("happy_path:\n  - step: do it\nerrors:\n");
        for (code, retryable) in &procedure.errors {
            let _ = writeln!(out, "  - {{code: {code}, when: so, retryable: {retryable}}}");
        }
        out
    }

    fn inverse(&self, id: &str, input: &str, version: u32, asks: bool) -> String {
        let (name, ty) = match input.strip_prefix("output ") {
            Some(field) => {
                let known = self.procedures.get(id).into_iter().flat_map(|p| &p.outputs);
                ("v", known.clone().find(|(name, ..)| name == field).map_or("integer", |o| o.1))
            }
            None => (input, self.types[input]),
        };
        let asks =
            if asks { format!("preconditions:\n  - exists({name})\n") } else { String::new() };
        format!(
            "smart_code: HERA.TEST.RUN.{id}_UNDO.v{version}\nintent: undo\neffects: transactional\npermissions: [p]\n{asks}inputs:\n  optional:\n    - {{name: {name}, type: \"{ty}\"}}\noutputs: {{}}\nhappy_path:\n  - step: undo it\nerrors:\n  - {{code: BUSY, when: so, retryable: true}}\n"
        )
    }
}

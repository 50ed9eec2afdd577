//! Commented specs to begin with. They pass `check` (but for procedures that a reader has yet to write).

/// A graph orchestration.
pub const ORCHESTRATION: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/orchestration.yml"));

/// A procedure.
pub const PROCEDURE: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/procedure.yml"));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;
    use crate::{SpecFile, compile};

    #[test]
    fn the_templates_are_specs() {
        let write = SpecFile::new("write.yml", PROCEDURE);
        let outcome = compile(std::slice::from_ref(&write), None);
        assert_eq!(outcome.count(Severity::Error), 0, "{}", outcome.human(false));
        assert_eq!(outcome.count(Severity::Warning), 0, "{}", outcome.human(false));

        let external = |name: &str| {
            let text = PROCEDURE
                .replace("DESK.LOAN.WRITE", name)
                .replace("effects: transactional", "effects: external")
                .replace("    - reader_id: uuid\n", "")
                .replace("  reader_id: \"2c5f6d0e-9a53-4e8e-8f5b-1f7f0c3f7a21\"\n", "");
            SpecFile::new(format!("{name}.yml"), text)
        };
        let others = [external("STACKS.BOOK.RESERVE"), external("STACKS.BOOK.RELEASE")];
        let orchestration = SpecFile::new("loan.yml", ORCHESTRATION);
        let [reserve, release] = others;
        let outcome = compile(&[orchestration, release, reserve, write], None);
        assert_eq!(outcome.count(Severity::Error), 0, "{}", outcome.human(false));
        assert!(outcome.emission.is_some());
    }
}

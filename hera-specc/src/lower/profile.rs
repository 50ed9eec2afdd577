//! The profile of a module: a file that is no spec, but from which `$PROFILE.key` takes values.

use super::{Input, shape};
use crate::ast::Node;
use crate::ir::Profile;
use crate::source::{SourceMap, Spanned};

/// The profile in a file, if it is one: by its smart code, else by its name.
pub(super) fn lower(sources: &SourceMap, input: &Input, root: &Node) -> Option<Profile> {
    let entries = root.map()?;
    let coded = root.get("smart_code").and_then(Node::text).map(|code| {
        code.starts_with("HERA.") && code.split('.').any(|segment| segment == "PROFILE")
    });
    let path = sources.path(input.file);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let named = matches!(name, "profile.yml" | "profile.yaml");
    if !coded.unwrap_or(named) {
        return None;
    }
    let terminal = root.get("state_machine").and_then(|machine| machine.get("terminal_states"));
    let terminal_states = terminal.and_then(Node::list).map(|states| {
        let name = |node: &Node| Some(Spanned::new(node.text()?.trim().to_owned(), node.span));
        states.iter().filter_map(name).collect()
    });
    let timers = root.get("timer_defaults");
    let timer_minutes_max =
        timers.and_then(|timers| timers.get("max_duration_minutes")).and_then(shape::whole);
    let keys = entries.iter().map(|entry| entry.key.clone()).collect();
    Some(Profile { file: input.file, keys, terminal_states, timer_minutes_max })
}

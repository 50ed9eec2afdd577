//! `docs/rules.md` is the index of the rules, made from the catalogue.

use std::fmt::Write as _;
use std::fs;

use anyhow::bail;
use hera_specc::diag::catalogue::RULES;

use super::run::root;

/// Writes (or with `check` compares) the index.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    let path = root().join("docs/rules.md");
    let text = index()?;
    if fs::read_to_string(&path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    if check {
        bail!("docs/rules.md is stale: run `cargo xtask pages`");
    }
    fs::create_dir_all(root().join("docs"))?;
    fs::write(&path, text)?;
    eprintln!("docs/rules.md");
    Ok(())
}

fn index() -> anyhow::Result<String> {
    let mut out = String::from(
        "# Rules\n\nMade by `cargo xtask pages` from the catalogue; each code links to its page. \
         `hera-specc explain CODE` prints a page.\n\n| code | severity | what it finds |\n|---|---|---|\n",
    );
    for rule in RULES {
        let title = rule.page.lines().next().and_then(|line| line.split_once(": "));
        let title = title.map_or(rule.name, |(_, title)| title);
        let code = rule.code;
        let severity = rule.severity.as_str();
        writeln!(out, "| [{code}](../hera-specc/rules/{code}.md) | {severity} | {title} |")?;
    }
    Ok(out)
}

//! `hera.toml` -> [`Policy`]. Whatever has no effect is refused, with its place.

use std::collections::{BTreeMap, BTreeSet};

use super::toml::{self, Setting, Value};
use super::{Level, Levels, Policy, SETTINGS_BYTES_MAX, Settings, UnknownRule, Vocabularies};
use crate::diag::catalogue::{self, HS1601, HS1602, HS1603, HS1604, HS1605};
use crate::diag::{Diagnostic, Diagnostics, Rule, Severity, nearest};
use crate::source::{FileId, SourceMap, Span, Spanned};

const SECTIONS: [&str; 2] = ["severities", "vocabularies"];
const VOCABULARIES: [&str; 3] = ["audit_events", "industries", "roles"];
/// The key that stands for all warnings.
const WARNINGS: &str = "warnings";
/// Findings about one file.
const FINDINGS_MAX: usize = 100;

/// Reads the settings; the text of their file joins the sources.
pub(crate) fn read(
    settings: &Settings,
    sources: &mut SourceMap,
    diags: &mut Diagnostics,
) -> Policy {
    let mut policy = Policy { flags: settings.flags.clone(), ..Policy::default() };
    let Some(given) = &settings.file else { return policy };
    let text = String::from_utf8_lossy(&given.bytes);
    if given.bytes.len() > SETTINGS_BYTES_MAX {
        let file = sources.add(&given.path, "");
        let found = Diagnostic::new(&HS1605, Span::new(file, 0, 0), "file exceeds 1 MiB");
        diags.push(found.help("settings are a few lines"));
        return policy;
    }
    let file = sources.add(&given.path, text.as_ref());
    if let Err(error) = std::str::from_utf8(&given.bytes) {
        let at = error.valid_up_to();
        let found = Diagnostic::new(&HS1605, Span::new(file, at, at + 3), "file is not UTF-8");
        diags.push(found.help("save it as UTF-8"));
        return policy;
    }
    let (found, fault) = toml::settings(&text, file);
    let mut reader =
        Reader { file, diags: Diagnostics::new(), seen: BTreeMap::new(), refused: BTreeSet::new() };
    for setting in &found {
        reader.setting(setting, &mut policy);
    }
    match fault {
        // What could be read counts, so that the report is not drowned by what the settings keep quiet.
        Some(fault) => diags.push(
            Diagnostic::new(&HS1605, fault.span, format!("not TOML: {}", fault.message))
                .label("the settings cannot be read from here on"),
        ),
        None => {
            let mut seen = 0;
            reader.diags.retain_mut(|_| {
                seen += 1;
                seen <= FINDINGS_MAX
            });
            diags.extend(reader.diags);
        }
    }
    policy
}

struct Reader {
    file: FileId,
    diags: Diagnostics,
    seen: BTreeMap<Vec<String>, Span>,
    /// Sections that there are not: one finding each.
    refused: BTreeSet<String>,
}

impl Reader {
    fn setting(&mut self, setting: &Setting, policy: &mut Policy) {
        let Some(name) = setting.path.last() else { return };
        if let Some(first) = self.twin(setting) {
            self.diags.push(
                Diagnostic::new(&HS1605, name.span, format!("`{name}` is given twice"))
                    .secondary(first, "first given here")
                    .help("keep one"),
            );
            return;
        }
        let [section, keys @ ..] = setting.path.as_slice() else { return };
        match (section.value.as_str(), keys) {
            (known, []) if SECTIONS.contains(&known) => self.section(known, setting),
            ("severities", [key]) => self.severity(key, setting, &mut policy.file),
            ("vocabularies", [key]) => self.vocabulary(key, setting, &mut policy.vocabularies),
            ("severities" | "vocabularies", [.., key]) => self.unknown(key, &[]),
            _ if self.refused.insert(section.value.clone()) => self.unknown_section(section),
            _ => {}
        }
    }

    fn section(&mut self, name: &str, setting: &Setting) {
        if !matches!(setting.value.value, Value::Table) {
            self.wrong(setting, "a table", &format!("write `[{name}]` on a line of its own"));
        }
    }

    /// Where the same setting stands before.
    fn twin(&mut self, setting: &Setting) -> Option<Span> {
        let path: Vec<String> = setting.path.iter().map(|key| key.value.clone()).collect();
        let span = setting.path.last().map_or(Span::new(self.file, 0, 0), |key| key.span);
        match self.seen.get(&path) {
            Some(first) => Some(*first),
            None => {
                self.seen.insert(path, span);
                None
            }
        }
    }

    fn severity(&mut self, key: &Spanned<String>, setting: &Setting, levels: &mut Levels) {
        let Some(level) = self.level(setting) else { return };
        if key.value == WARNINGS {
            if level.value == Level::Deny {
                levels.deny_warnings();
            } else {
                self.wrong(setting, "`deny`", "all warnings can only be denied together");
            }
            return;
        }
        let Some(rule) = catalogue::find(&key.value) else {
            let unknown = UnknownRule::new(&key.value);
            let found =
                Diagnostic::new(&HS1602, key.span, format!("there is no rule `{}`", unknown.code));
            self.diags.push(match unknown.meant {
                Some(meant) => {
                    found.help(format!("did you mean `{meant}`?")).suggest(key.span, meant)
                }
                None => found.help("`hera-specc explain` lists all rules"),
            });
            return;
        };
        if level.value < Level::Deny && rule.is_always_an_error() {
            self.diags.push(firm(rule, level.span));
            return;
        }
        // The code is known, so this cannot fail.
        let _ = levels.set(rule.code, level.value);
    }

    fn level(&mut self, setting: &Setting) -> Option<Spanned<Level>> {
        let words = Level::ALL.map(Level::as_str);
        let Value::Text(text) = &setting.value.value else {
            self.wrong(setting, "text", &format!("write one of {}", listed(&words)));
            return None;
        };
        let level = Level::ALL.into_iter().find(|level| level.as_str() == text);
        if level.is_none() {
            let span = setting.value.span;
            let found = Diagnostic::new(&HS1603, span, format!("`{text}` is not a severity"))
                .label(format!("one of {}", listed(&words)));
            self.diags.push(match nearest(text, words).or_else(|| synonym(text)) {
                Some(meant) => found
                    .help(format!("did you mean `{meant}`?"))
                    .suggest(span, format!("\"{meant}\"")),
                None => found,
            });
        }
        level.map(|level| Spanned::new(level, setting.value.span))
    }

    fn vocabulary(
        &mut self,
        key: &Spanned<String>,
        setting: &Setting,
        vocabularies: &mut Vocabularies,
    ) {
        let words = match key.value.as_str() {
            "industries" => &mut vocabularies.industries,
            "audit_events" => &mut vocabularies.audit_events,
            "roles" => &mut vocabularies.roles,
            _ => return self.unknown(key, &VOCABULARIES),
        };
        let Value::List(items) = &setting.value.value else {
            return self.wrong(setting, "a list of text", &format!("`{key} = [\"…\"]`"));
        };
        let mut list = Vec::new();
        for item in items {
            match &item.value {
                Value::Text(text) => list.push(text.clone()),
                other => self.diags.push(Diagnostic::new(
                    &HS1603,
                    item.span,
                    format!("expected text in `{key}`, found {}", other.kind()),
                )),
            }
        }
        *words = Some(list);
    }

    fn wrong(&mut self, setting: &Setting, expected: &str, help: &str) {
        let name = setting.path.last().map_or("", |key| key.value.as_str());
        let found = match &setting.value.value {
            Value::Text(text) => format!("`{text}`"),
            other => other.kind().to_owned(),
        };
        let message = format!("expected {expected} for `{name}`, found {found}");
        self.diags.push(Diagnostic::new(&HS1603, setting.value.span, message).help(help));
    }

    /// A section that there is not; a key of a section may stand without it.
    fn unknown_section(&mut self, section: &Spanned<String>) {
        let belongs = match section.value.as_str() {
            key if VOCABULARIES.contains(&key) => Some("vocabularies"),
            key if key == WARNINGS || catalogue::find(key).is_some() => Some("severities"),
            _ => None,
        };
        match belongs {
            Some(table) => self.diags.push(
                Diagnostic::new(&HS1601, section.span, format!("unknown setting `{section}`"))
                    .help(format!("it belongs under `[{table}]`")),
            ),
            None => self.unknown(section, &SECTIONS),
        }
    }

    fn unknown(&mut self, key: &Spanned<String>, known: &[&str]) {
        let found = Diagnostic::new(&HS1601, key.span, format!("unknown setting `{key}`"));
        let begins =
            |known: &&str| key.value.get(..5).is_some_and(|start| known.starts_with(start));
        let near = nearest(&key.value, known.iter().copied());
        self.diags.push(match near.or_else(|| known.iter().copied().find(begins)) {
            Some(meant) => found.help(format!("did you mean `{meant}`?")).suggest(key.span, meant),
            None if known.is_empty() => found.help("remove it"),
            None => found.help(format!("known here: {}", listed(known))),
        });
    }
}

/// What other tools call a level.
fn synonym(word: &str) -> Option<&'static str> {
    match word.to_ascii_lowercase().as_str() {
        "off" | "ignore" | "none" => Some("allow"),
        "info" | "hint" => Some("note"),
        "warning" => Some("warn"),
        "error" | "forbid" => Some("deny"),
        _ => None,
    }
}

fn firm(rule: &Rule, span: Span) -> Diagnostic {
    debug_assert!(rule.severity == Severity::Error, "only errors are firm");
    let message = format!("`{}` is an error and cannot be lowered", rule.code);
    Diagnostic::new(&HS1604, span, message)
        .note(format!("`{}`: what it finds would make wrong code", rule.name))
        .help("mend the spec, and remove this line")
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

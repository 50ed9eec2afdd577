//! What users decide about the rules: how loud each one is, and the words of their trade.
//!
//! A door hands over [`Settings`]: the text of `hera.toml`, and what its own flags say. `read` makes
//! the [`Policy`] of them, which rules ask for vocabularies; `judge` is the one place where severities
//! change and where `# hera: allow(..): reason` comments take findings away. This room does no I/O;
//! `host::settings` finds the file.
//!
//! From weak to strong: the catalogue, `hera.toml`, flags. An error stays an error unless its rule is
//! [lowerable](crate::diag::Rule::is_lowerable); comments take away warnings and notes alone.

mod allow;
mod levels;
mod reading;
mod toml;

use std::collections::BTreeMap;

use crate::diag::catalogue::{self, RULES};
use crate::diag::{Severity, nearest};

pub(crate) use levels::judge;
pub(crate) use reading::read;

/// The name of the settings file.
pub const SETTINGS: &str = "hera.toml";
/// The largest settings file that is read, in bytes.
pub const SETTINGS_BYTES_MAX: usize = 1024 * 1024;

/// What a door hands to the compiler.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The settings file, where there is one.
    pub file: Option<SettingsFile>,
    /// What flags say; they win over the file.
    pub flags: Levels,
}

/// A settings file as a door read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    /// The path by which messages name it.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How loud a rule shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not reported.
    Allow,
    /// A note.
    Note,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

impl Level {
    /// All levels, from quiet to loud.
    pub const ALL: [Level; 4] = [Level::Allow, Level::Note, Level::Warn, Level::Deny];

    /// The word in `hera.toml`, and in flags.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Note => "note",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }

    fn severity(self) -> Option<Severity> {
        match self {
            Level::Allow => None,
            Level::Note => Some(Severity::Note),
            Level::Warn => Some(Severity::Warning),
            Level::Deny => Some(Severity::Error),
        }
    }
}

/// Which rule shall be how loud.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    by_code: BTreeMap<&'static str, Level>,
    deny_warnings: bool,
}

impl Levels {
    /// Sets the level of a rule, in place of one that was set before.
    ///
    /// # Errors
    /// When there is no rule with this code, and when it would be lowered although all that it finds are
    /// errors that stay.
    pub fn set(&mut self, code: &str, level: Level) -> Result<(), NoLevel> {
        let rule = catalogue::find(code).ok_or_else(|| UnknownRule::new(code))?;
        if level < Level::Deny && rule.is_always_an_error() {
            return Err(NoLevel::Firm { code: rule.code, name: rule.name });
        }
        self.by_code.insert(rule.code, level);
        Ok(())
    }

    /// Makes all warnings errors.
    pub fn deny_warnings(&mut self) {
        self.deny_warnings = true;
    }

    /// The level of a rule, where one is set.
    #[must_use]
    pub fn of(&self, code: &str) -> Option<Level> {
        self.by_code.get(code).copied()
    }
}

/// Why a level cannot be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoLevel {
    /// There is no such rule.
    Unknown(UnknownRule),
    /// What the rule finds would make wrong code.
    Firm {
        /// Its code.
        code: &'static str,
        /// Its name.
        name: &'static str,
    },
}

impl From<UnknownRule> for NoLevel {
    fn from(unknown: UnknownRule) -> NoLevel {
        NoLevel::Unknown(unknown)
    }
}

impl std::fmt::Display for NoLevel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoLevel::Unknown(unknown) => unknown.fmt(f),
            NoLevel::Firm { code, name } => write!(
                f,
                "`{code}` is an error and cannot be lowered: what `{name}` finds would make wrong code"
            ),
        }
    }
}

impl std::error::Error for NoLevel {}

/// A code that no rule has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The code as it was written.
    pub code: String,
    /// The nearest one that there is.
    pub meant: Option<&'static str>,
}

impl UnknownRule {
    /// The rule of that name, else the nearest code, of the same group if there is one.
    pub(crate) fn new(code: &str) -> UnknownRule {
        let named = RULES.iter().find(|rule| rule.name.eq_ignore_ascii_case(code));
        let group = code.get(..4).unwrap_or(code).to_ascii_uppercase();
        let codes = || RULES.iter().map(|rule| rule.code);
        let meant = named.map(|rule| rule.code);
        let meant =
            meant.or_else(|| nearest(code, codes().filter(|code| code.starts_with(&group))));
        let meant = meant.or_else(|| nearest(code, codes()));
        UnknownRule { code: code.to_owned(), meant }
    }
}

impl std::fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no rule `{}`", self.code)?;
        match self.meant {
            Some(meant) => write!(f, "; did you mean `{meant}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownRule {}

/// The words that a company uses; `None` where it does not list them, and then every word is taken.
#[derive(Clone, Debug, Default)]
pub struct Vocabularies {
    /// First segments of smart codes after `HERA`.
    pub industries: Option<Vec<String>>,
    /// Names of audit events that something besides the runtime writes.
    pub audit_events: Option<Vec<String>>,
    /// Roles that permissions may name.
    pub roles: Option<Vec<String>>,
}

/// The settings after reading.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    file: Levels,
    flags: Levels,
    /// The words that a company uses.
    pub vocabularies: Vocabularies,
}

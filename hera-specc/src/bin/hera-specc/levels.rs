//! How loud rules are: the options, and the settings file.

use std::path::PathBuf;

use hera_specc::host;
use hera_specc::settings::{Level, NoLevel, Settings};
use hera_specc::simulate::Misuse;

/// Options that win over `hera.toml`.
#[derive(clap::Args)]
pub(crate) struct Levels {
    /// Leave out a rule: HSnnnn
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// Make a rule a warning: HSnnnn
    #[arg(long, value_name = "CODE")]
    warn: Vec<String>,
    /// Make a rule an error: HSnnnn, or `warnings` for all warnings. The strictest option of a rule counts
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
}

impl Levels {
    /// The options with the settings file of the first path.
    pub(crate) fn settings(&self, paths: &[PathBuf]) -> anyhow::Result<Settings> {
        let mut settings = of_file(paths)?;
        let options =
            [(&self.allow, Level::Allow), (&self.warn, Level::Warn), (&self.deny, Level::Deny)];
        for (codes, level) in options {
            for code in codes {
                if level == Level::Deny && code == "warnings" {
                    settings.flags.deny_warnings();
                    continue;
                }
                settings.flags.set(code, level).map_err(|refused| Misuse {
                    message: refused.to_string(),
                    known: vec![match refused {
                        NoLevel::Unknown(_) => "`hera-specc explain` lists all rules".to_owned(),
                        NoLevel::Firm { .. } => {
                            "mend the spec, and leave out the option".to_owned()
                        }
                    }],
                })?;
            }
        }
        Ok(settings)
    }
}

/// What the settings file of the first path says.
pub(crate) fn of_file(paths: &[PathBuf]) -> anyhow::Result<Settings> {
    let file = match paths.first() {
        Some(path) => host::settings::find(path)?,
        None => None,
    };
    Ok(Settings { file, ..Settings::default() })
}

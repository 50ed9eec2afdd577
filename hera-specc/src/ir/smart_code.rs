//! Smart codes: the names of procedures and orchestrations.

use std::fmt;

/// A smart code that fits the template. Two codes are equal when they name the same version, whether
/// written `.v1` or `.V1`.
#[derive(Clone, Debug)]
pub struct SmartCode {
    canonical: String,
    /// Where it is written otherwise.
    written: Option<String>,
}

impl SmartCode {
    /// A code from text that was already judged: segments in upper case, the version marker in either.
    /// `None` where there is no version, so that a broken code cannot pass for one.
    #[must_use]
    pub fn new(written: &str) -> Option<SmartCode> {
        let (head, version) = written.rsplit_once('.')?;
        let number = version.strip_prefix(['v', 'V'])?;
        if version.starts_with('v') {
            return Some(SmartCode { canonical: written.to_owned(), written: None });
        }
        let canonical = format!("{head}.v{number}");
        Some(SmartCode { canonical, written: Some(written.to_owned()) })
    }

    /// With a lower-case `v`.
    #[must_use]
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// As the spec writes it.
    #[must_use]
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.canonical)
    }

    /// Whether the spec writes the canonical form.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        self.written.is_none()
    }

    /// The segments between `HERA` and the version.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        let head = self.canonical.rsplit_once('.').map_or("", |(head, _)| head);
        head.split('.').skip(1)
    }

    /// `v1`.
    #[must_use]
    pub fn version(&self) -> &str {
        self.canonical.rsplit_once('.').map_or("", |(_, version)| version)
    }

    /// The number of the version; the largest one where it does not fit.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.version().trim_start_matches('v').parse().unwrap_or(u64::MAX)
    }

    /// The code without its version.
    #[must_use]
    pub fn base(&self) -> &str {
        self.canonical.rsplit_once('.').map_or(self.canonical.as_str(), |(head, _)| head)
    }
}

impl PartialEq for SmartCode {
    fn eq(&self, other: &SmartCode) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for SmartCode {}

impl fmt::Display for SmartCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.canonical)
    }
}

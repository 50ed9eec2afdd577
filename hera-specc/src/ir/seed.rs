//! Playbook seeds: a manifest of files that are loaded together, and what those files hold.

use super::SmartCode;
use crate::source::{FileId, Span, Spanned};

/// A playbook seed.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Its file.
    pub file: FileId,
    /// Whether it is judged itself, or only resolves references (`--uses`).
    pub judged: bool,
    /// Its identity.
    pub code: Spanned<SmartCode>,
    /// What it is for, in a sentence.
    pub intent: Option<Spanned<String>>,
    /// The files that it loads, in the order of the manifest, each once: as written, and which file of
    /// the set it is.
    pub contracts: Vec<(Spanned<String>, Option<FileId>)>,
    /// `graph`: pairs of files, the first of which is loaded before the second. Positions in
    /// [`Seed::contracts`].
    pub edges: Vec<Before>,
}

/// A pair of `graph`.
#[derive(Clone, Debug)]
pub struct Before {
    /// The pair.
    pub span: Span,
    /// What is loaded first.
    pub first: usize,
    /// What is loaded after it.
    pub then: usize,
}

/// A file that a playbook seed loads.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The file.
    pub file: FileId,
    /// Whether it is judged itself.
    pub judged: bool,
    /// What it holds; `None` where nobody knows.
    pub holds: Option<Holds>,
    /// Its entities.
    pub items: Vec<Item>,
    /// What it says of entities by their slugs.
    pub slugs: Vec<Spanned<String>>,
}

/// What a contract holds, in the order of loading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// `organizations`.
    Organizations,
    /// `items`: entities, and the types of what there is.
    Entities,
    /// `rows` with a `key_slug`: values of entities.
    Values,
    /// `rows` with a `relationship_type`: links between entities.
    Relationships,
    /// `procedures`, `allocations`: codes.
    Codes,
    /// `views`, `reports`: what is read.
    ReadModels,
    /// `cases`: tests of all that.
    Tests,
}

impl Holds {
    /// What it is called in messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Holds::Organizations => "organisations",
            Holds::Entities => "entities",
            Holds::Values => "values",
            Holds::Relationships => "relationships",
            Holds::Codes => "codes",
            Holds::ReadModels => "read models",
            Holds::Tests => "tests",
        }
    }
}

/// An entity of a contract.
#[derive(Clone, Debug)]
pub struct Item {
    /// What others call it.
    pub slug: Spanned<String>,
    /// `entity_type`.
    pub entity_type: String,
    /// `metadata.entity_type`: what an `ENTITY` is.
    pub inner_type: Option<String>,
}

impl Item {
    /// Whether `name` means it: its slug, `TYPE:slug` or `TYPE::slug`.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        if self.slug.value == name {
            return true;
        }
        let Some((kind, slug)) = name.split_once(':') else { return false };
        let slug = slug.strip_prefix(':').unwrap_or(slug);
        self.slug.value == slug
            && (self.entity_type == kind || self.inner_type.as_deref() == Some(kind))
    }
}

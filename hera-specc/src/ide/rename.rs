//! Rename: of nodes, boundaries and events, at all their places.

use std::fmt;

use super::{At, Edit, Ide, Symbol};
use crate::SpecFile;
use crate::diag::{Diagnostic, Severity};
use crate::lower::names;
use crate::source::{FileId, Span, Spanned};

/// Why something is not renamed, in a sentence for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ide {
    /// The name at a place, where it can be renamed.
    ///
    /// # Errors
    /// Where there is no name, or one that others rely on.
    pub fn renamable(&self, at: At) -> Result<Spanned<&str>, Refusal> {
        let refuse = |why: &str| Err(Refusal(why.to_owned()));
        let Some(found) = self.symbol(at) else { return refuse("there is no name here") };
        match &found.value {
            Symbol::Node(..) | Symbol::Boundary(..) | Symbol::Event(_) => {}
            Symbol::Code(_) => {
                return refuse(
                    "a smart code is an identity: it stays, and a change is a new version",
                );
            }
            Symbol::Error(_) | Symbol::Input(..) | Symbol::Output(..) | Symbol::Payload(..) => {
                return refuse("callers and implementations rely on this name");
            }
            Symbol::Context(_) => return refuse("the fields of the context are given"),
        }
        if self.index().declarations(&found.value).next().is_none() {
            return refuse("nothing declares this name");
        }
        Ok(Spanned::new(found.value.name(), found.span))
    }

    /// The changes that give the name at a place another one.
    ///
    /// # Errors
    /// Where it cannot be renamed, where the new name is malformed or taken, and where the specs would
    /// have an error that they do not have now.
    pub fn rename(&self, at: At, new: &str) -> Result<Vec<Edit>, Refusal> {
        self.renamable(at)?;
        let Some(found) = self.symbol(at) else { return Ok(Vec::new()) };
        if new == found.value.name() {
            return Ok(Vec::new());
        }
        self.judge(&found.value, new)?;
        let places = self.index().places(&found.value);
        let edits: Vec<Edit> =
            places.iter().map(|place| Edit { span: place.span, text: new.to_owned() }).collect();
        for edit in &edits {
            self.can_edit(edit.span, found.value.name())?;
        }
        match self.harm(&edits) {
            Some(harm) => Err(Refusal(format!("with this name {}", harm.message))),
            None => Ok(edits),
        }
    }

    fn judge(&self, symbol: &Symbol, new: &str) -> Result<(), Refusal> {
        let taken = match symbol {
            Symbol::Node(file, _) => {
                names::judge_node(new).map_err(Refusal)?;
                self.index().declarations(&Symbol::Node(*file, new.to_owned())).next()
            }
            Symbol::Event(_) => {
                names::judge_event(new).map_err(Refusal)?;
                self.index().declarations(&Symbol::Event(new.to_owned())).next()
            }
            Symbol::Boundary(file, _) => {
                names::judge_boundary(new).map_err(Refusal)?;
                self.index().declarations(&Symbol::Boundary(*file, new.to_owned())).next()
            }
            _ => None,
        };
        match taken {
            Some(span) => {
                let line = self.sources.position(span.file, span.start).line;
                let path = self.sources.path(span.file);
                Err(Refusal(format!("`{new}` is taken: it stands on line {line} of {path}")))
            }
            None => Ok(()),
        }
    }

    /// Whether a name stands there plainly, without escapes or line breaks inside.
    fn can_edit(&self, span: Span, name: &str) -> Result<(), Refusal> {
        if self.is_plain(span.file) && self.sources.slice(span) == name {
            return Ok(());
        }
        let line = self.sources.position(span.file, span.start).line;
        let path = self.sources.path(span.file);
        Err(Refusal(format!("on line {line} of {path} it is written in a way that hides it")))
    }

    /// Whether the text of a file is byte for byte what was given.
    pub(super) fn is_plain(&self, file: FileId) -> bool {
        let path = self.sources.path(file);
        let text = self.sources.text(file).as_bytes();
        self.files.iter().any(|spec| spec.path == path && spec.bytes == text)
    }

    /// The first error that the specs would have after the changes and do not have now. What is pinned
    /// in the lock file is another question: a version with another name in it is a new version.
    fn harm(&self, edits: &[Edit]) -> Option<Diagnostic> {
        let errors = |files: Vec<SpecFile>| -> Vec<Diagnostic> {
            let mut found = Ide::with(files, None, self.settings.clone()).diags;
            found.retain_mut(|found| found.severity == Severity::Error);
            found.as_slice().to_vec()
        };
        let before = errors(self.files.clone());
        let after = errors(self.changed(edits));
        if after.len() <= before.len() {
            return None;
        }
        let known: Vec<_> = before.iter().map(|found| found.rule.code).collect();
        let new = after.iter().find(|found| !known.contains(&found.rule.code));
        new.or(after.last()).cloned()
    }

    /// The files with the changes made.
    pub(super) fn changed(&self, edits: &[Edit]) -> Vec<SpecFile> {
        let mut files = self.files.clone();
        for spec in &mut files {
            let Some(file) = self.file(&spec.path) else { continue };
            let mut own: Vec<&Edit> = edits.iter().filter(|edit| edit.span.file == file).collect();
            if own.is_empty() {
                continue;
            }
            own.sort_by_key(|edit| (edit.span.start, edit.span.end));
            let mut text = self.sources.text(file).to_owned();
            for edit in own.iter().rev() {
                text.replace_range(edit.span.range(), &edit.text);
            }
            spec.bytes = text.into_bytes();
        }
        files
    }
}

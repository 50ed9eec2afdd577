//! The files that playbook seeds load: they belong to their manifest, also where it is read alone.

use std::io;
use std::path::Path;

use super::read_file;
use crate::SpecFile;
use crate::diag::Diagnostics;
use crate::lower::listed;
use crate::parse;
use crate::source::SourceMap;

/// The files that manifests among `files` list, as far as they are there and not among `files`.
pub(super) fn beside(files: &[SpecFile]) -> io::Result<Vec<SpecFile>> {
    let mut found: Vec<SpecFile> = Vec::new();
    for manifest in files.iter().filter(|file| may_list(&file.bytes)) {
        let path = Path::new(&manifest.path);
        let folder = path.parent().unwrap_or(Path::new(""));
        let relative = Path::new(&manifest.relative).parent().unwrap_or(Path::new(""));
        for name in names(manifest) {
            let path = folder.join(&name);
            let known = |file: &SpecFile| Path::new(&file.path) == path;
            if files.iter().chain(&found).any(known) || !path.is_file() {
                continue;
            }
            found.push(read_file(&path, &relative.join(&name), manifest.judged)?);
        }
    }
    Ok(found)
}

/// Whether the text has the key of a manifest; most have not, and are not parsed here.
fn may_list(bytes: &[u8]) -> bool {
    bytes.starts_with(b"contracts:") || bytes.windows(11).any(|part| part == b"\ncontracts:")
}

fn names(manifest: &SpecFile) -> Vec<String> {
    let (mut sources, mut unheard) = (SourceMap::new(), Diagnostics::new());
    let file = parse::decode(&mut sources, &manifest.path, manifest.bytes.clone(), &mut unheard);
    let document = file.and_then(|file| parse::parse(&sources, file, &mut unheard));
    document.map_or_else(Vec::new, |document| listed(&document.root))
}

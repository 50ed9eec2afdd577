//! Lets cargo notice settings files that appear.
//!
//! A path that is not there and is told to cargo would run the build script at every build. A folder with
//! links to such paths does not: cargo follows links when it looks for the newest file below a folder, and
//! passes over those that lead nowhere.

use std::io;
use std::path::{Path, PathBuf};

use super::settings;

/// The folder of the links, in `OUT_DIR`.
const LINKS: &str = "hera-settings";

/// The folder that cargo has to watch so that a settings file counts that is new where there was none
/// nearer to the specs. `None` where links cannot be made; then a new file counts from the next time that
/// something else runs the build script.
pub(super) fn absent_settings(specs: &Path, out: &Path) -> Option<PathBuf> {
    // As cargo calls it. Other build systems keep what stands there, and may refuse links to nothing.
    out.file_name().filter(|name| *name == "out")?;
    let places = settings::places(specs).ok()?;
    let absent: Vec<PathBuf> = places.into_iter().take_while(|path| !path.is_file()).collect();
    let links = out.join(LINKS);
    links_to(&absent, &links).ok().map(|()| links)
}

#[cfg(unix)]
fn links_to(paths: &[PathBuf], links: &Path) -> io::Result<()> {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::time::SystemTime;

    fs::create_dir_all(links)?;
    for (at, path) in paths.iter().enumerate() {
        let link = links.join(at.to_string());
        match fs::read_link(&link) {
            Ok(target) if target == *path => continue,
            Ok(_) => fs::remove_file(&link)?,
            Err(_) => {}
        }
        symlink(path, &link)?;
    }
    // The folder is not news itself.
    fs::File::open(links)?.set_modified(SystemTime::UNIX_EPOCH)
}

#[cfg(not(unix))]
fn links_to(_: &[PathBuf], _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

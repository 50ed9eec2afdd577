//! The `git` program: a few plumbing commands with fixed arguments, and bounded answers.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::GitError;

/// Bytes of a list of files.
const LIST_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Bytes of a message.
const MESSAGE_BYTES_MAX: u64 = 16 * 1024;

/// The name of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hash(String);

impl Hash {
    fn read(text: &str) -> Option<Hash> {
        let fits = matches!(text.len(), 40 | 64) && text.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Hash(text.to_owned()))
    }
}

/// A file of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) hash: Hash,
    pub(super) bytes: u64,
    pub(super) path: String,
}

/// A repository with a working tree.
pub(super) struct Git {
    root: PathBuf,
}

impl Git {
    /// The repository in whose working tree a folder lies.
    pub(super) fn of(folder: &Path) -> Result<Git, GitError> {
        let answer = run(folder, &["rev-parse", "--show-toplevel"], b"", MESSAGE_BYTES_MAX)?;
        let outside = || GitError::NoRepository(folder.to_owned());
        let text = answer.ok().map_err(|_| outside())?;
        let text = String::from_utf8(text).map_err(|_| outside())?;
        let root = Path::new(text.trim_end_matches(['\n', '\r'])).canonicalize();
        Ok(Git { root: root.map_err(|_| outside())? })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The commit that a revision names.
    pub(super) fn commit(&self, revision: &str) -> Result<Hash, GitError> {
        let wanted = format!("{revision}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted];
        let answer = run(&self.root, &arguments, b"", MESSAGE_BYTES_MAX)?;
        let unknown = || GitError::UnknownRevision(revision.to_owned());
        let text = String::from_utf8(answer.ok().map_err(|_| unknown())?).map_err(|_| unknown())?;
        text.lines().last().and_then(Hash::read).ok_or_else(unknown)
    }

    /// The files below a path of a commit; all files for the empty path. Links and submodules are
    /// none.
    pub(super) fn files(&self, commit: &Hash, path: &str) -> Result<Vec<Entry>, GitError> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "-l", "--full-tree", &commit.0, "--"];
        if !path.is_empty() {
            arguments.push(path);
        }
        let list = run(&self.root, &arguments, b"", LIST_BYTES_MAX)?.ok()?;
        let list = String::from_utf8(list)
            .map_err(|_| GitError::Failed("a path in the repository is not UTF-8".to_owned()))?;
        Ok(list.split('\0').filter_map(entry).collect())
    }

    /// The contents of these files, which are `total` bytes together.
    pub(super) fn texts(&self, hashes: &[Hash], total: u64) -> Result<Vec<Vec<u8>>, GitError> {
        let wanted: String = hashes.iter().flat_map(|hash| [hash.0.as_str(), "\n"]).collect();
        // Each answer has a line with a hash, a word and a number, and one more line end.
        let max = total + 128 * u64::try_from(hashes.len()).unwrap_or(u64::MAX);
        let answer = run(&self.root, &["cat-file", "--batch"], wanted.as_bytes(), max)?.ok()?;
        let mut rest = answer.as_slice();
        let mut texts = Vec::with_capacity(hashes.len());
        for hash in hashes {
            let (text, after) = blob(rest, hash)
                .ok_or_else(|| GitError::Failed(format!("the object {} cannot be read", hash.0)))?;
            texts.push(text.to_vec());
            rest = after;
        }
        Ok(texts)
    }
}

/// `100644 blob HASH   SIZE<tab>PATH`.
fn entry(line: &str) -> Option<Entry> {
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, kind, hash, bytes) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let file = kind == "blob" && matches!(mode, "100644" | "100755");
    let entry =
        Entry { hash: Hash::read(hash)?, bytes: bytes.parse().ok()?, path: path.to_owned() };
    file.then_some(entry)
}

/// The content of the next object, and what follows.
fn blob<'a>(answer: &'a [u8], hash: &Hash) -> Option<(&'a [u8], &'a [u8])> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let bytes: usize = head.strip_prefix(&hash.0)?.strip_prefix(" blob ")?.parse().ok()?;
    let (text, after) = answer[end + 1..].split_at_checked(bytes)?;
    Some((text, after.strip_prefix(b"\n")?))
}

/// What git answered.
struct Answer {
    success: bool,
    stdout: Vec<u8>,
    stderr: String,
}

impl Answer {
    /// Its output.
    fn ok(self) -> Result<Vec<u8>, GitError> {
        match (self.success, self.stderr.trim()) {
            (true, _) => Ok(self.stdout),
            (false, "") => Err(GitError::Failed("it does not say why".to_owned())),
            (false, told) => Err(GitError::Failed(told.to_owned())),
        }
    }
}

/// Runs git in a folder, with this input, and takes at most so many bytes of its output.
fn run(folder: &Path, arguments: &[&str], input: &[u8], max: u64) -> Result<Answer, GitError> {
    let failed = |error: io::Error| GitError::Failed(error.to_string());
    let mut child = Command::new("git")
        .args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"])
        .args(arguments)
        .current_dir(folder)
        // Nobody answers a question, and messages are read by this program's users alone.
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| GitError::NoGit(error.to_string()))?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (stdout, stderr) = std::thread::scope(|scope| {
        let fed = scope.spawn(move || {
            // A program that has read enough is no failure: what it answers counts.
            let _ = stdin.map(|mut stdin| stdin.write_all(input));
        });
        let told = scope.spawn(move || bounded(stderr, MESSAGE_BYTES_MAX));
        let answer = bounded(stdout, max + 1);
        let _ = fed.join();
        (answer, told.join().unwrap_or_else(|_| Ok(Vec::new())))
    });
    let stdout = stdout.map_err(failed)?;
    if u64::try_from(stdout.len()).unwrap_or(u64::MAX) > max {
        let _ = child.kill();
        let _ = child.wait();
        return Err(GitError::TooMuch("git answers more than this program takes".to_owned()));
    }
    let status = child.wait().map_err(failed)?;
    let stderr = String::from_utf8_lossy(&stderr.map_err(failed)?).into_owned();
    Ok(Answer { success: status.success(), stdout, stderr })
}

/// The first bytes of a stream. The rest is not read: the writer is told that nobody listens.
fn bounded(stream: Option<impl Read>, max: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        stream.take(max).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

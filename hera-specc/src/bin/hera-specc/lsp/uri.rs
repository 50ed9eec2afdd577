//! Addresses of documents to paths, and back.

use std::fmt::Write;

/// The path of a `file:` address, with `/`; any other address stands for itself.
pub(super) fn path(uri: &str) -> String {
    let Some(rest) = uri.strip_prefix("file://") else { return uri.to_owned() };
    // The machine's own name, if there is one, is left out.
    let rest = rest.find('/').map_or("", |slash| &rest[slash..]);
    let path = decode(rest);
    let bytes = path.as_bytes();
    let drive = bytes.len() > 2 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':';
    if drive { path[1..].to_owned() } else { path }
}

/// The address of a path.
pub(super) fn of(path: &str) -> String {
    let is_address = path.split_once(':').is_some_and(|(scheme, _)| scheme.len() > 1);
    if is_address && !path.starts_with('/') {
        return path.to_owned();
    }
    let mut uri = String::from("file://");
    if !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_there_and_back() {
        for name in ["/a/b.yml", "/with space/ü→/%41+x.yml", "/a#b?c.yml"] {
            assert_eq!(path(&of(name)), name);
        }
        assert_eq!(of("/with space/ü.yml"), "file:///with%20space/%C3%BC.yml");
        assert_eq!(path("file://host/a/b.yml"), "/a/b.yml");
        assert_eq!(path("file:///c%3A/specs/a.yml"), "c:/specs/a.yml");
        assert_eq!(path(&of("c:/specs/a.yml")), "c:/specs/a.yml");
        assert_eq!(path("untitled:Untitled-1"), "untitled:Untitled-1");
        assert_eq!(of("untitled:Untitled-1"), "untitled:Untitled-1");
        assert_eq!(path("file:///100%/%zz%"), "/100%/%zz%");
    }
}

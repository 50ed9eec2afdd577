//! Words and signs of an expression. Total: what it does not know becomes a token, too.

/// A token and the bytes that it stands on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind<'a> {
    /// A name or a word such as `and`.
    Word(&'a str),
    /// `12`, `0.5`.
    Number(&'a str),
    /// A string without its quotes.
    Text(String),
    /// A string that does not end, with its opening quote.
    Unterminated(char),
    /// An operator or a bracket.
    Sign(&'static str),
    /// What is written in other languages, and what is meant.
    Wrong(&'static str),
    /// Anything else.
    Unknown(char),
    /// The end.
    End,
}

/// The longest come first.
const SIGNS: [&str; 21] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "(", ")", "[", "]", ",",
    ".", "$", ";",
];

/// What is written in other languages; looked up before [`SIGNS`].
const WRONG: [(&str, &str); 11] = [
    ("===", "=="),
    ("!==", "!="),
    ("<>", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("≠", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("=", "=="),
    ("&", "&&"),
    ("|", "||"),
];

/// All tokens of `text`, with an [`Kind::End`] as the last.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut list = Vec::with_capacity(text.len() / 4 + 2);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, len) = token(&text[at..], first);
        list.push(Token { kind, start: at, end: at + len });
        at += len;
    }
    list.push(Token { kind: Kind::End, start: text.len(), end: text.len() });
    list
}

/// The token at the start of `rest`, and its length in bytes.
fn token(rest: &str, first: char) -> (Kind<'_>, usize) {
    if first.is_ascii_alphabetic() || first == '_' {
        let len = run(rest, |c| c.is_ascii_alphanumeric() || c == '_');
        return (Kind::Word(&rest[..len]), len);
    }
    if first.is_ascii_digit() {
        let len = number(rest);
        return (Kind::Number(&rest[..len]), len);
    }
    if matches!(first, '\'' | '"') {
        return string(rest, first);
    }
    let doubled = ["==", "&&", "||"];
    // Most signs start none of these.
    let wrong =
        if matches!(first, '$' | '.' | '(' | ')' | '[' | ']' | ',') { &[] } else { &WRONG[..] };
    for (wrong, meant) in wrong {
        let is_right = doubled.iter().any(|right| rest.starts_with(right) && wrong.len() == 1);
        if rest.starts_with(wrong) && !is_right {
            return (Kind::Wrong(meant), wrong.len());
        }
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => (Kind::Sign(sign), sign.len()),
        None => (Kind::Unknown(first), first.len_utf8()),
    }
}

/// The length of the run of characters that `take` accepts.
fn run(rest: &str, take: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !take(c)).unwrap_or(rest.len())
}

/// The length of a number: digits, and a fraction where a digit follows the dot.
fn number(rest: &str) -> usize {
    let digit = |c: char| c.is_ascii_digit();
    let whole = run(rest, digit);
    let Some(fraction) = rest[whole..].strip_prefix('.') else { return whole };
    match run(fraction, digit) {
        0 => whole,
        len => whole + 1 + len,
    }
}

/// A string: a backslash takes the meaning from a quote or a backslash after it.
fn string(rest: &str, quote: char) -> (Kind<'_>, usize) {
    let mut value = String::new();
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return (Kind::Text(value), at + 1);
        }
        match chars.peek() {
            Some(&(_, escaped @ ('\\' | '\'' | '"'))) if c == '\\' => {
                chars.next();
                value.push(escaped);
            }
            _ => value.push(c),
        }
    }
    (Kind::Unterminated(quote), rest.len())
}

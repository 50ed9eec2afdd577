//! The variants of an enum: distinct, and distinct as Rust names.

use std::collections::BTreeMap;

use super::Cx;
use super::scalars::is_name;
use super::shape::shorten;
use crate::diag::{Diagnostic, catalogue};
use crate::ir::{Clause, Type};
use crate::source::{Span, Spanned};

/// The most variants.
const VARIANTS_MAX: usize = 256;

/// The enum of these variants, or a string where there are none that a compiler knows.
pub(super) fn judge(cx: &mut Cx<'_>, variants: Vec<Spanned<String>>, whole: Span) -> Option<Type> {
    if let Some(profile) = variants.iter().find(|variant| variant.value.starts_with('$')) {
        let message =
            format!("the variants of `enum` come from `{}`: read as a string", profile.value);
        cx.report(
            Diagnostic::new(&catalogue::HS0308, profile.span, message)
                .help("list the variants: `enum[SERVICE, RETAIL]`"),
        );
        return Some(Type::String);
    }
    if variants.is_empty() {
        let found = without_variants(cx, whole);
        cx.report(found);
        return Some(Type::String);
    }
    if variants.len() > VARIANTS_MAX {
        let message = format!("enum has {} variants, the most are {VARIANTS_MAX}", variants.len());
        cx.report(Diagnostic::new(&catalogue::HS0301, whole, message).help("use `string`"));
        return None;
    }
    let mut kept: Vec<Spanned<String>> = Vec::with_capacity(variants.len());
    let mut sound = true;
    let mut before: Option<Span> = None;
    for variant in variants {
        let gap = before.replace(variant.span).map(|span| span.at_end().to(variant.span));
        if let Some(first) = kept.iter().find(|other| other.value == variant.value) {
            let message = format!("variant `{}` is listed twice", variant.value);
            let found = Diagnostic::new(&catalogue::HS0309, variant.span, message)
                .secondary(first.span, "first listed here")
                .help("remove one");
            cx.report(match gap {
                Some(gap) => found.suggest(gap, ""),
                None => found,
            });
            continue;
        }
        sound &= judge_name(cx, &variant, &kept);
        kept.push(variant);
    }
    sound.then(|| Type::Enum(kept.into_iter().map(|variant| variant.value).collect()))
}

/// HS0308 for a bare `enum`, with the variants that a precondition names for the input.
pub(super) fn without_variants(cx: &Cx<'_>, span: Span) -> Diagnostic {
    let found =
        Diagnostic::new(&catalogue::HS0308, span, "`enum` has no variants: read as a string");
    let hint = match cx.within.as_slice() {
        [input] => cx.hints.get(input),
        _ => None,
    };
    match hint {
        Some(variants) => {
            let better = format!("enum[{}]", variants.join(", "));
            let found = found.help(format!("a precondition names them: `{better}`"));
            if cx.sources.slice(span) == "enum" { found.suggest(span, better) } else { found }
        }
        None => found.help("list them: `enum[SERVICE, RETAIL, ADJUSTMENT]`"),
    }
}

/// The variants that preconditions name, by input: `line_type in [SERVICE, RETAIL]`.
pub(super) fn hints(preconditions: &[Clause]) -> BTreeMap<String, Vec<String>> {
    let hint = |text: &str| {
        let (before, rest) = text.split_once(" in [")?;
        let (inside, _) = rest.split_once(']')?;
        let name = before.rsplit(char::is_whitespace).next()?;
        let name = name.rsplit('.').next().filter(|name| is_name(name))?;
        let word = |part: &str| part.trim().trim_matches(['"', '\'']).to_owned();
        let words: Vec<String> = inside.split(',').map(word).collect();
        words.iter().all(|word| is_name(word)).then(|| (name.to_owned(), words))
    };
    preconditions.iter().filter_map(|clause| hint(&clause.text.value)).collect()
}

/// Whether a variant has a Rust name of its own.
fn judge_name(cx: &mut Cx<'_>, variant: &Spanned<String>, before: &[Spanned<String>]) -> bool {
    let name = rust_name(&variant.value);
    if name.is_empty() {
        let message = format!("`{}` cannot be the name of a variant", shorten(&variant.value));
        cx.report(
            Diagnostic::new(&catalogue::HS0317, variant.span, message)
                .help("a variant has at least one letter or digit of ASCII"),
        );
        return false;
    }
    let Some(twin) = before.iter().find(|other| rust_name(&other.value) == name) else {
        return true;
    };
    let message = format!(
        "variants `{}` and `{}` become the same Rust name `{name}`",
        twin.value, variant.value
    );
    cx.report(
        Diagnostic::new(&catalogue::HS0310, variant.span, message)
            .secondary(twin.span, format!("also `{name}`"))
            .help("rename one"),
    );
    false
}

/// The name of a variant in Rust: words of letters and digits, each with a capital.
fn rust_name(variant: &str) -> String {
    let words = variant.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = String::new();
    for word in words {
        let mixed = word.bytes().any(|b| b.is_ascii_lowercase());
        let (first, rest) = word.split_at(1);
        name.push_str(&first.to_ascii_uppercase());
        name.push_str(&if mixed { rest.to_owned() } else { rest.to_ascii_lowercase() });
    }
    name
}

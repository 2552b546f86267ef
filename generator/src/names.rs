//! Names in the model to names in Rust.
//!
//! Every rule about case and keywords lives here; what names give way to names of generated code is in
//! `plan/spelling.rs`. Two case conversions exist side by side, as they do
//! in the official crates: [`snake`] knows acronyms and a few whole words (`DBProxyARNs` is `db_proxy_arns`),
//! [`pascal`] is an older rule without them (`DBProxyARNs` is `DbProxyArNs`). Neither can be written in terms
//! of the other.
//!
//! The conversions return plain strings, which is what documentation, `set_<name>` and file names are built
//! from; the `*_ident` functions add the escapes that make a string an identifier in its position. All of
//! them are total: any string, even one that no valid model holds, gives a usable identifier.

mod source;

pub(crate) use source::{Name, Path};

/// Words that are spelled in mixed case and still are one word, in lower case.
const WHOLE_WORDS: [&str; 7] = ["ipv4", "ipv6", "sigv4", "mib", "gib", "kib", "ttl"];

/// Strict and reserved words up to edition 2021, without the path keywords, which have no raw form.
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static",
    "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield",
];

/// A keyword since edition 2024. The raw form means the same identifier in every edition, so unlike the older
/// keywords it needs no other name, not even as a module.
const GEN: &str = "gen";

/// Keywords that cannot be raw identifiers.
const PATH_KEYWORDS: [&str; 4] = ["Self", "crate", "self", "super"];

/// The spelling of fields, methods and modules, without escapes: `DBProxyARNs` is `db_proxy_arns`.
pub(crate) fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let all_lower = !chars.iter().any(|c| c.is_ascii_uppercase());
    let mut out = String::with_capacity(name.len() + 8);
    let mut start = None; // where the current word starts
    for (at, &c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            start = None;
            continue;
        }
        let boundary = match start {
            None => true,
            Some(start) => {
                let case_change = changes_case(chars[at - 1], c, all_lower)
                    && !inside_whole_word(&chars, start, at);
                case_change || ends_acronym(&chars, at)
            }
        };
        if boundary {
            if !out.is_empty() {
                out.push('_');
            }
            start = Some(at);
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// `aB` and `1B` always start a word; `1b` does in a name that has no capitals to show its words.
fn changes_case(previous: char, c: char, all_lower: bool) -> bool {
    match c {
        'A'..='Z' => previous.is_ascii_lowercase() || previous.is_ascii_digit(),
        'a'..='z' => all_lower && previous.is_ascii_digit(),
        _ => false,
    }
}

/// Whether the word that starts at `start` is one of [`WHOLE_WORDS`] and goes on at `at`.
fn inside_whole_word(chars: &[char], start: usize, at: usize) -> bool {
    WHOLE_WORDS.iter().any(|word| {
        let rest = &chars[start..];
        at - start < word.len()
            && rest.len() >= word.len()
            && word
                .chars()
                .zip(rest)
                .all(|(expected, c)| c.eq_ignore_ascii_case(&expected))
    })
}

/// Whether the capital at `at` starts a word after an acronym: the `P` of `DBProxy`, but neither the `L` of
/// `ACLs` nor the `B` of `DBv2`.
fn ends_acronym(chars: &[char], at: usize) -> bool {
    let Some(&next) = chars.get(at + 1) else {
        return false;
    };
    if !(chars[at - 1].is_ascii_uppercase()
        && chars[at].is_ascii_uppercase()
        && next.is_ascii_lowercase())
    {
        return false;
    }
    let after = chars.get(at + 2);
    match next {
        's' => after.is_some_and(char::is_ascii_lowercase),
        'v' => !after.is_some_and(char::is_ascii_digit),
        _ => true,
    }
}

/// The spelling of types and variants, without escapes: `CreateSAMLProvider` is `CreateSamlProvider`.
pub(crate) fn pascal(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len());
    let mut starts_word = true;
    for (at, &c) in chars.iter().enumerate() {
        if matches!(c, '_' | '-') || c.is_whitespace() {
            starts_word = true;
            continue;
        }
        let previous = at.checked_sub(1).and_then(|at| chars.get(at));
        starts_word |= c.is_ascii_uppercase()
            && previous.is_some_and(|p| splits_before(*p, chars.get(at + 1)));
        out.push(if starts_word {
            c.to_ascii_uppercase()
        } else {
            c.to_ascii_lowercase()
        });
        starts_word = false;
    }
    out
}

/// Whether a capital after `previous` and before `next` starts a word.
fn splits_before(previous: char, next: Option<&char>) -> bool {
    let acronym_ends = previous.is_ascii_uppercase() && next.is_some_and(char::is_ascii_lowercase);
    acronym_ends || previous.is_ascii_lowercase() || previous.is_ascii_digit()
}

/// The name with its first letter in upper case and the rest as modelled: the spelling of what is named after
/// an operation itself (`CreateDBClusterError`).
pub(crate) fn upper_first(name: &str) -> String {
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + chars.as_str(),
        None => String::new(),
    }
}

/// A method or function, or a parameter: keywords become raw (`r#type`), those that cannot get a `_`.
pub(crate) fn function_ident(snake: &str) -> Name {
    if PATH_KEYWORDS.contains(&snake) {
        plain(&format!("{snake}_"))
    } else if snake == GEN || KEYWORDS.contains(&snake) {
        Name::raw(snake)
    } else {
        plain(snake)
    }
}

/// A method of the client, beside those that every client has.
pub(crate) fn client_method_ident(snake: &str) -> Name {
    match snake {
        "config" | "from_conf" | "new" | "with_endpoint_discovery_enabled" => {
            plain(&format!("{snake}_"))
        }
        _ => function_ident(snake),
    }
}

/// A module: keywords get a `_`, so that the module's file has the module's name.
pub(crate) fn module_ident(snake: &str) -> Name {
    if KEYWORDS.contains(&snake) {
        plain(&format!("{snake}_"))
    } else {
        function_ident(snake)
    }
}

/// A type. `pascal` is the result of [`pascal`] or [`upper_first`].
pub(crate) fn type_ident(pascal: &str) -> Name {
    match pascal {
        "Self" => plain("SelfValue"),
        "SelfValue" => plain("SelfValue_"),
        _ => function_ident(pascal),
    }
}

/// A variant of an enum, a union or an error. `pascal` is the result of [`pascal`].
///
/// `Unknown` is taken by the variant that holds what the model does not know. In an error enum that variant is
/// called `Unhandled`, and a modelled error goes by [`type_ident`] instead.
pub(crate) fn variant_ident(pascal: &str) -> Name {
    match pascal {
        "Unknown" => plain("UnknownValue"),
        "UnknownValue" => plain("UnknownValue_"),
        _ => type_ident(pascal),
    }
}

/// The variant of a string enum: from its name, or from its value if it has none.
pub(crate) fn enum_variant(name: &str, value: &str) -> Name {
    variant_ident(&pascal(if name.is_empty() { value } else { name }))
}

/// The one place that makes an identifier of a string that is no keyword: what an identifier cannot hold
/// becomes `_`, and `_` goes before a digit.
fn plain(name: &str) -> Name {
    let mut text: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let starts_with_digit = text
        .trim_start_matches('_')
        .starts_with(|c: char| c.is_ascii_digit());
    if starts_with_digit || text.is_empty() {
        text.insert(0, '_');
    }
    if text == "_" {
        text.push('_');
    }
    Name::plain(text)
}

#[cfg(test)]
mod tests;

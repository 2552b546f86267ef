//! Damaged files in the Smithy IDL: a model or diagnostics, never a panic, never without end.

use tinsmith_model::{Model, format_idl};

use crate::mutations::Random;

/// Something of everything.
const SEED: &str = include_str!("../idl/everything/model.smithy");

/// Whether a file is valid. If it can be formatted, it means the same then, and formatting it again changes nothing.
fn survives(text: &[u8]) -> bool {
    if let Ok(formatted) = format_idl("mutant.smithy", text) {
        let again = format_idl("mutant.smithy", formatted.as_bytes());
        let again = again.unwrap_or_else(|problems| panic!("{problems}\n{formatted}"));
        assert_eq!(again, formatted);
        let read = |text: &[u8]| Model::from_bytes("mutant.smithy", text).ok();
        if let Some(before) = read(text) {
            let after = read(formatted.as_bytes()).unwrap_or_else(|| panic!("{formatted}"));
            let parts = |model: &Model| -> Vec<_> {
                let shapes = model
                    .shapes()
                    .map(|(_, shape)| (shape.id.clone(), shape.kind.clone(), shape.traits.clone()));
                shapes.collect()
            };
            assert_eq!(parts(&after), parts(&before), "{formatted}");
            assert_eq!(after.metadata(), before.metadata(), "{formatted}");
        }
    }
    match Model::from_bytes("mutant.smithy", text) {
        Ok(_) => true,
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty());
            assert!(diagnostics.to_string().contains("error"));
            false
        }
    }
}

#[test]
fn the_seed_is_valid() {
    assert!(survives(SEED.as_bytes()));
}

/// Pieces of the language that change what follows.
const PIECES: [&str; 24] = [
    "{", "}", "[", "]", "(", ")", "\"", "\"\"\"", "\\", "@", "$", ":", ":=", "=", "#", ".", ",",
    "\n", " ", "//", "/// d\n", "-", "with", "\u{e9}",
];

#[test]
fn ten_thousand_mutants() {
    let mut random = Random(7);
    let mut valid = 0;
    for _ in 0..10_000 {
        let mut mutant = SEED.as_bytes().to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(mutant.len());
            match random.below(4) {
                0 => mutant[at] ^= 1 << random.below(7),
                1 => {
                    let end = (at + 1 + random.below(20)).min(mutant.len());
                    mutant.drain(at..end);
                }
                2 => {
                    let piece = PIECES[random.below(PIECES.len())].bytes();
                    mutant.splice(at..at, piece);
                }
                _ => {
                    let from = random.below(mutant.len());
                    let end = (from + random.below(60)).min(mutant.len());
                    let copied = mutant[from..end].to_vec();
                    mutant.splice(at..at, copied);
                }
            }
        }
        valid += usize::from(survives(&mutant));
    }
    assert!(valid > 200, "{valid} mutants are valid");
}

#[test]
fn every_prefix() {
    for end in (0..SEED.len()).filter(|end| SEED.is_char_boundary(*end)) {
        survives(&SEED.as_bytes()[..end]);
    }
}

#[test]
fn nesting_a_hundred_thousand_deep() {
    const DEPTH: usize = 100_000;
    for (open, close) in [
        ("[", "]"),
        ("{a:", "}"),
        ("[{a:", "}]"),
        ("@a(", ")"),
        ("structure A {", "}"),
    ] {
        for close in ["", close] {
            let deep = format!("{}1{}", open.repeat(DEPTH), close.repeat(DEPTH));
            for start in [
                "metadata a = ",
                "$a: ",
                "namespace a\n@b(",
                "namespace a\nresource A ",
                "$version: \"2\"\nnamespace a\nstructure A { a: A = ",
                "namespace a\n",
            ] {
                assert!(
                    !survives(format!("{start}{deep}").as_bytes()),
                    "{start}{open}"
                );
            }
        }
    }
}

#[test]
fn as_deep_as_json() {
    let nested = |depth| format!("metadata a = {}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(survives(nested(126).as_bytes()));
    assert!(!survives(nested(128).as_bytes()));
}

fn numbered(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

#[test]
fn many_of_everything() {
    const COUNT: usize = 20_000;
    let texts = [
        format!("namespace a\n{}", "string A\n".repeat(COUNT)),
        format!("namespace a\n{}", "@b ".repeat(COUNT)),
        format!("namespace a\n{}string A", "/// a\n".repeat(COUNT)),
        format!("namespace a\n{}", "%\n".repeat(COUNT)),
        format!(
            "$version: \"2\"\nnamespace a\nstructure A {{{}",
            "$a\n".repeat(COUNT)
        ),
        format!("namespace a\nstructure A {{{}", "a b c\n".repeat(COUNT)),
        format!("metadata a = {{{}}}", "a: 1 ".repeat(COUNT)),
        format!(
            "metadata a = {{{}}}",
            numbered(COUNT, |n| format!("a{n}: 1 "))
        ),
        format!(
            "namespace a\n{}",
            numbered(COUNT, |n| format!("string A{n}\napply A{n} @tags([])\n"))
        ),
        format!(
            "namespace a\n{}",
            numbered(COUNT, |n| format!(
                "structure A{n} {{ a: B{n}, b: A{n} }}\n"
            ))
        ),
        "$a: 1\n".repeat(COUNT),
        format!("metadata a = \"{}\"", "\\u".repeat(COUNT)),
        "\"".repeat(COUNT),
    ];
    for text in texts {
        survives(text.as_bytes());
    }
}

//! Damaged models: whatever happens, it is a model or diagnostics, never a panic.

use crate::support::document;
use tinsmith_model::{Closure, Model, Operations};

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).expect("fits")).expect("fits")
    }
}

const SHAPES: &str = r#"
    "a#V":{"type":"service","version":"1","operations":[{"target":"a#O"}],"resources":[{"target":"a#R"}],
        "errors":[{"target":"a#E"}],"rename":{"a#In":"Renamed"},"traits":{"smithy.api#paginated":{"inputToken":"t"}}},
    "a#R":{"type":"resource","identifiers":{"i":{"target":"smithy.api#String"}},"read":{"target":"a#O"},"resources":[{"target":"a#Q"}]},
    "a#Q":{"type":"resource"},
    "a#O":{"type":"operation","input":{"target":"a#In"},"output":{"target":"a#Out"},"errors":[{"target":"a#E"}],
        "traits":{"smithy.api#http":{"method":"GET","uri":"/a/{l}/{g+}?q=1","code":200},"smithy.api#endpoint":{"hostPrefix":"{l}.x."},
        "smithy.api#paginated":{"outputToken":"t","items":"items","pageSize":"n"}}},
    "a#In":{"type":"structure","mixins":[{"target":"a#Mix"}],"members":{
        "l":{"target":"smithy.api#String","traits":{"smithy.api#httpLabel":{},"smithy.api#required":{},"smithy.api#hostLabel":{}}},
        "g":{"target":"smithy.api#String","traits":{"smithy.api#httpLabel":{},"smithy.api#required":{}}},
        "n":{"target":"smithy.api#Integer","traits":{"smithy.api#httpQuery":"n","smithy.api#default":5}},
        "body":{"target":"a#Blob","traits":{"smithy.api#httpPayload":{},"smithy.api#default":""}}}},
    "a#Mix":{"type":"structure","members":{"t":{"target":"smithy.api#String","traits":{"smithy.api#httpHeader":"x-t"}}},"traits":{"smithy.api#mixin":{"localTraits":[]}}},
    "a#Blob":{"type":"blob","traits":{"smithy.api#streaming":{}}},
    "a#Out":{"type":"structure","members":{"t":{"target":"smithy.api#String"},"items":{"target":"a#L"},"u":{"target":"a#U"},
        "when":{"target":"smithy.api#Timestamp","traits":{"smithy.api#timestampFormat":"http-date"}}}},
    "a#L":{"type":"list","member":{"target":"a#U"}},"a#M":{"type":"map","key":{"target":"a#K"},"value":{"target":"a#L"}},
    "a#U":{"type":"union","members":{"none":{"target":"smithy.api#Unit"},"u":{"target":"a#U"},"m":{"target":"a#M"}}},
    "a#K":{"type":"enum","members":{"A":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"a"}}}},
    "a#N":{"type":"intEnum","members":{"A":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":1}}}},
    "a#X":{"type":"string","traits":{"smithy.api#enum":[{"value":"x","name":"X"}]}},
    "a#E":{"type":"structure","members":{"message":{"target":"smithy.api#String"}},
        "traits":{"smithy.api#error":"client","smithy.api#httpError":404,"smithy.api#retryable":{"throttling":true}}},
    "a#Out$u":{"type":"apply","traits":{"smithy.api#required":{}}}"#;

/// Loads and, where that works, computes the closure; says whether it was a model.
pub(crate) fn survives(document: &[u8]) -> bool {
    match Model::from_bytes("mutant.json", document) {
        Ok(model) => {
            if let Ok(closure) = Closure::of(&model, None, &Operations::All) {
                for (shape, _) in closure.shapes() {
                    assert!(closure.path_to(&model, shape).is_some());
                    for member in model[shape].members() {
                        closure.is_boxed(shape, &member.name);
                        member.traits.location();
                    }
                }
            }
            true
        }
        Err(diagnostics) => {
            assert!(!diagnostics.is_empty());
            assert!(diagnostics.to_string().contains("error"));
            false
        }
    }
}

#[test]
fn the_seed_is_valid_in_both_versions() {
    assert!(survives(document(SHAPES).as_bytes()));
    let old = document(SHAPES)
        .replace("2.0", "1.0")
        .replace(
            r#""mixins":[{"target":"a#Mix"}],"members":{"#,
            r#""members":{"t":{"target":"smithy.api#String","traits":{"smithy.api#httpHeader":"x-t"}},"#,
        )
        .replace(r#","traits":{"smithy.api#mixin":{"localTraits":[]}}"#, "");
    assert!(survives(old.as_bytes()));
}

#[test]
fn flipped_bytes() {
    let seed = document(SHAPES).into_bytes();
    let mut random = Random(1);
    for _ in 0..600 {
        let mut mutant = seed.clone();
        for _ in 0..=random.below(3) {
            let at = random.below(mutant.len());
            mutant[at] ^= 1 << random.below(8);
        }
        survives(&mutant);
    }
}

#[test]
fn truncated_files() {
    let seed = document(SHAPES).into_bytes();
    for end in (0..seed.len()).step_by(17) {
        assert!(!survives(&seed[..end]));
    }
}

/// Where each JSON string of the text starts and ends.
pub(crate) fn strings(text: &str) -> Vec<(usize, usize)> {
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    quotes
        .chunks_exact(2)
        .map(|pair| (pair[0], pair[1] + 1))
        .collect()
}

#[test]
fn swapped_strings() {
    let seed = document(SHAPES);
    let places = strings(&seed);
    let mut random = Random(2);
    for _ in 0..1500 {
        let (from, to) = (
            places[random.below(places.len())],
            places[random.below(places.len())],
        );
        let mutant = [&seed[..to.0], &seed[from.0..from.1], &seed[to.1..]].concat();
        survives(mutant.as_bytes());
    }
}

#[test]
fn replaced_values() {
    let seed = document(SHAPES);
    let colons: Vec<usize> = seed.match_indices("\":").map(|(at, _)| at + 2).collect();
    let values = [
        "null",
        "true",
        "-1",
        "1e300",
        "\"\"",
        "[]",
        "{}",
        "[{}]",
        "{\"target\":\"a#In\"}",
        "{\"target\":\"a#U\"}",
    ];
    let mut random = Random(3);
    for _ in 0..1500 {
        let at = colons[random.below(colons.len())];
        let end = value_end(&seed, at);
        let mutant = [
            &seed[..at],
            values[random.below(values.len())],
            &seed[end..],
        ]
        .concat();
        survives(mutant.as_bytes());
    }
}

/// Where the value that starts at an offset ends. The seed has no brackets or commas in its strings but
/// in those of patterns, where they are balanced.
pub(crate) fn value_end(text: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

#[test]
fn deep_nesting() {
    for depth in [10, 100, 127, 128, 1000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            survives(nested.as_bytes());
            survives(open.repeat(depth).as_bytes());
            survives(
                document(&format!(
                    r#""a#A":{{"type":"string","traits":{{"x#y":{nested}}}}}"#
                ))
                .as_bytes(),
            );
        }
    }
}

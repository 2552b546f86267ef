//! Models in the Smithy IDL.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| tinsmith_fuzz::load("model.smithy", text));

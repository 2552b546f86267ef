//! Bodies in JSON.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| tinsmith_fuzz::read!(json, body));

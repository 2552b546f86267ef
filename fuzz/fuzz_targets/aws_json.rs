//! Models in the AWS JSON format.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| tinsmith_fuzz::load("service-2.json", text));

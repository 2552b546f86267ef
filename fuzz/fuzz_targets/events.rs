//! Event streams with payloads in JSON, CBOR and XML.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| tinsmith_fuzz::events::read(body));

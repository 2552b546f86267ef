//! Models in the Smithy IDL, and their layout.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tinsmith_model::format_idl;

fuzz_target!(|text: &[u8]| {
    if let Ok(formatted) = format_idl("model.smithy", text) {
        let again = format_idl("model.smithy", formatted.as_bytes());
        assert_eq!(again.expect("what is formatted can be read"), formatted);
    }
    tinsmith_fuzz::load("model.smithy", text);
});

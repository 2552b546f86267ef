//! Bodies in XML.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tinsmith_fuzz::clients::xml::operation::say::{Say, SayInput};

fuzz_target!(|body: &[u8]| {
    tinsmith_fuzz::read::<Say>(body, |output| {
        SayInput::builder()
            .set_value(output.value)
            .build()
            .expect("no member is required")
    });
});

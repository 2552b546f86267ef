//! Answers in awsQuery and ec2Query.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| tinsmith_fuzz::query::read(body));

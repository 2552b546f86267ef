//! A client of Amazon Connect's users and instances: what the build step makes of
//! `model/connect/2022-10-13.json`. No line of it is written by hand.

tinsmith_runtime::include_client!();

//! A client of one operation of Amazon Connect, with the public names of the official crate.

tinsmith_runtime::include_client!();

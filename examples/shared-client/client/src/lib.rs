//! A client of two operations of Amazon Connect.

tinsmith_runtime::include_client!();

//! The options that shape the generated code: clients of one model, each with all options, whose code these tests call.
//! `build.rs` has the options.

mod own;
mod types;
mod wire;

/// The clients, by protocol.
mod clients {
    include!(concat!(env!("OUT_DIR"), "/shaped.rs"));
}

//! The Rust of the guide. Documentation tests compile the blocks of each page, all in one program, and run those that are
//! not `no_run`: `cargo test --package tinsmith-tests --doc`.

/// Declares the pages that have Rust.
macro_rules! pages {
    ($($module:ident $file:literal)*) => {
        /// The pages whose blocks in Rust are compiled.
        pub const COMPILED: &[&str] = &[$($file),*];

        $(
            #[cfg(doctest)]
            #[doc = include_str!(concat!("../../guide/src/", $file))]
            mod $module {}
        )*
    };
}

pages! {
    choosing_operations "choosing-operations.md"
    first_call "first-call.md"
    errors "errors-retries-timeouts.md"
    moving_over "moving-over.md"
    input_checks "input-checks.md"
    shaping "shaping-the-output.md"
    testing "testing.md"
}

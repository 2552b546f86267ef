//! Macros by which generated code asks whether this version of the crate fits it.

/// Expands to the items in the first braces if the version is this crate's major and minor version, else to those in
/// the second.
#[doc(hidden)]
#[macro_export]
macro_rules! if_version {
    ("0.1" { $($fits:tt)* } { $($other:tt)* }) => { $($fits)* };
    ($version:literal { $($fits:tt)* } { $($other:tt)* }) => { $($other)* };
}

/// Expands to nothing if the version is this crate's major and minor version, else to a compile error with the message.
#[doc(hidden)]
#[macro_export]
macro_rules! require_version {
    ($version:tt, $message:literal) => {
        $crate::if_version! { $version {} { ::core::compile_error!($message); } }
    };
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_macro_knows_the_version_of_the_crate() {
        let version = [
            env!("CARGO_PKG_VERSION_MAJOR"),
            env!("CARGO_PKG_VERSION_MINOR"),
        ];
        crate::if_version! { "0.1" { const FITS: [&str; 2] = ["0", "1"]; } {} }
        assert_eq!(FITS, version);
        crate::if_version! { "0.0" {} { const OTHER: &str = "other"; } }
        assert_eq!(OTHER, "other");
        crate::require_version!("0.1", "the version fits");
    }
}

//! What a build step writes around a client that needs features of the runtime. If one is off, the compiler reports
//! one error, and not an error for each name that it does not find.
//!
//! `cfg` in generated code would ask for the features of the user's crate, so the runtime has a macro for each of
//! its own features (`if_cbor`). If the feature is off, the module is empty but for one `compile_error!`; the
//! compiler then does not look for what users import from it.
//!
//! ```ignore
//! ::tinsmith_runtime::if_cbor! { {
//! #[path = "counters/mod.rs"]
//! pub mod counters;
//! } {
//! pub mod counters { ::std::compile_error!("the client needs the feature `cbor` of tinsmith-runtime, .."); }
//! } }
//! ```

use crate::output::{File, MARK};

/// The file that `include_client!` includes for the module `name`.
pub(crate) fn declaration(name: &str, features: &[&str]) -> File {
    let module = format!("#[path = \"{name}/mod.rs\"]\npub mod {name};\n");
    // Within a module of the client's name the error is the only one: after it the compiler does not report what users
    // import from the module.
    let without = |error: String| format!("pub mod {name} {{\n{error}}}\n");
    File {
        path: format!("{name}.rs").into(),
        text: text(&with_features(features, module, without)),
    }
}

/// The file that `include_client!` includes for a client that is the whole crate, and whose root is the file
/// `root` beside it.
pub(crate) fn inclusion(root: &str, features: &[&str]) -> File {
    let include = format!("::std::include!({root:?});\n");
    File {
        path: "mod.rs".into(),
        text: text(&with_features(features, include, |error| error)),
    }
}

fn text(items: &str) -> String {
    format!("{MARK}\n// it declares the client.\n{items}")
}

/// The items if the runtime has all of the features, else a `compile_error!` that names one that is off.
fn with_features(features: &[&str], items: String, without: impl Fn(String) -> String) -> String {
    let quoted: Vec<String> = features.iter().map(|it| format!("{it:?}")).collect();
    let list = format!("features = [{}]", quoted.join(", "));
    features.iter().rev().fold(items, |items, feature| {
        let message = format!(
            "the client needs the feature `{feature}` of tinsmith-runtime, which is off: add `{list}` to the \
             dependency in Cargo.toml"
        );
        let without = without(format!("::std::compile_error!({message:?});\n"));
        let condition = format!("if_{}", feature.replace('-', "_"));
        format!("::tinsmith_runtime::{condition}! {{ {{\n{items}}} {{\n{without}}} }}\n")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_without_features_is_declared_as_it_is() {
        let file = declaration("plain", &[]);
        assert_eq!(file.path.to_str(), Some("plain.rs"));
        let items = "// it declares the client.\n#[path = \"plain/mod.rs\"]\npub mod plain;\n";
        assert!(file.text.ends_with(items), "{}", file.text);
    }

    #[test]
    fn every_feature_is_asked_for_and_each_error_names_all() {
        let text = declaration("counters", &["cbor", "event-stream"]).text;
        let cbor = text.find("::tinsmith_runtime::if_cbor! {");
        let events = text.find("::tinsmith_runtime::if_event_stream! {");
        assert!(cbor.is_some() && cbor < events, "{text}");
        assert_eq!(text.matches("::std::compile_error!(").count(), 2, "{text}");
        let all = r#"features = [\"cbor\", \"event-stream\"]"#;
        assert_eq!(text.matches(all).count(), 2, "{text}");
        let parsed: Result<syn::File, _> = syn::parse_str(&text);
        assert!(parsed.is_ok(), "{text}");
    }
}

//! The Rust names of members, variants, settings and endpoint parameters.
//!
//! A name in the model becomes several names in Rust: the member `name` is a field and a getter, and on the builder
//! `name`, `set_name` and `get_name`. Such a name may collide with one that the generated code uses already, for itself
//! or for another member. The name from the model gives way then: it is changed by these rules. Rules marked
//! "(official)" are those of the official clients.
//!
//! | the name of a | gives way if it is | because it is the name of | and becomes |
//! |---|---|---|---|
//! | member of a structure | `build`, `builder`, `customize`, `default`, `make_operation`, `meta`, `presigned`, `send` | methods of structures and builders | `<name>_value`; its `set_` and `get_` keep the name (official) |
//! | member of an input | `as_input`, `into_paginator`, `send_with` | methods of the builders of calls | `<name>_value` |
//! | member of an error | `retryable_error_kind`, `set_meta`; without a member `message` also `set_message`, `get_message` | methods of errors and their builders | `<name>_value` |
//! | member of an error | `meta` | `set_meta` of the builder | `<name>_value`; its `set_` and `get_` have the new name, too |
//! | member of a structure | `set_<name>`, `get_<name>` | the methods of another member `<name>` | `<name>_value` |
//! | variant of an enum or union | `Unknown` | the variant for values that the model does not know | `UnknownValue` (official) |
//! | variant of an enum or union | `UnknownValue` | the renamed `Unknown` | `UnknownValue_` (official) |
//! | variant of an operation's error | `Unhandled` | the variant for errors that the model does not know | `UnhandledValue` |
//! | type or variant | `Self` | the keyword | `SelfValue` (official) |
//! | type or variant | `SelfValue` | the renamed `Self` | `SelfValue_` (official) |
//! | variant that ends with `_` | (only its methods `is_` and `as_`) | the methods of another variant without the `_` | methods that end with `_`, too |
//! | setting of the client | the names in [`CONFIG_METHODS`], or `set_<name>` of another setting | methods of `config::Builder` | `<name>_value` and `set_<name>_value` |
//! | operation | `config`, `from_conf`, `new`, `with_endpoint_discovery_enabled` | methods of the client | `<name>_` |
//! | endpoint parameter | as a member of a structure | methods of `Params` and its builder | `<name>_value` |
//!
//! If the new name is taken as well, `_` is appended until it is free. Keywords are escaped before all this: `r#type`,
//! and `self_`, `crate_`, `super_` (official).
//!
//! `names.rs` handles keywords and case, and the rows about operations, types and variants of enums.
//!
//! Two names in the model that are the same in Rust, such as `fooBar` and `foo_bar`, are not changed: [`naming`] reports
//! them, and all other collisions that are left, as errors.
//!
//! [`naming`]: super::naming

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{self, Name};

/// The role of a structure in the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// An operation's input.
    Input,
    /// An operation's output.
    Output,
    /// A structure that members target.
    Type,
    /// An error of the model.
    Error,
}

/// Methods of structures, builders and fluent builders to which the members of all structures give way, as in the
/// official clients.
const METHODS: [&str; 8] = [
    "build",
    "builder",
    "customize",
    "default",
    "make_operation",
    "meta",
    "presigned",
    "send",
];

/// Methods to which only the members of inputs give way.
const INPUT_METHODS: [&str; 3] = ["as_input", "into_paginator", "send_with"];

/// Methods to which only the members of errors give way.
const ERROR_METHODS: [&str; 2] = ["retryable_error_kind", "set_meta"];

/// The member that holds an error's message.
const MESSAGE: &str = "message";
/// The methods for an error's message, which the builder of an error has even if the error has no such member.
const MESSAGE_METHODS: [&str; 2] = ["get_message", "set_message"];

/// The variant for errors that the model does not know.
const UNHANDLED: &str = "Unhandled";

/// The methods of a configuration's builder, without their `set_` variants, and `from`, which applications call by the
/// builder's name. The list contains methods that only some clients have, so that a setting keeps its name when a new
/// version of the model adds such a method.
pub(crate) const CONFIG_METHODS: [&str; 61] = [
    "account_id_endpoint_mode",
    "allow_no_auth",
    "api_key",
    "api_key_resolver",
    "app_name",
    "apply_test_defaults",
    "apply_test_defaults_v2",
    "auth_scheme_preference",
    "auth_scheme_resolver",
    "aws_chunked_encoding_chunk_size",
    "basic_auth_login",
    "basic_auth_login_resolver",
    "bearer_token",
    "bearer_token_resolver",
    "behavior_version",
    "behavior_version_latest",
    "build",
    "capture_input_attributes",
    "credentials_provider",
    "default",
    "digest_auth_login",
    "digest_auth_login_resolver",
    "disable_clock_skew_correction",
    "disable_host_prefix",
    "disable_request_compression",
    "emit_input_attributes",
    "endpoint_resolver",
    "endpoint_url",
    "express_credentials_provider",
    "framework_metadata",
    "from",
    "http_client",
    "idempotency_token_provider",
    "identity_cache",
    "identity_resolver",
    "interceptor",
    "interceptors",
    "invocation_id_generator",
    "new",
    "push_auth_scheme",
    "push_framework_metadata",
    "push_interceptor",
    "push_retry_classifier",
    "region",
    "request_checksum_calculation",
    "request_min_compression_size_bytes",
    "response_checksum_validation",
    "retry_classifier",
    "retry_classifiers",
    "retry_config",
    "retry_partition",
    "sigv4a_signing_region_set",
    "sleep_impl",
    "stalled_stream_protection",
    "time_source",
    "timeout_config",
    "token_provider",
    "use_dual_stack",
    "use_fips",
    "with_test_defaults",
    "with_test_defaults_v2",
];

/// The names of a structure's member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MemberNames {
    /// The name of the field, of its getter and of its plain setter.
    pub(crate) ident: Name,
    /// `set_<name>` of the builder.
    pub(crate) setter: Name,
    /// `get_<name>` of the builder.
    pub(crate) getter: Name,
}

/// The names of a variant of a union or of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VariantNames {
    /// The variant.
    pub(crate) ident: Name,
    /// `is_<name>`.
    pub(crate) is: Name,
    /// `as_<name>`, which only unions have.
    pub(crate) getter: Name,
}

/// The names of a setting or an endpoint parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetterNames {
    /// The plain setter.
    pub(crate) ident: Name,
    /// The setter that takes an `Option`.
    pub(crate) set: Name,
}

/// Returns the names of the members of a structure, in the order of the members.
pub(crate) fn members<'a>(role: Role, members: impl Iterator<Item = &'a str>) -> Vec<MemberNames> {
    let snakes: Vec<String> = members.map(names::snake).collect();
    let mut claimed = Claimed::by(methods(role, snakes.iter().any(|it| it == MESSAGE)));
    claimed.model.extend(snakes.iter().cloned());
    let stems: Vec<String> = snakes
        .iter()
        .map(|snake| match (role, snake.as_str()) {
            (Role::Error, "meta") => claimed.free("meta_value"),
            _ => snake.clone(),
        })
        .collect();
    let helpers = stems
        .iter()
        .flat_map(|stem| ["set", "get"].map(|it| format!("{it}_{stem}")));
    claimed.helpers.extend(helpers);
    let names = snakes.iter().zip(stems);
    let names = names.map(|(snake, stem)| MemberNames {
        ident: names::function_ident(&if stem == *snake {
            claimed.giving_way(snake)
        } else {
            stem.clone()
        }),
        setter: names::function_ident(&format!("set_{stem}")),
        getter: names::function_ident(&format!("get_{stem}")),
    });
    names.collect()
}

/// Returns the names of the variants of a union, in the order of its members.
pub(crate) fn variants<'a>(members: impl Iterator<Item = &'a str>) -> Vec<VariantNames> {
    with_methods(members.map(|name| names::variant_ident(&names::pascal(name))))
}

/// Returns the names of the variants of an operation's error. `errors` are the names of the error types; the result is
/// in their order.
pub(crate) fn error_variants<'a>(
    errors: impl Iterator<Item = &'a str> + Clone,
) -> Vec<VariantNames> {
    let mut claimed = Claimed::by(vec![UNHANDLED]);
    claimed.model.extend(errors.clone().map(str::to_owned));
    let idents = errors.map(|name| match name {
        UNHANDLED => names::type_ident(&claimed.free("UnhandledValue")),
        name => names::type_ident(name),
    });
    with_methods(idents)
}

/// Adds the names of the methods to those of the variants. If two variants would have the same methods, the methods of
/// the variant that ends with `_` end with `_`, too.
fn with_methods(idents: impl Iterator<Item = Name>) -> Vec<VariantNames> {
    let idents: Vec<(Name, String)> = idents
        .map(|ident| {
            let snake = names::snake(&ident.to_string());
            (ident, snake)
        })
        .collect();
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, snake) in &idents {
        *shared.entry(snake).or_default() += 1;
    }
    let names = idents.iter().map(|(ident, snake)| {
        let text = ident.unescaped();
        let end = match shared[snake.as_str()] {
            1 => "",
            _ => &text[text.trim_end_matches('_').len()..],
        };
        VariantNames {
            is: names::function_ident(&format!("is_{snake}{end}")),
            getter: names::function_ident(&format!("as_{snake}{end}")),
            ident: ident.clone(),
        }
    });
    names.collect()
}

/// Returns the names of the settings that the model defines for the client, in their order.
pub(crate) fn settings<'a>(settings: impl Iterator<Item = &'a str>) -> Vec<SetterNames> {
    let snakes: Vec<String> = settings.map(names::snake).collect();
    let mut claimed = Claimed::by(CONFIG_METHODS.to_vec());
    let setters = CONFIG_METHODS.iter().map(|it| format!("set_{it}"));
    claimed.helpers.extend(setters);
    claimed
        .helpers
        .extend(snakes.iter().map(|it| format!("set_{it}")));
    claimed.model.extend(snakes.iter().cloned());
    let names = snakes.iter().map(|snake| {
        let mut stem = claimed.giving_way(snake);
        if stem != *snake {
            while claimed.has(&format!("set_{stem}")) {
                stem = claimed.free(&format!("{stem}_"));
            }
            claimed.model.insert(format!("set_{stem}"));
            claimed.model.insert(stem.clone());
        }
        SetterNames {
            set: names::function_ident(&format!("set_{stem}")),
            ident: names::function_ident(&stem),
        }
    });
    names.collect()
}

/// Returns the names of the parameters of endpoint rules, in their order.
pub(crate) fn parameters<'a>(parameters: impl Iterator<Item = &'a str>) -> Vec<SetterNames> {
    let names = members(Role::Type, parameters).into_iter();
    let names = names.map(|names| SetterNames {
        ident: names.ident,
        set: names.setter,
    });
    names.collect()
}

/// Returns the names to which a member of a structure gives way, whatever the other members are.
fn methods(role: Role, has_message: bool) -> Vec<&'static str> {
    let mut methods = METHODS.to_vec();
    match role {
        Role::Input => methods.extend(INPUT_METHODS),
        Role::Error => {
            methods.extend(ERROR_METHODS);
            if !has_message {
                methods.extend(MESSAGE_METHODS);
            }
        }
        Role::Output | Role::Type => {}
    }
    methods
}

/// The names that are taken in one scope.
struct Claimed {
    /// The names that the generated code takes for every model.
    methods: Vec<&'static str>,
    /// The names that the generated code takes for other names in the model, such as `set_<name>`.
    helpers: BTreeSet<String>,
    /// The names in the model.
    model: BTreeSet<String>,
}

impl Claimed {
    /// Returns a scope in which only these methods are taken.
    fn by(methods: Vec<&'static str>) -> Self {
        Self {
            methods,
            helpers: BTreeSet::new(),
            model: BTreeSet::new(),
        }
    }

    /// Returns the name itself, or the name that it becomes if the generated code takes it.
    fn giving_way(&self, name: &str) -> String {
        if self.methods.contains(&name) || self.helpers.contains(name) {
            self.free(&format!("{name}_value"))
        } else {
            name.to_owned()
        }
    }

    /// Whether the name is taken.
    fn has(&self, name: &str) -> bool {
        self.methods.contains(&name) || self.helpers.contains(name) || self.model.contains(name)
    }

    /// Appends `_` to the name until it is free. Two different names never become the same.
    fn free(&self, name: &str) -> String {
        let mut name = name.to_owned();
        while self.has(&name) {
            name.push('_');
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the field and the setter of each member, as text.
    fn spelled(role: Role, names: &[&str]) -> Vec<String> {
        let all = members(role, names.iter().copied());
        let shown = all.iter().map(|it| format!("{} {}", it.ident, it.setter));
        shown.collect()
    }

    #[test]
    fn members_give_way_to_methods() {
        for (role, names, expected) in [
            (
                Role::Type,
                &["type", "self", "gen"][..],
                &["r#type set_type", "self_ set_self", "r#gen set_gen"][..],
            ),
            (
                Role::Type,
                &["build", "meta", "1x"],
                &[
                    "build_value set_build",
                    "meta_value set_meta",
                    "_1_x set_1_x",
                ],
            ),
            (
                Role::Type,
                &["build", "buildValue"],
                &["build_value_ set_build", "build_value set_build_value"],
            ),
            (
                Role::Type,
                &["name", "setName"],
                &["name set_name", "set_name_value set_set_name"],
            ),
            (
                Role::Type,
                &["getName", "name"],
                &["get_name_value set_get_name", "name set_name"],
            ),
            (
                Role::Type,
                &["name", "setName", "setNameValue"],
                &[
                    "name set_name",
                    "set_name_value_ set_set_name",
                    "set_name_value set_set_name_value",
                ],
            ),
            (
                Role::Type,
                &["setName", "asInput"],
                &["set_name set_set_name", "as_input set_as_input"],
            ),
            (Role::Input, &["asInput"], &["as_input_value set_as_input"]),
            (Role::Error, &["meta"], &["meta_value set_meta_value"]),
            (
                Role::Error,
                &["meta", "setMetaValue"],
                &[
                    "meta_value set_meta_value",
                    "set_meta_value_value set_set_meta_value",
                ],
            ),
            (
                Role::Error,
                &["meta", "metaValue"],
                &["meta_value_ set_meta_value_", "meta_value set_meta_value"],
            ),
            (
                Role::Error,
                &["setMeta", "setMessage"],
                &[
                    "set_meta_value set_set_meta",
                    "set_message_value set_set_message",
                ],
            ),
            (
                Role::Error,
                &["message", "getMessage"],
                &["message set_message", "get_message_value set_get_message"],
            ),
        ] {
            assert_eq!(spelled(role, names), expected, "{role:?}: {names:?}");
        }
    }

    #[test]
    fn variants_and_their_methods() {
        let shown = |names: Vec<VariantNames>| -> Vec<String> {
            let names = names
                .iter()
                .map(|it| format!("{} {} {}", it.ident, it.is, it.getter));
            names.collect()
        };
        assert_eq!(
            shown(variants(["self", "selfValue", "unknown"].into_iter())),
            [
                "SelfValue is_self_value as_self_value",
                "SelfValue_ is_self_value_ as_self_value_",
                "UnknownValue is_unknown_value as_unknown_value",
            ]
        );
        // If no other variant has them, the methods are those of the official clients.
        assert_eq!(
            shown(variants(["selfValue"].into_iter())),
            ["SelfValue_ is_self_value as_self_value"]
        );
        let errors = ["Unhandled", "UnhandledValue", "Lost"];
        assert_eq!(
            shown(error_variants(errors.into_iter())),
            [
                "UnhandledValue_ is_unhandled_value_ as_unhandled_value_",
                "UnhandledValue is_unhandled_value as_unhandled_value",
                "Lost is_lost as_lost",
            ]
        );
        let errors = ["Unhandled"];
        assert_eq!(
            shown(error_variants(errors.into_iter())),
            ["UnhandledValue is_unhandled_value as_unhandled_value"]
        );
    }

    #[test]
    fn settings_give_way_as_a_pair() {
        for (names, expected) in [
            (
                &["ForcePathStyle", "type"][..],
                &["force_path_style set_force_path_style", "r#type set_type"][..],
            ),
            (
                &["region", "setRegion"],
                &[
                    "region_value set_region_value",
                    "set_region_value_ set_set_region_value_",
                ],
            ),
            (
                &["region", "setRegionValue"],
                &[
                    "region_value_ set_region_value_",
                    "set_region_value set_set_region_value",
                ],
            ),
            (
                &["tone", "setTone"],
                &["tone set_tone", "set_tone_value set_set_tone_value"],
            ),
        ] {
            let shown = settings(names.iter().copied());
            let shown: Vec<String> = shown
                .iter()
                .map(|it| format!("{} {}", it.ident, it.set))
                .collect();
            assert_eq!(shown, expected, "{names:?}");
        }
    }
}

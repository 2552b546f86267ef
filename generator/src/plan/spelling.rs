//! The Rust names of what stands inside of something: members, variants, settings, endpoint parameters.
//!
//! What a model names becomes several names in Rust: the member `name` is a field and a getter, and on the builder
//! `name`, `set_name` and `get_name`. A name of the model may thus be one that the generated code has already, of its
//! own or because of another member. One of the two gives way, by these rules:
//!
//! | where | what gives way | to what | its new name |
//! |---|---|---|---|
//! | member of a structure | `build`, `builder`, `customize`, `default`, `make_operation`, `meta`, `presigned`, `send` | methods of structures and builders | `<name>_value`; its `set_` and `get_` keep the name (official) |
//! | member of an input | `as_input`, `into_paginator`, `send_with` | methods of the builders of calls | `<name>_value` |
//! | member of an error | `retryable_error_kind`, `set_meta`; without a member `message` also `set_message`, `get_message` | methods of errors and their builders | `<name>_value` |
//! | member of an error | `meta` | `set_meta` of the builder | also its `set_` and `get_` have the new name |
//! | member of a structure | `set_<name>`, `get_<name>` | the methods of a member `<name>` beside it | `<name>_value` |
//! | variant of an enum or union | `Unknown` | the variant for what the model does not know | `UnknownValue` (official) |
//! | variant of an enum or union | `UnknownValue` | the row above | `UnknownValue_` (official) |
//! | variant of an operation's error | `Unhandled` | the variant for errors that the model does not know | `UnhandledValue` |
//! | type or variant | `Self` | the keyword | `SelfValue` (official) |
//! | type or variant | `SelfValue` | the row above | `SelfValue_` (official) |
//! | `is_` and `as_` of a variant that ends with `_` | its method | that of the variant without `_` beside it | ends with `_` too |
//! | setting of the client | the names in [`CONFIG_METHODS`], or `set_<name>` of another setting | methods of `config::Builder` | `<name>_value` and `set_<name>_value` |
//! | operation | `config`, `from_conf`, `new`, `with_endpoint_discovery_enabled` | methods of the client | `<name>_` |
//! | endpoint parameter | as a member of a structure | methods of `Params` and its builder | `<name>_value` |
//!
//! A new name that is taken ends with as many `_` as it takes. Keywords are escaped before all this: `r#type`, and
//! `self_`, `crate_`, `super_` (official).
//!
//! Keywords and case are in `names.rs`, and so are the rows about operations, types and variants of enums.
//!
//! Names of the model that are the same in Rust, such as `fooBar` and `foo_bar`, are left the same: [`naming`] refuses
//! them, and whatever else is claimed twice.
//!
//! [`naming`]: super::naming

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{self, Name};

/// What a structure is to its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// An operation's input.
    Input,
    /// An operation's output.
    Output,
    /// A type of its own.
    Type,
    /// A modelled error.
    Error,
}

/// Methods of structures, builders or fluent builders that members of all structures give way to, as in the official
/// clients.
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

/// The same for inputs only.
const INPUT_METHODS: [&str; 3] = ["as_input", "into_paginator", "send_with"];

/// The same for errors only.
const ERROR_METHODS: [&str; 2] = ["retryable_error_kind", "set_meta"];

/// The methods of an error's message, which are there without such a member.
const MESSAGE: &str = "message";
const MESSAGE_METHODS: [&str; 2] = ["get_message", "set_message"];

/// The variant for errors that the model does not know.
const UNHANDLED: &str = "Unhandled";

/// The methods of a configuration's builder, each with its `set_`, and `from`, which applications call by the builder's
/// name. Those that only some clients have are among them, so that a setting keeps its name when the model starts to need one.
pub(crate) const CONFIG_METHODS: [&str; 58] = [
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
    "disable_request_compression",
    "emit_input_attributes",
    "endpoint_resolver",
    "endpoint_url",
    "framework_metadata",
    "from",
    "http_client",
    "idempotency_token_provider",
    "identity_cache",
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
    /// The field, its getter and its plain setter.
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
    /// The setter that takes an option.
    pub(crate) set: Name,
}

/// The names of the members of a structure, in their order.
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

/// The names of one of the members of a structure.
#[cfg(any(feature = "report", test))]
pub(crate) fn member<'a>(
    role: Role,
    name: &str,
    siblings: impl Iterator<Item = &'a str> + Clone,
) -> MemberNames {
    let snake = names::snake(name);
    let is_like_a_method = ["set_", "get_"].iter().any(|it| snake.starts_with(it));
    let own = [name];
    let place = siblings.clone().position(|sibling| sibling == name);
    match place {
        // Whatever stands beside it.
        _ if !is_like_a_method && !methods(role, true).contains(&snake.as_str()) => {
            members(role, own.into_iter()).swap_remove(0)
        }
        Some(place) => members(role, siblings).swap_remove(place),
        None => members(role, own.into_iter()).swap_remove(0),
    }
}

/// The names of the variants of a union, in the order of its members.
pub(crate) fn variants<'a>(members: impl Iterator<Item = &'a str>) -> Vec<VariantNames> {
    with_methods(members.map(|name| names::variant_ident(&names::pascal(name))))
}

/// The names of the variants that errors of these names have in the errors of operations, in their order.
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

/// Variants with their methods. Where two have the same ones, those of the variant that ends with `_` do, too.
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

/// The names of a client's own settings, in their order.
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

/// The names of the parameters of endpoint rules, in their order.
pub(crate) fn parameters<'a>(parameters: impl Iterator<Item = &'a str>) -> Vec<SetterNames> {
    let names = members(Role::Type, parameters).into_iter();
    let names = names.map(|names| SetterNames {
        ident: names.ident,
        set: names.setter,
    });
    names.collect()
}

/// The names that members of a structure give way to, whatever stands beside them.
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

/// The names that are claimed where a name stands.
struct Claimed {
    /// By generated code, whatever the model has.
    methods: Vec<&'static str>,
    /// By generated code, because of something of the model.
    helpers: BTreeSet<String>,
    /// By the model.
    model: BTreeSet<String>,
}

impl Claimed {
    fn by(methods: Vec<&'static str>) -> Self {
        Self {
            methods,
            helpers: BTreeSet::new(),
            model: BTreeSet::new(),
        }
    }

    /// The name itself, or the one that it has where generated code has that.
    fn giving_way(&self, name: &str) -> String {
        if self.methods.contains(&name) || self.helpers.contains(name) {
            self.free(&format!("{name}_value"))
        } else {
            name.to_owned()
        }
    }

    fn has(&self, name: &str) -> bool {
        self.methods.contains(&name) || self.helpers.contains(name) || self.model.contains(name)
    }

    /// The name with as many `_` as it takes to be nobody's. Two names give way to the same one only if they are the
    /// same themselves.
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

    /// The field and the setter of each member.
    fn spelled(role: Role, names: &[&str]) -> Vec<String> {
        let all = members(role, names.iter().copied());
        for (name, names_of) in names.iter().zip(&all) {
            assert_eq!(member(role, name, names.iter().copied()), *names_of);
        }
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
        // Alone it has the method of the official clients.
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

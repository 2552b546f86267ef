//! Parsers for values of arguments.

use semver::{Version, VersionReq};
use syn::Ident;
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use toml::de::{DeTable, DeValue};

use crate::model::{Compatibility, Level, Rule, nearest};
use crate::{Dependency, EnumValueName};

/// Checks the name of a package: cargo must accept it, and `use` must be able to name its library.
pub(super) fn crate_name(name: &str) -> Result<String, String> {
    /// The libraries of every crate, and the one that generated code calls.
    const TAKEN: [&str; 6] = [
        "alloc",
        "core",
        "proc_macro",
        "std",
        "test",
        "tinsmith_runtime",
    ];
    let library = name.replace('-', "_");
    // The parser skips white space and comments.
    let is_whole = |name: Ident| name == library.as_str();
    let is_word = Ident::parse_any.parse_str(&library).is_ok_and(is_whole);
    let expected = if !is_word || name.starts_with('-') || name.contains('#') {
        "a name of letters, digits, `-` and `_` that does not begin with a digit or `-`, such as \
         aws-sdk-connect"
    } else if syn::parse_str::<Ident>(&library).is_err() {
        "another name: this is a keyword of Rust"
    } else if TAKEN.contains(&library.as_str()) {
        "another name: this is that of another library"
    } else {
        return Ok(name.to_owned());
    };
    Err(format!("expected {expected}"))
}

/// Checks the version of a package.
pub(super) fn version(version: &str) -> Result<String, String> {
    match Version::parse(version) {
        Ok(_) => Ok(version.to_owned()),
        Err(error) => Err(format!("expected a version such as 1.220.0: {error}")),
    }
}

/// Checks the version requirement of a dependency.
pub(super) fn requirement(requirement: &str) -> Result<String, String> {
    match VersionReq::parse(requirement) {
        Ok(_) => Ok(requirement.to_owned()),
        Err(error) => Err(format!(
            "expected a version or a requirement such as 0.1 or =0.1.3: {error}"
        )),
    }
}

/// Parses `SHAPE$VALUE=NAME`. A shape id has no `$` and a name has no `=`; a value may have both.
pub(super) fn enum_value(text: &str) -> Result<EnumValueName, String> {
    let parts = text.split_once('$').and_then(|(shape, rest)| {
        let (value, name) = rest.rsplit_once('=')?;
        Some([shape, value, name].map(str::to_owned))
    });
    match parts {
        Some([shape, value, name]) => Ok(EnumValueName { shape, value, name }),
        None => Err(
            "expected the enum's shape id, a value and its name in Rust, such as \
             'com.example#Model$GPT_3_5=Gpt3Point5'"
                .to_owned(),
        ),
    }
}

/// Parses `PATTERN=VALUE`.
pub(super) fn rule(text: &str) -> Result<crate::Rule, String> {
    match text.split_once('=') {
        Some((shapes, value)) => Ok(crate::Rule::new(shapes.trim(), value.trim())),
        None => Err(
            "expected a pattern, `=` and a value, such as 'com.example#Money=Eq, Hash'".to_owned(),
        ),
    }
}

/// Parses `ID=NAME`. A name has no `=`; a value of an enum may have one.
pub(super) fn rename(text: &str) -> Result<crate::Rule, String> {
    match text.rsplit_once('=') {
        Some((id, name)) => Ok(crate::Rule::new(id, name)),
        None => {
            Err("expected an id, `=` and a name, such as 'com.example#Money$amt=amount'".to_owned())
        }
    }
}

/// Parses `NAME=VALUE`, a line of a manifest.
pub(super) fn dependency(text: &str) -> Result<Dependency, String> {
    const EXPECTED: &str = "expected a dependency as in a manifest, such as 'uuid = \"1\"'";
    let (name, value) = text.split_once('=').ok_or(EXPECTED)?;
    let line = DeTable::parse(text).map_err(|_| EXPECTED)?;
    let mut values = line.get_ref().values().map(|value| value.get_ref());
    match (values.next(), values.next()) {
        (Some(DeValue::String(_) | DeValue::Table(_)), None) => Ok(Dependency {
            name: crate_name(name.trim())?,
            value: value.trim().to_owned(),
        }),
        _ => Err(EXPECTED.to_owned()),
    }
}

/// Another verdict for a kind of change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RuleLevel {
    pub(super) rule: Rule,
    pub(super) level: OwnLevel,
}

/// A verdict for Rust or for the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnLevel {
    Rust(Level),
    Wire(Compatibility),
}

/// Parses `RULE=LEVEL`.
pub(super) fn rule_level(text: &str) -> Result<RuleLevel, String> {
    let Some((name, level)) = text.split_once('=') else {
        return Err("expected a rule and a level, such as enum-value-renamed=minor".to_owned());
    };
    let level = match level {
        "none" => OwnLevel::Rust(Level::None),
        "patch" => OwnLevel::Rust(Level::Patch),
        "minor" => OwnLevel::Rust(Level::Minor),
        "major" => OwnLevel::Rust(Level::Major),
        "compatible" => OwnLevel::Wire(Compatibility::Compatible),
        "incompatible" => OwnLevel::Wire(Compatibility::Incompatible),
        level => {
            return Err(format!(
                "`{level}` is no level, expected none, patch, minor or major for Rust, compatible or incompatible on \
                 the wire"
            ));
        }
    };
    match rule_named(name) {
        Some(rule) => Ok(RuleLevel { rule, level }),
        None => Err(format!("there is no rule `{name}`; {}", rule_hint(name))),
    }
}

/// The kind of change of this name.
pub(super) fn rule_named(name: &str) -> Option<Rule> {
    Rule::ALL.iter().copied().find(|rule| rule.name() == name)
}

/// What may have been meant by the name of a kind of change.
pub(super) fn rule_hint(name: &str) -> String {
    let names = Rule::ALL.iter().map(|rule| rule.name());
    match nearest(name, names)[..] {
        [] => "`tinsmith changes --list-rules` lists all".to_owned(),
        [first, ..] => format!("did you mean `{first}`? `tinsmith changes --list-rules` lists all"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_cargo_takes() {
        for name in [
            "aws-sdk-connect",
            "a",
            "_a",
            "a-",
            "Connect2",
            "r\u{e9}seau",
        ] {
            assert_eq!(crate_name(name).as_deref(), Ok(name));
        }
        for (name, part) in [
            ("", "expected a name of letters"),
            ("1a", "expected a name of letters"),
            ("-a", "expected a name of letters"),
            ("a b", "expected a name of letters"),
            ("a.b", "expected a name of letters"),
            ("a/../b", "expected a name of letters"),
            ("a\"", "expected a name of letters"),
            ("a\u{1b}[31m", "expected a name of letters"),
            (" a", "expected a name of letters"),
            ("r#a", "expected a name of letters"),
            ("_", "keyword"),
            ("fn", "keyword"),
            ("crate", "keyword"),
            ("std", "another library"),
            ("tinsmith-runtime", "another library"),
        ] {
            let refused = crate_name(name).expect_err(name);
            assert!(refused.contains(part), "{name}: {refused}");
        }
    }

    #[test]
    fn versions_are_semantic() {
        for text in ["1.220.0", "0.1.0-rc.1+build"] {
            assert_eq!(version(text).as_deref(), Ok(text));
        }
        for text in ["", "1", "1.2", "v1.2.3", "1.2.3.4", "01.2.3", "latest"] {
            assert!(version(text).is_err(), "{text}");
        }
        for text in ["0.1", "=0.1.3", ">=1, <3", "*", "1.2.3-rc.1"] {
            assert_eq!(requirement(text).as_deref(), Ok(text));
        }
        for text in ["", "latest", "v1", "1.2.3.4", "1 2"] {
            assert!(requirement(text).is_err(), "{text}");
        }
    }

    #[test]
    fn levels_are_of_rules() {
        let of = |text| rule_level(text).map(|it| it.level);
        assert_eq!(
            of("enum-value-renamed=minor"),
            Ok(OwnLevel::Rust(Level::Minor))
        );
        assert_eq!(
            of("member-removed=compatible"),
            Ok(OwnLevel::Wire(Compatibility::Compatible))
        );
        for (text, part) in [
            ("member-removed", "such as enum-value-renamed=minor"),
            ("member-removed=big", "`big` is no level"),
            ("member-remove=major", "did you mean `member-removed`?"),
        ] {
            let refused = of(text).expect_err(text);
            assert!(refused.contains(part), "{text}: {refused}");
        }
    }

    #[test]
    fn values_of_enums_are_named_by_shape_and_value() {
        let named = enum_value("a.b#E$x=y$z=Name").expect("a name");
        assert_eq!(
            [named.shape, named.value, named.name],
            ["a.b#E", "x=y$z", "Name"]
        );
        for text in ["", "a.b#E", "a.b#E=Name", "a.b#E$x"] {
            assert!(enum_value(text).is_err(), "{text}");
        }
    }
}

//! Names of enum values: made of those of the model, or chosen where two values would have the same.

use std::collections::BTreeMap;

use tinsmith_model::{Diagnostic, Diagnostics, EnumValue, Kind, Model, ShapeRef, nearest};

use crate::names::{self, Name};

/// A name in Rust for a value of an enum, in the place of the one that is made of the model's.
///
/// The official clients have names that follow from the model, so this is for values whose names would be the
/// same in Rust, such as `GPT_3_5` and `GPT_35`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValueName {
    /// The id of the enum's shape: `com.example#Model`.
    pub shape: String,
    /// The name of the value in the model, or the value itself where no value has that name.
    pub value: String,
    /// The variant's name, in upper camel case.
    pub name: String,
}

/// The chosen names.
#[derive(Default)]
pub(super) struct EnumValues {
    /// By the enum and the value on the wire.
    chosen: BTreeMap<(ShapeRef, String), Name>,
}

impl EnumValues {
    /// Finds the values that names are chosen for.
    ///
    /// # Errors
    /// No enum of the model has such a value, one is named twice, or a name can't be a variant's.
    pub(super) fn of(model: &Model, names: &[EnumValueName]) -> Result<Self, Diagnostics> {
        let mut chosen = BTreeMap::new();
        let mut problems = Vec::new();
        for named in names {
            let found = find(model, named).and_then(|(shape, value)| {
                check_name(named)?;
                let key = (shape, value.value.clone());
                match chosen.insert(key, names::variant_ident(&named.name)) {
                    None => Ok(()),
                    Some(other) => Err(Problem {
                        shape: Some(shape),
                        message: format!("it is named twice, as `{other}` and as `{}`", named.name),
                        hint: "keep one of the two names".to_owned(),
                    }),
                }
            });
            if let Err(problem) = found {
                problems.push(problem.diagnostic(model, named));
            }
        }
        match problems.is_empty() {
            true => Ok(Self { chosen }),
            false => Err(Diagnostics::new(problems)),
        }
    }

    /// The variant of a value.
    pub(super) fn ident(&self, shape: ShapeRef, value: &EnumValue) -> Name {
        let name = value.name.as_deref().unwrap_or_default();
        match self.chosen.get(&(shape, value.value.clone())) {
            Some(chosen) => chosen.clone(),
            None => names::enum_variant(name, &value.value),
        }
    }

    /// Two values of an enum must not have the same name.
    pub(super) fn check(&self, model: &Model, shape: ShapeRef, problems: &mut Vec<Diagnostic>) {
        let Kind::Enum(values) = &model[shape].kind else {
            return;
        };
        let id = &model[shape].id;
        let mut taken: BTreeMap<Name, &str> = BTreeMap::new();
        for value in values {
            let Some(name) = value.name.as_deref() else {
                continue;
            };
            let ident = self.ident(shape, value);
            let Some(other) = taken.insert(ident.clone(), name) else {
                continue;
            };
            problems.push(Diagnostic {
                file: model.file_of(shape).to_owned(),
                line: None,
                path: format!("shapes.{id}"),
                shape: Some(id.to_string()),
                message: format!("the values `{other}` and `{name}` are both `{ident}` in Rust"),
                hint: Some(format!(
                    "choose another name for one of them: `.enum_value({:?}, {name:?}, \"AnotherName\")` in the \
                     build script, `--enum-value '{id}${name}=AnotherName'` with the command",
                    id.as_str(),
                )),
            });
        }
    }
}

struct Problem {
    shape: Option<ShapeRef>,
    message: String,
    hint: String,
}

impl Problem {
    fn diagnostic(self, model: &Model, named: &EnumValueName) -> Diagnostic {
        let EnumValueName { shape, value, name } = named;
        let file = match self.shape {
            Some(shape) => model.file_of(shape),
            None => model.files().first().map_or("", String::as_str),
        };
        Diagnostic {
            file: file.to_owned(),
            line: None,
            path: self
                .shape
                .map_or_else(String::new, |_| format!("shapes.{shape}")),
            shape: Some(shape.clone()),
            message: format!(
                "the value `{value}` can't be named `{name}`: {}",
                self.message
            ),
            hint: Some(self.hint),
        }
    }
}

/// The enum and its value.
fn find<'m>(model: &'m Model, named: &EnumValueName) -> Result<(ShapeRef, &'m EnumValue), Problem> {
    let EnumValueName { shape, value, .. } = named;
    let Some(found) = model.find(shape) else {
        let is_enum = |kind: &Kind| matches!(kind, Kind::Enum(_));
        let enums = model.shapes().filter(|(_, shape)| is_enum(&shape.kind));
        let ids = enums.map(|(_, shape)| shape.id.as_str());
        return Err(Problem {
            shape: None,
            message: format!("the model has no shape `{shape}`"),
            hint: did_you_mean(shape, ids).unwrap_or_else(|| {
                "expected the id of an enum, such as `com.example#Model`".to_owned()
            }),
        });
    };
    let problem = |message: String, hint: String| Problem {
        shape: Some(found),
        message,
        hint,
    };
    let Kind::Enum(values) = &model[found].kind else {
        return Err(problem(
            "the shape is not an enum of strings".to_owned(),
            "only the values of such enums have names in Rust".to_owned(),
        ));
    };
    if values.iter().any(|value| value.name.is_none()) {
        return Err(problem(
            "the values of this enum have no names in the model".to_owned(),
            "such an enum is a structure in Rust that holds any text".to_owned(),
        ));
    }
    let by_name = |it: &&EnumValue| it.name.as_deref() == Some(value);
    let by_value = |it: &&EnumValue| it.value == *value;
    let it = values.iter().find(by_name);
    it.or_else(|| values.iter().find(by_value))
        .map(|value| (found, value))
        .ok_or_else(|| {
            let names = values.iter().filter_map(|value| value.name.as_deref());
            let hint = did_you_mean(value, names.clone()).unwrap_or_else(|| {
                format!("its values are {}", names.collect::<Vec<_>>().join(", "))
            });
            problem("the enum has no such value".to_owned(), hint)
        })
}

fn did_you_mean<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = nearest(wanted, names);
    (!near.is_empty()).then(|| format!("did you mean `{}`?", near.join("` or `")))
}

fn check_name(named: &EnumValueName) -> Result<(), Problem> {
    let problem = |message: &str| {
        Problem {
        shape: None,
        message: message.to_owned(),
        hint: "expected upper camel case, of ASCII letters and digits, with `_` between two digits at most: \
               `Gpt3_5`"
            .to_owned(),
    }
    };
    let name = named.name.as_bytes();
    let is_between_digits = |at: usize| {
        let digit = |at: usize| name.get(at).is_some_and(u8::is_ascii_digit);
        at.checked_sub(1).is_some_and(digit) && digit(at + 1)
    };
    let is_fine = |(at, c): (usize, &u8)| match c {
        b'_' => is_between_digits(at),
        c => c.is_ascii_alphanumeric(),
    };
    if !name.first().is_some_and(u8::is_ascii_uppercase) || !name.iter().enumerate().all(is_fine) {
        return Err(problem("this is not the name of a variant"));
    }
    match named.name.as_str() {
        "Self" => Err(problem("this is a keyword of Rust")),
        "Unknown" => Err(problem(
            "this variant holds the values that are not in the model",
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Client, Options};

    const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
        "a#S": {"type": "service", "version": "1", "traits": {"aws.protocols#awsJson1_0": {}},
            "operations": [{"target": "a#Get"}]},
        "a#Get": {"type": "operation", "input": {"target": "a#GetInput"}},
        "a#GetInput": {"type": "structure", "members": {"model": {"target": "a#Model"}}},
        "a#Model": {"type": "enum", "members": {
            "GPT_3_5": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "gpt-3.5"}},
            "GPT_35": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "gpt-35"}}}}
    }}"#;

    fn client(names: &[(&str, &str, &str)]) -> Result<Client, Diagnostics> {
        let model = Model::from_bytes("model.json", MODEL.as_bytes())?;
        let enum_values = names.iter().map(|(shape, value, name)| EnumValueName {
            shape: (*shape).to_owned(),
            value: (*value).to_owned(),
            name: (*name).to_owned(),
        });
        let options = Options {
            enum_values: enum_values.collect(),
            ..Options::default()
        };
        Client::new(&model, &options)
    }

    #[test]
    fn values_of_one_name_are_refused_until_one_is_named() {
        let problems = client(&[]).expect_err("a clash").to_string();
        for part in [
            "the values `GPT_3_5` and `GPT_35` are both `Gpt35` in Rust",
            "a#Model",
            "`.enum_value(\"a#Model\", \"GPT_35\", \"AnotherName\")`",
            "`--enum-value 'a#Model$GPT_35=AnotherName'`",
        ] {
            assert!(problems.contains(part), "{part}: {problems}");
        }
        // By its name, and by its value.
        for value in ["GPT_3_5", "gpt-3.5"] {
            let client = client(&[("a#Model", value, "Gpt3_5")]);
            let client = client.unwrap_or_else(|problems| panic!("{problems}"));
            let is_enum = |file: &&crate::File| file.path.ends_with("types/_model.rs");
            let file = client.files.iter().find(is_enum).expect("the enum");
            assert!(
                file.text.contains("\"gpt-3.5\" => Self::Gpt3_5"),
                "{}",
                file.text
            );
            assert!(
                file.text.contains("\"gpt-35\" => Self::Gpt35"),
                "{}",
                file.text
            );
        }
    }

    #[test]
    fn what_cannot_be_named_is_refused_with_a_hint() {
        for (shape, value, name, message, hint) in [
            (
                "a#Modell",
                "GPT_35",
                "Gpt",
                "has no shape `a#Modell`",
                "did you mean `a#Model`?",
            ),
            (
                "a#Model",
                "GPT_36",
                "Gpt",
                "has no such value",
                "did you mean `GPT_35`",
            ),
            (
                "a#Model",
                "other",
                "Gpt",
                "has no such value",
                "its values are GPT_3_5, GPT_35",
            ),
            (
                "a#GetInput",
                "model",
                "Gpt",
                "is not an enum of strings",
                "only the values of such enums",
            ),
            (
                "a#Model",
                "GPT_35",
                "gpt",
                "not the name of a variant",
                "expected upper camel case",
            ),
            (
                "a#Model",
                "GPT_35",
                "Gpt_B",
                "not the name of a variant",
                "expected upper camel case",
            ),
            (
                "a#Model",
                "GPT_35",
                "",
                "not the name of a variant",
                "expected upper camel case",
            ),
            (
                "a#Model",
                "GPT_35",
                "G pt",
                "not the name of a variant",
                "expected upper camel case",
            ),
            (
                "a#Model",
                "GPT_35",
                "Self",
                "a keyword of Rust",
                "expected upper camel case",
            ),
            (
                "a#Model",
                "GPT_35",
                "Unknown",
                "values that are not in the model",
                "expected upper camel case",
            ),
        ] {
            let problems = client(&[(shape, value, name)]).expect_err(name).to_string();
            assert!(problems.contains(message), "{message}: {problems}");
            assert!(problems.contains(hint), "{hint}: {problems}");
        }
        let twice = [("a#Model", "GPT_35", "One"), ("a#Model", "gpt-35", "Two")];
        let problems = client(&twice).expect_err("two names").to_string();
        assert!(
            problems.contains("named twice, as `One` and as `Two`"),
            "{problems}"
        );
        // The new name clashes with that of the other value.
        let same = [("a#Model", "GPT_35", "Gpt35")];
        let problems = client(&same).expect_err("a clash").to_string();
        assert!(problems.contains("are both `Gpt35`"), "{problems}");
    }
}

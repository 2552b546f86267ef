//! Options that shape the generated code: attributes, names, and types other than those that the model gives.
//!
//! A pattern chooses shapes, and the narrowest form is the id itself:
//!
//! | pattern | shapes | members |
//! |---|---|---|
//! | `*` | all | all |
//! | `com.example#*` | those of a namespace | those of these shapes |
//! | `com.example#Money` | one | those of this shape |
//! | `com.example#Money$amount` | none | one |
//!
//! The rules are checked and applied in `plan/shaping.rs`.

use std::fmt;

use tinsmith_model::{Closure, Diagnostic, Diagnostics};

/// How the generated code differs from what the model alone gives. The default changes nothing.
///
/// Patterns are those of [`Builder::type_attribute`](crate::Builder::type_attribute). A pattern that matches nothing is
/// an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shaping {
    /// Derives of types: a pattern, and the traits with commas between them.
    pub derives: Vec<Rule>,
    /// Attributes of types: a pattern, and attributes such as `#[must_use]`.
    pub type_attributes: Vec<Rule>,
    /// Attributes of fields and variants: a pattern, and attributes.
    pub field_attributes: Vec<Rule>,
    /// Types of the user's in the place of shapes: a shape's id, and the path of a type.
    pub replacements: Vec<Rule>,
    /// Rust names: the id of a type, an operation or a member, and its name.
    pub renames: Vec<Rule>,
    /// The maps that are a `BTreeMap`, by patterns.
    pub btree_maps: Vec<String>,
    /// The blobs that are `bytes::Bytes`, by patterns.
    pub bytes: Vec<String>,
    /// The types without `Debug`, by patterns.
    pub without_debug: Vec<String>,
    /// Further dependencies of a crate of its own, which attributes and replacements need.
    pub dependencies: Vec<Dependency>,
    /// Whether types, inputs, outputs and builders have `Serialize` and `Deserialize`.
    pub serde: bool,
    /// Whether the client checks inputs against the constraints of the model before it sends them: `length`, `range`,
    /// `pattern`, `required`, `uniqueItems` and the values of enums.
    pub validate_inputs: bool,
    /// The shapes and members, by id (`com.example#Name`, `com.example#City$name`), whose patterns are left out of these
    /// checks.
    pub unchecked_patterns: Vec<String>,
    /// Whether the documentation of the model is left out.
    pub without_docs: bool,
}

/// Shapes, and what is chosen for them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// A pattern, or an id where no pattern may stand.
    pub shapes: String,
    /// An attribute, a type or a name.
    pub value: String,
}

impl Rule {
    /// A rule.
    pub fn new(shapes: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            shapes: shapes.into(),
            value: value.into(),
        }
    }
}

/// A dependency of a generated crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// The name of the package.
    pub name: String,
    /// Its requirement, as in a manifest: `"1"` with its quotes, or `{ version = "1", features = ["v4"] }`.
    pub value: String,
}

/// The options by the names that they have in a build script, on the command line and in `tinsmith.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Derive,
    TypeAttribute,
    FieldAttribute,
    Replace,
    Rename,
    BTreeMap,
    Bytes,
    WithoutDebug,
    UncheckedPattern,
    ValidateInputs,
    Dependency,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Derive => "derive",
            Self::TypeAttribute => "type-attribute",
            Self::FieldAttribute => "field-attribute",
            Self::Replace => "replace",
            Self::Rename => "rename",
            Self::BTreeMap => "btree-map",
            Self::Bytes => "bytes",
            Self::WithoutDebug => "without-debug",
            Self::UncheckedPattern => "unchecked-pattern",
            Self::ValidateInputs => "validate-inputs",
            Self::Dependency => "dependency",
        })
    }
}

impl Shaping {
    /// The options that are given, in the order of [`Kind`], but for `serde` and those of the documentation.
    fn given(&self) -> impl Iterator<Item = Kind> {
        let given = [
            (Kind::Derive, !self.derives.is_empty()),
            (Kind::TypeAttribute, !self.type_attributes.is_empty()),
            (Kind::FieldAttribute, !self.field_attributes.is_empty()),
            (Kind::Replace, !self.replacements.is_empty()),
            (Kind::Rename, !self.renames.is_empty()),
            (Kind::BTreeMap, !self.btree_maps.is_empty()),
            (Kind::Bytes, !self.bytes.is_empty()),
            (Kind::WithoutDebug, !self.without_debug.is_empty()),
            (Kind::UncheckedPattern, !self.unchecked_patterns.is_empty()),
            (Kind::ValidateInputs, self.validate_inputs),
            (Kind::Dependency, !self.dependencies.is_empty()),
        ];
        let given = given.into_iter().filter(|(_, is_given)| *is_given);
        given.map(|(kind, _)| kind)
    }

    /// Refuses options that change the types of members or what a call does with an input. Tests of the model's cases
    /// have the types that the model gives, and inputs that may break its constraints.
    ///
    /// # Errors
    /// There is such an option.
    pub(crate) fn refuse_tests(&self, closure: &Closure<'_>) -> Result<(), Diagnostics> {
        let reason = |kind: Kind| match kind {
            Kind::Replace | Kind::BTreeMap | Kind::Bytes | Kind::WithoutDebug => {
                Some("have the types that the model gives")
            }
            Kind::ValidateInputs => Some("send inputs that may break the model's constraints"),
            _ => None,
        };
        let Some((kind, reason)) = self.given().find_map(|kind| Some((kind, reason(kind)?))) else {
            return Ok(());
        };
        Err(refused(
            closure,
            format!(
                "the option `{kind}` does not go with tests of the model's cases, which {reason}"
            ),
            "generate the tests into another folder, without the option",
        ))
    }

    /// Refuses dependencies, for a client without a manifest that could have them.
    ///
    /// # Errors
    /// There are dependencies.
    pub(crate) fn refuse_dependencies(&self, closure: &Closure<'_>) -> Result<(), Diagnostics> {
        let Some(Dependency { name, .. }) = self.dependencies.first() else {
            return Ok(());
        };
        Err(refused(
            closure,
            format!(
                "the option `{}` for `{name}`: the client has no manifest of its own",
                Kind::Dependency
            ),
            "write the dependency in the `Cargo.toml` of the package that has the client",
        ))
    }

    /// Refuses to leave patterns out of checks that are not done.
    ///
    /// # Errors
    /// There are such patterns.
    pub(crate) fn refuse_unchecked_patterns(
        &self,
        closure: &Closure<'_>,
    ) -> Result<(), Diagnostics> {
        if self.validate_inputs || self.unchecked_patterns.is_empty() {
            return Ok(());
        }
        Err(refused(
            closure,
            format!(
                "the option `{}` leaves patterns out of the checks of inputs, and the client has none",
                Kind::UncheckedPattern
            ),
            "add the option `validate-inputs`, or remove this one",
        ))
    }

    /// Adds the rules of `other`.
    #[cfg(feature = "config")]
    pub(crate) fn extend(&mut self, other: Self) {
        let Self {
            derives,
            type_attributes,
            field_attributes,
            replacements,
            renames,
            btree_maps,
            bytes,
            without_debug,
            dependencies,
            serde,
            validate_inputs,
            unchecked_patterns,
            without_docs,
        } = other;
        self.derives.extend(derives);
        self.type_attributes.extend(type_attributes);
        self.field_attributes.extend(field_attributes);
        self.replacements.extend(replacements);
        self.renames.extend(renames);
        self.btree_maps.extend(btree_maps);
        self.bytes.extend(bytes);
        self.without_debug.extend(without_debug);
        self.dependencies.extend(dependencies);
        self.serde |= serde;
        self.validate_inputs |= validate_inputs;
        self.unchecked_patterns.extend(unchecked_patterns);
        self.without_docs |= without_docs;
    }

    /// An option that is about shapes of one model, if one is given.
    #[cfg(feature = "cli")]
    pub(crate) fn of_one_model(&self) -> Option<Kind> {
        let mut given = self.given();
        given.find(|kind| !matches!(kind, Kind::ValidateInputs | Kind::Dependency))
    }
}

/// The error that an option can't be followed.
pub(crate) fn refused(closure: &Closure<'_>, message: String, hint: &str) -> Diagnostics {
    let (model, service) = (closure.model(), closure.service());
    Diagnostics::from(Diagnostic {
        file: model.file_of(service).to_owned(),
        line: None,
        path: String::new(),
        shape: Some(model[service].id.to_string()),
        message,
        hint: Some(hint.to_owned()),
    })
}

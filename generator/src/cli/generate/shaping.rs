//! The options of `tinsmith generate` that shape the generated code, and `--config`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::{Failure, arguments};
use crate::config;
use crate::shaping::{Dependency, Rule, Shaping};

#[derive(Args)]
#[command(next_help_heading = "Shape of the code")]
pub(in crate::cli) struct Shape {
    /// A file with options of this group, such as tinsmith.toml; those of the command line apply as well
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Derive traits for types; may be repeated. A pattern is *, com.example#*, or a shape id: 'com.example#Money=Eq, Hash'
    #[arg(long = "derive", value_name = "PATTERN=TRAITS", value_parser = arguments::rule)]
    derives: Vec<Rule>,
    /// Add attributes to types; may be repeated: 'com.example#Receipt=#[must_use]'
    #[arg(long = "type-attribute", value_name = "PATTERN=ATTRIBUTES", value_parser = arguments::rule)]
    type_attributes: Vec<Rule>,
    /// Add attributes to fields and variants; may be repeated. A pattern may name a member:
    /// 'com.example#Money$amount=#[doc(hidden)]'
    #[arg(long = "field-attribute", value_name = "PATTERN=ATTRIBUTES", value_parser = arguments::rule)]
    field_attributes: Vec<Rule>,
    /// Use another type in the place of a shape, with TryFrom both ways; may be repeated: 'com.example#Id=uuid::Uuid'
    #[arg(long = "replace", value_name = "SHAPE=TYPE", value_parser = arguments::rule)]
    replacements: Vec<Rule>,
    /// Name a type, an operation, a member, a variant or a value of an enum; may be repeated:
    /// 'com.example#Money$amt=amount'
    #[arg(long = "rename", value_name = "ID=NAME", value_parser = arguments::rename)]
    renames: Vec<Rule>,
    /// The maps that are a BTreeMap; may be repeated
    #[arg(long = "btree-map", value_name = "PATTERN")]
    btree_maps: Vec<String>,
    /// The blobs that are bytes::Bytes; may be repeated
    #[arg(long, value_name = "PATTERN")]
    bytes: Vec<String>,
    /// Leave out Debug of types, which then need an implementation, such as a derive; may be repeated
    #[arg(long, value_name = "PATTERN")]
    without_debug: Vec<String>,
    /// Implement Serialize and Deserialize, behind the features serde-serialize and serde-deserialize of the crate
    #[arg(long)]
    serde: bool,
    /// Let the client check inputs against the constraints of the model before it sends them: length, range, pattern,
    /// required, uniqueItems and the values of enums
    #[arg(long)]
    validate_inputs: bool,
    /// A shape or member whose pattern is left out of these checks; may be repeated
    #[arg(long = "unchecked-pattern", value_name = "ID")]
    unchecked_patterns: Vec<String>,
    /// Whether the crate has the documentation of the model
    #[arg(long, value_enum, default_value_t = Docs::Model)]
    docs: Docs,
    /// A further dependency of the crate, as in a manifest; may be repeated: 'uuid = "1"'
    #[arg(long = "dependency", value_name = "NAME=VALUE", value_parser = arguments::dependency)]
    dependencies: Vec<Dependency>,
}

/// The documentation of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Docs {
    /// That of the model
    Model,
    /// None of the model; the generator's own sentences stay
    None,
}

impl Shape {
    /// The options, with those of the file.
    pub(super) fn shaping(&self) -> Result<Shaping, Failure> {
        let mut shaping = match &self.config {
            Some(path) => config::read(path)?,
            None => Shaping::default(),
        };
        shaping.extend(Shaping {
            derives: self.derives.clone(),
            type_attributes: self.type_attributes.clone(),
            field_attributes: self.field_attributes.clone(),
            replacements: self.replacements.clone(),
            renames: self.renames.clone(),
            btree_maps: self.btree_maps.clone(),
            bytes: self.bytes.clone(),
            without_debug: self.without_debug.clone(),
            dependencies: self.dependencies.clone(),
            serde: self.serde,
            validate_inputs: self.validate_inputs,
            unchecked_patterns: self.unchecked_patterns.clone(),
            without_docs: self.docs == Docs::None,
        });
        Ok(shaping)
    }
}

//! The options of the build step that shape the generated code.

#[cfg(feature = "config")]
use std::path::Path;

use super::Builder;
use crate::shaping::Rule;

/// # The generated code
///
/// These options change how the code is written, and never what is sent. A *pattern* chooses shapes by their ids in the
/// model:
///
/// | pattern | types | members |
/// |---|---|---|
/// | `*` | all | all |
/// | `com.example#*` | those of a namespace | those of these types |
/// | `com.example#Money` | one | those of this type |
/// | `com.example#Money$amount` | none | one member, variant or enum value |
///
/// A pattern that matches nothing in the client is an error.
impl Builder {
    /// Derives further traits for types: structures, unions, enums, errors, inputs and outputs. A trait that a type has
    /// already is left out, so that a pattern may match types of every kind.
    ///
    /// ```no_run
    /// tinsmith::configure().derive("com.example#Money", "Eq, Hash");
    /// ```
    ///
    /// adds a line to the type:
    ///
    /// ```ignore
    /// #[non_exhaustive]
    /// #[derive(Clone, PartialEq)]
    /// #[derive(Eq, Hash)]
    /// pub struct Money { .. }
    /// ```
    pub fn derive(mut self, pattern: impl Into<String>, traits: impl Into<String>) -> Self {
        self.shaping.derives.push(Rule::new(pattern, traits));
        self
    }

    /// Adds attributes to types.
    ///
    /// ```no_run
    /// tinsmith::configure().type_attribute("com.example#Receipt", "#[must_use]");
    /// ```
    ///
    /// ```ignore
    /// #[must_use]
    /// pub struct Receipt { .. }
    /// ```
    pub fn type_attribute(
        mut self,
        pattern: impl Into<String>,
        attribute: impl Into<String>,
    ) -> Self {
        let rule = Rule::new(pattern, attribute);
        self.shaping.type_attributes.push(rule);
        self
    }

    /// Adds attributes to the fields of structures, the variants of unions and the variants of enums.
    ///
    /// ```no_run
    /// tinsmith::configure().field_attribute("com.example#Money$amount", "#[doc(alias = \"price\")]");
    /// ```
    ///
    /// ```ignore
    /// pub struct Money {
    ///     #[doc(alias = "price")]
    ///     pub amount: Option<String>,
    /// }
    /// ```
    pub fn field_attribute(
        mut self,
        pattern: impl Into<String>,
        attribute: impl Into<String>,
    ) -> Self {
        let rule = Rule::new(pattern, attribute);
        self.shaping.field_attributes.push(rule);
        self
    }

    /// Uses a type of yours in the place of a shape, in all members of structures, unions, lists and maps that target it.
    ///
    /// ```no_run
    /// tinsmith::configure().replace("com.example#Money", "crate::Money");
    /// ```
    ///
    /// ```ignore
    /// pub struct Order {
    ///     pub price: Option<crate::Money>, // and not Option<types::Money>
    /// }
    /// ```
    ///
    /// Values are read and written as the type that the model gives, and converted by `TryFrom`, which every `From`
    /// implies: `crate::Money: TryFrom<types::Money>` for responses, and `types::Money: TryFrom<crate::Money>` for
    /// requests. For a simple shape that type is the one that the member would have, such as `String`. An error of the
    /// first conversion is one of reading the response; the error of the second fails the call before it is sent. The
    /// errors are any that convert to `Box<dyn Error + Send + Sync>`.
    ///
    /// The type has what the structures around it have: `Clone`, `PartialEq` and `Debug`; `Default`, if a response must
    /// have the member, for when it does not; and the traits of `serde` with [`serde`](Self::serde).
    ///
    /// Structures, unions, enums and simple shapes that members target can be replaced, in bodies. Members in headers, the
    /// URI or the host, what their lists and maps hold, keys of maps, events, members with a default, idempotency tokens,
    /// and what endpoints, checksums, paginators and waiters read keep their type: the build fails and names the member.
    pub fn replace(mut self, shape: impl Into<String>, path: impl Into<String>) -> Self {
        self.shaping.replacements.push(Rule::new(shape, path));
        self
    }

    /// Names a type, an operation, a member, a variant of a union or a value of an enum, for names that are not clear or
    /// that two things would have.
    ///
    /// Types, operations, variants and values have names in upper camel case, members of structures in snake case. For a
    /// value of an enum it is the same as [`enum_value`](Self::enum_value).
    ///
    /// ```no_run
    /// tinsmith::configure()
    ///     .rename("com.example#Money", "Price")
    ///     .rename("com.example#Money$amt", "amount");
    /// ```
    ///
    /// ```ignore
    /// pub struct Price { // and not Money
    ///     pub amount: Option<String>, // and not amt
    /// }
    /// ```
    pub fn rename(mut self, id: impl Into<String>, name: impl Into<String>) -> Self {
        self.shaping.renames.push(Rule::new(id, name));
        self
    }

    /// Uses `BTreeMap` in the place of `HashMap` for the maps that the patterns match.
    ///
    /// ```no_run
    /// tinsmith::configure().btree_map(["com.example#Labels"]);
    /// ```
    ///
    /// ```ignore
    /// pub labels: Option<BTreeMap<String, String>>, // and not HashMap
    /// ```
    pub fn btree_map<P>(mut self, patterns: P) -> Self
    where
        P: IntoIterator<Item: Into<String>>,
    {
        let patterns = patterns.into_iter().map(Into::into);
        self.shaping.btree_maps.extend(patterns);
        self
    }

    /// Uses `bytes::Bytes` in the place of `Blob` for the blobs that the patterns match. A member without a shape of its
    /// own targets `smithy.api#Blob`. The package needs the feature `bytes` of `tinsmith-runtime`.
    ///
    /// ```no_run
    /// tinsmith::configure().bytes(["*"]);
    /// ```
    ///
    /// ```ignore
    /// pub image: Option<Bytes>, // and not Blob
    /// ```
    pub fn bytes<P>(mut self, patterns: P) -> Self
    where
        P: IntoIterator<Item: Into<String>>,
    {
        let patterns = patterns.into_iter().map(Into::into);
        self.shaping.bytes.extend(patterns);
        self
    }

    /// Leaves out `Debug` of types, for an implementation of your own, which every type needs.
    ///
    /// ```no_run
    /// tinsmith::configure().without_debug(["com.example#Image"]);
    /// ```
    ///
    /// ```ignore
    /// impl fmt::Debug for types::Image { .. } // in your code
    /// ```
    pub fn without_debug<P>(mut self, patterns: P) -> Self
    where
        P: IntoIterator<Item: Into<String>>,
    {
        let patterns = patterns.into_iter().map(Into::into);
        self.shaping.without_debug.extend(patterns);
        self
    }

    /// Implements `Serialize` and `Deserialize` of `serde` for structures, unions, enums, errors, inputs, outputs and
    /// their builders, behind the features `serde-serialize` and `serde-deserialize` of the package:
    ///
    /// ```toml
    /// [features]
    /// serde-serialize = ["tinsmith-runtime/serde-serialize"]
    /// serde-deserialize = ["tinsmith-runtime/serde-deserialize"]
    /// ```
    ///
    /// The compiler warns (`unexpected_cfgs`) if the package does not declare them. The guide lists the forms of values
    /// on the page "Shaping the output".
    pub fn serde(mut self) -> Self {
        self.shaping.serde = true;
        self
    }

    /// Whether the client checks inputs against the constraints of the model before it sends them: `length`, `range`,
    /// `pattern`, `required`, `uniqueItems` and the values of enums. The default is `false`: the service checks them.
    ///
    /// A call whose input breaks some of them fails with all violations, and nothing is sent. Before:
    ///
    /// ```text
    /// service error: ValidationException: 1 validation error detected (HTTP 400, request id 3f5e2b1c)
    /// ```
    ///
    /// After:
    ///
    /// ```text
    /// failed to construct request: the input of `CreateCity` breaks 2 constraints: `/name` is required; `/tags` must
    /// have at most 3 entries, but has 4
    /// ```
    ///
    /// The error is a `tinsmith_runtime::input_checks::InvalidInput`. Both crates need their feature `validate-inputs`: the
    /// generator compiles the patterns of the model, and the client checks them. A value of an enum that the model does
    /// not have breaks a constraint, too: leave the option off if the service learns new values faster than its model is
    /// updated. A type that [`replace`](Self::replace) puts in the place of a shape is not looked into.
    ///
    /// ```no_run
    /// tinsmith::configure().model("models/cities.smithy").validate_inputs(true);
    /// ```
    pub fn validate_inputs(mut self, enable: bool) -> Self {
        self.shaping.validate_inputs = enable;
        self
    }

    /// Leaves the patterns of these shapes and members out of the checks of inputs, by id (`com.example#Name`,
    /// `com.example#City$name`). The crate `regex`, which does the checks, has no look-around and no backreferences; the
    /// build fails for a pattern that has some, or that means something else there, unless it is left out.
    ///
    /// ```no_run
    /// tinsmith::configure()
    ///     .model("models/cities.smithy")
    ///     .validate_inputs(true)
    ///     .unchecked_pattern(["com.example#Password"]);
    /// ```
    pub fn unchecked_pattern<I>(mut self, ids: I) -> Self
    where
        I: IntoIterator<Item: Into<String>>,
    {
        let ids = ids.into_iter().map(Into::into);
        self.shaping.unchecked_patterns.extend(ids);
        self
    }

    /// Leaves out the documentation of the model.
    ///
    /// ```no_run
    /// tinsmith::configure().model("models/ec2.json").without_docs();
    /// ```
    pub fn without_docs(mut self) -> Self {
        self.shaping.without_docs = true;
        self
    }

    /// Reads further options of this section from a file, such as `tinsmith.toml` beside `Cargo.toml`. A relative path
    /// starts at the package's folder. Without this call no file is read.
    ///
    /// The options of the file and those of the build script apply together. The keys of the file are the names of the
    /// options with `-` in the place of `_`, and `docs = "none"`. A file with `[dependencies]` is refused, since they have
    /// to stand in the `Cargo.toml` of the package.
    ///
    /// ```toml
    /// serde = true
    /// btree-map = ["*"]
    ///
    /// [derive]
    /// "com.example#Money" = "Eq, Hash"
    /// ```
    #[cfg(feature = "config")]
    pub fn config(mut self, path: impl AsRef<Path>) -> Self {
        self.config.push(path.as_ref().to_owned());
        self
    }
}

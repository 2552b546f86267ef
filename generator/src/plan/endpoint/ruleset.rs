//! A parsed rule set. Its types mirror those of the runtime's tables, which are emitted from it.

use crate::plan::spelling::SetterNames;

/// A parsed `smithy.rules#endpointRuleSet`.
#[derive(Clone, Debug, Default)]
pub(crate) struct RuleSet {
    /// The parameters, in the order of the model.
    pub(crate) parameters: Vec<Parameter>,
    /// The largest number of variables in scope.
    pub(crate) variables: u16,
    /// All rules; the rules of a tree follow it directly.
    pub(crate) rules: Vec<Rule>,
}

impl RuleSet {
    /// The parameter of this name, in the model's spelling.
    pub(crate) fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
    }

    /// Whether the rule set has the built-in, such as `AWS::UseFIPS`.
    pub(crate) fn has_built_in(&self, name: &str) -> bool {
        self.parameters
            .iter()
            .any(|parameter| parameter.built_in.as_deref() == Some(name))
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    /// The name in the model.
    pub(crate) name: String,
    /// Its names in Rust: those of its field, its getter and its setters.
    pub(crate) names: SetterNames,
    /// The type.
    pub(crate) ty: ParamType,
    /// The parameter must be set, unless it has a default.
    pub(crate) required: bool,
    /// The default.
    pub(crate) default: Option<Literal>,
    /// The built-in that gives the value, such as `AWS::Region`.
    pub(crate) built_in: Option<String>,
    /// The documentation.
    pub(crate) docs: Option<String>,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParamType {
    /// `String`
    Text,
    /// `Boolean`
    Bool,
    /// `StringArray`
    List,
}

/// A parameter's value in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    /// A string
    Text(String),
    /// A boolean
    Bool(bool),
    /// A list of strings
    List(Vec<String>),
}

impl Literal {
    /// The type of parameter that the value is for.
    pub(crate) fn ty(&self) -> ParamType {
        match self {
            Self::Text(_) => ParamType::Text,
            Self::Bool(_) => ParamType::Bool,
            Self::List(_) => ParamType::List,
        }
    }
}

/// A rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// The conditions.
    pub(crate) conditions: Vec<Condition>,
    /// What the rule does if all conditions hold.
    pub(crate) action: Action,
    /// The index of the first rule after this one and its subtree.
    pub(crate) next: u16,
}

/// What a rule does.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// It evaluates the rules that follow.
    Tree,
    /// An endpoint.
    Endpoint(EndpointRule),
    /// An error with this message.
    Error(Expr),
}

/// A condition.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// The expression that is evaluated.
    pub(crate) test: Expr,
    /// The variable that the value is assigned to.
    pub(crate) assign: Option<u16>,
}

/// An endpoint.
#[derive(Clone, Debug)]
pub(crate) struct EndpointRule {
    /// The URL.
    pub(crate) url: Expr,
    /// Headers and their values.
    pub(crate) headers: Vec<(String, Vec<Expr>)>,
    /// Properties other than `authSchemes`.
    pub(crate) properties: Vec<(String, Property)>,
    /// The property `authSchemes`.
    pub(crate) auth_schemes: Vec<AuthScheme>,
}

/// An entry of `authSchemes`.
#[derive(Clone, Debug)]
pub(crate) struct AuthScheme {
    /// The scheme's name.
    pub(crate) name: Expr,
    /// The other properties of the entry.
    pub(crate) properties: Vec<(String, Property)>,
}

/// A property's value.
#[derive(Clone, Debug)]
pub(crate) enum Property {
    /// A string, boolean or integer.
    Value(Expr),
    /// A list.
    List(Vec<Property>),
    /// An object.
    Map(Vec<(String, Property)>),
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expr {
    /// A string without references.
    Text(String),
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i32),
    /// A parameter.
    Param(u16),
    /// A variable.
    Var(u16),
    /// Strings that are concatenated.
    Template(Vec<Expr>),
    /// `getAttr`
    Attr(Box<Expr>, Vec<Step>),
    /// Any other function; the name is a variant of the runtime's `Function`.
    Call(&'static str, Vec<Expr>),
}

/// A step of a `getAttr` path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A field of a record; the name is a variant of the runtime's `Field`.
    Field(&'static str),
    /// An element of a list.
    Index(i32),
}

/// The functions: their names in rule sets, their variants in the runtime, and how many arguments they take.
pub(super) const FUNCTIONS: &[(&str, &str, std::ops::RangeInclusive<usize>)] = &[
    ("isSet", "IsSet", 1..=1),
    ("not", "Not", 1..=1),
    ("booleanEquals", "BooleanEquals", 2..=2),
    ("stringEquals", "StringEquals", 2..=2),
    ("coalesce", "Coalesce", 1..=usize::MAX),
    ("ite", "Ite", 3..=3),
    ("substring", "Substring", 4..=4),
    ("split", "Split", 3..=3),
    ("uriEncode", "UriEncode", 1..=1),
    ("parseURL", "ParseUrl", 1..=1),
    ("isValidHostLabel", "IsValidHostLabel", 2..=2),
    ("aws.partition", "Partition", 1..=1),
    ("aws.parseArn", "ParseArn", 1..=1),
    (
        "aws.isVirtualHostableS3Bucket",
        "IsVirtualHostableS3Bucket",
        2..=2,
    ),
];

/// The fields of the records that functions return, which `getAttr` reads.
pub(super) const FIELDS: &[(&str, &str)] = &[
    ("name", "Name"),
    ("dnsSuffix", "DnsSuffix"),
    ("dualStackDnsSuffix", "DualStackDnsSuffix"),
    ("supportsFIPS", "SupportsFips"),
    ("supportsDualStack", "SupportsDualStack"),
    ("implicitGlobalRegion", "ImplicitGlobalRegion"),
    ("scheme", "Scheme"),
    ("authority", "Authority"),
    ("path", "Path"),
    ("normalizedPath", "NormalizedPath"),
    ("isIp", "IsIp"),
    ("partition", "Partition"),
    ("service", "Service"),
    ("region", "Region"),
    ("accountId", "AccountId"),
    ("resourceId", "ResourceId"),
];

//! A parsed rule set.

/// A parsed `smithy.rules#endpointRuleSet`.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// The parameters, in the order of the model.
    pub parameters: Vec<Parameter>,
    /// The largest number of variables in scope.
    pub variables: u16,
    /// All rules; the rules of a tree follow it directly.
    pub rules: Vec<Rule>,
}

impl RuleSet {
    /// The parameter of this name, in the model's spelling.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
    }

    /// Whether the rule set has the built-in, such as `AWS::UseFIPS`.
    pub fn has_built_in(&self, name: &str) -> bool {
        self.parameters
            .iter()
            .any(|parameter| parameter.built_in.as_deref() == Some(name))
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name in the model.
    pub name: String,
    /// The type.
    pub ty: ParamType,
    /// The parameter must be set, unless it has a default.
    pub required: bool,
    /// The default.
    pub default: Option<Literal>,
    /// The built-in that gives the value, such as `AWS::Region`.
    pub built_in: Option<String>,
    /// The documentation.
    pub docs: Option<String>,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamType {
    /// `String`
    Text,
    /// `Boolean`
    Bool,
    /// `StringArray`
    List,
}

/// A parameter's value in the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string
    Text(String),
    /// A boolean
    Bool(bool),
    /// A list of strings
    List(Vec<String>),
}

impl Literal {
    /// The type of parameter that the value is for.
    pub fn ty(&self) -> ParamType {
        match self {
            Self::Text(_) => ParamType::Text,
            Self::Bool(_) => ParamType::Bool,
            Self::List(_) => ParamType::List,
        }
    }
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The conditions.
    pub conditions: Vec<Condition>,
    /// What the rule does if all conditions hold.
    pub action: Action,
    /// The index of the first rule after this one and its subtree.
    pub next: u16,
}

/// What a rule does.
#[derive(Clone, Debug)]
pub enum Action {
    /// It evaluates the rules that follow.
    Tree,
    /// An endpoint.
    Endpoint(EndpointRule),
    /// An error with this message.
    Error(Expr),
}

/// A condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The expression that is evaluated.
    pub test: Expr,
    /// The variable that the value is assigned to.
    pub assign: Option<u16>,
}

/// An endpoint.
#[derive(Clone, Debug)]
pub struct EndpointRule {
    /// The URL.
    pub url: Expr,
    /// Headers and their values.
    pub headers: Vec<(String, Vec<Expr>)>,
    /// Properties other than `authSchemes`.
    pub properties: Vec<(String, Property)>,
    /// The property `authSchemes`.
    pub auth_schemes: Vec<AuthScheme>,
}

/// An entry of `authSchemes`.
#[derive(Clone, Debug)]
pub struct AuthScheme {
    /// The scheme's name.
    pub name: Expr,
    /// The other properties of the entry.
    pub properties: Vec<(String, Property)>,
}

/// A property's value.
#[derive(Clone, Debug)]
pub enum Property {
    /// A string, boolean or integer.
    Value(Expr),
    /// A list.
    List(Vec<Property>),
    /// An object.
    Map(Vec<(String, Property)>),
}

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
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
    /// Any other function.
    Call(Function, Vec<Expr>),
}

/// A step of a `getAttr` path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A field of a record.
    Field(Field),
    /// An element of a list.
    Index(i32),
}

/// Declares the functions or fields.
macro_rules! variants {
    ($(#[$docs:meta])* $name:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $variant,)*
        }

        impl $name {
            pub(super) const NAMES: &[(&str, Self)] = &[$(($text, Self::$variant)),*];

            /// The name in rule sets.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

variants! {
    /// A function of rule sets other than `getAttr`.
    Function {
        IsSet = "isSet",
        Not = "not",
        BooleanEquals = "booleanEquals",
        StringEquals = "stringEquals",
        Coalesce = "coalesce",
        Ite = "ite",
        Substring = "substring",
        Split = "split",
        UriEncode = "uriEncode",
        ParseUrl = "parseURL",
        IsValidHostLabel = "isValidHostLabel",
        Partition = "aws.partition",
        ParseArn = "aws.parseArn",
        IsVirtualHostableS3Bucket = "aws.isVirtualHostableS3Bucket",
    }
}

variants! {
    /// A field of the records that functions return, which `getAttr` reads.
    Field {
        Name = "name",
        DnsSuffix = "dnsSuffix",
        DualStackDnsSuffix = "dualStackDnsSuffix",
        SupportsFips = "supportsFIPS",
        SupportsDualStack = "supportsDualStack",
        ImplicitGlobalRegion = "implicitGlobalRegion",
        Scheme = "scheme",
        Authority = "authority",
        Path = "path",
        NormalizedPath = "normalizedPath",
        IsIp = "isIp",
        Partition = "partition",
        Service = "service",
        Region = "region",
        AccountId = "accountId",
        ResourceId = "resourceId",
    }
}

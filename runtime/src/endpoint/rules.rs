//! A rule set as static data.
//!
//! The generator writes a service's `smithy.rules#endpointRuleSet` in these types, so that a client has tables and no
//! code. Parameters and variables are indices, `getAttr` paths are split into steps, and templates into parts. The
//! tree of rules is a list in the order of evaluation, in which each rule has the index of the next rule for when
//! its conditions do not hold.

use super::parameter::ParamValue;

/// A rule set (Smithy rules engine specification, "Rule set").
#[derive(Clone, Copy, Debug)]
pub struct RuleSet {
    /// The parameters, in the order of the values given to [`RuleSet::resolve`].
    pub parameters: &'static [Parameter],
    /// How many variables are assigned at most on the way to one rule.
    pub variables: u16,
    /// The rules of all levels, each tree directly before its own rules.
    pub rules: &'static [Rule],
}

/// A parameter of a rule set.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name in the model.
    pub name: &'static str,
    /// The default value.
    pub default: Option<ParamValue<'static>>,
}

/// A rule: its action is taken when all conditions hold.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The conditions, evaluated in order up to the first that does not hold.
    pub conditions: &'static [Condition],
    /// The action.
    pub action: Action,
    /// The index of the next rule for when a condition does not hold: the first after this rule and its subtree. An
    /// index past the end means that no rule is left.
    pub next: u16,
}

/// What a rule does.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Evaluates the rules of a tree, which follow directly. If none of them matches, evaluation goes on after the
    /// tree.
    Tree,
    /// Returns an endpoint.
    Endpoint(&'static EndpointRule),
    /// Returns an error with this message.
    Error(Expr),
}

/// A condition. It holds unless its value is unset or `false`.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// The expression that gives the value.
    pub test: Expr,
    /// The variable that keeps the value, for later conditions and for the action.
    pub assign: Option<u16>,
}

/// The template of an endpoint.
#[derive(Clone, Copy, Debug)]
pub struct EndpointRule {
    /// The URL; a string.
    pub url: Expr,
    /// Headers with their values; strings.
    pub headers: &'static [(&'static str, &'static [Expr])],
    /// Properties other than `authSchemes`.
    pub properties: &'static [(&'static str, Property)],
    /// The `authSchemes` property, in order of preference.
    pub auth_schemes: &'static [AuthScheme],
}

/// An entry of the `authSchemes` property.
#[derive(Clone, Copy, Debug)]
pub struct AuthScheme {
    /// The scheme's name, such as `sigv4`; a string.
    pub name: Expr,
    /// The other properties of the entry, such as `signingName`.
    pub properties: &'static [(&'static str, Property)],
}

/// A property's value: a document whose strings are expressions.
#[derive(Clone, Copy, Debug)]
pub enum Property {
    /// A string or a boolean.
    Value(Expr),
    /// A list.
    List(&'static [Property]),
    /// An object.
    Map(&'static [(&'static str, Property)]),
}

/// An expression. It is unset if it reads something unset, or calls a function with a value of a wrong type.
#[derive(Clone, Copy, Debug)]
pub enum Expr {
    /// A string without references.
    Text(&'static str),
    /// A boolean.
    Bool(bool),
    /// An integer, for positions in strings.
    Int(i32),
    /// A parameter, by its index.
    Param(u16),
    /// A variable, by its index.
    Var(u16),
    /// Strings that are concatenated.
    Template(&'static [Expr]),
    /// `getAttr`, also from templates (`{url#authority}`).
    Attr(&'static Expr, &'static [Step]),
    /// Any other function.
    Call(Function, &'static [Expr]),
}

/// A step of a `getAttr` path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `name`: a field of a record.
    Field(Field),
    /// `[n]`: an element of a list; negative indices count from the end.
    Index(i32),
}

/// The fields of the records that functions return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Of a partition.
    Name,
    /// Of a partition.
    DnsSuffix,
    /// Of a partition.
    DualStackDnsSuffix,
    /// Of a partition.
    SupportsFips,
    /// Of a partition.
    SupportsDualStack,
    /// Of a partition.
    ImplicitGlobalRegion,
    /// Of a URL.
    Scheme,
    /// Of a URL: host and port.
    Authority,
    /// Of a URL: as given.
    Path,
    /// Of a URL: starts and ends with a slash.
    NormalizedPath,
    /// Of a URL.
    IsIp,
    /// Of an ARN.
    Partition,
    /// Of an ARN.
    Service,
    /// Of an ARN.
    Region,
    /// Of an ARN.
    AccountId,
    /// Of an ARN: the resource, split at `:` and `/`.
    ResourceId,
}

/// The functions of the rules engine's standard library, and those for AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `isSet(any) -> bool`
    IsSet,
    /// `not(bool) -> bool`
    Not,
    /// `booleanEquals(bool, bool) -> bool`
    BooleanEquals,
    /// `stringEquals(string, string) -> bool`
    StringEquals,
    /// `coalesce(any..) -> any`: the first that is set.
    Coalesce,
    /// `ite(bool, any, any) -> any`: the second if the first holds, else the third.
    Ite,
    /// `substring(string, start: int, stop: int, reverse: bool) -> string`
    Substring,
    /// `split(string, delimiter: string, limit: int) -> list`
    Split,
    /// `uriEncode(string) -> string`
    UriEncode,
    /// `parseURL(string) -> URL`
    ParseUrl,
    /// `isValidHostLabel(string, allowSubDomains: bool) -> bool`
    IsValidHostLabel,
    /// `aws.partition(region: string) -> partition`
    Partition,
    /// `aws.parseArn(string) -> ARN`
    ParseArn,
    /// `aws.isVirtualHostableS3Bucket(string, allowSubDomains: bool) -> bool`
    IsVirtualHostableS3Bucket,
}

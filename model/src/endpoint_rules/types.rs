//! The types of expressions in rule sets.

use super::ruleset::{Expr, Field, Function, ParamType, Step};

/// The type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Bool,
    Int,
    /// A list of strings.
    List,
    Partition,
    Arn,
    Url,
    /// Any type, or a type that is not known.
    Any,
}

impl Type {
    pub(super) fn described(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Bool => "a boolean",
            Self::Int => "an integer",
            Self::List => "a list of strings",
            Self::Partition => "a partition",
            Self::Arn => "an ARN",
            Self::Url => "a URL",
            Self::Any => "any value",
        }
    }

    /// Whether a value of this type may stand where `expected` is required.
    pub(super) fn fits(self, expected: Self) -> bool {
        self == expected || self == Self::Any || expected == Self::Any
    }

    /// The fields of a record, with their types.
    fn fields(self) -> &'static [(Field, Self)] {
        match self {
            Self::Partition => &[
                (Field::Name, Self::Text),
                (Field::DnsSuffix, Self::Text),
                (Field::DualStackDnsSuffix, Self::Text),
                (Field::SupportsFips, Self::Bool),
                (Field::SupportsDualStack, Self::Bool),
                (Field::ImplicitGlobalRegion, Self::Text),
            ],
            Self::Arn => &[
                (Field::Partition, Self::Text),
                (Field::Service, Self::Text),
                (Field::Region, Self::Text),
                (Field::AccountId, Self::Text),
                (Field::ResourceId, Self::List),
            ],
            Self::Url => &[
                (Field::Scheme, Self::Text),
                (Field::Authority, Self::Text),
                (Field::Path, Self::Text),
                (Field::NormalizedPath, Self::Text),
                (Field::IsIp, Self::Bool),
            ],
            _ => &[],
        }
    }

    /// The type of the field or element that a step reads.
    ///
    /// # Errors
    /// The names of the fields of this type, if it has no such field or element.
    pub(super) fn step(self, step: &Step) -> Result<Self, Vec<&'static str>> {
        match (self, step) {
            (Self::Any, _) => Ok(Self::Any),
            (Self::List, Step::Index(_)) => Ok(Self::Text),
            (_, Step::Index(_)) => Err(Vec::new()),
            (_, Step::Field(field)) => {
                let fields = self.fields();
                let found = fields.iter().find(|(known, _)| known == field);
                let names = || fields.iter().map(|(known, _)| known.name()).collect();
                found.map(|(_, ty)| *ty).ok_or_else(names)
            }
        }
    }

    /// The type that a function returns for arguments of these types.
    pub(super) fn of_call(function: Function, arguments: &[Self]) -> Self {
        let common = |types: &[Self]| match types {
            [first, rest @ ..] if rest.iter().all(|it| it == first) => *first,
            _ => Self::Any,
        };
        match function {
            Function::IsSet
            | Function::Not
            | Function::BooleanEquals
            | Function::StringEquals
            | Function::IsValidHostLabel
            | Function::IsVirtualHostableS3Bucket => Self::Bool,
            Function::Substring | Function::UriEncode => Self::Text,
            Function::Split => Self::List,
            Function::ParseUrl => Self::Url,
            Function::Partition => Self::Partition,
            Function::ParseArn => Self::Arn,
            Function::Coalesce => common(arguments),
            Function::Ite => common(arguments.get(1..).unwrap_or_default()),
        }
    }
}

impl From<ParamType> for Type {
    fn from(ty: ParamType) -> Self {
        match ty {
            ParamType::Text => Self::Text,
            ParamType::Bool => Self::Bool,
            ParamType::List => Self::List,
        }
    }
}

/// An expression with its type.
pub(super) struct Typed {
    pub(super) expr: Expr,
    pub(super) ty: Type,
}

impl Typed {
    pub(super) fn new(expr: Expr, ty: Type) -> Self {
        Self { expr, ty }
    }
}

impl Function {
    /// The types of the function's arguments. `coalesce` takes any number of its last one.
    pub(super) fn arguments(self) -> &'static [Type] {
        use Type::{Any, Bool, Int, Text};
        match self {
            Self::IsSet | Self::Coalesce => &[Any],
            Self::Not => &[Bool],
            Self::BooleanEquals => &[Bool, Bool],
            Self::StringEquals => &[Text, Text],
            Self::Ite => &[Bool, Any, Any],
            Self::Substring => &[Text, Int, Int, Bool],
            Self::Split => &[Text, Text, Int],
            Self::UriEncode | Self::ParseUrl | Self::Partition | Self::ParseArn => &[Text],
            Self::IsValidHostLabel | Self::IsVirtualHostableS3Bucket => &[Text, Bool],
        }
    }
}

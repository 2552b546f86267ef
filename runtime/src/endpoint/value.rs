//! The values of expressions.
//!
//! Values borrow from the parameters where they can. Records are offsets into the text that they were parsed from,
//! so that reading a field copies nothing.

use std::borrow::Cow;
use std::ops::Range;

use super::parameter::{List, ParamValue, element};
use super::partitions::Partition;
use super::rules::{Field, Step};

/// The value of an expression.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Text(Cow<'a, str>),
    Bool(bool),
    Int(i32),
    List(List<'a>),
    Parts(Vec<Cow<'a, str>>),
    Partition(&'static Partition),
    Url(Url<'a>),
    Arn(Arn<'a>),
}

impl<'a> From<ParamValue<'a>> for Value<'a> {
    fn from(value: ParamValue<'a>) -> Self {
        match value {
            ParamValue::Text(text) => Self::Text(Cow::Borrowed(text)),
            ParamValue::Bool(value) => Self::Bool(value),
            ParamValue::List(list) => Self::List(list),
        }
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a> Value<'a> {
    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn as_int(&self) -> Option<i32> {
        match self {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// `getAttr`: follows one step of a path.
    pub(super) fn step(&self, step: Step) -> Option<Value<'a>> {
        match (self, step) {
            (Self::List(list), Step::Index(index)) => {
                list.get(index).map(|text| Value::Text(Cow::Borrowed(text)))
            }
            (Self::Parts(parts), Step::Index(index)) => {
                element(parts, index).cloned().map(Value::Text)
            }
            (Self::Partition(partition), Step::Field(field)) => partition_field(partition, field),
            (Self::Url(url), Step::Field(field)) => url.field(field),
            (Self::Arn(arn), Step::Field(field)) => arn.field(field),
            _ => None,
        }
    }
}

/// A field of a partition. All partitions have FIPS and dual-stack endpoints; which of their services do is up
/// to the rules.
fn partition_field<'a>(partition: &Partition, field: Field) -> Option<Value<'a>> {
    let text = match field {
        Field::Name => partition.name,
        Field::DnsSuffix => partition.dns_suffix,
        Field::DualStackDnsSuffix => partition.dual_stack_dns_suffix,
        Field::ImplicitGlobalRegion => partition.implicit_global_region,
        Field::SupportsFips | Field::SupportsDualStack => return Some(Value::Bool(true)),
        _ => return None,
    };
    Some(Value::Text(Cow::Borrowed(text)))
}

/// A slice of a text, borrowed where the text is.
fn slice<'a>(text: &Cow<'a, str>, range: Range<usize>) -> Option<Cow<'a, str>> {
    match text {
        Cow::Borrowed(text) => text.get(range).map(Cow::Borrowed),
        Cow::Owned(text) => text.get(range).map(|part| Cow::Owned(part.to_owned())),
    }
}

/// The record that `parseURL` returns: offsets into the URL.
#[derive(Clone, Debug)]
pub(super) struct Url<'a> {
    pub(super) text: Cow<'a, str>,
    /// The end of the scheme.
    pub(super) scheme: usize,
    /// Host and port; the path is what follows.
    pub(super) authority: Range<usize>,
    pub(super) is_ip: bool,
}

impl<'a> Url<'a> {
    fn field(&self, field: Field) -> Option<Value<'a>> {
        let text = match field {
            Field::Scheme => slice(&self.text, 0..self.scheme),
            Field::Authority => slice(&self.text, self.authority.clone()),
            Field::Path => slice(&self.text, self.authority.end..self.text.len()),
            Field::NormalizedPath => Some(self.normalized_path()?),
            Field::IsIp => return Some(Value::Bool(self.is_ip)),
            _ => None,
        };
        text.map(Value::Text)
    }

    fn normalized_path(&self) -> Option<Cow<'a, str>> {
        let path = slice(&self.text, self.authority.end..self.text.len())?;
        Some(match &*path {
            "" | "/" => Cow::Borrowed("/"),
            slashed if slashed.ends_with('/') => path,
            open => Cow::Owned(format!("{open}/")),
        })
    }
}

/// The record that `aws.parseArn` returns: offsets into the ARN.
#[derive(Clone, Debug)]
pub(super) struct Arn<'a> {
    pub(super) text: Cow<'a, str>,
    /// The offsets of the colons after `arn`, partition, service, region and account.
    pub(super) colons: [usize; 5],
}

impl<'a> Arn<'a> {
    fn field(&self, field: Field) -> Option<Value<'a>> {
        let between =
            |n: usize| slice(&self.text, self.colons[n] + 1..self.colons[n + 1]).map(Value::Text);
        match field {
            Field::Partition => between(0),
            Field::Service => between(1),
            Field::Region => between(2),
            Field::AccountId => between(3),
            Field::ResourceId => self.resource_id(),
            _ => None,
        }
    }

    fn resource_id(&self) -> Option<Value<'a>> {
        let mut start = self.colons[4] + 1;
        let mut parts = Vec::new();
        for (end, _) in self.text.get(start..)?.match_indices([':', '/']) {
            let end = self.colons[4] + 1 + end;
            parts.push(slice(&self.text, start..end)?);
            start = end + 1;
        }
        parts.push(slice(&self.text, start..self.text.len())?);
        Some(Value::Parts(parts))
    }
}

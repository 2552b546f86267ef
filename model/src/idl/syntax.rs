//! The syntax tree of one file: names as they are written, with their places.

use crate::node::Node;
use crate::raw::{Aggregate, Version};
use crate::shape::Kind;

/// A shape id or identifier as it is written.
#[derive(Copy, Clone)]
pub(crate) struct Name<'s> {
    pub(crate) text: &'s str,
    pub(crate) at: usize,
}

/// A node value whose shape ids are not resolved.
pub(crate) enum Value<'s> {
    /// Anything but an array or object
    Plain(Node),
    Id(Name<'s>),
    Array(Vec<Value<'s>>),
    Object(Fields<'s>),
}

/// The entries of an object; no key occurs twice.
pub(crate) type Fields<'s> = Vec<(Key, Value<'s>)>;

/// The key of an object, unescaped.
pub(crate) struct Key {
    pub(crate) text: String,
    pub(crate) at: usize,
}

/// A trait that is applied.
pub(crate) struct Applied<'s> {
    pub(crate) name: Name<'s>,
    /// `None` without a value: `@required`, `@required()`
    pub(crate) value: Option<Value<'s>>,
}

/// The traits that stand before something, documentation comments included.
#[derive(Default)]
pub(crate) struct TraitList<'s> {
    pub(crate) applied: Vec<Applied<'s>>,
    pub(crate) documentation: Option<(String, usize)>,
}

/// A file.
pub(crate) struct Document<'s> {
    pub(crate) version: Version,
    pub(crate) input_suffix: String,
    pub(crate) output_suffix: String,
    pub(crate) metadata: Fields<'s>,
    pub(crate) namespace: &'s str,
    pub(crate) uses: Vec<Name<'s>>,
    pub(crate) shapes: Vec<Definition<'s>>,
    /// Further definitions of these shapes, each with the line of the first one
    pub(crate) repeated: Vec<(Definition<'s>, usize)>,
    pub(crate) applies: Vec<Application<'s>>,
    /// Whether something was skipped that may have defined a shape: what refers to it must not be blamed.
    pub(crate) lost: bool,
}

/// An `apply` statement.
pub(crate) struct Application<'s> {
    pub(crate) target: Name<'s>,
    pub(crate) traits: TraitList<'s>,
}

/// A shape. Those of inline inputs and outputs have a name that is made up.
pub(crate) struct Definition<'s> {
    pub(crate) name: String,
    pub(crate) at: usize,
    pub(crate) traits: TraitList<'s>,
    /// The trait that an inline structure has without saying so
    pub(crate) implied: Option<&'static str>,
    pub(crate) resource: Option<Name<'s>>,
    pub(crate) mixins: Vec<Name<'s>>,
    pub(crate) content: Content<'s>,
}

pub(crate) enum Content<'s> {
    /// Reported
    Broken,
    Simple(Kind),
    Aggregate(Aggregate, Vec<Member<'s>>),
    Operation(Operation<'s>),
    Service(Fields<'s>),
    Resource(Fields<'s>),
}

pub(crate) struct Member<'s> {
    pub(crate) name: Name<'s>,
    pub(crate) target: Target<'s>,
    /// What follows `=`
    pub(crate) value: Option<(Value<'s>, usize)>,
    pub(crate) traits: TraitList<'s>,
}

pub(crate) enum Target<'s> {
    Named(Name<'s>),
    /// `$member`
    Elided,
    /// Members of enums target nothing.
    Unit,
}

#[derive(Default)]
pub(crate) struct Operation<'s> {
    pub(crate) input: Option<Structure<'s>>,
    pub(crate) output: Option<Structure<'s>>,
    pub(crate) errors: Vec<Name<'s>>,
}

/// What an operation sends or gets.
pub(crate) enum Structure<'s> {
    Named(Name<'s>),
    /// The shape that was made of it, by name
    Inline(String),
}

//! The content of a report, which all formats show.
//!
//! Text has no control characters, except for values of the model. It is not escaped otherwise.

use tinsmith_model::{Aspect, Compatibility, Level, Node, Part, Rule, Subject};

/// The report of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// A title before each service's name, usually a date.
    pub title: Option<String>,
    /// The number of files that could not be read, which may have further changes.
    pub unread: usize,
    /// A note about the release, from the user.
    pub note: Option<String>,
    /// The names of the two inputs, the old one first.
    pub inputs: Option<[String; 2]>,
    /// The language of the syntax blocks.
    pub language: Language,
    /// The services that changed, in the order of their names.
    pub services: Vec<ServicePage>,
}

/// The language of syntax blocks, names and types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// The client that Tinsmith generates
    Rust,
    /// The AWS SDK for Python
    Boto3,
}

/// The changes of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServicePage {
    /// The service's title: `Amazon Connect Service`.
    pub name: String,
    /// Its SDK id: `Connect`.
    pub id: String,
    /// The file of its model: the new one, or the old one of a removed service.
    pub file: String,
    /// The verdict of all changes for the Rust API.
    pub level: Level,
    /// The verdict of all changes for the wire: whether an old client can call the new service.
    pub compatibility: Compatibility,
    /// Every change, once, the worst first.
    pub changes: Vec<Distinct>,
    /// Changes of the service as a whole, and others that belong to no operation.
    pub other: Vec<ChangeLine>,
    /// The operations that changed: removed ones first, then those with breaking changes, then the
    /// others, each in the order of names.
    pub methods: Vec<Method>,
    /// In a folded page: the types that are new, and those whose changes reach several operations. The worst come
    /// first.
    pub types: Vec<TypeEntry>,
}

/// A change with every place that it reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Distinct {
    /// The change at the first place.
    pub line: ChangeLine,
    /// Every place, in the order of operations. Empty for changes of the service itself.
    pub reach: Vec<Place>,
}

/// A place that a change reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The operation.
    pub operation: String,
    /// The part of the operation.
    pub part: Part,
    /// The path of members, with dots. May be empty.
    pub path: String,
}

impl Distinct {
    /// The operations that the change reaches, each once.
    pub fn operations(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.reach.iter().map(|it| &*it.operation).collect();
        names.dedup();
        names
    }
}

/// A type of a service in a folded page: a structure, union or enum below the inputs and outputs, or a list, map or
/// simple shape that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeEntry {
    /// The shape's name in the service.
    pub name: String,
    /// The kind of shape: `structure`.
    pub kind: String,
    /// Its status; a type is never removed, but its members are.
    pub status: Status,
    /// Its changes that reach several operations, the worst first.
    pub verdicts: Vec<ChangeLine>,
    /// The operations that these changes reach, each once.
    pub operations: Vec<String>,
    /// The documentation of a new type.
    pub description: Vec<Block>,
    /// The members of a new structure or union.
    pub members: Vec<Parameter>,
    /// The values of a new enum.
    pub values: Vec<String>,
}

/// The status of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It was removed
    Removed,
    /// It changed
    Updated,
    /// It was added
    New,
    /// Only its documentation changed
    Documented,
}

/// An operation that changed. For a removed operation everything is from the old model.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// The operation's name in the model: `CreateUser`.
    pub name: String,
    /// Its status.
    pub status: Status,
    /// The new members of its request and response, in short.
    pub added: Vec<Excerpt>,
    /// The removed members of its request and response, in short.
    pub removed: Vec<Excerpt>,
    /// The changes that reach it, the worst first. In a folded page those of [`Self::types`] are left out.
    pub verdicts: Vec<ChangeLine>,
    /// In a folded page: the types with changes that reach this operation, by name.
    pub types: Vec<String>,
    /// The worst verdict for the Rust API.
    pub rust: Level,
    /// The worst verdict for the wire.
    pub wire: Compatibility,
    /// The documentation of the operation. In a folded page only new operations have it.
    pub description: Vec<Block>,
    /// A call with every parameter; `None` in a folded page, in which only new operations have parameters, without
    /// nested members.
    pub request: Option<Syntax>,
    /// The members of the input.
    pub parameters: Vec<Parameter>,
    /// The response with every member; `None` if there is no output.
    pub response: Option<Syntax>,
    /// The members of the output.
    pub response_structure: Vec<Parameter>,
}

impl Method {
    /// The worst verdicts. A new operation is minor and a removed one breaks, whatever its changes are.
    pub fn worst(&self) -> (Level, Compatibility) {
        let (rust, wire) = match self.status {
            Status::Removed => (Level::Major, Compatibility::Incompatible),
            Status::New => (Level::Minor, Compatibility::Compatible),
            Status::Updated | Status::Documented => (Level::None, Compatibility::Compatible),
        };
        (self.rust.max(rust), self.wire.max(wire))
    }
}

/// The new or removed members of a request or response, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The request or the response.
    pub part: Part,
    /// `{'IdentityInfo': {'Mobile': 'string'}}`
    pub text: String,
}

/// A change and its verdicts.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeLine {
    /// The kind of change.
    pub rule: Rule,
    /// The subject of the change: `UserIdentityInfo$Mobile`.
    pub subject: String,
    /// The same for programs.
    pub about: Subject,
    /// The request or the response; `None` if it reaches no operation.
    pub part: Option<Part>,
    /// The path of members, with dots: `IdentityInfo.Mobile`. May be empty.
    pub path: String,
    /// The old value, if any.
    pub old: Option<Node>,
    /// The new value, if any.
    pub new: Option<Node>,
    /// The verdict for the wire.
    pub wire: Compatibility,
    /// The verdict for the Rust API.
    pub rust: Level,
    /// The reason of the verdict for the wire.
    pub wire_reason: String,
    /// The reason of the verdict for Rust.
    pub rust_reason: String,
    /// In a folded page: the member that was added.
    pub member: Option<Parameter>,
    /// The reason for which the user accepts the change, so that it does not count.
    pub accepted: Option<String>,
}

impl ChangeLine {
    /// Whether the change is breaking, for the wire or for Rust, and not accepted.
    pub fn is_breaking(&self) -> bool {
        self.accepted.is_none()
            && (self.rust == Level::Major || self.wire == Compatibility::Incompatible)
    }

    /// Whether only documentation changed.
    pub fn is_documentation(&self) -> bool {
        self.rule.aspect() == Aspect::Documentation
    }
}

/// A block of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    /// Its lines.
    pub lines: Vec<SyntaxLine>,
}

/// A line of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxLine {
    /// The level of indentation, of four spaces each.
    pub indent: usize,
    /// The code, without indentation.
    pub text: String,
    /// Whether the line is new.
    pub changed: bool,
}

/// A member of an input or output, at any depth.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Parameter {
    /// Its name; `None` for elements of lists, and keys and values of maps.
    pub name: Option<String>,
    /// Its type: `string`, `dict`.
    pub type_name: String,
    /// The name of the structure, union or enum that it is, or that its elements are.
    pub shape: Option<String>,
    /// Whether the member is required in requests.
    pub required: bool,
    /// Whether the member is new.
    pub changed: bool,
    /// Its documentation.
    pub description: Vec<Block>,
    /// Its nested members: those of a structure, the element of a list, the key of a map with the value inside of it.
    pub children: Vec<Parameter>,
}

/// A block of documentation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Block {
    /// A paragraph
    Paragraph(Vec<Run>),
    /// A heading
    Heading(Vec<Run>),
    /// Code, its lines separated by line breaks
    Code(String),
    /// A list
    List {
        /// Its items are numbered
        ordered: bool,
        /// The blocks of each item
        items: Vec<Vec<Block>>,
    },
    /// A quoted note
    Quote(Vec<Block>),
    /// Rows of cells; the first is the head
    Table(Vec<Vec<Vec<Run>>>),
}

/// A piece of text with one style.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// The text, without line breaks. Spaces around it count.
    pub text: String,
    /// Its style.
    pub style: Style,
    /// The absolute `https:`, `http:` or `mailto:` address that it links to.
    pub link: Option<String>,
}

/// The style of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    /// No style
    #[default]
    Plain,
    /// Code
    Code,
    /// Emphasis
    Emphasis,
    /// Strong emphasis
    Strong,
}

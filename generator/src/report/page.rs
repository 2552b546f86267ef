//! The report as a document: what every format shows, and nothing of how.
//!
//! All text is free of control characters, but for values of the model. Nothing else is escaped.

use tinsmith_model::{Compatibility, Level, Node, Part, Rule};

/// The report of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What goes before each service's name: a date, as a rule.
    pub title: Option<String>,
    /// What the release says of itself; no model has it.
    pub note: Option<String>,
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

/// What changed in a service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServicePage {
    /// The service's title: `Amazon Connect Service`.
    pub name: String,
    /// Its SDK id: `Connect`.
    pub id: String,
    /// What the changes are to the Rust API, taken together.
    pub level: Level,
    /// Whether an old client still talks to the new service.
    pub compatibility: Compatibility,
    /// Changes of the whole service, or of none of the operations.
    pub other: Vec<ChangeLine>,
    /// The operations that changed: removed ones first, then those with breaking changes, then the
    /// others, each in the order of names.
    pub methods: Vec<Method>,
}

/// What became of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is gone
    Removed,
    /// It differs
    Updated,
    /// It was not there
    New,
    /// Only its documentation differs
    Documented,
}

/// An operation that changed. Of a removed one all is as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// The operation's name in the model: `CreateUser`.
    pub name: String,
    /// What became of it.
    pub status: Status,
    /// What is new in its request and response, in short.
    pub added: Vec<Excerpt>,
    /// What is gone from its request and response, in short.
    pub removed: Vec<Excerpt>,
    /// Every change that reaches it, the worst first.
    pub verdicts: Vec<ChangeLine>,
    /// What the operation does.
    pub description: Vec<Block>,
    /// A call with every parameter.
    pub request: Syntax,
    /// The members of the input.
    pub parameters: Vec<Parameter>,
    /// Everything that can come back; none if nothing does.
    pub response: Option<Syntax>,
    /// The members of the output.
    pub response_structure: Vec<Parameter>,
}

/// The members of a part of an operation that are new or gone, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The request or the response.
    pub part: Part,
    /// `{'IdentityInfo': {'Mobile': 'string'}}`
    pub text: String,
}

/// A change and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeLine {
    /// What kind of change it is.
    pub rule: Rule,
    /// What changed: `UserIdentityInfo$Mobile`.
    pub subject: String,
    /// Where it is seen; none if it reaches no operation.
    pub part: Option<Part>,
    /// The members that lead there, with dots: `IdentityInfo.Mobile`. May be empty.
    pub path: String,
    /// What stood there before, as far as it is a value.
    pub old: Option<Node>,
    /// What stands there now.
    pub new: Option<Node>,
    /// What it means for the wire.
    pub wire: Compatibility,
    /// What it is to the Rust API.
    pub rust: Level,
    /// Why, for the wire.
    pub wire_reason: String,
    /// Why, for Rust.
    pub rust_reason: String,
}

impl ChangeLine {
    /// The change stops somebody.
    pub fn is_breaking(&self) -> bool {
        self.rust == Level::Major || self.wire == Compatibility::Incompatible
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
    /// How many levels it is indented, of four spaces each.
    pub indent: usize,
    /// The code, without indentation.
    pub text: String,
    /// The line is new.
    pub changed: bool,
}

/// A member of an input or output, or of what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name; none for elements of lists, and keys and values of maps.
    pub name: Option<String>,
    /// Its type: `string`, `dict`.
    pub type_name: String,
    /// A request without it is refused.
    pub required: bool,
    /// The member is new.
    pub changed: bool,
    /// What it means.
    pub description: Vec<Block>,
    /// What is in it: members of a structure, the element of a list, the key of a map with the
    /// value inside of it.
    pub children: Vec<Parameter>,
}

/// A block of documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// A note that is set off
    Quote(Vec<Block>),
    /// Rows of cells; the first is the head
    Table(Vec<Vec<Vec<Run>>>),
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The text, without line breaks. Spaces around it count.
    pub text: String,
    /// How it is set off.
    pub style: Style,
    /// The absolute `https:`, `http:` or `mailto:` address that it leads to.
    pub link: Option<String>,
}

/// How running text is set off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Not at all
    #[default]
    Plain,
    /// As code
    Code,
    /// By emphasis
    Emphasis,
    /// By strong emphasis
    Strong,
}

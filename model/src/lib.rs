//! Reads service models and turns them into one validated semantic model.
//!
//! Three steps, each visible in [`Model::load`]: **read** the files, **lower** the format's own syntax into shapes
//! (merge files, flatten mixins, upgrade old versions), **validate** the result. All problems of one run come back
//! together as [`Diagnostics`], each with file, line, JSON path, shape id, what was expected and a hint.
//!
//! - A [`Model`] has no unresolved target, no reference of the wrong kind, and no malformed value of a trait with
//!   typed access. Traits that the crate does not know are kept unchanged.
//! - The structs of a format are private to its reader. Every format is lowered into the one model.
//! - Shapes live in an arena. A [`ShapeRef`] names one: a small `Copy` handle, in the order of shape ids.
//! - A [`Closure`] is computed once for the chosen operations: the shapes that they reach, the direction in which
//!   they reach them, the names after the service's `rename`, and the members that are boxed for recursion.
//! - No function recurses on input: parsers limit how deep values may nest, and walks over shapes keep their own
//!   stack.
//!
//! The crate does not know how Rust is written. [`compare`] says what changed from one model to another, and what
//! each change means for the wire and for the API of a client in Rust; what it knows of Rust is in the module
//! `changes::rust` and in the verdicts of `changes::rules`.
//!
//! # Limits
//!
//! Time and memory grow with the size of a model and not faster. A model that asks for more than that is refused,
//! and the error names the limit. Each limit is a constant beside the code that it limits:
//!
//! | what | limit |
//! |---|---|
//! | a model file, before and after gzip | 64 MiB |
//! | what mixins copy into shapes, in all (members and traits with 64 bytes for each) | 128 MiB |
//! | problems that are listed | 10,000 |
//! | comparisons for "did you mean" suggestions | 2^28 pairs of bytes |
//! | shapes that the services of a model reach, counted for each service | 10,000,000 |
//! | transforms of a projection; projections that apply each other | 1,000; 64 deep |
//! | paths from operations to changes, each counted with its members | 2,000,000 |
//! | shapes and relationships that a selector looks at; functions that nest in it, variables that it defines | 2^26; 64, 64 |
//! | the search for the shortest cycles of structures; after it, every member that closes a cycle is boxed | 2^26 members |
//!
//! # Example
//!
//! ```
//! use tinsmith_model::{Closure, Model, Operations};
//!
//! let model = Model::from_bytes("weather.json", br#"{
//!     "smithy": "2.0",
//!     "shapes": {
//!         "example#Weather": {"type": "service", "version": "1", "operations": [{"target": "example#Now"}]},
//!         "example#Now": {"type": "operation", "output": {"target": "example#NowOutput"}},
//!         "example#NowOutput": {"type": "structure", "members": {"celsius": {"target": "smithy.api#Float"}}}
//!     }
//! }"#)?;
//! let closure = Closure::of(&model, None, &Operations::All)?;
//! let output = model.find("example#NowOutput").ok_or("no such shape")?;
//! assert!(closure.usage(output).output);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// The pages of docs.rs say which feature an item needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod assemble;
mod ast;
mod aws_json;
mod boxing;
mod build;
mod changes;
mod closure;
mod diagnostics;
pub mod endpoint_rules;
mod events;
mod graph;
mod http;
mod id;
mod idl;
mod issues;
pub mod jmespath;
mod lint;
mod load;
mod model;
mod nearest;
mod node;
mod optionality;
mod position;
mod possible;
mod prelude;
mod projection;
mod raw;
mod select;
mod selector;
mod shape;
mod smithy_json;
mod source;
mod traits;
mod validate;
mod visible;
mod walk;

pub use changes::{
    Aspect, Change, Changes, Clients, Compatibility, Level, OperationStatus, Part, Reach, Rule,
    Side, Subject, Targets, Verdict, compare, compare_clients,
};
pub use closure::{Closure, Operations, Usage};
pub use diagnostics::{Diagnostic, Diagnostics};
pub use events::{Event, Events, Severity};
pub use http::{HostPrefix, HostSegment, Http, UriPattern, UriSegment};
pub use id::ShapeId;
pub use lint::{LintRule, lint_rules};
pub use load::{ModelFiles, format_idl};
pub use model::Model;
pub use nearest::nearest;
pub use node::Node;
pub use optionality::{Exceptions, Optionality, PlacedMember, WhenUnset};
pub use position::position;
pub use select::{Selected, select};
pub use selector::{Selector, SelectorError};
pub use shape::{
    EnumValue, IntEnumValue, Kind, Member, Operation, Resource, Service, Shape, ShapeRef,
};
pub use source::{
    MAX_MODEL_BYTES, folder_of_neighbours, is_model_name, is_neighbour, neighbours,
    neighbours_among,
};
pub use traits::checksum::HttpChecksum;
pub use traits::constraints::{Length, Range};
pub use traits::endpoint_discovery::EndpointDiscovery;
pub use traits::waiters::{Acceptor, AcceptorState, Matcher, PathComparator, PathMatcher, Waiter};
pub use traits::{Deprecated, ErrorKind, Location, Paginated, Retryable, TimestampFormat, Traits};
pub use visible::{is_invisible, visible, visible_json, visible_lines};
pub use walk::service_operations;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

//! Reads service models and turns them into one validated semantic model.
//!
//! Three steps, each visible in [`Model::load`]: **read** the files, **lower** the format's own
//! syntax into shapes (merging files, upgrading old versions, flattening mixins), **validate**
//! what came out. Whoever holds a [`Model`] never meets an unresolved target, a reference of the
//! wrong kind or a malformed value of a known trait.
//!
//! The crate knows nothing of how Rust is written; what it computes for its users ([`Closure`]) are facts
//! about models: reachability, recursion, names after a service's `rename`. [`compare`] says what changed
//! from one model to another, and what each change means for the wire and for the API of a client in Rust.
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

mod assemble;
mod ast;
mod aws_json;
mod boxing;
mod build;
mod changes;
mod closure;
mod diagnostics;
mod http;
mod id;
mod idl;
mod issues;
pub mod jmespath;
mod load;
mod model;
mod nearest;
mod node;
mod optionality;
mod prelude;
mod projection;
mod raw;
mod shape;
mod smithy_json;
mod source;
mod traits;
mod validate;
mod visible;
mod walk;

pub use changes::{
    Aspect, Change, Changes, Compatibility, Level, OperationStatus, Part, Reach, Rule, Side,
    Subject, Verdict, compare, compare_clients,
};
pub use closure::{Closure, Operations, Usage};
pub use diagnostics::{Diagnostic, Diagnostics};
pub use http::{HostPrefix, HostSegment, Http, UriPattern, UriSegment};
pub use id::ShapeId;
pub use model::Model;
pub use nearest::nearest;
pub use node::Node;
pub use optionality::{Exceptions, Optionality, PlacedMember, WhenUnset};
pub use shape::{
    EnumValue, IntEnumValue, Kind, Member, Operation, Resource, Service, Shape, ShapeRef,
};
pub use source::{MAX_MODEL_BYTES, folder_of_neighbours, neighbours};
pub use traits::checksum::HttpChecksum;
pub use traits::endpoint_discovery::EndpointDiscovery;
pub use traits::waiters::{Acceptor, AcceptorState, Matcher, PathComparator, PathMatcher, Waiter};
pub use traits::{Deprecated, ErrorKind, Location, Paginated, Retryable, TimestampFormat, Traits};
pub use visible::{is_invisible, visible, visible_json, visible_lines};

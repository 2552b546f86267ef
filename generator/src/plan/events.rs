//! Event streams: a member of an input or output that targets a streaming union. The errors among its events are
//! an error type of the stream.

use std::collections::BTreeMap;

use tinsmith_model::{Closure, Kind, Member, Shape, ShapeRef, Usage};

use super::{Plan, Role};
use crate::names::{self, Name, Path};

impl<'m> Plan<'m> {
    /// Whether the shape is a union of events.
    pub(crate) fn is_events(&self, shape: ShapeRef) -> bool {
        is_events(&self.model[shape])
    }

    /// Which codecs the shape needs as a union of events or as one event.
    pub(crate) fn event_codecs(&self, shape: ShapeRef) -> Usage {
        self.event_usage.get(&shape).copied().unwrap_or_default()
    }

    /// The unions of events.
    pub(crate) fn event_unions(&self) -> impl Iterator<Item = ShapeRef> {
        let unions = self.unions.iter().copied();
        unions.filter(|&union| self.is_events(union))
    }

    /// The members of a union of events that are errors.
    pub(crate) fn exceptions(&self, union: ShapeRef) -> impl Iterator<Item = &'m Member> {
        let members = self.shape(union).members().iter();
        members.filter(move |member| self.is_events(union) && self.is_error(member.target))
    }

    /// The error type of an event stream.
    pub(crate) fn event_error_ident(&self, union: ShapeRef) -> Name {
        names::type_ident(&format!("{}Error", self.type_name(union)))
    }

    /// The private module of an event stream's error type.
    pub(crate) fn event_error_module(&self, union: ShapeRef) -> Name {
        let name = self.event_error_ident(union).to_string();
        names::module_ident(&format!("_{}", names::snake(&name)))
    }

    /// The path of an event stream's error type.
    pub(crate) fn event_error_path(&self, union: ShapeRef) -> Path {
        let errors = self.root.join("types::error");
        errors.join(self.event_error_ident(union))
    }

    /// The Rust type of a member that is an event stream.
    pub(super) fn event_stream_type(&self, role: Role, union: ShapeRef) -> Path {
        let (event, error) = (self.type_path(union), self.event_error_path(union));
        let end = match role {
            Role::Input => "EventStreamSender",
            _ => "EventReceiver",
        };
        Path::new(format!(
            "::tinsmith_runtime::codegen::event_stream::{end}<{event}, {error}>"
        ))
    }
}

/// Whether the shape is a union of events.
pub(super) fn is_events(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Union(_)) && shape.traits.is_streaming()
}

/// The unions of events and their events, with the directions in which they are streamed.
pub(super) fn usage(closure: &Closure<'_>) -> BTreeMap<ShapeRef, Usage> {
    let model = closure.model();
    let mut usage: BTreeMap<ShapeRef, Usage> = BTreeMap::new();
    for &operation in closure.operations() {
        let Kind::Operation(operation) = &model[operation].kind else {
            continue;
        };
        for (structure, is_input) in [(operation.input, true), (operation.output, false)] {
            let members = structure.into_iter().flat_map(|it| model[it].members());
            for union in members.map(|member| member.target) {
                if !is_events(&model[union]) {
                    continue;
                }
                let events = model[union].members().iter().map(|member| member.target);
                for shape in events.chain([union]) {
                    let usage = usage.entry(shape).or_default();
                    if is_input {
                        usage.input = true
                    } else {
                        usage.output = true
                    }
                }
            }
        }
    }
    usage
}

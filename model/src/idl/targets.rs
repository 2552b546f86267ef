//! Members and what they target (Smithy 2.0, "Target elision", "Default values", "Enum shapes").

use super::lower::{Lowering, MemberSource, Members};
use super::members::unknown_member;
use super::syntax::{Member, Name, Target};
use crate::assemble::ENUM_VALUE;
use crate::id::ShapeId;
use crate::issues::At;
use crate::node::Node;
use crate::prelude::UNIT;
use crate::raw::{Aggregate, RawMember};

const DEFAULT: &str = "smithy.api#default";

impl Lowering<'_, '_, '_> {
    pub(super) fn members(
        &mut self,
        members: Vec<Member<'_>>,
        source: &MemberSource<'_>,
        at: &At<'_>,
    ) -> Vec<RawMember> {
        use Aggregate::{List, Map, Set};
        let at_members = at.key("members");
        let at = match source.aggregate {
            List | Set | Map => at,
            _ => &at_members,
        };
        let mut lowered = Vec::with_capacity(members.len());
        for member in members {
            lowered.extend(self.member(member, source, at));
        }
        lowered
    }

    /// A member; `None` if mixins bring it, and then its traits are applied to theirs.
    fn member(
        &mut self,
        member: Member<'_>,
        source: &MemberSource<'_>,
        at: &At<'_>,
    ) -> Option<RawMember> {
        let Name {
            text: name,
            at: offset,
        } = member.name;
        if let Some(message) = unknown_member(source.aggregate, name) {
            self.report(offset, message).of_shape(source.id.to_string());
        }
        let at = at.key(name);
        self.issues.place_offset(self.number, &at, offset);
        let mut traits = self.traits(member.traits, &at);
        if let Some((value, offset)) = member.value {
            let is_enum = matches!(member.target, Target::Unit);
            let id = if is_enum { ENUM_VALUE } else { DEFAULT };
            let at = at.key("traits");
            self.issues.place_offset(self.number, &at.key(id), offset);
            let value = self.node(value);
            if traits.has(id) {
                self.report(
                    offset,
                    format!("the member has the trait {id} and a value after `=`"),
                );
            }
            traits.set(id, value);
        }
        let target = match member.target {
            Target::Named(name) => {
                self.issues
                    .place_offset(self.number, &at.key("target"), name.at);
                self.shape_id(&name)
            }
            Target::Unit => {
                if source.aggregate == Aggregate::Enum
                    && !source.has_mixins
                    && !traits.has(ENUM_VALUE)
                {
                    traits.set(ENUM_VALUE, Node::String(name.to_owned()));
                }
                ShapeId::parse(UNIT)
            }
            Target::Elided => {
                let found = source.resource.and_then(|resource| resource.get(name));
                if let Some(target) = found {
                    Some(target.clone())
                } else if source.has_mixins {
                    let key = format!("{}${name}", source.id);
                    self.issues
                        .place_offset(self.number, &At::SHAPES.key(&key), offset);
                    self.apply(key, source.id.clone(), Some(name.to_owned()), traits);
                    return None;
                } else {
                    self.no_target(name, offset, source);
                    None
                }
            }
        };
        Some(RawMember {
            name: name.to_owned(),
            target,
            traits,
        })
    }

    fn no_target(&mut self, name: &str, at: usize, source: &MemberSource<'_>) {
        let known = source.resource.into_iter().flat_map(Members::keys);
        let known = known.map(String::as_str);
        let hint = self.issues.did_you_mean(name, known);
        let hint = hint.unwrap_or_else(|| format!("give it one: `{name}: String`"));
        let message = format!("neither a resource nor a mixin says what `{name}` targets");
        self.report(at, message).hint(hint);
    }
}

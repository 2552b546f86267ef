//! Structures as they are emitted: their role, their fields, and which codecs they need.

use std::collections::{BTreeMap, BTreeSet};

use tinsmith_model::{Closure, Kind, Member, Model, Shape, ShapeRef, Usage, WhenUnset};

use super::customizations::{s3, secrets};
use super::defaults::Unsent;
use super::spelling::{self, MemberNames, Role};
use super::{Plan, events};
use crate::names::{self, Name, Path};

/// A structure as it is emitted.
pub(crate) struct Structure<'m> {
    /// What it is to the client.
    pub(crate) role: Role,
    /// Its shape; none for an operation without input or output.
    pub(crate) shape: Option<ShapeRef>,
    /// Its Rust name.
    pub(crate) ident: Name,
    /// Its path.
    pub(crate) path: Path,
    /// The path of the module that its builder is in.
    pub(crate) builders: Path,
    /// Its members, in the order of the model.
    pub(crate) fields: Vec<Field<'m>>,
}

/// A member of a structure as it is emitted.
pub(crate) struct Field<'m> {
    /// The member.
    pub(crate) member: &'m Member,
    /// The field, its getter and its plain setter.
    pub(crate) ident: Name,
    /// `set_<name>` of the builder.
    pub(crate) setter: Name,
    /// `get_<name>` of the builder.
    pub(crate) getter: Name,
    /// The unescaped name, for messages.
    pub(crate) snake: String,
    /// The type without `Option`, `Box` included.
    pub(crate) ty: Path,
    /// The field is an `Option`.
    pub(crate) optional: bool,
    /// The field is boxed, for recursion.
    pub(crate) boxed: bool,
    /// What the builder does if the member is not set.
    pub(crate) when_unset: WhenUnset,
    /// The value that stands for not being sent; none if each one is sent.
    pub(crate) unsent: Option<Unsent>,
    /// `Debug` redacts the field.
    pub(crate) sensitive: bool,
    /// Why the field is deprecated, if the model does not say so.
    pub(crate) deprecation: Option<&'static str>,
}

impl<'m> Structure<'m> {
    pub(super) fn of_type(plan: &Plan<'m>, shape: ShapeRef) -> Self {
        Self::of_shape(plan, Role::Type, shape)
    }

    pub(super) fn of_error(plan: &Plan<'m>, shape: ShapeRef) -> Self {
        Self::of_shape(plan, Role::Error, shape)
    }

    fn of_shape(plan: &Plan<'m>, role: Role, shape: ShapeRef) -> Self {
        let module = plan.types_path(shape);
        Self {
            role,
            shape: Some(shape),
            ident: plan.type_ident(shape),
            path: plan.type_path(shape),
            builders: module.join("builders"),
            fields: fields(plan, role, Some(shape)),
        }
    }

    pub(super) fn of_io(
        plan: &Plan<'m>,
        role: Role,
        shape: Option<ShapeRef>,
        stem: &str,
        module: &Path,
    ) -> Self {
        let suffix = if role == Role::Input {
            "Input"
        } else {
            "Output"
        };
        let ident = names::type_ident(&format!("{stem}{suffix}"));
        Self {
            role,
            shape,
            path: module.join(&ident),
            builders: module.join("builders"),
            ident,
            fields: fields(plan, role, shape),
        }
    }

    /// The shape of a type, an error, or an input or output with members.
    pub(crate) fn modeled_shape(&self) -> ShapeRef {
        self.shape
            .expect("only inputs and outputs without members have no shape")
    }

    /// The structure's name.
    pub(crate) fn name(&self) -> String {
        self.ident.to_string()
    }

    /// `<Name>Builder`.
    pub(crate) fn builder_ident(&self) -> Name {
        names::type_ident(&format!("{}Builder", self.ident))
    }

    /// The path of `<Name>Builder`.
    pub(crate) fn builder_path(&self) -> Path {
        self.builders.join(self.builder_ident())
    }

    /// Each member is an `Option`, so that the builder can keep them in the structure itself.
    pub(crate) fn is_own_builder_storage(&self) -> bool {
        self.fields.iter().all(|field| field.optional)
    }

    /// `build` can fail: some member must be set. An input's `build` fails by its type alone.
    pub(crate) fn build_fails(&self) -> bool {
        self.role != Role::Input
            && self
                .fields
                .iter()
                .any(|field| field.when_unset == WhenUnset::Required)
    }

    /// The member of an error that is called as its message.
    pub(crate) fn message(&self) -> Option<&Field<'m>> {
        let is_error = self.role == Role::Error;
        let mut fields = self.fields.iter();
        fields.find(|field| is_error && field.snake == "message")
    }

    /// An error's message is text: the member, or that which each error has for lack of one.
    pub(crate) fn has_text_message(&self, plan: &Plan<'_>) -> bool {
        let is_text = |it: &Field<'_>| {
            let target = it.member.target;
            matches!(plan.shape(target).kind, Kind::String) && plan.own_type(target).is_none()
        };
        self.role == Role::Error && self.message().is_none_or(is_text)
    }

    /// The member that is a stream, of bytes or of events.
    pub(crate) fn stream(&self, plan: &Plan<'_>) -> Option<&Field<'m>> {
        let mut fields = self.fields.iter();
        fields.find(|field| {
            let target = field.member.target;
            plan.is_stream(target) || plan.is_events(target)
        })
    }

    /// The member that is a stream of events.
    pub(crate) fn events(&self, plan: &Plan<'_>) -> Option<&Field<'m>> {
        let mut fields = self.fields.iter();
        fields.find(|field| plan.is_events(field.member.target))
    }

    /// The members that must come with the initial response, before the stream of events; none without
    /// such a stream.
    pub(crate) fn initial_required(&self, plan: &Plan<'_>) -> impl Iterator<Item = &Field<'m>> {
        let stream = self.events(plan).map(|stream| &stream.ident);
        self.fields.iter().filter(move |field| {
            field.when_unset == WhenUnset::Required
                && stream.is_some_and(|stream| field.ident != *stream)
        })
    }

    /// The field of the named member.
    pub(crate) fn field(&self, member: &str) -> Option<&Field<'m>> {
        self.fields.iter().find(|field| field.member.name == member)
    }
}

impl Field<'_> {
    /// The field's type in the structure.
    pub(crate) fn field_type(&self) -> Path {
        if self.optional {
            Path::new(format!("::std::option::Option<{}>", self.ty))
        } else {
            self.ty.clone()
        }
    }
}

fn fields<'m>(plan: &Plan<'m>, role: Role, shape: Option<ShapeRef>) -> Vec<Field<'m>> {
    let Some(shape) = shape else {
        return Vec::new();
    };
    let whole = plan.is_sensitive_itself(shape);
    let members = plan.shape(shape).members();
    let spelled = members.iter().map(|it| plan.shaped.member(shape, &it.name));
    let names = spelling::members(role, spelled);
    let members = members.iter().zip(names);
    members
        .map(|(member, names)| field(plan, role, shape, member, names, whole))
        .collect()
}

fn field<'m>(
    plan: &Plan<'m>,
    role: Role,
    container: ShapeRef,
    member: &'m Member,
    names: MemberNames,
    whole_is_sensitive: bool,
) -> Field<'m> {
    let target = member.target;
    let is_io = matches!(role, Role::Input | Role::Output);
    let boxed = !is_io && plan.closure.is_boxed(container, &member.name);
    let ty = match (plan.type_of(target), boxed) {
        _ if is_io && plan.is_events(target) => plan.event_stream_type(role, target),
        (ty, true) => Path::new(format!("::std::boxed::Box<{ty}>")),
        (ty, false) => ty,
    };
    let optionality = plan.optionality(container, member);
    let when_unset = optionality.when_unset(plan.model, role == Role::Input, member);
    let optional = when_unset == WhenUnset::None;
    let default = optionality.default_of(member).filter(|_| !optional);
    Field {
        member,
        ident: names.ident,
        setter: names.setter,
        getter: names.getter,
        snake: crate::names::snake(plan.shaped.member(container, &member.name)),
        ty,
        optional,
        boxed,
        when_unset,
        unsent: default.and_then(|value| plan.unsent(member, value)),
        sensitive: whole_is_sensitive || plan.is_sensitive(target),
        deprecation: s3::deprecation(plan, role, member),
    }
}

/// Which codecs each type needs: a writer if a request's body can hold it, a reader if a response's.
pub(super) fn codec_usage(closure: &Closure<'_>) -> BTreeMap<ShapeRef, Usage> {
    let model = closure.model();
    let mut inputs = Vec::new();
    let mut outputs = Vec::new();
    for &operation in closure.operations() {
        if let Kind::Operation(operation) = &model[operation].kind {
            inputs.extend(operation.input);
            outputs.extend(operation.output);
        }
        outputs.extend(closure.errors(operation));
    }
    let mut usage: BTreeMap<ShapeRef, Usage> = BTreeMap::new();
    for shape in reached_by_members(model, inputs) {
        usage.entry(shape).or_default().input = true;
    }
    for shape in reached_by_members(model, outputs) {
        usage.entry(shape).or_default().output = true;
    }
    usage
}

/// Every shape that the members of `roots` reach; a root itself only if a member targets it. What is
/// reached as an event is a root as well: its members are in a message of their own.
fn reached_by_members(model: &Model, roots: Vec<ShapeRef>) -> BTreeSet<ShapeRef> {
    let roots: Vec<ShapeRef> = roots
        .into_iter()
        .flat_map(|root| events_of(model, root).chain([root]))
        .collect();
    let mut reached = BTreeSet::new();
    let mut pending: Vec<ShapeRef> = roots
        .iter()
        .flat_map(|&root| targets(model, root))
        .filter(|&target| !events::is_events(&model[target]))
        .collect();
    while let Some(shape) = pending.pop() {
        if reached.insert(shape) {
            pending.extend(targets(model, shape));
        }
    }
    reached
}

/// The events of the streams among the members of an input or output.
fn events_of(model: &Model, structure: ShapeRef) -> impl Iterator<Item = ShapeRef> {
    let streams = targets(model, structure).into_iter();
    let streams = streams.filter(|&target| events::is_events(&model[target]));
    streams.flat_map(|union| targets(model, union))
}

/// What the members of the shape target.
pub(super) fn targets(model: &Model, shape: ShapeRef) -> Vec<ShapeRef> {
    match &model[shape].kind {
        Kind::List(member) => vec![member.target],
        Kind::Map { key, value } => vec![key.target, value.target],
        Kind::Structure(members) | Kind::Union(members) => {
            members.iter().map(|member| member.target).collect()
        }
        _ => Vec::new(),
    }
}

/// The shape is sensitive in the service of this id, as the model says or not.
pub(super) fn is_sensitive(shape: &Shape, service: Option<&str>) -> bool {
    shape.traits.is_sensitive() || secrets::is_secret(service, shape)
}

/// Shapes that are sensitive or that reach one that is.
pub(super) fn sensitive_shapes(closure: &Closure<'_>, service: Option<&str>) -> BTreeSet<ShapeRef> {
    let model = closure.model();
    let mut users: BTreeMap<ShapeRef, Vec<ShapeRef>> = BTreeMap::new();
    let mut pending = Vec::new();
    for (shape, _) in closure.shapes() {
        if is_sensitive(&model[shape], service) {
            pending.push(shape);
        }
        for target in targets(model, shape) {
            users.entry(target).or_default().push(shape);
        }
    }
    let mut sensitive = BTreeSet::new();
    while let Some(shape) = pending.pop() {
        if sensitive.insert(shape) {
            pending.extend(users.get(&shape).into_iter().flatten());
        }
    }
    sensitive
}

/// The target of a union's member that holds nothing.
pub(crate) fn is_unit(shape: &Shape) -> bool {
    shape.id.as_str() == "smithy.api#Unit"
}

/// The shapes that become a Rust type of their own: unions, enums, structures that a member
/// targets, and errors.
pub(super) fn types(closure: &Closure<'_>) -> BTreeSet<ShapeRef> {
    let model = closure.model();
    let usage = codec_usage(closure);
    let mut types: BTreeSet<ShapeRef> = usage
        .into_keys()
        .chain(events::usage(closure).into_keys())
        .filter(|&shape| !is_unit(&model[shape]))
        .filter(|&shape| {
            matches!(
                model[shape].kind,
                Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_)
            )
        })
        .collect();
    for &operation in closure.operations() {
        types.extend(closure.errors(operation));
    }
    types
}

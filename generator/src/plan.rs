//! The plan of a client: what is emitted, under which Rust names and types. It is made once, from a validated model
//! and the closure of the chosen operations; emitters only read it.
//!
//! It has the Rust names, which one pass assigns; types, optionality, defaults and redaction; the codecs that each
//! type needs; the protocol; authentication; pagination; endpoint rules and the parameters that operations give to
//! them; the settings of the client (`client`). If two shapes get the same name, the client is refused, and the
//! error names both. `supported` refuses what the generator does not implement, with the shape and the trait.
//!
//! A plan has no tokens, since tokens belong to one thread and several threads emit one plan. Names, paths and
//! types are text ([`Name`], [`Path`]).

pub(crate) mod auth;
pub(crate) mod checksums;
pub(crate) mod client;
pub(crate) mod customizations;
mod defaults;
pub(crate) mod discovery;
pub(crate) mod endpoint;
mod enum_values;
mod events;
pub(crate) mod input_checks;
pub(crate) mod jmespath;
mod naming;
pub(crate) mod pagination;
pub(crate) mod presigning;
mod protocol;
pub(crate) mod shaping;
mod spelling;
pub(crate) mod split;
mod structures;
mod supported;
mod unions;
pub(crate) mod waiters;

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToKebabCase, ToSnakeCase};
use tinsmith_model::{
    Closure, Diagnostics, EnumValue, Kind, Member, Model, Optionality, PlacedMember, Shape,
    ShapeRef, TimestampFormat, Traits, Usage,
};

use endpoint::Endpoints;
use endpoint::bind::{self, Binding};
use enum_values::EnumValues;
use input_checks::InputChecks;
use presigning::Presigned;
use shaping::Shaped;

pub(crate) use defaults::Unsent;
pub use enum_values::EnumValueName;
pub(crate) use protocol::Protocol;
#[cfg(test)]
pub(crate) use spelling::CONFIG_METHODS;
#[cfg(feature = "report")]
pub(crate) use spelling::members as member_names;
pub(crate) use spelling::{Role, VariantNames};
pub(crate) use structures::{Field, Structure, is_unit};
pub(crate) use unions::Variant;

use crate::names::{self, Name, Path};
use crate::shaping::Shaping;

/// Whether the client is a crate or a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// The client is a crate of its own.
    #[default]
    Crate,
    /// The client is a module of a crate, at this path below the crate's root (`connect`, or
    /// `clients::connect`).
    Module(String),
}

/// What users choose for a client, beside its operations.
#[derive(Default)]
pub(crate) struct Choices {
    pub(crate) layout: Layout,
    /// Whether the client becomes several crates.
    pub(crate) is_split: bool,
    /// The id or the name of a protocol.
    pub(crate) protocol: Option<String>,
    /// Names of values of enums.
    pub(crate) enum_values: Vec<EnumValueName>,
    /// The operations whose calls can be presigned, beside those that the official clients presign.
    pub(crate) presign: Vec<String>,
    pub(crate) shaping: Shaping,
}

/// The plan of a client.
pub(crate) struct Plan<'m> {
    /// The model that everything comes from.
    pub(crate) model: &'m Model,
    /// The chosen operations and what they reach.
    pub(crate) closure: &'m Closure<'m>,
    /// The path of the client's root: `crate`, or `crate::connect`.
    pub(crate) root: Path,
    /// Whether the client is a crate or a module.
    pub(crate) layout: Layout,
    /// Whether the client becomes several crates. What they use of each other is public then, and hidden.
    pub(crate) is_split: bool,
    /// The protocol.
    pub(crate) protocol: Protocol,
    /// A line for each protocol of the service that would be preferred, but can't carry the chosen operations.
    pub(crate) passed_over: Vec<String>,
    /// The service.
    pub(crate) service: Service<'m>,
    /// The endpoint rules and their parameters.
    pub(crate) endpoints: Endpoints,
    /// Whether the client needs the crates of AWS: the service is AWS's, or is called as AWS's services are.
    pub(crate) uses_aws: bool,
    /// The chosen operations, by name.
    pub(crate) operations: Vec<Operation<'m>>,
    /// Structures that are a type of their own, by Rust name: neither an operation's input or
    /// output, nor an error.
    pub(crate) structures: Vec<Structure<'m>>,
    /// Error structures, by Rust name.
    pub(crate) errors: Vec<Structure<'m>>,
    /// Unions, by Rust name.
    pub(crate) unions: Vec<ShapeRef>,
    /// String enums, by Rust name.
    pub(crate) enums: Vec<ShapeRef>,
    /// The waiters of the chosen operations.
    pub(crate) waiters: Vec<waiters::Waiter>,
    /// The checks of inputs, if the client has them.
    pub(crate) input_checks: Option<InputChecks<'m>>,
    /// The codecs that each shape needs, by whether bodies of requests and responses may contain it.
    usage: BTreeMap<ShapeRef, Usage>,
    /// The codecs that unions of events and their events need.
    event_usage: BTreeMap<ShapeRef, Usage>,
    /// Names of enum values.
    enum_values: EnumValues,
    /// The names of each error in the errors of operations, streams and the client.
    error_variants: BTreeMap<ShapeRef, VariantNames>,
    /// The Rust name of each type and error.
    type_names: BTreeMap<ShapeRef, String>,
    /// Shapes that are or contain sensitive data.
    sensitive: BTreeSet<ShapeRef>,
    /// Shapes whose type differs in the official client, each with the shape that has that type.
    replaced: BTreeMap<ShapeRef, ShapeRef>,
    /// What users chose for shapes.
    pub(crate) shaped: Shaped,
}

/// The service's names.
pub(crate) struct Service<'m> {
    /// The service's shape.
    pub(crate) shape: ShapeRef,
    /// Whether the service is AWS's (`aws.api#service`), so that its client behaves as the official one.
    pub(crate) is_aws: bool,
    /// Whether the service has `aws.protocols#awsQueryCompatible`, so that its errors keep their codes of awsQuery.
    pub(crate) is_query_compatible: bool,
    /// The id by which customizations know the service, if it is AWS's.
    pub(crate) customized_as: Option<&'m str>,
    /// `aws.api#service`'s `sdkId`, or the shape's name.
    pub(crate) sdk_id: String,
    /// The service's title, or its name.
    pub(crate) title: &'m str,
    /// The name that requests are signed for.
    pub(crate) signing_name: String,
    /// The service's version.
    pub(crate) version: &'m str,
    /// The service's documentation.
    pub(crate) docs: Option<&'m str>,
}

/// An operation's names and structures.
pub(crate) struct Operation<'m> {
    /// The operation's shape.
    pub(crate) shape: ShapeRef,
    /// The name in the model.
    pub(crate) name: &'m str,
    /// The marker type, and the stem of error and fluent builder.
    pub(crate) ident: Name,
    /// The stem of input, output and paginator.
    pub(crate) stem: String,
    /// The operation's module.
    pub(crate) module: Name,
    /// The client's method.
    pub(crate) method: Name,
    /// The name from which the Rust names are made.
    spelled: String,
    /// The operation's module, as a path.
    pub(crate) path: Path,
    /// The input.
    pub(crate) input: Structure<'m>,
    /// The output.
    pub(crate) output: Structure<'m>,
    /// The errors that the operation and the service name, by name.
    pub(crate) errors: Vec<ShapeRef>,
    /// The endpoint parameters that it sets.
    pub(crate) endpoint_params: Vec<Binding>,
    /// How its calls are presigned, if they may be.
    pub(crate) presigned: Option<Presigned>,
}

impl<'m> Operation<'m> {
    /// `<Op>Error`.
    pub(crate) fn error_ident(&self) -> Name {
        names::type_ident(&format!("{}Error", names::upper_first(&self.spelled)))
    }

    /// `<Op>FluentBuilder`.
    pub(crate) fn fluent_ident(&self) -> Name {
        names::type_ident(&format!(
            "{}FluentBuilder",
            names::upper_first(&self.spelled)
        ))
    }

    /// The operation's name with `suffix`, in the spelling of inputs and outputs.
    pub(crate) fn stem_ident(&self, suffix: &str) -> Name {
        names::type_ident(&format!("{}{suffix}", self.stem))
    }
}

impl<'m> Plan<'m> {
    /// Plans the client of `closure`.
    ///
    /// # Errors
    /// Shapes and traits that the generator does not support; two shapes with the same Rust name; names of enum
    /// values that are not valid, or for values that do not exist; malformed traits of endpoints; operations that
    /// can't be presigned; options that shape the client and are about nothing in it; checks of inputs that can't be
    /// done.
    pub(crate) fn new(closure: &'m Closure<'m>, choices: Choices) -> Result<Self, Diagnostics> {
        let Choices {
            layout,
            is_split,
            protocol,
            mut enum_values,
            presign,
            shaping,
        } = choices;
        let model = closure.model();
        let choice = supported::check(closure, protocol.as_deref())?;
        let shaped = Shaped::of(closure, &shaping, &mut enum_values)?;
        let enum_values = EnumValues::of(model, &enum_values)?;
        let service = Service::new(model, closure.service());
        let sensitive = structures::sensitive_shapes(closure, service.customized_as);
        let type_names = naming::type_names(closure, &shaped);
        let mut endpoints = Endpoints::of(model, closure.service())?;
        if shaped.without_docs {
            endpoints.remove_docs();
        }
        let mut plan = Self {
            model,
            closure,
            root: root_path(&layout),
            layout,
            is_split,
            protocol: choice.protocol,
            passed_over: choice.passed_over,
            service: Service {
                docs: service.docs.filter(|_| !shaping.without_docs),
                ..service
            },
            operations: Vec::new(),
            waiters: Vec::new(),
            input_checks: None,
            structures: Vec::new(),
            errors: Vec::new(),
            unions: Vec::new(),
            enums: Vec::new(),
            usage: structures::codec_usage(closure),
            event_usage: events::usage(closure),
            error_variants: BTreeMap::new(),
            type_names,
            enum_values,
            uses_aws: false,
            endpoints,
            sensitive,
            replaced: customizations::s3::replaced(closure),
            shaped,
        };
        plan.sort_shapes();
        plan.error_variants = plan.error_variants();
        plan.operations = closure
            .operations()
            .iter()
            .map(|&shape| plan.operation(shape))
            .collect();
        plan.uses_aws = client::uses_aws(&plan);
        naming::check(&plan)?;
        shaping::check_replaced(&plan)?;
        let bindings = bind::all(&plan)?;
        for (operation, bindings) in plan.operations.iter_mut().zip(bindings) {
            operation.endpoint_params = bindings;
        }
        plan.waiters = waiters::all(&plan)?;
        let presigned = presigning::all(&plan, &presign)?;
        for (operation, presigned) in plan.operations.iter_mut().zip(presigned) {
            operation.presigned = presigned;
        }
        if shaping.validate_inputs {
            plan.input_checks = Some(InputChecks::of(&plan, &shaping.unchecked_patterns)?);
        }
        Ok(plan)
    }

    fn sort_shapes(&mut self) {
        let mut named: Vec<(&String, ShapeRef)> = self
            .type_names
            .iter()
            .map(|(shape, name)| (name, *shape))
            .collect();
        named.sort();
        let shapes: Vec<ShapeRef> = named.into_iter().map(|(_, shape)| shape).collect();
        for shape in shapes {
            match &self.shape(shape).kind {
                Kind::Structure(_) if self.is_error(shape) => {
                    let structure = Structure::of_error(self, shape);
                    self.errors.push(structure);
                }
                Kind::Structure(_) => {
                    let structure = Structure::of_type(self, shape);
                    self.structures.push(structure);
                }
                Kind::Union(_) => self.unions.push(shape),
                _ => self.enums.push(shape),
            }
        }
    }

    fn operation(&self, shape: ShapeRef) -> Operation<'m> {
        let name = self.model[shape].id.name();
        let spelled = self.shaped.name(shape).unwrap_or(name).to_owned();
        let stem = names::pascal(&spelled);
        let snake = names::snake(&spelled);
        let module = names::module_ident(&snake);
        let path = self.root.join("operation").join(&module);
        let (input, output) = match &self.model[shape].kind {
            Kind::Operation(operation) => (operation.input, operation.output),
            _ => (None, None),
        };
        Operation {
            shape,
            name,
            ident: names::type_ident(&names::upper_first(&spelled)),
            method: names::client_method_ident(&snake),
            input: Structure::of_io(self, Role::Input, input, &stem, &path),
            output: Structure::of_io(self, Role::Output, output, &stem, &path),
            errors: self.operation_errors(shape, input, output),
            endpoint_params: Vec::new(),
            presigned: None,
            module,
            path,
            stem,
            spelled,
        }
    }

    /// The errors of an operation: its own, the service's, and those of its event streams. As in the official clients,
    /// the service may return an error of a stream instead of the stream.
    fn operation_errors(
        &self,
        operation: ShapeRef,
        input: Option<ShapeRef>,
        output: Option<ShapeRef>,
    ) -> Vec<ShapeRef> {
        let members = [input, output].into_iter().flatten();
        let members = members.flat_map(|structure| self.model[structure].members());
        let streamed = members.flat_map(|member| self.exceptions(member.target));
        let mut errors = self.closure.errors(operation);
        errors.extend(streamed.map(|member| member.target));
        errors.sort_by_key(|error| (self.model[*error].id.name(), *error));
        errors.dedup();
        errors
    }

    /// The type that stands for the client in the code of operations: the client itself, or what its clones share if
    /// the client is not in the crate of the operations.
    pub(crate) fn client_type(&self) -> Path {
        self.root.join(if self.is_split {
            "client::Handle"
        } else {
            "client::Client"
        })
    }

    /// What the code of a shape names: the targets of its members, and the shape that has its type.
    pub(crate) fn targets(&self, shape: ShapeRef) -> Vec<ShapeRef> {
        let mut targets = structures::targets(self.model, shape);
        targets.extend(self.replaced.get(&shape));
        targets
    }

    /// The shape.
    pub(crate) fn shape(&self, shape: ShapeRef) -> &'m Shape {
        &self.model[*self.replaced.get(&shape).unwrap_or(&shape)]
    }

    /// The model's documentation of a shape or member, unless the client has none.
    pub(crate) fn docs<'t>(&self, traits: &'t Traits) -> Option<&'t str> {
        traits.documentation().filter(|_| !self.shaped.without_docs)
    }

    /// The id by which the options that shape types know a structure.
    pub(crate) fn id_of(&self, structure: &Structure<'_>) -> String {
        shaping::id_of(self.model, self.service.shape, structure.shape)
    }

    /// Whether the shape is an error.
    pub(crate) fn is_error(&self, shape: ShapeRef) -> bool {
        self.model[shape].traits.error_kind().is_some()
    }

    /// Whether an operation may return the error. Other errors are only targets of members.
    pub(crate) fn is_answer(&self, error: ShapeRef) -> bool {
        let mut operations = self.operations.iter();
        operations.any(|operation| operation.errors.contains(&error))
    }

    /// The structure of the shape.
    pub(crate) fn structure(&self, shape: ShapeRef) -> Option<&Structure<'m>> {
        let mut structures = self.structures.iter();
        structures.find(|structure| structure.shape == Some(shape))
    }

    /// The Rust name of a type or error.
    pub(crate) fn type_name(&self, shape: ShapeRef) -> &str {
        let name = self.type_names.get(&shape);
        name.expect("each type that is reached has a name")
    }

    /// The Rust name of a type or error, as an identifier.
    pub(crate) fn type_ident(&self, shape: ShapeRef) -> Name {
        names::type_ident(self.type_name(shape))
    }

    fn error_variants(&self) -> BTreeMap<ShapeRef, VariantNames> {
        let shapes = self.errors.iter().map(Structure::modeled_shape);
        let names = shapes.clone().map(|shape| self.type_name(shape));
        shapes.zip(spelling::error_variants(names)).collect()
    }

    /// The names of an error in the errors of operations, streams and the client.
    pub(crate) fn error_variant(&self, error: ShapeRef) -> &VariantNames {
        let names = self.error_variants.get(&error);
        names.expect("each error that is reached has a variant")
    }

    /// The variant of an enum's value.
    pub(crate) fn variant_ident(&self, shape: ShapeRef, value: &EnumValue) -> Name {
        self.enum_values.ident(shape, value)
    }

    /// The private module of a type or error.
    pub(crate) fn type_module(&self, shape: ShapeRef) -> Name {
        let name = names::snake(self.type_name(shape));
        // A type whose name starts with a digit has one `_` itself.
        names::module_ident(&if name.starts_with(|c: char| c.is_ascii_digit()) {
            format!("__{name}")
        } else {
            format!("_{name}")
        })
    }

    /// The module of types, or that of errors.
    fn types_path(&self, shape: ShapeRef) -> Path {
        self.root.join(if self.is_error(shape) {
            "types::error"
        } else {
            "types"
        })
    }

    /// The path of a type or error.
    pub(crate) fn type_path(&self, shape: ShapeRef) -> Path {
        self.types_path(shape).join(self.type_ident(shape))
    }

    /// The path of the file of a type or error, where its codecs are.
    pub(crate) fn codec_path(&self, shape: ShapeRef) -> Path {
        self.types_path(shape).join(self.type_module(shape))
    }

    /// The optionality of a member.
    fn optionality(&self, container: ShapeRef, member: &Member) -> Optionality {
        let service = self.service.shape;
        let place = PlacedMember {
            service,
            container,
            member,
        };
        customizations::optionality::optionality(self.model, place)
    }

    /// The codecs that a type needs.
    pub(crate) fn codecs(&self, shape: ShapeRef) -> Usage {
        self.usage.get(&shape).copied().unwrap_or_default()
    }

    /// The Rust type of a shape's values.
    pub(crate) fn type_of(&self, shape: ShapeRef) -> Path {
        match self.own_type(shape) {
            Some(own) => own.clone(),
            None => self.modeled_type(shape),
        }
    }

    /// The type that a user named in the place of the one that the model gives.
    pub(crate) fn own_type(&self, shape: ShapeRef) -> Option<&Path> {
        self.shaped.own_types.get(&shape)
    }

    /// The type that the model gives, as which values are read and written.
    pub(crate) fn modeled_type(&self, shape: ShapeRef) -> Path {
        Path::new(match &self.shape(shape).kind {
            Kind::String => "::std::string::String",
            Kind::Boolean => "bool",
            Kind::Byte => "i8",
            Kind::Short => "i16",
            Kind::Integer | Kind::IntEnum(_) => "i32",
            Kind::Long => "i64",
            Kind::Float => "f32",
            Kind::Double => "f64",
            Kind::BigInteger => "::tinsmith_runtime::aws_smithy_types::BigInteger",
            Kind::BigDecimal => "::tinsmith_runtime::aws_smithy_types::BigDecimal",
            Kind::Blob if self.shape(shape).traits.is_streaming() => {
                "::tinsmith_runtime::aws_smithy_types::byte_stream::ByteStream"
            }
            Kind::Blob if self.shaped.is_bytes(shape) => "::tinsmith_runtime::codegen::Bytes",
            Kind::Blob => "::tinsmith_runtime::aws_smithy_types::Blob",
            Kind::Timestamp => "::tinsmith_runtime::aws_smithy_types::DateTime",
            Kind::Document => "::tinsmith_runtime::aws_smithy_types::Document",
            Kind::List(member) => {
                let element = self.element_type(shape, member);
                return Path::new(format!("::std::vec::Vec<{element}>"));
            }
            Kind::Map { key, value } => {
                let key = self.type_of(key.target);
                let value = self.element_type(shape, value);
                let map = match self.shaped.is_btree_map(shape) {
                    true => "BTreeMap",
                    false => "HashMap",
                };
                return Path::new(format!("::std::collections::{map}<{key}, {value}>"));
            }
            _ => return self.type_path(shape),
        })
    }

    /// The type of a list's element or a map's value.
    pub(crate) fn element_type(&self, container: ShapeRef, member: &Member) -> Path {
        let element = self.type_of(member.target);
        if self.model[container].traits.is_sparse() {
            Path::new(format!("::std::option::Option<{element}>"))
        } else {
            element
        }
    }

    /// Whether values of the shape are `Copy`, so that getters return them by value.
    pub(crate) fn is_copy(&self, shape: ShapeRef) -> bool {
        let kind = &self.shape(shape).kind;
        self.own_type(shape).is_none()
            && (matches!(kind, Kind::Boolean) || defaults::is_number(kind))
    }

    /// Whether the shape is a streaming blob.
    pub(crate) fn is_stream(&self, shape: ShapeRef) -> bool {
        let shape = self.shape(shape);
        matches!(shape.kind, Kind::Blob) && shape.traits.is_streaming()
    }

    /// Whether values of the shape are sensitive: the shape is, or its elements are.
    pub(crate) fn is_sensitive(&self, shape: ShapeRef) -> bool {
        self.is_sensitive_itself(shape)
            || match &self.shape(shape).kind {
                Kind::List(member) => self.is_sensitive_itself(member.target),
                Kind::Map { key, value } => {
                    self.is_sensitive_itself(key.target) || self.is_sensitive_itself(value.target)
                }
                _ => false,
            }
    }

    /// Whether the shape itself is sensitive.
    fn is_sensitive_itself(&self, shape: ShapeRef) -> bool {
        structures::is_sensitive(&self.model[shape], self.service.customized_as)
    }

    /// Whether the structure contains sensitive data, at any depth.
    pub(crate) fn holds_sensitive(&self, structure: &Structure<'_>) -> bool {
        structure
            .shape
            .is_some_and(|shape| self.sensitive.contains(&shape))
    }

    /// The timestamp format of a member: its own, its target's, or `default`.
    pub(crate) fn timestamp_format(&self, member: &Member, default: TimestampFormat) -> Path {
        let format = member
            .traits
            .timestamp_format()
            .or_else(|| self.shape(member.target).traits.timestamp_format())
            .unwrap_or(default);
        Path::new("::tinsmith_runtime::aws_smithy_types::date_time::Format").join(match format {
            TimestampFormat::DateTime => "DateTime",
            TimestampFormat::HttpDate => "HttpDate",
            TimestampFormat::EpochSeconds => "EpochSeconds",
        })
    }
}

impl<'m> Service<'m> {
    pub(crate) fn new(model: &'m Model, shape: ShapeRef) -> Self {
        let service = &model[shape];
        let Kind::Service(definition) = &service.kind else {
            unreachable!("`{}` is not a service", service.id);
        };
        let aws = service.traits.get("aws.api#service");
        let sdk_id = aws
            .and_then(|aws| aws.get("sdkId")?.as_str())
            .unwrap_or_else(|| service.id.name());
        let arn_namespace = aws.and_then(|aws| aws.get("arnNamespace")?.as_str());
        let sigv4 = service.traits.get("aws.auth#sigv4");
        let signing_name = sigv4
            .and_then(|sigv4| sigv4.get("name")?.as_str())
            .or(arn_namespace)
            .map_or_else(|| service.id.name().to_lowercase(), str::to_owned);
        Self {
            shape,
            is_aws: aws.is_some(),
            is_query_compatible: service.traits.has("aws.protocols#awsQueryCompatible"),
            customized_as: customizations::id(service),
            sdk_id: sdk_id.to_owned(),
            title: service.traits.title().unwrap_or(sdk_id),
            signing_name,
            version: &definition.version,
            docs: service.traits.documentation(),
        }
    }

    /// The default module of the client: `connect`, or `city_weather` for a service `CityWeather` that is not AWS's.
    pub(crate) fn module(&self) -> String {
        names::module_ident(&self.crate_id().to_snake_case()).to_string()
    }

    /// The name of the client's crate: `aws-sdk-connect`, or that of a service that is not AWS's.
    pub(crate) fn package(&self) -> String {
        let name = self.crate_id();
        if self.is_aws {
            return format!("aws-sdk-{name}");
        }
        // The library has the name too, which must not be that of a crate of Rust or a keyword.
        const TAKEN: [&str; 5] = ["alloc", "core", "proc-macro", "std", "test"];
        let library = name.to_snake_case();
        let is_keyword = names::module_ident(&library).to_string() != library;
        if is_keyword || TAKEN.contains(&&*name) {
            format!("{name}-client")
        } else {
            name
        }
    }

    /// `<id>` of the crate's name `aws-sdk-<id>`, or the name of a service that is not AWS's, such as `city-weather` for
    /// `CityWeather`.
    pub(crate) fn crate_id(&self) -> String {
        if !self.is_aws {
            let name = names::snake(&self.sdk_id).to_kebab_case();
            return match name.starts_with(|first: char| first.is_ascii_digit()) {
                true => format!("service-{name}"),
                false => name,
            };
        }
        let id = self.sdk_id.to_lowercase().replace(' ', "");
        let id = id.strip_suffix("service").unwrap_or(&id);
        id.strip_suffix("api").unwrap_or(id).to_owned()
    }
}

fn root_path(layout: &Layout) -> Path {
    let root = Path::new("crate");
    match layout {
        Layout::Crate => root,
        Layout::Module(path) => path
            .split("::")
            .fold(root, |path, name| path.join(names::module_ident(name))),
    }
}

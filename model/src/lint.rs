//! What validation says of a model beside what makes it unreadable (Smithy 2.0, "Model validation").
//!
//! [`RULES`] is the table of the rules. A rule reads the [`Graph`], and reports events; the problems that are found
//! while a model is read and lowered are events too. [`Filter`] then gives events the severities that the model asks
//! for.

mod aws;
mod bindings;
mod breaking_changes;
mod closures;
mod conflicts;
mod custom;
mod deprecation;
mod endpoints;
mod filter;
mod headers;
mod http;
mod identifiers;
mod inclusive;
mod members;
mod metadata;
mod missing_pagination;
mod missing_sensitivity;
mod moments;
mod naming;
mod operations;
mod pagination;
mod patterns;
mod privacy;
mod properties;
mod protocol_tests;
mod recursion;
mod references;
mod resources;
mod services;
mod shapes;
mod streams;
#[cfg(test)]
mod tests;
mod trait_targets;
mod trait_values;
mod values;
mod waiters;
mod words;

use std::borrow::Cow;

use crate::events::Severity;
use crate::graph::{Graph, Vertex, VertexKind};
use crate::issues::{Issue, Issues};

pub(crate) use filter::Filter;

/// One rule.
#[derive(Copy, Clone)]
pub struct LintRule {
    /// The id of its events; further parts may follow.
    pub id: &'static str,
    /// How serious its events are.
    pub severity: Severity,
    /// What a model must have or avoid.
    pub checks: &'static str,
    /// Whether it needs a model in which all references lead somewhere.
    needs_whole: bool,
    run: fn(&mut Lint<'_, '_, '_>),
}

const fn rule(
    id: &'static str,
    severity: Severity,
    checks: &'static str,
    run: fn(&mut Lint<'_, '_, '_>),
) -> LintRule {
    LintRule {
        id,
        severity,
        checks,
        needs_whole: false,
        run,
    }
}

/// A rule that would blame shapes for references that lead nowhere, which are reported already.
const fn whole(rule: LintRule) -> LintRule {
    LintRule {
        needs_whole: true,
        ..rule
    }
}

use Severity::{Danger, Error, Note, Warning};

/// All rules, in the order in which they run.
#[rustfmt::skip]
const RULES: &[LintRule] = &[
    rule("TraitTarget", Error, "a trait is applied to shapes that its selector matches", trait_targets::check),
    rule("TraitConflict", Error, "no shape has two traits of which one conflicts with the other", conflicts::check),
    rule("ExclusiveStructureMemberTrait", Error, "one member of a structure, and not several, has a trait that is structurally exclusive", conflicts::check_exclusive),
    rule("TraitValue", Error, "the value of a trait is a value of the shape that defines it", trait_values::check),
    rule("DefaultTrait", Error, "a default is a value of its shape, and agrees with the default of the member's target", trait_values::check_defaults),
    rule("DefaultTrait", Error, "members of structures have the defaults of their targets", trait_values::check_missing_defaults),
    rule("Target", Error, "nothing refers to the definition of a trait", references::check_definitions),
    whole(rule("ExamplesTrait", Error, "examples have an output or an error, and are values of the operation's shapes", trait_values::check_examples)),
    rule("MetadataTrait", Error, "one shape defines a metadata key, and the metadata is a value of it", metadata::check),
    rule("LengthTrait", Error, "the minimum of `length` is not above the maximum", members::check_length),
    rule("RangeTrait", Error, "the bounds of `range` are in order, and are values of the shape", members::check_range),
    rule("EnumShape", Warning, "names of enum values are upper case", members::check_enum_names),
    rule("EnumTrait", Warning, "values of the trait `enum` have names", members::check_enum_trait),
    rule("PatternTrait", Warning, "a pattern says where it starts and ends", patterns::check),
    rule("MediaType", Error, "a media type has a type and a subtype", members::check_media_type),
    rule("XmlFlattenedTrait", Warning, "a flattened list has no name for its members", members::check_flattened),
    rule("PrivateAccess", Error, "no shape refers to a private one of another namespace", privacy::check),
    rule("ResourceCycle", Error, "no resource is a child of itself", resources::check_cycles),
    whole(rule("ResourceIdentifier", Error, "a child resource has the identifiers of its parent", resources::check_identifiers)),
    whole(rule("ResourceIdentifierBinding", Error, "the input of a resource's operation binds its identifiers", resources::check_bindings)),
    whole(rule("ResourceLifecycle", Error, "lifecycle operations are read-only or idempotent as their names say", resources::check_lifecycle)),
    rule("HttpMethodSemantics", Warning, "an operation whose HTTP method is PUT or DELETE is idempotent", operations::check_idempotent),
    rule("OperationInputOutputMisuse", Error, "a shape with `input` or `output` is that of one operation only", operations::check_misuse),
    rule("IdempotentTrait", Error, "the errors of the trait `idempotent` are errors of the operation", http::check_idempotent_errors),
    rule("CorsTrait", Error, "the trait `cors` has one origin or a list of origins", http::check_cors),
    whole(rule("HttpHeaderTrait", Error, "members of a structure have different headers, whose names are names of headers and not restricted", headers::check_headers)),
    whole(rule("HttpQueryTrait", Error, "members of a structure have different query parameters, which are not in the URI already", http::check_queries)),
    whole(rule("HttpQueryParamsTrait", Note, "beside a map of query parameters, no member has a parameter of its own", headers::check_query_params)),
    whole(rule("HttpPrefixHeadersTrait", Error, "no header starts with a prefix of headers", headers::check_prefixes)),
    whole(rule("HttpUriConflict", Error, "operations of a service have different requests", http::check_uris)),
    whole(rule("HttpPayload", Error, "beside a payload, every member has an HTTP binding", http::check_payloads)),
    rule("ProtocolHttp", Error, "the versions of HTTP for event streams are versions of HTTP of the protocol", http::check_versions),
    whole(rule("RequestCompressionTrait", Error, "compressed requests have an algorithm and an input, and no length that must be known", http::check_compression)),
    rule("ShapeRecursion", Error, "no list or map contains itself without a structure or union in between", recursion::check),
    rule("ShapeRecursion", Error, "structures and unions can have a value", recursion::check_possible),
    rule("ShapeIdConflict", Error, "ids of shapes and members differ in more than case", shapes::check_id_conflicts),
    whole(rule("Service", Error, "names of the shapes of a service differ in more than case", services::check_names)),
    rule("AuthTrait", Danger, "the schemes of `auth` are schemes of the service", services::check_auth),
    rule("ShapeClosure", Error, "closures of the metadata have an id, shapes and names of their own", closures::check),
    rule("TraitBreakingChanges", Error, "the paths of `breakingChanges` lead to members of the trait", breaking_changes::check),
    whole(rule("ResourceOperationInputOutput", Error, "members of lifecycle operations are properties or identifiers of the resource", properties::check)),
    whole(rule("PaginatedTrait", Error, "tokens are optional strings, the size of a page is an optional integer, and items are lists or maps", pagination::check)),
    whole(rule("ProtocolHttpPayload", Error, "AWS protocols send strings, blobs, structures, unions and documents as bodies", bindings::check_payload_kinds)),
    whole(rule("HttpResponseCodeSemantics", Warning, "HTTP statuses agree with what they are sent for", bindings::check_statuses)),
    whole(rule("OperationInputOutputName", Warning, "inputs and outputs are named after their operation", operations::check_names)),
    rule("OperationNameAmbiguity", Warning, "no other shape is named like the input or output of an operation", operations::check_ambiguous_names),
    whole(rule("DefaultValueInUpdate", Warning, "members of the inputs of updates have no defaults", operations::check_defaults_of_updates)),
    whole(rule("MemberShouldReferenceResource", Warning, "members that identify a resource refer to it", identifiers::check_references)),
    whole(rule("StreamingTrait", Error, "streams are in inputs and outputs only, and not below them", streams::check)),
    rule("EventPayloadTrait", Error, "beside a payload, all members of an event are headers", streams::check_events),
    whole(rule("ReferencesTrait", Error, "references name a resource, and a member for each of its identifiers", references::check)),
    whole(rule("HttpMethodSemantics", Warning, "an HTTP method agrees with the trait `readonly`", operations::check_method)),
    whole(rule("HttpBindingsMissing", Warning, "all operations of a service have HTTP bindings, or none", operations::check_bindings_missing)),
    whole(rule("HttpBindingTraitIgnored", Warning, "HTTP bindings stand where they mean something", bindings::check_ignored)),
    rule("DeprecatedTrait", Warning, "no shape has a trait that is deprecated", deprecation::check_traits),
    rule("DeprecatedShape", Warning, "no member targets a deprecated shape", deprecation::check_targets),
    rule("UnstableTrait", Warning, "no shape has a trait that is unstable", deprecation::check_unstable),
    rule("ModelDeprecation", Warning, "the model has no `set` and no trait `enum`", deprecation::check_syntax),
    whole(rule("UnreferencedShape", Note, "every shape is connected to a service", shapes::check_unreferenced)),
    whole(rule("ServiceBoundResourceOperation", Warning, "an operation with the identifiers of a resource is bound to the resource", identifiers::check_operations_of_services)),
    rule("ServiceBoundResourceOperation", Warning, "an operation is bound to a service or to one of its resources, and not to both", shapes::check_bound_twice),
    rule("TraitValidators", Error, "shapes are what `traitValidators` asks for", custom::check_trait_validators),
    rule("EmitEachSelector", Danger, "no shape matches a selector of the metadata", custom::check_each),
    rule("EmitNoneSelector", Danger, "a shape matches a selector of the metadata", custom::check_none),
    rule("CamelCase", Danger, "names are in the case that the metadata asks for", naming::check_case),
    rule("RepeatedShapeName", Warning, "members do not repeat the name of their shape", naming::check_repeated),
    rule("InputOutputStructureReuse", Warning, "inputs and outputs of operations are their own", naming::check_reuse),
    rule("ShouldHaveUsedTimestamp", Danger, "what is named like a moment is a timestamp, or holds nothing else", moments::check),
    whole(rule("WaitableTraitInvalidErrorType", Warning, "errors that a waiter waits for are errors of the operation", waiters::check_errors)),
    whole(rule("HttpRequestTestsInput", Error, "values of request tests are values of the input", protocol_tests::check_requests)),
    whole(rule("HttpResponseTestsOutput", Error, "values of response tests are values of the output", protocol_tests::check_responses)),
    whole(rule("HttpResponseTestsError", Error, "values of response tests are values of the error", protocol_tests::check_errors)),
    whole(rule("EventStreamTestsTrait", Error, "values of event stream tests are values of the shapes of the operation", protocol_tests::check_event_streams)),
    whole(rule("RuleSetParameter", Error, "parameters of endpoint rules and the values that the model and tests give agree", endpoints::parameters::check)),
    whole(rule("StaticContextParamsTrait", Error, "static parameters are strings, booleans or lists of strings", endpoints::parameters::check_static_values)),
    whole(rule("EndpointTestsTrait", Error, "endpoint tests have inputs of operations of the service, and values for built-in parameters", endpoints::test_cases::check)),
    whole(rule("RuleSetAuthSchemes", Warning, "the authentication schemes of endpoint rules are known", endpoints::auth_schemes::check)),
    whole(rule("AwsSpecialCaseEndpoint", Danger, "endpoints of single regions are URLs with known placeholders", endpoints::special_cases::check)),
    whole(rule("ArnTrait", Error, "only absolute ARNs have a delimiter of their own", aws::arns::check)),
    whole(rule("SigV4Traits", Warning, "the names for which requests are signed agree", aws::signing::check)),
    whole(rule("AuthorizersTrait", Error, "the schemes of authorizers are schemes of the service", aws::api_gateway::check_authorizers)),
    whole(rule("EndpointConfiguration", Error, "private endpoints are dual-stack", aws::api_gateway::check_endpoint_configuration)),
    whole(rule("ClientEndpointDiscovery", Error, "endpoints that are discovered are structures, and there is an error for those that are not valid", aws::discovery::check)),
    whole(rule("HttpChecksumTrait", Danger, "members are not sent as headers of checksums", aws::checksums::check)),
    whole(rule("IamAction", Error, "no trait repeats what `iamAction` says", aws::iam::check_actions)),
    whole(rule("DefineConditionKeysTrait", Error, "condition keys that are required are resolved by the service", aws::iam::check_definitions)),
    whole(rule("ConditionKeys", Error, "condition keys are keys of the service, and either the service or a request has the value", aws::iam::check_keys)),
    whole(rule("ConditionKeyValueTrait", Error, "one member has the value of a condition key", aws::iam::check_values_once)),
    whole(rule("CfnResourceProperty", Error, "properties of CloudFormation resources have one shape, and identifiers are strings", aws::cloudformation::check)),
    whole(rule("MqttTopicLabel", Error, "labels of topics and members are the same", aws::mqtt::check_labels)),
    whole(rule("ServiceTagging", Warning, "a service with tags has the operations for them", aws::tagging::check_operations)),
    whole(rule("TagEnabledService", Error, "a service with tags has resources with tags", aws::tagging::check_services)),
    whole(rule("TagResourcePropertyName", Warning, "the property with the tags is called so", aws::tagging::check_property_names)),
    whole(rule("TagResourcePropertyType", Error, "tags are pairs of strings", aws::tagging::check_property_types)),
    whole(rule("TaggableResource", Error, "tags can be read and changed, but not by updates", aws::tagging::check_resources)),
    rule("AbbreviationName", Danger, "abbreviations in names are written as words", words::check_abbreviations),
    rule("ReservedWords", Danger, "names are not those that the metadata reserves", words::check_reserved),
    rule("StandardOperationVerb", Danger, "operations start with the verbs of the metadata", words::check_verbs),
    rule("MissingPaginatedTrait", Danger, "operations that return pages have the trait `paginated`", missing_pagination::check),
    rule("MissingSensitiveTrait", Warning, "shapes that are named like personal data are sensitive", missing_sensitivity::check),
    rule("NoninclusiveTerms", Warning, "namespaces, names and values of traits have no terms that the metadata replaces", inclusive::check),
    rule("UnknownValidator", Warning, "the validators of the metadata are known", custom::check_names),
];

/// The rules of validation, in the order in which they run. Problems that are found while a model is read have further
/// ids.
pub fn lint_rules() -> &'static [LintRule] {
    RULES
}

/// Runs rules. `is_broken` tells that something was reported before.
pub(crate) fn run(
    rules: &'static [LintRule],
    graph: &Graph<'_>,
    is_broken: bool,
    issues: &mut Issues<'_>,
) {
    for rule in rules {
        if issues.is_full() {
            return;
        }
        if rule.needs_whole && is_broken {
            continue;
        }
        (rule.run)(&mut Lint {
            graph,
            rule,
            issues,
        });
    }
}

/// A rule that runs.
pub(crate) struct Lint<'g, 'i, 's> {
    graph: &'g Graph<'g>,
    rule: &'static LintRule,
    issues: &'i mut Issues<'s>,
}

impl<'g> Lint<'g, '_, '_> {
    /// An event of a shape or member.
    fn report(&mut self, vertex: Vertex, message: impl Into<String>) -> &mut Issue {
        self.report_at(vertex, &[], message)
    }

    /// An event of a trait of a shape or member.
    fn report_trait(&mut self, vertex: Vertex, id: &str, message: impl Into<String>) -> &mut Issue {
        self.report_at(vertex, &["traits", id], message)
    }

    /// An event of a shape or member, at keys below it. What comes from a mixin is told there.
    fn report_at(
        &mut self,
        vertex: Vertex,
        keys: &[&str],
        message: impl Into<String>,
    ) -> &mut Issue {
        let graph = self.graph;
        let entry = graph.entry(vertex);
        let inherited = graph.inherited;
        let origin = match (entry.member, keys) {
            (Some(member), _) => inherited.origin_of_member(entry.shape, member),
            (None, ["traits", id, ..]) => inherited.origin_of_trait(entry.shape, id),
            _ => None,
        };
        let origin = origin.and_then(|id| graph.find(id.as_str()));
        let place = graph.entry(origin.unwrap_or(entry.container));
        let mut path = vec!["shapes", place.shape.as_str()];
        if let Some(member) = entry.member {
            let container = place.kind;
            if !container.is_list() && container != VertexKind::Map {
                path.push("members");
            }
            path.push(member);
        }
        path.extend(keys);
        let (id, severity) = (self.rule.id, self.rule.severity);
        let issue = self.issues.report_path(place.file, path, message);
        let issue = issue.event(id, severity).of_shape(graph.id(vertex));
        issue.by_rule(id)
    }

    /// Says that the rule has not looked at everything, since that would be too much.
    fn stop(&mut self, vertex: Vertex, message: impl Into<String>) {
        self.issues.stop_rule(self.rule.id);
        let id = self.rule.id;
        // What the rule has not found may be an error, but need not be.
        self.report(vertex, message).event(id, Severity::Warning);
    }

    /// An event of a file, and of no shape.
    fn report_file(
        &mut self,
        file: u32,
        id: impl Into<Cow<'static, str>>,
        severity: Severity,
        message: impl Into<String>,
    ) -> &mut Issue {
        let issue = self.issues.report_path(file, [], message);
        issue.event(id, severity)
    }

    /// An event of the metadata.
    fn report_metadata(
        &mut self,
        key: &str,
        id: impl Into<Cow<'static, str>>,
        severity: Severity,
        message: impl Into<String>,
    ) -> &mut Issue {
        let file = self.issues.file_of_metadata(key);
        let path = ["metadata", key];
        let issue = self.issues.report_path(file, path, message);
        issue.event(id, severity)
    }
}

/// How many other ids a message names.
const MOST_NAMED: usize = 5;

/// Ids and names in a sentence: "`a`, `b`".
fn quoted<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let names = names.into_iter();
    let names: Vec<String> = names.map(|name| format!("`{}`", name.as_ref())).collect();
    names.join(", ")
}

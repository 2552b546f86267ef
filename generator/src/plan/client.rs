//! The facts that a client's root, configuration and manifest depend on, collected once.

use tinsmith_model::ShapeRef;

use super::auth::Auth;
use super::customizations::auth_token::{self, AuthTokens};
use super::customizations::errors::Errors;
use super::customizations::s3::Signing;
use super::customizations::s3_express::Sessions;
use super::customizations::shared_config::{self, SharedSetting};
use super::customizations::{bearer_token, presigned, requests};
use super::discovery::Discovery;
use super::endpoint::ClientParam;
use super::{Layout, Plan, checksums};
use crate::names::Path;
use crate::shaping::Dependency;

/// The facts about a service that its client's root, configuration and manifest depend on.
pub(crate) struct ClientTraits {
    /// The path of the client's root: `crate`, or `crate::connect`.
    pub(crate) root: Path,
    /// Whether the client is a crate or a module.
    pub(crate) layout: Layout,
    /// Whether the client becomes several crates.
    pub(crate) is_split: bool,
    /// The service's title, for documentation.
    pub(crate) title: String,
    /// Whether the client needs the crates of AWS.
    pub(crate) uses_aws: bool,
    /// `aws.api#service.sdkId`.
    pub(crate) sdk_id: String,
    /// The client's package, under which metrics are reported.
    pub(crate) package: String,
    /// `aws.auth#sigv4.name`.
    pub(crate) signing_name: Option<String>,
    /// Headers of every request.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The auth schemes of calls.
    pub(crate) auth: Auth,
    /// The end of the name of the environment variable for a bearer token, if the service has one.
    pub(crate) environment_token: Option<&'static str>,
    /// The sessions whose credentials sign calls, if endpoints may require one.
    pub(crate) sessions: Option<Sessions>,
    /// Endpoint discovery, if an operation requires it.
    pub(crate) discovery: Option<Discovery>,
    /// The client has waiters.
    pub(crate) has_waiters: bool,
    /// A chosen operation may be presigned.
    pub(crate) presigned: bool,
    /// The client has the features that official clients with presigned calls have.
    pub(crate) presigning_features: bool,
    /// Inputs are checked against patterns of the model.
    pub(crate) input_patterns: bool,
    /// The tokens by which the service's databases are opened.
    pub(crate) auth_tokens: Option<&'static AuthTokens>,
    /// How signatures of the service differ from those of most services.
    pub(crate) signing: Signing,
    /// Rules for errors beyond those of the protocol.
    pub(crate) errors: Option<Errors>,
    /// The settings that the client reads from the shared configuration and other clients do not.
    pub(crate) shared_settings: Vec<SharedSetting>,
    /// Whether a chosen operation has an idempotency token.
    pub(crate) idempotency_tokens: bool,
    /// Whether the rule set has the built-in `AWS::UseFIPS`.
    pub(crate) use_fips: bool,
    /// Whether the rule set has the built-in `AWS::UseDualStack`.
    pub(crate) use_dual_stack: bool,
    /// Whether the rule set has the built-in `AWS::Auth::AccountIdEndpointMode`.
    pub(crate) account_id_endpoint_mode: bool,
    /// Whether the service has rules by which the client finds its endpoint.
    pub(crate) endpoint_rules: bool,
    /// Whether calls may leave out the prefix of their host: some operation has one, and the service is not AWS's.
    pub(crate) optional_host_prefix: bool,
    /// The settings of the service (`smithy.rules#clientContextParams`).
    pub(crate) context: Vec<ClientParam>,
    /// Whether a chosen operation has checksums (`aws.protocols#httpChecksum`).
    pub(crate) checksums: bool,
    /// Whether a chosen operation sends a stream with a checksum in its trailer.
    pub(crate) chunks: bool,
    /// Whether a chosen operation compresses its request (`smithy.api#requestCompression`).
    pub(crate) compression: bool,
    /// The features of the runtime that the protocol and the operations need.
    pub(crate) runtime_features: Vec<&'static str>,
    /// Whether some operation streams a blob.
    pub(crate) streams: bool,
    /// Whether some operation streams events.
    pub(crate) events: bool,
    /// Whether types have the traits of `serde`, behind features of the crate.
    pub(crate) serde: bool,
    /// Further dependencies of a crate.
    pub(crate) dependencies: Vec<Dependency>,
}

impl ClientTraits {
    /// Collects the facts for a client in the package `package`.
    pub(crate) fn of(plan: &Plan<'_>, package: &str) -> Self {
        let service = &plan.shape(plan.service.shape).traits;
        let any_operation = |id| {
            let mut operations = plan.operations.iter();
            operations.any(|it| plan.shape(it.shape).traits.has(id))
        };
        let signing_name = service
            .has("aws.auth#sigv4")
            .then_some(plan.service.signing_name.as_str());
        let checksums = any_operation(checksums::TRAIT);
        let mut shapes = plan.closure.shapes();
        let streams = shapes.any(|(shape, _)| has_stream(plan, shape));
        let events = plan.event_unions().next().is_some();
        let endpoints = &plan.endpoints;
        let presigned = plan.operations.iter().any(|it| it.presigned.is_some());
        Self {
            uses_aws: plan.uses_aws,
            endpoint_rules: service.has("smithy.rules#endpointRuleSet")
                || service.has("smithy.rules#endpointBdd"),
            optional_host_prefix: !plan.service.is_aws && any_operation("smithy.api#endpoint"),
            root: plan.root.clone(),
            layout: plan.layout.clone(),
            is_split: plan.is_split,
            title: plan.service.title.to_owned(),
            sdk_id: plan.service.sdk_id.clone(),
            package: package.to_owned(),
            signing_name: signing_name.map(str::to_owned),
            headers: requests::headers(plan)
                .into_iter()
                .map(|(name, value)| (name, value.to_owned()))
                .collect(),
            auth: Auth::of(plan),
            environment_token: signing_name.and_then(bearer_token::environment_id),
            sessions: Sessions::of(plan),
            discovery: Discovery::of(plan),
            has_waiters: !plan.waiters.is_empty(),
            signing: Signing::of(plan),
            errors: Errors::of(plan),
            shared_settings: shared_config::of(plan).collect(),
            presigned,
            presigning_features: presigned || presigned::has_features(plan),
            input_patterns: plan
                .input_checks
                .as_ref()
                .is_some_and(|it| !it.patterns.is_empty()),
            auth_tokens: auth_token::of(plan),
            idempotency_tokens: any_token(plan),
            use_fips: endpoints.has_built_in("AWS::UseFIPS"),
            use_dual_stack: endpoints.has_built_in("AWS::UseDualStack"),
            account_id_endpoint_mode: endpoints.has_built_in("AWS::Auth::AccountIdEndpointMode"),
            context: endpoints.client.clone(),
            checksums,
            chunks: plan
                .operations
                .iter()
                .any(|it| checksums::may_stream(plan, it)),
            compression: any_operation("smithy.api#requestCompression"),
            runtime_features: runtime_features(plan, checksums, events),
            streams,
            events,
            serde: plan.shaped.serde,
            dependencies: plan.shaped.dependencies.clone(),
        }
    }

    /// The SDK id in the spelling of the user agent and of retry partitions.
    pub(crate) fn api_name(&self) -> String {
        self.sdk_id.to_lowercase().replace(' ', "")
    }

    /// What documentation calls the identities of callers.
    pub(crate) fn identities(&self) -> &'static str {
        if self.uses_aws {
            "credentials"
        } else {
            "identities"
        }
    }

    /// Whether users may give identities to auth schemes of their own. The clients of services that need the crates of AWS
    /// have this only if the model defines such schemes.
    pub(crate) fn has_own_schemes(&self) -> bool {
        !self.uses_aws || !self.auth.custom().is_empty()
    }
}

/// Whether the client needs the crates of AWS: the service is AWS's, its calls are signed as AWS's are, its endpoint rules
/// have parameters of AWS, or a stream is sent with a checksum, whose encoding is AWS's.
pub(super) fn uses_aws(plan: &Plan<'_>) -> bool {
    let traits = &plan.shape(plan.service.shape).traits;
    let mut parameters = plan.endpoints.parameters.iter();
    let mut operations = plan.operations.iter();
    plan.service.is_aws
        || traits.has("aws.auth#sigv4")
        || traits.has("aws.auth#sigv4a")
        || parameters.any(|it| {
            let built_in = it.declared.built_in.as_deref();
            built_in.is_some_and(|it| it.starts_with("AWS::"))
        })
        || operations.any(|it| checksums::may_stream(plan, it))
}

fn runtime_features(plan: &Plan<'_>, checksums: bool, events: bool) -> Vec<&'static str> {
    let mut operations = plan.operations.iter();
    let compresses = operations.any(|it| plan.shape(it.shape).traits.compresses_request());
    let checks_inputs = plan.input_checks.as_ref().is_some_and(|it| !it.is_empty());
    let features = [
        plan.uses_aws.then_some("aws"),
        plan.protocol.runtime_feature(),
        checksums.then_some("checksums"),
        compresses.then_some("compression"),
        events.then_some("event-stream"),
        checks_inputs.then_some("validate-inputs"),
        plan.shaped.has_bytes().then_some("bytes"),
    ];
    features.into_iter().flatten().collect()
}

/// Whether some member of an input is an idempotency token.
fn any_token(plan: &Plan<'_>) -> bool {
    let mut fields = plan
        .operations
        .iter()
        .flat_map(|operation| &operation.input.fields);
    fields.any(|field| field.member.traits.is_idempotency_token())
}

/// Whether the structure has a member that is a streaming blob.
fn has_stream(plan: &Plan<'_>, shape: ShapeRef) -> bool {
    let mut members = plan.shape(shape).members().iter();
    members.any(|member| plan.is_stream(member.target))
}

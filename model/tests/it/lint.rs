//! A case for each rule of validation: a model, and the events of the rule.

use tinsmith_model::{Event, ModelFiles, Severity, lint_rules};

/// The events of a model in the Smithy IDL, whose namespace is `example`.
fn events(shapes: &str) -> Vec<Event> {
    let text = if shapes.contains("namespace") {
        format!("$version: \"2.0\"\n{shapes}")
    } else {
        format!("$version: \"2.0\"\nnamespace example\n{shapes}")
    };
    let files = vec![("model.smithy".to_owned(), text.into_bytes())];
    let files = ModelFiles::in_memory(files).expect("text");
    files.events().into_iter().collect()
}

/// What is compared of an event: `SEVERITY id shape`.
fn told(event: &Event) -> String {
    let shape = event.diagnostic.shape.as_deref().unwrap_or("-");
    let shape = shape.strip_prefix("example#").unwrap_or(shape);
    format!("{} {} {shape}", event.severity, event.id)
}

/// The rule, a model, and the events whose ids start with the rule's. For rules that the metadata configures, the ids
/// are those that the metadata gives.
#[rustfmt::skip]
const CASES: &[(&str, &str, &[&str])] = &[
    ("TraitTarget", "@length(min: 1) boolean A\n@length(min: 1) string B", &["ERROR TraitTarget A"]),
    ("TraitTarget", "@trait(selector: \"structure > member\") structure only {}\n@only string A\nstructure B { @only c: String }", &["ERROR TraitTarget A"]),
    ("TraitTarget", "@trait(selector: \"strin\") structure only {}", &["ERROR TraitTarget only"]),
    ("TraitConflict", "@trait(conflicts: [b]) structure a {}\n@trait structure b {}\n@a @b string C", &["ERROR TraitConflict C"]),
    ("ExclusiveStructureMemberTrait", "structure A { @idempotencyToken a: String, @idempotencyToken b: String }", &["ERROR ExclusiveStructureMemberTrait A"]),
    ("TraitValue", "@trait structure t { @required @length(min: 2) a: String, b: Integer }\n@t(a: \"x\") string A\n@t(b: 1) string B\n@t(a: \"xy\", b: 1.5) string C\n@t(a: \"xy\", c: 1) string D\n@t(a: \"xy\") string E", &[
        "ERROR TraitValue A", "ERROR TraitValue B", "ERROR TraitValue C", "WARNING TraitValue.UnknownMember.example#t.c D",
    ]),
    ("TraitValue", "@trait @idRef(failWhenMissing: true, selector: \"string\") string ref\n@ref(\"example#Nothing\") string A\n@ref(\"example#C\") string B\ninteger C\n@ref(\"example#A\") string D", &["ERROR TraitValue A", "ERROR TraitValue B"]),
    ("TraitValue", "@trait @pattern(\"^a+$\") string t\n@t(\"b\") string A\n@t(\"aa\") string B", &["ERROR TraitValue A"]),
    ("TraitValue", "@trait union t { a: String, b: String }\n@t(a: \"\", b: \"\") string A\n@t(a: \"\") string B", &["ERROR TraitValue A"]),
    ("DefaultTrait", "structure A { @range(min: 2) a: Integer = 1, b: L = [], c: E = \"X\" }\nlist L { member: String }\nenum E { Y }", &["ERROR DefaultTrait A$c", "ERROR DefaultTrait.Member.InvalidRange A$a"]),
    ("DefaultTrait", "structure A { a: Blob = \"*\" }", &["WARNING DefaultTrait A$a"]),
    ("ExamplesTrait", "@examples([{title: \"one\", input: {b: 1, c: 2}}])\noperation A { input := { b: String } }", &["ERROR ExamplesTrait A", "WARNING ExamplesTrait.UnknownMember.example#AInput.c A"]),
    ("MetadataTrait", "@metadata(key: \"level\") string A\n@metadata(key: \"level\") string B", &["ERROR MetadataTrait A", "ERROR MetadataTrait B"]),
    ("TypedMetadata", "metadata level = 1\nnamespace example\n@metadata(key: \"level\") string A", &["ERROR TypedMetadata.level -"]),
    ("LengthTrait", "@length(min: 2, max: 1) string A", &["ERROR LengthTrait A"]),
    ("RangeTrait", "@range(min: 2, max: 1) integer A\n@range(min: 0.5) integer B\n@range(max: 128) byte C\n@range(min: 0.5) float D", &["ERROR RangeTrait A", "ERROR RangeTrait B", "ERROR RangeTrait C"]),
    ("EnumShape", "enum A { GOOD, Bad }", &["WARNING EnumShape A$Bad"]),
    ("EnumTrait", "@enum([{value: \"a\"}]) string A", &["WARNING EnumTrait A"]),
    ("PatternTrait", "@pattern(\"a\") string A\n@pattern(\"^a$\") string B", &["WARNING PatternTrait A"]),
    ("MediaType", "@mediaType(\"json\") string A\n@mediaType(\"text/plain; charset=utf-8\") string B", &["ERROR MediaType A"]),
    ("XmlFlattenedTrait", "structure A { @xmlFlattened b: B }\nlist B { @xmlName(\"Item\") member: String }", &["WARNING XmlFlattenedTrait A$b"]),
    ("ResourceCycle", "resource A { resources: [B] }\nresource B { resources: [A] }", &["ERROR ResourceCycle A", "ERROR ResourceCycle B"]),
    ("ResourceIdentifier", "resource A { identifiers: {a: String}, resources: [B] }\nresource B {}", &["ERROR ResourceIdentifier B"]),
    ("ResourceIdentifierBinding", "resource A { identifiers: {a: String}, operations: [Instance], collectionOperations: [Collection] }\noperation Instance { input := {} }\noperation Collection { input := { @required a: String } }", &["ERROR ResourceIdentifierBinding Collection", "ERROR ResourceIdentifierBinding Instance"]),
    ("ResourceLifecycle", "resource A { read: Read }\noperation Read {}", &["ERROR ResourceLifecycle Read"]),
    ("OperationInputOutputMisuse", "operation A { input: In }\noperation B { input: In }\n@input structure In {}", &["ERROR OperationInputOutputMisuse In"]),
    ("HttpMethodSemantics", "@http(method: \"PUT\", uri: \"/a\") operation A {}\n@http(method: \"GET\", uri: \"/b\") operation B {}", &["WARNING HttpMethodSemantics.MissingIdempotentTrait A", "WARNING HttpMethodSemantics.MissingReadonlyTrait B"]),
    ("IdempotentTrait", "@idempotent(exists: [Gone]) operation A {}\n@error(\"client\") structure Gone {}", &["ERROR IdempotentTrait A"]),
    ("CorsTrait", "@cors(origin: \"*\", origins: [\"https://example.com\"]) service S {}", &["ERROR CorsTrait S"]),
    ("HttpHeaderTrait", "@readonly @http(method: \"GET\", uri: \"/a\") operation A { output := { @httpHeader(\"X-A\") a: String, @httpHeader(\"x-a\") b: String } }", &["ERROR HttpHeaderTrait AOutput"]),
    ("HttpQueryTrait", "@readonly @http(method: \"GET\", uri: \"/a?b\") operation A { input := { @httpQuery(\"b\") b: String } }", &["ERROR HttpQueryTrait AInput"]),
    ("HttpPrefixHeadersTrait", "@readonly @http(method: \"GET\", uri: \"/a\") operation A { output := { @httpHeader(\"X-A\") a: String, @httpPrefixHeaders(\"x-\") b: M } }\nmap M { key: String, value: String }", &["ERROR HttpPrefixHeadersTrait AOutput$a"]),
    ("HttpUriConflict", "service S { operations: [A, B] }\n@readonly @http(method: \"GET\", uri: \"/a/{b}\") operation A { input := { @required @httpLabel b: String } }\n@readonly @http(method: \"GET\", uri: \"/a/{c}\") operation B { input := { @required @httpLabel c: String } }", &["ERROR HttpUriConflict A", "ERROR HttpUriConflict B"]),
    ("HttpPayload", "@http(method: \"POST\", uri: \"/a\") operation A { input := { @httpPayload a: String, b: String } }", &["ERROR HttpPayload AInput"]),
    ("RequestCompressionTrait", "@requestCompression(encodings: [\"gzip\"]) operation A {}", &["ERROR RequestCompressionTrait A"]),
    ("ShapeRecursion", "list A { member: B }\nlist B { member: A }\nlist C { member: A }", &["ERROR ShapeRecursion A", "ERROR ShapeRecursion B"]),
    ("StreamingTrait", "@streaming blob B\nstructure A { @required b: B }\nstructure C { a: A }", &["ERROR StreamingTrait C$a"]),
    ("EventPayloadTrait", "structure A { @eventPayload a: String, b: String }", &["ERROR EventPayloadTrait A"]),
    ("ReferencesTrait", "@references([{resource: R, ids: {id: \"b\"}}]) structure A { a: String }\nresource R { identifiers: {id: String} }", &["ERROR ReferencesTrait A"]),
    ("HttpBindingsMissing", "service S { operations: [A, B] }\n@readonly @http(method: \"GET\", uri: \"/a\") operation A {}\noperation B {}", &["WARNING HttpBindingsMissing B"]),
    ("HttpBindingTraitIgnored", "operation A { input := { @httpResponseCode b: Integer } }", &["WARNING HttpBindingTraitIgnored.Output AInput$b"]),
    ("DeprecatedTrait", "@deprecated @trait structure old {}\n@old string A", &["WARNING DeprecatedTrait.example#old A"]),
    ("DeprecatedShape", "@deprecated string A\nstructure B { a: A }", &["WARNING DeprecatedShape.example#A B$a"]),
    ("UnstableTrait", "@unstable @trait structure young {}\n@young string A", &["WARNING UnstableTrait.example#young A"]),
    ("ModelDeprecation", "@enum([{value: \"a\", name: \"A\"}]) string A", &["WARNING ModelDeprecation A"]),
    ("UnreferencedShape", "metadata validators = [{name: \"UnreferencedShape\"}]\nnamespace example\nservice S { operations: [A] }\noperation A {}\nstring B", &["NOTE UnreferencedShape B"]),
    ("UnreferencedShape", "metadata validators = [{name: \"UnreferencedShape\", severity: \"WARNING\", configuration: {rootShapeSelector: \"string\"}}]\nnamespace example\nstring A\ninteger B", &["WARNING UnreferencedShape B"]),
    ("ServiceBoundResourceOperation", "service S { operations: [A], resources: [R] }\nresource R { operations: [A] }\noperation A {}", &["WARNING ServiceBoundResourceOperation A"]),
    ("TraitValidators", "@trait @traitValidators({\"a..b\": {selector: \"*\"}}) structure t {}", &["ERROR TraitValidators t"]),
    ("NoLists", "@trait @traitValidators({\"NoLists\": {selector: \"~> list\", severity: \"WARNING\"}}) structure t {}\n@t structure A { b: B }\nlist B { member: String }", &["WARNING NoLists B"]),
    ("NoStrings", "metadata validators = [{name: \"EmitEachSelector\", id: \"NoStrings\", configuration: {selector: \"string\", messageTemplate: \"@{id|name}\"}}]\nnamespace example\nstring A", &["DANGER NoStrings A"]),
    ("SomeStrings", "metadata validators = [{name: \"EmitNoneSelector\", id: \"SomeStrings\", configuration: {selector: \"string\"}}]\nnamespace example\ninteger A", &["DANGER SomeStrings -"]),
    ("CamelCase", "metadata validators = [{name: \"CamelCase\"}]\nnamespace example\nstructure low { a: String, Up: String }", &["DANGER CamelCase low", "DANGER CamelCase low$Up"]),
    ("RepeatedShapeName", "metadata validators = [{name: \"RepeatedShapeName\"}]\nnamespace example\nstructure Item { itemName: String, name: String }", &["WARNING RepeatedShapeName Item$itemName"]),
    ("InputOutputStructureReuse", "metadata validators = [{name: \"InputOutputStructureReuse\"}]\nnamespace example\noperation A { input: B }\nstructure B {}", &["WARNING InputOutputStructureReuse.Input.A B"]),
    ("ShouldHaveUsedTimestamp", "metadata validators = [{name: \"ShouldHaveUsedTimestamp\"}]\nnamespace example\nstring CreatedAt\nstring Format", &["DANGER ShouldHaveUsedTimestamp CreatedAt"]),
    ("DefaultTrait", "@default(1) integer One\nstructure A { a: One, b: One = 1, c: One = null }", &["ERROR DefaultTrait A$a"]),
    ("Target", "@trait structure t {}\nstructure A { b: t }", &["ERROR Target A$b"]),
    ("ExamplesTrait", "@examples([{title: \"one\", input: {b: \"Infinity\", c: 0}}])\noperation A { input := { @range(max: 2) b: Float, c: C } }\n@range(min: 1) integer C", &["ERROR ExamplesTrait.Member.InvalidRange A", "ERROR ExamplesTrait.Target.InvalidRange A"]),
    ("ShapeRecursion", "union A { b: B }\nunion B { a: A, c: A }\nunion C { c: C, d: String }", &["ERROR ShapeRecursion A", "ERROR ShapeRecursion B"]),
    ("ShapeRecursion", "structure A { @required b: B }\nstructure B { @required a: A, c: String }\nstructure C { c: C }", &["ERROR ShapeRecursion A", "ERROR ShapeRecursion B"]),
    ("ShapeIdConflict", "structure A { a: String, B: String, b: String }\nstring c\nstring C", &["ERROR ShapeIdConflict A$B", "ERROR ShapeIdConflict A$b", "ERROR ShapeIdConflict C", "ERROR ShapeIdConflict c"]),
    ("Service", "service S { operations: [A] }\noperation A { input := { a: String, b: Thing, c: thinG } }\nstructure Thing {}\nmap thinG { key: String, value: String }", &["ERROR Service Thing", "ERROR Service thinG"]),
    ("Service", "service S { operations: [A] }\noperation A { input := { a: string, b: smithy.api#String } }\nstring string", &["NOTE Service string"]),
    ("AuthTrait", "@httpBasicAuth service S { operations: [A, B] }\n@auth([httpBearerAuth]) operation A {}\n@auth([httpBasicAuth]) operation B {}", &["DANGER AuthTrait A"]),
    ("ShapeClosure", "metadata shapeClosures = [{id: \"example#c\"}, {id: \"example#d\", includeNamespaces: [\"example\"]}, {id: \"example#d\", includeNamespaces: [\"example\"]}, {id: \"example#e\", includeNamespaces: [\"nothing\"]}, {id: \"example#f\", includeBySelector: \"[id=nothing]\"}, {id: \"example#g\", includeNamespaces: [\"example\"], rename: {\"other#B\": \"C\"}}]\nnamespace example\nstring A", &["DANGER ShapeClosure.EmptyNamespace.example#e -", "DANGER ShapeClosure.EmptySelector.example#f -", "ERROR ShapeClosure -"]),
    ("TypedMetadata", "metadata shapeClosures = [{id: \"c\"}]\nnamespace example\nstring A", &["ERROR TypedMetadata.shapeClosures -"]),
    ("TraitBreakingChanges", "@trait(breakingChanges: [{path: \"/a/b\", change: \"any\"}, {path: \"/a\", change: \"any\"}, {change: \"any\"}]) structure t { a: String }", &["ERROR TraitBreakingChanges t"]),
    ("ResourceOperationInputOutput", "resource R { identifiers: {id: String}, properties: {a: String, b: String, c: String}, read: Get }\n@readonly operation Get { input := { @required id: String, @notProperty x: String }, output := { a: Integer, y: String, @property(name: \"b\") b1: String, @property(name: \"b\") b2: String } }", &[
        "ERROR ResourceOperationInputOutput GetOutput", "ERROR ResourceOperationInputOutput GetOutput$a", "ERROR ResourceOperationInputOutput GetOutput$y", "ERROR ResourceOperationInputOutput R",
    ]),
    ("ResourceIdentifierBinding", "resource A { identifiers: {a: String}, resources: [B] }\nresource B { identifiers: {a: String, b: String}, list: ListB }\n@readonly operation ListB { input := {} }", &["ERROR ResourceIdentifierBinding ListB"]),
    ("PaginatedTrait", "@paginated(inputToken: \"a\", outputToken: \"b\", pageSize: \"c\") operation A { input := { @required a: String, @required c: Long }, output := { @required b: M } }\nmap M { key: String, value: String }", &[
        "DANGER PaginatedTrait.ShouldNotBeRequired.outputToken A", "DANGER PaginatedTrait.WrongShapeType.outputToken A", "DANGER PaginatedTrait.WrongShapeType.pageSize A", "ERROR PaginatedTrait A", "WARNING PaginatedTrait.ShouldNotBeRequired.pageSize A",
    ]),
    ("ProtocolHttpPayload", "@aws.protocols#restJson1 service S { operations: [A] }\n@http(method: \"POST\", uri: \"/a\") operation A { input := { @httpPayload a: L } }\nlist L { member: String }\nstructure B { @httpPayload a: L }", &["ERROR ProtocolHttpPayload AInput$a"]),
    ("HttpHeaderTrait", "structure A { @httpHeader(\"Host\") a: String, @httpHeader(\"X A\") b: String, @httpHeader(\"X-A\") c: String }", &["DANGER HttpHeaderTrait A$a", "DANGER HttpHeaderTrait A$b"]),
    ("HttpPrefixHeadersTrait", "structure A { @httpHeader(\"X-A\") a: String, @httpPrefixHeaders(\"\") b: M }\nmap M { key: String, value: String }", &["NOTE HttpPrefixHeadersTrait A$a"]),
    ("HttpQueryParamsTrait", "structure A { @httpQuery(\"a\") a: String, @httpQueryParams b: M }\nstructure B { @httpQueryParams b: M }\nmap M { key: String, value: String }", &["NOTE HttpQueryParamsTrait A"]),
    ("HttpResponseCodeSemantics", "@http(method: \"POST\", uri: \"/a\", code: 204) operation A { output := { a: String } }\n@http(method: \"POST\", uri: \"/b\", code: 300) operation B {}\n@http(method: \"POST\", uri: \"/c\", code: 204) operation C { output := { @httpHeader(\"X-A\") a: String } }\n@error(\"client\") @httpError(500) structure E {}", &[
        "DANGER HttpResponseCodeSemantics B", "DANGER HttpResponseCodeSemantics E", "WARNING HttpResponseCodeSemantics A",
    ]),
    ("HttpBindingTraitIgnored", "@http(method: \"POST\", uri: \"/a\") operation A { input := { b: B } }\nstructure B { @httpHeader(\"X-A\") a: String, c: String }", &["WARNING HttpBindingTraitIgnored.TopLevel B$a"]),
    ("OperationInputOutputName", "operation A { input: In }\n@input structure In {}\noperation B { input: Other }\nstructure Other {}", &["WARNING OperationInputOutputName.input A"]),
    ("OperationNameAmbiguity", "operation A { input: In }\nstructure In {}\nstructure ARequest {}\nstructure AOutput {}", &["WARNING OperationNameAmbiguity AOutput", "WARNING OperationNameAmbiguity ARequest"]),
    ("DefaultValueInUpdate", "operation UpdateA { input := { a: String = \"\" } }\noperation SetA { input := { a: String = \"\" } }", &["WARNING DefaultValueInUpdate UpdateA"]),
    ("MemberShouldReferenceResource", "resource R { identifiers: {id: Id} }\nstring Id\nstructure A { id: Id, other: Id }\n@references([{resource: R}]) structure B { id: Id }", &["WARNING MemberShouldReferenceResource A$id"]),
    ("ServiceBoundResourceOperation", "service S { operations: [A], resources: [R] }\nresource R { identifiers: {id: String} }\noperation A { input := { @required id: String } }", &["WARNING ServiceBoundResourceOperation.example#S.A A"]),
    ("WaitableTraitInvalidErrorType", "@smithy.waiters#waitable(Done: {acceptors: [{state: \"success\", matcher: {errorType: \"Gone\"}}, {state: \"failure\", matcher: {errorType: \"Lost\"}}]}) operation A { errors: [Gone] }\n@error(\"client\") structure Gone {}", &["WARNING WaitableTraitInvalidErrorType.Done.1 A"]),
    ("HttpRequestTestsInput", "@smithy.test#httpRequestTests([{id: \"one\", params: {a: 1, b: 2}, body: \"{\", bodyMediaType: \"application/json\", vendorParamsShape: V}]) operation A { input := { a: String } }\nstructure V {}", &[
        "DANGER HttpRequestTestsInput A", "ERROR HttpRequestTestsInput A", "WARNING HttpRequestTestsInput A", "WARNING HttpRequestTestsInput.UnknownMember.example#AInput.b A",
    ]),
    ("HttpResponseTestsOutput", "@smithy.test#httpResponseTests([{id: \"one\", params: {a: 1}}]) operation A { output := { a: String } }", &["ERROR HttpResponseTestsOutput A"]),
    ("HttpResponseTestsError", "@smithy.test#httpResponseTests([{id: \"one\", params: {a: 1}}]) @error(\"client\") structure A { a: String }", &["ERROR HttpResponseTestsError A"]),
    ("EventStreamTestsTrait", "@smithy.test#eventStreamTests([{id: \"one\"}, {id: \"two\", events: [{type: \"request\", params: {c: 1}}]}]) operation A { input := { s: S } }\n@streaming union S { c: C }\nstructure C {}", &["ERROR EventStreamTestsTrait A", "ERROR EventStreamTestsTrait.0 A"]),
    ("RuleSetParameter", "@smithy.rules#endpointRuleSet(version: \"1.0\", parameters: {A: {type: \"string\"}, B: {type: \"string\"}, C: {type: \"string\", required: true}, D: {type: \"string\", builtIn: \"SDK::Endpoint\"}}, rules: []) @smithy.rules#clientContextParams(A: {type: \"boolean\"}, E: {type: \"string\"}) service S { operations: [O, P] }\n@smithy.rules#staticContextParams(C: {value: \"c\"}) operation O {}\noperation P {}", &[
        "ERROR RuleSetParameter.Operation.RequiredMissing P", "ERROR RuleSetParameter.RuleSet.TypeMismatch S", "ERROR RuleSetParameter.RuleSet.UnmatchedName S",
    ]),
    ("RuleSetParameter", "@smithy.rules#endpointRuleSet(version: \"1.0\", parameters: {A: {type: \"string\", builtIn: \"SDK::Endpoint\", required: true}, B: {type: \"boolean\", builtIn: \"AWS::UseFIPS\"}}, rules: []) @smithy.rules#endpointTests(version: \"1.0\", testCases: [{params: {C: 1}, expect: {error: \"no\"}}, {params: {A: true}, expect: {error: \"no\"}}]) service S {}", &[
        "DANGER RuleSetParameter.TestCase.Unused S", "ERROR RuleSetParameter.TestCase.RequiredMissing S", "ERROR RuleSetParameter.TestCase.TypeMismatch S", "ERROR RuleSetParameter.TestCase.Undefined S",
    ]),
    ("RuleSetParameter", "@smithy.rules#endpointRuleSet(version: \"1.0\", parameters: {A: {type: \"string\"}}, rules: []) service S { operations: [O] }\noperation O { input := { @smithy.rules#contextParam(name: \"A\") a: Boolean, @smithy.rules#contextParam(name: \"B\") b: Integer } }", &[
        "ERROR RuleSetParameter.ContextParam.UnsupportedType OInput$b", "ERROR RuleSetParameter.RuleSet.TypeMismatch S",
    ]),
    ("StaticContextParamsTrait", "@smithy.rules#staticContextParams(A: {value: 1}, B: {value: [\"b\"]}) operation O {}", &["ERROR StaticContextParamsTrait O"]),
    ("EndpointTestsTrait", "@smithy.rules#endpointRuleSet(version: \"1.0\", parameters: {A: {type: \"string\", builtIn: \"SDK::Endpoint\"}}, rules: []) @smithy.rules#endpointTests(version: \"1.0\", testCases: [{params: {A: \"a\"}, operationInputs: [{operationName: \"O\", operationParams: {x: 1}, builtInParams: {\"SDK::Endpoint\": \"b\"}}], expect: {endpoint: {url: \"a\"}}}]) service S { operations: [O] }\noperation O { input := {} }", &[
        "DANGER EndpointTestsTrait.UnknownMember.example#OInput.x S", "ERROR EndpointTestsTrait S",
    ]),
    ("RuleSetAuthSchemes", "@smithy.rules#endpointRuleSet(version: \"1.0\", parameters: {}, rules: [{type: \"tree\", conditions: [], rules: [{type: \"endpoint\", conditions: [], endpoint: {url: \"https://a\", properties: {authSchemes: [{name: \"sigv4\"}, {name: \"sigv4-x\"}, {name: \"other\"}]}}}]}]) service S {}", &["DANGER RuleSetAuthSchemes S", "WARNING RuleSetAuthSchemes S"]),
    ("AwsSpecialCaseEndpoint", "@aws.endpoints#standardRegionalEndpoints(regionSpecialCases: {a: [{endpoint: \"https://{service}.{region}.{dnsSuffix}\"}, {endpoint: \"a.{b}\"}]}) service S {}", &[
        "DANGER AwsSpecialCaseEndpoint.InvalidEndpointPatternScheme S", "DANGER AwsSpecialCaseEndpoint.UnsupportedEndpointPattern S", "ERROR AwsSpecialCaseEndpoint.InvalidEndpointPatternUrl S",
    ]),
    ("ArnTrait", "@aws.api#arn(template: \"a\", resourceDelimiter: \":\") resource A {}\n@aws.api#arn(template: \"a\", absolute: true, resourceDelimiter: \":\") resource B {}", &["ERROR ArnTrait A"]),
    ("SigV4Traits", "@aws.api#service(sdkId: \"A\", arnNamespace: \"a\") @aws.auth#sigv4(name: \"a\") @aws.auth#sigv4a(name: \"b\") service S {}", &["WARNING SigV4Traits S"]),
    ("AuthorizersTrait", "@httpBasicAuth @aws.apigateway#authorizers(a: {scheme: httpBasicAuth}, b: {scheme: httpBearerAuth}) service S {}", &["ERROR AuthorizersTrait S"]),
    ("EndpointConfiguration", "@aws.apigateway#endpointConfiguration(types: [\"PRIVATE\"], ipAddressType: \"ipv4\") service S {}", &["ERROR EndpointConfiguration S"]),
    ("ClientEndpointDiscovery", "@aws.api#clientEndpointDiscovery(operation: O) service S { operations: [O] }\noperation O { input := {}, output := { Endpoints: L } }\nlist L { member: String }", &["DANGER ClientEndpointDiscovery.MissingErrorDefinition S", "ERROR ClientEndpointDiscovery L"]),
    ("HttpChecksumTrait", "@aws.protocols#httpChecksum(requestChecksumRequired: true) @http(method: \"POST\", uri: \"/a\") operation A { input := { @httpHeader(\"X-Amz-Checksum-Crc32\") a: String, @httpPrefixHeaders(\"x-amz-\") b: M }, output := { @httpHeader(\"X-Amz-Checksum-Crc32\") a: String } }\nmap M { key: String, value: String }", &[
        "DANGER HttpChecksumTrait.HttpPrefixHeaders.AInput.x-amz- A", "WARNING HttpChecksumTrait.HttpHeader.AInput.x-amz-checksum-crc32 A",
    ]),
    ("IamAction", "@aws.iam#iamAction(name: \"a\") @aws.iam#actionName(\"a\") @aws.iam#requiredActions([]) operation A {}", &["ERROR IamAction.ConflictingProperty.name A"]),
    ("DefineConditionKeysTrait", "@aws.iam#defineConditionKeys(\"a:B\": {type: \"String\", required: true}, \"a:C\": {type: \"String\", required: true}) @aws.iam#serviceResolvedConditionKeys([\"a:C\"]) service S {}", &["ERROR DefineConditionKeysTrait S"]),
    ("ConditionKeys", "@aws.api#service(sdkId: \"A\") @aws.iam#defineConditionKeys(\"a:B\": {type: \"String\"}) service S { operations: [O] }\noperation O { input := { @aws.iam#conditionKeyValue(\"a:B\") b: String, @aws.iam#conditionKeyValue(\"a:C\") c: String, @aws.iam#conditionKeyValue(\"aws:D\") d: String } }", &["ERROR ConditionKeys OInput$c"]),
    ("ConditionKeyValueTrait", "operation O { input := { @aws.iam#conditionKeyValue(\"a:B\") b: String, @aws.iam#conditionKeyValue(\"a:B\") c: String } }", &["ERROR ConditionKeyValueTrait OInput"]),
    ("CfnResourceProperty", "@aws.cloudformation#cfnResource(primaryIdentifier: \"arn\") resource R { identifiers: {id: String}, create: CreateR, read: GetR }\noperation CreateR { input := { a: String, @aws.cloudformation#cfnExcludeProperty b: String } }\n@readonly operation GetR { input := { @required id: String }, output := { a: Integer, b: Integer } }\n@aws.cloudformation#cfnResource resource Q {}", &["ERROR CfnResourceProperty R"]),
    ("MqttTopicLabel", "@smithy.mqtt#publish(\"a/{b}\") operation A { input := { @required @smithy.mqtt#topicLabel c: String } }", &["ERROR MqttTopicLabel A", "ERROR MqttTopicLabel AInput$c"]),
    ("ServiceTagging", "@aws.api#tagEnabled(apiConfig: {tagApi: Tag}) service S { operations: [Tag, TagResource, UntagResource] }\noperation Tag { input := { @required resourceArn: String, tags: M } }\noperation TagResource {}\noperation UntagResource {}\nmap M { key: String, value: String }", &["DANGER ServiceTagging S", "WARNING ServiceTagging S"]),
    ("TagEnabledService", "@aws.api#tagEnabled service S {}", &["ERROR TagEnabledService S", "WARNING TagEnabledService S"]),
    ("TagResourcePropertyName", "@aws.api#taggable(property: \"labels\") resource R { properties: {labels: M} }\nmap M { key: String, value: String }", &["WARNING TagResourcePropertyName R"]),
    ("TagResourcePropertyType", "@aws.api#taggable(property: \"tags\") resource R { properties: {tags: String} }", &["ERROR TagResourcePropertyType R"]),
    ("TaggableResource", "@aws.api#tagEnabled service S { resources: [R] }\nservice T { resources: [R] }\n@aws.api#taggable(property: \"tags\") resource R { properties: {tags: M}, update: UpdateR }\noperation UpdateR { input := { tags: M } }\nmap M { key: String, value: String }", &["DANGER TaggableResource R", "DANGER TaggableResource UpdateR", "WARNING TaggableResource T"]),
    ("AbbreviationName", "metadata validators = [{name: \"AbbreviationName\", configuration: {allowedAbbreviations: [\"id\"]}}]\nnamespace example\nstring RequestID\nstring XMLRequest", &["DANGER AbbreviationName XMLRequest"]),
    ("ReservedWords", "metadata validators = [{name: \"ReservedWords\", configuration: {reserved: [{terms: [\"code name\"]}]}}]\nnamespace example\nstring MyCodeName\nstring Codenames", &["DANGER ReservedWords MyCodeName"]),
    ("MissingPaginatedTrait", "metadata validators = [{name: \"MissingPaginatedTrait\"}]\nnamespace example\noperation FindA { input := { marker: String } }\noperation FindB { output := { position: String } }\noperation FindC { output := { nextPageMarker: String } }", &["DANGER MissingPaginatedTrait FindA", "DANGER MissingPaginatedTrait FindB", "DANGER MissingPaginatedTrait FindC"]),
    ("TraitBreakingChanges", "@trait(breakingChanges: [{path: \"a\", change: \"any\"}]) structure t { a: String }\n@trait(breakingChanges: [{path: \"\", change: \"any\"}]) structure u {}", &["ERROR TraitBreakingChanges t"]),
    ("ResourceOperationInputOutput", "resource R { identifiers: {id: String}, properties: {a: String}, read: Get }\n@readonly operation Get { input := { @required id: String, @notProperty a: String } }", &["ERROR ResourceOperationInputOutput R"]),
    ("HttpRequestTestsInput", "@smithy.test#httpRequestTests([{id: \"one\", params: {a: 1.5, b: 2, c: 3}}]) operation A { input := { @timestampFormat(\"date-time\") a: Timestamp, @timestampFormat(\"http-date\") b: Timestamp, c: Timestamp } }\n@smithy.test#httpRequestTests([{id: \"two\", params: {a: \"1985-04-12T23:20:50.52Z\"}}]) operation B { input := { a: Timestamp } }", &["ERROR HttpRequestTestsInput B"]),
    ("AbbreviationName", "metadata validators = [{name: \"AbbreviationName\", configuration: {allowedAbbreviations: [\"ID\"]}}]\nnamespace example\nstring XMLRequest\nstring RequestID", &["DANGER AbbreviationName XMLRequest"]),
    ("ReservedWords", "metadata validators = [{name: \"ReservedWords\", configuration: {reserved: [{words: [\"Code*\"], reason: \"it is ours\"}]}}]\nnamespace example\nstring CodeName\nstring Encode", &["DANGER ReservedWords CodeName"]),
    ("StandardOperationVerb", "metadata validators = [{name: \"StandardOperationVerb\", configuration: {verbs: [\"Get\"], prefixes: [\"Batch\"], suggestAlternatives: {Fetch: [\"Get\"]}}}]\nnamespace example\noperation GetA {}\noperation BatchGetA {}\noperation FetchA {}\noperation Batch {}", &["DANGER StandardOperationVerb Batch", "DANGER StandardOperationVerb FetchA"]),
    ("MissingPaginatedTrait", "metadata validators = [{name: \"MissingPaginatedTrait\"}]\nnamespace example\noperation ListA {}\noperation GetA { output := { a: L } }\noperation FindA { input := { nextToken: String } }\noperation PutA {}\nlist L { member: String }", &["DANGER MissingPaginatedTrait FindA", "DANGER MissingPaginatedTrait ListA", "WARNING MissingPaginatedTrait GetA"]),
    ("MissingSensitiveTrait", "metadata validators = [{name: \"MissingSensitiveTrait\", configuration: {terms: [\"pet name\"]}}]\nnamespace example\nstring HomeIPAddress\nstructure A { petname: String, spassport: String }\n@sensitive string Email", &["WARNING MissingSensitiveTrait A$petname", "WARNING MissingSensitiveTrait HomeIPAddress"]),
    ("NoninclusiveTerms", "metadata validators = [{name: \"NoninclusiveTerms\", configuration: {terms: {grue: []}}}]\nnamespace example\n@documentation(\"a Whitelist\") string GrueThing\nstring Fine", &["WARNING NoninclusiveTerms.Shape.grue GrueThing", "WARNING NoninclusiveTerms.Trait.whitelist.documentation GrueThing"]),
    ("ConditionsTrait", "@smithy.contracts#conditions(Good: {expression: \"a < b\"}, Text: {expression: \"c\"}, Gone: {expression: \"d\"}) structure A { a: Integer, b: Integer, c: String }", &["DANGER ConditionsTrait A", "DANGER ConditionsTrait.JmespathProblem.JmespathEventDanger.Gone A"]),
    ("SyntacticShapeIdTarget", "metadata a = example#Gone\nnamespace example\nstring A", &["DANGER SyntacticShapeIdTarget -"]),
    ("UnknownValidator", "metadata validators = [{name: \"Nothing\"}]\nnamespace example\nstring A", &["WARNING UnknownValidator_Nothing -"]),
];

#[test]
fn each_rule_has_its_events() {
    let mut failures = Vec::new();
    for (rule, model, expected) in CASES {
        let found = events(model);
        let mut told: Vec<String> = found
            .iter()
            .filter(|event| event.id.starts_with(rule))
            .map(told)
            .collect();
        told.sort();
        told.dedup();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        if told != expected {
            let all: Vec<String> = found
                .iter()
                .map(|event| event.diagnostic.to_string())
                .collect();
            failures.push(format!(
                "{rule}: {model}\n  expected {expected:?}\n  found    {told:?}\n  {}",
                all.join("\n  ")
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn each_rule_has_a_case() {
    let elsewhere = [
        "PrivateAccess",
        "ProtocolHttp",
        "EmitEachSelector",
        "EmitNoneSelector",
    ];
    let missing: Vec<&str> = lint_rules()
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !elsewhere.contains(id) && !CASES.iter().any(|(rule, ..)| rule == id))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn events_of_a_mixin_are_told_at_the_mixin() {
    let found =
        events("@mixin structure M {\n    @pattern(\"a\") a: String\n}\nstructure A with [M] {}");
    let places: Vec<_> = found
        .iter()
        .filter(|event| event.id == "PatternTrait")
        .map(|event| {
            (
                event.diagnostic.shape.as_deref(),
                event.diagnostic.line.map(|it| it.0),
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            (Some("example#A$a"), Some(4)),
            (Some("example#M$a"), Some(4))
        ]
    );
}

#[test]
fn events_are_suppressed_and_raised() {
    let model = r#"
        metadata suppressions = [
            {id: "PatternTrait", namespace: "example", reason: "it was so"}
            {id: "LengthTrait", namespace: "*"}
        ]
        metadata severityOverrides = [{id: "EnumShape", namespace: "example", severity: "DANGER"}]
        namespace example
        @pattern("a") string A
        @length(min: 2, max: 1) string B
        enum C { low }
        @suppress(["EnumShape", "ModelDeprecation"])
        @enum([{value: "a", name: "A"}])
        string D
    "#;
    let found = events(model);
    let told: Vec<String> = found.iter().map(told).collect();
    let expected = [
        "SUPPRESSED PatternTrait A",
        "ERROR LengthTrait B",
        "DANGER EnumShape C$low",
        "SUPPRESSED ModelDeprecation D",
    ];
    for line in expected {
        assert!(told.contains(&line.to_owned()), "{line}: {told:?}");
    }
    let reasons: Vec<&str> = found.iter().filter_map(|it| it.reason.as_deref()).collect();
    assert_eq!(reasons, ["it was so"]);
}

#[test]
fn shapes_that_repeat_are_notes_if_they_are_the_same() {
    let told: Vec<String> = events("@length(min: 1)\nstring A\n@length(min: 1)\nstring A")
        .iter()
        .map(told)
        .collect();
    assert_eq!(told, ["NOTE Model.IgnoredDuplicateDefinition A"]);
    let found = events("string A\ninteger A");
    assert!(found.iter().any(|event| event.severity == Severity::Error));
}

#[test]
fn private_shapes_stay_in_their_namespace() {
    let files = [
        (
            "a.smithy",
            "$version: \"2.0\"\nnamespace a\n@private string P\n",
        ),
        (
            "b.smithy",
            "$version: \"2.0\"\nnamespace b\nuse a#P\nstructure S { p: P }\n",
        ),
    ];
    let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let files = ModelFiles::in_memory(files.to_vec()).expect("text");
    let told: Vec<String> = files.events().iter().map(told).collect();
    assert!(
        told.contains(&"ERROR PrivateAccess b#S$p".to_owned()),
        "{told:?}"
    );
}

#[test]
fn keys_that_mean_nothing_are_told() {
    let text = r#"{"smithy": "2.0", "other": 1, "shapes": {"a#S": {"type": "string", "more": 1}}}"#;
    let files = vec![("model.json".to_owned(), text.as_bytes().to_vec())];
    let files = ModelFiles::in_memory(files).expect("text");
    let told: Vec<String> = files.events().iter().map(told).collect();
    assert_eq!(told, ["WARNING Model -", "WARNING Model a#S"]);
}

#[test]
fn what_a_rule_tells_the_reader_does_not_tell_again() {
    let told: Vec<String> = events("union A { a: A }").iter().map(told).collect();
    assert_eq!(told, ["ERROR ShapeRecursion A"]);
}

#[test]
fn lists_of_one_name_that_hold_lists_are_told_without_looking_into_them() {
    const DEPTH: usize = 4_000;
    let chain = |namespace: &str| -> String {
        let lists = (0..DEPTH).map(|index| {
            let target = match index + 1 {
                DEPTH => "smithy.api#String".to_owned(),
                next => format!("{namespace}#C{next}"),
            };
            format!(
                r#""{namespace}#C{index}": {{"type": "list", "member": {{"target": "{target}"}}}},"#
            )
        });
        lists.collect()
    };
    let cycle = |namespace: &str| {
        format!(r#""{namespace}#L": {{"type": "list", "member": {{"target": "{namespace}#L"}}}},"#)
    };
    let cases = [
        (cycle("a") + &cycle("b"), "L", 2),
        (chain("a") + &chain("b"), "C0", 2 * DEPTH),
    ];
    for (lists, first, count) in cases {
        let text = format!(
            r#"{{"smithy": "2.0", "shapes": {{{lists}
                "a#S": {{"type": "service", "operations": [{{"target": "a#O"}}]}},
                "a#O": {{"type": "operation", "input": {{"target": "a#I"}}}},
                "a#I": {{"type": "structure", "members": {{
                    "a": {{"target": "a#{first}"}}, "b": {{"target": "b#{first}"}}}}}}
            }}}}"#
        );
        let files = vec![("model.json".to_owned(), text.into_bytes())];
        let files = ModelFiles::in_memory(files).expect("text");
        let found = files.events();
        let found = found.iter().filter(|event| event.id == "Service");
        let (errors, others): (Vec<_>, Vec<_>) =
            found.partition(|event| event.severity == Severity::Error);
        // Lists of strings may have the same name.
        let harmless = if first == "L" { 0 } else { 2 };
        assert_eq!((errors.len(), others.len()), (count - harmless, harmless));
    }
}

#[test]
fn what_a_rule_does_not_reach_is_told_by_the_reader() {
    let structure = |id: String| format!(r#""{id}": {{"type": "structure"}},"#);
    let mut ids: Vec<String> = (0..400).map(|index| format!("n{index}#X")).collect();
    for name in ["A", "Z"] {
        ids.extend([format!("n0#{name}"), format!("n1#{name}")]);
    }
    let members: Vec<String> = (0..)
        .zip(&ids)
        .map(|(index, id): (usize, _)| format!(r#""m{index}": {{"target": "{id}"}}"#))
        .collect();
    let structures: String = ids.iter().cloned().map(structure).collect();
    let text = format!(
        r#"{{"smithy": "2.0", "shapes": {{{structures}
            "s#S": {{"type": "service", "operations": [{{"target": "s#O"}}]}},
            "s#O": {{"type": "operation", "input": {{"target": "s#I"}}}},
            "s#I": {{"type": "structure", "members": {{{}}}}}
        }}}}"#,
        members.join(",")
    );
    let files = vec![("model.json".to_owned(), text.into_bytes())];
    let files = ModelFiles::in_memory(files).expect("text");
    let found = files.events();
    let of_rule: Vec<String> = found
        .iter()
        .filter(|event| event.id == "Service")
        .map(told)
        .collect();
    assert_eq!(
        of_rule,
        [
            "ERROR Service n0#A",
            "ERROR Service n1#A",
            "ERROR Service n0#Z",
            "ERROR Service n1#Z",
            "WARNING Service s#S",
        ]
    );
    let mut messages = found.iter().map(|event| &event.diagnostic.message);
    assert!(messages.any(|it| it.contains("#X have the same name in service s#S")));
}

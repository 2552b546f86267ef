//! AWS JSON models: they say what the Smithy model of the same service says, and their faults are told.

use std::path::Path;

use crate::mutations::{Random, strings, survives, value_end};
use crate::published::shared;
use crate::support::{load, model, problems_of};
use tinsmith_model::{Closure, Diagnostic, Kind, Model, Operations};

const GARDEN: &str = r#"{"version":"2.0",
  "metadata":{"apiVersion":"2020-01-02","endpointPrefix":"garden","protocol":"rest-json","protocols":["rest-json"],
    "serviceFullName":"Garden","serviceId":"My Garden","signatureVersion":"v4","signingName":"grow"},
  "documentation":"Beds and plants.",
  "operations":{
    "Plant":{"name":"Plant","http":{"method":"PUT","requestUri":"/beds/{bed}/{rest+}?x=1","responseCode":201},
      "input":{"shape":"PlantInput"},"output":{"shape":"PlantOutput"},"errors":[{"shape":"Frost"}],
      "idempotent":true,"endpoint":{"hostPrefix":"{host}."},"deprecated":true,"deprecatedMessage":"sow"},
    "Look":{"name":"Look","http":{"method":"GET","requestUri":"/beds"},"input":{"shape":"LookInput"},
      "output":{"shape":"LookOutput"},"authtype":"none"}},
  "shapes":{
    "PlantInput":{"type":"structure","required":["BedId","Rest","Host"],"payload":"Body","members":{
      "BedId":{"shape":"Name","location":"uri","locationName":"bed"},
      "Rest":{"shape":"Name","location":"uri","locationName":"rest"},
      "Host":{"shape":"Name","location":"header","locationName":"x-host","hostLabel":true},
      "Tags":{"shape":"Tags","location":"headers","locationName":"x-tag-"},
      "Depth":{"shape":"Depth","location":"querystring","locationName":"depth"},
      "Extra":{"shape":"Tags","location":"querystring"},
      "Token":{"shape":"Name","location":"header","locationName":"x-token","idempotencyToken":true},
      "Body":{"shape":"Soil"}}},
    "PlantOutput":{"type":"structure","members":{
      "Status":{"shape":"Depth","location":"statusCode"},
      "When":{"shape":"When","documentation":"When it was.","timestampFormat":"rfc822"},
      "Kind":{"shape":"Kind","locationName":"kind"},"Note":{"shape":"Note"},"Any":{"shape":"Any"}}},
    "LookInput":{"type":"structure","members":{"Next":{"shape":"Name","location":"querystring","locationName":"next"},
      "Most":{"shape":"Depth","location":"querystring","locationName":"most"}}},
    "LookOutput":{"type":"structure","members":{"Next":{"shape":"Name"},"Beds":{"shape":"Names"}}},
    "Frost":{"type":"structure","exception":true,"error":{"httpStatusCode":503},"retryable":{"throttling":true},
      "members":{"message":{"shape":"Name"}}},
    "Kind":{"type":"string","enum":["TREE","small-bush"]},
    "Name":{"type":"string","min":1,"max":9,"pattern":"[a-z]+","sensitive":true},
    "Names":{"type":"list","member":{"shape":"Name"},"max":3},
    "Tags":{"type":"map","key":{"shape":"Name"},"value":{"shape":"Name"}},
    "Depth":{"type":"integer","min":1},
    "Soil":{"type":"blob","streaming":true},
    "When":{"type":"timestamp","timestampFormat":"iso8601"},
    "Any":{"type":"structure","members":{},"document":true},
    "Note":{"type":"structure","union":true,"members":{"Text":{"shape":"Name"},"Count":{"shape":"Depth"}}}}}"#;

const SAME_GARDEN: &str = r#"
  "com.amazonaws.mygarden#Plant":{"type":"operation","input":{"target":"com.amazonaws.mygarden#PlantInput"},
    "output":{"target":"com.amazonaws.mygarden#PlantOutput"},"errors":[{"target":"com.amazonaws.mygarden#Frost"}],
    "traits":{"smithy.api#http":{"method":"PUT","uri":"/beds/{BedId}/{Rest+}?x=1","code":201},"smithy.api#idempotent":{},
      "smithy.api#endpoint":{"hostPrefix":"{host}."},"smithy.api#deprecated":{"message":"sow"}}},
  "com.amazonaws.mygarden#Look":{"type":"operation","input":{"target":"com.amazonaws.mygarden#LookInput"},
    "output":{"target":"com.amazonaws.mygarden#LookOutput"},
    "traits":{"smithy.api#http":{"method":"GET","uri":"/beds","code":200},"smithy.api#auth":[],"smithy.api#optionalAuth":{}}},
  "com.amazonaws.mygarden#PlantInput":{"type":"structure","traits":{"smithy.api#input":{}},"members":{
    "BedId":{"target":"com.amazonaws.mygarden#Name","traits":{"smithy.api#httpLabel":{},"smithy.api#required":{}}},
    "Rest":{"target":"com.amazonaws.mygarden#Name","traits":{"smithy.api#httpLabel":{},"smithy.api#required":{}}},
    "Host":{"target":"com.amazonaws.mygarden#Name","traits":{"smithy.api#httpHeader":"x-host","smithy.api#required":{},"smithy.api#hostLabel":{}}},
    "Tags":{"target":"com.amazonaws.mygarden#Tags","traits":{"smithy.api#httpPrefixHeaders":"x-tag-"}},
    "Depth":{"target":"com.amazonaws.mygarden#Depth","traits":{"smithy.api#httpQuery":"depth"}},
    "Extra":{"target":"com.amazonaws.mygarden#Tags","traits":{"smithy.api#httpQueryParams":{}}},
    "Token":{"target":"com.amazonaws.mygarden#Name","traits":{"smithy.api#httpHeader":"x-token","smithy.api#idempotencyToken":{}}},
    "Body":{"target":"com.amazonaws.mygarden#Soil","traits":{"smithy.api#httpPayload":{},"smithy.api#default":""}}}},
  "com.amazonaws.mygarden#PlantOutput":{"type":"structure","traits":{"smithy.api#output":{}},"members":{
    "Status":{"target":"com.amazonaws.mygarden#Depth","traits":{"smithy.api#httpResponseCode":{}}},
    "When":{"target":"com.amazonaws.mygarden#When","traits":{"smithy.api#documentation":"When it was.","smithy.api#timestampFormat":"http-date"}},
    "Kind":{"target":"com.amazonaws.mygarden#Kind","traits":{"smithy.api#jsonName":"kind"}},
    "Note":{"target":"com.amazonaws.mygarden#Note"},"Any":{"target":"com.amazonaws.mygarden#Any"}}},
  "com.amazonaws.mygarden#LookInput":{"type":"structure","traits":{"smithy.api#input":{}},"members":{
    "Next":{"target":"com.amazonaws.mygarden#Name","traits":{"smithy.api#httpQuery":"next"}},
    "Most":{"target":"com.amazonaws.mygarden#Depth","traits":{"smithy.api#httpQuery":"most"}}}},
  "com.amazonaws.mygarden#LookOutput":{"type":"structure","traits":{"smithy.api#output":{}},"members":{
    "Next":{"target":"com.amazonaws.mygarden#Name"},"Beds":{"target":"com.amazonaws.mygarden#Names"}}},
  "com.amazonaws.mygarden#Frost":{"type":"structure","members":{"message":{"target":"com.amazonaws.mygarden#Name"}},
    "traits":{"smithy.api#error":"server","smithy.api#httpError":503,"smithy.api#retryable":{"throttling":true}}},
  "com.amazonaws.mygarden#Kind":{"type":"enum","members":{
    "TREE":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"TREE"}},
    "small_bush":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"small-bush"}}}},
  "com.amazonaws.mygarden#Name":{"type":"string","traits":{"smithy.api#length":{"min":1,"max":9},"smithy.api#pattern":"[a-z]+","smithy.api#sensitive":{}}},
  "com.amazonaws.mygarden#Names":{"type":"list","member":{"target":"com.amazonaws.mygarden#Name"},"traits":{"smithy.api#length":{"max":3}}},
  "com.amazonaws.mygarden#Tags":{"type":"map","key":{"target":"com.amazonaws.mygarden#Name"},"value":{"target":"com.amazonaws.mygarden#Name"}},
  "com.amazonaws.mygarden#Depth":{"type":"integer","traits":{"smithy.api#range":{"min":1}}},
  "com.amazonaws.mygarden#Soil":{"type":"blob","traits":{"smithy.api#streaming":{}}},
  "com.amazonaws.mygarden#When":{"type":"timestamp","traits":{"smithy.api#timestampFormat":"date-time"}},
  "com.amazonaws.mygarden#Any":{"type":"document"},
  "com.amazonaws.mygarden#Note":{"type":"union","members":{"Text":{"target":"com.amazonaws.mygarden#Name"},"Count":{"target":"com.amazonaws.mygarden#Depth"}}},
  "com.amazonaws.mygarden#MyGarden":{"type":"service","version":"2020-01-02",
    "operations":[{"target":"com.amazonaws.mygarden#Plant"},{"target":"com.amazonaws.mygarden#Look"}],
    "traits":{"smithy.api#documentation":"Beds and plants.","smithy.api#title":"Garden","aws.protocols#restJson1":{},
      "aws.auth#sigv4":{"name":"grow"},"aws.api#service":{"sdkId":"My Garden","arnNamespace":"grow","endpointPrefix":"garden"}}}"#;

fn garden(from: &str, to: &str) -> String {
    assert!(GARDEN.contains(from), "{from}");
    GARDEN.replace(from, to).replace("{host}", "{Host}")
}

/// The problem that comes first in the file.
fn first(document: &str) -> Diagnostic {
    let problems = problems_of(document.as_bytes());
    problems.into_iter().next().expect("one")
}

#[test]
fn both_formats_say_the_same() {
    let aws = load(&garden("", ""));
    let smithy = model(&SAME_GARDEN.replace("{host}", "{Host}"));
    let listed = |model: &Model| -> Vec<String> {
        let shapes = model.shapes().map(|(_, shape)| format!("{shape:#?}"));
        shapes.collect()
    };
    let (aws, smithy) = (listed(&aws), listed(&smithy));
    for (aws, smithy) in aws.iter().zip(&smithy) {
        assert_eq!(aws, smithy);
    }
    assert_eq!(aws.len(), smithy.len());
}

#[test]
fn names_that_meet_are_kept_apart() {
    let document = GARDEN
        .replace("\"Depth\"", "\"look\"")
        .replace("{host}", "{Host}")
        .replace(
            "[\"TREE\",\"small-bush\"]",
            "[\"a-b\",\"A_B\",\"9\",\"\",\"*\",\"9\"]",
        );
    let model = load(&document);
    assert!(model.find("com.amazonaws.mygarden#lookShape").is_some());
    let kind = model.find("com.amazonaws.mygarden#Kind").expect("an enum");
    let Kind::Enum(values) = &model[kind].kind else {
        panic!("not an enum");
    };
    let names: Vec<_> = values
        .iter()
        .filter_map(|value| value.name.as_deref())
        .collect();
    assert_eq!(names, ["a_b", "A_B_2", "_9", "__value"]);
}

#[test]
fn numbers_have_a_default_only_where_one_is_stated() {
    let member = "com.amazonaws.mygarden#LookInput";
    let most = |depth: &str, of_member: &str| {
        let document = garden(r#""Depth":{"type":"integer","min":1}"#, depth);
        let plain = r#""Most":{"shape":"Depth""#;
        assert!(document.contains(plain));
        let model = load(&document.replace(plain, &format!("{plain}{of_member}")));
        crate::support::member_trait(&model, member, "Most", "smithy.api#default")
    };
    let integer = r#""Depth":{"type":"integer"}"#;
    assert_eq!(most(integer, ""), "-");
    // Neither has a default because others are boxed.
    assert_eq!(
        most(
            r#""Depth":{"type":"integer"},"Other":{"type":"long","box":true}"#,
            ""
        ),
        "-"
    );
    assert_eq!(most(r#""Depth":{"type":"integer","box":true}"#, ""), "-");
    assert_eq!(most(integer, r#","default":0"#), "0");
    assert_eq!(most(integer, r#","default":3"#), "3");
}

#[test]
fn a_default_that_does_not_fit_is_told_where_the_file_has_it() {
    let plain = r#""Most":{"shape":"Depth""#;
    let document = garden("", "").replace(plain, &format!(r#"{plain},"default":"x""#));
    let problem = first(&document);
    assert_eq!(problem.path, "shapes.LookInput.members.Most.default");
    assert!(
        problem
            .message
            .contains("expected a whole number of 32 bits"),
        "{problem}"
    );
}

#[test]
fn faults_are_told_where_the_file_has_them() {
    let cases = [
        (
            "\"rest-json\",\"protocols\"",
            "\"rest-jsn\",\"protocols\"",
            "metadata.protocol",
            "`rest-jsn` is not a protocol",
        ),
        (
            "{\"type\":\"integer\"",
            "{\"type\":\"intger\"",
            "shapes.Depth.type",
            "`intger` is not a type of shape",
        ),
        (
            "\"input\":{\"shape\":\"LookInput\"}",
            "\"input\":{\"shape\":\"LokInput\"}",
            "operations.Look.input.shape",
            "`LokInput` does not exist",
        ),
        (
            "\"input\":{\"shape\":\"LookInput\"}",
            "\"input\":{\"shape\":\"Name\"}",
            "operations.Look.input",
            "expected a structure",
        ),
        (
            "\"member\":{\"shape\":\"Name\"}",
            "\"member\":{\"shape\":\"Look\"}",
            "shapes.Names.member.shape",
            "`Look` does not exist",
        ),
        (
            "\"member\":{\"shape\":\"Name\"},",
            "",
            "shapes.Names",
            "has no `member`",
        ),
        (
            "\"location\":\"statusCode\"",
            "\"location\":\"status\"",
            "shapes.PlantOutput.members.Status.location",
            "found `status`",
        ),
        (
            "\"rfc822\"",
            "\"rfc\"",
            "shapes.PlantOutput.members.When.timestampFormat",
            "found `rfc`",
        ),
        (
            "\"payload\":\"Body\"",
            "\"payload\":\"Bdy\"",
            "shapes.PlantInput.payload",
            "no member `Bdy`",
        ),
        (
            "\"method\":\"GET\"",
            "\"method\":\"G T\"",
            "operations.Look.http",
            "found `G T`",
        ),
        (
            "\"httpStatusCode\":503",
            "\"httpStatusCode\":\"x\"",
            "shapes.Frost.error",
            "a status code",
        ),
        (
            "\"sensitive\":true",
            "\"sensitive\":1",
            "shapes.Name.sensitive",
            "`true` or `false`",
        ),
    ];
    for (from, to, path, message) in cases {
        let found = first(&garden(from, to));
        assert_eq!(found.path, path, "{found}");
        assert!(found.message.contains(message), "{found}");
        let shape = found.shape.as_deref().unwrap_or("com.amazonaws.mygarden#");
        assert!(shape.starts_with("com.amazonaws.mygarden#"), "{found}");
        assert!(found.line.is_some_and(|(line, _)| line > 1), "{found}");
    }
}

const POND: &str = r#"{"version":"2.0",
  "metadata":{"apiVersion":"1","endpointPrefix":"pond","protocol":"query","serviceId":"Pond","signatureVersion":"v4",
    "xmlNamespace":"http://pond.example/"},
  "operations":{"Fill":{"name":"Fill","http":{"method":"POST","requestUri":"/"},"input":{"shape":"FillInput"},
    "errors":[{"shape":"Dry"}],"endpointdiscovery":{"required":true},"unsignedPayload":true}},
  "shapes":{
    "FillInput":{"type":"structure","members":{
      "Fish":{"shape":"Fish"},"Depth":{"shape":"Depth","locationName":"depth","box":true},"Wet":{"shape":"Wet"},
      "Plan":{"shape":"Text","jsonvalue":true,"locationName":"Plan","xmlNamespace":{"uri":"http://plan.example/","prefix":"p"}},
      "Id":{"shape":"Text","xmlAttribute":true,"queryName":"I","contextParam":{"name":"Id"}}}},
    "Fish":{"type":"list","flattened":true,"sparse":true,"member":{"shape":"Text","locationName":"fish"}},
    "Dry":{"type":"structure","members":{},"exception":true,"error":{"code":"NoWater","httpStatusCode":404,"senderFault":true}},
    "Depth":{"type":"double","box":true},"Wet":{"type":"boolean"},"Text":{"type":"string"}}}"#;

#[test]
fn xml_and_query_names() {
    let model = load(POND);
    let of = |member: &str, id: &str| {
        crate::support::member_trait(&model, "com.amazonaws.pond#FillInput", member, id)
    };
    assert_eq!(of("Fish", "smithy.api#xmlFlattened"), "{}");
    assert_eq!(of("Fish", "smithy.api#xmlName"), "\"fish\"");
    assert_eq!(of("Depth", "smithy.api#xmlName"), "\"depth\"");
    assert_eq!(of("Depth", "smithy.api#default"), "-");
    assert_eq!(of("Wet", "smithy.api#default"), "-");
    assert_eq!(of("Plan", "smithy.api#xmlName"), "-");
    assert_eq!(
        of("Plan", "smithy.api#xmlNamespace"),
        r#"{"uri":"http://plan.example/","prefix":"p"}"#
    );
    assert_eq!(of("Id", "smithy.api#xmlAttribute"), "{}");
    assert_eq!(of("Id", "aws.protocols#ec2QueryName"), "\"I\"");
    assert_eq!(of("Id", "smithy.rules#contextParam"), r#"{"name":"Id"}"#);
    let traits = |id: &str| &crate::support::shape(&model, id).traits;
    assert_eq!(
        traits("com.amazonaws.pond#Text__Json").media_type(),
        Some("application/json")
    );
    assert_eq!(traits("com.amazonaws.pond#Text").media_type(), None);
    assert!(traits("com.amazonaws.pond#Fish").is_sparse());
    let code = traits("com.amazonaws.pond#Dry").get("aws.protocols#awsQueryError");
    assert_eq!(
        code.map(ToString::to_string).as_deref(),
        Some(r#"{"code":"NoWater","httpResponseCode":404}"#)
    );
    let fill = traits("com.amazonaws.pond#Fill");
    assert!(fill.has("aws.auth#unsignedPayload") && fill.http().is_none());
    assert!(fill.has("aws.api#clientDiscoveredEndpoint"));
    let service = traits("com.amazonaws.pond#Pond");
    assert!(service.has("aws.protocols#awsQuery") && service.has("smithy.api#xmlNamespace"));
}

const TIDE: &str = r#"{"version":"2.0",
  "metadata":{"apiVersion":"1","endpointPrefix":"tide","protocol":"json","serviceId":"Tide","signatureVersion":"v4",
    "targetPrefix":"Tide_1","jsonVersion":"1.0"},
  "operations":{
    "Tell":{"name":"Tell","output":{"shape":"Told"},"endpointoperation":true},
    "Rise":{"name":"Rise","input":{"shape":"RiseInput"},"endpointdiscovery":{"required":true}},
    "Fall":{"name":"Fall","endpointdiscovery":{}}},
  "shapes":{
    "Told":{"type":"structure","required":["Endpoints"],"members":{"Endpoints":{"shape":"Endpoints"}}},
    "Endpoints":{"type":"list","member":{"shape":"Endpoint"}},
    "Endpoint":{"type":"structure","required":["Address","CachePeriodInMinutes"],
      "members":{"Address":{"shape":"Text"},"CachePeriodInMinutes":{"shape":"Long"}}},
    "RiseInput":{"type":"structure","required":["Bay"],"members":{"Bay":{"shape":"Text","endpointdiscoveryid":true}}},
    "Text":{"type":"string"},"Long":{"type":"long"}}}"#;

#[test]
fn endpoint_discovery() {
    let model = load(TIDE);
    let traits = |id: &str| &crate::support::shape(&model, id).traits;
    let discovery = traits("com.amazonaws.tide#Tide_1").endpoint_discovery();
    let discovery = discovery.expect("the service discovers endpoints");
    assert_eq!(discovery.operation, "com.amazonaws.tide#Tell");
    assert_eq!(discovery.error, None);
    let of = |name: &str| traits(&format!("com.amazonaws.tide#{name}")).discovered_endpoint();
    assert_eq!(of("Rise"), Some(true));
    assert_eq!(of("Fall"), Some(false));
    assert_eq!(of("Tell"), None);
    let id = "aws.api#clientEndpointDiscoveryId";
    let bay = crate::support::member_trait(&model, "com.amazonaws.tide#RiseInput", "Bay", id);
    assert_eq!(bay, "{}");
}

#[test]
fn only_one_operation_discovers_endpoints() {
    let twice = TIDE.replace(r#""endpointdiscovery":{}"#, r#""endpointoperation":true"#);
    let found = first(&twice);
    assert_eq!(found.path, "operations.Fall.endpointoperation", "{found}");
    let none = TIDE.replace("Endpoints\"", "Ends\"");
    let found = first(&none);
    assert_eq!(found.path, "operations.Tell.output", "{found}");
    assert!(found.message.contains("has no `Endpoints`"), "{found}");
}

const GATE: &str = r#"{"version":"2.0",
  "metadata":{"apiVersion":"2020-01-02","endpointPrefix":"gate","protocol":"rest-xml","serviceFullName":"Gate","serviceId":"Gate"},
  "operations":{
    "Open":{"name":"Open","http":{"method":"PUT","requestUri":"/open"},
      "input":{"shape":"OpenInput","locationName":"OpenRequest","xmlNamespace":{"uri":"urn:gate"}}},
    "Shut":{"name":"Shut","http":{"method":"PUT","requestUri":"/shut"},"input":{"shape":"ShutInput"}}},
  "shapes":{
    "OpenInput":{"type":"structure","locationName":"Other","members":{
      "Guard":{"shape":"Guard"},"Second":{"shape":"Guard","xmlNamespace":"urn:second"},
      "Guards":{"shape":"Guards"},"Keys":{"shape":"Keys"}}},
    "ShutInput":{"type":"structure","locationName":"ShutRequest","members":{"Guard":{"shape":"Guard"}}},
    "Guard":{"type":"structure","xmlNamespace":{"prefix":"xsi","uri":"urn:guard"},"members":{
      "Type":{"shape":"Text","locationName":"xsi:type","xmlAttribute":true}}},
    "Guards":{"type":"list","member":{"shape":"Guard"}},
    "Keys":{"type":"map","flattened":true,"locationName":"Key","key":{"shape":"Text"},"value":{"shape":"Guard"}},
    "Text":{"type":"string"}}}"#;

#[test]
fn names_and_namespaces_of_xml_documents() {
    let model = load(GATE);
    let of = |shape: &str, id: &str| {
        let traits = &crate::support::shape(&model, &format!("com.amazonaws.gate#{shape}")).traits;
        traits.get(id).map_or("-".to_owned(), ToString::to_string)
    };
    // What the operation says of its input is the document's root.
    assert_eq!(of("OpenInput", "smithy.api#xmlName"), "\"OpenRequest\"");
    assert_eq!(
        of("OpenInput", "smithy.api#xmlNamespace"),
        r#"{"uri":"urn:gate"}"#
    );
    assert_eq!(of("ShutInput", "smithy.api#xmlName"), "\"ShutRequest\"");
    assert_eq!(of("ShutInput", "smithy.api#xmlNamespace"), "-");
    // What a shape says of its namespace holds for the members that refer to it.
    let guard = r#"{"uri":"urn:guard","prefix":"xsi"}"#;
    let of = |shape: &str, member: &str, id: &str| {
        let shape = format!("com.amazonaws.gate#{shape}");
        crate::support::member_trait(&model, &shape, member, id)
    };
    let namespace = "smithy.api#xmlNamespace";
    assert_eq!(of("OpenInput", "Guard", namespace), guard);
    assert_eq!(
        of("OpenInput", "Second", namespace),
        r#"{"uri":"urn:second"}"#
    );
    assert_eq!(of("ShutInput", "Guard", namespace), guard);
    let held = |name: &str| match &crate::support::shape(&model, name).kind {
        Kind::List(held) | Kind::Map { value: held, .. } => held.traits.get(namespace).cloned(),
        other => panic!("{other:?}"),
    };
    for name in ["Guards", "Keys"] {
        let held = held(&format!("com.amazonaws.gate#{name}"));
        assert_eq!(held.expect("a namespace").to_string(), guard);
    }
    assert_eq!(of("OpenInput", "Keys", "smithy.api#xmlName"), "\"Key\"");
    assert_eq!(of("OpenInput", "Guards", "smithy.api#xmlName"), "-");
}

#[test]
fn operations_agree_on_the_document_of_an_input_that_they_share() {
    let shared = GATE.replace(
        r#""input":{"shape":"ShutInput"}"#,
        r#""input":{"shape":"OpenInput"}"#,
    );
    let problem = first(&shared);
    assert_eq!(problem.path, "operations.Shut.input.locationName");
    assert_eq!(
        problem.message,
        "another operation with the input `OpenInput` has another `locationName` for it"
    );
    let own = r#""input":{"shape":"OpenInput","locationName":"OpenRequest","xmlNamespace":{"uri":"urn:gate"}}"#;
    load(&GATE.replace(r#""input":{"shape":"ShutInput"}"#, own));
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("written");
}

#[test]
fn neighbours_add_to_the_model() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let with_error = "\"authtype\":\"none\",\"errors\":[{\"shape\":\"Frost\"}]";
    let model = garden("\"authtype\":\"none\"", with_error);
    write(folder, "a.service-2.json", &model);
    write(
        folder,
        "paginators-1.json",
        "{\"pagination\":{\"None\":{}}}",
    );
    write(
        folder,
        "a.paginators-1.json",
        r#"{"pagination":{"Look":{"input_token":"Next","output_token":"Next","result_key":"Beds","limit_key":"Most"}}}"#,
    );
    write(
        folder,
        "waiters-2.json",
        r#"{"version":2,"waiters":{"Grown":{"operation":"Look","delay":150,"maxAttempts":3,"acceptors":[
        {"state":"success","matcher":"path","argument":"Next","expected":"x"},
        {"state":"success","matcher":"pathAll","argument":"length(Beds) > `0`","expected":true},
        {"state":"retry","matcher":"error","expected":"Snow"},{"state":"failure","matcher":"status","expected":404},
        {"state":"failure","matcher":"status","expected":503},{"state":"retry","matcher":"status","expected":200}]}}}"#,
    );
    write(
        folder,
        "endpoint-rule-set-1.json",
        r#"{"version":"1.0","parameters":{},"rules":[]}"#,
    );
    write(
        folder,
        "endpoint-tests-1.json",
        r#"{"version":"1.0","testCases":[{"documentation":"No rule","params":{},"expect":{"error":"none"}}]}"#,
    );
    write(
        folder,
        "examples-1.json",
        r#"{"version":"1.0","examples":{"Look":[{"id":"one","title":"Beds","description":"All beds.","input":{"Next":"a"},"output":{},"comments":{}}]}}"#,
    );
    write(
        folder,
        "service-2.sdk-extras.json",
        r#"{"merge":{"metadata":{"serviceFullName":"Plot"}}}"#,
    );
    let path = folder.join("a.service-2.json");
    let model = Model::load(&[&path]).expect("valid");
    assert_eq!(model.files().len(), 7);
    assert!(model.files()[1].ends_with("a.paginators-1.json"));
    let service = &model[model.services()[0]];
    assert_eq!(service.traits.title(), Some("Plot"));
    assert!(service.traits.has("smithy.rules#endpointRuleSet"));
    assert!(service.traits.has("smithy.rules#endpointTests"));
    let look = &model[model.find("com.amazonaws.mygarden#Look").expect("there")];
    let paginated = look.traits.paginated().expect("paginated");
    assert_eq!(paginated.items.as_deref(), Some("Beds"));
    let examples = look.traits.get("smithy.api#examples").expect("examples");
    assert_eq!(
        examples.to_string(),
        r#"[{"title":"Beds","documentation":"All beds.","input":{"Next":"a"},"output":{}}]"#
    );
    let waiters = look.traits.get("smithy.waiters#waitable").expect("waiters");
    assert_eq!(
        waiters.to_string(),
        r#"{"Grown":{"acceptors":[{"state":"success","matcher":{"output":{"path":"Next","expected":"x","comparator":"stringEquals"}}},{"state":"success","matcher":{"output":{"path":"length(Beds) > `0`","expected":"true","comparator":"booleanEquals"}}},{"state":"retry","matcher":{"errorType":"Snow"}},{"state":"failure","matcher":{"errorType":"Frost"}},{"state":"retry","matcher":{"success":true}}],"minDelay":150,"maxDelay":150}}"#
    );
}

#[test]
fn faults_of_neighbours_are_told_in_their_files() {
    let cases = [
        (
            "paginators-1.json",
            "{\"pagination\":{\"Lok\":{}}}",
            "pagination.Lok",
        ),
        (
            "paginators-1.json",
            r#"{"pagination":{"Look":{"input_token":"Nxt","output_token":"Next"}}}"#,
            "pagination.Look",
        ),
        ("paginators-1.json", "{", ""),
        (
            "waiters-2.json",
            r#"{"waiters":{"W":{"operation":"Lok"}}}"#,
            "waiters.W.operation",
        ),
        ("endpoint-rule-set-1.json", "[]", ""),
        ("endpoint-tests-1.json", "[]", ""),
        (
            "examples-1.json",
            r#"{"examples":{"Lok":[]}}"#,
            "examples.Lok",
        ),
        ("service-2.sdk-extras.json", "{}", ""),
    ];
    for (name, text, path) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "service-2.json", &garden("", ""));
        write(folder.path(), name, text);
        let problems = Model::load(&[folder.path().join("service-2.json")]).expect_err(name);
        let found = problems.into_iter().next().expect("one");
        assert!(found.file.ends_with(name), "{found}");
        assert_eq!(found.path, path, "{found}");
    }
}

#[test]
fn damaged_models() {
    let seed = garden("", "");
    assert!(survives(seed.as_bytes()));
    let places = strings(&seed);
    let colons: Vec<usize> = seed.match_indices("\":").map(|(at, _)| at + 2).collect();
    let values = [
        "null",
        "true",
        "-1",
        "\"\"",
        "[]",
        "{}",
        "[{}]",
        "{\"shape\":\"Note\"}",
    ];
    let mut random = Random(4);
    for _ in 0..500 {
        let (from, to) = (
            places[random.below(places.len())],
            places[random.below(places.len())],
        );
        let swapped = [&seed[..to.0], &seed[from.0..from.1], &seed[to.1..]].concat();
        survives(swapped.as_bytes());
        let at = colons[random.below(colons.len())];
        let value = values[random.below(values.len())];
        let replaced = [&seed[..at], value, &seed[value_end(&seed, at)..]].concat();
        survives(replaced.as_bytes());
    }
}

#[test]
fn every_published_model_of_this_format_loads() {
    let Some(folder) = shared("models/connect-2022-10") else {
        return;
    };
    let entries = folder.read_dir().expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut loaded = 0;
    for path in paths.filter(|path| path.to_string_lossy().ends_with("service-2.json")) {
        let model = Model::load(&[&path]).unwrap_or_else(|problems| panic!("{problems}"));
        let closure = Closure::of(&model, None, &Operations::All).expect("closed");
        assert!(!closure.operations().is_empty() && model.files().len() > 1);
        loaded += 1;
    }
    assert!(loaded > 0);
}

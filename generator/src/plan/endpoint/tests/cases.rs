//! The endpoint tests (`smithy.rules#endpointTests`) of all service models, where there are models.

use std::fs;
use std::path::PathBuf;

use tinsmith_model::Node;
use tinsmith_model::endpoint_rules::{
    DECISION_DIAGRAM, Malformed, ParamType, Parameter, RULE_SET, RuleSet, parse, parse_diagram,
};
use tinsmith_runtime::aws_smithy_types::Document;
use tinsmith_runtime::aws_smithy_types::endpoint::Endpoint;
use tinsmith_runtime::codegen::endpoint as runtime;

use super::leak;

/// The service models in a folder of the shared models; none if the folder does not exist.
fn models(folder: &str) -> Vec<PathBuf> {
    let shared = match std::env::var_os("TINSMITH_SHARED") {
        Some(shared) => PathBuf::from(shared),
        None => PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
    };
    let entries = fs::read_dir(shared.join("models").join(folder));
    let entries = entries.into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

type Parse = fn(&Node) -> Result<RuleSet, Vec<Malformed>>;

/// Runs the endpoint tests of all models in a folder with the rules of a trait.
fn run(folder: &str, trait_id: &str, parse: Parse) {
    let (mut rule_sets, mut tally) = (0, Tally::default());
    let files = models(folder);
    for file in &files {
        let model: Node = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let shapes = model.get("shapes").and_then(Node::as_object);
        for (id, shape) in shapes.unwrap_or_default() {
            let traits = shape.get("traits");
            if let Some(node) = traits.and_then(|traits| traits.get(trait_id)) {
                let tests = traits.and_then(|traits| traits.get("smithy.rules#endpointTests"));
                rule_sets += 1;
                tally.run(id, parse(node), tests);
            }
        }
    }
    let Tally {
        passed,
        outdated,
        failures,
    } = tally;
    println!(
        "{rule_sets} values of {trait_id}: {passed} cases passed, {outdated} are outdated, {} failed",
        failures.len()
    );
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(files.is_empty() || passed > 0);
}

#[test]
fn every_endpoint_test_of_every_model_passes() {
    run("aws", RULE_SET, parse);
    run("aws-2026", RULE_SET, parse);
}

#[test]
fn every_endpoint_test_passes_with_the_decision_diagram_instead_of_the_rule_set() {
    run("aws-2026", DECISION_DIAGRAM, parse_diagram);
}

#[derive(Default)]
struct Tally {
    passed: usize,
    /// See [`is_outdated`].
    outdated: usize,
    failures: Vec<String>,
}

impl Tally {
    /// Runs the cases of a service.
    fn run(&mut self, id: &str, rules: Result<RuleSet, Vec<Malformed>>, tests: Option<&Node>) {
        let rules = match rules {
            Ok(rules) => rules,
            Err(problems) => {
                let problems = problems
                    .iter()
                    .map(|bad| format!("{id}: {}: {}", bad.path, bad.message));
                self.failures.extend(problems);
                return;
            }
        };
        let leaked = leak::rule_set(&rules);
        let cases = tests
            .and_then(|tests| tests.get("testCases")?.as_array())
            .unwrap_or_default();
        for case in cases {
            let params = case
                .get("params")
                .and_then(Node::as_object)
                .unwrap_or_default();
            let lists: Vec<Vec<String>> = rules
                .parameters
                .iter()
                .map(|parameter| list(params, parameter))
                .collect();
            let values: Vec<Option<runtime::ParamValue<'_>>> = rules
                .parameters
                .iter()
                .zip(&lists)
                .map(|(parameter, list)| value(params, parameter, list))
                .collect();
            let result = leaked.resolve(&values);
            if is_outdated(case, &result) {
                self.outdated += 1;
                continue;
            }
            match compare(case, result) {
                Ok(()) => self.passed += 1,
                Err(difference) => {
                    let docs = case
                        .get("documentation")
                        .and_then(Node::as_str)
                        .unwrap_or("?");
                    self.failures.push(format!("{id}: {docs}: {difference}"));
                }
            }
        }
    }
}

/// The isolated partitions have dual-stack domains of their own since 2025: geography, that domain, and the
/// one that older models expect. `DUAL_STACK_BEFORE_2025` in `tests/tests/endpoints/known.rs` has the same partitions.
const DUAL_STACK_SINCE_2025: &[(&str, &str, &str)] = &[
    ("us-iso-", ".api.aws.ic.gov", ".c2s.ic.gov"),
    ("us-isob-", ".api.aws.scloud", ".sc2s.sgov.gov"),
    ("eu-isoe-", ".api.cloud-aws.adc-e.uk", ".cloud.adc-e.uk"),
    ("us-isof-", ".api.aws.hci.ic.gov", ".csp.hci.ic.gov"),
];

/// The case expects that a partition has no dual-stack domain, and the result is in that domain.
fn is_outdated(case: &Node, result: &Result<Endpoint, runtime::ResolveEndpointError>) -> bool {
    let region = case
        .get("params")
        .and_then(|params| params.get("Region")?.as_str());
    let (Some(expected), Some(region), Ok(endpoint)) = (case.get("expect"), region, result) else {
        return false;
    };
    let mut partitions = DUAL_STACK_SINCE_2025.iter();
    let Some((_, domain, old_domain)) =
        partitions.find(|(geography, ..)| region.starts_with(geography))
    else {
        return false;
    };
    let Some(host) = endpoint.url().strip_suffix(domain) else {
        return false;
    };
    match expected.get("error").and_then(Node::as_str) {
        Some(message) => {
            message.contains("DualStack") && message.contains("this partition does not support")
        }
        None => {
            let url = expected
                .get("endpoint")
                .and_then(|endpoint| endpoint.get("url")?.as_str());
            url == Some(&format!("{host}{old_domain}"))
        }
    }
}

fn given<'n>(params: &'n [(String, Node)], parameter: &Parameter) -> Option<&'n Node> {
    params
        .iter()
        .find(|(name, _)| *name == parameter.name)
        .map(|(_, value)| value)
}

fn list(params: &[(String, Node)], parameter: &Parameter) -> Vec<String> {
    let items = given(params, parameter)
        .and_then(Node::as_array)
        .unwrap_or_default();
    items
        .iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect()
}

fn value<'v>(
    params: &'v [(String, Node)],
    parameter: &Parameter,
    list: &'v [String],
) -> Option<runtime::ParamValue<'v>> {
    let node = given(params, parameter)?;
    match parameter.ty {
        ParamType::Text => node.as_str().map(Into::into),
        ParamType::Bool => node.as_bool().map(Into::into),
        ParamType::List => Some(list.into()),
    }
}

fn compare(
    case: &Node,
    result: Result<Endpoint, runtime::ResolveEndpointError>,
) -> Result<(), String> {
    let expected = case.get("expect").ok_or("the case expects nothing")?;
    match (
        expected.get("error").and_then(Node::as_str),
        expected.get("endpoint"),
        result,
    ) {
        (Some(message), _, Err(error)) if error.to_string() == message => Ok(()),
        (Some(message), _, result) => {
            Err(format!("expected the error `{message}`, got {result:?}"))
        }
        (None, Some(endpoint), Ok(actual)) => compare_endpoint(endpoint, &actual),
        (None, _, result) => Err(format!("expected {expected:?}, got {result:?}")),
    }
}

fn compare_endpoint(expected: &Node, actual: &Endpoint) -> Result<(), String> {
    let same_url = expected.get("url").and_then(Node::as_str) == Some(actual.url());
    let mut properties: Vec<(String, Document)> = actual
        .properties()
        .iter()
        .map(|(name, value)| (name.to_string(), value.clone()))
        .collect();
    if !actual.auth_schemes().is_empty() {
        let schemes = actual
            .auth_schemes()
            .iter()
            .map(|scheme| scheme.as_document())
            .collect();
        properties.push(("authSchemes".to_owned(), Document::Array(schemes)));
    }
    let expected_properties = expected
        .get("properties")
        .and_then(Node::as_object)
        .unwrap_or_default();
    let same_properties = properties.len() == expected_properties.len()
        && properties.iter().all(|(name, value)| {
            let expected = expected_properties
                .iter()
                .find(|(expected, _)| expected == name);
            expected.is_some_and(|(_, expected)| document(expected) == *value)
        });
    let mut headers: Vec<(String, Vec<String>)> = actual
        .headers()
        .map(|(name, values)| (name.to_owned(), values.map(str::to_owned).collect()))
        .collect();
    headers.sort();
    let mut expected_headers: Vec<(String, Vec<String>)> = expected
        .get("headers")
        .and_then(Node::as_object)
        .unwrap_or_default()
        .iter()
        .map(|(name, values)| {
            let values = values
                .as_array()
                .unwrap_or_default()
                .iter()
                .filter_map(Node::as_str);
            (
                name.to_ascii_lowercase(),
                values.map(str::to_owned).collect(),
            )
        })
        .collect();
    expected_headers.sort();
    if same_url && same_properties && headers == expected_headers {
        Ok(())
    } else {
        Err(format!("expected {expected:?}, got {actual:?}"))
    }
}

fn document(node: &Node) -> Document {
    match node {
        Node::Null => Document::Null,
        Node::Bool(value) => Document::Bool(*value),
        Node::Number(_) => Document::from(node.as_i64().unwrap_or_default()),
        Node::String(text) => Document::String(text.clone()),
        Node::Array(items) => Document::Array(items.iter().map(document).collect()),
        Node::Object(entries) => Document::Object(
            entries
                .iter()
                .map(|(name, value)| (name.clone(), document(value)))
                .collect(),
        ),
    }
}

//! The two formats of published models: the clients that they give, and the differences that the older format causes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use heck::ToSnakeCase;
use tinsmith::Client;
use tinsmith_model::{Change, Model, Operations, Rule, Side, Subject, compare};
use tinsmith_tests::{botocore, generate, shared};

/// The release of botocore whose models are closest to the Smithy models in date: for each of the
/// services it says the same as they do, but for what the format can't say.
const RELEASE: &str = "1.37.29";

/// The folders of the services in that release, and the Smithy models of the same services.
const SERVICES: [(&str, &str); 20] = [
    ("accessanalyzer", "accessanalyzer-2019-11-01"),
    ("account", "account-2021-02-01"),
    ("amplify", "amplify-2017-07-25"),
    ("appmesh", "app-mesh-2019-01-25"),
    ("appconfig", "appconfig-2019-10-09"),
    ("braket", "braket-2019-09-01"),
    ("chime", "chime-2018-05-01"),
    ("codecatalyst", "codecatalyst-2022-09-28"),
    ("connect", "connect-2017-08-08"),
    ("customer-profiles", "customer-profiles-2020-08-15"),
    ("entityresolution", "entityresolution-2018-05-10"),
    ("greengrassv2", "greengrassv2-2020-11-30"),
    ("imagebuilder", "imagebuilder-2019-12-02"),
    ("iotwireless", "iot-wireless-2020-11-22"),
    ("mediatailor", "mediatailor-2018-04-23"),
    ("neptune-graph", "neptune-graph-2023-11-29"),
    ("pipes", "pipes-2015-10-07"),
    ("robomaker", "robomaker-2018-06-29"),
    ("ssm-incidents", "ssm-incidents-2018-05-10"),
    ("vpc-lattice", "vpc-lattice-2022-11-30"),
];

/// What the AWS JSON format can't say, as changes from the Smithy model.
const LOSSES: [Rule; 22] = [
    // Names of enum values are made of the values.
    Rule::EnumValueRenamed,
    // Defaults.
    Rule::DefaultRemoved,
    Rule::DefaultRemovedOptional,
    Rule::DefaultRemovedRequired,
    // Constraints on members, anchors of patterns, lower bounds of zero, and `uniqueItems`.
    Rule::ConstraintChanged,
    Rule::ConstraintChangedInRequest,
    Rule::ConstraintLoosened,
    Rule::ConstraintLoosenedInRequest,
    Rule::ConstraintTightened,
    Rule::ConstraintTightenedInRequest,
    // Formats that are the protocol's own, or that stand on the shape instead of the member.
    Rule::TimestampFormatAdded,
    Rule::TimestampFormatRemoved,
    // Names on the wire for protocols that the service does not speak.
    Rule::WireNameRemoved,
    // Pages without items are not told, and items may be named that the Smithy model leaves out.
    Rule::PaginationRemoved,
    Rule::PaginationItemsAdded,
    // Expectations of waiters.
    Rule::WaiterChanged,
    // Resources, and traits that describe; examples are in other files, where there are more.
    Rule::ResourceRemoved,
    Rule::TraitAdded,
    Rule::TraitChanged,
    Rule::TraitRemoved,
    // Documentation of enum values, and paragraph marks around texts that have none.
    Rule::DocumentationChanged,
    Rule::DocumentationRemoved,
];

fn model(path: &Path) -> Model {
    Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"))
}

fn service_file(folder: &Path) -> PathBuf {
    let versions = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut versions: Vec<PathBuf> = versions
        .map(|entry| entry.expect("a folder").path())
        .collect();
    versions.sort();
    let latest = versions.pop().expect("a version");
    let plain = latest.join("service-2.json");
    if plain.exists() {
        plain
    } else {
        latest.join("service-2.json.gz")
    }
}

/// The words of each source file without documentation, sorted: the formats have members in different
/// orders, and lines break elsewhere then.
fn sources(client: &Client) -> BTreeMap<String, Vec<&str>> {
    let files = client.files.iter();
    files
        .filter(|file| file.path.extension().is_some_and(|it| it == "rs"))
        .map(|file| {
            let lines = file.text.lines().map(str::trim);
            let mut words: Vec<&str> = lines
                .filter(|line| !line.starts_with("//"))
                .flat_map(|line| line.split([' ', ',', '&', '(', ')', '[', ']']))
                .filter(|word| !word.is_empty())
                .collect();
            words.sort_unstable();
            (file.path.to_string_lossy().into_owned(), words)
        })
        .collect()
}

/// The files of a client that a change may show in, by their names.
fn touched(change: &Change) -> Vec<String> {
    let subject = match &change.subject {
        Subject::Service => "config",
        Subject::Operation(name) | Subject::Resource(name) | Subject::Shape(name) => name,
        Subject::Member { shape, .. } | Subject::EnumValue { shape, .. } => shape,
        Subject::Error { error, .. } => error,
    };
    let operations = change.reach.iter().map(|reach| &*reach.operation);
    let names = operations.chain([subject]);
    names.map(ToSnakeCase::to_snake_case).collect()
}

#[test]
fn both_formats_give_the_same_client_but_for_listed_losses() {
    let mut files = 0;
    let mut same = 0;
    let mut untouched = Vec::new();
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    for (folder, name) in SERVICES {
        let (Some(data), Some(smithy)) = (
            botocore(RELEASE),
            shared(&format!("models/aws/{name}.json")),
        ) else {
            return;
        };
        let smithy = model(&smithy);
        let aws = model(&service_file(&data.join(folder)));
        let side = |model| Side {
            model,
            service: None,
        };
        let changes = compare(side(&smithy), side(&aws), &Operations::All).expect("a comparison");
        for change in &changes.changes {
            assert!(LOSSES.contains(&change.rule), "{name}: {change:?}");
            *counts.entry(change.rule).or_default() += 1;
        }
        let clients = [&smithy, &aws]
            .map(|model| generate(model, "client").unwrap_or_else(|problems| panic!("{problems}")));
        let [smithy, aws] = clients.each_ref().map(sources);
        assert!(smithy.keys().eq(aws.keys()), "{name}");
        let touched: BTreeSet<String> = changes.changes.iter().flat_map(touched).collect();
        for (path, source) in &smithy {
            files += 1;
            if *source == aws[path] {
                same += 1;
                continue;
            }
            // AWS JSON has no longest delay of waiters.
            if Path::new(path).starts_with("src/waiters") {
                continue;
            }
            let stem = Path::new(path).file_stem().unwrap_or_default();
            let stem = stem.to_string_lossy();
            if !touched.contains(stem.trim_start_matches('_')) {
                untouched.push(format!("{name}: {path}"));
            }
        }
    }
    assert_eq!(untouched, [""; 0], "files that differ without a change");
    println!("{same} of {files} source files are the same; differences of the models:");
    for (rule, count) in counts {
        println!("{count:>6} {}", rule.name());
    }
}

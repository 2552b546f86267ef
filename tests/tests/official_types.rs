//! The official clients beside ours: the types of all members, and the members that are left out where they
//! are equal to their default.
//!
//! The crates are those that cargo has unpacked, and newer than the models: a member that only one side has
//! is counted and passed over. `TINSMITH_OFFICIAL=all` compares all services, not a sample of them.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use tinsmith_model::Model;
use tinsmith_tests::official::{Key, Source, official};
use tinsmith_tests::{botocore, entries, generate, shared};

/// The release of botocore whose models stand in for those that are not there as Smithy models.
const RELEASE: &str = "1.37.29";

/// The services whose official clients drop defaults, and where their models are: the name of the file, or
/// of the folder in botocore.
const DROPPED: [(&str, &str); 10] = [
    ("amplifyuibuilder", "amplifyuibuilder"),
    ("drs", "drs-2020-02-26"),
    ("ec2", "ec2"),
    ("emrserverless", "emr-serverless"),
    ("evidently", "evidently-2021-02-01"),
    ("iot", "iot-2015-05-28"),
    ("location", "location-2020-11-19"),
    (
        "paymentcryptographydata",
        "payment-cryptography-data-2022-02-03",
    ),
    ("s3", "s3-2006-03-01"),
    ("s3control", "s3-control-2018-08-20"),
];

/// The services that are compared unless all are.
const SAMPLE: [&str; 6] = [
    "apigateway",
    "drs",
    "eks",
    "emrserverless",
    "evidently",
    "s3control",
];

/// The crate of a service, if it is there and the service is to be compared.
fn wanted(id: &str) -> Option<PathBuf> {
    let all = env::var("TINSMITH_OFFICIAL").is_ok_and(|which| which == "all");
    (all || SAMPLE.contains(&id)).then(|| official(&format!("aws-sdk-{id}")))?
}

/// Members that newer models give another target than those that are compared: the crate, the structure and
/// the member.
const RETARGETED: [(&str, &str, &str); 1] = [("ec2", "ModifyInstanceAttributeInput", "user_data")];

/// The model of a service, and whether it is one of Smithy's.
fn model_of(name: &str) -> Option<(PathBuf, bool)> {
    if name.contains("-20") {
        return Some((shared(&format!("models/aws/{name}.json"))?, true));
    }
    let version = entries(&botocore(RELEASE)?.join(name)).pop()?;
    let files = ["service-2.json", "service-2.json.gz"].map(|file| version.join(file));
    let file = files.into_iter().find(|file| file.is_file())?;
    Some((file, false))
}

/// Services with the serialisers that leave defaults out, and their models. Ten of the official clients have
/// newer ones, which send them: those are not here.
const CLASSIC: [(&str, &str); 26] = [
    (
        "accessanalyzer",
        "models/aws/accessanalyzer-2019-11-01.json",
    ),
    ("apigateway", "models/aws/api-gateway-2015-07-09.json"),
    ("bedrock", "models/aws/bedrock-2023-04-20.json"),
    (
        "bedrockagentruntime",
        "models/aws/bedrock-agent-runtime-2023-07-26.json",
    ),
    ("bedrockruntime", "models/aws-2026/bedrock-runtime.json"),
    ("cloudwatchlogs", "models/aws-2026/cloudwatch-logs.json"),
    ("connect", "models/aws/connect-2017-08-08.json"),
    ("drs", "models/aws/drs-2020-02-26.json"),
    ("dynamodb", "models/aws-2026/dynamodb.json"),
    ("ecr", "models/aws/ecr-2015-09-21.json"),
    ("eks", "models/aws/eks-2017-11-01.json"),
    (
        "eventbridge",
        "models/aws/cloudwatch-events-2015-10-07.json",
    ),
    ("glue", "models/aws/glue-2017-03-31.json"),
    ("iam", "models/aws-2026/iam.json"),
    ("iot", "models/aws/iot-2015-05-28.json"),
    ("kms", "models/aws-2026/kms.json"),
    ("lambda", "models/aws-2026/lambda.json"),
    ("location", "models/aws/location-2020-11-19.json"),
    ("polly", "models/aws-2026/polly.json"),
    ("route53", "models/aws-2026/route-53.json"),
    ("s3", "models/aws-2026/s3.json"),
    ("s3control", "models/aws-2026/s3-control.json"),
    ("sfn", "models/aws/sfn-2016-11-23.json"),
    ("sqs", "models/aws-2026/sqs.json"),
    ("sts", "models/aws-2026/sts.json"),
    ("timestreamwrite", "models/aws-2026/timestream-write.json"),
];

/// The types of which a value may be left out.
const NUMBERS: [&str; 7] = ["bool", "f32", "f64", "i16", "i32", "i64", "i8"];

fn ours(path: &Path) -> Source {
    let model = Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"));
    let client = generate(&model, "client").unwrap_or_else(|problems| panic!("{problems}"));
    Source::of_client(&client)
}

/// Members of both sides, and how they differ.
#[derive(Default)]
struct Compared {
    same: usize,
    only_ours: usize,
    only_theirs: usize,
    differences: Vec<(Key, String, String)>,
}

fn compare(ours: &BTreeMap<Key, String>, theirs: &BTreeMap<Key, String>) -> Compared {
    let mut compared = Compared::default();
    for (key, type_of_ours) in ours {
        match theirs.get(key) {
            None => compared.only_ours += 1,
            Some(type_of_theirs) if type_of_theirs == type_of_ours => compared.same += 1,
            Some(type_of_theirs) => {
                let difference = (key.clone(), type_of_ours.clone(), type_of_theirs.clone());
                compared.differences.push(difference);
            }
        }
    }
    compared.only_theirs = theirs.keys().filter(|key| !ours.contains_key(*key)).count();
    compared
}

#[test]
fn members_of_services_that_drop_defaults_have_the_official_types() {
    let mut failures = Vec::new();
    for (id, name) in DROPPED {
        let Some(((path, is_smithy), folder)) = model_of(name).zip(wanted(id)) else {
            continue;
        };
        let Compared {
            same,
            only_ours,
            only_theirs,
            mut differences,
        } = compare(&ours(&path).types, &Source::of_crate(&folder).types);
        let found = differences.len();
        differences
            .retain(|((_, structure, member), ..)| !RETARGETED.contains(&(id, structure, member)));
        let retargeted = RETARGETED.iter().filter(|(of, ..)| *of == id).count();
        assert_eq!(
            found - differences.len(),
            retargeted,
            "{id}: members that are the same"
        );
        // What the AWS JSON format can't say: the number has a default, and there is always one.
        let is_unsaid = |(_, ours, theirs): &&(Key, String, String)| {
            !is_smithy && *ours == format!("Option<{theirs}>")
        };
        let unsaid = differences.iter().filter(is_unsaid).count();
        let compared = same + differences.len();
        println!(
            "{id}: {compared} members compared, {} differences ({unsaid} without a default in \
             the AWS JSON format), {only_ours} only here, {only_theirs} only there",
            differences.len() - unsaid
        );
        assert!(same > 0, "{id}");
        let others = differences.iter().filter(|it| !is_unsaid(it));
        failures.extend(others.map(|difference| format!("{id}: {difference:?}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn members_are_left_out_where_the_official_client_leaves_them_out() {
    let mut failures = Vec::new();
    let (mut members, mut left_out) = (0, 0);
    for (id, model) in CLASSIC {
        let Some((path, folder)) = shared(model).zip(wanted(id)) else {
            continue;
        };
        let (ours, theirs) = (ours(&path), Source::of_crate(&folder));
        let (mut compared, mut unsent) = (0, 0);
        for ((place, structure, member), ty) in &ours.types {
            let key = (*place, structure.clone(), member.clone());
            let is_written = ours.written.contains(structure) && theirs.written.contains(structure);
            let is_number = NUMBERS.contains(&&**ty) && theirs.types.get(&key) == Some(ty);
            if *place != "types" || !is_written || !is_number {
                continue;
            }
            let key = (structure.clone(), member.clone());
            let (of_ours, of_theirs) = (ours.unsent.get(&key), theirs.unsent.get(&key));
            compared += 1;
            unsent += usize::from(of_ours.is_some());
            if of_ours != of_theirs {
                let difference = format!("{id}: {key:?}: {of_ours:?}, there {of_theirs:?}");
                failures.push(difference);
            }
        }
        println!(
            "{id}: {compared} plain numbers and booleans, {unsent} left out; {} there in all",
            theirs.unsent.len()
        );
        members += compared;
        left_out += unsent;
    }
    println!("{members} members compared, {left_out} left out where they are equal to a default");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

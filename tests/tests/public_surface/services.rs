//! The services whose official clients are compared, and their models.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use tinsmith_tests::{entries, installed_botocore, repository, shared};

/// The release of botocore from the same time as the official clients.
const BOTOCORE: &str = "1.44.8";

/// Where the model of a service is.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    /// Smithy's format, in the folder of shared models.
    Smithy(&'static str),
    /// AWS JSON, in this folder of botocore.
    Botocore(&'static str),
}

use Place::{Botocore, Smithy};

/// The services, by the names of their crates. None of the models has everything that the official client has: models in
/// Smithy's format are older, and AWS JSON lacks some of Smithy's traits.
pub(crate) const SERVICES: &[(&str, &[Place])] = &[
    (
        "apigateway",
        &[Smithy("aws/api-gateway-2015-07-09"), Botocore("apigateway")],
    ),
    (
        "apigatewaymanagement",
        &[Botocore("apigatewaymanagementapi")],
    ),
    (
        "bedrock",
        &[Smithy("aws/bedrock-2023-04-20"), Botocore("bedrock")],
    ),
    (
        "bedrockagentruntime",
        &[
            Smithy("aws/bedrock-agent-runtime-2023-07-26"),
            Botocore("bedrock-agent-runtime"),
        ],
    ),
    (
        "bedrockruntime",
        &[
            Smithy("aws-2026/bedrock-runtime"),
            Botocore("bedrock-runtime"),
        ],
    ),
    (
        "cloudformation",
        &[
            Smithy("aws/cloudformation-2010-05-15"),
            Botocore("cloudformation"),
        ],
    ),
    (
        "cloudfrontkeyvaluestore",
        &[
            Smithy("aws/cloudfront-keyvaluestore-2022-07-26"),
            Botocore("cloudfront-keyvaluestore"),
        ],
    ),
    (
        "cloudwatch",
        &[Smithy("aws/cloudwatch-2010-08-01"), Botocore("cloudwatch")],
    ),
    (
        "cloudwatchlogs",
        &[Smithy("aws-2026/cloudwatch-logs"), Botocore("logs")],
    ),
    (
        "codecatalyst",
        &[Smithy("aws-2026/codecatalyst"), Botocore("codecatalyst")],
    ),
    (
        "cognitoidentity",
        &[
            Smithy("aws/cognito-identity-2014-06-30"),
            Botocore("cognito-identity"),
        ],
    ),
    (
        "cognitoidentityprovider",
        &[
            Smithy("aws/cognito-identity-provider-2016-04-18"),
            Botocore("cognito-idp"),
        ],
    ),
    (
        "connect",
        &[Smithy("aws/connect-2017-08-08"), Botocore("connect")],
    ),
    ("dsql", &[Smithy("aws/dsql-2018-05-10"), Botocore("dsql")]),
    (
        "dynamodb",
        &[Smithy("aws-2026/dynamodb"), Botocore("dynamodb")],
    ),
    ("ebs", &[Botocore("ebs")]),
    ("ec2", &[Botocore("ec2")]),
    ("ecr", &[Smithy("aws/ecr-2015-09-21"), Botocore("ecr")]),
    ("ecs", &[Smithy("aws-2026/ecs"), Botocore("ecs")]),
    ("eks", &[Smithy("aws/eks-2017-11-01"), Botocore("eks")]),
    (
        "elasticache",
        &[
            Smithy("aws/elasticache-2015-02-02"),
            Botocore("elasticache"),
        ],
    ),
    ("eventbridge", &[Botocore("events")]),
    (
        "firehose",
        &[Smithy("aws/firehose-2015-08-04"), Botocore("firehose")],
    ),
    ("glacier", &[Botocore("glacier")]),
    ("iam", &[Smithy("aws-2026/iam"), Botocore("iam")]),
    ("iot", &[Smithy("aws/iot-2015-05-28"), Botocore("iot")]),
    (
        "kinesis",
        &[Smithy("aws/kinesis-2013-12-02"), Botocore("kinesis")],
    ),
    ("kms", &[Smithy("aws-2026/kms"), Botocore("kms")]),
    ("lambda", &[Smithy("aws-2026/lambda"), Botocore("lambda")]),
    ("lexruntimev2", &[Botocore("lexv2-runtime")]),
    (
        "location",
        &[Smithy("aws/location-2020-11-19"), Botocore("location")],
    ),
    ("polly", &[Smithy("aws-2026/polly"), Botocore("polly")]),
    (
        "qbusiness",
        &[Smithy("aws/qbusiness-2023-11-27"), Botocore("qbusiness")],
    ),
    ("rds", &[Smithy("aws/rds-2014-10-31"), Botocore("rds")]),
    (
        "route53",
        &[Smithy("aws-2026/route-53"), Botocore("route53")],
    ),
    ("s3", &[Smithy("aws-2026/s3"), Botocore("s3")]),
    (
        "s3control",
        &[Smithy("aws-2026/s3-control"), Botocore("s3control")],
    ),
    (
        "secretsmanager",
        &[
            Smithy("aws/secrets-manager-2017-10-17"),
            Botocore("secretsmanager"),
        ],
    ),
    ("sesv2", &[Botocore("sesv2")]),
    (
        "sfn",
        &[Smithy("aws/sfn-2016-11-23"), Botocore("stepfunctions")],
    ),
    ("signin", &[Smithy("aws-2026/signin"), Botocore("signin")]),
    ("sns", &[Smithy("aws/sns-2010-03-31"), Botocore("sns")]),
    ("sqs", &[Smithy("aws-2026/sqs"), Botocore("sqs")]),
    ("ssm", &[Smithy("aws/ssm-2014-11-06"), Botocore("ssm")]),
    ("sso", &[Smithy("aws-2026/sso"), Botocore("sso")]),
    (
        "ssooidc",
        &[Smithy("aws-2026/sso-oidc"), Botocore("sso-oidc")],
    ),
    ("sts", &[Smithy("aws-2026/sts"), Botocore("sts")]),
    ("timestreamquery", &[Botocore("timestream-query")]),
    (
        "timestreamwrite",
        &[
            Smithy("aws-2026/timestream-write"),
            Botocore("timestream-write"),
        ],
    ),
];

/// The services that are compared by default. Their crates are small.
pub(crate) const SAMPLE: [&str; 3] = ["polly", "sso", "sts"];

impl Place {
    /// The file of the model. Prints a message if it is not there.
    pub(crate) fn find(self) -> Option<PathBuf> {
        match self {
            Smithy(name) => shared(&format!("models/{name}.json")),
            Botocore(name) => {
                let version = entries(&installed_botocore(BOTOCORE)?.join(name)).pop()?;
                let files = ["service-2.json", "service-2.json.gz"];
                files
                    .map(|file| version.join(file))
                    .into_iter()
                    .find(|it| it.is_file())
            }
        }
    }
}

/// The versions of the official clients, from the lock file of `tests/official/surface`.
pub(crate) fn versions() -> BTreeMap<String, String> {
    let lock = repository().join("tests/official/surface/Cargo.lock");
    let lock = fs::read_to_string(lock).expect("the lock file of the official clients");
    let mut versions = BTreeMap::new();
    let mut name = "";
    for line in lock.lines() {
        let value = |key: &str| line.strip_prefix(key)?.strip_suffix('"');
        if let Some(found) = value("name = \"") {
            name = found;
        } else if let Some(version) = value("version = \"")
            && let Some(service) = name.strip_prefix("aws-sdk-")
        {
            versions.insert(service.to_owned(), version.to_owned());
        }
    }
    versions
}

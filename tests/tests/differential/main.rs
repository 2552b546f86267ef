//! The same calls by generated clients and by botocore, with random inputs and random answers: both must send
//! the same request, and read the same values.
//!
//! A sample of services is called with the other tests; CONTRIBUTING.md has the command for all of them.
//! A failure names its cases and the seed, with which they can be called again.

mod answers;
mod bodies;
mod botocore;
mod compare;
mod driver;
mod known;
mod operations;
mod run;
mod services;
mod values;

use crate::botocore::Botocore;
use crate::run::{Choice, run};

/// A service for each protocol.
const SAMPLE: &[&str] = &[
    "cloudwatch",
    "dynamodb",
    "ec2",
    "kms",
    "lambda",
    "route53",
    "sns",
];

/// All of awsQuery, ec2Query and restXml, and of the other protocols those that differ most.
const WHOLE: &[&str] = &[
    // rpcv2Cbor
    "acm-pca",
    "application-insights",
    "appstream",
    "cloudwatch",
    "codebuild",
    "codedeploy",
    "comprehend",
    "datasync",
    "directconnect",
    "fms",
    "health",
    "memorydb",
    "network-firewall",
    "servicediscovery",
    "shield",
    "transcribe",
    "workspaces",
    // awsJson1_0 and awsJson1_1
    "acm",
    "application-autoscaling",
    "athena",
    "cloudtrail",
    "cognito-identity",
    "cognito-idp",
    "config",
    "dynamodb",
    "dynamodbstreams",
    "ecr",
    "ecs",
    "emr",
    "events",
    "firehose",
    "glue",
    "kinesis",
    "kms",
    "lightsail",
    "logs",
    "organizations",
    "pricing",
    "rekognition",
    "route53resolver",
    "sagemaker",
    "secretsmanager",
    "sqs",
    "ssm",
    "stepfunctions",
    "swf",
    "timestream-query",
    "wafv2",
    // restJson1
    "accessanalyzer",
    "amplify",
    "apigateway",
    "apigatewayv2",
    "appconfig",
    "appsync",
    "backup",
    "batch",
    "bedrock",
    "bedrock-runtime",
    "codeartifact",
    "connect",
    "customer-profiles",
    "databrew",
    "datazone",
    "drs",
    "ebs",
    "efs",
    "eks",
    "emr-serverless",
    "glacier",
    "greengrass",
    "iot",
    "iot-data",
    "iotsitewise",
    "kafka",
    "lambda",
    "lex-runtime",
    "lexv2-runtime",
    "location",
    "mediaconvert",
    "medialive",
    "opensearch",
    "pinpoint",
    "polly",
    "quicksight",
    "rds-data",
    "s3tables",
    "s3vectors",
    "sesv2",
    "xray",
    // restXml
    "cloudfront",
    "route53",
    "s3",
    "s3control",
    // awsQuery
    "autoscaling",
    "cloudformation",
    "cloudsearch",
    "docdb",
    "elasticache",
    "elasticbeanstalk",
    "elb",
    "elbv2",
    "iam",
    "neptune",
    "rds",
    "redshift",
    "ses",
    "sns",
    "sts",
    // ec2Query
    "ec2",
];

#[test]
fn a_sample_of_services_is_called_as_botocore_calls_it() {
    let Some(botocore) = Botocore::find() else {
        return;
    };
    let choice = Choice {
        services: names(SAMPLE),
        operations: 3,
        cases: 40,
    };
    run(&botocore, &choice.or_environment());
}

#[test]
#[ignore = "compiles clients of a hundred services"]
fn every_service_is_called_as_botocore_calls_it() {
    let Some(botocore) = Botocore::find() else {
        return;
    };
    let choice = Choice {
        services: names(WHOLE),
        operations: 5,
        cases: 40,
    };
    run(&botocore, &choice.or_environment());
}

fn names(services: &[&str]) -> Vec<String> {
    services.iter().map(|&it| it.to_owned()).collect()
}

//! The models.

use std::path::{Path, PathBuf};
use std::{env, fs};

use tinsmith::model::Model;

/// The module of each client, its model in the folder of shared models, and its operations; all of them if none is
/// named.
#[allow(dead_code)]
pub(crate) const SERVICES: [(&str, &str, &[&str]); 8] = [
    (
        "apigateway",
        "aws/api-gateway-2015-07-09.json",
        &[
            "CreateApiKey",
            "GetExport",
            "GetRestApi",
            "GetRestApis",
            "PutRestApi",
            "UpdateRestApi",
        ],
    ),
    ("bedrockruntime", "aws-2026/bedrock-runtime.json", &[]),
    ("dynamodb", "aws-2026/dynamodb.json", &[]),
    (
        "glacier",
        "botocore/glacier/2012-06-01/service-2.json.gz",
        // In the model of the official client, the limit of the other lists is a number.
        &[
            "AbortMultipartUpload",
            "CompleteMultipartUpload",
            "CreateVault",
            "DeleteArchive",
            "DescribeVault",
            "GetJobOutput",
            "InitiateJob",
            "ListTagsForVault",
            "UploadArchive",
            "UploadMultipartPart",
        ],
    ),
    ("route53", "aws-2026/route-53.json", &[]),
    ("s3", "aws-2026/s3.json", &[]),
    ("sqs", "aws-2026/sqs.json", &[]),
    ("sts", "aws-2026/sts.json", &[]),
];

/// The release of botocore whose models are used for services without a published Smithy model.
const BOTOCORE: &str = "1.37.29/botocore/data";

/// The model at this place in the folder of shared models, or in botocore. The models that the official clients are made
/// of are not part of the repository: the folder is the one that `TINSMITH_SHARED` names, or one called `shared` beside the
/// repository, and botocore is below the folder that `TINSMITH_BOTOCORE` names, or `target/botocore`.
pub(crate) fn model(name: &str) -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut above = package.ancestors();
    let repository = above.find(|it| it.join("ARCHITECTURE.md").exists());
    if let Some(name) = name.strip_prefix("botocore/") {
        let named = env::var_os("TINSMITH_BOTOCORE").map(PathBuf::from);
        let below = repository.map(|it| it.join("target/botocore"));
        return named
            .or(below)
            .unwrap_or_default()
            .join(BOTOCORE)
            .join(name);
    }
    let beside = repository.map(|it| it.with_file_name("shared"));
    let shared = env::var_os("TINSMITH_SHARED").map(PathBuf::from);
    shared
        .or(beside)
        .unwrap_or_default()
        .join("models")
        .join(name)
}

/// The model in this file as a document of Smithy, with `Expires` a timestamp. Newer models of S3 say that it is a string,
/// which the official generator takes back.
pub(crate) fn text(model: &Path) -> Result<String, tinsmith::Error> {
    if model.ends_with("service-2.json.gz") {
        return Ok(Model::ast(&[model])?.to_string());
    }
    Ok(amended(&fs::read_to_string(model)?))
}

fn amended(model: &str) -> String {
    let (name, is) = ("\"com.amazonaws.s3#Expires\"", "\"type\": \"string\"");
    let Some((before, after)) = model.split_once(&format!("{name}: {{")) else {
        return model.to_owned();
    };
    let after = after.replacen(is, "\"type\": \"timestamp\"", 1);
    format!("{before}{name}: {{{after}")
}

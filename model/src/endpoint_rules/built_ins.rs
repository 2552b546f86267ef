//! The built-ins: values that a client gives to parameters of endpoint rules (Smithy 2.0, "Rules engine built-ins", and
//! those of AWS).

use super::ruleset::ParamType;
use super::scope::{Malformed, unknown};

const BUILT_INS: [(&str, ParamType); 15] = [
    ("AWS::Auth::AccountId", ParamType::Text),
    ("AWS::Auth::AccountIdEndpointMode", ParamType::Text),
    ("AWS::Auth::CredentialScope", ParamType::Text),
    ("AWS::Region", ParamType::Text),
    ("AWS::S3::Accelerate", ParamType::Bool),
    ("AWS::S3::DisableMultiRegionAccessPoints", ParamType::Bool),
    ("AWS::S3::DisableS3ExpressSessionAuth", ParamType::Bool),
    ("AWS::S3::ForcePathStyle", ParamType::Bool),
    ("AWS::S3::UseArnRegion", ParamType::Bool),
    ("AWS::S3::UseGlobalEndpoint", ParamType::Bool),
    ("AWS::S3Control::UseArnRegion", ParamType::Bool),
    ("AWS::STS::UseGlobalEndpoint", ParamType::Bool),
    ("AWS::UseDualStack", ParamType::Bool),
    ("AWS::UseFIPS", ParamType::Bool),
    ("SDK::Endpoint", ParamType::Text),
];

/// Checks that a built-in exists, and that it has the type of the parameter.
pub(super) fn check(name: &str, ty: ParamType) -> Result<(), Malformed> {
    let Some((_, expected)) = BUILT_INS.iter().find(|(known, _)| *known == name) else {
        let known = BUILT_INS.iter().map(|(known, _)| *known);
        return Err(unknown("built-in", name, known));
    };
    if *expected == ty {
        return Ok(());
    }
    Err(Malformed::new(format!(
        "the built-in `{name}` is {}, expected a parameter of that type",
        match expected {
            ParamType::Text => "a string",
            ParamType::Bool => "a boolean",
            ParamType::List => "a list of strings",
        }
    )))
}

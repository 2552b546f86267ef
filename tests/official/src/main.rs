//! What generated clients send beside what the official ones send, header by header.
//!
//! `tinsmith-official [TEXT]`: with a text only the calls whose name, such as `PutObject/Minimal`, contains it.
//! Fails if anything differs.

#[macro_use]
mod services;
mod compare;
mod side;
mod situation;

use std::process::ExitCode;

use compare::Comparison;
use situation::Situation;

/// Compares the two clients of a service in a situation.
macro_rules! compare {
    ($comparison:expr, $service:ident, $situation:expr, $only:expr) => {{
        side::set_streams($situation.streams(), $situation.has_long_streams());
        side::set_bucket($situation.bucket());
        let ours = services::$service::ours::run($situation, $only).await;
        let official = services::$service::official::run($situation, $only).await;
        $comparison.add(stringify!($service), $situation, ours, official);
    }};
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let only = std::env::args().nth(1).unwrap_or_default();
    let mut comparison = Comparison::default();
    for situation in Situation::COMMON {
        compare!(comparison, apigateway, situation, &only);
        compare!(comparison, bedrockruntime, situation, &only);
        compare!(comparison, dynamodb, situation, &only);
        compare!(comparison, glacier, situation, &only);
        compare!(comparison, route53, situation, &only);
        compare!(comparison, s3, situation, &only);
        compare!(comparison, sqs, situation, &only);
        compare!(comparison, sts, situation, &only);
    }
    compare!(comparison, bedrockruntime, Situation::Bearer, &only);
    for situation in Situation::OF_DYNAMODB {
        compare!(comparison, dynamodb, situation, &only);
    }
    for situation in Situation::OF_STS {
        compare!(comparison, sts, situation, &only);
    }
    for situation in Situation::OF_S3 {
        compare!(comparison, s3, situation, &only);
    }
    comparison.print()
}

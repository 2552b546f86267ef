//! The tests with clients of this repository's models.

#[path = "dynamodb.rs"]
mod dynamodb;
#[path = "ec2.rs"]
mod ec2;
#[path = "kms.rs"]
mod kms;
#[path = "polly.rs"]
mod polly;
#[path = "route_53.rs"]
mod route_53;
#[path = "s3.rs"]
mod s3;
#[path = "sns.rs"]
mod sns;
#[path = "sqs.rs"]
mod sqs;
#[path = "sts.rs"]
mod sts;
#[path = "timestream_write.rs"]
mod timestream_write;

/// What the build step made.
mod clients {
    include!(concat!(env!("OUT_DIR"), "/own.rs"));
}

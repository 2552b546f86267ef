//! The tests with clients of published models.

#[cfg(published = "dynamodb")]
#[path = "dynamodb.rs"]
mod dynamodb;
#[cfg(published = "ec2")]
#[path = "ec2.rs"]
mod ec2;
#[cfg(published = "kms")]
#[path = "kms.rs"]
mod kms;
#[cfg(published = "polly")]
#[path = "polly.rs"]
mod polly;
#[cfg(published = "route_53")]
#[path = "route_53.rs"]
mod route_53;
#[cfg(published = "s3")]
#[path = "s3.rs"]
mod s3;
#[cfg(published = "sns")]
#[path = "sns.rs"]
mod sns;
#[cfg(published = "sqs")]
#[path = "sqs.rs"]
mod sqs;
#[cfg(published = "sts")]
#[path = "sts.rs"]
mod sts;
#[cfg(published = "timestream_write")]
#[path = "timestream_write.rs"]
mod timestream_write;

/// What the build step made.
mod clients {
    include!(concat!(env!("OUT_DIR"), "/published.rs"));
}

//! Clients against a server that is not ours: moto (`pip install 'moto[server]'`), started on loopback.
//! Skipped without it, unless `TINSMITH_REQUIRE_LIVE=1`.

mod connect;
mod dynamodb;
mod ec2;
mod kms;
mod moto;
mod polly;
mod route_53;
mod s3;
mod sns;
mod sqs;
mod sts;

/// What the build step made.
mod live_clients {
    include!(concat!(env!("OUT_DIR"), "/live_clients.rs"));
}

//! Settings of a client, and what the calls of all operations are made with.

/// What differs from one run of all calls to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Situation {
    /// Temporary credentials, one attempt that fails and one that does not.
    Plain,
    /// Bodies that stream are not in memory.
    Streams,
    /// An endpoint without TLS, and bodies that are not in memory.
    Unencrypted,
    /// Checksums only where they are required, and bodies that are not in memory.
    WhenRequired,
    /// No credentials.
    Anonymous,
    /// FIPS and dual stack.
    Variants,
    /// The adaptive retry mode.
    Adaptive,
    /// An application's name.
    Named,
    /// A time limit.
    Timed,
    /// A bearer token.
    Bearer,
    /// Buckets in the path.
    PathStyle,
    /// Buckets by another endpoint.
    Accelerate,
    /// A directory bucket, with sessions turned off.
    Express,
    /// A directory bucket, with sessions.
    Sessions,
    /// A multi-region access point, whose calls are signed with SigV4a.
    MultiRegion,
    /// An access point.
    AccessPoint,
    /// A name of a bucket that is part of no host.
    Dotted,
    /// Each error that an operation may have.
    Errors,
}

impl Situation {
    /// What all services are called in.
    pub(crate) const COMMON: [Self; 8] = [
        Self::Plain,
        Self::Unencrypted,
        Self::Anonymous,
        Self::Variants,
        Self::Adaptive,
        Self::Named,
        Self::Timed,
        Self::Errors,
    ];

    /// What S3 is called in besides.
    pub(crate) const OF_S3: [Self; 9] = [
        Self::Streams,
        Self::WhenRequired,
        Self::PathStyle,
        Self::Accelerate,
        Self::Express,
        Self::Sessions,
        Self::MultiRegion,
        Self::AccessPoint,
        Self::Dotted,
    ];

    /// All calls are made, and not only some of each operation.
    pub(crate) fn has_all_calls(self) -> bool {
        matches!(self, Self::Plain | Self::Streams)
    }

    pub(crate) fn streams(self) -> bool {
        matches!(self, Self::Streams | Self::Unencrypted | Self::WhenRequired)
    }

    pub(crate) fn bucket(self) -> &'static str {
        match self {
            Self::Express | Self::Sessions => "my-bucket--euw2-az1--x-s3",
            Self::MultiRegion => "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap",
            Self::AccessPoint => "arn:aws:s3:eu-west-2:123456789012:accesspoint/point",
            Self::Dotted => "my.bucket",
            _ => "my-bucket",
        }
    }

    pub(crate) fn has_token(self) -> bool {
        !matches!(self, Self::Timed)
    }

    pub(crate) fn region(self) -> &'static str {
        match self {
            Self::Variants => "us-east-1",
            _ => "eu-west-2",
        }
    }

    pub(crate) fn endpoint_url(self) -> Option<&'static str> {
        match self {
            Self::Unencrypted => Some("http://localhost:8000"),
            _ => None,
        }
    }

    pub(crate) fn has_variants(self) -> bool {
        self == Self::Variants
    }
}

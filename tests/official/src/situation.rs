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
    /// Credentials that know their account.
    Account,
    /// The same, where endpoints must have an account.
    AccountRequired,
    /// Endpoints must have an account, and the credentials have none.
    AccountMissing,
    /// Credentials that know their account, where endpoints must not have one.
    AccountDisabled,
    /// The region that stands for the global endpoint.
    Global,
    /// The region that the global endpoint stood for.
    UsEast1,
    /// An access point of another region, which the client may call.
    OtherRegion,
    /// An access point of another region, which the client may not call.
    OwnRegionOnly,
    /// A multi-region access point, which the client may not call.
    NoMultiRegion,
    /// Long streams in chunks of a chosen size.
    Chunks,
    /// Long streams in one chunk.
    OneChunk,
    /// Chunks that are too small.
    SmallChunks,
    /// Long streams in signed chunks, as they are sent without TLS.
    SignedChunks,
    /// A directory bucket, with sessions turned off in the profile.
    Profile,
    /// An endpoint without TLS, with sessions turned off.
    UnencryptedWithoutSessions,
    /// A directory bucket, with credentials of the application for its sessions.
    OwnSessions,
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
    pub(crate) const OF_S3: [Self; 21] = [
        Self::UnencryptedWithoutSessions,
        Self::Global,
        Self::UsEast1,
        Self::OtherRegion,
        Self::OwnRegionOnly,
        Self::NoMultiRegion,
        Self::Chunks,
        Self::OneChunk,
        Self::SmallChunks,
        Self::SignedChunks,
        Self::Profile,
        Self::OwnSessions,
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

    /// What DynamoDB is called in besides.
    pub(crate) const OF_DYNAMODB: [Self; 4] = [
        Self::Account,
        Self::AccountRequired,
        Self::AccountMissing,
        Self::AccountDisabled,
    ];

    /// What STS is called in besides.
    pub(crate) const OF_STS: [Self; 2] = [Self::Global, Self::UsEast1];

    /// All calls are made, and not only some of each operation.
    pub(crate) fn has_all_calls(self) -> bool {
        matches!(self, Self::Plain | Self::Streams)
    }

    pub(crate) fn streams(self) -> bool {
        let streams = matches!(self, Self::Streams | Self::Unencrypted | Self::WhenRequired);
        streams || self.has_long_streams()
    }

    /// Streams are longer than a chunk.
    pub(crate) fn has_long_streams(self) -> bool {
        matches!(
            self,
            Self::Chunks | Self::OneChunk | Self::SmallChunks | Self::SignedChunks
        )
    }

    /// The size of chunks, if it is chosen.
    pub(crate) fn chunk_size(self) -> Option<Option<usize>> {
        match self {
            Self::Chunks | Self::SignedChunks => Some(Some(8192)),
            Self::OneChunk => Some(None),
            Self::SmallChunks => Some(Some(1000)),
            _ => None,
        }
    }

    /// The account of the credentials.
    pub(crate) fn account(self) -> Option<&'static str> {
        let has_account = matches!(
            self,
            Self::Account | Self::AccountRequired | Self::AccountDisabled
        );
        has_account.then_some("123456789012")
    }

    pub(crate) fn bucket(self) -> &'static str {
        match self {
            Self::Express | Self::Sessions | Self::Profile | Self::OwnSessions => {
                "my-bucket--euw2-az1--x-s3"
            }
            Self::OtherRegion | Self::OwnRegionOnly => {
                "arn:aws:s3:us-west-2:123456789012:accesspoint/point"
            }
            Self::MultiRegion | Self::NoMultiRegion => {
                "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap"
            }
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
            Self::Variants | Self::UsEast1 => "us-east-1",
            Self::Global => "aws-global",
            _ => "eu-west-2",
        }
    }

    pub(crate) fn endpoint_url(self) -> Option<&'static str> {
        match self {
            Self::Unencrypted | Self::UnencryptedWithoutSessions | Self::SignedChunks => {
                Some("http://localhost:8000")
            }
            _ => None,
        }
    }

    pub(crate) fn has_variants(self) -> bool {
        self == Self::Variants
    }
}

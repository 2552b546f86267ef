$version: "2.0"

namespace example.s3

use aws.api#service
use aws.auth#sigv4
use aws.customizations#s3UnwrappedXmlOutput
use aws.protocols#restXml
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet
use smithy.waiters#waitable

/// Buckets and objects, as S3 has them: what the test beside it calls.
@title("Amazon S3")
@service(sdkId: "S3", arnNamespace: "s3", endpointPrefix: "s3")
@sigv4(name: "s3")
@restXml(noErrorWrapping: true)
@xmlNamespace(uri: "http://s3.amazonaws.com/doc/2006-03-01/")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call." }
        Bucket: { type: "String", required: false, documentation: "The bucket, which becomes part of the path." }
    }
    rules: [
        {
            conditions: [
                { fn: "isSet", argv: [{ ref: "Bucket" }] }
                { fn: "isSet", argv: [{ ref: "Endpoint" }] }
            ]
            endpoint: { url: "{Endpoint}/{Bucket}", properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "no endpoint is set", type: "error" }
    ]
})
service S3 {
    version: "2006-03-01"
    operations: [
        CopyObject
        CreateBucket
        CreateMultipartUpload
        DeleteObject
        GetBucketLocation
        GetObject
        HeadBucket
        HeadObject
        ListBuckets
        ListObjectsV2
        ListParts
        PutObject
        UploadPart
    ]
}

@mixin
structure InBucket {
    @required
    @httpLabel
    @contextParam(name: "Bucket")
    Bucket: String
}

@mixin
structure OfObject with [InBucket] {
    @required
    @httpLabel
    Key: String
}

/// Makes a bucket.
@idempotent
@http(method: "PUT", uri: "/{Bucket}")
operation CreateBucket {
    input := with [InBucket] {
        @httpPayload
        @xmlName("CreateBucketConfiguration")
        CreateBucketConfiguration: CreateBucketConfiguration
    }

    output := {
        @httpHeader("Location")
        Location: String
    }

    errors: [BucketAlreadyOwnedByYou]
}

/// Where a bucket is made.
structure CreateBucketConfiguration {
    LocationConstraint: BucketLocationConstraint
}

enum BucketLocationConstraint {
    eu_west_1 = "eu-west-1"
    eu_west_2 = "eu-west-2"
}

/// Says where a bucket is.
@s3UnwrappedXmlOutput
@readonly
@http(method: "GET", uri: "/{Bucket}?location")
operation GetBucketLocation {
    input := with [InBucket] {}

    output := {
        LocationConstraint: BucketLocationConstraint
    }
}

/// Tells of all buckets.
@readonly
@http(method: "GET", uri: "/")
operation ListBuckets {
    output := {
        Buckets: Buckets
        Owner: Owner
    }
}

list Buckets {
    @xmlName("Bucket")
    member: Bucket
}

/// A bucket.
structure Bucket {
    Name: String
    CreationDate: Timestamp
}

/// Whom something belongs to.
structure Owner {
    DisplayName: String
    ID: String
}

/// Stores an object.
@idempotent
@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation PutObject {
    input := with [OfObject] {
        @httpPayload
        Body: Stream = ""

        @httpHeader("Content-Type")
        ContentType: String

        @httpPrefixHeaders("x-amz-meta-")
        Metadata: Metadata
    }

    output := {
        @httpHeader("ETag")
        ETag: String
    }
}

@streaming
blob Stream

map Metadata {
    key: String
    value: String
}

/// Gives an object.
@readonly
@http(method: "GET", uri: "/{Bucket}/{Key+}")
operation GetObject {
    input := with [OfObject] {
        @httpHeader("Range")
        Range: String
    }

    output := {
        @httpPayload
        Body: Stream = ""

        @httpHeader("Content-Type")
        ContentType: String

        @httpHeader("Content-Length")
        ContentLength: Long

        @httpHeader("Last-Modified")
        LastModified: Timestamp

        @httpPrefixHeaders("x-amz-meta-")
        Metadata: Metadata
    }

    errors: [NoSuchKey]
}

/// Tells of an object.
@readonly
@http(method: "HEAD", uri: "/{Bucket}/{Key+}")
@waitable(
    ObjectExists: {
        minDelay: 5
        acceptors: [
            { state: "success", matcher: { success: true } }
            { state: "retry", matcher: { errorType: "NotFound" } }
        ]
    }
    ObjectNotExists: {
        minDelay: 5
        acceptors: [
            { state: "success", matcher: { errorType: "NotFound" } }
        ]
    }
)
operation HeadObject {
    input := with [OfObject] {}

    output := {
        @httpHeader("Content-Length")
        ContentLength: Long

        @httpHeader("Content-Type")
        ContentType: String
    }

    errors: [NotFound]
}

/// Copies an object.
@idempotent
@http(method: "PUT", uri: "/{Bucket}/{Key+}?x-id=CopyObject")
operation CopyObject {
    input := with [OfObject] {
        @required
        @httpHeader("x-amz-copy-source")
        CopySource: String
    }

    output := {
        @httpPayload
        CopyObjectResult: CopyObjectResult
    }
}

/// What a copy is.
structure CopyObjectResult {
    ETag: String
    LastModified: Timestamp
}

/// Removes an object.
@idempotent
@http(method: "DELETE", uri: "/{Bucket}/{Key+}", code: 204)
operation DeleteObject {
    input := with [OfObject] {}
    output := {}
}

/// Tells of the objects of a bucket.
@readonly
@paginated(inputToken: "ContinuationToken", outputToken: "NextContinuationToken", pageSize: "MaxKeys")
@http(method: "GET", uri: "/{Bucket}?list-type=2")
operation ListObjectsV2 {
    input := with [InBucket] {
        @httpQuery("prefix")
        Prefix: String

        @httpQuery("delimiter")
        Delimiter: String

        @httpQuery("max-keys")
        MaxKeys: Integer

        @httpQuery("continuation-token")
        ContinuationToken: String
    }

    output := {
        IsTruncated: Boolean

        @xmlFlattened
        Contents: Objects

        @xmlFlattened
        CommonPrefixes: CommonPrefixes

        KeyCount: Integer

        NextContinuationToken: String
    }

    errors: [NoSuchBucket]
}

list Objects {
    member: Object
}

/// An object in a list.
structure Object {
    Key: String
    LastModified: Timestamp
    ETag: String
    Size: Long
    StorageClass: String
}

list CommonPrefixes {
    member: CommonPrefix
}

/// What keys begin with.
structure CommonPrefix {
    Prefix: String
}

@error("client")
structure BucketAlreadyOwnedByYou {}

@error("client")
structure NoSuchBucket {}

@error("client")
structure NoSuchKey {}

@error("client")
structure NotFound {}

/// Begins an object that is stored in parts.
@http(method: "POST", uri: "/{Bucket}/{Key+}?uploads")
operation CreateMultipartUpload {
    input := with [OfObject] {}

    output :=
        @xmlName("InitiateMultipartUploadResult")
        {
            UploadId: String
        }
}

/// Stores a part.
@idempotent
@http(method: "PUT", uri: "/{Bucket}/{Key+}?x-id=UploadPart")
operation UploadPart {
    input := with [OfObject] {
        @required
        @httpQuery("partNumber")
        PartNumber: Integer

        @required
        @httpQuery("uploadId")
        UploadId: String

        @httpPayload
        Body: Stream = ""
    }

    output := {
        @httpHeader("ETag")
        ETag: String
    }
}

/// Lists the parts so far. The last page has a token as well.
@readonly
@paginated(inputToken: "PartNumberMarker", outputToken: "NextPartNumberMarker", items: "Parts", pageSize: "MaxParts")
@http(method: "GET", uri: "/{Bucket}/{Key+}?x-id=ListParts")
operation ListParts {
    input := with [OfObject] {
        @required
        @httpQuery("uploadId")
        UploadId: String

        @httpQuery("part-number-marker")
        PartNumberMarker: String

        @httpQuery("max-parts")
        MaxParts: Integer
    }

    output :=
        @xmlName("ListPartsResult")
        {
            NextPartNumberMarker: String

            IsTruncated: Boolean

            @xmlName("Part")
            @xmlFlattened
            Parts: Parts
        }
}

list Parts {
    member: Part
}

structure Part {
    PartNumber: Integer
    Size: Long
}

/// Tells of a bucket.
@readonly
@http(method: "HEAD", uri: "/{Bucket}")
@waitable(
    BucketExists: {
        minDelay: 5
        acceptors: [
            { state: "success", matcher: { success: true } }
            { state: "retry", matcher: { errorType: "NotFound" } }
        ]
    }
    BucketNotExists: {
        minDelay: 5
        acceptors: [
            { state: "success", matcher: { errorType: "NotFound" } }
        ]
    }
)
operation HeadBucket {
    input := with [InBucket] {}
    output := {}
}

$version: "2.0"

namespace example.conformance.s3

use aws.api#service
use aws.auth#sigv4
use aws.customizations#s3UnwrappedXmlOutput
use aws.protocols#restXml
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// What S3 does in its own way.
@title("S3")
@service(sdkId: "S3", arnNamespace: "s3", endpointPrefix: "s3")
@sigv4(name: "s3")
@restXml(noErrorWrapping: true)
@xmlNamespace(uri: "urn:s3")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call." }
        Bucket: { type: "String", required: false, documentation: "The bucket." }
    }
    rules: [
        {
            conditions: [
                { fn: "isSet", argv: [{ ref: "Bucket" }] }
                { fn: "stringEquals", argv: [{ ref: "Bucket" }, "in.path"] }
                { fn: "isSet", argv: [{ ref: "Endpoint" }] }
                { fn: "parseURL", argv: [{ ref: "Endpoint" }], assign: "url" }
            ]
            endpoint: { url: "{url#scheme}://{url#authority}{url#normalizedPath}{Bucket}", properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: [
                { fn: "isSet", argv: [{ ref: "Bucket" }] }
                { fn: "isSet", argv: [{ ref: "Endpoint" }] }
                { fn: "parseURL", argv: [{ ref: "Endpoint" }], assign: "url" }
            ]
            endpoint: { url: "{url#scheme}://{Bucket}.{url#authority}", properties: {}, headers: {} }
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
service Service {
    version: "2024-01-01"
    operations: [GetBucketLocation, CopyObject, HeadObject, GetObject]
}

@httpRequestTests([
    {
        id: "GetBucketLocation"
        documentation: "The bucket is in the host, not in the path."
        protocol: restXml
        method: "GET"
        uri: "/"
        queryParams: ["location"]
        host: "example.com"
        resolvedHost: "b.example.com"
        headers: { "x-amz-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }
        params: { Bucket: "b" }
    }
    {
        id: "GetBucketLocationInPath"
        documentation: "A slash is behind a bucket in the path."
        protocol: restXml
        method: "GET"
        uri: "/in.path/"
        queryParams: ["location"]
        host: "example.com"
        resolvedHost: "example.com"
        params: { Bucket: "in.path" }
    }
])
@httpResponseTests([
    {
        id: "GetBucketLocation"
        documentation: "The root is the member."
        protocol: restXml
        code: 200
        body: "<LocationConstraint xmlns=\"urn:s3\">eu-west-2</LocationConstraint>"
        params: { LocationConstraint: "eu-west-2" }
    }
    {
        id: "GetBucketLocationOfTheFirst"
        documentation: "The first region has no name."
        protocol: restXml
        code: 200
        body: "<LocationConstraint xmlns=\"urn:s3\"/>"
        params: { LocationConstraint: "" }
    }
])
@s3UnwrappedXmlOutput
@readonly
@http(method: "GET", uri: "/{Bucket}?location")
operation GetBucketLocation {
    input := {
        @required
        @httpLabel
        @contextParam(name: "Bucket")
        Bucket: String
    }

    output := {
        LocationConstraint: String
    }
}

@httpRequestTests([
    {
        id: "CopyObjectWithDots"
        documentation: "Keys are paths whose dots stay."
        protocol: restXml
        method: "PUT"
        uri: "/a/../b%20c"
        host: "example.com"
        resolvedHost: "b.example.com"
        params: { Bucket: "b", Key: "a/../b c" }
    }
])
@httpResponseTests([
    {
        id: "CopyObject"
        documentation: "Success is success."
        protocol: restXml
        code: 200
        body: "<CopyObjectResult><ETag>e</ETag></CopyObjectResult>"
        params: {
            result: { ETag: "e" }
        }
    }
])
@idempotent
@http(method: "PUT", uri: "/{Bucket}/{Key+}")
operation CopyObject {
    input := with [Named] {}

    output := {
        @httpPayload
        result: CopyObjectResult
    }

    errors: [NoSuchKey]
}

@mixin
structure Named {
    @required
    @httpLabel
    @contextParam(name: "Bucket")
    Bucket: String

    @required
    @httpLabel
    Key: String
}

structure CopyObjectResult {
    ETag: String
}

@error("client")
@httpResponseTests([
    {
        id: "NoSuchKey"
        documentation: "Errors have one element around them."
        protocol: restXml
        code: 404
        body: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>m</Message><Key>k</Key></Error>"
        params: { message: "m", Key: "k" }
        vendorParams: { code: "NoSuchKey" }
    }
    {
        id: "NoSuchKeyInSuccess"
        documentation: "An error may come with the status of success."
        protocol: restXml
        code: 200
        body: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>m</Message></Error>"
        params: { message: "m" }
        vendorParams: { code: "NoSuchKey" }
    }
])
structure NoSuchKey {
    message: String
    Key: String
}

@httpResponseTests([
    {
        id: "HeadObjectWithExpires"
        documentation: "A date is read."
        protocol: restXml
        code: 200
        headers: { Expires: "Tue, 29 Apr 2014 18:30:38 GMT" }
        body: ""
        params: { Expires: 1398796238 }
    }
    {
        id: "HeadObjectWithAnyExpires"
        documentation: "What is no date is left out."
        protocol: restXml
        code: 200
        headers: { Expires: "never", ETag: "e" }
        body: ""
        params: { ETag: "e" }
    }
])
@readonly
@http(method: "HEAD", uri: "/{Bucket}/{Key+}")
operation HeadObject {
    input := with [Named] {}

    output := {
        @httpHeader("Expires")
        Expires: Timestamp

        @httpHeader("ETag")
        ETag: String
    }

    errors: [NotFound]
}

@error("client")
@httpResponseTests([
    {
        id: "NotFoundWithoutBody"
        documentation: "An answer to HEAD has no body that could name the error."
        protocol: restXml
        code: 404
        body: ""
        params: {}
        vendorParams: { code: "NotFound" }
    }
])
structure NotFound {
    message: String
}

@httpResponseTests([
    {
        id: "GetObjectThatIsAnError"
        documentation: "What is streamed is not looked into."
        protocol: restXml
        code: 200
        body: "<Error><Code>NoSuchKey</Code></Error>"
        params: { Body: "<Error><Code>NoSuchKey</Code></Error>" }
    }
])
@readonly
@http(method: "GET", uri: "/{Bucket}/{Key+}")
operation GetObject {
    input := with [Named] {}

    output := {
        @httpPayload
        Body: Stream = ""
    }
}

@streaming
blob Stream

$version: "2.0"

namespace example.conformance.errors

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.test#httpResponseTests

/// Errors, which stand within two elements.
@title("Errors")
@service(sdkId: "Errors", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@restXml
service Service {
    version: "2024-01-01"
    operations: [Fetch]
}

@http(method: "GET", uri: "/fetch")
operation Fetch {
    errors: [Missing, Refused]
}

@error("client")
@httpError(404)
@httpResponseTests([
    {
        id: "Missing"
        documentation: "Members are read beside the code, and from headers."
        protocol: restXml
        code: 404
        headers: { "X-Place": "shelf" }
        body: """
            <ErrorResponse xmlns="urn:any">
                <RequestId>r</RequestId>
                <Error>
                    <Type>Sender</Type>
                    <Code>Missing</Code>
                    <Message>It is not there.</Message>
                    <what><name>book</name></what>
                </Error>
            </ErrorResponse>
            """
        params: {
            place: "shelf"
            message: "It is not there."
            what: { name: "book" }
        }
        vendorParams: { code: "Missing" }
    }
    {
        id: "MissingUnwrapped"
        documentation: "An outer element that is not there is not missed."
        protocol: restXml
        code: 404
        body: "<Error><Code>Missing</Code><Message>m</Message></Error>"
        params: { message: "m" }
        vendorParams: { code: "Missing" }
    }
])
structure Missing {
    @httpHeader("X-Place")
    place: String

    message: String

    what: Thing
}

structure Thing {
    name: String
}

/// Names itself by its element.
@error("client")
@httpError(400)
@httpResponseTests([
    {
        id: "RefusedByElement"
        documentation: "An element that is neither of the two names the error."
        protocol: restXml
        code: 400
        body: "<Refused><reasons><member>a</member><member>b</member></reasons></Refused>"
        params: {
            reasons: ["a", "b"]
        }
        vendorParams: { code: "Refused" }
    }
])
structure Refused {
    message: String

    reasons: Reasons
}

list Reasons {
    member: String
}

$version: "2.0"

namespace example.conformance.route53

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// What Route 53 does in its own way.
@title("Route 53")
@service(sdkId: "Route 53", arnNamespace: "route53", endpointPrefix: "route53")
@sigv4(name: "route53")
@restXml
@xmlNamespace(uri: "urn:route53")
service Service {
    version: "2024-01-01"
    operations: [ChangeRecords, GetThing]
}

@httpRequestTests([
    {
        id: "ChangeRecords"
        documentation: "An id is taken as it is."
        protocol: restXml
        method: "POST"
        uri: "/zone/Z1/records"
        body: "<ChangeRecordsInput xmlns=\"urn:route53\"><Comment>c</Comment></ChangeRecordsInput>"
        bodyMediaType: "application/xml"
        params: { Id: "Z1", Comment: "c" }
    }
    {
        id: "ChangeRecordsWithPrefix"
        documentation: "An id is taken as answers have it."
        protocol: restXml
        method: "POST"
        uri: "/zone/Z1/records"
        params: { Id: "/hostedzone/Z1" }
    }
])
@http(method: "POST", uri: "/zone/{Id}/records")
operation ChangeRecords {
    input := {
        @required
        @httpLabel
        Id: ResourceId

        Comment: String
    }

    errors: [InvalidChangeBatch]
}

string ResourceId

@error("client")
@httpError(400)
@httpResponseTests([
    {
        id: "InvalidChangeBatch"
        documentation: "An error that is its own root."
        protocol: restXml
        code: 400
        body: """
            <?xml version="1.0"?>
            <InvalidChangeBatch xmlns="urn:route53"><Messages><Message>a</Message></Messages></InvalidChangeBatch>
            """
        params: {
            messages: ["a"]
        }
        vendorParams: { code: "InvalidChangeBatch" }
    }
    {
        id: "InvalidChangeBatchWrapped"
        documentation: "The same as other errors are."
        protocol: restXml
        code: 400
        body: "<ErrorResponse><Error><Code>InvalidChangeBatch</Code><Message>m</Message></Error></ErrorResponse>"
        params: { message: "m" }
        vendorParams: { code: "InvalidChangeBatch" }
    }
])
structure InvalidChangeBatch {
    @xmlName("Messages")
    messages: Messages

    message: String
}

list Messages {
    @xmlName("Message")
    member: String
}

@httpRequestTests([
    {
        id: "GetThingWithPrefix"
        documentation: "Only ids lose a prefix."
        protocol: restXml
        method: "GET"
        uri: "/thing/%2Fhostedzone%2FZ1"
        params: { Name: "/hostedzone/Z1" }
    }
])
@readonly
@http(method: "GET", uri: "/thing/{Name}")
operation GetThing {
    input := {
        @required
        @httpLabel
        Name: String
    }
}

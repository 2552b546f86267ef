$version: "2.0"

namespace example.route53

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restXml
use smithy.rules#endpointRuleSet

/// Zones of names and their records, as Route 53 has them: what the test beside it calls.
@title("Route 53")
@service(sdkId: "Route 53", arnNamespace: "route53", endpointPrefix: "route53")
@sigv4(name: "route53")
@restXml
@xmlNamespace(uri: "https://route53.amazonaws.com/doc/2013-04-01/")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call." }
    }
    rules: [
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "no endpoint is set", type: "error" }
    ]
})
service Route53 {
    version: "2013-04-01"
    operations: [
        ChangeResourceRecordSets
        CreateHostedZone
        DeleteHostedZone
        GetHostedZone
        ListHostedZones
        ListResourceRecordSets
    ]
}

/// Makes a zone.
@http(method: "POST", uri: "/2013-04-01/hostedzone", code: 201)
operation CreateHostedZone {
    input: CreateHostedZoneRequest
    output: CreateHostedZoneResponse
    errors: [HostedZoneAlreadyExists]
}

@input
structure CreateHostedZoneRequest {
    @required
    Name: String

    @required
    CallerReference: String

    HostedZoneConfig: HostedZoneConfig
}

@output
structure CreateHostedZoneResponse {
    @required
    HostedZone: HostedZone

    @required
    ChangeInfo: ChangeInfo

    @httpHeader("Location")
    @required
    Location: String
}

/// A zone.
structure HostedZone {
    @required
    Id: ResourceId

    @required
    Name: String

    @required
    CallerReference: String

    Config: HostedZoneConfig

    ResourceRecordSetCount: Long
}

/// What may be said of a zone.
structure HostedZoneConfig {
    Comment: String

    PrivateZone: Boolean = false
}

/// A change, and how far it is.
structure ChangeInfo {
    @required
    Id: ResourceId

    @required
    Status: ChangeStatus

    @required
    SubmittedAt: Timestamp
}

enum ChangeStatus {
    PENDING
    INSYNC
}

@length(max: 32)
string ResourceId

/// Tells of a zone.
@readonly
@http(method: "GET", uri: "/2013-04-01/hostedzone/{Id}")
operation GetHostedZone {
    input := {
        @required
        @httpLabel
        Id: ResourceId
    }

    output :=
        @xmlName("GetHostedZoneResponse")
        {
            @required
            HostedZone: HostedZone
        }

    errors: [NoSuchHostedZone]
}

/// Removes a zone.
@idempotent
@http(method: "DELETE", uri: "/2013-04-01/hostedzone/{Id}")
operation DeleteHostedZone {
    input := {
        @required
        @httpLabel
        Id: ResourceId
    }

    output :=
        @xmlName("DeleteHostedZoneResponse")
        {
            @required
            ChangeInfo: ChangeInfo
        }

    errors: [HostedZoneNotEmpty, NoSuchHostedZone]
}

/// Tells of all zones.
@readonly
@paginated(inputToken: "Marker", outputToken: "NextMarker", items: "HostedZones", pageSize: "MaxItems")
@http(method: "GET", uri: "/2013-04-01/hostedzone")
operation ListHostedZones {
    input := {
        @httpQuery("marker")
        Marker: String

        @httpQuery("maxitems")
        MaxItems: Integer
    }

    output :=
        @xmlName("ListHostedZonesResponse")
        {
            @required
            HostedZones: HostedZones

            NextMarker: String

            IsTruncated: Boolean
        }
}

list HostedZones {
    @xmlName("HostedZone")
    member: HostedZone
}

/// Makes, replaces and removes records, all or none.
@http(method: "POST", uri: "/2013-04-01/hostedzone/{HostedZoneId}/rrset")
operation ChangeResourceRecordSets {
    input: ChangeResourceRecordSetsRequest

    output :=
        @xmlName("ChangeResourceRecordSetsResponse")
        {
            @required
            ChangeInfo: ChangeInfo
        }

    errors: [InvalidChangeBatch, NoSuchHostedZone]
}

@input
structure ChangeResourceRecordSetsRequest {
    @required
    @httpLabel
    HostedZoneId: ResourceId

    @required
    ChangeBatch: ChangeBatch
}

/// Changes that are made together.
structure ChangeBatch {
    Comment: String

    @required
    Changes: Changes
}

list Changes {
    @xmlName("Change")
    member: Change
}

/// A change of records.
structure Change {
    @required
    Action: ChangeAction

    @required
    ResourceRecordSet: ResourceRecordSet
}

enum ChangeAction {
    CREATE
    DELETE
    UPSERT
}

/// Records of a name and a kind.
structure ResourceRecordSet {
    @required
    Name: String

    @required
    Type: RRType

    TTL: Long

    ResourceRecords: ResourceRecords
}

enum RRType {
    A
    NS
    SOA
    TXT
}

list ResourceRecords {
    @xmlName("ResourceRecord")
    member: ResourceRecord
}

/// A record.
structure ResourceRecord {
    @required
    Value: String
}

/// Tells of the records of a zone.
@readonly
@http(method: "GET", uri: "/2013-04-01/hostedzone/{HostedZoneId}/rrset")
operation ListResourceRecordSets {
    input := {
        @required
        @httpLabel
        HostedZoneId: ResourceId

        @httpQuery("type")
        StartRecordType: RRType

        @httpQuery("name")
        StartRecordName: String
    }

    output :=
        @xmlName("ListResourceRecordSetsResponse")
        {
            @required
            ResourceRecordSets: ResourceRecordSets

            IsTruncated: Boolean
        }

    errors: [NoSuchHostedZone]
}

list ResourceRecordSets {
    @xmlName("ResourceRecordSet")
    member: ResourceRecordSet
}

@error("client")
@httpError(409)
structure HostedZoneAlreadyExists {
    message: String
}

@error("client")
@httpError(400)
structure HostedZoneNotEmpty {
    message: String
}

@error("client")
@httpError(404)
structure NoSuchHostedZone {
    message: String
}

@error("client")
@httpError(400)
structure InvalidChangeBatch {
    messages: Messages
    message: String
}

list Messages {
    @xmlName("Message")
    member: String
}

$version: "2.0"

namespace example.ec2

use aws.api#service
use aws.auth#sigv4
use aws.protocols#ec2Query
use aws.protocols#ec2QueryName
use smithy.rules#endpointRuleSet
use smithy.waiters#waitable

/// Machines and networks, as EC2 has them: what the test beside it calls.
@title("EC2")
@service(sdkId: "EC2", arnNamespace: "ec2", endpointPrefix: "ec2")
@sigv4(name: "ec2")
@ec2Query
@xmlNamespace(uri: "https://ec2.example.com/doc/2016-11-15/")
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "String", builtIn: "AWS::Region", required: false, documentation: "Region to call." }
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call instead." }
    }
    rules: [
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://ec2.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "neither a region nor an endpoint is set", type: "error" }
    ]
})
service AmazonEC2 {
    version: "2016-11-15"
    operations: [
        AuthorizeSecurityGroupIngress
        CreateKeyPair
        CreateSecurityGroup
        CreateSubnet
        CreateTags
        CreateVpc
        DescribeInstances
        DescribeKeyPairs
        DescribeSecurityGroups
        DescribeSubnets
        DescribeVpcs
        RunInstances
        TerminateInstances
    ]
}

operation CreateVpc {
    input := {
        CidrBlock: String
    }

    output := {
        @xmlName("vpc")
        Vpc: Vpc
    }
}

@waitable(
    VpcAvailable: {
        minDelay: 15
        acceptors: [
            { state: "success", matcher: { output: { path: "Vpcs[].State", expected: "available", comparator: "allStringEquals" } } }
        ]
    }
    VpcExists: {
        minDelay: 1
        acceptors: [
            { state: "success", matcher: { success: true } }
            { state: "retry", matcher: { errorType: "InvalidVpcID.NotFound" } }
        ]
    }
)
operation DescribeVpcs {
    input := {
        @xmlName("Filter")
        Filters: Filters

        @xmlName("VpcId")
        VpcIds: Ids
    }

    output := {
        @xmlName("vpcSet")
        Vpcs: Vpcs
    }
}

operation CreateSubnet {
    input := {
        @required
        VpcId: String

        CidrBlock: String
    }

    output := {
        @xmlName("subnet")
        Subnet: Subnet
    }
}

@waitable(
    SubnetAvailable: {
        minDelay: 15
        acceptors: [
            { state: "success", matcher: { output: { path: "Subnets[].State", expected: "available", comparator: "allStringEquals" } } }
        ]
    }
)
operation DescribeSubnets {
    input := {
        @xmlName("Filter")
        Filters: Filters
    }

    output := {
        @xmlName("subnetSet")
        Subnets: Subnets
    }
}

operation CreateSecurityGroup {
    input := {
        @required
        @xmlName("GroupDescription")
        Description: String

        @required
        GroupName: String

        VpcId: String
    }

    output := {
        @xmlName("groupId")
        GroupId: String
    }
}

operation AuthorizeSecurityGroupIngress {
    input := {
        GroupId: String
        IpPermissions: IpPermissions
    }

    output := {
        @xmlName("return")
        Return: Boolean
    }
}

@waitable(
    SecurityGroupExists: {
        minDelay: 5
        acceptors: [
            { state: "success", matcher: { output: { path: "length(SecurityGroups[].GroupId) > `0`", expected: "true", comparator: "booleanEquals" } } }
            { state: "retry", matcher: { errorType: "InvalidGroup.NotFound" } }
        ]
    }
)
operation DescribeSecurityGroups {
    input := {
        @xmlName("GroupId")
        GroupIds: Ids
    }

    output := {
        @xmlName("securityGroupInfo")
        SecurityGroups: SecurityGroups
    }
}

operation CreateKeyPair {
    input := {
        @required
        KeyName: String
    }

    output := {
        @xmlName("keyName")
        KeyName: String

        @xmlName("keyMaterial")
        KeyMaterial: KeyMaterial
    }
}

@waitable(
    KeyPairExists: {
        minDelay: 5
        acceptors: [
            { state: "success", matcher: { output: { path: "length(KeyPairs[].KeyName) > `0`", expected: "true", comparator: "booleanEquals" } } }
            { state: "retry", matcher: { errorType: "InvalidKeyPair.NotFound" } }
        ]
    }
)
operation DescribeKeyPairs {
    input := {
        @xmlName("KeyName")
        KeyNames: Ids
    }

    output := {
        @xmlName("keySet")
        KeyPairs: KeyPairs
    }
}

operation RunInstances {
    input := {
        ImageId: String
        InstanceType: InstanceType

        @required
        MinCount: Integer

        @required
        MaxCount: Integer

        @idempotencyToken
        ClientToken: String

        UserData: String
    }

    output := {
        @xmlName("instancesSet")
        Instances: Instances
    }
}

@paginated(inputToken: "NextToken", outputToken: "NextToken", items: "Reservations")
@waitable(
    InstanceExists: {
        minDelay: 5
        acceptors: [
            { state: "success", matcher: { output: { path: "length(Reservations[]) > `0`", expected: "true", comparator: "booleanEquals" } } }
            { state: "retry", matcher: { errorType: "InvalidInstanceID.NotFound" } }
        ]
    }
    InstanceRunning: {
        minDelay: 15
        acceptors: [
            { state: "success", matcher: { output: { path: "Reservations[].Instances[].State.Name", expected: "running", comparator: "allStringEquals" } } }
            { state: "failure", matcher: { output: { path: "Reservations[].Instances[].State.Name", expected: "terminated", comparator: "anyStringEquals" } } }
            { state: "retry", matcher: { errorType: "InvalidInstanceID.NotFound" } }
        ]
    }
    InstanceTerminated: {
        minDelay: 15
        acceptors: [
            { state: "success", matcher: { output: { path: "Reservations[].Instances[].State.Name", expected: "terminated", comparator: "allStringEquals" } } }
            { state: "failure", matcher: { output: { path: "Reservations[].Instances[].State.Name", expected: "pending", comparator: "anyStringEquals" } } }
        ]
    }
)
operation DescribeInstances {
    input := {
        @xmlName("InstanceId")
        InstanceIds: Ids

        NextToken: String
    }

    output := {
        @xmlName("reservationSet")
        Reservations: Reservations

        @xmlName("nextToken")
        NextToken: String
    }
}

operation TerminateInstances {
    input := {
        @required
        @xmlName("InstanceId")
        InstanceIds: Ids
    }

    output := {
        @xmlName("instancesSet")
        TerminatingInstances: StateChanges
    }
}

operation CreateTags {
    input := {
        @required
        @xmlName("ResourceId")
        Resources: Ids

        @required
        @xmlName("Tag")
        Tags: Tags
    }
}

list Ids {
    @xmlName("item")
    member: String
}

list Filters {
    @xmlName("Filter")
    member: Filter
}

structure Filter {
    Name: String

    @xmlName("Value")
    Values: Ids
}

list Tags {
    @xmlName("item")
    member: Tag
}

structure Tag {
    @ec2QueryName("Key")
    @xmlName("key")
    Key: String

    @ec2QueryName("Value")
    @xmlName("value")
    Value: String
}

list Vpcs {
    @xmlName("item")
    member: Vpc
}

structure Vpc {
    @xmlName("vpcId")
    VpcId: String

    @xmlName("state")
    State: String

    @xmlName("cidrBlock")
    CidrBlock: String

    @xmlName("isDefault")
    IsDefault: Boolean

    @xmlName("tagSet")
    Tags: Tags
}

list Subnets {
    @xmlName("item")
    member: Subnet
}

structure Subnet {
    @xmlName("subnetId")
    SubnetId: String

    @xmlName("state")
    State: String

    @xmlName("availableIpAddressCount")
    AvailableIpAddressCount: Integer

    @xmlName("cidrBlock")
    CidrBlock: String
}

list IpPermissions {
    @xmlName("item")
    member: IpPermission
}

structure IpPermission {
    @ec2QueryName("IpProtocol")
    @xmlName("ipProtocol")
    IpProtocol: String

    @ec2QueryName("FromPort")
    @xmlName("fromPort")
    FromPort: Integer

    @ec2QueryName("ToPort")
    @xmlName("toPort")
    ToPort: Integer

    @ec2QueryName("IpRanges")
    @xmlName("ipRanges")
    IpRanges: IpRanges
}

list IpRanges {
    @xmlName("item")
    member: IpRange
}

structure IpRange {
    @ec2QueryName("CidrIp")
    @xmlName("cidrIp")
    CidrIp: String
}

list SecurityGroups {
    @xmlName("item")
    member: SecurityGroup
}

structure SecurityGroup {
    @xmlName("groupId")
    GroupId: String

    @xmlName("groupName")
    GroupName: String

    @xmlName("ipPermissions")
    IpPermissions: IpPermissions
}

@sensitive
string KeyMaterial

list KeyPairs {
    @xmlName("item")
    member: KeyPair
}

structure KeyPair {
    @xmlName("keyName")
    KeyName: String
}

list Instances {
    @xmlName("item")
    member: Instance
}

structure Instance {
    @xmlName("instanceId")
    InstanceId: String

    @xmlName("instanceState")
    State: InstanceState

    @xmlName("instanceType")
    InstanceType: InstanceType

    @xmlName("launchTime")
    LaunchTime: Timestamp
}

structure InstanceState {
    @xmlName("code")
    Code: Integer

    @xmlName("name")
    Name: InstanceStateName
}

enum InstanceStateName {
    PENDING = "pending"
    RUNNING = "running"
    SHUTTING_DOWN = "shutting-down"
    TERMINATED = "terminated"
}

list Reservations {
    @xmlName("item")
    member: Reservation
}

structure Reservation {
    @xmlName("reservationId")
    ReservationId: String

    @xmlName("instancesSet")
    Instances: Instances
}

list StateChanges {
    @xmlName("item")
    member: StateChange
}

structure StateChange {
    @xmlName("instanceId")
    InstanceId: String

    @xmlName("currentState")
    CurrentState: InstanceState

    @xmlName("previousState")
    PreviousState: InstanceState
}

enum InstanceType {
    T2_MICRO = "t2.micro"
    T2_SMALL = "t2.small"
}

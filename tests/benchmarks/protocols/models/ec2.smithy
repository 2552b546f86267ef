$version: "2.0"

namespace example.ec2

use aws.api#service
use aws.auth#sigv4
use aws.protocols#ec2Query
use aws.protocols#ec2QueryName
use smithy.rules#endpointRuleSet

/// Machines: of EC2 the operations that are measured. Structures have as many members as there, since each
/// name is one more to compare; what the calls leave out is a text here, whatever it is there.
@title("EC2")
@service(sdkId: "EC2", arnNamespace: "ec2", endpointPrefix: "ec2")
@sigv4(name: "ec2")
@ec2Query
@xmlNamespace(uri: "http://ec2.amazonaws.com/doc/2016-11-15")
@endpointRuleSet({
    version: "1.0"
    parameters: {}
    rules: [
        {
            conditions: []
            endpoint: { url: "https://ec2.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service AmazonEC2 {
    version: "2016-11-15"
    operations: [DescribeInstances, RunInstances]
}

operation DescribeInstances {
    input := {
        @xmlName("InstanceId") InstanceIds: InstanceIds
        @xmlName("dryRun") DryRun: Boolean
        @xmlName("Filter") Filters: Filters
        @xmlName("nextToken") NextToken: String
        @xmlName("maxResults") MaxResults: Integer
    }

    output := {
        @xmlName("nextToken") NextToken: String
        @xmlName("reservationSet") Reservations: Reservations
    }
}

operation RunInstances {
    input := {
        @xmlName("BlockDeviceMapping") BlockDeviceMappings: Devices
        ImageId: String
        InstanceType: InstanceType
        Ipv6AddressCount: Integer
        @xmlName("Ipv6Address") Ipv6Addresses: String
        KernelId: String
        KeyName: String
        @required MaxCount: Integer
        @required MinCount: Integer
        Monitoring: RunInstancesMonitoringEnabled
        Placement: Placement
        RamdiskId: String
        @xmlName("SecurityGroupId") SecurityGroupIds: GroupIds
        @xmlName("SecurityGroup") SecurityGroups: String
        SubnetId: String
        UserData: String
        ElasticGpuSpecification: String
        @xmlName("ElasticInferenceAccelerator") ElasticInferenceAccelerators: String
        @xmlName("TagSpecification") TagSpecifications: TagSpecifications
        LaunchTemplate: String
        InstanceMarketOptions: String
        CreditSpecification: String
        CpuOptions: String
        CapacityReservationSpecification: String
        HibernationOptions: String
        @xmlName("LicenseSpecification") LicenseSpecifications: String
        MetadataOptions: InstanceMetadataOptionsRequest
        EnclaveOptions: String
        PrivateDnsNameOptions: String
        MaintenanceOptions: String
        DisableApiStop: Boolean
        EnablePrimaryIpv6: Boolean
        NetworkPerformanceOptions: String
        Operator: String
        @xmlName("dryRun") DryRun: Boolean
        @xmlName("disableApiTermination") DisableApiTermination: Boolean
        @xmlName("instanceInitiatedShutdownBehavior") InstanceInitiatedShutdownBehavior: String
        @xmlName("privateIpAddress") PrivateIpAddress: String
        @idempotencyToken @xmlName("clientToken") ClientToken: String
        @xmlName("additionalInfo") AdditionalInfo: String
        @xmlName("networkInterface") NetworkInterfaces: Interfaces
        @xmlName("iamInstanceProfile") IamInstanceProfile: IamInstanceProfileSpecification
        @xmlName("ebsOptimized") EbsOptimized: Boolean
    }

    output := {
        @xmlName("reservationId") ReservationId: String
        @xmlName("ownerId") OwnerId: String
        @xmlName("requesterId") RequesterId: String
        @xmlName("groupSet") Groups: Groups
        @xmlName("instancesSet") Instances: Instances
    }
}

list InstanceIds {
    @xmlName("InstanceId") member: String
}

list Filters {
    @xmlName("Filter") member: Filter
}

list Reservations {
    @xmlName("item") member: Reservation
}

list Devices {
    @xmlName("BlockDeviceMapping") member: BlockDeviceMapping
}

enum InstanceType {
    a1_medium = "a1.medium"
    a1_large = "a1.large"
    a1_xlarge = "a1.xlarge"
    a1_2xlarge = "a1.2xlarge"
    a1_4xlarge = "a1.4xlarge"
    a1_metal = "a1.metal"
    t3_nano = "t3.nano"
    t3_micro = "t3.micro"
    t3_small = "t3.small"
    t3_medium = "t3.medium"
    t3_large = "t3.large"
    t3_xlarge = "t3.xlarge"
    t3_2xlarge = "t3.2xlarge"
}

structure RunInstancesMonitoringEnabled {
    @required @xmlName("enabled") Enabled: Boolean
}

structure Placement {
    @xmlName("affinity") Affinity: String
    @xmlName("groupName") GroupName: String
    @xmlName("partitionNumber") PartitionNumber: Integer
    @xmlName("hostId") HostId: String
    @xmlName("tenancy") Tenancy: Tenancy
    @xmlName("spreadDomain") SpreadDomain: String
    @xmlName("hostResourceGroupArn") HostResourceGroupArn: String
    @xmlName("groupId") GroupId: String
    @xmlName("availabilityZone") AvailabilityZone: String
}

list GroupIds {
    @xmlName("SecurityGroupId") member: String
}

list TagSpecifications {
    @xmlName("item") member: TagSpecification
}

structure InstanceMetadataOptionsRequest {
    HttpTokens: HttpTokensState
    HttpPutResponseHopLimit: Integer
    HttpEndpoint: InstanceMetadataEndpointState
    HttpProtocolIpv6: InstanceMetadataProtocolState
    InstanceMetadataTags: InstanceMetadataTagsState
}

list Interfaces {
    @xmlName("item") member: InstanceNetworkInterfaceSpecification
}

structure IamInstanceProfileSpecification {
    @xmlName("arn") Arn: String
    @xmlName("name") Name: String
}

list Groups {
    @xmlName("item") member: GroupIdentifier
}

list Instances {
    @xmlName("item") member: Instance
}

structure Filter {
    Name: String
    @xmlName("Value") Values: FilterValues
}

structure Reservation {
    @xmlName("reservationId") ReservationId: String
    @xmlName("ownerId") OwnerId: String
    @xmlName("requesterId") RequesterId: String
    @xmlName("groupSet") Groups: Groups
    @xmlName("instancesSet") Instances: Instances
}

structure BlockDeviceMapping {
    @xmlName("ebs") Ebs: EbsBlockDevice
    @xmlName("noDevice") NoDevice: String
    @xmlName("deviceName") DeviceName: String
    @xmlName("virtualName") VirtualName: String
}

enum Tenancy {
    default
    dedicated
    host
}

structure TagSpecification {
    @xmlName("resourceType") ResourceType: ResourceType
    @xmlName("Tag") Tags: Tags
}

enum HttpTokensState {
    optional
    required
}

enum InstanceMetadataEndpointState {
    disabled
    enabled
}

enum InstanceMetadataProtocolState {
    disabled
    enabled
}

enum InstanceMetadataTagsState {
    disabled
    enabled
}

structure InstanceNetworkInterfaceSpecification {
    @xmlName("associatePublicIpAddress") AssociatePublicIpAddress: Boolean
    @xmlName("deleteOnTermination") DeleteOnTermination: Boolean
    @xmlName("description") Description: String
    @xmlName("deviceIndex") DeviceIndex: Integer
    @xmlName("SecurityGroupId") Groups: GroupIds
    @xmlName("ipv6AddressCount") Ipv6AddressCount: Integer
    @ec2QueryName("Ipv6Addresses") @xmlName("ipv6AddressesSet") Ipv6Addresses: String
    @xmlName("networkInterfaceId") NetworkInterfaceId: String
    @xmlName("privateIpAddress") PrivateIpAddress: String
    @ec2QueryName("PrivateIpAddresses") @xmlName("privateIpAddressesSet") PrivateIpAddresses: String
    @xmlName("secondaryPrivateIpAddressCount") SecondaryPrivateIpAddressCount: Integer
    @xmlName("subnetId") SubnetId: String
    AssociateCarrierIpAddress: Boolean
    InterfaceType: String
    NetworkCardIndex: Integer
    @xmlName("Ipv4Prefix") Ipv4Prefixes: String
    Ipv4PrefixCount: Integer
    @xmlName("Ipv6Prefix") Ipv6Prefixes: String
    Ipv6PrefixCount: Integer
    PrimaryIpv6: Boolean
    EnaSrdSpecification: String
    ConnectionTrackingSpecification: String
}

structure GroupIdentifier {
    @xmlName("groupId") GroupId: String
    @xmlName("groupName") GroupName: String
}

structure Instance {
    @xmlName("architecture") Architecture: ArchitectureValues
    @xmlName("blockDeviceMapping") BlockDeviceMappings: InstanceDevices
    @xmlName("clientToken") ClientToken: String
    @xmlName("ebsOptimized") EbsOptimized: Boolean
    @xmlName("enaSupport") EnaSupport: Boolean
    @xmlName("hypervisor") Hypervisor: HypervisorType
    @xmlName("iamInstanceProfile") IamInstanceProfile: IamInstanceProfile
    @xmlName("instanceLifecycle") InstanceLifecycle: String
    @xmlName("elasticGpuAssociationSet") ElasticGpuAssociations: String
    @xmlName("elasticInferenceAcceleratorAssociationSet") ElasticInferenceAcceleratorAssociations: String
    @xmlName("networkInterfaceSet") NetworkInterfaces: InstanceInterfaces
    @xmlName("outpostArn") OutpostArn: String
    @xmlName("rootDeviceName") RootDeviceName: String
    @xmlName("rootDeviceType") RootDeviceType: DeviceType
    @xmlName("groupSet") SecurityGroups: Groups
    @xmlName("sourceDestCheck") SourceDestCheck: Boolean
    @xmlName("spotInstanceRequestId") SpotInstanceRequestId: String
    @xmlName("sriovNetSupport") SriovNetSupport: String
    @xmlName("stateReason") StateReason: String
    @xmlName("tagSet") Tags: Tags
    @xmlName("virtualizationType") VirtualizationType: VirtualizationType
    @xmlName("cpuOptions") CpuOptions: CpuOptions
    @xmlName("capacityReservationId") CapacityReservationId: String
    @xmlName("capacityReservationSpecification") CapacityReservationSpecification: String
    @xmlName("hibernationOptions") HibernationOptions: String
    @xmlName("licenseSet") Licenses: String
    @xmlName("metadataOptions") MetadataOptions: InstanceMetadataOptionsResponse
    @xmlName("enclaveOptions") EnclaveOptions: String
    @xmlName("bootMode") BootMode: String
    @xmlName("platformDetails") PlatformDetails: String
    @xmlName("usageOperation") UsageOperation: String
    @xmlName("usageOperationUpdateTime") UsageOperationUpdateTime: Timestamp
    @xmlName("privateDnsNameOptions") PrivateDnsNameOptions: String
    @xmlName("ipv6Address") Ipv6Address: String
    @xmlName("tpmSupport") TpmSupport: String
    @xmlName("maintenanceOptions") MaintenanceOptions: String
    @xmlName("currentInstanceBootMode") CurrentInstanceBootMode: String
    @xmlName("networkPerformanceOptions") NetworkPerformanceOptions: String
    @xmlName("operator") Operator: String
    @xmlName("instanceId") InstanceId: String
    @xmlName("imageId") ImageId: String
    @xmlName("instanceState") State: InstanceState
    @xmlName("privateDnsName") PrivateDnsName: String
    @xmlName("dnsName") PublicDnsName: String
    @xmlName("reason") StateTransitionReason: String
    @xmlName("keyName") KeyName: String
    @xmlName("amiLaunchIndex") AmiLaunchIndex: Integer
    @xmlName("productCodes") ProductCodes: String
    @xmlName("instanceType") InstanceType: InstanceType
    @xmlName("launchTime") LaunchTime: Timestamp
    @xmlName("placement") Placement: Placement
    @xmlName("kernelId") KernelId: String
    @xmlName("ramdiskId") RamdiskId: String
    @xmlName("platform") Platform: String
    @xmlName("monitoring") Monitoring: Monitoring
    @xmlName("subnetId") SubnetId: String
    @xmlName("vpcId") VpcId: String
    @xmlName("privateIpAddress") PrivateIpAddress: String
    @xmlName("ipAddress") PublicIpAddress: String
}

list FilterValues {
    @xmlName("item") member: String
}

structure EbsBlockDevice {
    @xmlName("deleteOnTermination") DeleteOnTermination: Boolean
    @xmlName("iops") Iops: Integer
    @xmlName("snapshotId") SnapshotId: String
    @xmlName("volumeSize") VolumeSize: Integer
    @xmlName("volumeType") VolumeType: VolumeType
    @xmlName("kmsKeyId") KmsKeyId: String
    @xmlName("throughput") Throughput: Integer
    @xmlName("outpostArn") OutpostArn: String
    @xmlName("encrypted") Encrypted: Boolean
}

enum ResourceType {
    instance
    network_interface = "network-interface"
    volume
    security_group = "security-group"
    subnet
    vpc
}

list Tags {
    @xmlName("item") member: Tag
}

enum ArchitectureValues {
    i386
    x86_64
    arm64
    x86_64_mac
    arm64_mac
}

list InstanceDevices {
    @xmlName("item") member: InstanceBlockDeviceMapping
}

enum HypervisorType {
    ovm
    xen
}

structure IamInstanceProfile {
    @xmlName("arn") Arn: String
    @xmlName("id") Id: String
}

list InstanceInterfaces {
    @xmlName("item") member: InstanceNetworkInterface
}

enum DeviceType {
    ebs
    instance_store = "instance-store"
}

enum VirtualizationType {
    hvm
    paravirtual
}

structure CpuOptions {
    @xmlName("coreCount") CoreCount: Integer
    @xmlName("threadsPerCore") ThreadsPerCore: Integer
    @xmlName("amdSevSnp") AmdSevSnp: String
}

structure InstanceMetadataOptionsResponse {
    @xmlName("state") State: InstanceMetadataOptionsState
    @xmlName("httpTokens") HttpTokens: HttpTokensState
    @xmlName("httpPutResponseHopLimit") HttpPutResponseHopLimit: Integer
    @xmlName("httpEndpoint") HttpEndpoint: InstanceMetadataEndpointState
    @xmlName("httpProtocolIpv6") HttpProtocolIpv6: InstanceMetadataProtocolState
    @xmlName("instanceMetadataTags") InstanceMetadataTags: InstanceMetadataTagsState
}

structure InstanceState {
    @xmlName("code") Code: Integer
    @xmlName("name") Name: InstanceStateName
}

structure Monitoring {
    @xmlName("state") State: MonitoringState
}

enum VolumeType {
    standard
    io1
    io2
    gp2
    sc1
    st1
    gp3
}

structure Tag {
    @xmlName("key") Key: String
    @xmlName("value") Value: String
}

structure InstanceBlockDeviceMapping {
    @xmlName("deviceName") DeviceName: String
    @xmlName("ebs") Ebs: EbsInstanceBlockDevice
}

structure InstanceNetworkInterface {
    @xmlName("association") Association: InstanceNetworkInterfaceAssociation
    @xmlName("attachment") Attachment: InstanceNetworkInterfaceAttachment
    @xmlName("description") Description: String
    @xmlName("groupSet") Groups: Groups
    @xmlName("ipv6AddressesSet") Ipv6Addresses: String
    @xmlName("macAddress") MacAddress: String
    @xmlName("networkInterfaceId") NetworkInterfaceId: String
    @xmlName("ownerId") OwnerId: String
    @xmlName("privateDnsName") PrivateDnsName: String
    @xmlName("privateIpAddress") PrivateIpAddress: String
    @xmlName("privateIpAddressesSet") PrivateIpAddresses: InstanceAddresses
    @xmlName("sourceDestCheck") SourceDestCheck: Boolean
    @xmlName("status") Status: NetworkInterfaceStatus
    @xmlName("subnetId") SubnetId: String
    @xmlName("vpcId") VpcId: String
    @xmlName("interfaceType") InterfaceType: String
    @xmlName("ipv4PrefixSet") Ipv4Prefixes: String
    @xmlName("ipv6PrefixSet") Ipv6Prefixes: String
    @xmlName("connectionTrackingConfiguration") ConnectionTrackingConfiguration: String
    @xmlName("operator") Operator: String
}

enum InstanceMetadataOptionsState {
    pending
    applied
}

enum InstanceStateName {
    pending
    running
    shutting_down = "shutting-down"
    terminated
    stopping
    stopped
}

enum MonitoringState {
    disabled
    disabling
    enabled
    pending
}

structure EbsInstanceBlockDevice {
    @xmlName("attachTime") AttachTime: Timestamp
    @xmlName("deleteOnTermination") DeleteOnTermination: Boolean
    @xmlName("status") Status: AttachmentStatus
    @xmlName("volumeId") VolumeId: String
    @xmlName("associatedResource") AssociatedResource: String
    @xmlName("volumeOwnerId") VolumeOwnerId: String
    @xmlName("operator") Operator: String
}

structure InstanceNetworkInterfaceAssociation {
    @xmlName("carrierIp") CarrierIp: String
    @xmlName("customerOwnedIp") CustomerOwnedIp: String
    @xmlName("ipOwnerId") IpOwnerId: String
    @xmlName("publicDnsName") PublicDnsName: String
    @xmlName("publicIp") PublicIp: String
}

structure InstanceNetworkInterfaceAttachment {
    @xmlName("attachTime") AttachTime: Timestamp
    @xmlName("attachmentId") AttachmentId: String
    @xmlName("deleteOnTermination") DeleteOnTermination: Boolean
    @xmlName("deviceIndex") DeviceIndex: Integer
    @xmlName("status") Status: AttachmentStatus
    @xmlName("networkCardIndex") NetworkCardIndex: Integer
    @xmlName("enaSrdSpecification") EnaSrdSpecification: String
}

list InstanceAddresses {
    @xmlName("item") member: InstancePrivateIpAddress
}

enum NetworkInterfaceStatus {
    available
    associated
    attaching
    in_use = "in-use"
    detaching
}

enum AttachmentStatus {
    attaching
    attached
    detaching
    detached
}

structure InstancePrivateIpAddress {
    @xmlName("association") Association: InstanceNetworkInterfaceAssociation
    @xmlName("primary") Primary: Boolean
    @xmlName("privateDnsName") PrivateDnsName: String
    @xmlName("privateIpAddress") PrivateIpAddress: String
}

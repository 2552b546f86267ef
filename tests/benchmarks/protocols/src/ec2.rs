//! Forms and the XML that answers them: machines of EC2, lists and structures in each other.

use std::fmt::Write as _;

/// How many machines a list has.
const INSTANCES: usize = 50;

/// How many of them were started together.
const RESERVED: usize = 5;

/// The response of `DescribeInstances`, about 350 KB.
pub(crate) fn list() -> Vec<u8> {
    let mut list = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        "\n",
        r#"<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">"#,
        "\n    <requestId>8f7724cf-496f-496e-8fe3-example</requestId>\n    <reservationSet>\n",
    ));
    for reservation in 0..INSTANCES / RESERVED {
        let _ = write!(
            list,
            concat!(
                "        <item>\n            <reservationId>r-{:017x}</reservationId>\n",
                "            <ownerId>123456789012</ownerId>\n            <groupSet/>\n",
                "            <instancesSet>\n",
            ),
            reservation * 97 + 13
        );
        for number in 0..RESERVED {
            instance(&mut list, reservation * RESERVED + number);
        }
        list.push_str("            </instancesSet>\n        </item>\n");
    }
    list.push_str("    </reservationSet>\n</DescribeInstancesResponse>\n");
    list.into_bytes()
}

/// The type of the machine is among the first of the hundreds that EC2 has, so that nobody looks long
/// for its name.
fn instance(list: &mut String, number: usize) {
    let _ = write!(
        list,
        r#"                <item>
                    <instanceId>i-{number:017x}</instanceId>
                    <imageId>ami-0abcdef1234567890</imageId>
                    <instanceState>
                        <code>16</code>
                        <name>running</name>
                    </instanceState>
                    <privateDnsName>ip-10-0-1-{number}.eu-west-2.compute.internal</privateDnsName>
                    <dnsName>ec2-198-51-100-{number}.eu-west-2.compute.amazonaws.com</dnsName>
                    <reason/>
                    <keyName>front &amp; back</keyName>
                    <amiLaunchIndex>{index}</amiLaunchIndex>
                    <instanceType>a1.large</instanceType>
                    <launchTime>2024-05-17T08:{minute:02}:12.000Z</launchTime>
                    <placement>
                        <availabilityZone>eu-west-2a</availabilityZone>
                        <groupName/>
                        <tenancy>default</tenancy>
                    </placement>
                    <monitoring>
                        <state>enabled</state>
                    </monitoring>
                    <subnetId>subnet-0123456789abcdef0</subnetId>
                    <vpcId>vpc-0fedcba9876543210</vpcId>
                    <privateIpAddress>10.0.1.{number}</privateIpAddress>
                    <ipAddress>198.51.100.{number}</ipAddress>
                    <sourceDestCheck>true</sourceDestCheck>
                    <groupSet>
                        <item>
                            <groupId>sg-0aaaabbbbccccdddd</groupId>
                            <groupName>web</groupName>
                        </item>
                        <item>
                            <groupId>sg-0eeeeffff00001111</groupId>
                            <groupName>metrics</groupName>
                        </item>
                    </groupSet>
                    <architecture>arm64</architecture>
                    <rootDeviceType>ebs</rootDeviceType>
                    <rootDeviceName>/dev/xvda</rootDeviceName>
                    <blockDeviceMapping>
                        <item>
                            <deviceName>/dev/xvda</deviceName>
                            <ebs>
                                <volumeId>vol-{number:017x}</volumeId>
                                <status>attached</status>
                                <attachTime>2024-05-17T08:{minute:02}:13.000Z</attachTime>
                                <deleteOnTermination>true</deleteOnTermination>
                            </ebs>
                        </item>
                    </blockDeviceMapping>
                    <virtualizationType>hvm</virtualizationType>
                    <clientToken>0b9e3b6a-{number:04}-4d3e-9a0e-1f6c2b7d8e90</clientToken>
                    <tagSet>
                        <item>
                            <key>Name</key>
                            <value>front-{number}</value>
                        </item>
                        <item>
                            <key>team</key>
                            <value>Größen &amp; Preise</value>
                        </item>
                        <item>
                            <key>stage</key>
                            <value>production</value>
                        </item>
                    </tagSet>
                    <hypervisor>xen</hypervisor>
                    <networkInterfaceSet>
                        <item>
                            <networkInterfaceId>eni-{number:017x}</networkInterfaceId>
                            <subnetId>subnet-0123456789abcdef0</subnetId>
                            <vpcId>vpc-0fedcba9876543210</vpcId>
                            <description/>
                            <ownerId>123456789012</ownerId>
                            <status>in-use</status>
                            <macAddress>02:00:5e:10:00:{number:02x}</macAddress>
                            <privateIpAddress>10.0.1.{number}</privateIpAddress>
                            <privateDnsName>ip-10-0-1-{number}.eu-west-2.compute.internal</privateDnsName>
                            <sourceDestCheck>true</sourceDestCheck>
                            <groupSet>
                                <item>
                                    <groupId>sg-0aaaabbbbccccdddd</groupId>
                                    <groupName>web</groupName>
                                </item>
                            </groupSet>
                            <attachment>
                                <attachmentId>eni-attach-{number:017x}</attachmentId>
                                <deviceIndex>0</deviceIndex>
                                <networkCardIndex>0</networkCardIndex>
                                <status>attached</status>
                                <attachTime>2024-05-17T08:{minute:02}:12.000Z</attachTime>
                                <deleteOnTermination>true</deleteOnTermination>
                            </attachment>
                            <association>
                                <publicIp>198.51.100.{number}</publicIp>
                                <publicDnsName>ec2-198-51-100-{number}.eu-west-2.compute.amazonaws.com</publicDnsName>
                                <ipOwnerId>amazon</ipOwnerId>
                            </association>
                            <privateIpAddressesSet>
                                <item>
                                    <privateIpAddress>10.0.1.{number}</privateIpAddress>
                                    <privateDnsName>ip-10-0-1-{number}.eu-west-2.compute.internal</privateDnsName>
                                    <primary>true</primary>
                                </item>
                            </privateIpAddressesSet>
                            <interfaceType>interface</interfaceType>
                        </item>
                    </networkInterfaceSet>
                    <iamInstanceProfile>
                        <arn>arn:aws:iam::123456789012:instance-profile/front</arn>
                        <id>AIPAJMBYC7DLSPEXAMPLE</id>
                    </iamInstanceProfile>
                    <ebsOptimized>true</ebsOptimized>
                    <enaSupport>true</enaSupport>
                    <cpuOptions>
                        <coreCount>2</coreCount>
                        <threadsPerCore>1</threadsPerCore>
                    </cpuOptions>
                    <metadataOptions>
                        <state>applied</state>
                        <httpTokens>required</httpTokens>
                        <httpPutResponseHopLimit>2</httpPutResponseHopLimit>
                        <httpEndpoint>enabled</httpEndpoint>
                        <httpProtocolIpv6>disabled</httpProtocolIpv6>
                        <instanceMetadataTags>enabled</instanceMetadataTags>
                    </metadataOptions>
                    <platformDetails>Linux/UNIX</platformDetails>
                    <usageOperation>RunInstances</usageOperation>
                    <usageOperationUpdateTime>2024-05-17T08:{minute:02}:12.000Z</usageOperationUpdateTime>
                </item>
"#,
        index = number % RESERVED,
        minute = number % 60,
    );
}

/// The response of `RunInstances`, of which little is read.
pub(crate) const STARTED: &[u8] = concat!(
    r#"<RunInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">"#,
    "<reservationId>r-0123456789abcdef0</reservationId></RunInstancesResponse>"
)
.as_bytes();

/// One client's calls. The text is the same for both.
macro_rules! calls {
    ($name:ident, $client:path) => {
        pub(crate) mod $name {
            use sdk::types::{
                BlockDeviceMapping, EbsBlockDevice, HttpTokensState,
                IamInstanceProfileSpecification, InstanceMetadataEndpointState,
                InstanceMetadataOptionsRequest, InstanceNetworkInterfaceSpecification,
                InstanceType, ResourceType, Tag, TagSpecification, VolumeType,
            };
            use tinsmith_benchmark_calls::Spent;
            use $client as sdk;

            client!(sdk, "text/xml;charset=UTF-8");

            impl Calls {
                pub(crate) async fn describe_instances(&self) -> Spent {
                    let (spent, output) = measured!(self, self.client.describe_instances());
                    let reservations = output.reservations();
                    let count = reservations.iter().map(|it| it.instances().len());
                    assert_eq!(count.sum::<usize>(), super::INSTANCES);
                    spent
                }

                pub(crate) async fn run_instances(&self) -> Spent {
                    let device = |name: &str, size: i32| {
                        let ebs = EbsBlockDevice::builder()
                            .volume_size(size)
                            .volume_type(VolumeType::Gp3)
                            .encrypted(true)
                            .delete_on_termination(true);
                        let mapping = BlockDeviceMapping::builder().device_name(name);
                        mapping.ebs(ebs.build()).build()
                    };
                    let tags = |of: ResourceType| {
                        let tag =
                            |key: &str, value: &str| Tag::builder().key(key).value(value).build();
                        TagSpecification::builder()
                            .resource_type(of)
                            .tags(tag("Name", "front 7"))
                            .tags(tag("team", "Größen & Preise"))
                            .tags(tag("stage", "production"))
                            .build()
                    };
                    let interface = InstanceNetworkInterfaceSpecification::builder()
                        .device_index(0)
                        .subnet_id("subnet-0123456789abcdef0")
                        .groups("sg-0aaaabbbbccccdddd")
                        .groups("sg-0eeeeffff00001111")
                        .associate_public_ip_address(true)
                        .delete_on_termination(true);
                    let metadata = InstanceMetadataOptionsRequest::builder()
                        .http_tokens(HttpTokensState::Required)
                        .http_put_response_hop_limit(2)
                        .http_endpoint(InstanceMetadataEndpointState::Enabled);
                    let profile = IamInstanceProfileSpecification::builder()
                        .arn("arn:aws:iam::123456789012:instance-profile/front");
                    let call = self
                        .client
                        .run_instances()
                        .image_id("ami-0abcdef1234567890")
                        .instance_type(InstanceType::A1Large)
                        .min_count(1)
                        .max_count(2)
                        .key_name("front & back")
                        .client_token("0b9e3b6a-0007-4d3e-9a0e-1f6c2b7d8e90")
                        .user_data("IyEvYmluL3NoCmVjaG8gaGVsbG8gPiAvdG1wL2hlbGxvCg==")
                        .ebs_optimized(true)
                        .block_device_mappings(device("/dev/xvda", 30))
                        .block_device_mappings(device("/dev/xvdb", 200))
                        .tag_specifications(tags(ResourceType::Instance))
                        .tag_specifications(tags(ResourceType::Volume))
                        .network_interfaces(interface.build())
                        .metadata_options(metadata.build())
                        .iam_instance_profile(profile.build());
                    measured!(self, call).0
                }
            }
        }
    };
}

calls!(ours, crate::clients::ec2);
calls!(official, ::aws_sdk_ec2);

//! The AWS partitions, and the regions of each.
//!
//! The name of a region is a geography, a place and a number (`us-gov-west-1`). A geography belongs to one partition,
//! so the table lists geographies, and only those regions whose names do not follow the pattern.

/// A partition: a group of regions that share domains and features.
#[derive(Debug)]
pub(super) struct Partition {
    pub(super) name: &'static str,
    /// The geographies of its regions: the part before the place in their names.
    geographies: &'static [&'static str],
    /// The identifier that stands for the whole partition in the place of a region.
    global: Option<&'static str>,
    pub(super) dns_suffix: &'static str,
    pub(super) dual_stack_dns_suffix: &'static str,
    pub(super) implicit_global_region: &'static str,
}

/// All partitions. An unknown region belongs to the first.
static PARTITIONS: [Partition; 8] = [
    Partition {
        name: "aws",
        geographies: &["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
        global: Some("aws-global"),
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        implicit_global_region: "us-east-1",
    },
    Partition {
        name: "aws-cn",
        geographies: &["cn"],
        global: Some("aws-cn-global"),
        dns_suffix: "amazonaws.com.cn",
        dual_stack_dns_suffix: "api.amazonwebservices.com.cn",
        implicit_global_region: "cn-northwest-1",
    },
    Partition {
        name: "aws-eusc",
        geographies: &["eusc-de"],
        global: None,
        dns_suffix: "amazonaws.eu",
        dual_stack_dns_suffix: "api.amazonwebservices.eu",
        implicit_global_region: "eusc-de-east-1",
    },
    Partition {
        name: "aws-iso",
        geographies: &["us-iso"],
        global: Some("aws-iso-global"),
        dns_suffix: "c2s.ic.gov",
        dual_stack_dns_suffix: "api.aws.ic.gov",
        implicit_global_region: "us-iso-east-1",
    },
    Partition {
        name: "aws-iso-b",
        geographies: &["us-isob"],
        global: Some("aws-iso-b-global"),
        dns_suffix: "sc2s.sgov.gov",
        dual_stack_dns_suffix: "api.aws.scloud",
        implicit_global_region: "us-isob-east-1",
    },
    Partition {
        name: "aws-iso-e",
        geographies: &["eu-isoe"],
        global: Some("aws-iso-e-global"),
        dns_suffix: "cloud.adc-e.uk",
        dual_stack_dns_suffix: "api.cloud-aws.adc-e.uk",
        implicit_global_region: "eu-isoe-west-1",
    },
    Partition {
        name: "aws-iso-f",
        geographies: &["us-isof"],
        global: Some("aws-iso-f-global"),
        dns_suffix: "csp.hci.ic.gov",
        dual_stack_dns_suffix: "api.aws.hci.ic.gov",
        implicit_global_region: "us-isof-south-1",
    },
    Partition {
        name: "aws-us-gov",
        geographies: &["us-gov"],
        global: Some("aws-us-gov-global"),
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        implicit_global_region: "us-gov-west-1",
    },
];

impl Partition {
    /// `aws.partition`: the partition of a region.
    pub(super) fn of(region: &str) -> &'static Partition {
        let geography = geography(region);
        PARTITIONS
            .iter()
            .find(|partition| match geography {
                Some(geography) => partition.geographies.contains(&geography),
                None => partition.global == Some(region),
            })
            .unwrap_or(&PARTITIONS[0])
    }
}

/// `us-gov` of `us-gov-west-1`, if the name follows the pattern.
fn geography(region: &str) -> Option<&str> {
    let (rest, number) = region.rsplit_once('-')?;
    let (geography, place) = rest.rsplit_once('-')?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let is_place = !place.is_empty()
        && place
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (is_number && is_place).then_some(geography)
}

#[cfg(test)]
mod tests {
    use super::Partition;

    #[test]
    fn a_region_belongs_to_the_partition_of_its_geography() {
        for (region, partition) in [
            ("us-east-1", "aws"),
            ("mx-central-1", "aws"),
            ("ap-southeast-12", "aws"),
            ("cn-north-1", "aws-cn"),
            ("eusc-de-east-1", "aws-eusc"),
            ("us-iso-east-1", "aws-iso"),
            ("us-isob-west-7", "aws-iso-b"),
            ("eu-isoe-west-1", "aws-iso-e"),
            ("us-isof-south-1", "aws-iso-f"),
            ("us-gov-west-1", "aws-us-gov"),
        ] {
            assert_eq!(Partition::of(region).name, partition, "{region}");
        }
    }

    #[test]
    fn a_global_pseudo_region_stands_for_its_partition() {
        assert_eq!(Partition::of("aws-global").name, "aws");
        assert_eq!(Partition::of("aws-cn-global").name, "aws-cn");
        assert_eq!(Partition::of("aws-us-gov-global").name, "aws-us-gov");
        assert_eq!(Partition::of("aws-iso-b-global").name, "aws-iso-b");
    }

    #[test]
    fn what_is_no_known_region_falls_back_to_aws() {
        for region in [
            "",
            "-",
            "--",
            "cn-north",
            "cn-north-x",
            "cn-no.rth-1",
            "xx-east-1",
            "cn--1",
        ] {
            assert_eq!(Partition::of(region).name, "aws", "{region}");
        }
    }
}

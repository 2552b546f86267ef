use std::path::{Path, PathBuf};

use super::*;

#[track_caller]
fn check(convert: impl Fn(&str) -> String, table: &[(&str, &str)]) {
    for (input, expected) in table {
        assert_eq!(convert(input), *expected, "{input}");
    }
}

fn check_ident(convert: impl Fn(&str) -> Name, table: &[(&str, &str)]) {
    check(|input| convert(input).to_string(), table);
}

#[test]
fn snake_splits_words() {
    check(
        snake,
        &[
            ("", ""),
            ("a", "a"),
            ("ACL", "acl"),
            ("CreateUser", "create_user"),
            ("createUser", "create_user"),
            ("Ac3Settings", "ac3_settings"),
            ("EC2Instance", "ec2_instance"),
            ("error_description", "error_description"),
            ("ALL_CAPS_NAME", "all_caps_name"),
            ("AbpV1_0_x", "abp_v1_0_x"),
            ("__type", "type"),
            ("aws.region-name", "aws_region_name"),
            ("naïve", "na_ve"),
        ],
    );
}

#[test]
fn snake_knows_acronyms() {
    check(
        snake,
        &[
            ("DBProxy", "db_proxy"),
            ("IAMUser", "iam_user"),
            ("AWSKMSKeyARN", "awskms_key_arn"),
            ("ACLs", "acls"),
            ("ACLsUpdateStatus", "acls_update_status"),
            ("ARNset", "ar_nset"),
            ("DynamoDBv2", "dynamo_dbv2"),
            ("DynamoDBview", "dynamo_d_bview"),
        ],
    );
}

#[test]
fn snake_keeps_whole_words() {
    check(
        snake,
        &[
            ("IPv4Address", "ipv4_address"),
            (
                "AssignIpv6AddressOnCreation",
                "assign_ipv6_address_on_creation",
            ),
            ("SigV4Signer", "sigv4_signer"),
            ("TotalMemoryMiB", "total_memory_mib"),
            (
                "AcceleratorTotalMemoryMiBRequest",
                "accelerator_total_memory_mib_request",
            ),
            ("SizeInGiB", "size_in_gib"),
            ("TtL", "ttl"),
            ("DefaultTTL", "default_ttl"),
            ("ipv4address", "ipv4_address"),
        ],
    );
}

#[test]
fn snake_splits_after_digits_only_in_lower_case_names() {
    check(
        snake,
        &[
            ("s3key", "s3_key"),
            ("s3Key", "s3_key"),
            ("S3key", "s3key"),
            ("version2", "version2"),
        ],
    );
}

#[test]
fn pascal_is_the_older_rule() {
    check(
        pascal,
        &[
            ("", ""),
            ("DBCluster", "DbCluster"),
            ("CreateSAMLProvider", "CreateSamlProvider"),
            ("ACLs", "AcLs"),
            ("MiB", "MiB"),
            ("IPv4", "IPv4"),
            ("lowerCamel", "LowerCamel"),
            ("ALL_CAPS", "AllCaps"),
            ("us-east-1", "UsEast1"),
            ("with space", "WithSpace"),
            ("T1_MICRO", "T1Micro"),
            ("t2.micro", "T2.micro"),
            ("EC2Instance", "Ec2Instance"),
            ("__x", "X"),
        ],
    );
}

#[test]
fn pascal_is_idempotent_on_what_models_hold() {
    for name in [
        "CreateSAMLProvider",
        "DBClusterARN",
        "ALL_CAPS_1",
        "listOfThings",
    ] {
        let once = pascal(name);
        assert_eq!(pascal(&once), once);
    }
}

#[test]
fn operation_names_keep_their_spelling() {
    check(
        upper_first,
        &[
            ("", ""),
            ("createDBCluster", "CreateDBCluster"),
            ("GetRole", "GetRole"),
            ("éa", "éa"),
        ],
    );
}

#[test]
fn functions_and_modules() {
    check_ident(
        function_ident,
        &[
            ("send", "send"),
            ("type", "r#type"),
            ("override", "r#override"),
            ("gen", "r#gen"),
            ("self", "self_"),
            ("crate", "crate_"),
            ("super", "super_"),
            ("set_type", "set_type"),
            ("1x", "_1x"),
        ],
    );
    check_ident(
        module_ident,
        &[
            ("send", "send"),
            ("type", "type_"),
            ("self", "self_"),
            ("gen", "r#gen"),
            ("get_role", "get_role"),
        ],
    );
}

#[test]
fn types_and_variants() {
    check_ident(
        type_ident,
        &[
            ("Role", "Role"),
            ("Self", "SelfValue"),
            ("SelfValue", "SelfValue_"),
            ("Unknown", "Unknown"),
        ],
    );
    check_ident(
        variant_ident,
        &[
            ("Active", "Active"),
            ("Self", "SelfValue"),
            ("Unknown", "UnknownValue"),
            ("UnknownValue", "UnknownValue_"),
            ("264", "_264"),
            ("__1", "___1"),
            ("", "__"),
            ("_", "__"),
            ("T2.micro", "T2_micro"),
        ],
    );
}

#[test]
fn enum_variants_fall_back_to_the_value() {
    let cases = [
        ("IN_PROGRESS", "x", "InProgress"),
        ("", "in-progress", "InProgress"),
        ("", "", "__"),
        ("UNKNOWN", "", "UnknownValue"),
    ];
    for (name, value, expected) in cases {
        assert_eq!(enum_variant(name, value).to_string(), expected);
    }
}

#[test]
fn every_string_gives_an_identifier() {
    for name in [
        "", "_", "é", "a b", "9", "\u{0}", "日本", "r#type", "Self", "self", "'a", "\u{301}x",
    ] {
        for ident in [
            function_ident(name),
            module_ident(name),
            type_ident(name),
            variant_ident(name),
        ] {
            syn::parse_str::<syn::Ident>(&ident.to_string()).expect(name);
        }
        let _ = (snake(name), pascal(name), upper_first(name));
    }
}

#[test]
fn every_keyword_is_escaped() {
    for word in KEYWORDS.iter().chain(&PATH_KEYWORDS) {
        for ident in [function_ident(word), module_ident(word)] {
            syn::parse_str::<syn::Ident>(&ident.to_string()).expect(word);
        }
    }
}

/// The published pairs of names, where they are at hand.
#[test]
fn published_vectors() {
    let root = std::env::var_os("TINSMITH_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
        PathBuf::from,
    );
    let path = root.join("conformance/names/snake-case.csv");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no name vectors at {}", path.display());
        return;
    };
    let mut wrong = Vec::new();
    for (name, expected) in text.lines().filter_map(|line| line.split_once(',')) {
        let found = snake(name);
        if found != expected {
            wrong.push(format!("{name}: {found}, expected {expected}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of the vectors fail:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

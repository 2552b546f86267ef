//! Shapes: what derives and helpers a value of each kind has.

use std::collections::BTreeSet;

use aws_sdk_connect::operation::create_user::builders::{
    CreateUserFluentBuilder, CreateUserInputBuilder,
};
use aws_sdk_connect::operation::create_user::{CreateUser, CreateUserInput};
use aws_sdk_connect::types::builders::UserIdentityInfoBuilder;
use aws_sdk_connect::types::{PhoneType, UserIdentityInfo};

/// A word for a telephone; what is new keeps its name.
pub fn word(kind: &PhoneType) -> String {
    match kind {
        PhoneType::DeskPhone => "desk".to_owned(),
        PhoneType::SoftPhone => "soft".to_owned(),
        other => other.as_str().to_lowercase(),
    }
}

/// All values of an enum, parsed.
pub fn kinds() -> BTreeSet<PhoneType> {
    PhoneType::values()
        .iter()
        .map(|text| PhoneType::from(*text))
        .collect()
}

/// An input, from its builder and back.
pub fn input(client: &aws_sdk_connect::Client) -> CreateUserInput {
    let fluent: CreateUserFluentBuilder = client.create_user().username("ada").tags("a", "b");
    let builder: &CreateUserInputBuilder = fluent.as_input();
    let input = builder
        .clone()
        .password("secret")
        .build()
        .expect("an input always builds");
    assert_eq!(input.username.as_deref(), Some("ada"));
    input
}

/// The operation itself has a name.
pub fn operation() -> &'static str {
    std::any::type_name::<CreateUser>()
}

/// An identity, by its builder's name.
pub fn identity(mut builder: UserIdentityInfoBuilder, last: &str) -> UserIdentityInfo {
    if builder.get_first_name().is_none() {
        builder = builder.set_first_name(Some("Nobody".to_owned()));
    }
    builder.last_name(last).build()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::str::FromStr;

    use aws_sdk_connect::operation::create_user::builders::CreateUserOutputBuilder;
    use aws_sdk_connect::operation::create_user::CreateUserOutput;
    use aws_sdk_connect::operation::describe_user::DescribeUserInput;
    use aws_sdk_connect::operation::RequestId;
    use aws_sdk_connect::types::builders::UserBuilder;
    use aws_sdk_connect::types::{DirectoryType, User};

    use super::*;

    #[test]
    fn enums() {
        assert_eq!(word(&PhoneType::DeskPhone), "desk");
        assert_eq!(word(&PhoneType::from("TIN_CAN")), "tin_can");
        assert_eq!(kinds().len(), 2);
        assert_eq!(PhoneType::values(), ["DESK_PHONE", "SOFT_PHONE"]);
        assert_eq!(
            PhoneType::from_str("SOFT_PHONE").expect("infallible"),
            PhoneType::SoftPhone
        );
        assert_eq!(
            "SOFT_PHONE"
                .parse::<PhoneType>()
                .expect("infallible")
                .to_string(),
            "SOFT_PHONE"
        );
        assert_eq!(DirectoryType::Saml.as_ref(), "SAML");
        assert_eq!(
            format!("{:?}", DirectoryType::ConnectManaged),
            "ConnectManaged"
        );
        let set: HashSet<PhoneType> = [PhoneType::SoftPhone, "SOFT_PHONE".into()].into();
        assert_eq!(set.len(), 1);
        assert!(PhoneType::DeskPhone < PhoneType::SoftPhone);
    }

    #[test]
    fn structures() {
        let user: User = UserBuilder::default()
            .id("u")
            .identity_info(identity(UserIdentityInfo::builder(), "Lovelace"))
            .security_profile_ids("one")
            .set_security_profile_ids(Some(vec!["two".to_owned()]))
            .security_profile_ids("three")
            .build();
        assert_eq!(user.clone(), user);
        assert_eq!(user.security_profile_ids(), ["two", "three"]);
        let identity = user.identity_info().expect("an identity");
        assert_eq!(
            (identity.first_name(), identity.email()),
            (Some("Nobody"), None)
        );
        assert!(format!("{user:?}").starts_with("User { id: Some(\"u\")"));
        let User { id, .. } = user;
        assert_eq!(id.as_deref(), Some("u"));
    }

    #[test]
    fn inputs_and_outputs() {
        let config = aws_sdk_connect::Config::builder()
            .with_test_defaults()
            .build();
        let client = aws_sdk_connect::Client::from_conf(config);
        let input = input(&client);
        // The password's shape is sensitive.
        assert!(!format!("{input:?}").contains("secret"));
        assert!(operation().ends_with("CreateUser"));
        let output: CreateUserOutput = CreateUserOutputBuilder::default().user_arn("arn").build();
        assert_eq!(
            (output.user_arn(), output.request_id()),
            (Some("arn"), None)
        );
        let described = DescribeUserInput::builder()
            .user_id("u")
            .set_instance_id(None);
        assert_eq!(described.get_user_id().as_deref(), Some("u"));
        assert_eq!(described.build().expect("an input").instance_id(), None);
    }
}

//! The floors: the same documents through serde's derive, by serde_json and by sonic-rs. They read
//! and write no more than JSON: no request, no response, no error.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// The response of `SearchUsers`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct List {
    pub(crate) users: Option<Vec<User>>,
    pub(crate) next_token: Option<String>,
    pub(crate) approximate_total_count: Option<i64>,
}

/// The response of `DescribeUser`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Item {
    pub(crate) user: Option<User>,
}

/// A user, as an answer has it and as the body of `CreateUser`.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct User {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) arn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) password: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) identity_info: Option<IdentityInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone_config: Option<PhoneConfig>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) directory_user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) security_profile_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) routing_profile_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hierarchy_group_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tags: Option<HashMap<String, String>>,
}

/// Who a user is.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct IdentityInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) secondary_email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mobile: Option<String>,
}

/// How a user is called.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct PhoneConfig {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) phone_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) auto_accept: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) after_contact_work_time_limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) desk_phone_number: Option<String>,
}

//! What is read: responses in the shape of Connect's, the same at each run.

use serde_json::{Value, json};

/// How many users make a list of about 100 KB.
const USERS: usize = 158;

/// The response of `SearchUsers`.
pub(crate) fn list() -> Vec<u8> {
    let users: Vec<Value> = (0..USERS).map(search_summary).collect();
    encode(&json!({
        "ApproximateTotalCount": USERS,
        "NextToken": "AAMA-EFRSURBSGhKa0xDWmdTY0VyK0dQTzJ1bXhBQ3NDQWdFQU1BQUFBQUFBQUFBQQ==",
        "Users": users,
    }))
}

/// The response of `DescribeUser`, about 1 KB.
pub(crate) fn item() -> Vec<u8> {
    let mut user = search_summary(7);
    user["IdentityInfo"] = json!({
        "FirstName": "Ada",
        "LastName": "Lovelace",
        "Email": "ada.lovelace@analytical-engines.example",
        "SecondaryEmail": "countess@letters-and-notes.example",
        "Mobile": "+442079460000",
    });
    user["Tags"] = json!({
        "team": "returns and exchanges",
        "site": "London, 12 St James's Square",
        "cost-center": "4711-0815",
        "shift": "early",
        "languages": "en,fr,it",
    });
    encode(&json!({ "User": user }))
}

fn search_summary(number: usize) -> Value {
    let account = "arn:aws:connect:eu-west-2:123456789012";
    let instance = "a1b2c3d4-5678-90ab-cdef-111111111111";
    json!({
        "Arn": format!("{account}:instance/{instance}/agent/{}", id(number)),
        "Id": id(number),
        "Username": format!("agent.{number:05}@service-desk.example"),
        "IdentityInfo": { "FirstName": format!("Agent{number}"), "LastName": "O’Neill" },
        "PhoneConfig": {
            "PhoneType": if number.is_multiple_of(3) { "DESK_PHONE" } else { "SOFT_PHONE" },
            "AutoAccept": number.is_multiple_of(2),
            "AfterContactWorkTimeLimit": number % 60,
            "DeskPhoneNumber": format!("+4420794{number:05}"),
        },
        "RoutingProfileId": id(number % 11),
        "SecurityProfileIds": [id(number % 5), id(number % 7)],
        "HierarchyGroupId": id(number % 13),
        "Tags": { "team": format!("team {}", number % 17) },
    })
}

fn id(number: usize) -> String {
    format!(
        "{:08x}-4c1d-4e5f-8a9b-{:012x}",
        number * 0x9e37,
        number * 0x0001_0001
    )
}

fn encode(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

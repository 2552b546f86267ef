//! The two JSON writers alone: the calls that both clients make for the body of `CreateUser`,
//! without a client around them.

use aws_smithy_json::serialize::JsonObjectWriter;
use aws_smithy_types::Number;
use tinsmith_runtime::codegen::json::Writer;

use crate::floors::User;

/// The members that are set, in the same order; the methods are called differently.
macro_rules! members {
    ($user:ident, $root:ident, $object:ident, $array:ident, $element:ident, $key:ident, $end:ident, $number:expr) => {
        if let Some(value) = &$user.username {
            $root.key("Username").string(value);
        }
        if let Some(value) = &$user.password {
            $root.key("Password").string(value);
        }
        if let Some(identity) = &$user.identity_info {
            let mut object = $root.key("IdentityInfo").$object();
            let members = [
                ("FirstName", &identity.first_name),
                ("LastName", &identity.last_name),
                ("Email", &identity.email),
                ("SecondaryEmail", &identity.secondary_email),
                ("Mobile", &identity.mobile),
            ];
            for (name, value) in members {
                if let Some(value) = value {
                    object.key(name).string(value);
                }
            }
            object.$end();
        }
        if let Some(phone) = &$user.phone_config {
            let mut object = $root.key("PhoneConfig").$object();
            if let Some(value) = &phone.phone_type {
                object.key("PhoneType").string(value);
            }
            if let Some(value) = phone.auto_accept {
                object.key("AutoAccept").boolean(value);
            }
            if let Some(value) = phone.after_contact_work_time_limit {
                $number(object.key("AfterContactWorkTimeLimit"), value);
            }
            object.$end();
        }
        if let Some(values) = &$user.security_profile_ids {
            let mut array = $root.key("SecurityProfileIds").$array();
            for value in values {
                array.$element().string(value);
            }
            array.$end();
        }
        if let Some(value) = &$user.routing_profile_id {
            $root.key("RoutingProfileId").string(value);
        }
        if let Some(entries) = &$user.tags {
            let mut object = $root.key("Tags").$object();
            for (key, value) in entries {
                object.$key(key).string(value);
            }
            object.$end();
        }
        $root.$end();
    };
}

/// By the writer of the generated clients.
pub(crate) fn ours(user: &User) -> usize {
    let mut writer = Writer::new();
    let mut root = writer.value().object();
    let number =
        |place: tinsmith_runtime::codegen::json::ValueWriter<'_>, value: i32| place.integer(value);
    members!(user, root, object, array, element, key_escaped, end, number);
    writer.finish().len()
}

/// By the writer of the official clients.
pub(crate) fn official(user: &User) -> usize {
    let mut out = String::new();
    let mut root = JsonObjectWriter::new(&mut out);
    let number = |place: aws_smithy_json::serialize::JsonValueWriter<'_>, value: i32| {
        place.number(Number::NegInt(i64::from(value)));
    };
    members!(
        user,
        root,
        start_object,
        start_array,
        value,
        key,
        finish,
        number
    );
    out.len()
}

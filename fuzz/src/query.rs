//! Answers in awsQuery and ec2Query: XML within elements that the protocols name, and forms back.

use std::fmt::Debug;

use tinsmith_runtime::codegen::operation::Operation;

use crate::clients::{aws_query, ec2_query, xml};
use crate::{read_error, read_output};

/// What a client of forms reads of an answer; it must also write that.
macro_rules! parts_of {
    ($client:ident, $body:expr) => {{
        use $client::operation::say::{Say, SayInput};

        read_output::<Say>($body).map(|output| {
            let input = SayInput::builder().set_value(output.value.clone());
            write::<Say>(input.build().expect("no member is required"));
            parts(&output.value)
        })
    }};
}

/// Reads `body` as an answer of each protocol, as one of failure, and as what stands within one.
///
/// A value is the same in all of them, and in restXml. Its form is one.
pub fn read(body: &[u8]) {
    let aws = parts_of!(aws_query, body);
    let ec2 = parts_of!(ec2_query, body);
    read_error::<aws_query::operation::say::Say>(body);
    read_error::<ec2_query::operation::say::Say>(body);
    assert_same(ec2.as_ref(), of_xml(body).as_ref());
    // No document has both of the elements that they ask for and a value in each.
    if let (Some(aws), Some(ec2)) = (aws, ec2) {
        assert!(aws.is_empty() || ec2.is_empty(), "{aws:?}\n{ec2:?}");
    }

    let within = |before: &str, after: &str| [before.as_bytes(), body, after.as_bytes()].concat();
    let answer = within("<SayResponse>", "</SayResponse>");
    let ec2 = parts_of!(ec2_query, &answer);
    assert_same(ec2.as_ref(), of_xml(&answer).as_ref());
    let answer = within("<SayResponse><SayResult>", "</SayResult></SayResponse>");
    assert_same(parts_of!(aws_query, &answer).as_ref(), ec2.as_ref());

    let code = "<Error><Code>Refusal</Code>";
    let error = within(
        &format!("<ErrorResponse>{code}"),
        "</Error></ErrorResponse>",
    );
    read_error::<aws_query::operation::say::Say>(&error);
    let error = within(
        &format!("<Response><Errors>{code}"),
        "</Error></Errors></Response>",
    );
    read_error::<ec2_query::operation::say::Say>(&error);
}

fn of_xml(body: &[u8]) -> Option<Vec<String>> {
    Some(parts(&read_output::<xml::operation::say::Say>(body)?.value))
}

/// What a value holds, in an order that does not depend on that of maps; nothing of no value.
fn parts(value: &Option<impl Debug>) -> Vec<String> {
    let Some(value) = value else {
        return Vec::new();
    };
    let text = format!("{value:?}");
    let mut parts: Vec<String> = text
        .split(|it: char| " ,(){}[]".contains(it))
        .map(str::to_owned)
        .collect();
    parts.sort_unstable();
    parts
}

fn assert_same(one: Option<&Vec<String>>, other: Option<&Vec<String>>) {
    if let (Some(one), Some(other)) = (one, other) {
        assert_eq!(one, other);
    }
}

/// Writes a form: names and values of nothing but what may stand in one.
fn write<O: Operation>(input: O::Input) {
    // Some can be read but not written, such as a year that a format has no room for.
    let Ok(request) = O::serialize(input) else {
        return;
    };
    let request = request.finish().expect("a request");
    let form = request.body().bytes().unwrap_or_default();
    let form = std::str::from_utf8(form).expect("a form is text");
    assert!(form.starts_with("Action=Say&Version=2024-01-01"), "{form}");
    for pair in form.split('&') {
        let (name, value) = pair.split_once('=').expect("a name and a value");
        for text in [name, value] {
            let mut pieces = text.split('%');
            let plain = pieces.next().unwrap_or_default();
            assert!(plain.bytes().all(is_unreserved), "{pair}");
            for piece in pieces {
                let code = piece.get(..2).expect("two digits");
                assert!(u8::from_str_radix(code, 16).is_ok(), "{pair}");
                assert!(piece[2..].bytes().all(is_unreserved), "{pair}");
            }
        }
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

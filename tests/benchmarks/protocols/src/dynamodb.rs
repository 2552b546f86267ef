//! JSON: items of DynamoDB, values of many kinds in each other.

use std::fmt::Write as _;

/// How many items a list has.
const ITEMS: usize = 100;

/// The response of `Query`, about 40 KB.
pub(crate) fn list() -> Vec<u8> {
    let mut items = String::new();
    for number in 0..ITEMS {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(items, "{comma}{}", item(number));
    }
    let key = r#"{"pk":{"S":"order#99"}}"#;
    format!(
        r#"{{"Count":{ITEMS},"Items":[{items}],"LastEvaluatedKey":{key},"ScannedCount":{ITEMS}}}"#
    )
    .into_bytes()
}

fn item(number: usize) -> String {
    let price = number * 37 % 9000;
    let paid = number.is_multiple_of(2);
    format!(
        concat!(
            r#"{{"pk":{{"S":"order#{n}"}},"sk":{{"S":"2024-05-{day:02}T10:00:00Z"}},"total":{{"N":"{price}.95"}},"#,
            r#""paid":{{"BOOL":{paid}}},"note":{{"NULL":true}},"tags":{{"SS":["new","gift","größer"]}},"#,
            r#""digest":{{"B":"3q2+796tvu/erb7v3q2+7w=="}},"address":{{"M":{{"street":{{"S":"12 St James's Square"}},"#,
            r#""city":{{"S":"London"}},"zip":{{"S":"SW1Y 4LB"}}}}}},"lines":{{"L":[{{"M":{{"sku":{{"S":"A-{n}"}},"#,
            r#""count":{{"N":"2"}}}}}},{{"M":{{"sku":{{"S":"B-{n}"}},"count":{{"N":"1"}}}}}}]}}}}"#
        ),
        n = number,
        day = number % 28 + 1,
        price = price,
        paid = paid,
    )
}

/// One client's calls. The text is the same for both.
macro_rules! calls {
    ($name:ident, $client:path) => {
        pub(crate) mod $name {
            use std::collections::HashMap;

            use aws_smithy_types::Blob;
            use sdk::types::AttributeValue;
            use tinsmith_benchmark_calls::Spent;
            use $client as sdk;

            client!(sdk, "application/x-amz-json-1.0");

            impl Calls {
                pub(crate) async fn query(&self) -> Spent {
                    let call = self.client.query().table_name("orders");
                    let (spent, output) = measured!(self, call);
                    assert_eq!(output.count, 100);
                    spent
                }

                pub(crate) async fn put_item(&self) -> Spent {
                    let text = |text: &str| AttributeValue::S(text.to_owned());
                    let line = |sku: &str, count: &str| {
                        let count = AttributeValue::N(count.to_owned());
                        AttributeValue::M(HashMap::from([
                            ("sku".to_owned(), text(sku)),
                            ("count".to_owned(), count),
                        ]))
                    };
                    let lines = vec![line("A-7", "2"), line("B-7", "1")];
                    let tags = ["new", "gift", "größer"].map(str::to_owned).to_vec();
                    let call = self
                        .client
                        .put_item()
                        .table_name("orders")
                        .item("pk", text("order#7"))
                        .item("sk", text("2024-05-08T10:00:00Z"))
                        .item("total", AttributeValue::N("259.95".to_owned()))
                        .item("paid", AttributeValue::Bool(true))
                        .item("note", AttributeValue::Null(true))
                        .item("tags", AttributeValue::Ss(tags))
                        .item("digest", AttributeValue::B(Blob::new([0xde; 16])))
                        .item("lines", AttributeValue::L(lines));
                    measured!(self, call).0
                }
            }
        }
    };
}

calls!(ours, crate::clients::dynamodb);
calls!(official, ::aws_sdk_dynamodb);

//! Requests and responses of the shaped clients: what is sent is what a client without options sends.

use std::error::Error as _;

use bytes::Bytes;
use tinsmith_runtime::aws_smithy_types::Blob;
use tinsmith_tests::server::{Answer, Server};

use crate::own::{Cents, OrderId};

macro_rules! client {
    ($module:ident, $server:expr) => {{
        use crate::clients::$module::config::{BehaviorVersion, Config};
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .endpoint_url($server.url())
            .http_client(aws_smithy_http_client::Builder::new().build_http());
        crate::clients::$module::Client::from_conf(config.build())
    }};
}

/// An order with a value of each shape.
macro_rules! order {
    ($module:ident) => {{
        use crate::clients::$module::types::{Delivery, Order, Paint};
        Order::builder()
            .price(Cents { cents: 7 })
            .discounts(Cents { cents: 1 })
            .discounts(Cents { cents: 2 })
            .fees("card", Cents { cents: 3 })
            .id(OrderId(5))
            .ids(OrderId(6))
            .labels("a", "1")
            .labels("b", "2")
            .picture(Bytes::from_static(b"\0\xff"))
            .seal(Blob::new([1]))
            .quantity(2)
            .color(Paint::Scarlet)
            .delivery(Delivery::Rush(Cents { cents: 4 }))
            .build()
            .expect("an order")
    }};
}

/// Sends the order and answers with what was sent; both orders must be the same. `$answer` makes the answer's body of
/// that of the request.
macro_rules! comes_back {
    ($test:ident $module:ident $kind:literal $answer:expr) => {
        #[tokio::test]
        async fn $test() {
            let order = order!($module);
            let server = Server::start([Answer::ok("").header("Content-Type", $kind)]);
            let _ = client!($module, server)
                .put_order()
                .order(order.clone())
                .send()
                .await;
            let sent = server.only_request().body;
            let answer: fn(Vec<u8>) -> Vec<u8> = $answer;
            let answer = Answer::new(200)
                .body(answer(sent))
                .header("Content-Type", $kind)
                .header("smithy-protocol", "rpc-v2-cbor");
            let server = Server::start([answer]);
            let output = client!($module, server).put_order().send().await;
            let output = output.expect("an answer");
            assert_eq!(output.order(), Some(&order));
        }
    };
}

comes_back!(aws_json shop_aws_json "application/x-amz-json-1.1" |sent| sent);
comes_back!(rest_json shop_rest_json "application/json" |sent| sent);
comes_back!(rest_xml shop_rest_xml "application/xml" |sent| {
    let sent = String::from_utf8(sent).expect("XML");
    sent.replace("PutOrderInput", "PutOrderOutput").into_bytes()
});
comes_back!(rpcv2_cbor shop_rpcv2_cbor "application/cbor" |sent| sent);

#[tokio::test]
async fn aws_query() {
    let body = "<PutOrderResponse><PutOrderResult><order><price><cents>7</cents></price>\
        <discounts><member><cents>1</cents></member><member><cents>2</cents></member></discounts>\
        <fees><entry><key>card</key><value><cents>3</cents></value></entry></fees><id>5</id>\
        <ids><member>6</member></ids>\
        <labels><entry><key>b</key><value>2</value></entry><entry><key>a</key><value>1</value></entry></labels>\
        <picture>AP8=</picture><seal>AQ==</seal><qty>2</qty><color>red</color>\
        <delivery><express><cents>4</cents></express></delivery></order></PutOrderResult></PutOrderResponse>";
    let server = Server::start([Answer::ok(body).header("Content-Type", "text/xml")]);
    let order = order!(shop_aws_query);
    let output = client!(shop_aws_query, server)
        .put_order()
        .order(order.clone())
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.order(), Some(&order));
    let sent = server.only_request();
    let sent = sent.text();
    for part in [
        "order.price.cents=7&order.price.currency=EUR",
        "order.discounts.member.2.cents=2",
        "order.fees.entry.1.value.cents=3",
        "order.id=5",
        "order.ids.member.1=6",
        "order.labels.entry.2.key=b",
        "order.picture=AP8%3D",
        "order.qty=2",
        "order.color=red",
        "order.delivery.express.cents=4",
    ] {
        assert!(sent.contains(part), "{part}: {sent}");
    }
}

#[tokio::test]
async fn a_value_that_the_type_does_not_have_is_an_error_of_reading_the_response() {
    let answer = r#"{"order": {"id": "1", "ids": ["1", "x"]}}"#;
    let server = Server::start([Answer::ok(answer)]);
    let error = client!(shop_rest_json, server).put_order().send().await;
    let error = error.expect_err("`x` is no number");
    let mut messages = Vec::new();
    let mut source = error.source();
    while let Some(error) = source {
        messages.push(error.to_string());
        source = error.source();
    }
    let all = messages.join("\n");
    assert!(all.contains("`order.ids[1]`"), "{all}");
    assert!(all.ends_with("an order id is a number"), "{all}");
}

#[tokio::test]
async fn a_value_that_the_model_does_not_have_fails_the_call_before_it_is_sent() {
    use crate::clients::shop_rest_json::types::Order;
    let server = Server::start(std::iter::empty());
    let order = Order::builder()
        .id(OrderId(1))
        .price(Cents { cents: 0 })
        .build()
        .expect("an order");
    let error = client!(shop_rest_json, server)
        .put_order()
        .order(order)
        .send()
        .await;
    let error = error.expect_err("nothing is free");
    let report = tinsmith_runtime::ErrorReport::new(&error).to_string();
    assert!(report.contains("nothing is free"), "{report}");
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_required_member_that_the_service_left_out_is_the_default_of_the_type() {
    let server = Server::start([Answer::ok(r#"{"order": {}}"#)]);
    let output = client!(shop_rest_json, server)
        .put_order()
        .send()
        .await
        .expect("an answer");
    assert_eq!(output.order().expect("an order").id(), &OrderId::default());
}

//! Attributes, names and types.

use std::collections::{BTreeMap, HashMap, HashSet};

use bytes::Bytes;

use crate::clients::shop_rest_json::types::{Address, Delivery, Order, Paint, Price};
use crate::own::{Cents, OrderId};

/// The source of a file of the client.
fn source(file: &str) -> &'static str {
    match file {
        "order" => include_str!(concat!(env!("OUT_DIR"), "/shop_rest_json/types/_order.rs")),
        "price" => include_str!(concat!(env!("OUT_DIR"), "/shop_rest_json/types/_price.rs")),
        _ => include_str!(concat!(env!("OUT_DIR"), "/shop_rest_json/mod.rs")),
    }
}

fn order() -> Order {
    Order::builder().id(OrderId(1)).build().expect("an order")
}

#[test]
fn derived_traits_are_there() {
    let price = Price::builder().cents(1).build().expect("a price");
    // `Hash` and `Eq` are derived.
    let prices = HashSet::from([price.clone(), price]);
    assert_eq!(prices.len(), 1);
}

#[test]
fn attributes_are_written() {
    assert!(source("price").contains("#[doc(alias = \"money\")]\npub struct Price"));
    assert!(source("price").contains("#[doc(alias = \"amount\")]\n    pub cents: i64"));
}

#[test]
fn names_are_the_chosen_ones() {
    let order = Order::builder()
        .id(OrderId(1))
        .quantity(2)
        .color(Paint::Scarlet);
    let order = order.build().expect("an order");
    assert_eq!(order.quantity(), Some(2));
    assert_eq!(Paint::from("red"), Paint::Scarlet);
    let delivery = Delivery::Rush(Cents { cents: 1 });
    assert!(delivery.is_rush());
}

#[test]
fn maps_and_blobs_have_the_chosen_types() {
    let order = Order::builder()
        .id(OrderId(1))
        .labels("b", "2")
        .labels("a", "1")
        .counts("a", 1)
        .picture(Bytes::from_static(b"picture"))
        .seal(tinsmith_runtime::aws_smithy_types::Blob::new("seal"))
        .build()
        .expect("an order");
    let labels: &BTreeMap<String, String> = order.labels().expect("labels");
    assert_eq!(labels.keys().collect::<Vec<_>>(), ["a", "b"]);
    let counts: &HashMap<String, i32> = order.counts().expect("counts");
    assert_eq!(counts["a"], 1);
    assert_eq!(order.picture().map(|it| &it[..]), Some(&b"picture"[..]));
}

#[test]
fn the_documentation_of_the_model_is_left_out() {
    for file in ["order", "root"] {
        assert!(!source(file).contains("is the model's"), "{file}");
    }
}

#[test]
fn a_type_has_the_debug_of_its_user() {
    assert_eq!(format!("{:?}", Address::builder().build()), "an address");
    assert!(format!("{:?}", Address::builder()).contains("AddressBuilder"));
}

#[test]
fn values_in_json_have_the_chosen_names() {
    let mut builder = Order::builder()
        .price(Cents { cents: 7 })
        .id(OrderId(5))
        .labels("a", "1")
        .picture(Bytes::from_static(b"\0"))
        .quantity(2)
        .color(Paint::Scarlet)
        .delivery(Delivery::Rush(Cents { cents: 3 }));
    let expected = serde_json::json!({
        "price": {"cents": 7}, "id": 5, "labels": {"a": "1"}, "picture": "AA==", "quantity": 2, "color": "red",
        "delivery": {"Rush": {"cents": 3}},
    });
    assert_eq!(serde_json::to_value(&builder).expect("JSON"), expected);
    let order = builder.clone().build().expect("an order");
    assert_eq!(serde_json::to_value(&order).expect("JSON"), expected);
    assert_eq!(
        serde_json::from_value::<Order>(expected.clone()).expect("an order"),
        order
    );
    // A builder need not be complete.
    builder = builder.set_id(None);
    let mut partial = expected;
    partial.as_object_mut().expect("an object").remove("id");
    type OrderBuilder = crate::clients::shop_rest_json::types::builders::OrderBuilder;
    let read: OrderBuilder = serde_json::from_value(partial.clone()).expect("a builder");
    assert_eq!(read, builder);
    let error = serde_json::from_value::<Order>(partial).expect_err("it has no id");
    assert!(error.to_string().contains("id was missing"), "{error}");
}

#[test]
fn json_is_read_leniently() {
    let text =
        r#"{"id": 1, "quantity": null, "new": [1], "color": "blue", "delivery": {"New": 1}}"#;
    let read: Order = serde_json::from_str(text).expect("an order");
    let mut expected = order();
    expected.color = Some(Paint::from("blue"));
    expected.delivery = Some(Delivery::Unknown);
    assert_eq!(read, expected);
    let text = serde_json::to_string(&read).expect("JSON");
    assert!(
        text.contains(r#""color":"blue","delivery":"Unknown""#),
        "{text}"
    );
    assert_eq!(
        serde_json::from_str::<Order>(&text).expect("an order"),
        read
    );
}

$version: "2"

namespace com.example

use aws.protocols#awsJson1_1
use aws.protocols#awsQuery
use aws.protocols#restJson1
use aws.protocols#restXml
use smithy.protocols#rpcv2Cbor

/// A shop. This sentence is the model's.
@awsJson1_1
@awsQuery
@restJson1
@restXml
@rpcv2Cbor
@xmlNamespace(uri: "https://example.com/shop/")
service Shop {
    version: "2026-01-01"
    operations: [PutOrder]
}

@http(method: "POST", uri: "/orders")
operation PutOrder {
    input: PutOrderInput
    output: PutOrderOutput
}

structure PutOrderInput {
    order: Order
}

structure PutOrderOutput {
    order: Order
}

/// An order. This sentence is the model's.
structure Order {
    /// The price. This sentence is the model's.
    price: Money

    discounts: MoneyList

    fees: MoneyMap

    @required
    id: OrderId

    ids: OrderIds

    labels: Labels

    counts: Counts

    picture: Picture

    seal: Blob

    qty: Integer

    color: Color

    delivery: Delivery
}

structure Money {
    @required
    cents: Long

    currency: String
}

list MoneyList {
    member: Money
}

map MoneyMap {
    key: String
    value: Money
}

string OrderId

list OrderIds {
    member: OrderId
}

map Labels {
    key: String
    value: String
}

map Counts {
    key: String
    value: Integer
}

blob Picture

enum Color {
    RED = "red"
    GREEN = "green"
}

union Delivery {
    express: Money
    pickUp: Address
}

structure Address {
    street: String
}

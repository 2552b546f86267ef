$version: "2.0"

namespace example.orders

use aws.protocols#restJson1

/// An input with a constraint of each kind.
@restJson1
service Orders {
    version: "2024-01-01"
    operations: [PutOrder]
}

@http(method: "POST", uri: "/orders")
operation PutOrder {
    input := {
        @required
        id: OrderId

        @required
        customer: Customer

        @required
        lines: Lines

        tags: Tags

        priority: Priority
    }
}

@length(min: 1, max: 64)
@pattern("^[A-Za-z0-9#-]+$")
string OrderId

structure Customer {
    @required
    name: Text

    @required
    @pattern("^[^@\\s]+@[^@\\s]+$")
    email: Text

    @required
    address: Address
}

structure Address {
    @required
    street: Text

    @required
    city: Text

    @required
    @pattern("^[A-Z]{2}$")
    country: Text
}

@length(min: 1, max: 256)
string Text

@length(min: 1, max: 100)
list Lines {
    member: Line
}

structure Line {
    @required
    sku: OrderId

    @required
    @range(min: 1, max: 1000)
    count: Integer

    price: Price
}

@range(min: 0)
double Price

@length(max: 50)
@uniqueItems
list Tags {
    member: Text
}

enum Priority {
    HIGH = "high"
    LOW = "low"
    NORMAL = "normal"
}

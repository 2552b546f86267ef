//! The types in the place of shapes.

/// In the place of the structure `Money`.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Cents {
    pub(crate) cents: u32,
}

/// In the place of the string `OrderId`: a number.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
pub(crate) struct OrderId(pub(crate) u64);

/// An order id that is not a number.
#[derive(Debug)]
pub(crate) struct NotANumber;

impl std::fmt::Display for NotANumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an order id is a number")
    }
}

impl std::error::Error for NotANumber {}

impl TryFrom<String> for OrderId {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, NotANumber> {
        text.parse().map(Self).map_err(|_| NotANumber)
    }
}

impl From<OrderId> for String {
    fn from(id: OrderId) -> Self {
        id.0.to_string()
    }
}

/// The conversions of `Cents` from and to the type of each client, and its `Debug` of the type that has none.
macro_rules! conversions {
    ($($module:ident)*) => { $(
        impl TryFrom<crate::clients::$module::types::Price> for Cents {
            type Error = std::num::TryFromIntError;

            fn try_from(money: crate::clients::$module::types::Price) -> Result<Self, Self::Error> {
                Ok(Self { cents: money.cents().try_into()? })
            }
        }

        impl TryFrom<Cents> for crate::clients::$module::types::Price {
            type Error = String;

            fn try_from(cents: Cents) -> Result<Self, String> {
                if cents.cents == 0 {
                    return Err("nothing is free".to_owned());
                }
                let builder = Self::builder().cents(cents.cents.into()).currency("EUR");
                builder.build().map_err(|error| error.to_string())
            }
        }

        impl std::fmt::Debug for crate::clients::$module::types::Address {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an address")
            }
        }
    )* };
}

conversions! { shop_aws_json shop_rest_json shop_rest_xml shop_aws_query shop_rpcv2_cbor }

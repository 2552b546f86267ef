//! A loan as an item, and back.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;

/// An item, as the client has it.
pub type Item = HashMap<String, AttributeValue>;

/// A book that is with a reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Loan {
    pub reader: String,
    pub book: String,
    pub renewed: u32,
    pub cover: Vec<u8>,
    pub notes: Vec<String>,
}

impl From<&Loan> for Item {
    fn from(loan: &Loan) -> Self {
        let notes = loan.notes.iter().cloned().map(AttributeValue::S).collect();
        HashMap::from([
            ("reader".to_owned(), AttributeValue::S(loan.reader.clone())),
            ("book".to_owned(), AttributeValue::S(loan.book.clone())),
            (
                "renewed".to_owned(),
                AttributeValue::N(loan.renewed.to_string()),
            ),
            (
                "cover".to_owned(),
                AttributeValue::B(Blob::new(loan.cover.clone())),
            ),
            ("notes".to_owned(), AttributeValue::L(notes)),
            ("overdue".to_owned(), AttributeValue::Bool(false)),
            ("fine".to_owned(), AttributeValue::Null(true)),
        ])
    }
}

/// The loan that an item is; the name of the attribute that is in the way.
pub fn loan(item: &Item) -> Result<Loan, &'static str> {
    let text = |name: &'static str| match item.get(name) {
        Some(AttributeValue::S(text)) => Ok(text.clone()),
        _ => Err(name),
    };
    let renewed = item.get("renewed").ok_or("renewed")?;
    let renewed: &String = renewed.as_n().map_err(|_: &AttributeValue| "renewed")?;
    let cover = item.get("cover").and_then(|cover| cover.as_b().ok());
    let notes = item.get("notes").and_then(|notes| notes.as_l().ok());
    Ok(Loan {
        reader: text("reader")?,
        book: text("book")?,
        renewed: renewed.parse().map_err(|_| "renewed")?,
        cover: cover
            .map(|cover| cover.as_ref().to_vec())
            .unwrap_or_default(),
        notes: notes
            .into_iter()
            .flatten()
            .filter_map(|note| note.as_s().ok().cloned())
            .collect(),
    })
}

/// The key of a loan.
pub fn key(reader: &str, book: &str) -> Item {
    HashMap::from([
        ("reader".to_owned(), AttributeValue::S(reader.to_owned())),
        ("book".to_owned(), AttributeValue::S(book.to_owned())),
    ])
}

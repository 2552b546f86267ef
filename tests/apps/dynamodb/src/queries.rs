//! Reading loans: one, all of a reader, and many at once.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::get_item::{GetItemError, GetItemOutput};
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes, Select};
use aws_sdk_dynamodb::{Client, Error};

use crate::items::{key, loan, Item, Loan};

/// One loan, if it is there.
pub async fn find(
    client: &Client,
    table: &str,
    reader: &str,
    book: &str,
) -> Result<Option<Loan>, Error> {
    let call = client.get_item().table_name(table).consistent_read(true);
    let call = call.set_key(Some(key(reader, book)));
    match call.send().await {
        Ok(GetItemOutput {
            item: Some(item), ..
        }) => Ok(loan(&item).ok()),
        Ok(_) => Ok(None),
        Err(error) => match error.into_service_error() {
            GetItemError::ResourceNotFoundException(_) => Ok(None),
            other => Err(other.into()),
        },
    }
}

fn of_reader(client: &Client, table: &str, reader: &str) -> QueryFluentBuilder {
    client
        .query()
        .table_name(table)
        .key_condition_expression("reader = :r")
        .expression_attribute_values(":r", AttributeValue::S(reader.to_owned()))
}

/// All loans of a reader, over as many pages as there are.
pub async fn all(client: &Client, table: &str, reader: &str) -> Result<Vec<Loan>, Error> {
    let items = of_reader(client, table, reader)
        .into_paginator()
        .page_size(25)
        .items()
        .send();
    let items: Vec<Item> = items.collect::<Result<_, _>>().await?;
    Ok(items.iter().filter_map(|item| loan(item).ok()).collect())
}

/// How many loans a reader has, counted a page at a time.
pub async fn count(client: &Client, table: &str, reader: &str) -> Result<i32, Error> {
    let query = of_reader(client, table, reader).select(Select::Count);
    let mut pages = query.into_paginator().send();
    let mut count = 0;
    while let Some(page) = pages.try_next().await? {
        count += page.count();
    }
    Ok(count)
}

/// Loans by their keys, and the keys that the service had no time for.
pub async fn many(
    client: &Client,
    table: &str,
    keys: &[(&str, &str)],
) -> Result<(Vec<Item>, usize), Error> {
    let keys = keys
        .iter()
        .map(|(reader, book)| key(reader, book))
        .collect();
    let wanted = KeysAndAttributes::builder().set_keys(Some(keys)).build()?;
    let request = HashMap::from([(table.to_owned(), wanted)]);
    let output = client
        .batch_get_item()
        .set_request_items(Some(request))
        .send()
        .await?;
    let left = output.unprocessed_keys().and_then(|left| left.get(table));
    let left = left.map_or(0, |left| left.keys().len());
    let mut found = output.responses.unwrap_or_default();
    Ok((found.remove(table).unwrap_or_default(), left))
}

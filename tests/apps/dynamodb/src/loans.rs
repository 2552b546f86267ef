//! Lending and returning: writes with conditions, and what they fail with.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    AttributeValue, Delete, Put, ReturnValue, ReturnValuesOnConditionCheckFailure,
    TransactWriteItem,
};
use aws_sdk_dynamodb::{Client, Error};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

use crate::items::{key, loan, Item, Loan};

/// What came of lending.
#[derive(Debug, PartialEq)]
pub enum Lent {
    Done,
    /// The book was lent already, and who has it if the service says.
    Taken(Option<String>),
}

/// Lends a book that nobody has.
pub async fn lend(client: &Client, table: &str, loan: &Loan) -> Result<Lent, Error> {
    let sent = client
        .put_item()
        .table_name(table)
        .set_item(Some(Item::from(loan)))
        .condition_expression("attribute_not_exists(#b)")
        .expression_attribute_names("#b", "book")
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await;
    match sent {
        Ok(_) => Ok(Lent::Done),
        Err(SdkError::ServiceError(context)) => match context.into_err() {
            PutItemError::ConditionalCheckFailedException(failed) => {
                let holder = failed.item().and_then(|item| item.get("reader"));
                let holder = holder.and_then(|holder| holder.as_s().ok());
                Ok(Lent::Taken(holder.cloned()))
            }
            other => Err(other.into()),
        },
        Err(other) => Err(other.into()),
    }
}

/// Renews a loan; how often that was done, or `None` if there is no such loan.
pub async fn renew(
    client: &Client,
    table: &str,
    (reader, book): (&str, &str),
) -> Result<Option<u32>, SdkError<UpdateItemError, HttpResponse>> {
    let updated = client
        .update_item()
        .table_name(table)
        .set_key(Some(key(reader, book)))
        .update_expression("SET renewed = renewed + :one")
        .condition_expression("attribute_exists(book)")
        .expression_attribute_values(":one", AttributeValue::N("1".into()))
        .return_values(ReturnValue::AllNew)
        .send()
        .await;
    match updated {
        Ok(output) => Ok(output
            .attributes()
            .and_then(|item| loan(item).ok())
            .map(|it| it.renewed)),
        Err(error)
            if error
                .as_service_error()
                .is_some_and(UpdateItemError::is_conditional_check_failed_exception) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Hands a loan over to another reader, all or nothing. Why not, if not: a code for each write.
pub async fn hand_over(
    client: &Client,
    table: &str,
    from: &Loan,
    to: &str,
) -> Result<(), Vec<String>> {
    let failed = |error: &dyn std::fmt::Debug| vec![format!("{error:?}")];
    let delete = Delete::builder()
        .table_name(table)
        .set_key(Some(key(&from.reader, &from.book)))
        .build()
        .map_err(|error| failed(&error))?;
    let moved = Loan {
        reader: to.to_owned(),
        ..from.clone()
    };
    let put = Put::builder()
        .table_name(table)
        .set_item(Some((&moved).into()))
        .build()
        .map_err(|error| failed(&error))?;
    let sent = client
        .transact_write_items()
        .transact_items(TransactWriteItem::builder().delete(delete).build())
        .transact_items(TransactWriteItem::builder().put(put).build())
        .client_request_token("hand-over")
        .send()
        .await;
    match sent.map_err(SdkError::into_service_error) {
        Ok(_) => Ok(()),
        Err(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            let reasons = cancelled.cancellation_reasons().iter();
            Err(reasons
                .map(|it| it.code().unwrap_or("None").to_owned())
                .collect())
        }
        Err(other) => Err(vec![other.code().unwrap_or("unknown").to_owned()]),
    }
}

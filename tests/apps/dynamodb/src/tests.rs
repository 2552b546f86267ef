//! The calls, against answers that are made up.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::query::QueryOutput;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::error::{
    ConditionalCheckFailedException, TransactionCanceledException,
};
use aws_sdk_dynamodb::types::{AttributeValue, CancellationReason};
use aws_sdk_dynamodb::Client;
use aws_smithy_mocks::{mock, mock_client};

use crate::items::{key, loan, Item, Loan};
use crate::loans::{hand_over, lend, Lent};
use crate::queries;

fn example() -> Loan {
    Loan {
        reader: "ada".to_owned(),
        book: "Flatland".to_owned(),
        renewed: 3,
        cover: vec![0, 255],
        notes: vec!["torn".to_owned()],
    }
}

#[test]
fn an_item_is_the_loan_that_it_was() {
    let item = Item::from(&example());
    assert_eq!(loan(&item), Ok(example()));
    assert!(item["fine"].is_null() && item["overdue"].as_bool() == Ok(&false));
    let mut other = item;
    other.insert("renewed".to_owned(), AttributeValue::S("often".to_owned()));
    assert_eq!(loan(&other), Err("renewed"));
}

#[tokio::test]
async fn a_book_that_is_taken_says_by_whom() {
    let rule = mock!(Client::put_item)
        .match_requests(|input| input.table_name() == Some("loans"))
        .then_error(|| {
            let holder = key("grace", "Flatland");
            let failed = ConditionalCheckFailedException::builder().set_item(Some(holder));
            PutItemError::ConditionalCheckFailedException(failed.build())
        });
    let client = mock_client!(aws_sdk_dynamodb, [&rule]);
    let lent = lend(&client, "loans", &example()).await;
    assert_eq!(
        lent.expect("an answer"),
        Lent::Taken(Some("grace".to_owned()))
    );
}

#[tokio::test]
async fn all_pages_are_read() {
    let page = |books: &[&str], last: bool| {
        let items = books.iter().map(|book| {
            let mut item = Item::from(&example());
            item.insert("book".to_owned(), AttributeValue::S((*book).to_owned()));
            item
        });
        QueryOutput::builder()
            .set_items(Some(items.collect()))
            .count(2)
            .set_last_evaluated_key((!last).then(|| key("ada", books[0])))
            .build()
    };
    let first = mock!(Client::query)
        .match_requests(|input| input.exclusive_start_key().is_none())
        .then_output(move || page(&["a", "b"], false));
    let second = mock!(Client::query)
        .match_requests(|input| input.exclusive_start_key().is_some())
        .then_output(move || page(&["c"], true));
    let client = mock_client!(aws_sdk_dynamodb, [&first, &second]);
    let loans = queries::all(&client, "loans", "ada").await.expect("loans");
    let books: Vec<&str> = loans.iter().map(|loan| loan.book.as_str()).collect();
    assert_eq!(books, ["a", "b", "c"]);
}

#[tokio::test]
async fn a_cancelled_transaction_says_why() {
    let rule = mock!(Client::transact_write_items).then_error(|| {
        let reason = CancellationReason::builder().code("ConditionalCheckFailed");
        let cancelled = TransactionCanceledException::builder()
            .cancellation_reasons(reason.build())
            .cancellation_reasons(CancellationReason::builder().build());
        TransactWriteItemsError::TransactionCanceledException(cancelled.build())
    });
    let client = mock_client!(aws_sdk_dynamodb, [&rule]);
    let error = hand_over(&client, "loans", &example(), "grace").await;
    let reasons = error.expect_err("it is cancelled");
    assert_eq!(reasons, ["ConditionalCheckFailed", "None"]);
}

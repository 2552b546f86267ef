//! The telephone numbers that texts can come from.

use aws_sdk_sns::primitives::{DateTime, DateTimeFormat};
use aws_sdk_sns::types::{LanguageCodeString, NumberCapability, PhoneNumberInformation, RouteType};
use aws_sdk_sns::{Client, Error};

/// The numbers that can send texts, a line each.
pub async fn senders(client: &Client) -> Result<Vec<String>, Error> {
    let pages = client.list_origination_numbers().max_results(30);
    let mut numbers = pages.into_paginator().page_size(20).items().send();
    let mut lines = Vec::new();
    while let Some(number) = numbers.try_next().await? {
        if number
            .number_capabilities()
            .contains(&NumberCapability::Sms)
        {
            lines.push(line(&number));
        }
    }
    Ok(lines)
}

fn line(number: &PhoneNumberInformation) -> String {
    let route = match number.route_type() {
        Some(RouteType::Transactional) => "to one",
        Some(RouteType::Promotional) => "to many",
        Some(other) => other.as_str(),
        None => "somehow",
    };
    let since = number.created_at().and_then(day).unwrap_or_default();
    format!("{} {route} {since}", number.phone_number().unwrap_or("?"))
}

fn day(time: &DateTime) -> Option<String> {
    let time = time.fmt(DateTimeFormat::DateTime).ok()?;
    time.split_once('T').map(|(day, _)| day.to_owned())
}

/// Asks whether a number may get texts while we try them, in the language that its owner speaks.
pub async fn invite(client: &Client, number: &str, language: &str) -> Result<bool, Error> {
    let language = LanguageCodeString::try_parse(language).unwrap_or(LanguageCodeString::EnGb);
    let call = client
        .create_sms_sandbox_phone_number()
        .phone_number(number);
    match call.language_code(language).send().await {
        Ok(_) => Ok(true),
        Err(error) => {
            let error = Error::from(error);
            match error {
                Error::OptedOutException(_) => Ok(false),
                other => Err(other),
            }
        }
    }
}

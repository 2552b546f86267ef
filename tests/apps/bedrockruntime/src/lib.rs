//! Questions to a model of Bedrock, by those who have credentials or a token in their environment.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_config::SdkConfig;
use aws_sdk_bedrockruntime::primitives::Blob;
use aws_sdk_bedrockruntime::{Client, Error};

/// The answer, as the model gives it.
pub async fn ask(config: &SdkConfig, model: &str, question: &str) -> Result<Vec<u8>, Error> {
    let call = Client::new(config).invoke_model().model_id(model);
    let output = call.body(Blob::new(question)).send().await?;
    Ok(output.body.into_inner())
}

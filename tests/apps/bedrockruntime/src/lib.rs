//! Sends questions to a model of Bedrock, with credentials or with a token from the environment.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_config::SdkConfig;
use aws_sdk_bedrockruntime::primitives::Blob;
use aws_sdk_bedrockruntime::types::{
    ContentBlock, ContentBlockDelta, ConversationRole, ConverseStreamOutput, Message, StopReason,
};
use aws_sdk_bedrockruntime::{Client, Error};

/// Sends a question, and returns the body of the response.
pub async fn ask(config: &SdkConfig, model: &str, question: &str) -> Result<Vec<u8>, Error> {
    let call = Client::new(config).invoke_model().model_id(model);
    let output = call.body(Blob::new(question)).send().await?;
    Ok(output.body.into_inner())
}

/// Sends a question, and calls `on_text` with each piece of text as it arrives. Returns why the model stopped.
pub async fn converse(
    client: &Client,
    model: &str,
    question: &str,
    mut on_text: impl FnMut(&str),
) -> Result<Option<StopReason>, Error> {
    let message = Message::builder()
        .role(ConversationRole::User)
        .content(ContentBlock::Text(question.to_owned()))
        .build()?;
    let call = client.converse_stream().model_id(model).messages(message);
    let mut stream = call.send().await?.stream;
    let mut reason = None;
    while let Some(event) = stream.recv().await? {
        match event {
            ConverseStreamOutput::ContentBlockDelta(event) => {
                if let Some(ContentBlockDelta::Text(text)) = event.delta() {
                    on_text(text);
                }
            }
            ConverseStreamOutput::MessageStop(event) => reason = Some(event.stop_reason),
            _ => {}
        }
    }
    Ok(reason)
}

//! Questions to a model of Bedrock, by those who have credentials or a token in their environment.
#![deny(warnings)]

#[cfg(test)]
mod tests;

use aws_config::SdkConfig;
use aws_sdk_bedrockruntime::primitives::Blob;
use aws_sdk_bedrockruntime::types::{
    ContentBlock, ContentBlockDelta, ConversationRole, ConverseStreamOutput, Message, StopReason,
};
use aws_sdk_bedrockruntime::{Client, Error};

/// The answer, as the model gives it.
pub async fn ask(config: &SdkConfig, model: &str, question: &str) -> Result<Vec<u8>, Error> {
    let call = Client::new(config).invoke_model().model_id(model);
    let output = call.body(Blob::new(question)).send().await?;
    Ok(output.body.into_inner())
}

/// What the model says, as it says it, and why it ends. Each piece is given to `hear` at once.
pub async fn talk(
    client: &Client,
    model: &str,
    question: &str,
    mut hear: impl FnMut(&str),
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
                    hear(text);
                }
            }
            ConverseStreamOutput::MessageStop(event) => reason = Some(event.stop_reason),
            _ => {}
        }
    }
    Ok(reason)
}

//! Polly, which speaks restJson1 and answers with a stream of sound.

use aws_smithy_http_client::Builder as HttpClientBuilder;
use tinsmith_runtime::aws_smithy_types::error::metadata::ProvideErrorMetadata as _;
use tinsmith_tests::moto::Moto;

use super::clients::polly::Client;
use super::clients::polly::config::{BehaviorVersion, Config, Region};
use super::clients::polly::types::{LanguageCode, OutputFormat, VoiceId};
use crate::credentials;

#[tokio::test]
async fn speech_is_read_as_a_stream() -> Result<(), Box<dyn std::error::Error>> {
    let Some(moto) = Moto::start() else {
        return Ok(());
    };
    let client = client(&moto);
    let voices = client.describe_voices().language_code(LanguageCode::IsIs);
    let voices = voices.send().await?;
    let [voice, ..] = voices.voices() else {
        panic!("voices: {voices:?}");
    };
    assert_eq!(voice.language_code(), Some(&LanguageCode::IsIs));

    let content = "<lexicon alphabet=\"ipa\"/>";
    let put = client.put_lexicon().name("words").content(content);
    put.send().await?;
    let found = client.get_lexicon().name("words").send().await?;
    let lexicon = found.lexicon().expect("a lexicon");
    assert_eq!(lexicon.content(), Some(content));

    let spoken = client
        .synthesize_speech()
        .lexicon_names("words")
        .output_format(OutputFormat::Mp3)
        .voice_id(voice.id().expect("an id").clone())
        .text("Góðan dag")
        .send()
        .await?;
    assert_eq!(spoken.content_type(), Some("audio/mpeg"));
    let sound = spoken.audio_stream.collect().await?.into_bytes();
    assert_eq!(*sound, [0; 8]);
    Ok(())
}

#[tokio::test]
async fn a_refused_stream_is_a_modelled_error() {
    let Some(moto) = Moto::start() else { return };
    let call = client(&moto).synthesize_speech().lexicon_names("nowhere");
    let call = call
        .output_format(OutputFormat::Pcm)
        .voice_id(VoiceId::Karl);
    let error = call.text("x").send().await.expect_err("no such lexicon");
    let error = error.into_service_error();
    assert!(error.is_lexicon_not_found_exception(), "{error:?}");
    assert_eq!(error.message(), Some("Lexicon not found"));
}

fn client(moto: &Moto) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-2"))
        .credentials_provider(credentials())
        .endpoint_url(moto.url())
        .http_client(HttpClientBuilder::new().build_http())
        .build();
    Client::from_conf(config)
}

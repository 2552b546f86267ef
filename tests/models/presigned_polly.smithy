$version: "2.0"

metadata locks = [
    "src/operation/synthesize_speech.rs: Presignable for"
]

namespace example.presigned_polly

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1
use smithy.rules#endpointRuleSet

/// An operation that is presigned unasked, whose members go to the query string.
@title("PresignedPolly")
@service(sdkId: "Polly", arnNamespace: "polly", endpointPrefix: "polly")
@sigv4(name: "polly")
@restJson1
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "String", builtIn: "AWS::Region", required: true, documentation: "Region to call." }
    }
    rules: [
        {
            conditions: []
            endpoint: { url: "https://polly.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
    ]
})
service Polly {
    version: "2016-06-10"
    operations: [SynthesizeSpeech]
}

/// Speaks a text.
@http(method: "POST", uri: "/v1/speech")
operation SynthesizeSpeech {
    input := {
        Engine: Engine

        LexiconNames: Names

        @required
        OutputFormat: OutputFormat

        @required
        Text: String

        Volume: Integer
    }

    output := {
        @httpPayload
        AudioStream: AudioStream = ""
    }
}

list Names {
    member: String
}

enum Engine {
    NEURAL = "neural"
    STANDARD = "standard"
}

enum OutputFormat {
    MP3 = "mp3"
}

@streaming
blob AudioStream

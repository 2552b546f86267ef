$version: "2.0"

namespace example.polly

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1
use smithy.rules#endpointRuleSet

/// Text that is spoken, as Polly has it: what the test beside it calls.
@title("Polly")
@service(sdkId: "Polly", arnNamespace: "polly", endpointPrefix: "polly")
@sigv4(name: "polly")
@restJson1
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "String", builtIn: "AWS::Region", required: false, documentation: "Region to call." }
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "URL to call instead." }
    }
    rules: [
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" }, properties: {}, headers: {} }
            type: "endpoint"
        }
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://polly.{Region}.example.com", properties: {}, headers: {} }
            type: "endpoint"
        }
        { conditions: [], error: "neither a region nor an endpoint is set", type: "error" }
    ]
})
service Polly {
    version: "2024-01-01"
    operations: [DescribeVoices, GetLexicon, PutLexicon, SynthesizeSpeech]
}

/// Lists the voices that speak a language.
@http(method: "GET", uri: "/v1/voices")
operation DescribeVoices {
    input := {
        @httpQuery("LanguageCode")
        LanguageCode: LanguageCode
    }

    output := {
        Voices: Voices
    }
}

/// Stores how words are pronounced.
@http(method: "PUT", uri: "/v1/lexicons/{Name}")
operation PutLexicon {
    input := {
        @required
        @httpLabel
        Name: String

        @required
        Content: LexiconContent
    }

    output := {}
}

/// Finds a stored lexicon.
@http(method: "GET", uri: "/v1/lexicons/{Name}")
operation GetLexicon {
    input := {
        @required
        @httpLabel
        Name: String
    }

    output := {
        Lexicon: Lexicon
    }

    errors: [LexiconNotFoundException]
}

/// Speaks a text.
@http(method: "POST", uri: "/v1/speech")
operation SynthesizeSpeech {
    input := {
        LexiconNames: Names

        @required
        OutputFormat: OutputFormat

        @required
        Text: String

        @required
        VoiceId: VoiceId
    }

    output := {
        @httpPayload
        AudioStream: AudioStream = ""

        @httpHeader("Content-Type")
        ContentType: String
    }

    errors: [LexiconNotFoundException]
}

structure Lexicon {
    Content: LexiconContent
    Name: String
}

@sensitive
string LexiconContent

list Names {
    member: String
}

list Voices {
    member: Voice
}

structure Voice {
    Id: VoiceId
    LanguageCode: LanguageCode
    LanguageName: String
}

enum VoiceId {
    DORA = "Dora"
    KARL = "Karl"
}

enum LanguageCode {
    cy_GB = "cy-GB"
    is_IS = "is-IS"
}

enum OutputFormat {
    MP3 = "mp3"
    PCM = "pcm"
}

/// Sound, read as it is spoken.
@streaming
blob AudioStream

/// The lexicon is not there.
@error("client")
@httpError(404)
structure LexiconNotFoundException {
    message: String
}

$version: "2"

namespace example.hostile

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1
use smithy.rules#endpointRuleSet

/// <p>Never closed <b>bold <script>window.harm = 1</script>
/// <img src="x" onerror="window.harm = 2"> <a href="javascript:window.harm = 3">a link</a>
@title("<script>window.harm = 4</script> [a link](javascript:window.harm=5) `tick *star* _under_ Vec<String> <b> #1 \\ [Self::none] https://a.example/")
@service(sdkId: "Hostile", endpointPrefix: "hostile", arnNamespace: "hostile")
@sigv4(name: "hostile")
@restJson1
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "String", builtIn: "AWS::Region", required: false, documentation: "[`Region`] of Vec<String> </p><script>window.harm = 6</script>" }
        Endpoint: { type: "String", builtIn: "SDK::Endpoint", required: false, documentation: "`An unclosed tick and [brackets][" }
    }
    rules: [
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://hostile.{Region}.example.com" }
            type: "endpoint"
        }
        { conditions: [], error: "<b>no</b> [region] `is set", type: "error" }
    ]
})
service Hostile {
    version: "2024-01-01"
    operations: [Call, Old]
}

/// # A heading
///
/// [Self::none], [`crate::none`], [a][b], [^1] and [c]: javascript:window.harm=7
///
///     let indented = "is no test";
///
/// ```
/// let this is = no test;
/// ```
///
/// ```rust
/// never closed
@http(method: "POST", uri: "/call/{label}")
operation Call {
    input := {
        /// <!-- a comment that never ends <script>window.harm = 8</script>
        @required
        @httpLabel
        label: String

        /// HashMap<String, Vec<T>> and <T>, &lt;script&gt;window.harm = 9&lt;/script&gt;, &#60;b&#62;
        @required
        generic: Texts

        /// | a | table |
        /// |---|-------|
        /// | [b | `c |
        table: Entries

        /// `one tick, ``two ticks`, ~~~ and ```` four
        choice: Choice

        /// ![an image](javascript:window.harm=10) <svg onload="window.harm = 11"> */ /* #![deny(warnings)]
        union: Either
    }

    output := {
        /// See https://a.example/<b>, www.example.com and <https://b.example>.
        @required
        found: Nested
    }

    errors: [Refused]
}

/// Deprecated, with a message that is markup.
@deprecated(message: "<script>window.harm = 12</script> [Use this](javascript:window.harm=13) <b>not</b> `that", since: "<i>never")
@http(method: "POST", uri: "/old")
operation Old {}

list Texts {
    member: String
}

map Entries {
    key: String
    value: String
}

/// 1. a list
///   - [ ] [inside
/// > a quotation `of
structure Nested {
    /// \u202E turned \u202C <sub>below <sup>above
    @deprecated(message: "[gone]")
    @required
    value: String
}

/// <dl><dt>[term]<dd>`meaning
enum Choice {
    /// </code></pre></div></section> closed what it never opened
    A

    /// [`A`](Self::A), [B], {@link C}, ${d}
    @deprecated(since: "[`Vec`]")
    B
}

/// <table><tr><td>| pipe [cell</td>
union Either {
    /// <note>[text
    text: String

    /// <pre>let code = 1;
    nested: Nested
}

/// <fullname>[Refused]</fullname> &nbsp; & &unknown;
@error("client")
@httpError(400)
structure Refused {
    /// -- -- - --- **
    message: String
}

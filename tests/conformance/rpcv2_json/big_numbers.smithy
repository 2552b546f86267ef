$version: "2.0"

namespace example.conformance.big_numbers

use aws.api#service
use aws.auth#sigv4
use smithy.protocols#rpcv2Json
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

/// Numbers of any size, which are strings on the wire.
@service(sdkId: "BigNumbers", arnNamespace: "conformance", endpointPrefix: "conformance")
@sigv4(name: "conformance")
@rpcv2Json
@title("BigNumbers")
service BigNumbers {
    version: "2024-01-01"
    operations: [
        Sum
    ]
}

/// Adds up.
@httpRequestTests([
    {
        id: "DigitsAreKept"
        protocol: rpcv2Json
        method: "POST"
        uri: "/service/BigNumbers/operation/Sum"
        body: """
            {
                "whole": "-170141183460469231731687303715884105729",
                "parts": ["0.1000000000000000000000000000000000001", "-3"],
                "named": {"a": "18446744073709551616"},
                "either": {"part": "2.5"}
            }"""
        bodyMediaType: "application/json"
        params: {
            whole: -170141183460469231731687303715884105729
            parts: [0.1000000000000000000000000000000000001, -3]
            named: { a: 18446744073709551616 }
            either: { part: 2.5 }
        }
    }
])
@httpResponseTests([
    {
        id: "StringsAndNumbersAreRead"
        protocol: rpcv2Json
        code: 200
        body: """
            {
                "whole": 170141183460469231731687303715884105729,
                "parts": ["0.1000000000000000000000000000000000001", 1E+2, 7],
                "named": {"a": "18446744073709551616"},
                "either": {"whole": "9"}
            }"""
        bodyMediaType: "application/json"
        params: {
            whole: 170141183460469231731687303715884105729
            parts: [0.1000000000000000000000000000000000001, 100, 7]
            named: { a: 18446744073709551616 }
            either: { whole: 9 }
        }
    }
    {
        id: "WhatIsNotSetHasItsDefault"
        protocol: rpcv2Json
        code: 200
        body: "{}"
        bodyMediaType: "application/json"
        params: { count: 12345678901234567890123, share: 0.25, none: 0 }
    }
])
operation Sum {
    input := {
        whole: BigInteger
        parts: Parts
        named: Named
        either: Either
    }

    output := {
        whole: BigInteger
        parts: Parts
        named: Named
        either: Either
        count: BigInteger = 12345678901234567890123
        share: BigDecimal = 0.25
        none: BigInteger = 0
    }
}

list Parts {
    member: BigDecimal
}

map Named {
    key: String
    value: BigInteger
}

union Either {
    whole: BigInteger
    part: BigDecimal
}

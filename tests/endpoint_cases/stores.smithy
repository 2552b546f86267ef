$version: "2.0"

namespace example.stores

use aws.api#service
use aws.auth#sigv4
use aws.protocols#restJson1
use smithy.rules#clientContextParams
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet
use smithy.rules#endpointTests
use smithy.rules#operationContextParams
use smithy.rules#staticContextParams

/// Stores, whose endpoints depend on everything that a case can set.
@service(sdkId: "Stores")
@sigv4(name: "stores")
@restJson1
@clientContextParams(Nearby: { type: "boolean", documentation: "Whether the nearest endpoint is used." })
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { type: "string", builtIn: "AWS::Region" }
        UseFIPS: { type: "boolean", builtIn: "AWS::UseFIPS", required: true, default: false }
        UseDualStack: { type: "boolean", builtIn: "AWS::UseDualStack", required: true, default: false }
        Endpoint: { type: "string", builtIn: "SDK::Endpoint" }
        AccountId: { type: "string", builtIn: "AWS::Auth::AccountId" }
        AccountIdEndpointMode: { type: "string", builtIn: "AWS::Auth::AccountIdEndpointMode" }
        UseGlobalEndpoint: { type: "boolean", builtIn: "AWS::STS::UseGlobalEndpoint", required: true, default: false }
        Nearby: { type: "boolean" }
        Store: { type: "string" }
        Control: { type: "boolean" }
        Names: { type: "stringArray" }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" } }
        }
        {
            type: "error"
            conditions: [{ fn: "not", argv: [{ fn: "isSet", argv: [{ ref: "Region" }] }] }]
            error: "No region"
        }
        {
            type: "error"
            conditions: [
                { fn: "booleanEquals", argv: [{ ref: "UseFIPS" }, true] }
                { fn: "booleanEquals", argv: [{ ref: "UseDualStack" }, true] }
            ]
            error: "{Region} has no such endpoint"
        }
        {
            type: "endpoint"
            conditions: [{ fn: "booleanEquals", argv: [{ ref: "UseGlobalEndpoint" }, true] }]
            endpoint: {
                url: "https://stores.example.com"
                properties: { authSchemes: [{ name: "sigv4", signingName: "stores", signingRegion: "global-1" }] }
            }
        }
        {
            type: "endpoint"
            conditions: [
                { fn: "isSet", argv: [{ ref: "Nearby" }] }
                { fn: "booleanEquals", argv: [{ ref: "Nearby" }, true] }
            ]
            endpoint: { url: "https://nearby.{Region}.example.com/base" }
        }
        {
            type: "endpoint"
            conditions: [
                { fn: "isSet", argv: [{ ref: "Names" }] }
                { fn: "getAttr", argv: [{ ref: "Names" }, "[1]"], assign: "second" }
            ]
            endpoint: { url: "https://{second}.{Region}.example.com" }
        }
        {
            type: "endpoint"
            conditions: [{ fn: "isSet", argv: [{ ref: "Store" }] }, { fn: "isSet", argv: [{ ref: "Control" }] }]
            endpoint: {
                url: "https://control.{Region}.example.com"
                headers: { "x-store": ["{Store}", "two"] }
                properties: {
                    authSchemes: [{ name: "sigv4", signingName: "control", disableDoubleEncoding: true }]
                }
            }
        }
        {
            type: "endpoint"
            conditions: [
                { fn: "isSet", argv: [{ ref: "AccountId" }] }
                { fn: "isSet", argv: [{ ref: "AccountIdEndpointMode" }] }
                { fn: "not", argv: [{ fn: "stringEquals", argv: [{ ref: "AccountIdEndpointMode" }, "disabled"] }] }
            ]
            endpoint: { url: "https://{AccountId}.{Region}.example.com" }
        }
        { type: "endpoint", conditions: [], endpoint: { url: "https://{Region}.example.com" } }
    ]
})
@endpointTests({
    version: "1.0"
    testCases: [
        {
            documentation: "the region alone, with what the model says about signatures"
            params: { Region: "us-west-2" }
            expect: { endpoint: { url: "https://us-west-2.example.com" } }
            operationInputs: [{ operationName: "GetStore", builtInParams: { "AWS::Region": "us-west-2" }, operationParams: { Name: "a" } }]
        }
        {
            documentation: "a setting of the client and an endpoint with a path"
            params: { Region: "us-west-2", Nearby: true }
            expect: { endpoint: { url: "https://nearby.us-west-2.example.com/base" } }
            operationInputs: [{
                operationName: "GetStore"
                builtInParams: { "AWS::Region": "us-west-2" }
                clientParams: { Nearby: true }
                operationParams: { Name: "a" }
            }]
        }
        {
            documentation: "an error"
            params: { Region: "us-west-2", UseFIPS: true, UseDualStack: true }
            expect: { error: "us-west-2 has no such endpoint" }
            operationInputs: [{
                operationName: "GetStore"
                builtInParams: { "AWS::Region": "us-west-2", "AWS::UseFIPS": true, "AWS::UseDualStack": true }
                operationParams: { Name: "a" }
            }]
        }
        {
            documentation: "a built-in that is not a setting"
            params: { Region: "us-west-2", UseGlobalEndpoint: true }
            expect: {
                endpoint: {
                    url: "https://stores.example.com"
                    properties: { authSchemes: [{ name: "sigv4", signingName: "stores", signingRegion: "global-1" }] }
                }
            }
            operationInputs: [{
                operationName: "GetStore"
                builtInParams: { "AWS::Region": "us-west-2", "AWS::STS::UseGlobalEndpoint": true }
                operationParams: { Name: "a" }
            }]
        }
        {
            documentation: "headers, a constant of an operation, a member and a host prefix"
            params: { Region: "us-west-2", Store: "corner", Control: true }
            expect: {
                endpoint: {
                    url: "https://control.us-west-2.example.com"
                    headers: { "X-Store": ["corner", "two"] }
                    properties: { authSchemes: [{ name: "sigv4", signingName: "control", disableDoubleEncoding: true }] }
                }
            }
            operationInputs: [{
                operationName: "PutStore"
                builtInParams: { "AWS::Region": "us-west-2" }
                operationParams: { Store: "corner", Names: [{ Text: "one" }] }
            }]
        }
        {
            documentation: "a path into the input"
            params: { Region: "us-west-2", Names: ["one", "two"], Store: "corner", Control: true }
            expect: { endpoint: { url: "https://two.us-west-2.example.com" } }
            operationInputs: [{
                operationName: "PutStore"
                builtInParams: { "AWS::Region": "us-west-2" }
                operationParams: { Store: "corner", Names: [{ Text: "one" }, { Text: "two" }] }
            }]
        }
        {
            documentation: "a path with several members of each item, some of them absent"
            params: { Region: "us-west-2", Names: ["one", "two", "three"] }
            expect: { endpoint: { url: "https://two.us-west-2.example.com" } }
            operationInputs: [
                {
                    operationName: "MoveStores"
                    builtInParams: { "AWS::Region": "us-west-2" }
                    operationParams: { Moves: [{ From: "one", To: { Text: "two" } }, { From: "three" }] }
                }
                {
                    operationName: "MoveStores"
                    builtInParams: { "AWS::Region": "us-west-2" }
                    operationParams: { Moves: [{}, { To: {} }, { To: { Text: "one" } }, { From: "two" }] }
                }
            ]
        }
        {
            documentation: "the same path without a second name"
            params: { Region: "us-west-2", Names: ["one"] }
            expect: { endpoint: { url: "https://us-west-2.example.com" } }
            operationInputs: [
                {
                    operationName: "MoveStores"
                    builtInParams: { "AWS::Region": "us-west-2" }
                    operationParams: { Moves: [{ From: "one" }] }
                }
                { operationName: "MoveStores", builtInParams: { "AWS::Region": "us-west-2" } }
            ]
        }
        {
            documentation: "the account of the credentials"
            params: { Region: "us-west-2", AccountId: "123456789012", AccountIdEndpointMode: "preferred" }
            expect: { endpoint: { url: "https://123456789012.us-west-2.example.com" } }
            operationInputs: [
                {
                    operationName: "GetStore"
                    builtInParams: {
                        "AWS::Region": "us-west-2"
                        "AWS::Auth::AccountId": "123456789012"
                        "AWS::Auth::AccountIdEndpointMode": "preferred"
                    }
                    operationParams: { Name: "a" }
                }
                {
                    operationName: "GetStore"
                    builtInParams: { "AWS::Region": "us-west-2", "AWS::Auth::AccountId": "123456789012" }
                    operationParams: { Name: "a" }
                }
            ]
        }
        {
            documentation: "a configured endpoint"
            params: { Region: "us-west-2", Endpoint: "http://localhost:8000/stores" }
            expect: { endpoint: { url: "http://localhost:8000/stores" } }
            operationInputs: [{
                operationName: "GetStore"
                builtInParams: { "AWS::Region": "us-west-2", "SDK::Endpoint": "http://localhost:8000/stores" }
                operationParams: { Name: "a" }
            }, {
                operationName: "GetStore"
                builtInParams: { "SDK::Endpoint": "http://localhost:8000/stores" }
                operationParams: { Name: "a" }
            }, {
                operationName: "ListStores"
                builtInParams: { "SDK::Endpoint": "http://localhost:8000/stores" }
            }]
        }
        {
            documentation: "no region"
            params: {}
            expect: { error: "No region" }
            operationInputs: [{ operationName: "GetStore", operationParams: { Name: "a" } }]
        }
    ]
})
service Stores {
    version: "1"
    operations: [GetStore, ListStores, PutStore, MoveStores]
}

@http(method: "GET", uri: "/stores/{Name}")
@readonly
operation GetStore {
    input := {
        @required
        @httpLabel
        Name: String
    }
}

/// Is not signed.
@auth([])
@http(method: "GET", uri: "/stores")
@readonly
operation ListStores {
    input := {}
}

@http(method: "PUT", uri: "/stores")
@idempotent
@endpoint(hostPrefix: "{Store}.")
@staticContextParams(Control: { value: true })
@operationContextParams(Names: { path: "Names[*].Text" })
operation PutStore {
    input := {
        @required
        @hostLabel
        @contextParam(name: "Store")
        Store: String
        Names: NameList
    }
}

@http(method: "POST", uri: "/moves")
@operationContextParams(Names: { path: "Moves[*].[From, To.Text][]" })
operation MoveStores {
    input := {
        Moves: MoveList
    }
}

list MoveList {
    member: Move
}

structure Move {
    From: String
    To: Name
}

list NameList {
    member: Name
}

structure Name {
    Text: String
}

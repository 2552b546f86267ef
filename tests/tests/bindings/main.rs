//! The clients of the small models, called against a server on loopback: each behaviour of the
//! protocol in both directions, with what it looks like on the wire.

mod auth;
mod choices;
mod endpoints;
mod errors;
mod headers;
mod json;
mod optional;
mod pages;
mod payloads;
mod places;
mod secrets;
mod streams;
mod support;
mod tokens;

/// What the build step made.
mod clients {
    tinsmith_runtime::include_client!(auth_api_key_header);
    tinsmith_runtime::include_client!(auth_api_key_query);
    tinsmith_runtime::include_client!(auth_basic);
    tinsmith_runtime::include_client!(auth_bearer);
    tinsmith_runtime::include_client!(auth_digest);
    tinsmith_runtime::include_client!(auth_none);
    tinsmith_runtime::include_client!(auth_optional);
    tinsmith_runtime::include_client!(auth_several);
    tinsmith_runtime::include_client!(defaults);
    tinsmith_runtime::include_client!(documents);
    tinsmith_runtime::include_client!(endpoint_params);
    tinsmith_runtime::include_client!(enums);
    tinsmith_runtime::include_client!(errors);
    tinsmith_runtime::include_client!(greedy_labels);
    tinsmith_runtime::include_client!(headers);
    tinsmith_runtime::include_client!(host_label);
    tinsmith_runtime::include_client!(host_prefix);
    tinsmith_runtime::include_client!(idempotency_token);
    tinsmith_runtime::include_client!(int_enums);
    tinsmith_runtime::include_client!(json_name);
    tinsmith_runtime::include_client!(labels);
    tinsmith_runtime::include_client!(media_type);
    tinsmith_runtime::include_client!(names);
    tinsmith_runtime::include_client!(no_inputs);
    tinsmith_runtime::include_client!(numbers);
    tinsmith_runtime::include_client!(paginated);
    tinsmith_runtime::include_client!(paginated_no_defaults);
    tinsmith_runtime::include_client!(payload_blob);
    tinsmith_runtime::include_client!(payload_document);
    tinsmith_runtime::include_client!(payload_enum);
    tinsmith_runtime::include_client!(payload_string);
    tinsmith_runtime::include_client!(payload_structure);
    tinsmith_runtime::include_client!(payload_union);
    tinsmith_runtime::include_client!(prefix_headers);
    tinsmith_runtime::include_client!(query);
    tinsmith_runtime::include_client!(query_params);
    tinsmith_runtime::include_client!(recursion);
    tinsmith_runtime::include_client!(required);
    tinsmith_runtime::include_client!(response_code);
    tinsmith_runtime::include_client!(sensitive);
    tinsmith_runtime::include_client!(sparse);
    tinsmith_runtime::include_client!(streaming_both);
    tinsmith_runtime::include_client!(streaming_request);
    tinsmith_runtime::include_client!(streaming_response);
    tinsmith_runtime::include_client!(timestamp_formats);
    tinsmith_runtime::include_client!(unions);
    tinsmith_runtime::include_client!(unsigned_payload);
}

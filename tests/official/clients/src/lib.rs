//! Generated clients of the services whose official clients they are compared with.

tinsmith_runtime::include_client!(apigateway);
tinsmith_runtime::include_client!(bedrockruntime);
tinsmith_runtime::include_client!(dynamodb);
tinsmith_runtime::include_client!(glacier);
tinsmith_runtime::include_client!(route53);
tinsmith_runtime::include_client!(s3);
tinsmith_runtime::include_client!(sqs);
tinsmith_runtime::include_client!(sts);

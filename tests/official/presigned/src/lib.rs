//! Generated clients, whose presigned URLs and tokens are compared with those of the official clients.

tinsmith_runtime::include_client!(dsql);
tinsmith_runtime::include_client!(polly);
tinsmith_runtime::include_client!(rds);
tinsmith_runtime::include_client!(s3);

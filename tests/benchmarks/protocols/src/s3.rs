//! XML: a list of S3, many small elements.

use std::fmt::Write as _;

/// How many objects a list has.
const OBJECTS: usize = 200;

/// The response of `ListObjectsV2`, about 90 KB.
pub(crate) fn list() -> Vec<u8> {
    let mut list = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        "\n",
        r#"<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">"#,
        "<Name>invoices</Name><Prefix>2024/</Prefix>",
        "<NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>",
    ));
    let _ = write!(
        list,
        "<KeyCount>{OBJECTS}</KeyCount><MaxKeys>{OBJECTS}</MaxKeys><IsTruncated>true</IsTruncated>"
    );
    for number in 0..OBJECTS {
        object(&mut list, number);
    }
    list.push_str("</ListBucketResult>");
    list.into_bytes()
}

fn object(list: &mut String, number: usize) {
    let _ = write!(
        list,
        concat!(
            "<Contents><Key>2024/{month:02}/invoice &amp; receipt {number:05}.pdf</Key>",
            "<LastModified>2024-{month:02}-17T08:{minute:02}:12.000Z</LastModified>",
            "<ETag>&quot;{tag:032x}&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm>",
            "<ChecksumType>FULL_OBJECT</ChecksumType><Size>{size}</Size>",
            "<Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID>",
            "<DisplayName>accounts</DisplayName></Owner>",
            "<StorageClass>STANDARD</StorageClass></Contents>",
        ),
        month = number % 12 + 1,
        minute = number % 60,
        number = number,
        tag = (number as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
        size = number * 7919 + 4096,
    );
}

/// One client's calls. The text is the same for both.
macro_rules! calls {
    ($name:ident, $client:path) => {
        pub(crate) mod $name {
            use tinsmith_benchmark_calls::Spent;
            use $client as sdk;

            client!(sdk, "application/xml");

            impl Calls {
                pub(crate) async fn list_objects(&self) -> Spent {
                    let call = self.client.list_objects_v2().bucket("invoices");
                    let (spent, output) = measured!(self, call.fetch_owner(true));
                    assert_eq!(output.contents().len(), super::OBJECTS);
                    spent
                }
            }
        }
    };
}

calls!(ours, crate::clients::s3);
calls!(official, ::aws_sdk_s3);

//! CBOR: figures of CloudWatch, long lists of times and numbers.

/// How many figures the response has over time.
const RESULTS: usize = 5;

/// How many points each of them has: a day of five minutes each.
const POINTS: usize = 288;

/// The response of `GetMetricData`, about 30 KB.
pub(crate) fn data() -> Vec<u8> {
    let mut out = Cbor::default();
    out.head(MAP, 1);
    out.text("MetricDataResults");
    out.head(ARRAY, RESULTS);
    for result in 0..RESULTS {
        out.head(MAP, 5);
        out.text("Id");
        out.text(&format!("m{result}"));
        out.text("Label");
        out.text("CPUUtilization");
        out.text("Timestamps");
        out.head(ARRAY, POINTS);
        for point in 0..POINTS {
            out.head(TAG, 1);
            out.double(1_715_904_000.0 + (300 * point) as f64);
        }
        out.text("Values");
        out.head(ARRAY, POINTS);
        for point in 0..POINTS {
            out.double((point * 37 % 1000) as f64 / 7.0 + result as f64);
        }
        out.text("StatusCode");
        out.text("Complete");
    }
    out.0
}

/// Kinds of values (RFC 8949, section 3.1).
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;

#[derive(Default)]
struct Cbor(Vec<u8>);

impl Cbor {
    fn head(&mut self, kind: u8, number: usize) {
        let kind = kind << 5;
        match u16::try_from(number).expect("a short list") {
            number @ 0..24 => self.0.push(kind | number as u8),
            number => {
                self.0.push(kind | 25);
                self.0.extend(number.to_be_bytes());
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.head(TEXT, text.len());
        self.0.extend(text.as_bytes());
    }

    fn double(&mut self, number: f64) {
        self.0.push(0xfb);
        self.0.extend(number.to_be_bytes());
    }
}

/// The response of `PutMetricData`: an empty map.
pub(crate) const TAKEN: &[u8] = b"\xa0";

/// One client's calls. The text is the same for both.
macro_rules! calls {
    ($name:ident, $client:path) => {
        pub(crate) mod $name {
            use aws_smithy_types::DateTime;
            use sdk::types::{Dimension, MetricDataQuery, MetricDatum, StandardUnit};
            use tinsmith_benchmark_calls::Spent;
            use $client as sdk;

            client!(sdk, "application/cbor");

            impl Calls {
                pub(crate) async fn get_metric_data(&self) -> Spent {
                    let query = MetricDataQuery::builder()
                        .id("m0")
                        .expression("AVG(METRICS())");
                    let call = self
                        .client
                        .get_metric_data()
                        .metric_data_queries(query.build())
                        .start_time(DateTime::from_secs(1_715_904_000))
                        .end_time(DateTime::from_secs(1_715_990_400));
                    let (spent, output) = measured!(self, call);
                    let results = output.metric_data_results();
                    let points = results
                        .iter()
                        .map(|it| it.timestamps().len() + it.values().len());
                    assert_eq!(points.sum::<usize>(), 2 * super::RESULTS * super::POINTS);
                    spent
                }

                pub(crate) async fn put_metric_data(&self) -> Spent {
                    let dimension = |name: &str, value: &str| {
                        Dimension::builder().name(name).value(value).build()
                    };
                    let mut call = self.client.put_metric_data().namespace("shop");
                    for number in 0..20_i32 {
                        let datum = MetricDatum::builder()
                            .metric_name("Latency")
                            .dimensions(dimension("Service", "orders"))
                            .dimensions(dimension("Stage", "production"))
                            .timestamp(DateTime::from_secs(1_715_904_000 + i64::from(60 * number)))
                            .set_values(Some(vec![0.125, 17.25, f64::from(number)]))
                            .set_counts(Some(vec![3.0, 1.0, 2.0]))
                            .unit(StandardUnit::Milliseconds)
                            .storage_resolution(60);
                        call = call.metric_data(datum.build());
                    }
                    measured!(self, call).0
                }
            }
        }
    };
}

calls!(ours, crate::clients::cloudwatch);
calls!(official, ::aws_sdk_cloudwatch);

//! Reading and writing each protocol: generated clients and the official ones.
//!
//! Both sides do whole calls on a connection that replays one response; the two take turns, round by
//! round. `protocols [ROUNDS [TEXT]]`: with a text only the rows whose name contains it.

#[macro_use]
mod side;
mod cloudwatch;
mod dynamodb;
#[cfg(feature = "ec2")]
mod ec2;
mod s3;
mod sns;

use tinsmith_benchmark_calls::{Samples, Spent};
use tinsmith_benchmarks::measure::{Table, machine, median, ratio};

/// The clients that the build step made.
mod clients {
    tinsmith_runtime::include_client!(cloudwatch);
    tinsmith_runtime::include_client!(dynamodb);
    #[cfg(feature = "ec2")]
    tinsmith_runtime::include_client!(ec2);
    tinsmith_runtime::include_client!(s3);
    tinsmith_runtime::include_client!(sns);
}

/// How often each side is called before the first round.
const WARM_UP: usize = 200;

/// What a row compares.
type Part = fn(&Samples) -> &[f64];

/// A row's name, what it compares, and the calls of a round.
type Row = (&'static str, Part, usize);

const READING: Part = |it| &it.deserialization;
const WRITING: Part = |it| &it.serialization;

/// Measures one call of both sides' clients of a service, which are answered with `$body`.
macro_rules! row {
    ($bench:ident, $row:expr, $service:ident::$call:ident($body:expr)) => {
        let body = $body;
        let ours = $service::ours::Calls::new(body);
        let official = $service::official::Calls::new(body);
        let sides = (async || ours.$call().await, async || official.$call().await);
        $bench.measure($row, sides).await;
    };
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rounds = arguments.next().and_then(|it| it.parse().ok());
    let bench = Bench {
        rounds: rounds.unwrap_or(15),
        only: arguments.next().unwrap_or_default(),
        table: Table::new(["", "tinsmith", "official", "official / tinsmith"]),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(run(bench));
}

async fn run(mut bench: Bench) {
    println!("{}", machine());
    println!("{} rounds; medians", bench.rounds);

    let row = ("JSON, reading 100 items of DynamoDB", READING, 100);
    row!(bench, row, dynamodb::query(&dynamodb::list()));
    let row = ("JSON, writing an item of DynamoDB", WRITING, 3000);
    row!(bench, row, dynamodb::put_item(b"{}"));
    let row = ("XML, reading 200 objects of S3", READING, 100);
    row!(bench, row, s3::list_objects(&s3::list()));
    #[cfg(feature = "ec2")]
    {
        let row = ("XML, reading 50 machines of EC2", READING, 50);
        row!(bench, row, ec2::describe_instances(&ec2::list()));
        let row = ("form, starting machines of EC2", WRITING, 3000);
        row!(bench, row, ec2::run_instances(ec2::STARTED));
    }
    let row = ("form, writing a message of SNS", WRITING, 3000);
    row!(bench, row, sns::publish(sns::PUBLISHED));
    let row = ("XML, reading its answer", READING, 3000);
    row!(bench, row, sns::publish(sns::PUBLISHED));
    let row = ("CBOR, reading 1,440 points of CloudWatch", READING, 100);
    row!(bench, row, cloudwatch::get_metric_data(&cloudwatch::data()));
    let row = ("CBOR, writing 20 figures of CloudWatch", WRITING, 1000);
    row!(bench, row, cloudwatch::put_metric_data(cloudwatch::TAKEN));

    bench.table.print();
}

struct Bench {
    rounds: usize,
    /// What a row's name must contain to be measured.
    only: String,
    table: Table,
}

impl Bench {
    /// Adds what the calls of each side spent. Each round in its turn starts with the other side.
    async fn measure(
        &mut self,
        (name, part, calls): Row,
        (ours, official): (impl AsyncFn() -> Spent, impl AsyncFn() -> Spent),
    ) {
        if !name.contains(&self.only) {
            return;
        }
        let mut sides = [Samples::default(), Samples::default()];
        for round in 0..=self.rounds {
            for turn in [round % 2, (round + 1) % 2] {
                let times = if round == 0 { WARM_UP } else { calls };
                let mut spent = Vec::with_capacity(times);
                for _ in 0..times {
                    spent.push(match turn {
                        0 => ours().await,
                        _ => official().await,
                    });
                }
                if round > 0 {
                    sides[turn].add(&spent);
                }
            }
        }
        self.add(name, sides.each_ref().map(part));
    }

    fn add(&mut self, name: &str, [ours, official]: [&[f64]; 2]) {
        let micros = |nanos: f64| format!("{:.2} µs", nanos / 1e3);
        self.table.row([
            name.to_owned(),
            micros(median(ours)),
            micros(median(official)),
            format!("{:.2}", ratio(ours, official)),
        ]);
    }
}

//! Reading and writing each protocol: generated clients and the official ones.
//!
//! Both sides do whole calls on a connection that replays one response; the two take turns, round by
//! round. `protocols [ROUNDS]`.

#[macro_use]
mod side;
mod dynamodb;

use tinsmith_benchmark_calls::{Samples, Spent};
use tinsmith_benchmarks::measure::{Table, machine, median, ratio};

/// The clients that the build step made.
mod clients {
    tinsmith_runtime::include_client!(dynamodb);
}

/// How often each side is called before the first round.
const WARM_UP: usize = 200;

fn main() {
    let rounds = std::env::args().nth(1).and_then(|it| it.parse().ok());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(run(rounds.unwrap_or(15)));
}

async fn run(rounds: usize) {
    println!("{}", machine());
    println!("{rounds} rounds; medians");
    let mut table = Table::new(["", "tinsmith", "official", "official / tinsmith"]);

    let list = dynamodb::list();
    let ours = [&list[..], b"{}"].map(dynamodb::ours::Calls::new);
    let official = [&list[..], b"{}"].map(dynamodb::official::Calls::new);
    let sides = compare(
        (rounds, 100),
        async || ours[0].query().await,
        async || official[0].query().await,
    )
    .await;
    row(
        &mut table,
        "JSON, reading 100 items of DynamoDB",
        &sides,
        |it| &it.deserialization,
    );
    let sides = compare(
        (rounds, 3000),
        async || ours[1].put_item().await,
        async || official[1].put_item().await,
    )
    .await;
    row(
        &mut table,
        "JSON, writing an item of DynamoDB",
        &sides,
        |it| &it.serialization,
    );
    table.print();
}

/// What the calls of each side spent, in so many rounds of so many calls. Each round in its turn starts
/// with the other side.
async fn compare(
    (rounds, calls): (usize, usize),
    ours: impl AsyncFn() -> Spent,
    official: impl AsyncFn() -> Spent,
) -> [Samples; 2] {
    let mut sides = [Samples::default(), Samples::default()];
    for round in 0..=rounds {
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
    sides
}

fn row(table: &mut Table, name: &str, sides: &[Samples; 2], part: fn(&Samples) -> &[f64]) {
    let [ours, official] = sides.each_ref().map(part);
    let micros = |nanos: f64| format!("{:.2} µs", nanos / 1e3);
    table.row([
        name.to_owned(),
        micros(median(ours)),
        micros(median(official)),
        format!("{:.2}", ratio(ours, official)),
    ]);
}

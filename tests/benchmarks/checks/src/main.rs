//! The checks of an input: two clients of one model send the same input, and one of them checks it.
//!
//! Both do whole calls on a connection that replays one response; they take turns, round by round. `checks [ROUNDS]`.

use tinsmith_benchmark_calls::{Samples, Spent};
use tinsmith_benchmarks::measure::{Table, machine, median};

/// The clients that the build step made.
mod clients {
    tinsmith_runtime::include_client!(checked);
    tinsmith_runtime::include_client!(unchecked);
}

/// How often each client is called before the first round.
const WARM_UP: usize = 200;

/// The calls of a round.
const CALLS: usize = 1000;

/// Declares a client whose calls are all answered with an empty object.
macro_rules! client {
    ($name:ident) => {
        mod $name {
            use std::time::Instant;

            use tinsmith_benchmark_calls::{Replay, Spent, Stopwatch};

            use crate::clients::$name::Client;
            use crate::clients::$name::config::{self, Config, StalledStreamProtectionConfig};
            use crate::clients::$name::types::{Address, Customer, Line, Priority};

            pub(super) struct Calls {
                client: Client,
                stopwatch: Stopwatch,
            }

            impl Calls {
                pub(super) fn new() -> Self {
                    let stopwatch = Stopwatch::new();
                    let config = Config::builder()
                        .behavior_version(config::BehaviorVersion::latest())
                        .endpoint_url("http://orders.test")
                        .retry_config(config::retry::RetryConfig::disabled())
                        .timeout_config(config::timeout::TimeoutConfig::disabled())
                        .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
                        .http_client(Replay::new(b"{}", "application/json"))
                        .interceptor(stopwatch.clone())
                        .build();
                    Self {
                        client: Client::from_conf(config),
                        stopwatch,
                    }
                }

                /// Sends an order of this many lines, with as many tags.
                pub(super) async fn put_order(&self, lines: usize) -> Spent {
                    let address = Address::builder().street("12 St James's Square");
                    let address = address.city("London").country("GB").build();
                    let customer = Customer::builder().name("Ada").email("ada@example.com");
                    let customer = customer.address(address.expect("it is complete")).build();
                    let mut call = self.client.put_order().id("order#7");
                    call = call.customer(customer.expect("it is complete"));
                    for number in 0..lines {
                        let line = Line::builder().sku(format!("A-{number}")).count(2);
                        let line = line.price(259.95).build();
                        call = call.lines(line.expect("it is complete"));
                        call = call.tags(format!("tag no. {number}"));
                    }
                    let call = call.priority(Priority::High);
                    let start = Instant::now();
                    call.send().await.expect("the replayed response");
                    self.stopwatch.spent(start.elapsed())
                }
            }
        }
    };
}

client!(checked);
client!(unchecked);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rounds = arguments
        .next()
        .and_then(|it| it.parse().ok())
        .unwrap_or(15);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    println!("{}", machine());
    println!("{rounds} rounds; medians, from the input to the request");
    let clients = (checked::Calls::new(), unchecked::Calls::new());
    let mut table = Table::new(["", "without checks", "with checks", "of the whole call"]);
    for lines in [2, 50] {
        let sides = runtime.block_on(measure(&clients, lines, rounds));
        let [checked, unchecked] = sides.each_ref().map(|it| median(&it.serialization));
        let call = median(&sides[1].call);
        let micros = |nanos: f64| format!("{:.2} µs", nanos / 1e3);
        table.row([
            format!("an order of {lines} lines and {lines} tags"),
            micros(unchecked),
            micros(checked),
            format!(
                "{:.1} % of {}",
                (checked - unchecked) / call * 100.0,
                micros(call)
            ),
        ]);
    }
    table.print();
}

/// What calls of the client with checks spent, and of that without. Each round in its turn starts with the other client.
async fn measure(
    (checked, unchecked): &(checked::Calls, unchecked::Calls),
    lines: usize,
    rounds: usize,
) -> [Samples; 2] {
    let mut sides = [Samples::default(), Samples::default()];
    for round in 0..=rounds {
        for turn in [round % 2, (round + 1) % 2] {
            let times = if round == 0 { WARM_UP } else { CALLS };
            let mut spent: Vec<Spent> = Vec::with_capacity(times);
            for _ in 0..times {
                spent.push(match turn {
                    0 => checked.put_order(lines).await,
                    _ => unchecked.put_order(lines).await,
                });
            }
            if round > 0 {
                sides[turn].add(&spent);
            }
        }
    }
    sides
}

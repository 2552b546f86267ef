//! Reading and writing JSON: the generated client, the official client, and the floors.
//!
//! Both clients do whole calls on a connection that replays one response. The same interceptor in
//! both takes the time between the hooks around serialization (the request: its line, headers and
//! body) and around deserialization (the response: its body collected and read). The two sides take
//! turns, round by round.

mod client;
mod data;
mod floors;
mod writers;

use std::hint::black_box;
use std::time::Instant;

use client::{official, ours};
use tinsmith_benchmark_calls::Samples;
use tinsmith_benchmarks::measure::{Table, machine, median, ratio};

/// How often each side is called before the first round.
const WARM_UP: usize = 200;

/// What is called in a round.
struct Plan {
    rounds: usize,
    lists: usize,
    items: usize,
}

/// The medians of the rounds of one side, in nanoseconds.
#[derive(Default)]
struct Side {
    list: Samples,
    item: Samples,
    input: Samples,
}

fn main() {
    let rounds = std::env::args().nth(1).and_then(|it| it.parse().ok());
    let plan = Plan {
        rounds: rounds.unwrap_or(15),
        lists: 100,
        items: 3000,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(run(&plan));
}

async fn run(plan: &Plan) {
    let (list, item) = (data::list(), data::item());
    let input = input();
    let bytes = [
        list.len(),
        item.len(),
        serde_json::to_vec(&input).map_or(0, |it| it.len()),
    ];
    println!("{}", machine());
    println!(
        "list {} B, item {} B, input {} B; {} rounds; medians",
        bytes[0], bytes[1], bytes[2], plan.rounds
    );
    let ours = [&list[..], &item, b"{}"].map(ours::Calls::new);
    let official = [&list[..], &item, b"{}"].map(official::Calls::new);
    let mut sides = [Side::default(), Side::default()];
    // Each round in its turn starts with the other side.
    for round in 0..=plan.rounds {
        let warming = round == 0;
        for turn in [round % 2, (round + 1) % 2] {
            let mut side = Side::default();
            let lists = if warming { WARM_UP } else { plan.lists };
            let items = if warming { WARM_UP } else { plan.items };
            macro_rules! round {
                ($calls:expr) => {{
                    let mut spent = Vec::with_capacity(items);
                    for _ in 0..lists {
                        spent.push($calls[0].search_users().await.0);
                    }
                    side.list.add(&spent);
                    spent.clear();
                    for _ in 0..items {
                        spent.push($calls[1].describe_user().await.0);
                    }
                    side.item.add(&spent);
                    spent.clear();
                    for _ in 0..items {
                        spent.push($calls[2].create_user().await);
                    }
                    side.input.add(&spent);
                }};
            }
            match turn {
                0 => round!(ours),
                _ => round!(official),
            }
            if !warming {
                sides[turn].extend(side);
            }
        }
    }
    let parsed = ours[0].search_users().await.1;
    report(&sides, bytes);
    println!("JSON alone, without a request or a response: the two writers, and the floors.");
    let mut table = Table::new(["", "list", "item", "input"]);
    table.row([
        "serde_json".to_owned(),
        read::<floors::List>(&list, 100),
        read::<floors::Item>(&item, 3000),
        write(|| serde_json::to_vec(&input).map_or(0, |it| it.len())),
    ]);
    table.row([
        "sonic-rs".to_owned(),
        sonic::<floors::List>(&list, 100),
        sonic::<floors::Item>(&item, 3000),
        write(|| sonic_rs::to_vec(&input).map_or(0, |it| it.len())),
    ]);
    for (name, writer) in [
        (
            "tinsmith's writer",
            writers::ours as fn(&floors::User) -> usize,
        ),
        ("the official writer", writers::official),
    ] {
        let none = String::new;
        let time = write(|| writer(black_box(&input)));
        table.row([name.to_owned(), none(), none(), time]);
    }
    let user = ours[1].describe_user().await.1;
    table.row([
        "allocation of the values".to_owned(),
        clone(&parsed, 100),
        clone(&user, 3000),
        String::new(),
    ]);
    table.row([
        "two clock readings".to_owned(),
        clock(),
        String::new(),
        String::new(),
    ]);
    table.print();
}

impl Side {
    /// What a request with a body takes more than one without, round by round: the JSON, and the
    /// headers that a body has.
    fn body(&self) -> Vec<f64> {
        let rounds = self
            .input
            .serialization
            .iter()
            .zip(&self.item.serialization);
        rounds.map(|(with, without)| with - without).collect()
    }

    fn extend(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.list, other.list),
            (&mut self.item, other.item),
            (&mut self.input, other.input),
        ] {
            mine.serialization.extend(theirs.serialization);
            mine.deserialization.extend(theirs.deserialization);
            mine.call.extend(theirs.call);
        }
    }
}

fn report([ours, official]: &[Side; 2], bytes: [usize; 3]) {
    let mut table = Table::new([
        "",
        "tinsmith",
        "official",
        "official / tinsmith",
        "MB/s",
        "MB/s",
    ]);
    let mut row = |name: &str, of: fn(&Side) -> Vec<f64>, bytes: Option<usize>| {
        let (a, b) = (of(ours), of(official));
        let speed = |nanos: &[f64]| {
            let speed = bytes.map(|bytes| bytes as f64 * 1e3 / median(nanos));
            speed.map_or_else(String::new, |speed| format!("{speed:.0}"))
        };
        table.row([
            name.to_owned(),
            micros(median(&a)),
            micros(median(&b)),
            format!("{:.2}", ratio(&a, &b)),
            speed(&a),
            speed(&b),
        ]);
    };
    let [list, item, input] = bytes.map(Some);
    row(
        "reading the list",
        |side| side.list.deserialization.clone(),
        list,
    );
    row(
        "reading the item",
        |side| side.item.deserialization.clone(),
        item,
    );
    row(
        "writing the input",
        |side| side.input.serialization.clone(),
        input,
    );
    row(
        "a request without a body",
        |side| side.item.serialization.clone(),
        None,
    );
    row("what the body takes of it", Side::body, input);
    row("whole call, list", |side| side.list.call.clone(), None);
    row("whole call, item", |side| side.item.call.clone(), None);
    row("whole call, input", |side| side.input.call.clone(), None);
    table.print();
}

fn micros(nanos: f64) -> String {
    format!("{:.2} µs", nanos / 1e3)
}

/// The median time of `once`, of which what it returns is dropped outside of the time.
fn timed<T>(times: usize, mut once: impl FnMut() -> T) -> String {
    let mut samples = Vec::with_capacity(times);
    let mut kept = Vec::with_capacity(times);
    for _ in 0..times {
        let start = Instant::now();
        let value = black_box(once());
        samples.push(start.elapsed().as_nanos() as f64);
        kept.push(value);
        if kept.len() == 16 {
            kept.clear();
        }
    }
    micros(median(&samples))
}

fn read<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8], times: usize) -> String {
    timed(times * 10, || {
        serde_json::from_slice::<T>(black_box(bytes)).ok()
    })
}

fn sonic<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8], times: usize) -> String {
    timed(times * 10, || {
        sonic_rs::from_slice::<T>(black_box(bytes)).ok()
    })
}

fn write(once: impl FnMut() -> usize) -> String {
    timed(30_000, once)
}

fn clone<T: Clone>(value: &T, times: usize) -> String {
    timed(times * 10, || black_box(value).clone())
}

fn clock() -> String {
    timed(30_000, || ())
}

/// The body of `CreateUser`, as the clients write it.
fn input() -> floors::User {
    let text = |text: &str| Some(text.to_owned());
    floors::User {
        username: text("ada.lovelace"),
        password: text("Note G, 1843!"),
        identity_info: Some(floors::IdentityInfo {
            first_name: text("Ada"),
            last_name: text("Lovelace"),
            email: text("ada.lovelace@analytical-engines.example"),
            secondary_email: text("countess@letters-and-notes.example"),
            mobile: text("+442079460000"),
        }),
        phone_config: Some(floors::PhoneConfig {
            phone_type: text("SOFT_PHONE"),
            auto_accept: Some(true),
            after_contact_work_time_limit: Some(30),
            desk_phone_number: None,
        }),
        security_profile_ids: Some(vec![
            "0000b17e-4c1d-4e5f-8a9b-000000050005".to_owned(),
            "0000f6ad-4c1d-4e5f-8a9b-000000070007".to_owned(),
        ]),
        routing_profile_id: text("00009e37-4c1d-4e5f-8a9b-000000010001"),
        tags: Some([("team".to_owned(), "returns and exchanges".to_owned())].into()),
        ..floors::User::default()
    }
}

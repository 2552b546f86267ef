//! Compares the public surface of official clients with that of generated clients: paths, types, fields, variants, methods
//! with their signatures, implementations of traits, and cargo features.
//!
//! A generated client must have everything that the official client has, except for the differences in `known.txt`, each
//! of which has a reason. What only the generated client has is counted. A service may have two models, an older one in
//! Smithy's format and a newer one in AWS JSON. Then it is enough if the client of one of them has an item.
//!
//! The official clients are those that cargo has unpacked, in the versions that `tests/official/surface` locks:
//! `cargo fetch --manifest-path tests/official/surface/Cargo.toml` gets them. A client that is not there is
//! skipped with a message. The test compares a sample of the clients; `TINSMITH_OFFICIAL=all` compares all, and
//! `TINSMITH_OFFICIAL=s3,ec2` compares these two.

mod crates;
mod known;
mod lister;
mod manifest;
mod resolve;
mod services;
mod surface;
mod ty;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use tinsmith_model::Model;
use tinsmith_tests::official::official_version;
use tinsmith_tests::{cases, generate, generate_split, models, repository};

use crate::crates::{CLIENT, Crates, generated_client, inner_crates, official_client};
use crate::known::{AllKnown, family};
use crate::manifest::Manifest;
use crate::services::{Place, SAMPLE, SERVICES, versions};
use crate::surface::{Kind, Surface};

/// The number of services that are compared at the same time.
const THREADS: usize = 2;

/// How many lines are shown for one part of a model.
const SHOWN: usize = 6;

/// The result of comparing the clients of one service.
struct Compared {
    service: &'static str,
    /// The number of lines of the official client, by kind.
    lines: BTreeMap<Kind, usize>,
    /// The number of accepted differences, by reason.
    reasons: BTreeMap<String, usize>,
    /// The number of lines that only our client has.
    only_ours: usize,
    /// The differences without a reason, by the part of the model that they belong to.
    unexplained: BTreeMap<String, Vec<String>>,
    /// How often each entry of `known.txt` was used.
    uses: Vec<usize>,
    /// What the manifest of our client lacks.
    manifest: Vec<String>,
}

#[test]
fn generated_clients_have_all_public_items_of_official_ones() {
    let which = env::var("TINSMITH_OFFICIAL").ok();
    let all = which.as_deref() == Some("all");
    let is_chosen = |service: &str| match &which {
        Some(which) => all || which.split(',').any(|it| it == service),
        None => SAMPLE.contains(&service),
    };
    let chosen = SERVICES.iter().filter(|(service, _)| is_chosen(service));
    let pending = Mutex::new(chosen.collect::<Vec<_>>());
    let compared = Mutex::new(Vec::new());
    let versions = versions();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let crates = Crates::new(repository().join("runtime/src"));
                loop {
                    let next = pending.lock().expect("no panic before").pop();
                    let Some(&(service, places)) = next else {
                        break;
                    };
                    let version = versions.get(service).map_or("", String::as_str);
                    if let Some(found) = compare(&crates, service, version, places) {
                        compared.lock().expect("no panic before").push(found);
                    }
                }
            });
        }
    });
    let mut compared = compared.into_inner().expect("no panic before");
    compared.sort_by_key(|it| it.service);
    report(&compared, all && compared.len() == SERVICES.len());
}

fn compare(
    crates: &Crates,
    service: &'static str,
    version: &str,
    places: &[Place],
) -> Option<Compared> {
    let name = format!("aws-sdk-{service}");
    let (folder, theirs) = official_client(&name, version)?;
    let paths: Option<Vec<PathBuf>> = places.iter().map(|place| place.find()).collect();
    let paths = paths?;
    crates.set_client(theirs);
    let theirs = lister::list(crates);
    let mut manifest = Manifest::default();
    let mut clients = Vec::new();
    for path in paths {
        let model = Model::load(&[path]).unwrap_or_else(|problems| panic!("{problems}"));
        let client = generate(&model, &name).unwrap_or_else(|problems| panic!("{problems}"));
        let mut files = client.files.iter();
        let file = files.find(|file| file.path.ends_with("Cargo.toml"));
        manifest = Manifest::of(&file.expect("a manifest").text);
        crates.set_client(generated_client(&client));
        clients.push(lister::list(crates));
    }
    let newest = clients.last().expect("a model");

    let known = AllKnown::read();
    let mut compared = Compared {
        service,
        lines: BTreeMap::new(),
        reasons: BTreeMap::new(),
        only_ours: newest
            .lines
            .keys()
            .filter(|it| !theirs.lines.contains_key(it))
            .count(),
        unexplained: BTreeMap::new(),
        uses: Vec::new(),
        manifest: Vec::new(),
    };
    let ours_by_head = by_head(newest);
    for ((kind, text), line) in &theirs.lines {
        *compared.lines.entry(*kind).or_default() += 1;
        let key = (*kind, text.clone());
        if clients.iter().any(|ours| ours.has(&key, line)) {
            continue;
        }
        let reason = known.reason(service, text).map(str::to_owned).or_else(|| {
            let found = ours_by_head.get(head(text))?;
            is_optionality(text, found).then(|| OPTIONALITY.to_owned())
        });
        if let Some(reason) = reason {
            *compared.reasons.entry(reason).or_default() += 1;
            continue;
        }
        let mut shown = text.clone();
        if let Some(found) = ours_by_head.get(head(text)) {
            let _ = write!(shown, "\n        ours: {found}");
        }
        let family = family(newest, *kind, &line.owner, text);
        compared.unexplained.entry(family).or_default().push(shown);
    }
    let official = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
    for lack in manifest.lacks(&Manifest::of(&official)) {
        let text = format!("manifest {lack}");
        match known.reason(service, &text) {
            Some(reason) => *compared.reasons.entry(reason.to_owned()).or_default() += 1,
            None => compared.manifest.push(text),
        }
    }
    compared.uses = known.uses();
    Some(compared)
}

/// The reason for differences in optionality, which the AWS JSON format can't express.
const OPTIONALITY: &str = "AWS JSON says neither that a member has a default nor that it is optional for clients \
     (`official_types` compares Smithy models)";

/// The part of a line before the types.
fn head(text: &str) -> &str {
    let end = text.find('(').or_else(|| text.find(": "));
    &text[..end.unwrap_or(text.len())]
}

fn by_head(surface: &Surface) -> BTreeMap<&str, &str> {
    let signatures = surface
        .lines
        .keys()
        .filter(|(kind, _)| *kind == Kind::Signature);
    signatures
        .map(|(_, text)| (head(text), text.as_str()))
        .collect()
}

/// Whether two lines differ only in whether a value is an `Option`, or in whether `build` returns a `Result` for that
/// reason.
fn is_optionality(theirs: &str, ours: &str) -> bool {
    let plain = |text: &str| {
        let text = text.replace(", aws_smithy_types::error::operation::BuildError>", ">");
        text.replace("Result<", "Option<").replace('&', "")
    };
    let (theirs, ours) = (plain(theirs), plain(ours));
    let without = |text: &str, other: &str| {
        let at = text
            .char_indices()
            .zip(other.chars())
            .find(|((_, one), other)| one != other)
            .map_or(other.len(), |((at, _), _)| at);
        let rest = text.get(at..).and_then(|rest| rest.strip_prefix("Option<"));
        rest.and_then(|rest| rest.strip_suffix('>'))
            .is_some_and(|rest| other.get(at..) == Some(rest))
    };
    without(&theirs, &ours) || without(&ours, &theirs)
}

fn report(compared: &[Compared], all: bool) {
    let mut totals: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut failures = String::new();
    let mut uses: Vec<usize> = Vec::new();
    for found in compared {
        let reasons: usize = found.reasons.values().sum();
        let unexplained: usize = found.unexplained.values().map(Vec::len).sum();
        println!(
            "{}: {} lines, {reasons} with a reason, {unexplained} without; {} only ours",
            found.service,
            found.lines.values().sum::<usize>(),
            found.only_ours
        );
        for (kind, count) in &found.lines {
            *totals.entry(*kind).or_default() += count;
        }
        for (family, lines) in &found.unexplained {
            let _ = writeln!(failures, "{} {family}", found.service);
            for line in lines.iter().take(SHOWN) {
                let _ = writeln!(failures, "    {line}");
            }
            if lines.len() > SHOWN {
                let _ = writeln!(failures, "    and {} more", lines.len() - SHOWN);
            }
        }
        for lack in &found.manifest {
            let _ = writeln!(failures, "{} {lack}", found.service);
        }
        uses.resize(found.uses.len(), 0);
        for (sum, uses) in uses.iter_mut().zip(&found.uses) {
            *sum += uses;
        }
    }
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (reason, count) in compared.iter().flat_map(|found| &found.reasons) {
        *reasons.entry(reason).or_default() += count;
    }
    for (reason, count) in reasons {
        println!("{count} lines: {reason}");
    }
    let total = |kind| totals.get(&kind).copied().unwrap_or_default();
    println!(
        "{} clients: {} paths, {} signatures, {} implementations",
        compared.len(),
        total(Kind::Path),
        total(Kind::Signature),
        total(Kind::Implementation)
    );
    let services: BTreeSet<&str> = compared.iter().map(|found| found.service).collect();
    uses.resize(AllKnown::read().uses().len(), 0);
    let stale = AllKnown::read().stale(&services, all, &uses);
    assert!(
        failures.is_empty(),
        "official clients have items that generated clients lack:\n{failures}"
    );
    assert!(
        stale.is_empty(),
        "these entries no longer cover a difference:\n{}",
        stale.join("\n")
    );
}

/// Models of the tests, and into how many parts their clients are split.
const SPLIT: [(&str, usize); 4] = [
    ("errors", 1),
    ("operation_names", 4),
    ("s3_objects", 2),
    ("waiters", 2),
];

/// What a split client has in another form: its builders take a client of any of its crates, and are of a type of each, and
/// what is private to a client of one crate is hidden.
const OF_SPLIT: [&str; 5] = [
    "::send_with(",
    " builder::Builder",
    " builder::Input",
    " hidden Customizable",
    "::disable_payload_signing(",
];

#[test]
fn a_split_client_has_all_public_items_of_one_that_is_not() {
    let crates = Crates::new(repository().join("runtime/src"));
    let behaviours = cases(&models()).into_iter().filter_map(|(name, files)| {
        let (_, parts) = SPLIT.iter().find(|(other, _)| *other == name)?;
        Some((name, files, *parts))
    });
    let connect = repository().join("model/connect/2022-10-13.json");
    let connect = ("connect".to_owned(), vec![connect], 3);
    for (name, files, parts) in behaviours.chain([connect]) {
        let model = Model::load(&files).unwrap_or_else(|problems| panic!("{problems}"));
        let whole = generate(&model, CLIENT).unwrap_or_else(|problems| panic!("{problems}"));
        let split = generate_split(&model, CLIENT, parts, false);
        let split = split.unwrap_or_else(|problems| panic!("{problems}"));
        crates.set_client(generated_client(&whole));
        let whole = lister::list(&crates);
        crates.set_client(generated_client(&split));
        crates.set_inner(inner_crates(&split));
        let split = lister::list(&crates);
        crates.set_inner(BTreeMap::new());
        let lacking = whole.lines.iter().filter(|((kind, text), line)| {
            let key = (*kind, text.clone());
            !OF_SPLIT.iter().any(|it| text.contains(it)) && !split.has(&key, line)
        });
        let lacking: Vec<&str> = lacking.map(|((_, text), _)| text.as_str()).collect();
        assert!(
            lacking.is_empty(),
            "{name}: a split client lacks\n{}",
            lacking.join("\n")
        );
        assert!(split.lines.len() > 100, "{name}");
    }
}

#[test]
fn every_service_that_is_compared_has_a_locked_client() {
    let versions = versions();
    for (service, _) in SERVICES {
        assert!(versions.contains_key(*service), "{service}");
    }
    let there = SERVICES.iter().filter(|(service, _)| {
        official_version(&format!("aws-sdk-{service}"), &versions[*service]).is_some()
    });
    println!(
        "{} of {} official clients are there",
        there.count(),
        SERVICES.len()
    );
}

//! A run: clients are generated and compiled, cases are made, both sides are called, and the outcomes are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde_json::{Map, Value, json};
use tinsmith_model::{Closure, Kind, Model, Operations, ShapeRef};
use tinsmith_tests::compiled::{self, cargo, target_folder};

use crate::answers::{Answer, Answers};
use crate::botocore::Botocore;
use crate::compare::{self, Difference};
use crate::driver;
use crate::known::{KNOWN, Outcome, Witness};
use crate::operations::choose;
use crate::services::{Protocol, Source, of_botocore, of_smithy};
use crate::values::Values;

/// A region that no endpoint rule has exceptions for.
pub(crate) const REGION: &str = "eu-west-2";

/// How the number of a case begins that shows a known difference.
const WITNESS: &str = "known-";

/// What is called, and how often.
pub(crate) struct Choice {
    /// The services, by botocore's names.
    pub(crate) services: Vec<String>,
    /// How many operations of each.
    pub(crate) operations: usize,
    /// How many times each operation.
    pub(crate) cases: usize,
}

impl Choice {
    /// The same, unless the environment says otherwise: `TINSMITH_SERVICES` (names with commas between, or
    /// `all`), `TINSMITH_OPERATIONS`, `TINSMITH_CASES`.
    pub(crate) fn or_environment(mut self) -> Self {
        let number = |name: &str| env::var(name).ok().and_then(|it| it.parse().ok());
        if let Ok(services) = env::var("TINSMITH_SERVICES") {
            self.services = services.split(',').map(str::to_owned).collect();
        }
        self.operations = number("TINSMITH_OPERATIONS").unwrap_or(self.operations);
        self.cases = number("TINSMITH_CASES").unwrap_or(self.cases);
        self
    }
}

/// A client that is called.
struct Called {
    source: Source,
    model: Model,
    protocol: Protocol,
    operations: Vec<String>,
}

/// Makes a run.
///
/// # Panics
/// If the two sides differ in what is not known.
pub(crate) fn run(botocore: &Botocore, choice: &Choice) {
    let folder = target_folder().join("differential");
    fs::create_dir_all(&folder).expect("a folder below the target folder");
    let files = Files { folder: &folder };
    if env::var_os("TINSMITH_COMPARE_AGAIN").is_some() {
        return again(&files);
    }
    let seed = env::var("TINSMITH_SEED")
        .ok()
        .and_then(|it| it.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| fastrand::u64(..1_000_000_000));
    let called = clients(botocore, choice);
    let operations: usize = called.iter().map(|it| it.operations.len()).sum();
    println!(
        "botocore {}: {} clients, {operations} operations, {} cases each, TINSMITH_SEED={seed}",
        botocore.version,
        called.len(),
        choice.cases,
    );
    let mut cases = BTreeMap::new();
    for called in &called {
        for case in cases_of(called, choice.cases, seed) {
            let id = case["id"].as_str().unwrap_or_default().to_owned();
            cases.insert(id, case);
        }
    }
    files.write("cases.jsonl", cases.values());
    // Python has not much to do, cargo much.
    let drivers = thread::scope(|scope| {
        scope.spawn(|| botocore.run(&files.path("cases.jsonl"), &files.path("theirs.jsonl")));
        drivers(&folder, &called)
    });
    let theirs = files.read("theirs.jsonl");
    let mut ours = BTreeMap::new();
    for (module, name) in &drivers {
        let own = cases
            .values()
            .filter(|case| case["module"] == module.as_str());
        files.write("told.jsonl", own);
        let program = target_folder().join("debug").join(name);
        let status = std::process::Command::new(program)
            .args([files.path("told.jsonl"), files.path("outcomes.jsonl")])
            .env_clear()
            .status();
        assert!(
            status.is_ok_and(|it| it.success()),
            "{name} does not make its calls"
        );
        ours.extend(files.read("outcomes.jsonl"));
    }
    files.write("ours.jsonl", ours.values());
    report(&cases, &ours, &theirs, &files);
}

/// Compares what the last run left again, as after a change of the known differences.
fn again(files: &Files<'_>) {
    let [cases, ours, theirs] =
        ["cases.jsonl", "ours.jsonl", "theirs.jsonl"].map(|it| files.read(it));
    report(&cases, &ours, &theirs, files);
}

/// The clients of the chosen services. With `TINSMITH_SMITHY` in the environment there is one of each Smithy
/// model too.
fn clients(botocore: &Botocore, choice: &Choice) -> Vec<Called> {
    let mut sources = of_botocore(&botocore.data);
    let all = choice.services.iter().any(|it| it == "all");
    sources.retain(|source| all || choice.services.contains(&source.service));
    if env::var_os("TINSMITH_SMITHY").is_some()
        && let Some(models) = tinsmith_tests::shared("models/aws")
    {
        let smithy = of_smithy(&models, &sources);
        sources.extend(smithy);
    }
    sources.sort_by(|one, other| one.module.cmp(&other.module));
    let called = sources.into_iter().filter_map(|source| {
        let model = Model::load(&[&source.model])
            .unwrap_or_else(|error| panic!("{}: {error}", source.model.display()));
        let service = *model.services().first()?;
        let protocol = Protocol::of(&model, service)?;
        let mut operations = choose(&model, protocol, choice.operations)
            .unwrap_or_else(|error| panic!("{}: {error}", source.model.display()));
        operations.extend(witnesses(&source).map(|(_, it)| it.operation.to_owned()));
        operations.sort();
        operations.dedup();
        Some(Called {
            source,
            model,
            protocol,
            operations,
        })
    });
    called.collect()
}

/// The cases of known differences that a client has, each with the difference's place in the list.
fn witnesses(source: &Source) -> impl Iterator<Item = (usize, &'static Witness)> {
    let known = KNOWN.iter().map(|known| &known.witness).enumerate();
    known.filter(move |(_, witness)| {
        witness.service == source.service && witness.is_of_smithy != source.is_of_botocore()
    })
}

/// A program for each client, compiled: their names, by the clients' modules.
fn drivers(folder: &Path, called: &[Called]) -> BTreeMap<String, String> {
    // The largest models take longer than all others together: whoever is free takes the next one.
    let next = AtomicUsize::new(0);
    let written = |_| {
        let mut written = Vec::new();
        while let Some(called) = called.get(next.fetch_add(1, Ordering::Relaxed)) {
            let module = &called.source.module;
            let name = driver::write(folder, module, &called.model, &called.operations);
            written.push((
                module.clone(),
                name.map_err(|error| format!("{module}: {error}")),
            ));
        }
        written
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let written: Vec<(String, Result<String, String>)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads)
            .map(|it| scope.spawn(move || written(it)))
            .collect();
        let written = threads
            .into_iter()
            .map(|it| it.join().expect("no thread panics"));
        written.flatten().collect()
    });
    let mut drivers = BTreeMap::new();
    let mut failed = Vec::new();
    for (module, name) in written {
        match name {
            Ok(name) => drop(drivers.insert(module, name)),
            Err(error) => failed.push(error),
        }
    }
    assert!(
        failed.is_empty(),
        "clients without calls:\n{}",
        failed.join("\n")
    );
    let members: Vec<&String> = drivers.values().collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    compiled::write_if_changed(&folder.join("Cargo.toml"), &manifest);
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        fs::copy(tinsmith_tests::repository().join("Cargo.lock"), lock).expect("a lock file");
    }
    let built = cargo(folder)
        .args(["build", "--workspace", "--quiet", "--keep-going"])
        .status();
    assert!(
        built.is_ok_and(|it| it.success()),
        "the calls do not compile"
    );
    drivers
}

/// The cases of a client.
fn cases_of(called: &Called, count: usize, seed: u64) -> Vec<Value> {
    let model = &called.model;
    let named = Operations::Named(called.operations.clone());
    let closure = Closure::of(model, None, &named).expect("chosen operations are there");
    let mut answers = Answers {
        model,
        service: closure.service(),
        protocol: called.protocol,
        noisy: false,
    };
    let mut cases = Vec::new();
    for &operation in closure.operations() {
        let name = model[operation].id.name();
        let Kind::Operation(parts) = &model[operation].kind else {
            continue;
        };
        let errors = closure.errors(operation);
        for number in 0..count {
            let id = format!("{}/{name}/{number}", called.source.module);
            let mut values = Values::new(model, called.protocol, seed_of(seed, &id), number);
            let some =
                |shape: Option<ShapeRef>,
                 values: &mut dyn FnMut(ShapeRef) -> Map<String, Value>| {
                    shape.map_or_else(Map::new, values)
                };
            let input = some(parts.input, &mut |it| values.input(it));
            answers.noisy = number % 3 == 2;
            let (expected, answer) = match number % 5 {
                4 if !errors.is_empty() => {
                    let error = errors[number / 5 % errors.len()];
                    let members = values.output(error);
                    let answer = answers.failure(error, &members);
                    (members, answer)
                }
                _ => {
                    let output = some(parts.output, &mut |it| values.output(it));
                    let answer = answers.success(operation, &output);
                    (output, answer)
                }
            };
            cases.push(called.case(&id, name, input, expected, &answer));
        }
        for (index, witness) in witnesses(&called.source) {
            if witness.operation == name {
                let id = format!("{}/{name}/{WITNESS}{index}", called.source.module);
                answers.noisy = witness.is_noisy;
                let (expected, answer) = match witness.error {
                    None => {
                        let output = object(witness.answer);
                        let answer = answers.success(operation, &output);
                        (output, answer)
                    }
                    Some(error) => {
                        let mut errors = errors.iter();
                        let shape = errors.find(|&&it| model[it].id.name() == error);
                        let shape = shape.unwrap_or_else(|| panic!("{name} has no {error}"));
                        let members = object(witness.answer);
                        let answer = answers.failure(*shape, &members);
                        (members, answer)
                    }
                };
                cases.push(called.case(&id, name, object(witness.input), expected, &answer));
            }
        }
    }
    cases
}

impl Called {
    /// A case as both sides are told it.
    fn case(
        &self,
        id: &str,
        operation: &str,
        input: Map<String, Value>,
        expected: Map<String, Value>,
        answer: &Answer,
    ) -> Value {
        json!({
            "id": id,
            "service": self.source.service,
            "module": self.source.module,
            "protocol": self.protocol.name(),
            "region": REGION,
            "operation": operation,
            "input": input,
            "expected": expected,
            "answer": answer.told(),
        })
    }
}

/// The members that the text has, in JSON.
fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A seed for each case, so that one can be made without the others.
fn seed_of(seed: u64, id: &str) -> u64 {
    id.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The files of a run.
struct Files<'a> {
    folder: &'a Path,
}

impl Files<'_> {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn write<'v>(&self, name: &str, values: impl Iterator<Item = &'v Value>) {
        let mut file = BufWriter::new(File::create(self.path(name)).expect("a file of the run"));
        for value in values {
            writeln!(file, "{value}").expect("a line of the run");
        }
    }

    fn read(&self, name: &str) -> BTreeMap<String, Value> {
        let file = BufReader::new(File::open(self.path(name)).expect("a file of the run"));
        let lines = file.lines().map(|line| {
            let line = line.expect("a line of the run");
            let value: Value = serde_json::from_str(&line).expect("a value a line");
            (value["id"].as_str().unwrap_or_default().to_owned(), value)
        });
        lines.collect()
    }
}

/// Compares all outcomes, prints what came of it, and fails for what is not known.
fn report(
    cases: &BTreeMap<String, Value>,
    ours: &BTreeMap<String, Value>,
    theirs: &BTreeMap<String, Value>,
    files: &Files<'_>,
) {
    let mut explained = vec![0_usize; KNOWN.len()];
    let mut stale: BTreeSet<&str> = BTreeSet::new();
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut unexplained: Vec<Value> = Vec::new();
    for (id, case) in cases {
        let outcome = Outcome {
            case,
            ours: &ours[id],
            theirs: &theirs[id],
        };
        let count = counts.entry(case["protocol"].as_str().unwrap_or_default());
        let count = count.or_default();
        count.cases += 1;
        let known = id
            .rsplit('/')
            .next()
            .and_then(|it| it.strip_prefix(WITNESS));
        let known: Option<usize> = known.and_then(|it| it.parse().ok());
        let mut is_shown = false;
        let requests = compare::requests(outcome.ours, outcome.theirs);
        let answers = compare::answers(outcome.ours, outcome.theirs);
        for (differences, kind) in [
            (requests, &mut count.requests),
            (answers, &mut count.answers),
        ] {
            let mut is_explained = true;
            for difference in &differences {
                match KNOWN
                    .iter()
                    .position(|it| (it.explains)(&outcome, difference))
                {
                    Some(index) => {
                        explained[index] += 1;
                        is_shown |= known == Some(index);
                    }
                    None => {
                        is_explained = false;
                        unexplained.push(told(id, &outcome, difference));
                    }
                }
            }
            match (differences.is_empty(), is_explained) {
                (true, _) => kind.equal += 1,
                (false, true) => kind.explained += 1,
                (false, false) => kind.unexplained += 1,
            }
        }
        if let Some(index) = known.filter(|_| !is_shown) {
            stale.insert(KNOWN[index].reason);
        }
    }
    files.write("unexplained.jsonl", unexplained.iter());
    println!("                    requests                        answers");
    println!("protocol     cases  equal  explained  unexplained   equal  explained  unexplained");
    for (protocol, count) in &counts {
        print!("{protocol:<11}{:7}", count.cases);
        for kind in [&count.requests, &count.answers] {
            let Kinds {
                equal,
                explained,
                unexplained,
            } = kind;
            print!("{equal:7}{explained:11}{unexplained:13} ");
        }
        println!();
    }
    for (known, count) in KNOWN.iter().zip(&explained) {
        println!("{count:7} explained: {}", known.reason);
    }
    for difference in unexplained.iter().take(20) {
        println!("unexplained: {difference}");
    }
    assert!(
        unexplained.is_empty(),
        "{} differences are not explained: {}",
        unexplained.len(),
        files.path("unexplained.jsonl").display(),
    );
    assert!(
        stale.is_empty(),
        "known differences that their own cases do not show: {stale:#?}"
    );
}

/// What became of the cases of a protocol.
#[derive(Default)]
struct Count {
    cases: usize,
    requests: Kinds,
    answers: Kinds,
}

/// How many requests or answers are the same, differ as is known, or otherwise.
#[derive(Default)]
struct Kinds {
    equal: usize,
    explained: usize,
    unexplained: usize,
}

fn told(id: &str, outcome: &Outcome<'_>, difference: &Difference) -> Value {
    json!({
        "id": id,
        "protocol": outcome.case["protocol"],
        "place": format!("{}/{}", difference.part, difference.path.join("/")),
        "ours": difference.ours,
        "theirs": difference.theirs,
        "failed": [outcome.ours["failed"], outcome.theirs["failed"]],
    })
}

#[test]
fn a_seed_always_makes_the_same_cases() {
    let file = tinsmith_tests::models().join("unions.json");
    let called = || Called {
        source: Source {
            service: "unions".to_owned(),
            module: "unions".to_owned(),
            model: file.clone(),
        },
        model: Model::load(&[&file]).expect("a model"),
        protocol: Protocol::RestJson,
        operations: vec!["PutValue".to_owned()],
    };
    let cases = |seed| cases_of(&called(), 20, seed);
    assert_eq!(cases(1), cases(1));
    assert_ne!(cases(1), cases(2));
    // Those of more cases begin with those of fewer, so that one can be made again without the others.
    assert_eq!(cases_of(&called(), 5, 1)[..], cases(1)[..5]);
}

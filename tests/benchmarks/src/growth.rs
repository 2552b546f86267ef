//! How time and memory grow with a model that is large in one way. Times are those of processors: they hold
//! on a machine that has other work too.

mod models;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::measure::{Table, machine};
use crate::process::{Outcome, Usage, timed_within};
use crate::setting::{Failure, Setting, cargo, command, package, quoted, repository, workshop};
use models::Files;

/// Seconds after which a command is stopped.
const LIMIT: u32 = 60;

/// What is done with a model.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Work {
    Validate,
    List,
    /// `explain` of the shape of this name
    Explain(&'static str),
    Convert,
    Generate,
    /// `changes` from the model to one in which this text is replaced everywhere by another
    Changes(&'static str, &'static str),
    /// The build step, twice, with its lock: the second one has the changed model
    Build(&'static str, &'static str),
}

/// A model that is large in one way, its size, and what is done with it.
struct Case {
    name: &'static str,
    size: usize,
    model: fn(usize) -> Files,
    work: &'static [Work],
}

const fn case(
    name: &'static str,
    size: usize,
    model: fn(usize) -> Files,
    work: &'static [Work],
) -> Case {
    Case {
        name,
        size,
        model,
        work,
    }
}

use Work::{Build, Changes, Convert, Explain, Generate, List, Validate};

const CASES: &[Case] = &[
    case(
        "enum values",
        16_000,
        models::enum_values,
        &[Validate, Convert, Changes(" V", " W")],
    ),
    case(
        "enum values, generated",
        4_000,
        models::enum_values,
        &[Generate],
    ),
    case(
        "values of an intEnum",
        16_000,
        models::int_enum_values,
        &[Validate],
    ),
    case("values of @enum", 16_000, models::enum_trait, &[Validate]),
    case(
        "defaults out of an enum",
        8_000,
        models::enum_defaults,
        &[Validate],
    ),
    case(
        "defaults out of an enum, generated",
        1_000,
        models::enum_defaults,
        &[Generate],
    ),
    case(
        "members of a structure",
        16_000,
        models::members,
        &[Validate, Convert, Changes(": String", ": Integer")],
    ),
    case(
        "members of a structure, generated",
        1_000,
        models::members,
        &[Generate, Build(": String", ": Integer")],
    ),
    case(
        "members of a union",
        16_000,
        models::union_members,
        &[Validate],
    ),
    case(
        "members of a union, generated",
        1_000,
        models::union_members,
        &[Generate],
    ),
    case(
        "operations",
        4_000,
        models::operations,
        &[
            Validate,
            List,
            Explain("Deeper"),
            Convert,
            Changes("a: String", "a: Integer"),
            Build("a: String", "a: Integer"),
        ],
    ),
    case(
        "operations, generated",
        500,
        models::operations,
        &[Generate],
    ),
    case(
        "operations, one large input",
        1_000,
        models::shared_input,
        &[Validate, List],
    ),
    case(
        "operations, changes in one input",
        120,
        models::shared_input,
        &[
            Changes(": String", ": Integer"),
            Build(": String", ": Integer"),
        ],
    ),
    case(
        "operations, one chain",
        1_000,
        models::shared_chain,
        &[Validate, List, Explain("N999")],
    ),
    case(
        "operations, a change at the end of a chain",
        200,
        models::shared_chain,
        &[Changes("last: String", "last: Integer")],
    ),
    case(
        "operations, one change in one input",
        100,
        models::shared_input,
        &[Changes("m0: String", "m0: Integer")],
    ),
    case(
        "errors of a service",
        500,
        models::service_errors,
        &[Validate, List],
    ),
    case(
        "errors of a service, generated",
        50,
        models::service_errors,
        &[Generate],
    ),
    case(
        "errors of an operation",
        4_000,
        models::operation_errors,
        &[Validate, List],
    ),
    case(
        "errors of an operation, generated",
        500,
        models::operation_errors,
        &[Generate],
    ),
    case(
        "resources beside each other",
        4_000,
        models::resources_wide,
        &[Validate, List, Changes("resource R", "resource Q")],
    ),
    case(
        "resources in each other",
        4_000,
        models::resources_deep,
        &[Validate, List, Convert, Build("Unused", "Unuse")],
    ),
    case(
        "shapes",
        16_000,
        models::shapes,
        &[Validate, List, Convert, Explain("T7")],
    ),
    case(
        "shapes, generated",
        1_000,
        models::shapes,
        &[Generate, Build("min: 1", "min: 2")],
    ),
    case(
        "mixins of one structure",
        4_000,
        models::mixins_wide,
        &[Validate, Convert],
    ),
    case(
        "mixins in a chain",
        1_250,
        models::mixins_chain,
        &[Validate, Convert],
    ),
    case(
        "mixins, each with all before",
        150,
        models::mixins_all,
        &[Validate, Convert],
    ),
    case("mixins in cycles", 150, models::mixins_cycles, &[Validate]),
    case(
        "apply to members",
        16_000,
        models::apply_members,
        &[Validate, Convert],
    ),
    case(
        "apply of traits to one shape",
        16_000,
        models::apply_traits,
        &[Validate],
    ),
    case(
        "apply to members of a mixin",
        16_000,
        models::apply_inherited,
        &[Validate, Convert],
    ),
    case(
        "traits of one shape",
        16_000,
        models::traits,
        &[Validate, Convert],
    ),
    case(
        "deep values",
        4_000,
        models::deep_values,
        &[Validate, Convert],
    ),
    case(
        "deep values, generated",
        500,
        models::deep_values,
        &[Build("@other#t", "@other#u")],
    ),
    case("a large value", 8_000, models::large_value, &[Validate]),
    case(
        "structures in each other",
        4_000,
        models::chain,
        &[
            Validate,
            List,
            Convert,
            Explain("N77"),
            Changes("last: String", "last: Integer"),
        ],
    ),
    case(
        "structures in each other, generated",
        500,
        models::chain,
        &[Generate, Build("last: String", "last: Integer")],
    ),
    case(
        "structures in each other by lists",
        4_000,
        models::chain_of_lists,
        &[Validate, List],
    ),
    case(
        "structures in a ring",
        4_000,
        models::ring,
        &[Validate, List],
    ),
    case(
        "structures that all hold each other",
        50,
        models::dense,
        &[Validate, List],
    ),
    case(
        "structures with short cycles",
        4_000,
        models::cycles,
        &[Validate, List],
    ),
    case(
        "structures with short cycles, generated",
        250,
        models::cycles,
        &[Generate],
    ),
    case(
        "structures required in a ring",
        4_000,
        models::required_ring,
        &[Validate],
    ),
    case(
        "endpoint rules",
        2_000,
        models::endpoint_rules,
        &[Validate, Generate],
    ),
    case(
        "conditions of a rule",
        2_000,
        models::endpoint_conditions,
        &[Validate, Generate],
    ),
    case(
        "parameters of rules",
        1_000,
        models::endpoint_parameters,
        &[Validate, Generate],
    ),
    case(
        "documentation",
        8_000,
        models::documentation,
        &[Validate, Generate, Build("Word", "Words")],
    ),
    case(
        "documentation that nests",
        4_000,
        models::documentation_nested,
        &[Generate],
    ),
    case(
        "documentation of special characters",
        8_000,
        models::documentation_special,
        &[Generate],
    ),
    case(
        "documentation that is never closed",
        1_000,
        models::documentation_open,
        &[Generate],
    ),
    case(
        "files and namespaces",
        1_000,
        models::files,
        &[Validate, Convert],
    ),
    case("use statements", 8_000, models::uses, &[Validate]),
    case(
        "comments and text blocks",
        64_000,
        models::comments,
        &[Validate],
    ),
    case("digits", 1_000_000, models::digits, &[Validate, Convert]),
    case("metadata", 16_000, models::metadata, &[Validate, Convert]),
    case("wrong targets", 4_000, models::wrong_targets, &[Validate]),
    case(
        "wrong apply statements",
        4_000,
        models::wrong_applies,
        &[Validate],
    ),
    case("wrong mixins", 4_000, models::wrong_mixins, &[Validate]),
    case(
        "wrong members on a line",
        4_000,
        models::wrong_members,
        &[Validate],
    ),
    case(
        "wrong members of a shared input",
        500,
        models::wrong_shared_input,
        &[Validate],
    ),
    case("wrong lines", 4_000, models::wrong_lines, &[Validate]),
    case(
        "wrong JSON on a line",
        4_000,
        models::wrong_json,
        &[Validate],
    ),
    case(
        "AWS JSON: operations",
        4_000,
        models::aws_operations,
        &[Validate, List],
    ),
    case("AWS JSON: members", 4_000, models::aws_members, &[Validate]),
    case(
        "AWS JSON: payloads",
        2_000,
        models::aws_payloads,
        &[Validate],
    ),
    case(
        "AWS JSON: names of enum values",
        4_000,
        models::aws_enum_values,
        &[Validate],
    ),
    case(
        "AWS JSON: wrong references",
        4_000,
        models::aws_wrong,
        &[Validate],
    ),
];

/// Measures each case with its size, twice and four times of it.
///
/// # Errors
/// The command does not build, or can't be started.
pub fn run(setting: &Setting) -> Result<(), Failure> {
    let command = match &setting.command {
        Some(command) => command.clone(),
        None => command()?,
    };
    let folder = workshop("growth")?;
    let mut build = None;
    let mut table = Table::new([
        "case", "work", "n", "n", "2n", "4n", "exponent", "memory", "",
    ]);
    println!("{}", machine());
    for case in CASES {
        for &work in case.work {
            let name = format!("{}: {}", case.name, name(work));
            if !setting.wants(&name) {
                continue;
            }
            if matches!(work, Build(..)) && build.is_none() {
                build = Some(build_step(&folder)?);
            }
            let programs = Programs {
                command: &command,
                build: build.as_deref(),
            };
            let mut outcomes = Vec::new();
            for size in [case.size, case.size * 2, case.size * 4] {
                let model = folder.join("model");
                write(&model, &(case.model)(size))?;
                outcomes.push(measure(programs, work, &model, &folder)?);
                if matches!(outcomes.last(), Some((_, Outcome::Stopped))) {
                    break;
                }
            }
            let times = outcomes
                .iter()
                .map(|(usage, outcome)| format!("{:.2} s {outcome}", usage.cpu));
            eprintln!("{name}: {}", times.collect::<Vec<_>>().join(", "));
            row(&mut table, case, work, &outcomes);
        }
    }
    table.print();
    Ok(())
}

fn name(work: Work) -> &'static str {
    match work {
        Validate => "validate",
        List => "list",
        Explain(_) => "explain",
        Convert => "convert",
        Generate => "generate",
        Changes(..) => "changes",
        Build(..) => "build",
    }
}

#[derive(Clone, Copy)]
struct Programs<'a> {
    command: &'a Path,
    build: Option<&'a Path>,
}

fn measure(
    programs: Programs<'_>,
    work: Work,
    model: &Path,
    folder: &Path,
) -> Result<(Usage, Outcome), Failure> {
    let out = folder.join("out");
    let mut command = Command::new(programs.command);
    match work {
        Validate => command.args(["validate"]).arg(model),
        List => command.arg("list").arg(model),
        Explain(shape) => command.arg("explain").arg(model).args(["--shape", shape]),
        Convert => {
            let file = folder.join("converted.json");
            command
                .arg("convert")
                .arg(model)
                .args(["--to", "ast", "--out"])
                .arg(file)
        }
        Generate => {
            let _ = fs::remove_dir_all(&out);
            command.arg("generate").arg(model).arg("--out").arg(&out)
        }
        Changes(before, after) => {
            let changed = folder.join("changed.json");
            let other = folder.join("other");
            replaced(model, &other, before, after)?;
            // A folder of models may be many services: as one file each it is one.
            let converted = folder.join("converted.json");
            for (from, to) in [(model, &converted), (&other, &changed)] {
                let mut convert = Command::new(programs.command);
                convert
                    .arg("convert")
                    .arg(from)
                    .args(["--to", "ast", "--out"])
                    .arg(to);
                timed_within(&convert, folder, LIMIT)?;
            }
            let report = folder.join("report.json");
            let command = command.arg("changes").arg(converted).arg(changed);
            command.args(["--format", "json", "--out"]).arg(report)
        }
        Build(before, after) => {
            let package = folder.join("package");
            let _ = fs::remove_dir_all(&package);
            fs::create_dir_all(&package)?;
            let mut step = Command::new(programs.build.unwrap_or(programs.command));
            step.arg(model)
                .env("CARGO_MANIFEST_DIR", &package)
                .env("OUT_DIR", &out)
                .env("CARGO_ENCODED_RUSTFLAGS", "");
            timed_within(&step, folder, LIMIT)?;
            let other = folder.join("other");
            replaced(model, &other, before, after)?;
            fs::remove_dir_all(model)?;
            fs::rename(&other, model)?;
            return timed_within(&step, folder, LIMIT);
        }
    };
    timed_within(&command, folder, LIMIT)
}

/// A program that runs the build step as a build script does.
fn build_step(folder: &Path) -> Result<PathBuf, Failure> {
    let package_folder = folder.join("build-step");
    let generator = quoted(&repository().join("generator"));
    let manifest = format!(
        "[package]\nname = \"growth-build-step\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [dependencies]\ntinsmith = {{ path = {generator}, default-features = false }}\n[workspace]\n"
    );
    let main = "fn main() -> Result<(), tinsmith::Error> {\n    \
                let model = std::env::args().nth(1).unwrap_or_default();\n    \
                tinsmith::configure().model(model).whole_crate().compile()\n}\n";
    package(&package_folder, &manifest, &[("src/main.rs", main)])?;
    let target = workshop("command")?;
    let mut build = cargo(&package_folder, &target);
    crate::process::run(build.args(["build", "--quiet", "--release"]))?;
    Ok(target.join("release/growth-build-step"))
}

fn write(folder: &Path, files: &Files) -> Result<(), Failure> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

fn replaced(from: &Path, to: &Path, before: &str, after: &str) -> Result<(), Failure> {
    let mut files = Files::new();
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let text = fs::read_to_string(entry.path())?.replace(before, after);
        files.push((entry.file_name().to_string_lossy().into_owned(), text));
    }
    write(to, &files)
}

fn row(table: &mut Table, case: &Case, work: Work, outcomes: &[(Usage, Outcome)]) {
    let time = |index: usize| match outcomes.get(index) {
        Some((_, Outcome::Stopped)) => format!("over {LIMIT} s"),
        Some((usage, _)) => format!("{:.2} s", usage.cpu),
        None => "-".to_owned(),
    };
    let done = |index: usize| {
        let (usage, outcome) = outcomes.get(index)?;
        (*outcome != Outcome::Stopped).then_some(usage.cpu)
    };
    // Times as short as that of starting the command say nothing.
    let exponent = match (done(1), done(2)) {
        (Some(half), Some(whole)) if whole >= 0.1 => format!("{:.1}", (whole / half).log2()),
        _ => "-".to_owned(),
    };
    let peak = outcomes
        .iter()
        .map(|(usage, _)| usage.peak)
        .fold(0.0, f64::max);
    let last = outcomes.last().map(|(_, outcome)| *outcome);
    table.row([
        case.name.to_owned(),
        name(work).to_owned(),
        case.size.to_string(),
        time(0),
        time(1),
        time(2),
        exponent,
        format!("{peak:.0} MB"),
        last.map_or_else(String::new, |last| last.to_string()),
    ]);
}

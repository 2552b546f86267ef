//! `tinsmith add`.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::model::{Model, visible};
use crate::{Runtime, output};

use super::added::build_script::{self, Refused};
use super::added::client::{self, Client, MODELS};
use super::added::files::Changes;
use super::added::find::{Found, Source};
use super::added::manifest::{self, Needs};
use super::added::package::{self, Package};
use super::added::record::{Docs, Origin, Record};
use super::progress::say;
use super::runtime::check_package;
use super::{Failure, input, paths, runtime, style};

/// Adds a client to the package of the current folder: the model, dependencies, a build script and an example.
///
/// The model of the service is looked for in SOURCE and written to models/SERVICE.json, cut to the chosen operations. What
/// Cargo.toml and build.rs have stays. Files are written together at the end, so that an error changes nothing. A second
/// run with other operations adds these to the client; the same run again changes nothing.
#[derive(Args)]
#[command(after_help = "SOURCE is one of:\n  \
    a wheel or an sdist of botocore    pip download --no-deps botocore\n  \
    a checkout of botocore, of AWS's models, or of any other repository with models, by git clone\n  \
    a folder of models, a model, or an archive of models (.zip, .tar, .tar.gz)\n  \
    REVISION:PATH                      a path at a revision of the git repository of the current folder\n\n\
    Examples:\n  \
    tinsmith add sqs --from botocore-1.43.66-py3-none-any.whl --operation SendMessage\n  \
    tinsmith add connect --from ../botocore --operation CreateUser --operation DescribeUser\n  \
    tinsmith add aws-sdk-dynamodb --from ../api-models-aws --docs short\n  \
    tinsmith add Weather --from weather.smithy --package app --dry-run")]
pub(super) struct Arguments {
    /// The service: its SDK id, the name of its official crate, its title, its shape id, or the name of its folder or file
    /// in SOURCE. Case, spaces and hyphens do not count
    #[arg(value_name = "SERVICE")]
    service: String,
    /// Where models are
    #[arg(long, value_name = "SOURCE")]
    from: PathBuf,
    /// An operation of the client; may be repeated. Without any, the client has all operations of the service
    #[arg(long = "operation", value_name = "NAME")]
    operations: Vec<String>,
    /// How much of the model's documentation to keep [default: full, or as before]
    #[arg(long, value_enum)]
    docs: Option<Docs>,
    #[command(flatten)]
    package: package::Choice,
    #[command(flatten)]
    runtime: runtime::Source,
    /// The folder of the package tinsmith, for the build script, instead of a version
    #[arg(long, value_name = "DIR")]
    generator_path: Option<PathBuf>,
    /// Write no example
    #[arg(long)]
    no_example: bool,
    /// Show what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = Package::find(&arguments.package)?.folder;
    let _guard = match arguments.dry_run {
        true => None,
        false => Some(output::begin(&folder)?),
    };
    let package = Package::find(&arguments.package)?;
    check_edition(&package)?;
    let found = Source::open(&arguments.from)?.find(&arguments.service)?;
    let mut changes = Changes::of(&package.folder);

    let (record, is_new) = record(arguments, &package, &changes, &found)?;
    let client = Client::of(&found.model, &record)?;
    let path = client.path();
    let old = changes.read(&path)?;
    changes.put(path, old, client.text.clone(), false);

    let example = example(arguments, &mut changes, &client, is_new)?;
    edit_manifest(
        arguments,
        &package,
        &mut changes,
        &client,
        example.as_deref(),
    )?;
    let note = edit_build_script(&package, &mut changes, &client, &record)?;

    let strong = style::STRONG;
    say!(
        "{strong}{}{strong:#}: {} operations, {} shapes",
        visible(&client.title),
        client.operations,
        client.shapes,
    );
    if changes.is_empty() {
        say!("nothing to change");
        return Ok(());
    }
    changes.show();
    if let Some(note) = note {
        say!("{note}");
    }
    if arguments.dry_run {
        say!("nothing was written, because of --dry-run");
        return Ok(());
    }
    changes.write()?;
    if is_new {
        say_first_call(&client, example.is_some());
    }
    Ok(())
}

/// Generated code is in an edition of its own only if it is a crate.
fn check_edition(package: &Package) -> Result<(), Failure> {
    match package.field("edition") {
        Some("2015" | "2018") | None => {
            let path = package.folder.join("Cargo.toml");
            let message = "the package has an edition before 2021".to_owned();
            let hint = "expected `edition = \"2021\"` or a later one, in which clients compile; nothing was changed";
            Err(package::problem(&path, None, message, hint).into())
        }
        Some(_) => Ok(()),
    }
}

/// What the client is to have: what was asked for, and what it has already. Also whether the client is new.
fn record(
    arguments: &Arguments,
    package: &Package,
    changes: &Changes<'_>,
    found: &Found,
) -> Result<(Record, bool), Failure> {
    let operations = client::names(&found.model, &found.service, &arguments.operations)?;
    let mut record = Record {
        origin: origin(&arguments.from, &package.folder),
        service: found.service.clone(),
        operations,
        docs: arguments.docs.unwrap_or_default(),
    };
    let path = client::path(&client::module(&found.model, &found.service)?);
    let Some(text) = changes.read(&path)? else {
        return Ok((record, true));
    };
    let shown = package.folder.join(&path);
    let name = shown.display().to_string();
    let model = Model::from_bytes(&name, text.as_bytes())?;
    let problem = |message: &str, hint: String| {
        Err(package::problem(&shown, None, message.to_owned(), &hint).into())
    };
    let Some(old) = Record::of(&model) else {
        return problem(
            "the file is in the way: `tinsmith add` did not write it",
            "move it to another place, and keep its path in build.rs right; nothing was changed"
                .to_owned(),
        );
    };
    if old.service != record.service {
        return problem(
            &format!(
                "the file has the model of another service, `{}`",
                old.service
            ),
            "a package can have one client of this name; nothing was changed".to_owned(),
        );
    }
    let same = client::text(&found.model, &old).ok();
    if same.is_none_or(|same| same != text.replace("\r\n", "\n")) {
        return problem(
            &format!(
                "the model in {} is another version of this one",
                arguments.from.display()
            ),
            format!(
                "`tinsmith update {} --from {}` shows what changed, and takes it with `--accept`; nothing was changed",
                arguments.service,
                arguments.from.display()
            ),
        );
    }
    record.docs = arguments.docs.unwrap_or(old.docs);
    record.operations = match (old.operations, record.operations) {
        (None, _) => None,
        (Some(_), None) => {
            return problem(
                "the client has chosen operations, and all are asked for",
                format!(
                    "name more operations with `--operation`, or remove the client from build.rs and its model {} first; \
                     nothing was changed",
                    path.display()
                ),
            );
        }
        (Some(old), Some(new)) => {
            let mut all = [old, new].concat();
            all.sort();
            all.dedup();
            Some(all)
        }
    };
    Ok((record, false))
}

/// How the source is noted in the model.
pub(super) fn origin(from: &Path, package: &Path) -> Origin {
    if input::is_read_once(from) {
        let name = from.file_name().unwrap_or(from.as_os_str());
        return Origin::Once(name.to_string_lossy().into_owned());
    }
    match paths::relative(package, from) {
        path if path.is_empty() => Origin::Path(".".to_owned()),
        path => Origin::Path(path),
    }
}

/// Plans the example of a new client, and returns its name.
fn example(
    arguments: &Arguments,
    changes: &mut Changes<'_>,
    client: &Client,
    is_new: bool,
) -> Result<Option<String>, Failure> {
    let Some(example) = client
        .example
        .as_ref()
        .filter(|_| is_new && !arguments.no_example)
    else {
        return Ok(None);
    };
    let path = PathBuf::from(format!("examples/{}.rs", client.module));
    let folder = Path::new("examples").join(&client.module).join("main.rs");
    for path in [&path, &folder] {
        if changes.read(path)?.is_some() {
            say!(
                "{} is there already and stays as it is",
                visible(&path.display().to_string())
            );
            return Ok(None);
        }
    }
    changes.put(path, None, example.text.clone(), false);
    Ok(Some(client.module.clone()))
}

fn edit_manifest(
    arguments: &Arguments,
    package: &Package,
    changes: &mut Changes<'_>,
    client: &Client,
    example: Option<&str>,
) -> Result<(), Failure> {
    let runtime = match arguments.runtime.runtime(&package.folder)? {
        Runtime::Version(version) if version == env!("CARGO_PKG_VERSION") => {
            Runtime::Version(manifest::VERSION.to_owned())
        }
        other => other,
    };
    let generator = match &arguments.generator_path {
        Some(folder) => {
            check_package(folder, "--generator-path", "tinsmith")?;
            Some(paths::relative(&package.folder, folder))
        }
        None => None,
    };
    let needs = Needs {
        features: &client.features,
        runtime: &runtime,
        generator: generator.as_deref(),
        example,
    };
    let path = PathBuf::from("Cargo.toml");
    let old = changes.read(&path)?;
    let new = manifest::edited(package, &needs).map_err(|message| {
        let path = package.folder.join(&path);
        package::problem(&path, None, message, "nothing was changed")
    })?;
    changes.put(path, old, new, true);
    Ok(())
}

/// Plans the build script. Returns what the user must know of it.
fn edit_build_script(
    package: &Package,
    changes: &mut Changes<'_>,
    client: &Client,
    record: &Record,
) -> Result<Option<&'static str>, Failure> {
    let model = format!("{MODELS}/{}.json", client.module);
    let call = build_script::Client {
        model: &model,
        operations: record.operations.as_deref(),
    };
    let refused = |path: &Path, refused: Refused| {
        let hint = format!(
            "nothing was changed; add this to the build script yourself, then run this command again:\n{}",
            build_script::lines(&call)
        );
        let path = package.folder.join(path);
        Failure::Model(package::problem(
            &path,
            refused.place,
            refused.message,
            &hint,
        ))
    };
    let path = package.build_script().map_err(|message| {
        let path = package.folder.join("Cargo.toml");
        let hint = "a build script compiles the client: name it there, or remove the line; nothing was changed";
        package::problem(&path, None, message, hint)
    })?;
    let Some(old) = changes.read(&path)? else {
        changes.put(path, None, build_script::new(&call), true);
        return Ok(None);
    };
    let new = build_script::edited(&old, &call).map_err(|it| refused(&path, it))?;
    let is_watchful = build_script::is_watchful(&old);
    changes.put(path, Some(old), new, true);
    Ok((!is_watchful).then_some(
        "note: cargo ran the build script after any change of the package. Now it runs after a change of the model or of the \
         script; print `cargo::rerun-if-changed=PATH` for each other file that it reads",
    ))
}

fn say_first_call(client: &Client, has_example: bool) {
    let strong = style::STRONG;
    let Some(example) = &client.example else {
        return;
    };
    say!(
        "{strong}The first call{strong:#} ({}):",
        visible(&example.operation)
    );
    if has_example {
        let variables = example.variables.iter().map(|name| format!("{name}=... "));
        let arguments = match &example.arguments[..] {
            [] => String::new(),
            words => format!(" -- {}", words.join(" ")),
        };
        let variables: String = variables.collect();
        say!(
            "  {variables}cargo run --example {}{arguments}",
            client.module
        );
    }
    say!("In your own code, which also needs an executor such as tokio:");
    say!("  tinsmith_runtime::include_client!({});", client.module);
}

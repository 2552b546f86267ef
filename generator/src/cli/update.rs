//! `tinsmith update`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use clap::Args;

use crate::model::{Closure, Diagnostic, Diagnostics, Model, Operations, Side, nearest, visible};
use crate::report::page::{Language, Report, ServicePage};
use crate::report::{self, Detail};
use crate::{Runtime, output};

use super::Failure;
use super::add::origin;
use super::added::client::{self, Client, MODELS};
use super::added::files::Changes;
use super::added::find::{Found, Source, in_model};
use super::added::manifest::{self, Needs};
use super::added::package::{self, Package};
use super::added::record::{Docs, Origin, Record};
use super::changes::{self, FailOn};
use super::progress::say;

/// Shows what changed in the models that `tinsmith add` wrote, and takes the new models with --accept.
///
/// Each model is looked for in SOURCE, and compared as `tinsmith changes` compares models, as far as the chosen operations
/// go. Nothing is written without --accept.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    tinsmith update --from botocore-1.43.67-py3-none-any.whl\n  \
    git -C ../botocore pull && tinsmith update\n  \
    tinsmith update connect --from ../botocore --fail-on major\n  \
    tinsmith update --from ../botocore --accept\n\n\
    Exit codes:\n  \
    0  No change reaches a limit of --fail-on.\n  \
    1  A change reaches one, a model is not valid, or SOURCE lacks a service. Nothing is written then.\n  \
    2  The arguments are not valid.")]
pub(super) struct Arguments {
    /// The services to compare, by the names that `add` takes; all that were added unless given
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// Where the new models are, as for `add`; the folder that each model is from, unless given
    #[arg(long, value_name = "SOURCE")]
    from: Option<PathBuf>,
    /// Write the new models to the package
    #[arg(long)]
    accept: bool,
    /// Show a line for each change, the worst first
    #[arg(long)]
    brief: bool,
    /// Exit with 1, and write nothing, if the changes reach this limit; may be repeated
    #[arg(long, value_enum, value_name = "LIMIT")]
    fail_on: Vec<FailOn>,
    #[command(flatten)]
    package: package::Choice,
}

/// A model that was added.
struct Added {
    /// The path below the package's folder.
    path: PathBuf,
    text: String,
    model: Model,
    record: Record,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = Package::find(&arguments.package)?.folder;
    let _guard = match arguments.accept {
        true => Some(output::begin(&folder)?),
        false => None,
    };
    let package = Package::find(&arguments.package)?;
    let added = chosen(arguments, added(&package)?)?;
    let sources = sources(arguments, &package, &added)?;
    let updates = updates(arguments, &package, &added, &sources)?;

    let pages = pages(&added, &updates)?;
    let report = report(arguments, &added, pages);
    changes::print_text(&report, arguments.brief)?;
    for (added, update) in added.iter().zip(&updates) {
        for name in &update.gone {
            let module = added.path.file_stem().unwrap_or_default().to_string_lossy();
            say!(
                "{} is no longer an operation of {module}: remove it from build.rs",
                visible(name)
            );
        }
    }
    if let Some(reason) = changes::failure(&arguments.fail_on, report::worst(&report)) {
        return Err(Failure::Changed(reason));
    }
    accept(arguments, &package, &added, &updates)
}

/// The models in the package that `tinsmith add` wrote, by their paths.
fn added(package: &Package) -> Result<Vec<Added>, Failure> {
    let changes = Changes::of(&package.folder);
    let folder = package.folder.join(MODELS);
    let mut names = BTreeSet::new();
    match fs::read_dir(&folder) {
        Ok(entries) => {
            for entry in entries {
                let path = entry?.path();
                if path.extension().is_some_and(|it| it == "json") && path.is_file() {
                    names.extend(path.file_name().map(PathBuf::from));
                }
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(output::at(&folder, error).into()),
    }
    let mut added = Vec::new();
    for name in names {
        let path = PathBuf::from(MODELS).join(name);
        let text = changes.read(&path)?.unwrap_or_default();
        // Other models, which are not read.
        if !text.contains("\"tinsmith\"") {
            continue;
        }
        let shown = package.folder.join(&path).display().to_string();
        let model = Model::from_bytes(&shown, text.as_bytes())?;
        if let Some(record) = Record::of(&model) {
            added.push(Added {
                path,
                text,
                model,
                record,
            });
        }
    }
    match added.is_empty() {
        true => Err(Failure::Usage(format!(
            "no model in {} was written by `tinsmith add`",
            folder.display()
        ))),
        false => Ok(added),
    }
}

/// The services that the arguments name.
fn chosen(arguments: &Arguments, added: Vec<Added>) -> Result<Vec<Added>, Failure> {
    if arguments.services.is_empty() {
        return Ok(added);
    }
    let stem = |it: &Added| {
        it.path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let is = |it: &Added, wanted: &String| {
        stem(it).eq_ignore_ascii_case(wanted) || in_model(&it.model, wanted).is_some()
    };
    for wanted in &arguments.services {
        if !added.iter().any(|it| is(it, wanted)) {
            let names: Vec<String> = added.iter().map(stem).collect();
            let near = nearest(wanted, names.iter().map(String::as_str));
            let hint = match near.first() {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", names.join(", ")),
            };
            return Err(Failure::Usage(format!(
                "the package has no model of the service `{}`; {hint}",
                visible(wanted)
            )));
        }
    }
    let is_chosen = |it: &Added| arguments.services.iter().any(|wanted| is(it, wanted));
    Ok(added.into_iter().filter(is_chosen).collect())
}

/// The path of the source of each model.
fn places(
    arguments: &Arguments,
    package: &Package,
    added: &[Added],
) -> Result<Vec<PathBuf>, Failure> {
    let mut places = Vec::new();
    let mut missing = Vec::new();
    for it in added {
        match (&arguments.from, &it.record.origin) {
            (Some(from), _) => places.push(from.clone()),
            (None, Origin::Path(path)) if package.folder.join(path).exists() => {
                places.push(package.folder.join(path));
            }
            (None, origin) => missing.push(format!(
                "\n  {} is from {}",
                it.path.display(),
                visible(origin.name())
            )),
        }
    }
    match missing.is_empty() {
        true => Ok(places),
        false => Err(Failure::Usage(format!(
            "name the source of the new models with `--from`: only folders and checkouts that are still there are found \
             again{}",
            missing.concat()
        ))),
    }
}

/// The sources of the models, each opened once, and the number of that of each model.
struct Sources {
    opened: Vec<(PathBuf, Source)>,
    of: Vec<usize>,
}

fn sources(arguments: &Arguments, package: &Package, added: &[Added]) -> Result<Sources, Failure> {
    let places = places(arguments, package, added)?;
    let mut numbers: BTreeMap<&PathBuf, usize> = BTreeMap::new();
    let mut opened = Vec::new();
    let mut of = Vec::new();
    for place in &places {
        let number = match numbers.get(place) {
            Some(number) => *number,
            None => {
                opened.push((place.clone(), Source::open(place)?));
                numbers.insert(place, opened.len() - 1);
                opened.len() - 1
            }
        };
        of.push(number);
    }
    Ok(Sources { opened, of })
}

/// The new version of a model.
struct Update {
    found: Found,
    /// The note of the new model.
    record: Record,
    /// Its text; none if no chosen operation is left.
    text: Option<String>,
    /// The chosen operations that the service no longer has.
    gone: Vec<String>,
}

/// Finds each model in its source.
fn updates(
    arguments: &Arguments,
    package: &Package,
    added: &[Added],
    sources: &Sources,
) -> Result<Vec<Update>, Failure> {
    let mut updates = Vec::new();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for (it, number) in added.iter().zip(&sources.of) {
        let (place, source) = &sources.opened[*number];
        match update(arguments, package, it, (place, source)) {
            Ok(update) => updates.push(update),
            Err(Failure::Model(diagnostics)) => problems.extend(diagnostics),
            Err(Failure::Usage(message)) => {
                let path = package.folder.join(&it.path);
                let hint = "name another source with `--from`; nothing was changed";
                problems.extend(package::problem(&path, None, message, hint));
            }
            Err(other) => return Err(other),
        }
    }
    match problems.is_empty() {
        true => Ok(updates),
        false => Err(Failure::Model(Diagnostics::new(problems))),
    }
}

fn update(
    arguments: &Arguments,
    package: &Package,
    added: &Added,
    (place, source): (&PathBuf, &Source),
) -> Result<Update, Failure> {
    let old = Closure::find_service(&added.model, Some(&added.record.service))?;
    // Formats may give one service different shape ids, so the SDK id comes first.
    let sdk_id = crate::plan::Service::new(&added.model, old).sdk_id;
    let found = source
        .find(&sdk_id)
        .or_else(|failure| source.find(&added.record.service).map_err(|_| failure))?;
    let all = Closure::of(&found.model, Some(&found.service), &Operations::All)?;
    let has = |name: &String| {
        let mut operations = all.operations().iter();
        operations.any(|it| found.model[*it].id.name() == name)
    };
    let names = added.record.operations.clone().unwrap_or_default();
    let (kept, gone): (Vec<String>, Vec<String>) = names.into_iter().partition(has);
    let is_empty = kept.is_empty() && added.record.operations.is_some();
    let record = Record {
        origin: match arguments.from {
            Some(_) => origin(place, &package.folder),
            None => added.record.origin.clone(),
        },
        service: found.service.clone(),
        operations: added.record.operations.as_ref().map(|_| kept),
        docs: added.record.docs,
    };
    drop(all);
    let text = match is_empty {
        true => None,
        false => Some(client::text(&found.model, &record)?),
    };
    Ok(Update {
        found,
        record,
        text,
        gone,
    })
}

/// The pages of the services that changed.
fn pages(added: &[Added], updates: &[Update]) -> Result<Vec<ServicePage>, Failure> {
    let detail = match added.len() {
        1 => Detail::Whole,
        _ => Detail::Folded,
    };
    let mut pages = Vec::new();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for (added, update) in added.iter().zip(updates) {
        let cut = match &update.text {
            // The old model lacks documentation, which is no change.
            Some(text) if added.record.docs != Docs::Full => Some(Model::from_bytes(
                &added.path.display().to_string(),
                text.as_bytes(),
            )?),
            _ => None,
        };
        let side = |model, service| Side {
            model,
            service: Some(service),
        };
        let old = side(&added.model, added.record.service.as_str());
        let new = side(
            cut.as_ref().unwrap_or(&update.found.model),
            update.record.service.as_str(),
        );
        match changes::page(old, new, &added.record.chosen(), detail) {
            Ok(page) => pages.extend(page),
            Err(diagnostics) => problems.extend(diagnostics),
        }
    }
    pages.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    match problems.is_empty() {
        true => Ok(pages),
        false => Err(Failure::Model(Diagnostics::new(problems))),
    }
}

fn report(arguments: &Arguments, added: &[Added], services: Vec<ServicePage>) -> Report {
    let old = match added {
        [one] => one.path.display().to_string(),
        _ => MODELS.to_owned(),
    };
    let new = match (&arguments.from, added) {
        (Some(from), _) => from.display().to_string(),
        (None, [one]) => one.record.origin.name().to_owned(),
        (None, _) => "their sources".to_owned(),
    };
    Report {
        unread: 0,
        title: None,
        note: None,
        inputs: Some([old, new].map(|path| report::printable(&path))),
        language: Language::Rust,
        services,
    }
}

/// Whether the new text of a model is the same as the old one. A model that is not to be written may name another source.
fn is_same(added: &Added, update: &Update, text: &str, is_written: bool) -> Result<bool, Failure> {
    let old = added.text.replace("\r\n", "\n");
    if is_written || old == text {
        return Ok(old == text);
    }
    let record = Record {
        origin: added.record.origin.clone(),
        ..update.record.clone()
    };
    Ok(old == client::text(&update.found.model, &record)?)
}

/// Writes the new models, and the features that they need, if that is wanted.
fn accept(
    arguments: &Arguments,
    package: &Package,
    added: &[Added],
    updates: &[Update],
) -> Result<(), Failure> {
    let mut changes = Changes::of(&package.folder);
    let mut features = BTreeSet::new();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for (added, update) in added.iter().zip(updates) {
        let Some(text) = &update.text else {
            let path = package.folder.join(&added.path);
            let message = "the service has none of the chosen operations any more".to_owned();
            let hint = "remove the client from build.rs and delete this model";
            problems.extend(package::problem(&path, None, message, hint));
            continue;
        };
        if is_same(added, update, text, arguments.accept)? {
            continue;
        }
        match Client::of(&update.found.model, &update.record) {
            Ok(client) => features.extend(client.features),
            Err(Failure::Model(diagnostics)) => problems.extend(diagnostics),
            Err(other) => return Err(other),
        }
        changes.put(
            added.path.clone(),
            Some(added.text.clone()),
            text.clone(),
            false,
        );
    }
    if !problems.is_empty() {
        return Err(Failure::Model(Diagnostics::new(problems)));
    }
    if changes.is_empty() {
        return Ok(());
    }
    if !arguments.accept {
        say!("nothing was written; `--accept` writes the new models");
        return Ok(());
    }
    let features: Vec<&'static str> = features.into_iter().collect();
    let needs = Needs {
        features: &features,
        runtime: &Runtime::Version(manifest::VERSION.to_owned()),
        generator: None,
        example: None,
    };
    let new = manifest::edited(package, &needs).map_err(|message| {
        let path = package.folder.join("Cargo.toml");
        package::problem(&path, None, message, "nothing was changed")
    })?;
    let path = PathBuf::from("Cargo.toml");
    let old = changes.read(&path)?;
    changes.put(path, old, new, true);
    changes.show();
    Ok(changes.write()?)
}

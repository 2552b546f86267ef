//! `tinsmith generate --each`: a crate for each service of many models, and a workspace of these crates.
//!
//! First all models are read for the names of their services, since two services must not share a crate. Then the crates
//! are generated, those of the largest models first: a large one that began last would keep one thread busy while the
//! others are idle. Each thread has one model in memory at a time.
//!
//! The manifest of a crate holds the digest of its inputs: the model, the options and the generator. If the digest of a
//! model is that of its crates, the model is not parsed, and the crates are generated again only if their files have
//! changed.

mod found;
mod summary;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::{Arguments, aws_config, manifest};
use crate::cli::{Failure, parallel, progress};
use crate::digest::of_inputs;
use crate::model::{Closure, Diagnostic, Diagnostics, Model, ModelFiles, Operations};
use crate::output::unchanged::{Earlier, inputs_below};
use crate::output::{self, Inputs};
use crate::plan::Service;
use crate::{Author, Client, Error, File, Layout, Options, Shaping, Stale, Written};

use found::Found;
use summary::{Sum, show_failures};

/// A name for the folder of any crate. The manifest has paths relative to it, and they are the same for all crates.
const ANY_CRATE: &str = "crate";

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let shaping = arguments.shaping.shaping()?;
    refuse(arguments, &shaping)?;
    let found = Found::of(&arguments.models)?;
    let run = Run::new(arguments, shaping)?;
    let mut jobs = run.jobs(&found.models);
    refuse_twins(&mut jobs);
    let outcomes = run.generate(&jobs);
    run.finish(&found, &jobs, outcomes)
}

/// Refuses the options that apply to a single service.
fn refuse(arguments: &Arguments, shaping: &Shaping) -> Result<(), Failure> {
    let alone = "generate that service without `--each`";
    let apart = format!("to choose it for one service, {alone}, into another folder");
    let named = format!(
        "each crate is named `aws-sdk-<service>` for a service of AWS, and else after the service; to name one, {alone}"
    );
    let models = "give the models of the chosen services only";
    let given = [
        ("--crate-name", arguments.crate_name.is_some(), &*named),
        ("--service", arguments.service.is_some(), models),
        ("--operation", !arguments.operations.is_empty(), &apart),
        ("--protocol", arguments.protocol.is_some(), &apart),
        ("--enum-value", !arguments.enum_values.is_empty(), &apart),
        ("--presign", !arguments.presign.is_empty(), &apart),
    ];
    let given = given.into_iter().filter(|(_, is_given, _)| *is_given);
    let given = given.map(|(option, _, hint)| (format!("`{option}`"), hint));
    // It may be one of a file.
    let shaped = shaping.of_one_model();
    let shaped = shaped.map(|kind| (format!("the option `{kind}`"), &*apart));
    match given.chain(shaped).next() {
        Some((option, hint)) => Err(Failure::Usage(format!(
            "{option} is about one service, and `--each` generates all: {hint}"
        ))),
        None => Ok(()),
    }
}

/// A model with the crates to generate from it, or the reason why there are none.
struct Job {
    model: PathBuf,
    /// The size of the model's text.
    size: usize,
    /// The digest of the inputs, unless the model can't be read.
    digest: String,
    packages: Result<Vec<String>, Failure>,
}

/// The result for a crate.
enum Outcome {
    Written(Written),
    /// The crate was up to date, with this number of files.
    Unchanged(usize),
    Checked(output::Checked),
    Failed(Failure),
}

struct Run<'a> {
    arguments: &'a Arguments,
    threads: NonZero<usize>,
    options: Options,
    /// The crates in the folder by the digest of their inputs, after the number of crates that these inputs give.
    existing: HashMap<String, (usize, Vec<String>)>,
}

impl<'a> Run<'a> {
    fn new(arguments: &'a Arguments, shaping: Shaping) -> Result<Self, Failure> {
        let out = &arguments.out;
        let run = Self {
            arguments,
            threads: arguments.jobs.unwrap_or_else(parallel::cores),
            options: Options {
                layout: Layout::Crate,
                manifest: Some(manifest(arguments, &out.join(ANY_CRATE))?),
                protocol_tests: arguments.protocol_tests,
                endpoint_tests: arguments.endpoint_tests,
                shaping,
                split: arguments.split,
                ..Options::default()
            },
            existing: existing(out)?,
        };
        // Refuse before any crate is generated.
        if !arguments.check && !arguments.force {
            let workspace = [workspace(&BTreeSet::new())];
            let mut stale = output::check(out, &workspace)?.stale.into_iter();
            let is_of_others = |it: &Stale| matches!(it, Stale::Changed { author, .. } if *author == Author::Other);
            if let Some(it) = stale.find(is_of_others) {
                return Err(Failure::InTheWay(Error::InTheWay(vec![
                    out.join(it.path()),
                ])));
            }
        }
        Ok(run)
    }

    /// Finds the crates of each model.
    fn jobs(&self, models: &[PathBuf]) -> Vec<Job> {
        let bar = progress::bar(models.len());
        bar.set_message("reading models");
        let order: Vec<usize> = (0..models.len()).collect();
        let jobs = parallel::run(self.threads, &order, |at| {
            let mut job = Job {
                model: models[at].clone(),
                size: 0,
                digest: String::new(),
                packages: Ok(Vec::new()),
            };
            job.packages = self.packages(&mut job);
            bar.inc(1);
            job
        });
        bar.finish_and_clear();
        jobs
    }

    fn packages(&self, job: &mut Job) -> Result<Vec<String>, Failure> {
        let files = ModelFiles::read(&[&job.model])?;
        job.size = files.texts().map(|(_, text)| text.len()).sum();
        if self.arguments.aws_config && !aws_config::may_be_in(&files) {
            return Ok(Vec::new());
        }
        job.digest = self.digest(&files);
        match self.existing.get(&job.digest) {
            Some((count, packages)) if *count == packages.len() => Ok(packages.clone()),
            _ => {
                let model = files.model()?;
                let services = services(&model)?.into_iter();
                let services = services.filter(|it| self.operations(it).is_some());
                Ok(services.map(|it| it.package()).collect())
            }
        }
    }

    /// The operations of a service to generate; none if the service is left out.
    fn operations(&self, service: &Service<'_>) -> Option<Operations> {
        if self.arguments.aws_config {
            aws_config::operations(&service.sdk_id)
        } else {
            Some(Operations::All)
        }
    }

    /// The digest of everything that decides what is generated from a model.
    fn digest(&self, files: &ModelFiles) -> String {
        let of_aws_config = self.arguments.aws_config.then_some(aws_config::SERVICES);
        of_inputs(files, &[&self.options, &of_aws_config])
    }

    /// Generates the crates of each model.
    fn generate(&self, jobs: &[Job]) -> Vec<Vec<(String, Outcome)>> {
        let mut order: Vec<usize> = (0..jobs.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(jobs[at].size));
        let bar = progress::bar(jobs.len());
        let done = parallel::run(self.threads, &order, |at| {
            let job = &jobs[at];
            let done = match &job.packages {
                Ok(packages) => self.generate_one(job, packages, &bar),
                Err(_) => Vec::new(),
            };
            bar.inc(1);
            done
        });
        bar.finish_and_clear();
        done
    }

    fn generate_one(
        &self,
        job: &Job,
        packages: &[String],
        bar: &ProgressBar,
    ) -> Vec<(String, Outcome)> {
        if let [first, ..] = packages {
            bar.set_message(first.clone());
        }
        self.try_one(job, packages)
            .unwrap_or_else(|failure| vec![(packages.join(", "), Outcome::Failed(failure))])
    }

    fn try_one(&self, job: &Job, packages: &[String]) -> Result<Vec<(String, Outcome)>, Failure> {
        let inputs = |digest: &str, package: &str| Inputs {
            digest: digest.to_owned(),
            clients: packages.len(),
            package: package.to_owned(),
            said: Vec::new(),
        };
        let mut done = Vec::new();
        for package in packages {
            let folder = self.arguments.out.join(package);
            let earlier = Earlier::of(&folder)?;
            let inputs = inputs(&job.digest, package);
            if earlier.inputs().is_some_and(|it| it.is_same(&inputs))
                && let Some(count) = earlier.whole_files()?
            {
                done.push((package.clone(), Outcome::Unchanged(count)));
            }
        }
        if done.len() == packages.len() {
            return Ok(done);
        }
        let files = ModelFiles::read(&[&job.model])?;
        // The model may have changed since its digest was made.
        let digest = self.digest(&files);
        let model = files.model()?;
        drop(files);
        for service in services(&model)? {
            let package = service.package();
            let Some(operations) = self.operations(&service) else {
                continue;
            };
            if done.iter().any(|(done, _)| *done == package) {
                continue;
            }
            let outcome = if packages.contains(&package) {
                self.generate_service(&model, &service, &operations, &inputs(&digest, &package))
            } else {
                let message = format!("{}: the model changed during the run", job.model.display());
                Err(io::Error::other(message).into())
            };
            done.push((package, outcome.unwrap_or_else(Outcome::Failed)));
        }
        Ok(done)
    }

    fn generate_service(
        &self,
        model: &Model,
        service: &Service<'_>,
        operations: &Operations,
        inputs: &Inputs,
    ) -> Result<Outcome, Failure> {
        let id = model[service.shape].id.as_str();
        let closure = Closure::of(model, Some(id), operations)?;
        // Services are generated in parallel already, so each uses one thread.
        let parts = self.options.split;
        let options = Options {
            split: parts.filter(|parts| parts.get() <= closure.operations().len()),
            ..self.options.clone()
        };
        let client = Client::on(NonZero::<usize>::MIN, &closure, &options)?;
        let folder = self.arguments.out.join(&inputs.package);
        if self.arguments.check {
            return Ok(Outcome::Checked(client.check(&folder)?));
        }
        let written = output::write_from(&folder, &client.files, inputs, self.arguments.force)?;
        Ok(Outcome::Written(written))
    }

    /// Writes or checks the manifest of the workspace, and prints a summary.
    fn finish(
        &self,
        found: &Found,
        jobs: &[Job],
        outcomes: Vec<Vec<(String, Outcome)>>,
    ) -> Result<(), Failure> {
        let mut sum = Sum::default();
        let mut members = BTreeSet::new();
        let mut failures = Vec::new();
        for job in jobs {
            if let Err(failure) = &job.packages {
                sum.failed += 1;
                failures.push((job.model.display().to_string(), failure));
            }
        }
        for (package, outcome) in outcomes.iter().flatten() {
            members.insert(package.clone());
            match outcome {
                Outcome::Written(written) => sum.add(package, written),
                Outcome::Unchanged(files) => {
                    sum.unchanged += 1;
                    sum.files.same += files;
                }
                Outcome::Checked(checked) => sum.check(package, checked),
                Outcome::Failed(failure) => {
                    sum.failed += 1;
                    failures.push((package.clone(), failure));
                    // A crate of an earlier run stays a member, by `others` below.
                    members.remove(package);
                }
            }
        }
        if self.arguments.aws_config && sum.services() == 0 {
            let message =
                "no model has a service that aws-config calls: STS, SSO, SSO OIDC, Signin";
            return Err(Failure::Usage(message.to_owned()));
        }
        let others: BTreeSet<&String> = self.existing.values().flat_map(|(_, it)| it).collect();
        let others: BTreeSet<String> = others
            .into_iter()
            .filter(|it| !members.contains(*it))
            .cloned()
            .collect();
        if sum.failed > 0 {
            // One of these crates may belong to a model that failed, so all of them stay members.
            members.extend(others.iter().cloned());
        }
        if !members.is_empty() {
            let workspace = [workspace(&members)];
            if self.arguments.check {
                sum.stale_files(
                    Path::new(""),
                    &output::check(&self.arguments.out, &workspace)?,
                );
            } else if self.arguments.force {
                sum.files
                    .add(&output::overwrite(&self.arguments.out, &workspace)?);
            } else {
                sum.files
                    .add(&output::write(&self.arguments.out, &workspace)?);
            }
        }
        sum.print(self.arguments, found, &members, &others);
        show_failures(&failures);
        match (sum.failed, sum.stale_files.len()) {
            (0, 0) => Ok(()),
            (0, stale) => Err(Failure::Stale(stale)),
            (failed, stale) => Err(Failure::Services {
                failed,
                of: sum.services(),
                stale,
            }),
        }
    }
}

/// The services of a model, in the order of their ids.
fn services(model: &Model) -> Result<Vec<Service<'_>>, Diagnostics> {
    match model.services() {
        none if none.is_empty() => {
            Err(Closure::find_service(model, None).err().unwrap_or_default())
        }
        all => Ok(all.into_iter().map(|it| Service::new(model, it)).collect()),
    }
}

/// Refuses the models of services that would have the same crate, since no rule says which of them should have it.
fn refuse_twins(jobs: &mut [Job]) {
    let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, job) in jobs.iter().enumerate() {
        for package in job.packages.iter().flatten() {
            claims.entry(package.clone()).or_default().push(at);
        }
    }
    claims.retain(|_, claims| claims.len() > 1);
    for (package, claims) in claims {
        let names: Vec<String> = claims
            .iter()
            .map(|&at| jobs[at].model.display().to_string())
            .collect();
        for (&at, name) in claims.iter().zip(&names) {
            let mut others = names.iter().filter(|other| *other != name);
            let other = others.next().map_or("this model too", String::as_str);
            jobs[at].packages = Err(Diagnostics::from(Diagnostic {
                file: name.clone(),
                line: None,
                path: String::new(),
                shape: None,
                message: format!(
                    "two services would be the crate `{package}`; the other one is in {other}"
                ),
                hint: Some(
                    "give only one of these models, or generate one of them without `--each`"
                        .to_owned(),
                ),
            })
            .into());
        }
    }
}

/// The crates in the folder whose manifests hold a digest of their inputs.
fn existing(out: &Path) -> Result<HashMap<String, (usize, Vec<String>)>, Failure> {
    let mut existing: HashMap<String, (usize, Vec<String>)> = HashMap::new();
    for inputs in inputs_below(out)? {
        let of_digest = existing.entry(inputs.digest).or_default();
        of_digest.0 = inputs.clients;
        of_digest.1.push(inputs.package);
    }
    Ok(existing)
}

/// The manifest of the workspace.
fn workspace(members: &BTreeSet<String>) -> File {
    let mut text = String::from(
        "# Generated by Tinsmith from a service model. Do not edit.\n[workspace]\nresolver = \"2\"\nmembers = [\n",
    );
    for member in members {
        text.push_str(&format!("    \"{member}\",\n"));
    }
    text.push_str("]\n");
    File {
        path: "Cargo.toml".into(),
        text,
    }
}

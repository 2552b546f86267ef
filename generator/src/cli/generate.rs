//! `tinsmith generate`.

mod aws_config;
mod each;
mod shaping;
mod unchanged;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use similar::{ChangeTag, TextDiff};

use crate::digest::of_inputs;
use crate::model::{ModelFiles, Operations, visible, visible_lines};
use crate::output::{self, Inputs};
use crate::{
    Author, Client, EnumValueName, File, Layout, Manifest, Options, Stale, Summary, Written,
};

use super::progress::say;
use super::{Failure, arguments, parse, progress, runtime, style};
use unchanged::Unchanged;

/// How many lines of a difference `--check` shows.
const DIFF_LINES: usize = 20;

/// Writes a client as a complete crate, or with --each the clients of many services as a workspace of crates.
///
/// With --each, a crate is generated for each service of the models. A file is a model, and so is a folder with files
/// in the Smithy IDL; in any other folder each JSON file is one. If a service has several versions in folders named after
/// dates, as in botocore (sqs/2012-11-05), the newest is used. Each crate is replaced as a whole. If a service can't be
/// generated, its crate stays as it is, the others are generated, and the command exits with 1. A crate is generated
/// again only if its model, the options, the generator or one of its files has changed. Crates of models that are no
/// longer given stay in the folder, but not in the workspace.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    tinsmith generate connect.json --operation CreateUser --operation DescribeUser --out connect\n  \
    tinsmith generate connect.json --out aws-sdk-connect \\\n    \
      --crate-name aws-sdk-connect --crate-version 1.220.0\n  \
    tinsmith generate connect.json --out connect --check\n  \
    tinsmith generate ec2.json --out aws-sdk-ec2 --split 8\n  \
    tinsmith generate --each models/ --out clients --jobs 4\n  \
    tinsmith generate --each models/ --out clients --check\n  \
    tinsmith generate --each models/ --out for-aws-config --aws-config\n  \
    tinsmith generate weather.json --out weather --protocol-tests && (cd weather && cargo test)")]
pub(super) struct Arguments {
    /// Model files (.smithy, .json, .json.gz), folders of them, smithy-build.json[#PROJECTION]; several are merged,
    /// unless --each is given
    #[arg(required = true, value_name = "MODEL")]
    models: Vec<PathBuf>,
    /// Generate a crate for each service of each model, in DIR/aws-sdk-SERVICE, and DIR/Cargo.toml, a workspace of them
    #[arg(long)]
    each: bool,
    /// Generate the crates that aws-config depends on (STS, SSO, SSO OIDC, Signin), each with the operations that aws-config
    /// calls, so that an application that replaces them by [patch.crates-io] does not compile the official ones.
    /// Other services of the models are left out
    #[arg(long, requires = "each")]
    aws_config: bool,
    /// How many services are generated at a time, with --each; as many as the machine has cores unless given. Each
    /// needs the memory for one model and its crate
    #[arg(long, value_name = "N", requires = "each")]
    jobs: Option<NonZeroUsize>,
    /// An operation to generate; may be repeated. Without any, all operations are generated
    #[arg(long = "operation", value_name = "NAME")]
    operations: Vec<String>,
    /// The service, by its shape id, its name or its SDK id
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The protocol, by its shape id or name (restJson1); needed only if the service has several and the client
    /// is to use another than the preferred one
    #[arg(long, value_name = "ID")]
    protocol: Option<String>,
    /// The Rust name of a value of an enum, if two values would have the same name; may be repeated. The value is
    /// given by its name in the model: 'com.example#Model$GPT_3_5=Gpt3Point5'
    #[arg(long = "enum-value", value_name = "SHAPE$VALUE=NAME", value_parser = arguments::enum_value)]
    enum_values: Vec<EnumValueName>,
    /// An operation whose calls may be presigned, beside those that the official clients presign; may be repeated
    #[arg(long = "presign", value_name = "NAME")]
    presign: Vec<String>,
    #[command(flatten)]
    shaping: shaping::Shape,
    /// The folder of the crate, or with --each of the workspace
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The crate's name; `aws-sdk-<service>` unless given, and the service's own name if it is not AWS's
    #[arg(long, value_name = "NAME", value_parser = arguments::crate_name)]
    crate_name: Option<String>,
    /// The crate's version; 0.1.0 unless given, and 1.999.0 with --aws-config, which satisfies the requirements of aws-config
    #[arg(long, value_name = "VERSION", value_parser = arguments::version)]
    crate_version: Option<String>,
    /// The crate's license, as an SPDX expression such as 'MIT OR Apache-2.0'; no field unless given
    #[arg(long, value_name = "SPDX")]
    crate_license: Option<String>,
    /// Split the client into N parts, each a crate with some of the operations, and a base, so that cargo compiles them side
    /// by side. The crate in DIR re-exports all of them, under the paths that they have without parts; the others are in
    /// DIR/crates. For whole services with hundreds of operations; with --each, services with fewer than N
    /// operations are not split
    #[arg(long, value_name = "N")]
    split: Option<NonZeroUsize>,
    #[command(flatten)]
    runtime: runtime::Source,
    /// Add a test for each case of the model's protocol tests (smithy.test#httpRequestTests,
    /// httpResponseTests and eventStreamTests); a case that can't be a test is an error
    #[arg(long)]
    protocol_tests: bool,
    /// Add a test for each case of the model's endpoint tests (smithy.rules#endpointTests), and for each call of a
    /// chosen operation in one; a case that can't be a test is an error
    #[arg(long)]
    endpoint_tests: bool,
    /// Compare the folder and exit with 1 if it is stale, showing what differs. Nothing is written, except to
    /// complete an interrupted run
    #[arg(long)]
    check: bool,
    /// Also replace files that were not generated, which do not begin with the generator's line
    #[arg(long, conflicts_with = "check")]
    force: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.each {
        return each::run(arguments);
    }
    let options = Options {
        service: arguments.service.clone(),
        operations: if arguments.operations.is_empty() {
            Operations::All
        } else {
            Operations::Named(arguments.operations.clone())
        },
        protocol: arguments.protocol.clone(),
        enum_values: arguments.enum_values.clone(),
        presign: arguments.presign.clone(),
        shaping: arguments.shaping.shaping()?,
        layout: Layout::Crate,
        manifest: Some(manifest(arguments, &arguments.out)?),
        protocol_tests: arguments.protocol_tests,
        endpoint_tests: arguments.endpoint_tests,
        split: arguments.split,
    };
    let files = ModelFiles::read(&arguments.models)?;
    let digest = of_inputs(&files, &[&options]);
    if let Some(unchanged) = Unchanged::of(&arguments.out, &digest)? {
        unchanged.say(arguments);
        return Ok(());
    }
    let model = parse(&files)?;
    drop(files);
    let spinner = progress::spinner("generating");
    let client = Client::new(&model, &options);
    spinner.finish_and_clear();
    let client = client?;
    if arguments.check {
        check(arguments, &client)
    } else {
        write(arguments, &client, digest)
    }
}

/// The manifest of a crate in a folder.
fn manifest(arguments: &Arguments, folder: &Path) -> Result<Manifest, Failure> {
    Ok(Manifest {
        name: arguments.crate_name.clone(),
        version: match &arguments.crate_version {
            Some(version) => version.clone(),
            None if arguments.aws_config => aws_config::VERSION.to_owned(),
            None => "0.1.0".to_owned(),
        },
        license: arguments.crate_license.clone(),
        runtime: arguments.runtime.runtime(folder)?,
    })
}

fn write(arguments: &Arguments, client: &Client, digest: String) -> Result<(), Failure> {
    let inputs = Inputs {
        digest,
        clients: 1,
        package: client.summary.name.clone(),
        said: said(arguments, &client.summary),
    };
    let written = output::write_from(&arguments.out, &client.files, &inputs, arguments.force)?;
    say_completed(written.completed);
    say_written(arguments, &inputs.said, &written);
    Ok(())
}

/// What is said of a client, whether it was written or was up to date: its service, its content, and what else the user
/// should know.
fn said(arguments: &Arguments, summary: &Summary) -> Vec<String> {
    let waiters = match summary.waiters {
        0 => String::new(),
        count => format!(", {count} waiters"),
    };
    let (operations, types) = (summary.operations, summary.types);
    let mut said = vec![
        visible(&summary.service).into_owned(),
        format!("{operations} operations, {types} types{waiters}"),
    ];
    if !summary.passed_over.is_empty() {
        said.push(visible(&summary.about_protocol()).into_owned());
    }
    if arguments.protocol_tests {
        said.push(format!("{} protocol tests", summary.protocol_tests));
    }
    if arguments.endpoint_tests {
        said.push(format!("{} endpoint tests", summary.endpoint_tests));
    }
    said
}

fn say_written(arguments: &Arguments, said: &[String], written: &Written) {
    let strong = style::STRONG;
    if let [service, content, ..] = said {
        let out = shown(&arguments.out);
        say!("{strong}{service}{strong:#}: {content} in {out}");
    }
    let Written {
        changed,
        same,
        removed,
        ..
    } = written;
    say!("{changed} files written, {same} unchanged, {removed} removed");
    for path in &written.edited {
        say!("{} had been edited since it was generated", shown(path));
    }
    for line in said.iter().skip(2) {
        say!("{line}");
    }
}

fn check(arguments: &Arguments, client: &Client) -> Result<(), Failure> {
    let checked = client.check(&arguments.out)?;
    say_completed(checked.completed);
    if checked.stale.is_empty() {
        say_up_to_date(arguments);
        return Ok(());
    }
    let mut lines = DIFF_LINES;
    for file in &checked.stale {
        show(file, &mut lines);
    }
    Err(Failure::Stale(checked.stale.len()))
}

fn say_up_to_date(arguments: &Arguments) {
    say!("{} is up to date", shown(&arguments.out));
}

fn say_completed(completed: bool) {
    if completed {
        say!("completed an interrupted run");
    }
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string()).into_owned()
}

/// Shows how a file differs, in at most `lines` lines.
fn show(stale: &Stale, lines: &mut usize) {
    if *lines == 0 {
        return;
    }
    let (added, removed) = (style::ADDED, style::REMOVED);
    match stale {
        Stale::Missing(File { path, .. }) => {
            *lines -= 1;
            anstream::println!("{added}+ {}{added:#} (missing)", shown(path));
        }
        Stale::Extra(path) => {
            *lines -= 1;
            anstream::println!(
                "{removed}- {}{removed:#} (no longer generated)",
                shown(path)
            );
        }
        Stale::Changed { old, new, author } => {
            *lines -= 1;
            let author = match author {
                Author::Generator => "",
                Author::Editor => " (edited)",
                Author::Other => " (not generated; only --force replaces it)",
            };
            anstream::println!("~ {}{author}", shown(&new.path));
            for change in TextDiff::from_lines(old, &new.text).iter_all_changes() {
                let (sign, style) = match change.tag() {
                    ChangeTag::Equal => continue,
                    ChangeTag::Delete => ('-', removed),
                    ChangeTag::Insert => ('+', added),
                };
                if *lines == 0 {
                    return;
                }
                *lines -= 1;
                let line = change.as_str().unwrap_or_default().trim_end_matches('\n');
                anstream::println!("{style}{sign} {}{style:#}", visible_lines(line));
            }
        }
    }
}

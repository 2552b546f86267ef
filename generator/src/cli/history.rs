//! `tinsmith history`.

use std::cmp::Reverse;
use std::num::NonZero;
use std::path::PathBuf;

use clap::Args;

use super::progress::say;
use super::{Failure, parallel, progress, style};
use crate::history::releases::Limits;
use crate::history::{Choice, History, Opened};

/// Makes a site of everything that changed in the models of a git repository, release by release.
///
/// The releases of botocore and of AWS's Smithy models are the version tags, each compared with the one before it. In any
/// other repository every commit counts that touches a model (.smithy files, JSON models), and its subject is the note.
/// The site needs no server. A later run adds what is new, and completes a run that was interrupted.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    tinsmith history ../botocore --out site\n  \
    tinsmith history ../botocore --since 1.34.0 --service connect --service s3 --out site\n  \
    tinsmith history ../botocore --since 2022-10-01 --until 2022-10-31 --out october\n  \
    tinsmith history . --out target/history --url https://example.com/changes/")]
pub(super) struct Arguments {
    /// The git repository
    #[arg(value_name = "REPOSITORY")]
    repository: PathBuf,
    /// Only what came after this revision, or on this day (2022-10-13) and later
    #[arg(long, value_name = "REV|DATE")]
    since: Option<String>,
    /// Only what came up to this revision or day
    #[arg(long, value_name = "REV|DATE")]
    until: Option<String>,
    /// Only this service, by its name in the repository, its SDK id or its shape id; may be repeated
    #[arg(long = "service", value_name = "NAME")]
    services: Vec<String>,
    /// The folder of the site: a new or empty one, or that of an earlier run
    #[arg(long, value_name = "SITE")]
    out: PathBuf,
    /// The address at which the site will be published, for the feeds
    #[arg(long, value_name = "URL", value_parser = url)]
    url: Option<String>,
    /// The number of threads (default: one for each core)
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let choice = Choice {
        limits: Limits {
            since: arguments.since.clone(),
            until: arguments.until.clone(),
        },
        services: arguments.services.clone(),
        url: arguments.url.clone(),
    };
    let spinner = progress::spinner("reading the repository");
    let opened = History::open(&arguments.repository, &arguments.out, choice);
    spinner.finish_and_clear();
    let out = arguments.out.display();
    let history = match opened? {
        Opened::Unchanged { files, pages } => {
            say!("{out} is up to date: {pages} pages of changes, {files} files");
            return Ok(());
        }
        Opened::Changed(history) => history,
    };
    let sizes = history.groups();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    // A large group that began last would keep one thread busy while the others are idle.
    order.sort_by_key(|at| Reverse(sizes[*at]));
    let bar = progress::bar(sizes.iter().sum());
    let threads = arguments.jobs.unwrap_or_else(parallel::cores);
    let done = parallel::run(threads, &order, |at| {
        history.write(at, &mut |service, steps| {
            bar.set_message(service.to_owned());
            bar.inc(u64::try_from(steps).unwrap_or_default());
        })
    });
    bar.finish_and_clear();
    let mut records = Vec::new();
    for done in done {
        records.extend(done?);
    }
    let (done, summary) = history.complete(records)?;
    let bold = style::STRONG;
    say!(
        "{bold}{out}{bold:#}: {} releases, {} pages of changes in {} services; {} of {} files written, {} removed",
        summary.releases,
        summary.pages,
        summary.services,
        done.changed,
        done.files,
        done.removed
    );
    match summary.broken {
        0 => {}
        1 => say!("1 page lists problems of a model"),
        count => say!("{count} pages list problems of models"),
    }
    Ok(())
}

/// Checks an address, and ends it with a slash.
fn url(text: &str) -> Result<String, String> {
    let schemes = ["https://", "http://"].into_iter();
    let rest = schemes
        .filter_map(|scheme| text.strip_prefix(scheme))
        .next();
    let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', ':']));
    // Addresses of pages follow, which can't stand behind a query or a fragment.
    let is_barred = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#');
    if !has_host || text.contains(is_barred) {
        let message =
            "expected an address such as https://example.com/changes/, without `?` and `#`";
        return Err(message.to_owned());
    }
    Ok(format!("{}/", text.trim_end_matches('/')))
}

//! The releases of a repository: its version tags, or its commits.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::io;

use crate::git::Git;

/// A release, or a commit that stands for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Release {
    /// The tag, or the first digits of the commit's id.
    pub(crate) name: String,
    pub(crate) commit: String,
    /// The time of the commit in UTC: `2022-10-13T18:04:13Z`.
    pub(crate) time: String,
    /// The first line of the commit's message.
    pub(crate) subject: String,
    /// Whether the site shows it. If not, it is only what the next one is compared with.
    pub(crate) is_shown: bool,
}

impl Release {
    /// `2022-10-13`
    pub(crate) fn day(&self) -> &str {
        self.time.get(..10).unwrap_or(&self.time)
    }

    /// `2022-10`
    pub(crate) fn month(&self) -> &str {
        self.time.get(..7).unwrap_or(&self.time)
    }

    /// `2022`
    pub(crate) fn year(&self) -> &str {
        self.time.get(..4).unwrap_or(&self.time)
    }

    /// `2022/10/13`
    pub(crate) fn date(&self) -> String {
        self.day().replace('-', "/")
    }
}

/// The releases to compare, in the order of versions or of commits.
#[derive(Debug)]
pub(crate) struct Releases {
    /// Whether they are tags. If not, only commits that change a model count.
    pub(crate) tagged: bool,
    /// Whether the first one is compared with nothing, so that all of its services are new. If not, it is only the
    /// base of the second one.
    pub(crate) from_nothing: bool,
    pub(crate) all: Vec<Release>,
}

/// The limits of a history: a revision or a day each.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    /// Only releases after this revision, or on this day and later.
    pub(crate) since: Option<String>,
    /// Only releases up to this revision, or up to this day.
    pub(crate) until: Option<String>,
}

/// The time of commits, as git prints it.
const TIME: &str = "format-local:%Y-%m-%dT%H:%M:%SZ";

/// How many digits of a commit's id name it.
const DIGITS: usize = 12;

/// The version tags of a repository, in the order of their versions.
///
/// # Errors
/// Git can't read them, or a limit is neither a revision nor a day.
pub(crate) fn tagged(git: &Git, limits: &Limits) -> io::Result<Releases> {
    let format = format!(
        "%(refname:strip=2)%00%(objectname)%00%(*objectname)%00%(committerdate:{TIME})%00\
         %(*committerdate:{TIME})%00%(subject)%00%(*subject)"
    );
    let lines = git.lines(&["for-each-ref", &format!("--format={format}"), "refs/tags"])?;
    let mut tags: Vec<(Vec<u64>, Release)> = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split('\0').collect();
        let [name, id, tagged, time, tagged_time, subject, tagged_subject] = fields[..] else {
            continue;
        };
        // An annotated tag is an object with the commit behind it.
        let [commit, time, subject] = match tagged {
            "" => [id, time, subject],
            _ => [tagged, tagged_time, tagged_subject],
        };
        // A tag of something else than a commit has no time.
        if let Some(version) = version(name).filter(|_| !time.is_empty()) {
            let release = Release {
                name: name.to_owned(),
                commit: commit.to_owned(),
                time: time.to_owned(),
                subject: subject.to_owned(),
                is_shown: true,
            };
            tags.push((version, release));
        }
    }
    tags.sort_by(|(a, left), (b, right)| compare(a, b).then_with(|| left.name.cmp(&right.name)));
    // `1.0` and `v1.0` may name one commit.
    tags.dedup_by(|(_, a), (_, b)| a.commit == b.commit);
    let mut all: Vec<Release> = tags.into_iter().map(|(_, release)| release).collect();
    if let Some(first) = all.first_mut() {
        first.is_shown = false;
    }
    let mut releases = Releases {
        tagged: true,
        from_nothing: false,
        all,
    };
    limit(git, limits, &mut releases, |commit| {
        git.lines(&[
            "for-each-ref",
            "--format=%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)",
            &format!("--merged={commit}"),
            "refs/tags",
        ])
    })?;
    Ok(releases)
}

/// The commits that lead to the repository's head, or to the revision `until`, on the main line: of merged branches only
/// the merge counts.
///
/// # Errors
/// Git can't read them, or a limit is neither a revision nor a day.
pub(crate) fn committed(git: &Git, limits: &Limits) -> io::Result<Releases> {
    let tip = match &limits.until {
        Some(until) => git.commit(until)?,
        None => None,
    };
    let tip = tip.unwrap_or_else(|| "HEAD".to_owned());
    let lines = git.lines(&[
        "rev-list",
        "--first-parent",
        "--reverse",
        "--format=%H%x00%cd%x00%s",
        &format!("--date={TIME}"),
        &tip,
    ])?;
    // Before each line, `rev-list` prints another one: `commit ID`.
    let commits = lines.iter().filter_map(|line| {
        let mut fields = line.splitn(3, '\0');
        let commit = fields.next()?;
        Some(Release {
            name: commit.get(..DIGITS)?.to_owned(),
            commit: commit.to_owned(),
            time: fields.next()?.to_owned(),
            subject: fields.next()?.to_owned(),
            is_shown: true,
        })
    });
    let mut releases = Releases {
        tagged: false,
        from_nothing: true,
        all: commits.collect(),
    };
    limit(git, limits, &mut releases, |commit| {
        git.lines(&["rev-list", "--first-parent", commit])
    })?;
    Ok(releases)
}

/// Applies the limits. `behind` are the commits of the releases that a commit contains.
///
/// Days and branches may have another order than versions: a release that the limits leave out stays in the list, not
/// shown, where a later one that is shown must be compared with it.
fn limit(
    git: &Git,
    limits: &Limits,
    releases: &mut Releases,
    behind: impl Fn(&str) -> io::Result<Vec<String>>,
) -> io::Result<()> {
    let of = |option, limit: &Option<String>| -> io::Result<Option<Limit>> {
        let Some(text) = limit else { return Ok(None) };
        Limit::of(git, option, text, &behind).map(Some)
    };
    let since = of("--since", &limits.since)?;
    let until = of("--until", &limits.until)?;
    let all = &mut releases.all;
    let is_early = |it: &Release| until.as_ref().is_none_or(|until| until.covers(it));
    all.truncate(all.iter().rposition(is_early).map_or(0, |last| last + 1));
    for release in all.iter_mut() {
        let is_late = since.as_ref().is_none_or(|since| since.precedes(release));
        release.is_shown &= is_late && is_early(release);
    }
    let first = all.iter().position(|it| it.is_shown).unwrap_or(all.len());
    if first > 0 {
        all.drain(..first - 1);
        releases.from_nothing = false;
    }
    Ok(())
}

/// A day, or the commits of the releases that a revision contains.
enum Limit {
    Day(String),
    Commits(BTreeSet<String>),
}

impl Limit {
    fn of(
        git: &Git,
        option: &str,
        text: &str,
        behind: impl Fn(&str) -> io::Result<Vec<String>>,
    ) -> io::Result<Self> {
        if let Some(commit) = git.commit(text)? {
            return Ok(Self::Commits(behind(&commit)?.into_iter().collect()));
        }
        if is_day(text) {
            return Ok(Self::Day(text.replace('/', "-")));
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "`{option} {text}`: expected a revision of the repository or a day such as 2022-10-13"
            ),
        ))
    }

    /// Whether a release is of this day or later, or is not part of the revision.
    fn precedes(&self, release: &Release) -> bool {
        match self {
            Self::Day(day) => release.day() >= day.as_str(),
            Self::Commits(known) => !known.contains(&release.commit),
        }
    }

    /// Whether a release is of this day or earlier, or is part of the revision.
    fn covers(&self, release: &Release) -> bool {
        match self {
            Self::Day(day) => release.day() <= day.as_str(),
            Self::Commits(known) => known.contains(&release.commit),
        }
    }
}

/// Whether the text has the form `2022-10-13` or `2022/10/13`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let number = |at: usize, digits: usize, most: u32| {
        let part = parts.get(at).filter(|part| part.len() == digits);
        let is_in_range = |number: u32| (1..=most).contains(&number);
        part.is_some_and(|part| part.parse().is_ok_and(is_in_range))
    };
    parts.len() == 3 && number(0, 4, 9999) && number(1, 2, 12) && number(2, 2, 31)
}

/// The numbers of a version tag: `1.27.90` or `v1.2`.
fn version(name: &str) -> Option<Vec<u64>> {
    let numbers = name.strip_prefix('v').unwrap_or(name).split('.');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    numbers
        .map(|part| digits(part).then(|| part.parse().ok())?)
        .collect()
}

/// Compares versions; `1.2` and `1.2.0` are the same.
fn compare(a: &[u64], b: &[u64]) -> Ordering {
    let at = |version: &[u64], at| version.get(at).copied().unwrap_or_default();
    (0..a.len().max(b.len()))
        .map(|position| at(a, position).cmp(&at(b, position)))
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_numbers() {
        let mut names = ["1.10.0", "v1.9", "1.9.1", "0.5"];
        names.sort_by(|a, b| {
            let version = |name| version(name).expect("a version");
            compare(&version(a), &version(b))
        });
        assert_eq!(names, ["0.5", "v1.9", "1.9.1", "1.10.0"]);
        for name in ["", "v", "1.", "1.0rc1", "release", "1..2", "+1"] {
            assert_eq!(version(name), None, "{name}");
        }
    }

    #[test]
    fn days_have_one_form() {
        for day in ["2022-10-13", "2022/10/13"] {
            assert!(is_day(day), "{day}");
        }
        for text in [
            "2022-13-01",
            "2022-1-1",
            "yesterday",
            "2022-10",
            "2022-00-10",
        ] {
            assert!(!is_day(text), "{text}");
        }
    }
}

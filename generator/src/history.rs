//! A site of change reports, made from a git repository whose releases have models.
//!
//! [`History::open`] finds out what changed in which release ([`releases`], [`layout`], [`chains`]) and what of it the
//! site already has ([`site`]). It compares ids of contents, and reads only models that may have been moved, and those that
//! a choice of services asks for. [`History::write`] makes the pages of a group of services ([`content`]), and keeps what
//! the lists need of a page ([`record`]).
//! [`History::complete`] makes everything that is about several pages ([`timeline`]): the index, the months, the services,
//! what breaks, the search, the feeds and `history.json`.
//!
//! A page depends on the models of its service, the note and the generator, and on nothing else. So a later run makes
//! only the pages that are new, and a run that is killed at any point is completed by the next one.

pub(crate) mod chains;
mod chosen;
pub(crate) mod content;
mod feed;
pub(crate) mod layout;
mod machine;
pub(crate) mod notes;
mod pages;
pub(crate) mod record;
pub(crate) mod releases;
pub(crate) mod site;
pub(crate) mod timeline;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::Error;
use crate::digest::{GENERATOR, sha256};
use crate::git::Git;
use chains::{Group, Step};
use content::{Content, Follower};
use feed::Feeds;
use layout::Layout;
use notes::Note;
use pages::change;
use record::Record;
use releases::{Limits, Releases};
use site::{Done, Site, State};
use timeline::{Entry, Timeline};

/// What to make a site of.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) limits: Limits,
    /// The services; all if there are none.
    pub(crate) services: Vec<String>,
    /// The address at which the site will be published.
    pub(crate) url: Option<String>,
}

/// A site and what is to be done to it.
pub(crate) struct History {
    git: Git,
    layout: Layout,
    /// The id of the repository's first commit.
    origin: String,
    releases: Releases,
    notes: Vec<Vec<Note>>,
    groups: Vec<Group>,
    /// The names of the services in the repository that have no page.
    unchanged: Vec<String>,
    choice: Choice,
    site: Site,
    state: State,
    /// The digest of everything that the site is made of.
    digest: String,
}

/// The state of a site before a run.
pub(crate) enum Opened {
    /// Nothing has changed since the last run, which left so many files and pages.
    Unchanged { files: usize, pages: usize },
    /// There is something to do.
    Changed(Box<History>),
}

impl History {
    /// Opens a repository and a site, and finds out what is to be done.
    ///
    /// # Errors
    /// The repository or the site can't be read, or a choice is not valid.
    pub(crate) fn open(repository: &Path, folder: &Path, choice: Choice) -> Result<Opened, Error> {
        let git = Git::open(repository)?;
        let tip = git.commit("HEAD")?.ok_or_else(|| {
            let message = format!(
                "{} has no commits, expected models in some",
                repository.display()
            );
            Error::Usage(message)
        })?;
        if git.is_shallow()? {
            let message = format!(
                "{} is a shallow clone: it lacks commits that the others must be compared with; \
                 `git fetch --unshallow` gets them, in the repository",
                repository.display()
            );
            return Err(Error::Usage(message));
        }
        let layout = Layout::of(&git, &tip)?;
        let releases = list(&git, layout, &choice.limits)?;
        let digest = whole_digest(&releases, &choice);
        // What is refused must not leave a new folder.
        let opened = match folder.exists() {
            true => Some(Site::open(folder)?),
            false => None,
        };
        if let Some((site, state)) = &opened
            && state.complete.as_ref() == Some(&digest)
            && site.is_intact(state)
        {
            return Ok(Opened::Unchanged {
                files: state.count(),
                pages: state.shown(),
            });
        }
        let found = chains::find(&git, layout, &releases)?;
        let mut groups = chains::group(found.chains);
        let mut unchanged: Vec<String> = found.names.into_iter().collect();
        if !choice.services.is_empty() {
            chosen::keep(&git, &choice.services, &mut groups, &found.latest)?;
            unchanged.clear();
        }
        let mut reader = git.reader()?;
        let notes = releases
            .all
            .iter()
            .map(|release| notes::of(release, layout, &mut reader));
        let notes = notes.collect::<io::Result<_>>()?;
        let origin = git.origin(&tip)?;
        let (site, state) = match opened {
            Some(opened) => opened,
            None => Site::open(folder)?,
        };
        site.begin()?;
        Ok(Opened::Changed(Box::new(Self {
            layout,
            origin,
            git,
            releases,
            notes,
            groups,
            unchanged,
            choice,
            site,
            state,
            digest,
        })))
    }

    /// The number of steps of each group of services. The groups are independent of each other.
    pub(crate) fn groups(&self) -> Vec<usize> {
        let groups = self.groups.iter();
        groups
            .map(|group| {
                let steps = group.chains.iter().flat_map(|chain| &chain.steps);
                steps.filter(|step| step.is_shown).count()
            })
            .collect()
    }

    /// Makes the pages of a group of services, those that the site has not. `done` is called with the number of steps
    /// after each page.
    ///
    /// # Errors
    /// Git can't read a content, or a file can't be written.
    pub(crate) fn write(
        &self,
        group: usize,
        done: &mut dyn FnMut(&str, usize),
    ) -> Result<Vec<Record>, Error> {
        let group = &self.groups[group];
        let mut reader = None;
        // By release and page: the numbers of chains and steps.
        let mut pages: BTreeMap<(usize, &str), Vec<(usize, usize)>> = BTreeMap::new();
        for (chain, steps) in group.chains.iter().enumerate() {
            let steps = steps.steps.iter().enumerate();
            for (at, step) in steps.filter(|(_, step)| step.is_shown) {
                let key = (step.release, step.page.as_str());
                pages.entry(key).or_default().push((chain, at));
            }
        }
        let mut followers: Vec<Follower<'_>> = group.chains.iter().map(Follower::new).collect();
        let mut records = Vec::new();
        for ((release, page), steps) in pages {
            let all = || {
                let steps = steps.iter();
                steps.map(|(chain, at)| &group.chains[*chain].steps[*at])
            };
            let Some(first) = all().next() else { continue };
            done(&first.service, 0);
            let inputs = self.page_digest(release, all());
            let name = &self.releases.all[release].name;
            match self.state.record(name, page, &inputs) {
                Some(record)
                    if self
                        .site
                        .has(record.files.iter().map(|(path, size)| (path, size))) =>
                {
                    records.push(record.clone());
                }
                _ => {
                    let reader = match &mut reader {
                        Some(reader) => reader,
                        none => none.insert(self.git.reader()?),
                    };
                    let mut content = Content::default();
                    for (chain, at) in &steps {
                        let is_needed = *at + 1 < group.chains[*chain].steps.len();
                        followers[*chain].step(*at, is_needed, reader, &mut content)?;
                    }
                    records.push(self.page(release, page, &first.service, &inputs, &content)?);
                }
            }
            done(&first.service, steps.len());
        }
        Ok(records)
    }

    /// Writes a page.
    fn page(
        &self,
        release: usize,
        page: &str,
        service: &str,
        inputs: &str,
        content: &Content,
    ) -> Result<Record, Error> {
        let anchors = change::anchors(content);
        let name = &self.releases.all[release].name;
        let mut record = Record::of(name, page, service, inputs, content, &anchors);
        let mut files = Vec::new();
        if !content.is_empty() {
            let page = change::Page {
                release: &self.releases.all[release],
                record: &record,
                notes: self.notes_of(release, service).collect(),
                content,
                releases: &self.releases.all,
            };
            files.push(page.html(&anchors));
            files.push(page.json());
        }
        self.site.put_page(&mut record, &files)?;
        Ok(record)
    }

    fn notes_of<'h>(&'h self, release: usize, service: &'h str) -> impl Iterator<Item = &'h Note> {
        let notes = self.notes.get(release).into_iter().flatten();
        notes.filter(move |note| note.is_about(service))
    }

    /// The digest of everything that a page is made of.
    fn page_digest<'s>(&self, release: usize, steps: impl Iterator<Item = &'s Step>) -> String {
        let mut text = format!("{GENERATOR}\n{:?}\n", self.releases.all[release]);
        for step in steps {
            let Step {
                renamed_from,
                moved_from,
                has_others,
                digest,
                ..
            } = step;
            text.push_str(&format!(
                "{digest} {renamed_from:?} {moved_from:?} {has_others}\n"
            ));
            for note in self.notes_of(release, &step.service) {
                text.push_str(&format!("{note:?}\n"));
            }
        }
        sha256(text)
    }

    /// Writes the lists, feeds and the search, and completes the site.
    ///
    /// # Errors
    /// A file can't be written.
    pub(crate) fn complete(self, records: Vec<Record>) -> Result<(Done, Summary), Error> {
        let mut shown: BTreeMap<&str, Vec<Record>> = BTreeMap::new();
        for record in records.iter().filter(|record| record.is_shown()) {
            shown
                .entry(record.release.as_str())
                .or_default()
                .push(record.clone());
        }
        // A tag is a release also if no model changed in it.
        let is_every = self.releases.tagged && self.choice.services.is_empty();
        let releases = self.releases.all.iter().enumerate().zip(self.notes);
        let entries = releases
            .filter(|((_, release), _)| release.is_shown)
            .filter_map(|((number, release), notes)| {
                let pages = shown.remove(release.name.as_str()).unwrap_or_default();
                (is_every || !pages.is_empty()).then(|| Entry {
                    number,
                    release: release.clone(),
                    notes,
                    pages,
                })
            });
        let timeline = Timeline::new(entries.collect(), self.unchanged);
        let mut files = pages::releases::all(&timeline, self.layout.name());
        files.extend(pages::services::all(&timeline));
        files.extend(pages::breaks::all(&timeline));
        files.extend(pages::search::all(&timeline));
        let feeds = Feeds {
            timeline: &timeline,
            url: self.choice.url.as_deref(),
            origin: &self.origin,
        };
        files.extend(feeds.all()?);
        files.extend(machine::all(&timeline, self.layout));
        files.push(("style.css".to_owned(), pages::frame::STYLE.to_owned()));
        let done = self
            .site
            .complete(&self.digest, &records, &files, &self.state)?;
        let summary = Summary {
            releases: timeline.entries.len(),
            services: timeline.services.len(),
            pages: timeline.pages().count(),
            broken: timeline
                .pages()
                .filter(|(_, page)| page.problems > 0)
                .count(),
        };
        Ok((done, summary))
    }
}

/// What a site shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Summary {
    pub(crate) releases: usize,
    pub(crate) services: usize,
    pub(crate) pages: usize,
    /// The pages that list problems of models.
    pub(crate) broken: usize,
}

/// The releases: version tags where the repository has some, and else commits. Of a repository of one's own every commit
/// counts.
fn list(git: &Git, layout: Layout, limits: &Limits) -> Result<Releases, Error> {
    let usage = |error: io::Error| match error.kind() {
        io::ErrorKind::InvalidInput => Error::Usage(error.to_string()),
        _ => Error::Io(error),
    };
    if layout != Layout::Own {
        let releases = releases::tagged(git, &Limits::default())?;
        if !releases.all.is_empty() {
            return releases::tagged(git, limits).map_err(usage);
        }
    }
    releases::committed(git, limits).map_err(usage)
}

/// The digest of everything that a site is made of.
fn whole_digest(releases: &Releases, choice: &Choice) -> String {
    let text = format!(
        "{GENERATOR}\n{:?} {:?}\n{releases:?}",
        choice.services, choice.url
    );
    sha256(text)
}

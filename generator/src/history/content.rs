//! The content of a page: what changed in a service in one release. Models are read and compared here.
//!
//! A model is read for its own release, and kept for the next one in which it changed; if that one's page is made alone,
//! the model is read again. One that can't be read is a problem of its page, and the next release is compared with the
//! last one that can be read.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use tinsmith_model::{Diagnostics, Model, Operations, Side};

use super::chains::{Chain, Step, identity_of, read};
use crate::compare;
use crate::git::Reader;
use crate::plan::Service;
use crate::report::page::{Language, ServicePage};
use crate::report::{self, Version, printable};

/// What changed in the services of a page.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) sections: Vec<Section>,
    /// What happened to the service of the page; none if there is nothing to show.
    pub(crate) event: Option<Event>,
    /// What is wrong with the models, for people.
    pub(crate) problems: Vec<String>,
    /// Whether a model of this release can't be read.
    pub(crate) is_unread: bool,
}

impl Content {
    /// Whether there is nothing to tell.
    pub(crate) fn is_empty(&self) -> bool {
        self.sections.is_empty() && self.problems.is_empty()
    }
}

/// What happened to a service, or to one of its models. Of several events in one release, the last in this order is the
/// page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    Updated,
    /// A service that had a model already has one more: that of another API version, as a rule.
    NewVersion,
    /// A service lost one of its models, and has another one.
    RemovedVersion,
    Removed,
    New,
    Renamed,
}

impl Event {
    pub(crate) const ALL: [Self; 6] = [
        Self::Updated,
        Self::NewVersion,
        Self::RemovedVersion,
        Self::Removed,
        Self::New,
        Self::Renamed,
    ];

    /// The name in data.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::NewVersion => "newVersion",
            Self::RemovedVersion => "removedVersion",
            Self::Removed => "removed",
            Self::New => "new",
            Self::Renamed => "renamed",
        }
    }
}

/// What changed in a service.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) event: Event,
    /// The service's title.
    pub(crate) title: String,
    /// The SDK id.
    pub(crate) id: String,
    /// Whether the service is AWS's.
    pub(crate) is_aws: bool,
    /// The API version, where the repository has one.
    pub(crate) version: Option<String>,
    /// The name of the service's pages until this release, if it was renamed.
    pub(crate) renamed_from: Option<String>,
    /// The path in the repository until this release, if the model was moved.
    pub(crate) moved_from: Option<String>,
    /// The number of the release that is compared with, if it is not the one before.
    pub(crate) base: Option<usize>,
    /// The changes in both languages; none if the service was only renamed.
    pub(crate) changes: Option<Changes>,
}

/// The changes of a service in both languages.
#[derive(Debug)]
pub(crate) struct Changes {
    pub(crate) boto3: ServicePage,
    pub(crate) rust: ServicePage,
}

/// Follows a model through its chain.
pub(crate) struct Follower<'c> {
    chain: &'c Chain,
    /// The number of a version and its model. Version `n` is the one before step `n`.
    held: Option<(usize, Model)>,
    /// The versions that can't be read.
    broken: BTreeSet<usize>,
}

impl<'c> Follower<'c> {
    pub(crate) fn new(chain: &'c Chain) -> Self {
        Self {
            chain,
            held: None,
            broken: BTreeSet::new(),
        }
    }

    /// Adds what changed in a step. The model after it is kept if `is_needed`.
    ///
    /// # Errors
    /// Git can't read a content.
    pub(crate) fn step(
        &mut self,
        at: usize,
        is_needed: bool,
        reader: &mut Reader,
        content: &mut Content,
    ) -> io::Result<()> {
        let chain = self.chain;
        let step = &chain.steps[at];
        let old = self.before(at, reader, content)?;
        let new = match &step.new {
            Some(files) => match read(files, reader)? {
                Ok(model) => Some(model),
                Err(problems) => {
                    self.broken.insert(at + 1);
                    content.is_unread = true;
                    add_problems(content, problems);
                    self.held = old;
                    return Ok(());
                }
            },
            None => None,
        };
        if step.old.is_none() || old.is_some() {
            let number = old.as_ref().map(|(number, _)| *number);
            // That version lasted until the release before the step that replaced it.
            let base = number.filter(|number| *number != at);
            let base = base.and_then(|number| chain.steps[number].release.checked_sub(1));
            let models = [old.as_ref().map(|(_, model)| model), new.as_ref()];
            compare_services(step, base, models, content);
        }
        self.held = new.filter(|_| is_needed).map(|model| (at + 1, model));
        Ok(())
    }

    /// The last version before a step that can be read.
    fn before(
        &mut self,
        at: usize,
        reader: &mut Reader,
        content: &mut Content,
    ) -> io::Result<Option<(usize, Model)>> {
        let mut number = at;
        let mut last = None;
        while let Some(files) = &self.chain.steps[number].old {
            if let Some(held) = self.held.take_if(|(held, _)| *held == number) {
                return Ok(Some(held));
            }
            if !self.broken.contains(&number) {
                match read(files, reader)? {
                    Ok(model) => return Ok(Some((number, model))),
                    Err(problems) => {
                        self.broken.insert(number);
                        // The page of an earlier release lists what an earlier step meets.
                        let mut earlier = self.chain.steps[number.saturating_sub(1)..at].iter();
                        if !earlier.any(|step| step.is_shown) {
                            last = Some(problems);
                        }
                    }
                }
            }
            match number.checked_sub(1) {
                Some(before) => number = before,
                None => break,
            }
        }
        if self.chain.steps[at].old.is_some() {
            let message =
                "no earlier version of the model can be read, so there is nothing to compare with";
            content.problems.push(message.to_owned());
            if let Some(problems) = last {
                add_problems(content, problems);
            }
        }
        Ok(None)
    }
}

fn add_problems(content: &mut Content, problems: Diagnostics) {
    /// The most problems of a model that a page lists.
    const MOST: usize = 20;
    let all: Vec<String> = problems.into_iter().map(|it| it.to_string()).collect();
    let more = all.len().saturating_sub(MOST);
    content.problems.extend(all.into_iter().take(MOST));
    if more > 0 {
        content.problems.push(format!("and {more} more"));
    }
}

/// Compares all services of a model with those of the model before.
fn compare_services(
    step: &Step,
    base: Option<usize>,
    models: [Option<&Model>; 2],
    content: &mut Content,
) {
    let mut pairs: BTreeMap<String, [Option<Service<'_>>; 2]> = BTreeMap::new();
    let mut has_services = [false; 2];
    for (side, model) in models.into_iter().enumerate() {
        let Some(model) = model else { continue };
        for shape in model.services() {
            has_services[side] = true;
            let service = Service::new(model, shape);
            let id = identity_of(model, &service);
            pairs.entry(id).or_default()[side] = Some(service);
        }
    }
    // A service with another id in the place of the only one is that service.
    if let [(_, [Some(_), None]), (_, [None, Some(_)])]
    | [(_, [None, Some(_)]), (_, [Some(_), None])] = &pairs.iter().collect::<Vec<_>>()[..]
    {
        let joined = pairs.into_values().fold([None, None], |[old, new], pair| {
            let [before, after] = pair;
            [old.or(before), new.or(after)]
        });
        pairs = BTreeMap::from([(String::new(), joined)]);
    }
    let event = match has_services {
        // Models of shapes alone, which others use.
        [false, false] => return,
        [false, true] if step.has_others => Event::NewVersion,
        [false, true] => Event::New,
        [true, false] if step.has_others => Event::RemovedVersion,
        [true, false] => Event::Removed,
        [true, true] if step.renamed_from.is_some() => Event::Renamed,
        [true, true] => Event::Updated,
    };
    for [old, new] in pairs.into_values() {
        match compare_one(step, base, models, [old, new], event) {
            Ok(Some(section)) => {
                content.event = content.event.max(Some(Event::Updated));
                content.sections.push(section);
            }
            Ok(None) => {}
            Err(problems) => add_problems(content, problems),
        }
    }
    if event != Event::Updated {
        content.event = content.event.max(Some(event));
    }
}

/// Compares a service with the one before. `event` is what happened to its model.
fn compare_one(
    step: &Step,
    base: Option<usize>,
    models: [Option<&Model>; 2],
    [old, new]: [Option<Service<'_>>; 2],
    event: Event,
) -> Result<Option<Section>, Diagnostics> {
    let Some(shown) = new.as_ref().or(old.as_ref()) else {
        return Ok(None);
    };
    let [old_id, new_id] = [(&old, models[0]), (&new, models[1])].map(|(service, model)| {
        let model = model?;
        let service = service.as_ref()?;
        Some((model, model[service.shape].id.as_str()))
    });
    let side = |(model, id)| Side {
        model,
        service: Some(id),
    };
    let version = Version {
        old: old_id.map(side),
        new: new_id.map(side),
    };
    let all = &Operations::All;
    let changes = match (version.old, version.new) {
        (Some(old), Some(new)) => compare(old, new, all)?,
        _ => Default::default(),
    };
    let boto3 = report::service(version, all, &changes, Language::Boto3)?;
    let rust = report::service(version, all, &changes, Language::Rust)?;
    let event = match (&old, &new) {
        // One of several services of its model.
        (None, _) if event != Event::NewVersion => Event::New,
        (_, None) if event != Event::RemovedVersion => Event::Removed,
        _ => event,
    };
    let changes = boto3.zip(rust).map(|(boto3, rust)| Changes { boto3, rust });
    if changes.is_none() && event == Event::Updated && step.moved_from.is_none() {
        return Ok(None);
    }
    Ok(Some(Section {
        event,
        title: printable(shown.title),
        id: printable(&shown.sdk_id),
        is_aws: shown.is_aws,
        version: step.version.as_deref().map(printable),
        renamed_from: step.renamed_from.clone(),
        moved_from: step.moved_from.as_deref().map(printable),
        base,
        changes,
    }))
}

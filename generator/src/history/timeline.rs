//! All releases with their pages: what the lists, the feeds and the search show.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::content::Event;
use super::notes::Note;
use super::record::Record;
use super::releases::Release;

/// The releases of a site with their pages.
pub(crate) struct Timeline {
    /// The newest day first, and in a day the last version.
    pub(crate) entries: Vec<Entry>,
    /// The services, by the name of their pages.
    pub(crate) services: BTreeMap<String, ServiceEntry>,
    /// The names of the services in the repository that have no page.
    pub(crate) unchanged: Vec<String>,
}

/// A release.
pub(crate) struct Entry {
    /// Its place in the order of versions or commits, in which each is compared with the one before.
    pub(crate) number: usize,
    pub(crate) release: Release,
    pub(crate) notes: Vec<Note>,
    /// Its pages, in the order of the services' titles.
    pub(crate) pages: Vec<Record>,
}

/// A service through the releases.
#[derive(Default)]
pub(crate) struct ServiceEntry {
    /// Its newest title.
    pub(crate) title: String,
    /// Its newest SDK id.
    pub(crate) id: String,
    /// The numbers of the releases, and of the pages in them, the newest first.
    pub(crate) pages: Vec<(usize, usize)>,
    /// The service that this one became, with the number of the release.
    pub(crate) became: Option<(String, usize)>,
    /// The number of the release in which it was removed, unless it came back.
    pub(crate) removed: Option<usize>,
}

impl Timeline {
    /// A timeline of releases, in the order of their numbers. `known` are the names of all services in the repository.
    pub(crate) fn new(mut entries: Vec<Entry>, known: Vec<String>) -> Self {
        let mut services: BTreeMap<String, ServiceEntry> = BTreeMap::new();
        name_unreadable(&mut entries);
        for entry in &mut entries {
            let key = |page: &Record| (page.title.to_lowercase(), page.page.clone());
            entry.pages.sort_by_key(key);
        }
        // A lower version may be of a later day.
        let newest_first = |entry: &Entry| (entry.release.day().to_owned(), entry.number);
        entries.sort_by_key(|entry| Reverse(newest_first(entry)));
        let mut in_order: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
        in_order.sort_by_key(|(_, entry)| entry.number);
        // What the last release says of a service is true.
        for (number, entry) in in_order {
            for (at, page) in entry.pages.iter().enumerate() {
                if let Some(before) = &page.renamed_from {
                    let before_entry = services.entry(before.clone()).or_default();
                    before_entry.became = Some((page.page.clone(), number));
                    if before_entry.title.is_empty() {
                        before_entry.title.clone_from(before);
                    }
                }
                let service = services.entry(page.page.clone()).or_default();
                service.pages.push((number, at));
                service.became = None;
                service.removed = (page.event == Some(Event::Removed)).then_some(number);
                // The title of a model that can't be read is only its name in the repository.
                if page.event.is_some() || service.title.is_empty() {
                    service.title.clone_from(&page.title);
                    service.id.clone_from(&page.id);
                }
            }
        }
        for service in services.values_mut() {
            service.pages.sort_unstable();
        }
        let unchanged = known
            .into_iter()
            .filter(|name| !services.contains_key(name));
        Self {
            unchanged: unchanged.collect(),
            entries,
            services,
        }
    }

    /// A page by its numbers.
    pub(crate) fn page(&self, (release, page): (usize, usize)) -> (&Entry, &Record) {
        let entry = &self.entries[release];
        (entry, &entry.pages[page])
    }

    /// The pages of all services, the newest first.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&Entry, &Record)> {
        let entries = self.entries.iter();
        entries.flat_map(|entry| entry.pages.iter().map(move |page| (entry, page)))
    }

    /// The pages of a service, the newest first.
    pub(crate) fn pages_of<'t>(
        &'t self,
        service: &'t ServiceEntry,
    ) -> impl Iterator<Item = (&'t Entry, &'t Record)> {
        service.pages.iter().map(|page| self.page(*page))
    }
}

/// Gives pages whose model can't be read the title that the service had before.
fn name_unreadable(entries: &mut [Entry]) {
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for page in entries.iter_mut().flat_map(|entry| &mut entry.pages) {
        if page.event.is_some() {
            titles.insert(page.page.clone(), page.title.clone());
        } else if let Some(title) = titles.get(&page.page) {
            page.title.clone_from(title);
        }
    }
}

impl Entry {
    /// The notes about the service of a page.
    pub(crate) fn notes_of<'e>(&'e self, page: &'e Record) -> impl Iterator<Item = &'e Note> {
        self.notes
            .iter()
            .filter(|note| note.is_about(&page.service))
    }
}

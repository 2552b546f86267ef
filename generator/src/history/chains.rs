//! The models of a repository through its releases: which of them changed in which release.
//!
//! Only ids of contents are compared here. A content is read for three questions only: whether a JSON file is a model,
//! whether a model that is gone and one that came are the same service, and what a release is noted for.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use tinsmith_model::{Model, ModelFiles};

use super::layout::{Layout, Models, Place, Tree};
use super::releases::{Release, Releases};
use crate::digest::sha256;
use crate::git::{Blob, Git, Reader};
use crate::plan::Service;

/// A model through the releases in which it changed.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    pub(crate) steps: Vec<Step>,
}

/// A change of a model's files in one release.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// The number of the release.
    pub(crate) release: usize,
    /// The name of the service's pages.
    pub(crate) page: String,
    /// The name that the repository has for the service.
    pub(crate) service: String,
    /// The API version, where the repository has one.
    pub(crate) version: Option<String>,
    /// The model's files before; none if it is new.
    pub(crate) old: Option<Vec<Blob>>,
    /// The model's files after; none if it was removed.
    pub(crate) new: Option<Vec<Blob>>,
    /// The name of the service's pages until this release, if it was renamed.
    pub(crate) renamed_from: Option<String>,
    /// The path until this release, if the model was moved.
    pub(crate) moved_from: Option<String>,
    /// Whether the service had another model before this release, if this one is new, or keeps another one, if this one
    /// was removed: that of another API version, as a rule.
    pub(crate) has_others: bool,
    /// Whether the site shows the release.
    pub(crate) is_shown: bool,
    /// The digest of all contents of the model up to here, and of the releases until which they lasted.
    pub(crate) digest: String,
}

/// Services that share no model and no page with others: all of their changes, in the order of releases.
#[derive(Debug, Default)]
pub(crate) struct Group {
    pub(crate) chains: Vec<Chain>,
    /// The pages of its services.
    pub(crate) pages: BTreeSet<String>,
}

/// What the releases have.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The models that changed.
    pub(crate) chains: Vec<Chain>,
    /// The names of the pages of all services that the last release has.
    pub(crate) names: BTreeSet<String>,
    /// The files of these services in the last release: for each, those of its newest API version.
    pub(crate) latest: BTreeMap<String, Vec<Blob>>,
}

/// A model that is followed from release to release.
struct Followed {
    chain: usize,
    files: Vec<Blob>,
}

/// Finds the changes of all models.
///
/// # Errors
/// Git can't read the repository.
pub(crate) fn find(git: &Git, layout: Layout, releases: &Releases) -> io::Result<Found> {
    let mut walk = Walk {
        layout,
        releases: &releases.all,
        reader: git.reader()?,
        models: Models::default(),
        names: Names::default(),
        chains: Vec::new(),
        followed: BTreeMap::new(),
    };
    let all = &releases.all;
    let Some(first) = all.first() else {
        return Ok(Found::default());
    };
    let commits: Vec<&str> = all.iter().map(|release| release.commit.as_str()).collect();
    let mut tree = Tree::new();
    let prefixes = match layout {
        Layout::Own => &[][..],
        Layout::Botocore | Layout::Smithy => layout.paths(),
    };
    for file in git.files(&first.commit, prefixes)? {
        if [".json", ".json.gz", ".smithy"]
            .iter()
            .any(|it| file.path.ends_with(it))
        {
            tree.insert(file.path, file.id);
        }
    }
    let models = walk.models(&tree)?;
    if releases.from_nothing {
        walk.release(0, models)?;
    } else {
        walk.begin(models);
    }
    let differences = git.differences(&commits, layout.paths())?;
    for (number, differences) in (1..).zip(differences) {
        if differences.is_empty() {
            continue;
        }
        for difference in differences {
            match difference.id {
                Some(id) => tree.insert(difference.path, id),
                None => tree.remove(&difference.path),
            };
        }
        let models = walk.models(&tree)?;
        walk.release(number, models)?;
    }
    walk.chains.retain(|chain| !chain.steps.is_empty());
    let mut latest = BTreeMap::new();
    for (place, followed) in walk.followed {
        latest.insert(walk.names.of(&place), followed.files);
    }
    Ok(Found {
        chains: walk.chains,
        names: latest.keys().cloned().collect(),
        latest,
    })
}

/// What a step changes.
struct Change<'c> {
    /// The number of the release.
    release: usize,
    old: Option<&'c Place>,
    new: Option<&'c Place>,
    /// The model's files after the release; none if it was removed.
    files: Option<Vec<Blob>>,
}

/// The names of the services before and after a release.
struct Services {
    before: BTreeSet<String>,
    after: BTreeSet<String>,
}

struct Walk<'r> {
    layout: Layout,
    releases: &'r [Release],
    reader: Reader,
    models: Models,
    names: Names,
    chains: Vec<Chain>,
    followed: BTreeMap<Place, Followed>,
}

impl Walk<'_> {
    fn models(&mut self, tree: &Tree) -> io::Result<BTreeMap<Place, Vec<Blob>>> {
        let Self { models, reader, .. } = self;
        let is_model = &mut |path: &str, id: &str| models.is_model(path, id, reader);
        self.layout.models(tree, is_model)
    }

    /// Takes the models of a release as the base of the next one.
    fn begin(&mut self, models: BTreeMap<Place, Vec<Blob>>) {
        for (place, files) in models {
            let chain = self.chains.len();
            self.chains.push(Chain::default());
            self.names.of(&place);
            self.followed.insert(place, Followed { chain, files });
        }
    }

    /// Records what changed in a release.
    fn release(&mut self, number: usize, mut models: BTreeMap<Place, Vec<Blob>>) -> io::Result<()> {
        let is_gone = |place: &&Place| !models.contains_key(*place);
        let gone: Vec<Place> = self.followed.keys().filter(is_gone).cloned().collect();
        let is_new = |place: &&Place| !self.followed.contains_key(*place);
        let new: Vec<Place> = models.keys().filter(is_new).cloned().collect();
        let moved = self.moved(gone, new, &models)?;
        let names = |place: &Place| place.service.clone();
        let services = Services {
            before: self.followed.keys().map(names).collect(),
            after: models.keys().map(names).collect(),
        };
        for (old, new) in moved {
            let (Some(mut followed), Some(files)) =
                (self.followed.remove(&old), models.remove(&new))
            else {
                continue;
            };
            let change = Change {
                release: number,
                old: Some(&old),
                new: Some(&new),
                files: Some(files),
            };
            self.step(change, &mut followed, &services);
            self.followed.insert(new, followed);
        }
        let places: BTreeSet<Place> = self.followed.keys().chain(models.keys()).cloned().collect();
        for place in places {
            let change = |old: bool, files: Option<Vec<Blob>>| Change {
                release: number,
                old: old.then_some(&place),
                new: files.is_some().then_some(&place),
                files,
            };
            match (self.followed.remove(&place), models.remove(&place)) {
                (Some(mut followed), Some(files)) => {
                    if followed.files != files {
                        self.step(change(true, Some(files)), &mut followed, &services);
                    }
                    self.followed.insert(place, followed);
                }
                (Some(mut followed), None) if !self.is_moved_here(number, followed.chain) => {
                    self.step(change(true, None), &mut followed, &services);
                }
                // The model moved to this place, and is done.
                (Some(followed), None) => {
                    self.followed.insert(place, followed);
                }
                (None, Some(files)) => {
                    let mut followed = Followed {
                        chain: self.chains.len(),
                        files: Vec::new(),
                    };
                    self.chains.push(Chain::default());
                    self.step(change(false, Some(files)), &mut followed, &services);
                    self.followed.insert(place, followed);
                }
                (None, None) => {}
            }
        }
        Ok(())
    }

    fn is_moved_here(&self, release: usize, chain: usize) -> bool {
        let last = self.chains[chain].steps.last();
        last.is_some_and(|step| step.release == release && step.new.is_some())
    }

    fn step(&mut self, change: Change<'_>, followed: &mut Followed, services: &Services) {
        let Change {
            release,
            old,
            new,
            files,
        } = change;
        let Some(place) = new.or(old) else { return };
        let page = self.names.of(place);
        // A service that keeps its name for another model, or gets that of another service, is not renamed.
        let is_renamed = |old: &&Place| {
            !services.after.contains(&old.service) && !services.before.contains(&place.service)
        };
        let before = old.filter(is_renamed).map(|old| self.names.of(old));
        let has_others = match (old, new) {
            (None, _) => services.before.contains(&place.service),
            (_, None) => services.after.contains(&place.service),
            (Some(_), Some(_)) => false,
        };
        let chain = &mut self.chains[followed.chain];
        let mut text = match chain.steps.last() {
            Some(last) => last.digest.clone(),
            None => list(&followed.files),
        };
        text.push_str(&files.as_deref().map(list).unwrap_or_default());
        if let Some(last) = release.checked_sub(1) {
            text.push_str(&self.releases[last].name);
        }
        let is_shown = self.releases[release].is_shown;
        if !is_shown {
            text.push_str(" not shown");
        }
        chain.steps.push(Step {
            release,
            renamed_from: before,
            page,
            service: place.service.clone(),
            version: place.version.clone(),
            old: old.map(|_| followed.files.clone()),
            new: files.clone(),
            moved_from: old.filter(|old| *old != place).map(|old| old.path.clone()),
            has_others,
            is_shown,
            digest: sha256(text),
        });
        followed.files = files.unwrap_or_default();
    }

    /// Pairs models that are gone with new ones that are the same: with the same content, in another API version of
    /// the same service, or with the same service id.
    fn moved(
        &mut self,
        mut gone: Vec<Place>,
        mut new: Vec<Place>,
        models: &BTreeMap<Place, Vec<Blob>>,
    ) -> io::Result<Vec<(Place, Place)>> {
        let mut moved = Vec::new();
        if gone.is_empty() || new.is_empty() {
            return Ok(moved);
        }
        let ids =
            |files: &[Blob]| -> BTreeSet<String> { files.iter().map(|it| it.id.clone()).collect() };
        let of_gone = |place: &Place| self.followed.get(place).map(|it| ids(&it.files));
        let of_new = |place: &Place| models.get(place).map(|it| ids(it));
        pair(
            &mut gone,
            &mut new,
            &mut moved,
            |place| of_gone(place),
            |place| of_new(place),
        );
        let by_name = |place: &Place| Some(place.service.clone());
        pair(&mut gone, &mut new, &mut moved, by_name, by_name);
        if gone.is_empty() || new.is_empty() {
            return Ok(moved);
        }
        let mut identities = BTreeMap::new();
        for place in gone.iter().chain(&new) {
            let files = match models.get(place) {
                Some(files) => files,
                None => &self.followed[place].files,
            };
            identities.insert(place.clone(), identity(files, &mut self.reader)?);
        }
        let identity = |place: &Place| identities.get(place).cloned().flatten();
        pair(&mut gone, &mut new, &mut moved, identity, identity);
        Ok(moved)
    }
}

/// Pairs places with the same key. A key that two places of one side share pairs none.
fn pair<K: Ord>(
    gone: &mut Vec<Place>,
    new: &mut Vec<Place>,
    moved: &mut Vec<(Place, Place)>,
    key_of_gone: impl Fn(&Place) -> Option<K>,
    key_of_new: impl Fn(&Place) -> Option<K>,
) {
    let mut sides: BTreeMap<K, [Vec<Place>; 2]> = BTreeMap::new();
    for place in gone.iter() {
        if let Some(key) = key_of_gone(place) {
            sides.entry(key).or_default()[0].push(place.clone());
        }
    }
    for place in new.iter() {
        if let Some(key) = key_of_new(place) {
            sides.entry(key).or_default()[1].push(place.clone());
        }
    }
    for [old, after] in sides.into_values() {
        if let ([old], [after]) = (&old[..], &after[..]) {
            gone.retain(|place| place != old);
            new.retain(|place| place != after);
            moved.push((old.clone(), after.clone()));
        }
    }
}

/// The ids of the services of a model; none if it can't be read.
fn identity(files: &[Blob], reader: &mut Reader) -> io::Result<Option<Vec<String>>> {
    Ok(read(files, reader)?.ok().map(|model| identities(&model)))
}

/// The SDK ids of the services of a model, or else their shape ids.
pub(crate) fn identities(model: &Model) -> Vec<String> {
    let services = model.services().into_iter();
    services
        .map(|service| identity_of(model, &Service::new(model, service)))
        .collect()
}

/// The SDK id of a service, or else its shape id: by it the service is found in another version of the model.
pub(crate) fn identity_of(model: &Model, service: &Service<'_>) -> String {
    let shape = &model[service.shape];
    let aws = shape.traits.get("aws.api#service");
    let sdk_id = aws.and_then(|aws| aws.get("sdkId")?.as_str());
    sdk_id.unwrap_or(shape.id.as_str()).to_owned()
}

/// Reads a model.
///
/// # Errors
/// Git can't read it. The inner error: what is wrong with the model.
pub(crate) fn read(
    files: &[Blob],
    reader: &mut Reader,
) -> io::Result<Result<Model, tinsmith_model::Diagnostics>> {
    let mut contents = Vec::new();
    for file in files {
        contents.push((file.path.clone(), reader.content(file)?));
    }
    Ok(ModelFiles::in_memory(contents).and_then(|files| files.model()))
}

fn list(files: &[Blob]) -> String {
    let lines = files
        .iter()
        .map(|file| format!("{} {}\n", file.id, file.path));
    lines.collect()
}

/// The names of services' pages. A name is given once, and later runs give the same.
#[derive(Default)]
struct Names {
    given: BTreeMap<String, String>,
}

impl Names {
    /// The name for a place: its service's, where that can be a file's name. `index` is taken by each folder's own page.
    fn of(&mut self, place: &Place) -> String {
        let may_stay = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let name: String = place
            .service
            .chars()
            .map(|c| if may_stay(c) { c } else { '-' })
            .collect();
        let name = name.trim_matches(['-', '.']).to_owned();
        let key = name.to_ascii_lowercase();
        let owner = self
            .given
            .entry(key.clone())
            .or_insert_with(|| place.service.clone());
        if *owner == place.service && !matches!(&*key, "" | "index") {
            return name;
        }
        let digest = sha256(&place.service);
        format!("{name}-{}", &digest[..8])
            .trim_matches('-')
            .to_owned()
    }
}

/// Joins the chains that share pages, so that one thread makes all pages of a service.
pub(crate) fn group(chains: Vec<Chain>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for chain in chains {
        let steps = chain.steps.iter();
        let mut pages: BTreeSet<String> = steps
            .flat_map(|step| [Some(&step.page), step.renamed_from.as_ref()])
            .flatten()
            .cloned()
            .collect();
        let mut chains = Vec::new();
        let joined = groups.extract_if(.., |group| !group.pages.is_disjoint(&pages));
        for mut group in joined.collect::<Vec<_>>() {
            chains.append(&mut group.chains);
            pages.append(&mut group.pages);
        }
        chains.push(chain);
        groups.push(Group { chains, pages });
    }
    groups.sort_by(|a, b| a.pages.cmp(&b.pages));
    groups
}

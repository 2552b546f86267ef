//! The services that the user chose.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use tinsmith_model::nearest;

use super::chains::{self, Group};
use crate::Error;
use crate::git::{Blob, Git, Reader};

/// Keeps the groups that have one of the chosen services, by the name of its pages, or by its SDK id or shape.
///
/// # Errors
/// The repository has no such service, or git can't read it.
pub(crate) fn keep(
    git: &Git,
    chosen: &[String],
    groups: &mut Vec<Group>,
    latest: &BTreeMap<String, Vec<Blob>>,
) -> Result<(), Error> {
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    let mut reader = None;
    for name in chosen {
        let same = |page: &&String| page.eq_ignore_ascii_case(name);
        let all = || {
            groups
                .iter()
                .flat_map(|group| &group.pages)
                .chain(latest.keys())
        };
        if let Some(page) = all().find(same) {
            wanted.insert(page.clone());
            continue;
        }
        let reader = match &mut reader {
            Some(reader) => reader,
            none => none.insert(git.reader()?),
        };
        match by_id(name, groups, latest, reader)? {
            Some(page) => wanted.insert(page),
            None => {
                let mut message = format!("the repository has no service `{name}`");
                if let Some(near) = nearest(name, all().map(String::as_str)).first() {
                    message.push_str(&format!("; did you mean `{near}`?"));
                }
                return Err(Error::Usage(message));
            }
        };
    }
    groups.retain(|group| !group.pages.is_disjoint(&wanted));
    Ok(())
}

/// The name of the pages of the service with this SDK id or shape.
fn by_id(
    name: &str,
    groups: &[Group],
    latest: &BTreeMap<String, Vec<Blob>>,
    reader: &mut Reader,
) -> io::Result<Option<String>> {
    // Services that were removed come after those of the last release.
    let chains = groups.iter().flat_map(|group| &group.chains);
    let removed = chains.filter_map(|chain| {
        let last = chain.steps.last().filter(|step| step.new.is_none())?;
        Some((&last.page, last.old.as_ref()?))
    });
    for (page, files) in latest.iter().chain(removed) {
        let Ok(model) = chains::read(files, reader)? else {
            continue;
        };
        let is_it = chains::identities(&model)
            .iter()
            .any(|it| it.eq_ignore_ascii_case(name))
            || model.services().into_iter().any(|shape| {
                let id = &model[shape].id;
                id.as_str() == name || id.name() == name
            });
        if is_it {
            return Ok(Some(page.clone()));
        }
    }
    Ok(None)
}

//! The kinds of repositories, and where each has its models.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::git::{Blob, Git, Reader};
use crate::model::{MAX_MODEL_BYTES, folder_of_neighbours, is_neighbour};

/// The kind of a repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// botocore: `botocore/data/<service>/<version>/service-2.json`
    Botocore,
    /// AWS's models in Smithy: `models/<service>/service/<version>/<file>.json`
    Smithy,
    /// Any other repository: files in the Smithy IDL, which make one model for each topmost folder that holds some,
    /// and JSON models, each of which is a model of its own
    Own,
}

/// The place of a model in its repository. In a repository of one's own, a file in the Smithy IDL that comes or goes in a
/// folder around others changes the place of these.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The folder of the model, or its file.
    pub(crate) path: String,
    /// The name that services of one page share: `connect`.
    pub(crate) service: String,
    /// The API version, where the repository has one.
    pub(crate) version: Option<String>,
}

/// The files that make a model of botocore, and a model in its format elsewhere. Examples and endpoint tests are left
/// out: no change of them is reported, and they change often.
const BOTOCORE_FILES: [&str; 5] = [
    "endpoint-rule-set-1.json",
    "paginators-1.json",
    "service-2.json",
    "service-2.sdk-extras.json",
    "waiters-2.json",
];

/// Files at a revision: the id of each path's content.
pub(crate) type Tree = BTreeMap<String, String>;

impl Layout {
    /// The kind of the repository, by what it has at a revision.
    ///
    /// # Errors
    /// Git can't read the revision.
    pub(crate) fn of(git: &Git, commit: &str) -> io::Result<Self> {
        for layout in [Self::Botocore, Self::Smithy] {
            let files = git.files(commit, layout.paths())?;
            if files.iter().any(|file| layout.place(&file.path).is_some()) {
                return Ok(layout);
            }
        }
        Ok(Self::Own)
    }

    /// What the kind is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Botocore => "botocore",
            Self::Smithy => "AWS's Smithy models",
            Self::Own => "models",
        }
    }

    /// The paths that may have models, as git takes them.
    pub(crate) fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Botocore => &["botocore/data"],
            Self::Smithy => &["models"],
            Self::Own => &["*.smithy", "*.json", "*.json.gz"],
        }
    }

    /// The place of the model to which a file belongs, if the path alone says so.
    fn place(self, path: &str) -> Option<Place> {
        let parts: Vec<&str> = path.split('/').collect();
        let (service, version, folder) = match (self, &parts[..]) {
            (Self::Botocore, ["botocore", "data", service, version, file]) => {
                BOTOCORE_FILES
                    .contains(&file.trim_end_matches(".gz"))
                    .then_some(())?;
                (service, version, &parts[..4])
            }
            (Self::Smithy, ["models", service, "service", version, file]) => {
                file.ends_with(".json").then_some(())?;
                (service, version, &parts[..4])
            }
            _ => return None,
        };
        Some(Place {
            path: folder.join("/"),
            service: (*service).to_owned(),
            version: Some((*version).to_owned()),
        })
    }

    /// The models of a tree with their files.
    pub(crate) fn models(
        self,
        tree: &Tree,
        is_model: &mut dyn FnMut(&str, &str) -> io::Result<bool>,
    ) -> io::Result<BTreeMap<Place, Vec<Blob>>> {
        let mut models: BTreeMap<Place, Vec<Blob>> = BTreeMap::new();
        let folders = match self {
            Self::Own => topmost(tree.keys().filter(|path| path.ends_with(".smithy"))),
            Self::Botocore | Self::Smithy => BTreeSet::new(),
        };
        // By folder: the places of models that have others beside them.
        let mut around: BTreeMap<&Path, BTreeSet<Place>> = BTreeMap::new();
        for (path, id) in tree {
            let place = match self {
                Self::Botocore | Self::Smithy => self.place(path),
                Self::Own if is_neighbour(Path::new(path)) => None,
                Self::Own if path.ends_with(".smithy") || is_model(path, id)? => {
                    Some(own_place(path, &folders))
                }
                Self::Own => None,
            };
            if let Some(place) = place {
                if let Some(folder) = folder_of_neighbours(Path::new(path)) {
                    around.entry(folder).or_default().insert(place.clone());
                }
                models.entry(place).or_default().push(Blob {
                    path: path.clone(),
                    id: id.clone(),
                });
            }
        }
        if self == Self::Own {
            add_neighbours(tree, &around, &mut models);
        }
        // A folder of botocore without a service has no model.
        if self == Self::Botocore {
            let is_service = |file: &Blob| {
                file.path
                    .trim_end_matches(".gz")
                    .ends_with("/service-2.json")
            };
            models.retain(|_, files| files.iter().any(is_service));
        }
        Ok(models)
    }
}

/// Adds the paginators, waiters, endpoint rules and extras in the folder of a model to its files. Of several models in a
/// folder each gets all of them, and when it is read, those that have its name are taken.
fn add_neighbours(
    tree: &Tree,
    around: &BTreeMap<&Path, BTreeSet<Place>>,
    models: &mut BTreeMap<Place, Vec<Blob>>,
) {
    let is_compared = |path: &str| {
        let plain = path.trim_end_matches(".gz");
        BOTOCORE_FILES.iter().any(|file| plain.ends_with(file)) && is_neighbour(Path::new(path))
    };
    for (path, id) in tree.iter().filter(|(path, _)| is_compared(path)) {
        // As `folder_of_neighbours` has it.
        let folder = match folder_of(path) {
            "" => ".",
            folder => folder,
        };
        for place in around.get(Path::new(folder)).into_iter().flatten() {
            let files = models.entry(place.clone()).or_default();
            files.push(Blob {
                path: path.clone(),
                id: id.clone(),
            });
            files.sort();
        }
    }
}

/// Tells JSON models from other JSON files, by their content, which is read once.
#[derive(Default)]
pub(crate) struct Models {
    known: BTreeMap<String, bool>,
    /// Paths that had a model once: what stands there is one, even if it is broken.
    paths: BTreeSet<String>,
}

impl Models {
    /// Whether a JSON file is a model.
    ///
    /// # Errors
    /// Git can't read it.
    pub(crate) fn is_model(
        &mut self,
        path: &str,
        id: &str,
        reader: &mut Reader,
    ) -> io::Result<bool> {
        if self.paths.contains(path) {
            return Ok(true);
        }
        let is_model = match self.known.get(id) {
            Some(known) => *known,
            None => {
                let content = reader.read(id)?.unwrap_or_default();
                let found = looks_like_a_model(&content);
                self.known.insert(id.to_owned(), found);
                found
            }
        };
        if is_model {
            self.paths.insert(path.to_owned());
        }
        Ok(is_model)
    }
}

/// Whether a JSON document, which may be gzipped, has the keys of the Smithy JSON AST or of AWS JSON.
fn looks_like_a_model(content: &[u8]) -> bool {
    let mut unpacked = Vec::new();
    let content = if content.starts_with(&[0x1f, 0x8b]) {
        let mut decoder = MultiGzDecoder::new(content).take(MAX_MODEL_BYTES);
        // What is damaged is a model if its beginning is one.
        let _ = decoder.read_to_end(&mut unpacked);
        &unpacked
    } else {
        content
    };
    let text = String::from_utf8_lossy(content);
    [
        ["\"smithy\"", "\"shapes\""],
        ["\"metadata\"", "\"operations\""],
    ]
    .iter()
    .any(|keys| keys.iter().all(|key| text.contains(key)))
}

/// The folders that hold some of the files and are in no other such folder.
fn topmost<'p>(paths: impl Iterator<Item = &'p String>) -> BTreeSet<&'p str> {
    let folders: BTreeSet<&str> = paths.map(|path| folder_of(path)).collect();
    let is_topmost = |folder: &&str| !ancestors(folder).any(|it| folders.contains(it));
    folders.iter().copied().filter(is_topmost).collect()
}

/// The folders around a folder, the nearest first, ending with the root, which is empty.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        (!folder.is_empty()).then(|| folder_of(folder))
    })
    .skip(1)
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The topmost folder of Smithy IDL around a file, or else the file itself.
fn own_place(path: &str, folders: &BTreeSet<&str>) -> Place {
    let folder = folder_of(path);
    let mut around = std::iter::once(folder).chain(ancestors(folder));
    let place = around.find(|it| folders.contains(it)).unwrap_or(path);
    let name = place.trim_end_matches(".gz");
    let name = name.strip_suffix(".json").unwrap_or(name);
    Place {
        path: place.to_owned(),
        service: if name.is_empty() {
            "model".to_owned()
        } else {
            name.to_owned()
        },
        version: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn models(layout: Layout, paths: &[&str]) -> Vec<(String, String, usize)> {
        let tree = paths
            .iter()
            .map(|path| ((*path).to_owned(), "0".to_owned()));
        let is_model = &mut |path: &str, _: &str| Ok(!path.contains("package"));
        let models = layout.models(&tree.collect(), is_model).expect("models");
        let models = models.into_iter();
        models
            .map(|(place, files)| (place.path, place.service, files.len()))
            .collect()
    }

    fn owned<const N: usize>(all: [(&str, &str, usize); N]) -> Vec<(String, String, usize)> {
        let all = all.into_iter();
        all.map(|(path, service, files)| (path.to_owned(), service.to_owned(), files))
            .collect()
    }

    #[test]
    fn botocore_has_a_folder_for_each_version() {
        let found = models(
            Layout::Botocore,
            &[
                "botocore/data/a/2020-01-01/paginators-1.json",
                "botocore/data/a/2020-01-01/service-2.json",
                "botocore/data/a/2021-01-01/service-2.json.gz",
                "botocore/data/b/2020-01-01/waiters-2.json",
                "botocore/data/endpoints.json",
            ],
        );
        let expected = [
            ("botocore/data/a/2020-01-01", "a", 2),
            ("botocore/data/a/2021-01-01", "a", 1),
        ];
        assert_eq!(found, owned(expected));
    }

    #[test]
    fn files_of_smithy_idl_are_one_model_for_each_topmost_folder() {
        let found = models(
            Layout::Own,
            &[
                "package.json",
                "a/model/main.smithy",
                "a/model/more/x.smithy",
                "a/model/more/y.json",
                "b/b.smithy",
                "c/c.json",
                "d/service-2.json.gz",
                "d/paginators-1.json",
                "d/examples-1.json",
                "e/paginators-1.json",
            ],
        );
        let expected = [
            ("a/model", "a/model", 3),
            ("b", "b", 1),
            ("c/c.json", "c/c", 1),
            ("d/service-2.json.gz", "d/service-2", 2),
        ];
        assert_eq!(found, owned(expected));
        let found = models(Layout::Own, &["main.smithy", "b/b.smithy"]);
        assert_eq!(found, owned([("", "model", 2)]));
    }
}

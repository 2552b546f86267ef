//! Finds a service in a source of models by whatever name the user knows.
//!
//! A source may have hundreds of models, and reading them as models takes long. So the names of folders and files are
//! looked at first, then what the texts of the models say of their services (`sdkId`, `serviceId`, titles), and only if
//! no text says anything all models are read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::folders::{is_date, newest};
use crate::cli::input::Input;
use crate::cli::{Failure, parallel, progress};
use crate::model::{Model, ModelFiles, nearest, visible};
use crate::plan::Service;

/// A model with the chosen service.
pub(in crate::cli) struct Found {
    pub(in crate::cli) model: Arc<Model>,
    /// The shape id of the service.
    pub(in crate::cli) service: String,
}

/// A source of models.
pub(in crate::cli) struct Source {
    /// The argument that names it.
    name: PathBuf,
    places: Places,
}

enum Places {
    One(Arc<Model>),
    Folder { input: Input, paths: Vec<PathBuf> },
}

impl Source {
    /// Opens the source that an argument names.
    pub(in crate::cli) fn open(name: &Path) -> Result<Self, Failure> {
        let input = Input::of(name)?;
        let places = if input.is_folder() {
            let (paths, _) = newest(
                input
                    .models()
                    .map_err(|error| crate::output::at(name, error))?,
            );
            let paths: Vec<PathBuf> = paths.into_iter().collect();
            if paths.is_empty() {
                let message = format!("there is no model in the folder {}", name.display());
                return Err(Failure::Usage(message));
            }
            Places::Folder { input, paths }
        } else {
            match input.model()? {
                Some(model) => Places::One(Arc::new(model)),
                None => {
                    let message = format!("{} is no model", name.display());
                    return Err(Failure::Usage(message));
                }
            }
        };
        Ok(Self {
            name: name.to_owned(),
            places,
        })
    }

    /// Finds the service that goes by this name: its SDK id, the name of its official crate or of the module of its
    /// client, its title, its shape id, or the name of its folder or file in the source. Case, spaces and hyphens do
    /// not count, and neither does "Amazon" or "AWS" before the name.
    ///
    /// # Errors
    /// There is no such service, or there are several; a model that may have it is not valid.
    pub(in crate::cli) fn find(&self, wanted: &str) -> Result<Found, Failure> {
        match &self.places {
            Places::One(model) => match in_model(model, wanted) {
                Some(service) => Ok(Found {
                    model: Arc::clone(model),
                    service,
                }),
                None => {
                    let names = model
                        .services()
                        .into_iter()
                        .map(|it| Service::new(model, it).sdk_id);
                    Err(self.unknown(wanted, &names.collect()))
                }
            },
            Places::Folder { input, paths } => self.find_in(input, paths, wanted),
        }
    }

    fn find_in(&self, input: &Input, paths: &[PathBuf], wanted: &str) -> Result<Found, Failure> {
        let wanted_key = key(wanted);
        let is_named = |path: &&PathBuf| name_of(path).is_some_and(|name| key(&name) == wanted_key);
        let named: Vec<&PathBuf> = paths.iter().filter(is_named).collect();
        if !named.is_empty()
            && let Some(found) = self.only(input, wanted, named, true)?
        {
            return Ok(found);
        }
        let spinner = progress::spinner("looking for the service");
        let order: Vec<usize> = (0..paths.len()).collect();
        let texts = parallel::run(parallel::cores(), &order, |at| {
            match input.files(&paths[at]) {
                Ok(files) => Names::of(&files),
                // A file that can't be read may be of any service, and is of none as long as it can't be read.
                Err(_) => Names::default(),
            }
        });
        spinner.finish_and_clear();
        let all = || paths.iter().zip(&texts);
        let by_id =
            all().filter(|(_, names)| names.ids.iter().any(|id| is_id(id, wanted, &wanted_key)));
        let by_id: Vec<&PathBuf> = by_id.map(|(path, _)| path).collect();
        if let Some(found) = self.only(input, wanted, by_id, true)? {
            return Ok(found);
        }
        let has_title = |names: &Names| names.titles.iter().any(|title| key(title) == wanted_key);
        let by_title = all().filter(|(_, names)| has_title(names));
        let by_title: Vec<&PathBuf> = by_title.map(|(path, _)| path).collect();
        if let Some(found) = self.only(input, wanted, by_title, true)? {
            return Ok(found);
        }
        // A shape id of an AWS JSON model is in no text, and a service that is not AWS's has no SDK id.
        let others = all().filter(|(_, names)| wanted.contains('#') || names.ids.is_empty());
        let others: Vec<&PathBuf> = others.map(|(path, _)| path).collect();
        if let Some(found) = self.only(input, wanted, others, false)? {
            return Ok(found);
        }
        // A service whose folder is named like its SDK id is listed once.
        let mut names: BTreeSet<String> = texts.into_iter().flat_map(|names| names.ids).collect();
        let keys: BTreeSet<String> = names.iter().map(|name| key(name)).collect();
        let folders = paths.iter().filter_map(|path| name_of(path));
        names.extend(folders.filter(|name| !keys.contains(&key(name))));
        Err(self.unknown(wanted, &names))
    }

    /// The service in the only of these models that has it; none if no model has it. What is wrong with a model that
    /// `must_load` is an error.
    fn only(
        &self,
        input: &Input,
        wanted: &str,
        paths: Vec<&PathBuf>,
        must_load: bool,
    ) -> Result<Option<Found>, Failure> {
        let order: Vec<usize> = (0..paths.len()).collect();
        let models = parallel::run(parallel::cores(), &order, |at| {
            match input.load(paths[at]) {
                Ok(model) => {
                    let by_name = in_model(&model, wanted);
                    // The folder may have another name than the service.
                    let only = || match model.services()[..] {
                        [one] if must_load => Some(model[one].id.to_string()),
                        _ => None,
                    };
                    let service = by_name.or_else(only)?;
                    let model = Arc::new(model);
                    Some(Ok(Found { model, service }))
                }
                Err(problems) => must_load.then_some(Err(problems)),
            }
        });
        let mut found = Vec::new();
        for (path, model) in paths.iter().zip(models) {
            if let Some(model) = model {
                found.push((*path, model?));
            }
        }
        if found.len() > 1 {
            let places: Vec<String> = found
                .iter()
                .map(|(path, found)| format!("\n  {} in {}", found.service, path.display()))
                .collect();
            return Err(Failure::Usage(format!(
                "several services in {} go by the name `{wanted}`:{}\nname one of these files with `--from`, or give the shape \
                 id of the service",
                self.name.display(),
                places.concat()
            )));
        }
        Ok(found.pop().map(|(_, found)| found))
    }

    fn unknown(&self, wanted: &str, names: &BTreeSet<String>) -> Failure {
        let near = nearest(wanted, names.iter().map(String::as_str));
        let hint = match &near[..] {
            [] if names.len() <= 10 => {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                format!("it has {}", names.join(", "))
            }
            [] => "give its SDK id, the name of its crate or of its folder".to_owned(),
            near => format!("did you mean {}?", near.join(", ")),
        };
        Failure::Usage(format!(
            "no service in {} goes by the name `{}`; {hint}",
            self.name.display(),
            visible(wanted)
        ))
    }
}

/// What the text of a model says of its services.
#[derive(Default)]
struct Names {
    ids: Vec<String>,
    titles: Vec<String>,
}

impl Names {
    fn of(files: &ModelFiles) -> Self {
        let Some((_, text)) = files.texts().next() else {
            return Self::default();
        };
        let all = |keys: &[&str]| keys.iter().flat_map(|key| values(text, key)).collect();
        Self {
            ids: all(&["sdkId", "serviceId"]),
            titles: all(&["serviceFullName", "serviceAbbreviation", "smithy.api#title"]),
        }
    }
}

/// The strings that are values of this key anywhere in a text in JSON. Strings with escapes are left out.
fn values(text: &str, key: &str) -> Vec<String> {
    let quoted = format!("\"{key}\"");
    let after = text
        .match_indices(&quoted)
        .map(|(at, _)| &text[at + quoted.len()..]);
    let values = after.filter_map(|rest| {
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let (value, _) = rest.strip_prefix('"')?.split_once('"')?;
        (!value.contains('\\')).then(|| value.to_owned())
    });
    values.collect()
}

/// The service of a model that goes by the name, or the only one whose name is not written otherwise.
pub(in crate::cli) fn in_model(model: &Model, wanted: &str) -> Option<String> {
    let wanted_key = key(wanted);
    let mut keys: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for shape in model.services() {
        let service = Service::new(model, shape);
        let id = &model[shape].id;
        let rank = if id.as_str() == wanted {
            0
        } else if is_id(&service.sdk_id, wanted, &wanted_key)
            || id.name().eq_ignore_ascii_case(wanted)
        {
            1
        } else if key(service.title) == wanted_key || key(&service.module()) == wanted_key {
            2
        } else {
            continue;
        };
        keys.entry(rank).or_default().push(id.to_string());
    }
    match keys.pop_first() {
        Some((_, mut ids)) if ids.len() == 1 => ids.pop(),
        _ => None,
    }
}

/// Whether the name is that of the service with this SDK id, or of its crate.
fn is_id(id: &str, wanted: &str, wanted_key: &str) -> bool {
    let of_crate = key(id);
    let of_crate = of_crate.strip_suffix("service").unwrap_or(&of_crate);
    let of_crate = of_crate.strip_suffix("api").unwrap_or(of_crate);
    id.eq_ignore_ascii_case(wanted) || key(id) == wanted_key || of_crate == wanted_key
}

/// A name without what does not count.
fn key(name: &str) -> String {
    let key: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let key = key.to_lowercase();
    let prefixes = ["awssdk", "amazon", "aws"];
    let short = prefixes.iter().find_map(|prefix| key.strip_prefix(prefix));
    short
        .filter(|short| !short.is_empty())
        .unwrap_or(&key)
        .to_owned()
}

/// The name that a service has in its source: `sqs` for `sqs/2012-11-05/service-2.json` and for
/// `sqs-2012-11-05.json`.
fn name_of(path: &Path) -> Option<String> {
    let file = path.file_name()?.to_str()?;
    let stem = file.strip_suffix(".gz").unwrap_or(file);
    let stem = stem.strip_suffix(".json")?;
    if stem != "service-2" {
        // Ten characters of a date, and a hyphen before it.
        let short = stem.len().checked_sub(11).and_then(|at| {
            let date = stem.get(at..)?.strip_prefix('-')?;
            is_date(date).then(|| &stem[..at])
        });
        return Some(short.unwrap_or(stem).to_owned());
    }
    let folders = path.ancestors().skip(1);
    let mut names = folders.filter_map(|folder| folder.file_name()?.to_str());
    names.find(|name| !is_date(name)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_has_the_name_of_its_folder_or_file() {
        for (path, name) in [
            ("botocore/data/sqs/2012-11-05/service-2.json.gz", "sqs"),
            ("sqs/service-2.json", "sqs"),
            ("sqs/service/2012-11-05/sqs-2012-11-05.json", "sqs"),
            ("acm-pca-2017-08-22.json", "acm-pca"),
            ("model.json", "model"),
        ] {
            assert_eq!(name_of(Path::new(path)).as_deref(), Some(name), "{path}");
        }
    }

    #[test]
    fn names_of_one_service_are_equal_but_for_what_does_not_count() {
        for name in [
            "connect",
            "Connect",
            "aws-sdk-connect",
            "Amazon Connect",
            "AWS Connect",
        ] {
            assert_eq!(key(name), "connect", "{name}");
        }
        assert_eq!(key("aws"), "aws");
        assert!(is_id("Config Service", "config", "config"));
        assert!(is_id(
            "Cognito Identity Provider",
            "x",
            &key("aws-sdk-cognitoidentityprovider")
        ));
        assert!(!is_id("Connect", "connec", "connec"));
    }

    #[test]
    fn values_are_found_in_text() {
        let text = r#"{"serviceId" : "SQS", "shapes": {"serviceId": {"type": "string"}, "serviceId":"a\"b"}}"#;
        assert_eq!(values(text, "serviceId"), ["SQS"]);
    }
}

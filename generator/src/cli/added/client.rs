//! The client of a model that a package has or gets.

use std::path::{Path, PathBuf};

use crate::Layout;
use crate::cli::Failure;
use crate::closure;
use crate::model::{Closure, Model, Operations};
use crate::plan::client::ClientTraits;
use crate::plan::{Choices, Plan, Service};

use super::cut;
use super::example::Example;
use super::record::Record;

/// The folder of the models, below the package's folder.
pub(in crate::cli) const MODELS: &str = "models";

/// The model of a client as it is written, and what its package needs.
pub(in crate::cli) struct Client {
    pub(in crate::cli) title: String,
    /// The module of the client, which is also the name of its model and of its example.
    pub(in crate::cli) module: String,
    /// The text of the model.
    pub(in crate::cli) text: String,
    pub(in crate::cli) operations: usize,
    pub(in crate::cli) shapes: usize,
    /// The features of the runtime.
    pub(in crate::cli) features: Vec<&'static str>,
    /// None if the client has no operations.
    pub(in crate::cli) example: Option<Example>,
}

impl Client {
    /// Cuts the model to what the note says, and plans the client of what is left.
    ///
    /// # Errors
    /// The model lacks a chosen operation, or needs what the generator does not support.
    pub(in crate::cli) fn of(model: &Model, record: &Record) -> Result<Self, Failure> {
        let text = text(model, record)?;
        // What is written is what is read by the build.
        let path = path(&module(model, &record.service)?);
        let cut = Model::from_bytes(&path.display().to_string(), text.as_bytes())?;
        let closure = closure(&cut, Some(&record.service), &record.chosen())?;
        let module = Service::new(&cut, closure.service()).module();
        let choices = Choices {
            layout: Layout::Module(module.clone()),
            ..Choices::default()
        };
        let plan = Plan::new(&closure, choices)?;
        let name = plain(&module);
        Ok(Self {
            title: plan.service.title.to_owned(),
            operations: closure.operations().len(),
            shapes: closure.shapes().count(),
            features: ClientTraits::of(&plan, name).runtime_features,
            example: Example::of(&plan, &module, name),
            module: name.to_owned(),
            text,
        })
    }

    /// The path of the model below the package's folder.
    pub(in crate::cli) fn path(&self) -> PathBuf {
        path(&self.module)
    }
}

/// The text of the model that a note asks for.
///
/// # Errors
/// The model lacks a chosen operation.
pub(in crate::cli) fn text(model: &Model, record: &Record) -> Result<String, Failure> {
    let closure = closure(model, Some(&record.service), &record.chosen())?;
    Ok(cut::text(&closure, record))
}

/// The name of the client of a service, as a module without `r#`.
pub(in crate::cli) fn module(model: &Model, service: &str) -> Result<String, Failure> {
    let service = Closure::find_service(model, Some(service))?;
    Ok(plain(&Service::new(model, service).module()).to_owned())
}

/// The path of the model of a client below the package's folder.
pub(in crate::cli) fn path(module: &str) -> PathBuf {
    Path::new(MODELS).join(format!("{module}.json"))
}

/// The names of the chosen operations, sorted; none if all are chosen.
///
/// # Errors
/// The service lacks one.
pub(in crate::cli) fn names(
    model: &Model,
    service: &str,
    wanted: &[String],
) -> Result<Option<Vec<String>>, Failure> {
    if wanted.is_empty() {
        return Ok(None);
    }
    Closure::of(model, Some(service), &Operations::Named(wanted.to_vec()))?;
    let mut names: Vec<String> = wanted
        .iter()
        .map(|name| name.rsplit('#').next().unwrap_or(name).to_owned())
        .collect();
    names.sort();
    names.dedup();
    Ok(Some(names))
}

fn plain(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}

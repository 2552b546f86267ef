//! Loading: files are read, assembled and validated as one model.

use std::collections::BTreeMap;
use std::path::Path;

use crate::assemble::{Merged, lower, merge, prepare};
use crate::aws_json::Neighbour;
use crate::diagnostics::Diagnostics;
use crate::events::Events;
use crate::graph::Graph;
use crate::issues::{At, Issues};
use crate::lint::LintRule;
use crate::model::Model;
use crate::node::Node;
use crate::raw::File;
use crate::source::{NeighbourKind, Source};
use crate::{ast, aws_json, build, idl, lint, smithy_json, validate};

/// The files of a model, read but not parsed.
pub struct ModelFiles {
    sources: Vec<Source>,
}

impl ModelFiles {
    /// Reads the files that [`Model::load`] reads for these paths.
    ///
    /// # Errors
    /// Every file that can't be read as text.
    pub fn read(paths: &[impl AsRef<Path>]) -> Result<Self, Diagnostics> {
        let sources = Source::read_all(paths)?;
        Ok(Self { sources })
    }

    /// Takes files that are in memory, by their paths, in this order. Beside a file whose path ends with
    /// `service-2.json` the others that belong to it are found by their paths, as [`Model::load`] finds them.
    ///
    /// # Errors
    /// Every file that is not text, or larger than the limit. No file can be a model: each belongs to one.
    pub fn in_memory(files: Vec<(String, Vec<u8>)>) -> Result<Self, Diagnostics> {
        let sources = Source::in_memory(files)?;
        Ok(Self { sources })
    }

    /// The path of each file, as [`Model::files`] has it.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|source| source.name.as_str())
    }

    /// What each file is to the model (its name without its folder, the projection that is wanted of it, the number of the
    /// file that it belongs to), and its text. The model depends on nothing else.
    pub fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        self.sources.iter().map(|source| {
            let name = Path::new(&source.name).file_name();
            let mut role =
                name.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            if let Some(Some(projection)) = &source.build {
                role.push_str(&format!("#{projection}"));
            }
            if let Some((model, _)) = source.neighbour_of {
                role.push_str(&format!(" of {model}"));
            }
            (role, source.text.as_str())
        })
    }

    /// What a function makes of the graph of the files, if they are valid as one model.
    pub(crate) fn with_graph<T>(
        &self,
        read_graph: impl FnOnce(&Graph<'_>) -> T,
    ) -> Result<T, Diagnostics> {
        let mut issues = Issues::new(&self.sources);
        let mut merged = read(&self.sources, &mut issues).unwrap_or_default();
        let inherited = prepare(&mut merged, &mut issues);
        let done = read_graph(&Graph::of(&merged, &inherited));
        validated(&self.sources, merged, issues)?;
        Ok(done)
    }

    /// Parses the files as one model, and reports everything that is to be said of it: what makes it invalid, and what
    /// is only questionable (Smithy 2.0, "Model validation").
    pub fn events(&self) -> Events {
        self.events_of(lint::lint_rules())
    }

    /// The same, by these rules alone.
    pub(crate) fn events_of(&self, rules: &'static [LintRule]) -> Events {
        let mut issues = Issues::new(&self.sources);
        let Some(mut merged) = read(&self.sources, &mut issues) else {
            return Events::new(issues.into_events(), 0);
        };
        let inherited = prepare(&mut merged, &mut issues);
        let graph = Graph::of(&merged, &inherited);
        let is_broken = issues.has_errors();
        lint::run(rules, &graph, is_broken, &mut issues);
        let filter = lint::Filter::of(&graph, &mut issues);
        let names = self.sources.iter().map(|source| source.name.clone());
        let model = lower(merged, names.collect(), &mut issues);
        validate::run(&model, &mut issues);
        let events = filter.apply(issues.into_events());
        Events::new(events, model.shapes().count())
    }

    /// Parses the files as one model, and validates it.
    ///
    /// # Errors
    /// All problems of the files.
    pub fn model(&self) -> Result<Model, Diagnostics> {
        Model::from_sources(&self.sources)
    }
}

/// Lays out a file in the Smithy IDL as Smithy's own formatter does: lines of up to 120 columns, four spaces for each
/// block, sorted `use` statements, without those that nothing needs. Comments stay, and so does the model. What is
/// formatted comes back as it is.
///
/// `name` stands for the file in diagnostics.
///
/// # Errors
/// All errors of syntax in the file, which need not be valid beyond that, and may refer to shapes of other files.
pub fn format_idl(name: &str, bytes: &[u8]) -> Result<String, Diagnostics> {
    let sources = [Source::from_idl(name, bytes)?];
    let mut issues = Issues::new(&sources);
    for source in &sources {
        idl::parse(0, &source.text, &mut issues);
    }
    issues.finish()?;
    let [source] = &sources;
    Ok(idl::format(&source.text))
}

impl Model {
    /// Reads one or several files as one model: the Smithy IDL (`.smithy`) and the Smithy JSON AST, versions 1.0
    /// and 2.0, or AWS JSON (`service-2.json`), plain or gzip. JSON files are told apart by content.
    ///
    /// A folder stands for the models in it and below it, by their extensions. A `smithy-build.json` stands for its
    /// sources and imports; with the name of a projection after it (`smithy-build.json#client`) also for what that
    /// projection imports, and its transforms are carried out on all that was read.
    ///
    /// Beside a file whose name ends with `service-2.json` the files that belong to it are read too, where
    /// they exist: `paginators-1.json`, `waiters-2.json`, `endpoint-rule-set-1.json`, `endpoint-tests-1.json`,
    /// `examples-1.json` and `service-2.sdk-extras.json`. [`Model::files`] lists all.
    ///
    /// # Errors
    /// Everything that is wrong with the files, in one go.
    pub fn load(paths: &[impl AsRef<Path>]) -> Result<Model, Diagnostics> {
        ModelFiles::read(paths)?.model()
    }

    /// Like [`Model::load`] for a file that is in memory; `name` stands for it in diagnostics, and its extension
    /// tells the Smithy IDL (`.smithy`) from JSON. Without either extension the content does.
    ///
    /// # Errors
    /// Everything that is wrong with the file, in one go.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Model, Diagnostics> {
        let source = Source::from_bytes(name, bytes)?;
        Self::from_sources(&[source])
    }

    /// The files as one document in the Smithy JSON AST (Smithy 2.0, "JSON AST"), if they are valid as one
    /// model. Mixins, and traits applied to what they bring, stay; `apply` statements are carried out.
    /// Shapes are sorted by id.
    ///
    /// The document has version 1.0 if all files have. If not, what 1.0 implies is written out in terms
    /// of 2.0.
    ///
    /// # Errors
    /// Everything that is wrong with the files, in one go.
    pub fn ast(paths: &[impl AsRef<Path>]) -> Result<Node, Diagnostics> {
        let sources = Source::read_all(paths)?;
        let mut issues = Issues::new(&sources);
        let merged = read(&sources, &mut issues);
        check(&sources, merged.clone(), issues)?;
        merged.map(ast::document).ok_or_else(Diagnostics::default)
    }

    /// The files as one model in the Smithy IDL, version 2.0 (Smithy 2.0, "Smithy IDL"), if they are valid as one model:
    /// a file for each namespace, by the namespace. A model without shapes is one file with an empty namespace.
    ///
    /// The files are laid out as [`format_idl`] does. Read again they are the same model, with the same
    /// [`Model::ast`] if that has version 2.0; what version 1.0 implies is written out in terms of 2.0. Mixins, and
    /// traits applied to what they bring, stay.
    ///
    /// # Errors
    /// Everything that is wrong with the files, in one go; else every trait that is not defined in a namespace whose
    /// shapes are known, which the language has no way to write.
    pub fn idl(paths: &[impl AsRef<Path>]) -> Result<BTreeMap<String, String>, Diagnostics> {
        let sources = Source::read_all(paths)?;
        let mut issues = Issues::new(&sources);
        let merged = read(&sources, &mut issues);
        check(&sources, merged.clone(), issues)?;
        let merged = merged.ok_or_else(Diagnostics::default)?;
        let mut issues = Issues::new(&sources);
        idl::check_before_writing(&merged, &mut issues);
        issues.finish()?;
        Ok(idl::write(&ast::document_in_version_2(merged)))
    }

    fn from_sources(sources: &[Source]) -> Result<Model, Diagnostics> {
        let mut issues = Issues::new(sources);
        let merged = read(sources, &mut issues);
        check(sources, merged, issues)
    }
}

/// The model, if nothing is wrong with it.
fn check(
    sources: &[Source],
    merged: Option<Merged>,
    mut issues: Issues<'_>,
) -> Result<Model, Diagnostics> {
    let Some(mut merged) = merged else {
        issues.finish()?;
        return Err(Diagnostics::default());
    };
    prepare(&mut merged, &mut issues);
    validated(sources, merged, issues)
}

/// The model of prepared files, if nothing is wrong with it.
fn validated(
    sources: &[Source],
    merged: Merged,
    mut issues: Issues<'_>,
) -> Result<Model, Diagnostics> {
    let names = sources.iter().map(|source| source.name.clone()).collect();
    let model = lower(merged, names, &mut issues);
    validate::run(&model, &mut issues);
    issues.finish()?;
    Ok(model)
}

/// Reads documents as one model. `None` if one of them can't be read well enough: then everything that
/// refers to its shapes would only look wrong.
fn read(sources: &[Source], issues: &mut Issues<'_>) -> Option<Merged> {
    let mut documents = Vec::new();
    let mut trees = Vec::new();
    let mut builds = Vec::new();
    let mut is_readable = true;
    for (file, source) in (0..).zip(sources) {
        if source.is_idl() {
            let tree = idl::parse(file, &source.text, issues);
            is_readable &= !tree.lost;
            trees.push((file, tree));
        } else if let Some(document) = parse_json(file, source, issues) {
            if let Some(projection) = &source.build {
                build::check(file, &document, projection.as_deref(), issues);
                builds.push((file, document, projection));
            } else {
                documents.push((file, document));
            }
        } else {
            is_readable = false;
        }
    }
    if !is_readable {
        idl::report_unlowered(&trees, issues);
        return None;
    }
    let (models, others): (Vec<_>, Vec<_>) = documents
        .into_iter()
        .partition(|(file, _)| neighbour_of(sources, *file).is_none());
    let mut neighbours: Vec<(u32, Neighbour)> = others
        .into_iter()
        .filter_map(|(file, document)| {
            let (of, kind) = neighbour_of(sources, file)?;
            let neighbour = Neighbour {
                file,
                kind,
                document,
            };
            Some((of, neighbour))
        })
        .collect();
    let mut numbers = Vec::new();
    let mut files = Vec::new();
    for (file, document) in models {
        numbers.push(file);
        files.push(if aws_json::is_aws_json(&document) {
            let own = neighbours.extract_if(.., |(of, _)| *of == file);
            let own: Vec<Neighbour> = own.map(|(_, neighbour)| neighbour).collect();
            aws_json::parse(file, document, &own, issues)
        } else {
            smithy_json::parse(file, document, issues)
        });
    }
    let lowered = idl::lower(trees, &files, issues);
    let mut files: Vec<(u32, File)> = numbers.into_iter().zip(files).chain(lowered).collect();
    files.sort_by_key(|(file, _)| *file);
    let mut merged = merge(files, issues);
    for (file, document, projection) in &builds {
        if let Some(projection) = projection {
            build::transform(*file, document, projection, &mut merged, issues);
        }
    }
    Some(merged)
}

fn neighbour_of(sources: &[Source], file: u32) -> Option<(u32, NeighbourKind)> {
    sources.get(usize::try_from(file).ok()?)?.neighbour_of
}

fn parse_json(file: u32, source: &Source, issues: &mut Issues<'_>) -> Option<Node> {
    let error = match serde_json::from_str(&source.text) {
        Ok(document) => return Some(document),
        Err(error) => error,
    };
    // The position goes into a field of its own.
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or(&message);
    let issue = issues.report(file, &At::ROOT, format!("not valid JSON: {reason}"));
    issue.line(error.line(), error.column());
    None
}

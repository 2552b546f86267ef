//! The build step: what a `build.rs` calls.

use std::env;
use std::path::{Path, PathBuf};

use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use tinsmith_model::{Closure, Model, Operations, visible};

use crate::emit::source;
use crate::lock::{self, Generated, Package, Update};
use crate::{Error, File, Layout, Options, output, plan};

/// Generates a client of the named operations from one model file, as a module that is named after
/// the service. `tinsmith_runtime::include_client!` includes it.
///
/// # Errors
/// As [`Builder::generate`].
pub fn compile<O>(model: impl AsRef<Path>, operations: O) -> Result<(), Error>
where
    O: IntoIterator<Item: Into<String>>,
{
    configure().model(model).operations(operations).generate()
}

/// Starts to configure a build step.
pub fn configure() -> Builder {
    Builder::default()
}

/// A build step.
///
/// ```no_run
/// # fn main() -> Result<(), tinsmith::Error> {
/// tinsmith::configure()
///     .model("models/connect.json")
///     .operations(["CreateUser", "DescribeUser"])
///     .module("clients::connect")
///     .generate()
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `generate` is called"]
pub struct Builder {
    models: Vec<PathBuf>,
    service: Option<String>,
    operations: Vec<String>,
    protocol: Option<String>,
    place: Place,
    out_dir: Option<PathBuf>,
    quiet: bool,
    without_lock: bool,
}

/// Where the client stands in the crate that is built.
#[derive(Clone, Debug, Default)]
enum Place {
    /// In a module that is named after the service.
    #[default]
    Service,
    Module(String),
    Crate,
}

impl Builder {
    /// Adds a model file; several are merged into one model. A relative path starts at the
    /// package's folder. Files that are read beside an AWS JSON model are watched as well; one that
    /// comes later is noticed when the model, or another of them, changes.
    pub fn model(mut self, path: impl AsRef<Path>) -> Self {
        self.models.push(path.as_ref().to_owned());
        self
    }

    /// Chooses the service, by its shape id, its name or its SDK id. Not needed if the model has
    /// only one.
    pub fn service(mut self, service: impl Into<String>) -> Self {
        self.service = Some(service.into());
        self
    }

    /// Chooses operations. Without any, the client has them all.
    pub fn operations<O>(mut self, operations: O) -> Self
    where
        O: IntoIterator<Item: Into<String>>,
    {
        self.operations
            .extend(operations.into_iter().map(Into::into));
        self
    }

    /// Chooses the protocol of a service that has several, by the id of its trait or by its name
    /// (`restJson1`). Not needed unless another than the first of [`Options::protocol`] is wanted.
    pub fn protocol(mut self, protocol: impl Into<String>) -> Self {
        self.protocol = Some(protocol.into());
        self
    }

    /// Emits the client as a module at this path below the crate's root, for
    /// `include_client!(<last segment>)` in the module before the last segment.
    pub fn module(mut self, path: impl Into<String>) -> Self {
        self.place = Place::Module(path.into());
        self
    }

    /// Emits the client as the whole crate, for `include_client!()` in its `lib.rs`.
    pub fn whole_crate(mut self) -> Self {
        self.place = Place::Crate;
        self
    }

    /// Emits to this folder instead of `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.out_dir = Some(folder.as_ref().to_owned());
        self
    }

    /// Whether cargo is told which files to watch; it is unless told otherwise.
    pub fn emit_rerun_if_changed(mut self, enable: bool) -> Self {
        self.quiet = !enable;
        self
    }

    /// Whether `tinsmith.lock` is kept beside the package's manifest; it is unless told otherwise.
    ///
    /// The lock, which belongs under version control, records the API of the model. When the model no
    /// longer has it, the build prints what changed as warnings, and updates the lock. With
    /// `TINSMITH_LOCKED=1` in the environment, as on a CI server, it fails instead. Without a lock one
    /// is made, and nothing printed.
    ///
    /// Sources that cargo unpacked (from a registry, vendored, about to be published) are left alone,
    /// and so are read-only ones that have no lock. A build script that chooses operations by
    /// features or by target is better off without.
    pub fn lock(mut self, enable: bool) -> Self {
        self.without_lock = !enable;
        self
    }

    /// Generates the client.
    ///
    /// # Errors
    /// A model is not valid, the chosen operations are not in it or ask for what is not supported,
    /// `tinsmith.lock` is at fault or must not change, a file can't be read or written, or one that the
    /// generator did not write is in the way. Nothing is written then.
    pub fn generate(self) -> Result<(), Error> {
        for model in &self.models {
            self.watch(model)?;
        }
        if self.models.is_empty() {
            return Err(Error::Usage(
                "no model: call `model(path)` first".to_owned(),
            ));
        }
        let out_dir = match (&self.out_dir, env::var_os("OUT_DIR")) {
            (Some(folder), _) => folder.clone(),
            (None, Some(folder)) => PathBuf::from(folder),
            (None, None) => return Err(Error::Usage(NO_OUT_DIR.to_owned())),
        };
        let model = Model::load(&self.models)?;
        // Those found beside the models.
        let found = model.files().iter().map(Path::new);
        for file in found.filter(|file| !self.models.iter().any(|model| model == file)) {
            self.watch(file)?;
        }
        let operations = self.chosen();
        let closure = Closure::of(&model, self.service.as_deref(), &operations)?;
        let options = self.options(&closure, operations)?;
        let client = crate::generate_closure(&closure, &options)?;
        let files = place(client.files, &options.layout);
        let update = self.compare_with_lock(&closure, &options)?;
        output::write_at(&out_dir, &home(&options.layout), &files, false)?;
        if let Some(update) = update
            && let Some(lock) = update.accept()?
        {
            self.watch(&lock)?;
        }
        Ok(())
    }

    /// Tells cargo to watch a file.
    ///
    /// # Errors
    /// The path has a line break: what follows would be another instruction to cargo.
    fn watch(&self, file: &Path) -> Result<(), Error> {
        // The name of a projection after the file is no part of its path.
        let path = file.display().to_string();
        let path = match path.split_once("smithy-build.json#") {
            Some((folder, _)) => format!("{folder}smithy-build.json"),
            None => path,
        };
        if self.quiet {
            return Ok(());
        }
        if path.contains(['\n', '\r']) {
            return Err(Error::Usage(format!(
                "cargo can't watch `{}`: expected a path without line breaks",
                visible(&path)
            )));
        }
        println!("cargo::rerun-if-changed={path}");
        Ok(())
    }

    fn compare_with_lock(
        &self,
        closure: &Closure<'_>,
        options: &Options,
    ) -> Result<Option<Update>, Error> {
        if self.without_lock {
            return Ok(None);
        }
        if !self.quiet {
            println!("cargo::rerun-if-env-changed={}", lock::LOCKED);
        }
        let Some(package) = Package::of_build()? else {
            return Ok(None);
        };
        let client = match &options.layout {
            Layout::Module(path) => path,
            Layout::Crate => "crate",
        };
        lock::claim(client)?;
        let generated = Generated {
            client,
            closure,
            operations: &options.operations,
        };
        lock::compare(&package, &generated).map(Some)
    }

    fn chosen(&self) -> Operations {
        match self.operations.is_empty() {
            true => Operations::All,
            false => Operations::Named(self.operations.clone()),
        }
    }

    fn options(&self, closure: &Closure<'_>, operations: Operations) -> Result<Options, Error> {
        let layout = match &self.place {
            Place::Crate => Layout::Crate,
            Place::Module(path) => Layout::Module(module_path(path)?),
            Place::Service => {
                let service = plan::Service::new(closure.model(), closure.service());
                Layout::Module(service.module())
            }
        };
        Ok(Options {
            service: self.service.clone(),
            operations,
            protocol: self.protocol.clone(),
            layout,
            manifest: None,
            protocol_tests: false,
        })
    }
}

const NO_OUT_DIR: &str = "OUT_DIR is not set: call this from a build script, or choose a folder \
                          with `out_dir(path)`";

/// The folder of a client that is a whole crate.
const WHOLE_CRATE: &str = "client";

/// The last segment of a module's path.
fn module_of(layout: &Layout) -> Option<&str> {
    match layout {
        Layout::Module(path) => path.rsplit("::").next(),
        Layout::Crate => None,
    }
}

/// The folder that is the client's alone.
fn home(layout: &Layout) -> PathBuf {
    PathBuf::from(module_of(layout).unwrap_or(WHOLE_CRATE))
}

/// The path of a module, if it is one.
fn module_path(path: &str) -> Result<String, Error> {
    let is_name = |name: &str| syn::Ident::parse_any.parse_str(name).is_ok();
    match path.split("::").all(is_name) {
        true => Ok(path.to_owned()),
        false => Err(Error::Usage(format!(
            "`{}` is not the path of a module: expected identifiers with `::` between them, as in \
             `clients::connect`",
            visible(path)
        ))),
    }
}

/// The files where `include_client!` looks for them: a module's below a folder of its name, beside
/// a file that declares it; a whole crate's in a folder of their own.
fn place(files: Vec<File>, layout: &Layout) -> Vec<File> {
    let module = module_of(layout);
    let folder = home(layout);
    let below = |file: File| File {
        path: match file.path.as_os_str() == "lib.rs" {
            true => folder.join("mod.rs"),
            false => folder.join(file.path),
        },
        text: file.text,
    };
    let mut placed: Vec<File> = files.into_iter().map(below).collect();
    placed.extend(module.map(source::declaration));
    placed
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
        "a#S": {"type": "service", "version": "1", "traits": {"aws.protocols#awsJson1_0": {}},
            "operations": [{"target": "a#Get"}, {"target": "a#Put"}]},
        "a#Get": {"type": "operation"}, "a#Put": {"type": "operation"}
    }}"#;

    /// A folder with a model, and a build step that generates into it.
    fn build_step(folder: &Path) -> Builder {
        let model = folder.join("model.json");
        fs::write(&model, MODEL).expect("a model");
        configure()
            .model(model)
            .out_dir(folder.join("out"))
            .lock(false)
    }

    #[test]
    fn a_file_of_the_user_is_not_replaced() {
        let folder = TempDir::new().expect("a folder");
        let own = folder.path().join("out/mine/mod.rs");
        fs::create_dir_all(folder.path().join("out/mine")).expect("a folder");
        fs::write(&own, "//! Mine.\n").expect("a file");
        let refused = build_step(folder.path()).module("mine").generate();
        let Err(error @ Error::InTheWay(_)) = refused else {
            panic!("the file is in the way");
        };
        assert!(error.to_string().ends_with("/out/mine/mod.rs"), "{error}");
        assert_eq!(fs::read_to_string(own).expect("a file"), "//! Mine.\n");
        assert!(!folder.path().join("out/mine.rs").exists());
    }

    #[test]
    fn clients_in_one_folder_leave_each_other_alone() {
        let folder = TempDir::new().expect("a folder");
        let generate = |module: &str, operations: &[&str]| {
            let builder = build_step(folder.path()).module(module);
            let done = builder.operations(operations.iter().copied()).generate();
            done.expect("a client");
        };
        let has = |path: &str| folder.path().join("out").join(path).is_file();
        generate("one", &[]);
        generate("two", &[]);
        generate("two", &["Get"]);
        for module in ["one", "two"] {
            assert!(has(&format!("{module}.rs")), "{module}");
            assert!(has(&format!("{module}/.tinsmith-manifest")), "{module}");
            assert!(has(&format!("{module}/operation/get.rs")), "{module}");
        }
        assert!(has("one/operation/put.rs"));
        assert!(!has("two/operation/put.rs"));
    }

    #[test]
    fn what_is_no_path_of_a_module_is_refused() {
        let folder = TempDir::new().expect("a folder");
        for path in ["", "a-b", "../out", "a::", "a b", "1a", "a/b", "a\nb"] {
            let refused = build_step(folder.path()).module(path).generate();
            assert!(matches!(refused, Err(Error::Usage(_))), "{path}");
        }
        for path in ["a", "a::b", "r#type", "match"] {
            let done = build_step(folder.path()).module(path).generate();
            assert!(done.is_ok(), "{path}: {:?}", done.err());
        }
    }

    #[test]
    fn no_path_instructs_cargo() {
        let folder = TempDir::new().expect("a folder");
        let inner = folder.path().join("a\ncargo::rustc-cfg=b");
        fs::create_dir(&inner).expect("a folder");
        let refused = build_step(&inner).generate();
        let Err(Error::Usage(message)) = refused else {
            panic!("the path has a line break");
        };
        assert!(
            message.contains("a\\ncargo::rustc-cfg=b/model.json"),
            "{message}"
        );
    }
}

//! The build step: the functions that a `build.rs` calls.
//!
//! All clients of one call take each step together: read the models, claim places (`place`), generate in memory,
//! compare with the lock, write. So one run reports the problems of all models, and nothing is written if one
//! client has an error.
//!
//! Cargo watches each file that was read, and the folder of an AWS JSON model, where files that belong to the model
//! may appear. A watched file that does not exist would make every build run the build script again, and so would a
//! folder that contains the target folder; so the package's own folder is not watched.
//!
//! If nothing has changed that the clients are made of, no model is parsed (`unchanged`). What cargo is told is the same.

mod place;
mod shaping;
mod unchanged;

use std::env;
use std::path::{Path, PathBuf};

use tinsmith_model::{
    Closure, Diagnostic, Diagnostics, Model, ModelFiles, Operations, folder_of_neighbours, visible,
};

use crate::lock::{self, Generated, Package};
use crate::{Client, EnumValueName, Error, Layout, Options, Shaping, closure, output, plan};

/// Compiles a client of the named operations from one model file, as a module that is named after the
/// service. `tinsmith_runtime::include_client!` includes it.
///
/// # Errors
/// The same as those of [`Builder::compile`].
pub fn compile<O>(model: impl AsRef<Path>, operations: O) -> Result<(), Error>
where
    O: IntoIterator<Item: Into<String>>,
{
    configure().model(model).operations(operations).compile()
}

/// Compiles several clients, each as a module of its own. Nothing is written before all of them are generated.
///
/// ```no_run
/// # fn main() -> Result<(), tinsmith::Error> {
/// tinsmith::compile_all([
///     tinsmith::configure().model("models/sqs.json").operations(["SendMessage"]),
///     tinsmith::configure().model("models/sts.json").operations(["AssumeRole"]),
/// ])
/// # }
/// ```
///
/// # Errors
/// The same as those of [`Builder::compile`], with the problems of all models; and two clients would be written to the
/// same place.
pub fn compile_all(clients: impl IntoIterator<Item = Builder>) -> Result<(), Error> {
    let clients: Vec<Builder> = clients.into_iter().collect();
    for client in &clients {
        client.watch_models()?;
    }
    let read: Vec<Result<Read<'_>, Error>> = clients.iter().map(Read::of).collect();
    if let Some(unchanged) = unchanged::all(&read) {
        return unchanged.tell();
    }
    let loaded = all(read.into_iter().map(|read| read?.load()))?;
    for client in &loaded {
        let names = client.model.files().iter().map(String::as_str);
        client.builder.watch_files(&client.out_dir, names)?;
    }
    place::claim(
        loaded
            .iter()
            .map(|it| (it.out_dir.as_path(), &it.options.layout)),
    )?;
    let closures = all(loaded.iter().map(Loaded::closure))?;
    let made = all(loaded
        .iter()
        .zip(&closures)
        .map(|(it, closure)| Ok(Client::of(closure, &it.options)?)))?;
    let update = compare_with_lock(&loaded, &closures)?;
    // What was said of the lock has to be found out again each time.
    let is_silent = update.as_ref().is_none_or(lock::Update::is_silent);
    for (client, made) in loaded.iter().zip(made) {
        let layout = &client.options.layout;
        let said = protocol_warning(&made);
        client.builder.tell(&said);
        let home = place::home(layout);
        let inputs = client.digest.clone().filter(|_| is_silent);
        let inputs = inputs.map(|digest| unchanged::inputs(digest, &home, said));
        let files = place::files(made, layout);
        output::write_at(&client.out_dir, &home, &files, inputs.as_ref(), false)?;
    }
    if let Some(update) = update
        && let Some(lock) = update.accept()?
    {
        watch_lock(&lock, loaded.iter().map(|it| it.builder))?;
    }
    Ok(())
}

/// The results of a step for all clients, or the problems of all models.
fn all<T>(steps: impl Iterator<Item = Result<T, Error>>) -> Result<Vec<T>, Error> {
    let mut done = Vec::new();
    let mut problems: Vec<Diagnostic> = Vec::new();
    for step in steps {
        match step {
            Ok(it) => done.push(it),
            Err(Error::Model(diagnostics)) => problems.extend(diagnostics),
            Err(error) => return Err(error),
        }
    }
    if problems.is_empty() {
        Ok(done)
    } else {
        Err(Error::Model(Diagnostics::new(problems)))
    }
}

/// Starts to configure a client.
pub fn configure() -> Builder {
    Builder::default()
}

/// A client that a build script compiles.
///
/// ```no_run
/// # fn main() -> Result<(), tinsmith::Error> {
/// tinsmith::configure()
///     .model("models/connect.json")
///     .operations(["CreateUser", "DescribeUser"])
///     .module("clients::connect")
///     .compile()
/// # }
/// ```
///
/// # When the model changes
///
/// With a `tinsmith.lock` beside `Cargo.toml` a build compares the API of the model with the one that the lock
/// records, and prints what changed as warnings. With `TINSMITH_LOCKED=1` in the environment, as on a CI server,
/// it fails instead. `TINSMITH_UPDATE=1 cargo build` accepts the model as it is: it makes the lock, or brings it up
/// to date. That is the only build that writes to the package's folder; the lock belongs under version control.
/// Without a lock a build says nothing.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is compiled before `compile` is called"]
pub struct Builder {
    models: Vec<PathBuf>,
    service: Option<String>,
    operations: Vec<String>,
    protocol: Option<String>,
    enum_values: Vec<EnumValueName>,
    presign: Vec<String>,
    shaping: Shaping,
    #[cfg(feature = "config")]
    config: Vec<PathBuf>,
    place: Placement,
    out_dir: Option<PathBuf>,
    quiet: bool,
    without_lock: bool,
}

/// The place of the client in the crate that is built.
#[derive(Clone, Debug, Default)]
enum Placement {
    /// In a module that is named after the service.
    #[default]
    Service,
    Module(String),
    Crate,
}

impl Builder {
    /// Adds a model file; several are merged into one model ([`compile_all`] compiles several clients). A
    /// relative path starts at the package's folder.
    ///
    /// Cargo watches the file, and for an AWS JSON model (`service-2.json`) its folder, in which files that belong
    /// to it may appear. The package's own folder is too large for that: beside a model that lies there, only
    /// the files are watched that were there at the last run.
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

    /// Chooses operations. Without any, the client has all operations.
    pub fn operations<O>(mut self, operations: O) -> Self
    where
        O: IntoIterator<Item: Into<String>>,
    {
        self.operations
            .extend(operations.into_iter().map(Into::into));
        self
    }

    /// Chooses the protocol of a service that has several, by the id of its trait or by its name
    /// (`restJson1`). The default is the first one in the order of [`Options::protocol`]. If the service is not AWS's, it is
    /// the first that can carry the chosen operations, and a build says which it is, as a warning, if others would be
    /// preferred.
    pub fn protocol(mut self, protocol: impl Into<String>) -> Self {
        self.protocol = Some(protocol.into());
        self
    }

    /// Names the variant for a value of an enum, if two values would have the same name, which is an error.
    ///
    /// `shape` is the id of the enum's shape. `value` is the name of the value in the model, or the value itself if no
    /// value has that name. `name` is the variant's name, in upper camel case.
    ///
    /// ```no_run
    /// tinsmith::configure().enum_value("com.example#Model", "GPT_3_5", "Gpt3Point5");
    /// ```
    pub fn enum_value(
        mut self,
        shape: impl Into<String>,
        value: impl Into<String>,
        name: impl Into<String>,
    ) -> Self {
        self.enum_values.push(EnumValueName {
            shape: shape.into(),
            value: value.into(),
            name: name.into(),
        });
        self
    }

    /// Lets calls of these operations be presigned, too: `presigned(..)` in the place of `send()` gives a URL that
    /// anybody may use until it expires. The operations that the official clients presign need not be named.
    ///
    /// The build fails for an operation that is not signed by AWS Signature Version 4, and for one that sends events.
    ///
    /// ```no_run
    /// tinsmith::configure().model("models/sts.json").presign(["GetCallerIdentity"]);
    /// ```
    pub fn presign<O>(mut self, operations: O) -> Self
    where
        O: IntoIterator<Item: Into<String>>,
    {
        self.presign.extend(operations.into_iter().map(Into::into));
        self
    }

    /// Emits the client as a module at this path below the crate's root, for
    /// `include_client!(<last segment>)` in the module before the last segment.
    pub fn module(mut self, path: impl Into<String>) -> Self {
        self.place = Placement::Module(path.into());
        self
    }

    /// Emits the client as the whole crate, for `include_client!()` in its `lib.rs`.
    pub fn whole_crate(mut self) -> Self {
        self.place = Placement::Crate;
        self
    }

    /// Emits to this folder instead of `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.out_dir = Some(folder.as_ref().to_owned());
        self
    }

    /// Whether cargo is told which files to watch. The default is `true`.
    pub fn emit_rerun_if_changed(mut self, enable: bool) -> Self {
        self.quiet = !enable;
        self
    }

    /// Whether the client is compared with `tinsmith.lock`, as described [above](Builder#when-the-model-changes). The
    /// default is `true`.
    ///
    /// Sources that cargo unpacked (from a registry, vendored, about to be published) are neither compared nor
    /// written to. A build script that chooses operations by features or by target should turn the lock off.
    pub fn lock(mut self, enable: bool) -> Self {
        self.without_lock = !enable;
        self
    }

    /// Compiles the client.
    ///
    /// # Errors
    /// A model is not valid; the chosen operations are not in it, or need what the generator does not support;
    /// `tinsmith.lock` is not valid, or must not change; a file can't be read or written; a file that the generator
    /// did not write would be replaced; two clients of one build script would be written to the same place. Nothing is
    /// written then.
    pub fn compile(self) -> Result<(), Error> {
        compile_all([self])
    }

    /// The options that shape the client, with those of files.
    fn shaping(&self) -> Result<Shaping, Error> {
        #[allow(unused_mut)]
        let mut shaping = self.shaping.clone();
        #[cfg(feature = "config")]
        for path in &self.config {
            let read = crate::config::read(path)?;
            if let Some(dependency) = read.dependencies.first() {
                return Err(Error::Usage(format!(
                    "{}: `{}` is a dependency of a generated crate, and the package of a build step has its own \
                     `Cargo.toml`: add it there, and remove it here",
                    visible(&path.display().to_string()),
                    dependency.name
                )));
            }
            shaping.extend(read);
        }
        Ok(shaping)
    }

    fn watch_models(&self) -> Result<(), Error> {
        if self.quiet {
            Ok(())
        } else {
            self.models.iter().try_for_each(|model| watch(model))?;
            #[cfg(feature = "config")]
            self.config.iter().try_for_each(|file| watch(file))?;
            Ok(())
        }
    }

    /// Watches the files that were read, and folders in which files that belong to a model may appear.
    fn watch_files<'n>(
        &self,
        out_dir: &Path,
        names: impl Iterator<Item = &'n str>,
    ) -> Result<(), Error> {
        if self.quiet {
            return Ok(());
        }
        for file in names.map(Path::new) {
            if !self.models.iter().any(|model| model == file) {
                watch(file)?;
            }
            if let Some(folder) = folder_of_neighbours(file)
                && !has_builds(folder, out_dir)
            {
                watch(folder)?;
            }
        }
        Ok(())
    }

    /// Prints warnings about the client.
    fn tell(&self, warnings: &[String]) {
        if !self.quiet {
            for warning in warnings {
                println!("cargo::warning={warning}");
            }
        }
    }

    fn options(&self, model: &Model, shaping: Shaping) -> Result<Options, Error> {
        let operations = if self.operations.is_empty() {
            Operations::All
        } else {
            Operations::Named(self.operations.clone())
        };
        let layout = match &self.place {
            Placement::Crate => Layout::Crate,
            Placement::Module(path) => Layout::Module(place::module_path(path)?),
            Placement::Service => {
                let service = Closure::find_service(model, self.service.as_deref())?;
                Layout::Module(plan::Service::new(model, service).module())
            }
        };
        Ok(Options {
            service: self.service.clone(),
            operations,
            protocol: self.protocol.clone(),
            enum_values: self.enum_values.clone(),
            presign: self.presign.clone(),
            shaping,
            layout,
            ..Options::default()
        })
    }
}

/// A client whose files have been read.
struct Read<'b> {
    builder: &'b Builder,
    out_dir: PathBuf,
    files: ModelFiles,
    shaping: Shaping,
    /// The digest of everything that decides what is generated and said; none if the lock is to be written.
    digest: Option<String>,
}

impl<'b> Read<'b> {
    fn of(builder: &'b Builder) -> Result<Self, Error> {
        if builder.models.is_empty() {
            return Err(Error::Usage(
                "no model: call `model(path)` first".to_owned(),
            ));
        }
        let out_dir = match (&builder.out_dir, env::var_os("OUT_DIR")) {
            (Some(folder), _) => folder.clone(),
            (None, Some(folder)) => PathBuf::from(folder),
            (None, None) => return Err(Error::Usage(NO_OUT_DIR.to_owned())),
        };
        let files = ModelFiles::read(&builder.models)?;
        let shaping = builder.shaping()?;
        let digest = unchanged::digest(builder, &files, &shaping);
        Ok(Self {
            builder,
            out_dir,
            files,
            shaping,
            digest,
        })
    }

    fn load(self) -> Result<Loaded<'b>, Error> {
        let model = self.files.model()?;
        let options = self.builder.options(&model, self.shaping)?;
        Ok(Loaded {
            builder: self.builder,
            out_dir: self.out_dir,
            digest: self.digest,
            model,
            options,
        })
    }
}

/// A client whose model has been parsed.
struct Loaded<'b> {
    builder: &'b Builder,
    out_dir: PathBuf,
    digest: Option<String>,
    model: Model,
    options: Options,
}

impl Loaded<'_> {
    fn closure(&self) -> Result<Closure<'_>, Error> {
        let Options {
            service,
            operations,
            ..
        } = &self.options;
        Ok(closure(&self.model, service.as_deref(), operations)?)
    }
}

/// The warning which protocol the client has, if one that would be preferred can't carry the operations.
fn protocol_warning(made: &Client) -> Vec<String> {
    let summary = &made.summary;
    if summary.passed_over.is_empty() {
        return Vec::new();
    }
    let warning = format!("{}: {}", summary.service, summary.about_protocol());
    vec![visible(&warning).into_owned()]
}

/// Whether the folder contains the package or its build output at any depth. Cargo watches at any depth too, so that
/// each build would make the next one run the build script again.
fn has_builds(folder: &Path, out_dir: &Path) -> bool {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let inside = [Some(out_dir.to_owned()), package];
    let Ok(folder) = folder.canonicalize() else {
        return true;
    };
    let mut inside = inside.into_iter().flatten();
    inside.any(|path| path.canonicalize().is_ok_and(|it| it.starts_with(&folder)))
}

/// Tells cargo to watch a file or a folder.
///
/// # Errors
/// The path has a line break, after which cargo would read another instruction.
fn watch(path: &Path) -> Result<(), Error> {
    // The name of a projection after the file is not part of the path.
    let path = path.display().to_string();
    let path = match path.split_once("smithy-build.json#") {
        Some((folder, _)) => format!("{folder}smithy-build.json"),
        None => path,
    };
    if path.contains(['\n', '\r']) {
        return Err(Error::Usage(format!(
            "cargo can't watch `{}`: expected a path without line breaks",
            visible(&path)
        )));
    }
    println!("cargo::rerun-if-changed={path}");
    Ok(())
}

/// Tells cargo to watch the lock, unless no client tells cargo anything.
fn watch_lock<'b>(
    lock: &Path,
    mut clients: impl Iterator<Item = &'b Builder>,
) -> Result<(), Error> {
    if clients.any(|it| !it.quiet) {
        watch(lock)?;
    }
    Ok(())
}

/// Tells cargo to watch the variables that decide what happens to the lock.
fn watch_lock_variables<'b>(mut clients: impl Iterator<Item = &'b Builder>) {
    if clients.any(|it| !it.quiet && !it.without_lock) {
        for variable in [lock::LOCKED, lock::UPDATE] {
            println!("cargo::rerun-if-env-changed={variable}");
        }
    }
}

/// Compares the clients that have a lock with it.
fn compare_with_lock(
    loaded: &[Loaded<'_>],
    closures: &[Closure<'_>],
) -> Result<Option<lock::Update>, Error> {
    let locked = || {
        loaded
            .iter()
            .zip(closures)
            .filter(|(it, _)| !it.builder.without_lock)
    };
    watch_lock_variables(loaded.iter().map(|it| it.builder));
    if locked().next().is_none() {
        return Ok(None);
    }
    let Some(package) = Package::of_build()? else {
        return Ok(None);
    };
    let generated = locked().map(|(client, closure)| Generated {
        client: place::name(&client.options.layout),
        closure,
        operations: &client.options.operations,
    });
    let generated: Vec<Generated<'_>> = generated.collect();
    for client in &generated {
        lock::claim(client.client)?;
    }
    lock::compare(&package, &generated).map(Some)
}

const NO_OUT_DIR: &str = "OUT_DIR is not set: call this from a build script, or choose a folder \
                          with `out_dir(path)`";

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::digest::sha256;

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
        let refused = build_step(folder.path()).module("mine").compile();
        let Err(error @ Error::InTheWay(_)) = refused else {
            panic!("the file is in the way");
        };
        assert!(error.to_string().ends_with("/out/mine/mod.rs"), "{error}");
        assert_eq!(fs::read_to_string(own).expect("a file"), "//! Mine.\n");
        assert!(!folder.path().join("out/mine.rs").exists());
    }

    #[test]
    fn the_module_is_named_like_the_service() {
        let module = |name: &str, traits: &str| {
            let folder = TempDir::new().expect("a folder");
            let model = MODEL
                .replace("a#S", &format!("a#{name}"))
                .replace(r#""traits": {"#, &format!(r#""traits": {{{traits}"#));
            let builder = build_step(folder.path());
            fs::write(folder.path().join("model.json"), model).expect("a model");
            builder.compile().expect("a client");
            let files = fs::read_dir(folder.path().join("out")).expect("a folder");
            let mut names: Vec<String> = files
                .map(|file| file.expect("a file").file_name().to_string_lossy().into())
                .filter(|name: &String| name.ends_with(".rs"))
                .collect();
            assert_eq!(names.len(), 1, "{names:?}");
            names.remove(0)
        };
        assert_eq!(module("CityWeather", ""), "city_weather.rs");
        assert_eq!(module("CityWeatherAPI", ""), "city_weather_api.rs");
        assert_eq!(module("_3DPrinting", ""), "service_3_d_printing.rs");
        let of_aws = r#""aws.api#service": {"sdkId": "City Weather API"}, "#;
        assert_eq!(module("CityWeather", of_aws), "cityweather.rs");
    }

    #[cfg(feature = "config")]
    #[test]
    fn options_of_a_file_apply_beside_those_of_the_script() {
        let folder = TempDir::new().expect("a folder");
        let config = folder.path().join("tinsmith.toml");
        let generate = |text: &str| {
            fs::write(&config, text).expect("a file");
            let builder = build_step(folder.path()).module("client");
            builder.rename("a#Put", "Store").config(&config).compile()
        };
        let has = |file: &str| {
            folder
                .path()
                .join("out/client/operation")
                .join(file)
                .exists()
        };
        generate("[rename]\n\"a#Get\" = \"Fetch\"\n").expect("a client");
        assert!(has("fetch.rs") && has("store.rs"));
        // A changed file changes the client.
        generate("[rename]\n\"a#Get\" = \"Load\"\n").expect("a client");
        assert!(has("load.rs") && !has("fetch.rs"));
        let refused = generate("renames = 1").expect_err("there is no such key");
        assert!(
            format!("{refused:?}").contains("did you mean `rename`?"),
            "{refused:?}"
        );
        let refused = generate("[rename]\n\"a#Put\" = \"Save\"\n").expect_err("two names");
        assert!(
            format!("{refused:?}").contains("named twice"),
            "{refused:?}"
        );
        let refused = generate("[dependencies]\nuuid = \"1\"\n").expect_err("no manifest");
        assert!(
            refused.to_string().contains("`uuid` is a dependency"),
            "{refused}"
        );
    }

    #[test]
    fn clients_in_one_folder_leave_each_other_alone() {
        let folder = TempDir::new().expect("a folder");
        let generate = |module: &str, operations: &[&str]| {
            let builder = build_step(folder.path()).module(module);
            let done = builder.operations(operations.iter().copied()).compile();
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
    fn clients_of_one_call_are_written_together() {
        let folder = TempDir::new().expect("a folder");
        let client = |module: &str| build_step(folder.path()).module(module);
        compile_all(["one", "two"].map(client)).expect("two clients");
        for file in ["one.rs", "one/mod.rs", "two.rs", "two/mod.rs"] {
            assert!(folder.path().join("out").join(file).is_file(), "{file}");
        }
        // The problems of all are told, and nothing is written.
        let wrong = ["three", "four"].map(|module| client(module).operations(["Gett"]));
        let refused = compile_all(wrong.into_iter().chain([client("five")]));
        let Err(Error::Model(problems)) = refused else {
            panic!("there is no such operation");
        };
        assert_eq!(problems.len(), 2, "{problems}");
        assert!(!folder.path().join("out/five.rs").exists());
    }

    #[test]
    fn clients_of_one_call_have_places_of_their_own() {
        let folder = TempDir::new().expect("a folder");
        let client = |module: &str| build_step(folder.path()).module(module);
        let refused = |clients: Vec<Builder>| {
            let error = compile_all(clients).expect_err("one place for two");
            error.to_string()
        };
        let message = refused(vec![client("v1::connect"), client("v2::connect")]);
        assert!(
            message.contains("`v1::connect` and `v2::connect`"),
            "{message}"
        );
        let whole = build_step(folder.path()).whole_crate();
        let message = refused(vec![client("client"), whole]);
        assert!(
            message.contains("`client` and the whole crate"),
            "{message}"
        );
        let elsewhere = client("v2::connect").out_dir(folder.path().join("other"));
        compile_all([client("v1::connect"), elsewhere]).expect("two folders");
    }

    #[test]
    fn no_path_instructs_cargo() {
        let folder = TempDir::new().expect("a folder");
        let inner = folder.path().join("a\ncargo::rustc-cfg=b");
        fs::create_dir(&inner).expect("a folder");
        let refused = build_step(&inner).compile();
        let Err(Error::Usage(message)) = refused else {
            panic!("the path has a line break");
        };
        assert!(
            message.contains("a\\ncargo::rustc-cfg=b/model.json"),
            "{message}"
        );
    }

    /// Changes a generated file and its digest in the manifest, which only generating it again finds out.
    fn forge(out: &Path, home: &str, file: &str) {
        let manifest = out.join(home).join(".tinsmith-manifest");
        let text = fs::read_to_string(out.join(file)).expect("a generated file");
        let listed = fs::read_to_string(&manifest).expect("a manifest");
        let forged = format!("{text}// Forged.\n");
        let digests = [&text, &forged].map(sha256);
        assert!(listed.contains(&digests[0]), "{listed}");
        fs::write(&manifest, listed.replace(&digests[0], &digests[1])).expect("a manifest");
        fs::write(out.join(file), forged).expect("a file");
    }

    #[test]
    fn a_client_is_generated_again_only_if_something_has_changed() {
        let folder = TempDir::new().expect("a folder");
        let out = folder.path().join("out");
        let file = "client/operation/get.rs";
        let is_forged = || {
            let text = fs::read_to_string(out.join(file)).expect("a generated file");
            text.ends_with("// Forged.\n")
        };
        let model = folder.path().join("model.json");
        fs::write(&model, MODEL).expect("a model");
        let client = || {
            let client = configure().model(&model).out_dir(&out).lock(false);
            client.module("client")
        };
        client().compile().expect("a client");
        let forge = || forge(&out, "client", file);

        forge();
        client().compile().expect("a client");
        assert!(is_forged(), "the client has not changed");
        client().without_docs().compile().expect("a client");
        assert!(!is_forged(), "an option has changed");

        client().compile().expect("a client");
        forge();
        client().operations(["Get"]).compile().expect("a client");
        assert!(!is_forged(), "the operations have changed");

        client().compile().expect("a client");
        forge();
        fs::write(&model, MODEL.replace("\"1\"", "\"2\"")).expect("a model");
        client().compile().expect("a client");
        assert!(!is_forged(), "the model has changed");

        forge();
        fs::remove_file(out.join("client/operation/put.rs")).expect("a generated file");
        client().compile().expect("a client");
        assert!(!is_forged(), "a file was missing");

        forge();
        fs::write(
            out.join("client/operation/old.rs"),
            fs::read(out.join(file)).expect("a file"),
        )
        .expect("a file");
        client().compile().expect("a client");
        assert!(!is_forged(), "there was a file too many");

        // One of several clients of a call.
        let other = || client().module("other");
        compile_all([client(), other()]).expect("two clients");
        forge();
        compile_all([client(), other()]).expect("two clients");
        assert!(is_forged(), "neither client has changed");
        compile_all([client(), other().without_docs()]).expect("two clients");
        assert!(!is_forged(), "a client of the call has changed");
    }
}

//! Generates the clients of the small models that `tests/bindings` and `tests/live` call, each as a
//! module, and the lists of the modules. The models are tests: nobody has to be told when they change.
//! A test for each small model, which `tests/snapshots.rs` has, is written here, too, since only a build script can
//! find them.

#[path = "src/asked.rs"]
mod asked;

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use asked::Asked;
use tinsmith_model::{Closure, Model, Operations};

/// The folder of the small models, and the folders in it of those that must be refused.
const MODELS: &str = "models";
const REFUSED: [&str; 2] = ["invalid", "unsupported"];

/// The model of which there is a client for each of several protocols.
const EACH_PROTOCOL: &str = "unsent_defaults";

/// These protocols.
const PROTOCOLS: [&str; 6] = [
    "awsJson1_1",
    "awsQuery",
    "ec2Query",
    "restJson1",
    "restXml",
    "rpcv2Cbor",
];

/// The model of a service that is not AWS's and has two protocols. Its client has the protocol that carries all operations,
/// and a client of these operations the one that is preferred.
const OWN: &str = "own_library";
const OF_PREFERRED: [&str; 9] = [
    "AddBook",
    "ChangeBook",
    "GetBook",
    "GetStatus",
    "LendBook",
    "ListBooks",
    "OpenGate",
    "RateBook",
    "RemoveBook",
];

/// The clients of `tests/shaped`, each with its protocol.
const SHAPED: [(&str, &str); 5] = [
    ("shop_aws_json", "awsJson1_1"),
    ("shop_aws_query", "awsQuery"),
    ("shop_rest_json", "restJson1"),
    ("shop_rest_xml", "restXml"),
    ("shop_rpcv2_cbor", "rpcv2Cbor"),
];

/// The folder of the models that `tests/live` calls, each beside the test of its name.
const LIVE: &str = "tests/live";

/// The release of botocore whose models are taken where there is no published model of Smithy's.
const BOTOCORE: &str = "1.37.29/botocore/data";

fn main() -> Result<(), Box<dyn Error>> {
    let mut clients = Clients::default();
    let behaviours = models(MODELS)?;
    write_tests("behaviours", behaviours.keys())?;
    for folder in REFUSED {
        write_tests(folder, models(&format!("{MODELS}/{folder}"))?.keys())?;
    }
    for (name, file) in &behaviours {
        if name == OWN {
            // It would say on each build that a protocol is passed over.
            let own = || {
                tinsmith::configure()
                    .model(file)
                    .emit_rerun_if_changed(false)
            };
            clients.compile(own(), name)?;
            clients.compile(own().operations(OF_PREFERRED), &format!("{name}_preferred"))?;
            continue;
        }
        if name != EACH_PROTOCOL {
            clients.compile(configured(file)?, name)?;
            continue;
        }
        for protocol in PROTOCOLS {
            let name = format!("{name}_{}", protocol.to_lowercase());
            let builder = tinsmith::configure().model(file).protocol(protocol);
            clients.compile(builder, &name)?;
        }
    }
    clients.write("clients")?;
    shaped()?;

    println!("cargo::rerun-if-changed={LIVE}");
    println!("cargo::rerun-if-env-changed=TINSMITH_SHARED");
    println!("cargo::rerun-if-env-changed=TINSMITH_BOTOCORE");
    println!("cargo::rustc-check-cfg=cfg(published, values(any()))");
    let files = fs::read_dir(LIVE)?.map(|file| Ok(file?.path()));
    let mut models: Vec<PathBuf> = files.collect::<io::Result<_>>()?;
    models.retain(|file| file.extension().is_some_and(|it| it != "rs"));
    models.sort();
    let (mut own, mut published) = (Clients::of("own"), Clients::of("published"));
    for model in models {
        let name = model
            .file_stem()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        own.compile(tinsmith::configure().model(&model), name)?;
        let Some(file) = published_model(name)? else {
            continue;
        };
        println!("cargo::rustc-cfg=published=\"{name}\"");
        let builder = tinsmith::configure()
            .model(file)
            .operations(operations(&model)?);
        published.compile(builder, name)?;
    }
    own.write("own")?;
    published.write("published")
}

/// The clients of `tests/shaped`: one for each protocol, each with all options that shape the code.
fn shaped() -> Result<(), Box<dyn Error>> {
    let mut clients = Clients::default();
    for (name, protocol) in SHAPED {
        let builder = tinsmith::configure()
            .model("shaped/shop.smithy")
            .protocol(protocol)
            .derive("*", "Clone, PartialEq")
            .derive("com.example#Money", "Eq, Hash")
            .derive("com.example#Color", "Eq, Hash")
            .type_attribute("com.example#Money", "#[doc(alias = \"money\")]")
            .field_attribute("com.example#Money$cents", "#[doc(alias = \"amount\")]")
            .replace("com.example#Money", "crate::own::Cents")
            .replace("com.example#OrderId", "crate::own::OrderId")
            .rename("com.example#Money", "Price")
            .rename("com.example#Color", "Paint")
            .rename("com.example#Color$RED", "Scarlet")
            .rename("com.example#Order$qty", "quantity")
            .rename("com.example#Delivery$express", "Rush")
            .btree_map(["com.example#Labels"])
            .bytes(["com.example#Picture"])
            .without_debug(["com.example#Address"])
            .without_docs()
            .serde();
        clients.compile(builder, name)?;
    }
    clients.write("shaped")
}

/// The models in a folder, by name. A folder in it is one model of several files, unless it is one of `REFUSED`.
fn models(folder: &str) -> io::Result<BTreeMap<String, PathBuf>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut models = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|it| it.to_str());
        if let Some(name) = name.filter(|name| !REFUSED.contains(name)) {
            models.insert(name.to_owned(), path);
        }
    }
    Ok(models)
}

/// Writes a test for each of the names: a call of `check_<kind>`.
fn write_tests<'a>(
    kind: &str,
    names: impl Iterator<Item = &'a String>,
) -> Result<(), Box<dyn Error>> {
    let tests =
        names.map(|it| format!("#[test]\nfn {it}() {{\n    crate::check_{kind}({it:?});\n}}\n"));
    fs::write(
        out_dir()?.join(format!("{kind}.rs")),
        tests.collect::<String>(),
    )?;
    Ok(())
}

fn out_dir() -> Result<PathBuf, Box<dyn Error>> {
    Ok(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?.into())
}

/// The published model of a service, if it is there.
fn published_model(name: &str) -> io::Result<Option<PathBuf>> {
    let folder = |variable: &str, other: &str| {
        env::var_os(variable).map_or_else(|| Path::new("..").join(other), PathBuf::from)
    };
    let models = folder("TINSMITH_SHARED", "../shared").join("models/aws");
    let prefix = format!("{}-2", name.replace('_', "-"));
    if models.is_dir() {
        for file in fs::read_dir(models)? {
            let file = file?;
            if file.file_name().to_string_lossy().starts_with(&prefix) {
                return Ok(Some(file.path()));
            }
        }
    }
    let versions = folder("TINSMITH_BOTOCORE", "target/botocore")
        .join(BOTOCORE)
        .join(name);
    if !versions.is_dir() {
        return Ok(None);
    }
    let files = ["service-2.json", "service-2.json.gz"];
    let mut models = Vec::new();
    for version in fs::read_dir(versions)? {
        let version = version?.path();
        models.extend(files.map(|file| version.join(file)));
    }
    Ok(models.into_iter().filter(|file| file.is_file()).max())
}

/// The client of a model, with what its metadata asks for.
fn configured(file: &Path) -> Result<tinsmith::Builder, Box<dyn Error>> {
    let asked = Asked::of(&Model::load(&[file])?);
    Ok(tinsmith::configure()
        .model(file)
        .presign(asked.presign)
        .validate_inputs(asked.validate_inputs)
        .unchecked_pattern(asked.unchecked_patterns))
}

/// The operations of a model.
fn operations(model: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let model = Model::load(&[model])?;
    let closure = Closure::of(&model, None, &Operations::All)?;
    let operations = closure.operations().iter();
    Ok(operations
        .map(|&it| model[it].id.name().to_owned())
        .collect())
}

/// Clients, each a module of its name in a module `clients`.
#[derive(Default)]
struct Clients {
    /// The module around that, if it is not the root.
    place: Option<&'static str>,
    modules: String,
}

impl Clients {
    fn of(place: &'static str) -> Self {
        Self {
            place: Some(place),
            ..Self::default()
        }
    }

    fn compile(&mut self, builder: tinsmith::Builder, name: &str) -> Result<(), Box<dyn Error>> {
        // The last segment names the files, of which there is one folder for all.
        let (path, module) = match self.place {
            None => (format!("clients::{name}"), name.to_owned()),
            Some(place) => {
                let module = format!("{place}_{name}");
                self.modules += &format!("pub(crate) use self::{module} as {name};\n");
                (format!("{place}::clients::{module}"), module)
            }
        };
        builder.module(path).lock(false).compile()?;
        self.modules += &format!("tinsmith_runtime::include_client!({module});\n");
        Ok(())
    }

    /// Writes the list of the modules, for the module around them to include.
    fn write(self, list: &str) -> Result<(), Box<dyn Error>> {
        fs::write(out_dir()?.join(format!("{list}.rs")), self.modules)?;
        Ok(())
    }
}

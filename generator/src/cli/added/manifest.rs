//! `Cargo.toml` with what a client needs: the runtime and its features, the build step, and what the example uses.
//!
//! What is there stays as it is: versions, sources, comments, the order. Features are added to those that are there.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::package::Package;
use crate::Runtime;

/// The packages of this project in the version of the command.
pub(in crate::cli) const VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION_MAJOR"),
    ".",
    env!("CARGO_PKG_VERSION_MINOR")
);

/// What a client needs of its package.
pub(in crate::cli) struct Needs<'a> {
    /// The features of the runtime.
    pub(in crate::cli) features: &'a [&'static str],
    /// The source of the runtime.
    pub(in crate::cli) runtime: &'a Runtime,
    /// The folder of the generator, if it is not that of the registry or of the runtime's git repository.
    pub(in crate::cli) generator: Option<&'a str>,
    /// The name of the example that is added, if one is.
    pub(in crate::cli) example: Option<&'a str>,
}

/// The default features of the runtime without `aws`, for clients of services that are not AWS's.
const OWN_DEFAULTS: [&str; 2] = ["rustls-ring", "rt-tokio"];

/// The text of the manifest with what the client needs. It is the same as before if nothing is missing.
pub(in crate::cli) fn edited(package: &Package, needs: &Needs<'_>) -> Result<String, String> {
    let mut manifest = package.manifest.clone();
    let shared = package.workspace();
    let shared = shared.and_then(|it| it.get("dependencies")?.as_table_like());
    let inherits = |name: &str| shared.is_some_and(|shared| shared.contains_key(name));

    let mut features = needs.features.to_vec();
    let runtime = match inherits("tinsmith-runtime") {
        true => inherited(),
        false if features.contains(&"aws") => source(needs.runtime),
        // The default features have the crates of AWS.
        false => {
            if !depends(&manifest, "tinsmith-runtime") {
                features.splice(0..0, OWN_DEFAULTS);
            }
            let mut runtime = source(needs.runtime);
            runtime.insert("default-features", false.into());
            runtime
        }
    };
    depend(
        &mut manifest,
        "dependencies",
        "tinsmith-runtime",
        runtime,
        &features,
    )?;

    let mut generator = match (inherits("tinsmith"), needs.generator, needs.runtime) {
        (true, _, _) => inherited(),
        (false, Some(path), _) => single("path", path),
        (false, None, git @ Runtime::Git { .. }) => source(git),
        (false, None, _) => single("version", VERSION),
    };
    if !inherits("tinsmith") {
        generator.insert("default-features", false.into());
    }
    depend(
        &mut manifest,
        "build-dependencies",
        "tinsmith",
        generator,
        &[],
    )?;

    if let Some(example) = needs.example {
        let tokio = match inherits("tokio") {
            true => inherited(),
            false => single("version", "1"),
        };
        executor(&mut manifest, tokio)?;
        declare_example(&mut manifest, example)?;
    }
    Ok(like(&package.text, manifest.to_string()))
}

/// The new text with the line ends and the byte order mark of the old one.
fn like(old: &str, new: String) -> String {
    let new = new.replace("\r\n", "\n");
    let new = match old.contains("\r\n") {
        true => new.replace('\n', "\r\n"),
        false => new,
    };
    match old.starts_with('\u{feff}') && !new.starts_with('\u{feff}') {
        true => format!("\u{feff}{new}"),
        false => new,
    }
}

fn single(key: &str, value: &str) -> InlineTable {
    InlineTable::from_iter([(key, value)])
}

fn inherited() -> InlineTable {
    InlineTable::from_iter([("workspace", true)])
}

fn source(runtime: &Runtime) -> InlineTable {
    match runtime {
        Runtime::Path(path) => single("path", path),
        Runtime::Version(version) => single("version", version),
        Runtime::Git { url, rev } => {
            let mut table = single("git", url);
            if let Some(rev) = rev {
                table.insert("rev", rev.as_str().into());
            }
            table
        }
    }
}

/// The table of dependencies with this name, which is made if it is missing.
fn dependencies<'m>(
    manifest: &'m mut DocumentMut,
    name: &str,
) -> Result<&'m mut dyn TableLike, String> {
    let table = manifest
        .entry(name)
        .or_insert_with(|| Item::Table(Table::new()));
    let table = table.as_table_like_mut();
    table.ok_or_else(|| format!("`{name}` is not a table"))
}

/// Whether the package has the dependency.
fn depends(manifest: &DocumentMut, name: &str) -> bool {
    let dependencies = manifest.get("dependencies");
    dependencies.is_some_and(|it| it.get(name).is_some())
}

/// Adds a dependency, or the features that it lacks.
fn depend(
    manifest: &mut DocumentMut,
    table: &str,
    name: &str,
    new: InlineTable,
    features: &[&str],
) -> Result<(), String> {
    let dependencies = dependencies(manifest, table)?;
    if let Some(found) = dependencies.get_mut(name) {
        return add_features(found, features).map_err(|it| format!("`{table}.{name}`: {it}"));
    }
    let mut item = Item::Value(Value::InlineTable(new));
    add_features(&mut item, features)?;
    insert(dependencies, name, shortest(item));
    Ok(())
}

/// Inserts a dependency: at its place if the others are in the order of their names, or else at the end.
fn insert(dependencies: &mut dyn TableLike, name: &str, item: Item) {
    let names: Vec<String> = dependencies
        .iter()
        .map(|(name, _)| name.to_owned())
        .collect();
    let are_sorted = names.is_sorted();
    dependencies.insert(name, item);
    if are_sorted {
        dependencies.sort_values();
    }
}

/// A dependency that has a version and nothing else as a string.
fn shortest(item: Item) -> Item {
    match item.as_inline_table() {
        Some(table) if table.len() == 1 => match table.get("version").and_then(|it| it.as_str()) {
            Some(version) => Item::Value(version.into()),
            None => item,
        },
        _ => item,
    }
}

fn add_features(dependency: &mut Item, features: &[&str]) -> Result<(), String> {
    if features.is_empty() {
        return Ok(());
    }
    if let Some(version) = dependency.as_str() {
        let table = single("version", version);
        *dependency = Item::Value(Value::InlineTable(table));
    }
    let Some(table) = dependency.as_table_like_mut() else {
        return Err("expected a version or a table".to_owned());
    };
    let is_new = !table.contains_key("features");
    let list = table
        .entry("features")
        .or_insert_with(|| Item::Value(Array::new().into()));
    let Some(list) = list.as_array_mut() else {
        return Err("expected a list of `features`".to_owned());
    };
    for feature in features {
        if !list.iter().any(|it| it.as_str() == Some(feature)) {
            push(list, feature);
        }
    }
    if is_new && let Some(table) = dependency.as_inline_table_mut() {
        table.fmt();
    }
    Ok(())
}

/// Adds a feature to a list: on a line of its own if the others are.
fn push(list: &mut Array, feature: &str) {
    let last = list
        .iter()
        .last()
        .and_then(|it| it.decor().prefix()?.as_str());
    match last
        .filter(|prefix| prefix.contains('\n'))
        .map(str::to_owned)
    {
        Some(prefix) => list.push_formatted(Value::from(feature).decorated(prefix, "")),
        None => list.push(feature),
    }
}

/// The features of tokio that the example uses.
const EXECUTOR: [&str; 2] = ["macros", "rt-multi-thread"];

/// Adds tokio for examples, if the package does not have it with these features.
fn executor(manifest: &mut DocumentMut, tokio: InlineTable) -> Result<(), String> {
    let found = |table: &str| manifest.get(table).and_then(|it| it.get("tokio"));
    let has = |item: &Item| {
        let features = item.get("features").and_then(|it| it.as_array());
        let has = |wanted: &str| {
            let mut features = features.into_iter().flatten().filter_map(|it| it.as_str());
            features.any(|it| it == wanted || it == "full")
        };
        EXECUTOR.into_iter().all(has)
    };
    let tables = ["dependencies", "dev-dependencies"];
    if tables.into_iter().filter_map(found).any(has) {
        return Ok(());
    }
    // Cargo wants one source for all dependencies of one name.
    let tokio = match found("dependencies") {
        Some(same) => {
            let mut table = match same.as_str() {
                Some(version) => single("version", version),
                None => InlineTable::new(),
            };
            for key in [
                "version",
                "workspace",
                "path",
                "git",
                "rev",
                "tag",
                "branch",
                "registry",
            ] {
                if let Some(value) = same.get(key).and_then(|it| it.as_value()) {
                    table.insert(key, value.clone());
                }
            }
            table
        }
        None => tokio,
    };
    depend(manifest, "dev-dependencies", "tokio", tokio, &EXECUTOR)
}

/// Declares the example if cargo does not look for examples.
fn declare_example(manifest: &mut DocumentMut, name: &str) -> Result<(), String> {
    let package = manifest.get("package");
    let looks = package.and_then(|it| it.get("autoexamples")?.as_bool()) != Some(false);
    if looks {
        return Ok(());
    }
    let examples = manifest
        .entry("example")
        .or_insert_with(|| Item::ArrayOfTables(Default::default()));
    let Some(examples) = examples.as_array_of_tables_mut() else {
        return Err("`example` is not a list of tables".to_owned());
    };
    if !examples
        .iter()
        .any(|it| it.get("name").and_then(|it| it.as_str()) == Some(name))
    {
        let mut table = Table::new();
        table.insert("name", name.into());
        examples.push(table);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn edit(text: &str, features: &[&'static str], example: Option<&str>) -> String {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join("Cargo.toml");
        std::fs::write(&path, text).expect("a file");
        let package = Package::at(&path).ok().expect("a package");
        let needs = Needs {
            features,
            runtime: &Runtime::Version(VERSION.to_owned()),
            generator: None,
            example,
        };
        edited(&package, &needs).expect("a manifest")
    }

    const EMPTY: &str = "[package]\nname = \"a\"\n\n[workspace]\n";

    #[test]
    fn what_a_client_needs_is_added_once() {
        let once = edit(EMPTY, &["aws", "xml"], Some("s3"));
        let expected = "\n[dependencies]\ntinsmith-runtime = { version = \"0.1\", features = [\"aws\", \"xml\"] }\n\n\
                        [build-dependencies]\ntinsmith = { version = \"0.1\", default-features = false }\n\n\
                        [dev-dependencies]\ntokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";
        assert_eq!(once, format!("{EMPTY}{expected}"));
        assert_eq!(edit(&once, &["aws", "xml"], Some("s3")), once);
        let own = edit(EMPTY, &["cbor"], None);
        let expected = "tinsmith-runtime = { version = \"0.1\", default-features = false, features = [\"rustls-ring\", \
                        \"rt-tokio\", \"cbor\"] }\n";
        assert!(own.contains(expected), "{own}");
        assert_eq!(edit(&own, &["cbor"], None), own);
    }

    #[test]
    fn what_is_there_stays() {
        let text = "# about\r\n[package]\r\nname = \"a\" # why\r\n[workspace]\r\n[dependencies]\r\nb = \"1\"   # b\r\n\
                    tinsmith-runtime = \"=0.1.3\" # pinned\r\nzoo = \"2\"\r\n";
        let new = edit(text, &["query"], None);
        assert!(
            new.starts_with("# about\r\n[package]\r\nname = \"a\" # why\r\n"),
            "{new}"
        );
        assert!(new.contains("b = \"1\"   # b\r\n"), "{new}");
        assert!(
            new.contains("{ version = \"=0.1.3\", features = [\"query\"] }"),
            "{new}"
        );
        assert!(!new.replace("\r\n", "").contains('\n'), "{new}");
    }

    #[test]
    fn features_are_added_in_the_layout_of_the_others() {
        let before = format!("{EMPTY}[dependencies]\ntinsmith-runtime = {{ path = \"r\" }}\n");
        let new = edit(&before, &["xml"], None);
        assert!(
            new.contains("{ path = \"r\", features = [\"xml\"] }\n"),
            "{new}"
        );
        let before = format!(
            "{EMPTY}[dependencies.tinsmith-runtime]\nversion = \"0.1\"\nfeatures = [\n    \"xml\",\n]\n"
        );
        let new = edit(&before, &["xml", "cbor"], None);
        assert!(
            new.contains("features = [\n    \"xml\",\n    \"cbor\",\n]\n"),
            "{new}"
        );
    }

    #[test]
    fn a_workspace_that_has_the_packages_is_inherited_from() {
        let text = "[package]\nname = \"a\"\n[workspace.dependencies]\ntinsmith = \"0.1\"\ntinsmith-runtime = \"0.1\"\n\
                    tokio = \"1\"\n";
        let new = edit(text, &["cbor"], Some("x"));
        for line in [
            "tinsmith-runtime = { workspace = true, features = [\"cbor\"] }",
            "tinsmith = { workspace = true }",
            "tokio = { workspace = true, features = [\"macros\", \"rt-multi-thread\"] }",
        ] {
            assert!(new.contains(line), "{new}");
        }
    }

    #[test]
    fn an_executor_that_is_there_is_enough() {
        let text = format!(
            "{EMPTY}[dependencies]\ntokio = {{ version = \"1\", features = [\"full\"] }}\n"
        );
        assert!(!edit(&text, &[], Some("x")).contains("dev-dependencies"));
        let text =
            format!("{EMPTY}[dependencies]\ntokio = {{ version = \"1.40\", optional = true }}\n");
        let new = edit(&text, &[], Some("x"));
        assert!(
            new.contains("tokio = { version = \"1.40\", features = [\"macros\""),
            "{new}"
        );
    }

    #[test]
    fn a_dependency_goes_to_its_place_among_sorted_ones() {
        let runtime = "tinsmith-runtime = { version = \"0.1\", features = [\"aws\"] }";
        let new = edit(
            &format!("{EMPTY}[dependencies]\na = \"1\"\nz = \"1\"\n"),
            &["aws"],
            None,
        );
        assert!(
            new.contains(&format!("a = \"1\"\n{runtime}\nz = \"1\"\n")),
            "{new}"
        );
        let new = edit(
            &format!("{EMPTY}[dependencies]\nz = \"1\"\na = \"1\"\n"),
            &["aws"],
            None,
        );
        assert!(
            new.contains(&format!("z = \"1\"\na = \"1\"\n{runtime}\n")),
            "{new}"
        );
    }

    #[test]
    fn an_example_is_declared_where_cargo_looks_for_none() {
        let text = "[package]\nname = \"a\"\nautoexamples = false\n[workspace]\n";
        let new = edit(text, &[], Some("s3"));
        assert!(new.contains("[[example]]\nname = \"s3\"\n"), "{new}");
        assert_eq!(edit(&new, &[], Some("s3")), new);
    }
}

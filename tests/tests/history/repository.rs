//! A git repository that a test makes, and the site of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_tests::command::{Ended, run};
use tinsmith_tests::git::git;

/// A repository with a folder for its site beside it.
pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let repository = Self { folder };
        fs::create_dir(repository.path()).expect("a folder");
        repository.git("2022-01-01", &["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// The repository.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    /// A folder beside it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.beside("site")
    }

    /// Writes a file, or removes it if there is no text.
    pub(crate) fn put(&self, path: &str, text: impl Into<Option<String>>) -> &Self {
        let place = self.path().join(path);
        match text.into() {
            Some(text) => {
                fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
                fs::write(place, text).expect("a file");
            }
            None => fs::remove_file(place).expect("a file"),
        }
        self
    }

    /// Commits everything as of a day.
    pub(crate) fn commit(&self, day: &str, subject: &str) -> &Self {
        self.git(day, &["add", "--all"]);
        self.git(day, &["commit", "--quiet", "--allow-empty", "-m", subject]);
        self
    }

    /// Commits everything and tags it.
    pub(crate) fn release(&self, day: &str, version: &str) -> &Self {
        self.commit(day, &format!("Release {version}"));
        self.git(day, &["tag", version]);
        self
    }

    pub(crate) fn git(&self, day: &str, arguments: &[&str]) -> String {
        let time = format!("{day}T12:00:00Z");
        let output = git(&self.path())
            .args(arguments)
            .env("GIT_AUTHOR_DATE", &time)
            .env("GIT_COMMITTER_DATE", &time)
            .output()
            .expect("git");
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {error}");
        String::from_utf8(output.stdout)
            .expect("text")
            .trim()
            .to_owned()
    }

    /// Makes the site, with further options.
    pub(crate) fn history(&self, options: &[&str]) -> Ended {
        self.history_at(&self.site(), options)
    }

    pub(crate) fn history_at(&self, site: &Path, options: &[&str]) -> Ended {
        let [repository, site] = [&self.path(), site].map(|path| path.display().to_string());
        run(&[&["history", &repository, "--out", &site], options].concat())
    }

    /// Makes the site, which succeeds.
    pub(crate) fn made(&self, options: &[&str]) -> PathBuf {
        let ended = self.history(options);
        assert_eq!(ended.code, 0, "{}", ended.err);
        self.site()
    }

    /// Makes a site like botocore's: three releases, of which the first is the base of the second.
    pub(crate) fn botocore() -> Self {
        let repository = Self::new();
        repository
            .put(
                &botocore_path("alpha"),
                botocore_model("Alpha", &[("GetThing", &["Name"])]),
            )
            .put(
                &botocore_path("beta"),
                botocore_model("Beta", &[("Ask", &["Question"])]),
            )
            .release("2022-01-03", "1.0.9")
            .put(
                &botocore_path("alpha"),
                botocore_model(
                    "Alpha",
                    &[("GetThing", &["Name", "Colour"]), ("PutThing", &["Name"])],
                ),
            )
            .put(
                ".changes/1.0.10.json",
                notes(&[
                    ("``alpha``", "Things have colours now & <forms>."),
                    ("``gamma``", "Only words."),
                ]),
            )
            .release("2022-02-01", "1.0.10")
            .put(
                &botocore_path("alpha"),
                botocore_model("Alpha", &[("PutThing", &["Name"])]),
            )
            .put(
                &botocore_path("beta"),
                botocore_model("Beta", &[("Ask", &["Question", "Hint"])]),
            )
            .put(
                ".changes/1.1.0.json",
                notes(&[("``beta``", "A hint can be asked for.")]),
            )
            .release("2022-02-02", "1.1.0");
        repository
    }
}

/// The path of a model in botocore.
pub(crate) fn botocore_path(service: &str) -> String {
    format!("botocore/data/{service}/2020-01-01/service-2.json")
}

/// A model of botocore: operations with the members of their inputs and outputs.
pub(crate) fn botocore_model(name: &str, operations: &[(&str, &[&str])]) -> String {
    let mut shapes = json!({ "String": { "type": "string" } });
    let mut listed = json!({});
    for (operation, members) in operations {
        listed[operation] = json!({
            "name": operation,
            "http": { "method": "POST", "requestUri": format!("/{operation}") },
            "input": { "shape": format!("{operation}Request") },
            "output": { "shape": format!("{operation}Response") },
            "documentation": format!("<p>The documentation of <code>{operation}</code>.</p>"),
        });
        for shape in ["Request", "Response"] {
            let members = members.iter().map(|member| {
                let documentation = format!("<p>The member {member}.</p>");
                (
                    (*member).to_owned(),
                    json!({ "shape": "String", "documentation": documentation }),
                )
            });
            shapes[format!("{operation}{shape}")] = json!({
                "type": "structure",
                "members": Value::Object(members.collect()),
            });
        }
    }
    let model = json!({
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01",
            "endpointPrefix": name.to_lowercase(),
            "protocol": "rest-json",
            "serviceFullName": format!("Amazon {name}"),
            "serviceId": name,
            "signatureVersion": "v4",
            "uid": format!("{}-2020-01-01", name.to_lowercase()),
        },
        "operations": listed,
        "shapes": shapes,
    });
    model.to_string()
}

/// The notes of a release of botocore: categories and texts.
pub(crate) fn notes(notes: &[(&str, &str)]) -> String {
    let notes = notes.iter().map(|(category, text)| {
        json!({ "category": category, "description": text, "type": "api-change" })
    });
    Value::Array(notes.collect()).to_string()
}

/// A model in the Smithy IDL, with the members of its only input.
pub(crate) fn smithy(members: &[&str]) -> String {
    let members: String = members
        .iter()
        .map(|it| format!("    {it}: String\n"))
        .collect();
    format!(
        "$version: \"2\"\n\nnamespace example.weather\n\nuse aws.protocols#restJson1\n\n\
         @restJson1\n@title(\"Weather\")\nservice Weather {{\n    version: \"1\"\n    operations: [Now]\n}}\n\n\
         @http(method: \"POST\", uri: \"/now\")\noperation Now {{\n    input := {{\n{members}    }}\n}}\n"
    )
}

/// All files of a site with their contents.
pub(crate) fn files(site: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut pending = vec![site.to_owned()];
    while let Some(folder) = pending.pop() {
        for path in tinsmith_tests::entries(&folder) {
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(site).expect("a path in the site");
                let content = fs::read(&path).expect("a file");
                files.insert(name.to_string_lossy().into_owned(), content);
            }
        }
    }
    files
}

pub(crate) fn text(site: &Path, path: &str) -> String {
    let place = site.join(path);
    fs::read_to_string(&place).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn json_of(site: &Path, path: &str) -> Value {
    serde_json::from_str(&text(site, path)).expect("JSON")
}

/// The releases of a site with the services of their pages, the newest first.
pub(crate) fn releases(history: &Value) -> Vec<(String, Vec<String>)> {
    let releases = history["releases"].as_array().expect("releases").iter();
    let name = |value: &Value| value.as_str().expect("text").to_owned();
    releases
        .map(|release| {
            let pages = release["pages"].as_array().expect("pages").iter();
            (
                name(&release["name"]),
                pages.map(|page| name(&page["service"])).collect(),
            )
        })
        .collect()
}

/// The lines of the text of a page, as a reader sees them, with single spaces.
pub(crate) fn lines(page: &str) -> Vec<String> {
    /// Elements that stand within a line.
    const INLINE: [&str; 10] = [
        "a", "b", "i", "em", "strong", "code", "span", "ins", "del", "wbr",
    ];
    let (_, body) = page.split_once("<main").expect("a main part");
    let mut text = String::new();
    for part in body.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        let name = tag.trim_start_matches('/').split([' ', '\n']).next();
        if !INLINE.contains(&name.unwrap_or_default()) {
            text.push('\n');
        }
        text.push_str(rest);
    }
    for (entity, character) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, character);
    }
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

//! The commands that the pages show, each run in a folder of its page, with what they print.
//!
//! The folder is an empty package. It has the two models of the repository, `connect.json` and the one of the day before,
//! `old.json`, also as files of a checkout in the folder `tinsmith`, and the files that the page shows so far: blocks under
//! a paragraph that is only a file's name and a colon.
//!
//! A block `console` has commands behind `$` and what they print, in which a line `...` stands for any lines. A block `sh`
//! has commands that must succeed. Commands of cargo and of others are not run.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use tinsmith_tests::command::tinsmith;
use tinsmith_tests::{entries, repository, shared};

use crate::book::{Block, Page};

/// The commands that are run; all others need a network, or more than a page's folder.
const RUN: [&str; 8] = ["tinsmith", "cat", "cp", "echo", "git", "ls", "mkdir", "sed"];

/// The folder of AWS's models, as pages name it.
const PUBLISHED: &str = "aws-models";

/// The manifest of the package in the folder.
const PACKAGE: &str =
    "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n";

/// A page's folder, and how its last command ended.
pub(crate) struct Place {
    folder: TempDir,
    status: i32,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        for (day, name) in [("2022-10-12", "old.json"), ("2022-10-13", "connect.json")] {
            let model = repository().join(format!("model/connect/{day}.json"));
            fs::copy(model, folder.path().join(name)).expect("a model");
        }
        write(&folder, "Cargo.toml", PACKAGE);
        write(&folder, "src/main.rs", "fn main() {}\n");
        let models = folder.path().join("tinsmith/model");
        fs::create_dir_all(models.join("connect")).expect("a folder of the page's");
        for model in entries(&repository().join("model/connect")) {
            let name = model.file_name().expect("a file's name");
            fs::copy(&model, models.join("connect").join(name)).expect("a model");
        }
        Self { folder, status: 0 }
    }

    /// Writes the file that a block shows.
    pub(crate) fn write(&self, block: &Block) {
        if let Some(file) = &block.file {
            write(&self.folder, file, &block.text);
        }
    }

    /// Runs the commands of a block. What is wrong with the page.
    pub(crate) fn run(&mut self, page: &Page, block: &Block) -> Result<(), String> {
        let needs_published = block.text.contains(PUBLISHED);
        if needs_published && !self.has_published() {
            return Ok(());
        }
        for command in commands(block) {
            let mut words = command.text.split_whitespace();
            let program = words.next().unwrap_or_default();
            if !RUN.contains(&program) {
                println!("not run: {}", command.text);
                continue;
            }
            let printed = self.printed(&command.text);
            let place = page.place(block);
            let text = &command.text;
            match &command.prints {
                None if self.status != 0 => {
                    return Err(format!("{place}: `{text}` fails:\n{printed}"));
                }
                Some(shown) if !is_shown(&printed, shown) => {
                    let shown = shown.join("\n");
                    return Err(format!(
                        "{place}: `{text}` prints\n{printed}\nand not\n{shown}\n"
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Runs a command, and remembers how it ended. What it printed, on both outputs.
    fn printed(&mut self, command: &str) -> String {
        let command = format!("exec 2>&1\n(exit {})\n{command}", self.status);
        let tool = tinsmith();
        let tools = Path::new(tool.get_program()).parent().map(Path::to_owned);
        let path = env::var_os("PATH").unwrap_or_default();
        let path: Vec<PathBuf> = tools.into_iter().chain(env::split_paths(&path)).collect();
        let author = ["GIT_AUTHOR", "GIT_COMMITTER"];
        let author = author.map(|it| {
            [
                (format!("{it}_NAME"), "guide"),
                (format!("{it}_EMAIL"), "guide@localhost"),
            ]
        });
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(self.folder.path())
            .env("PATH", env::join_paths(path).expect("folders of commands"))
            .envs(author.into_iter().flatten())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .expect("a shell");
        self.status = output.status.code().unwrap_or(-1);
        String::from_utf8(output.stdout).expect("text")
    }

    /// Puts AWS's models into the folder, if they are there.
    fn has_published(&self) -> bool {
        let folder = self.folder.path().join(PUBLISHED);
        if folder.is_dir() {
            return true;
        }
        let Some(models) = shared("models/aws-2026") else {
            return false;
        };
        fs::create_dir_all(&folder).expect("a folder of the page's");
        for service in ["signin", "sso", "sso-oidc", "sts"] {
            let file = format!("{service}.json");
            fs::copy(models.join(&file), folder.join(&file)).expect("a model");
        }
        true
    }
}

fn write(folder: &TempDir, file: &str, text: &str) {
    let path = folder.path().join(file);
    let folder = path.parent().expect("a file in a folder");
    fs::create_dir_all(folder).expect("a folder of the page's");
    fs::write(path, text).expect("a file of the page's");
}

/// A command, with the lines that it prints where the page shows them.
struct Shown {
    text: String,
    prints: Option<Vec<String>>,
}

/// The commands of a block. A line that ends with `\` goes on in the next one.
fn commands(block: &Block) -> Vec<Shown> {
    let shows_output = block.language() == "console";
    let mut commands: Vec<Shown> = Vec::new();
    for line in block.text.lines() {
        let continued = commands.last_mut().filter(|it| it.text.ends_with('\\'));
        if let Some(command) = continued {
            command.text = format!("{}\n{line}", command.text);
        } else if !shows_output {
            commands.push(Shown {
                text: line.to_owned(),
                prints: None,
            });
        } else if let Some(text) = line.strip_prefix("$ ") {
            commands.push(Shown {
                text: text.to_owned(),
                prints: Some(Vec::new()),
            });
        } else if let Some(prints) = commands.last_mut().and_then(|it| it.prints.as_mut()) {
            prints.push(line.to_owned());
        }
    }
    commands
}

/// Whether a text is what a page shows, where a line `...` stands for any lines.
fn is_shown(text: &str, shown: &[String]) -> bool {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    let mut parts = shown.split(|line| line == "...");
    let first = parts.next().unwrap_or_default();
    let mut parts: Vec<&[String]> = parts.collect();
    let Some(last) = parts.pop() else {
        return lines == first;
    };
    if !lines.starts_with(&strs(first)) || !lines.ends_with(&strs(last)) {
        return false;
    }
    let end = lines.len() - last.len();
    let mut from = first.len();
    for part in parts {
        let mut places = from..=end.saturating_sub(part.len());
        match places.find(|&at| lines[at..].starts_with(&strs(part))) {
            Some(at) => from = at + part.len(),
            None => return false,
        }
    }
    from <= end
}

fn strs(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

#[test]
fn an_ellipsis_stands_for_any_lines() {
    let shown = |lines: &[&str]| lines.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let text = "one\ntwo\nthree\nfour\n";
    assert!(is_shown(text, &shown(&["one", "two", "three", "four"])));
    assert!(is_shown(text, &shown(&["one", "...", "four"])));
    assert!(is_shown(text, &shown(&["...", "two", "...", "four"])));
    assert!(is_shown(text, &shown(&["one", "..."])));
    assert!(!is_shown(text, &shown(&["one", "two"])));
    assert!(!is_shown(text, &shown(&["two", "..."])));
    assert!(!is_shown(
        text,
        &shown(&["...", "three", "...", "two", "..."])
    ));
    assert!(!is_shown("one\n", &shown(&["one", "...", "one"])));
}

//! Writes seeds for the targets into `corpus/`: the models in folders, the bodies and frames of their
//! protocol tests, and events of our own. A file that is named itself gives those models what they lack.
//!
//! ```sh
//! cargo run --no-default-features --bin seeds -- FOLDER... FILE...
//! ```

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith_fuzz::samples;
use tinsmith_model::{Model, Node};

/// Longer files make slow seeds.
const MOST: u64 = 64 << 10;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let mut files = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("echo.smithy")];
    for path in &arguments {
        find(path, &mut files)?;
    }
    // Those of a loader's tests are no one model.
    let in_model = |file: &&PathBuf| {
        let is_idl = file.extension().is_some_and(|it| it == "smithy");
        let is_case = file.components().any(|part| part.as_os_str() == "idl");
        is_idl && !is_case || arguments.contains(file)
    };
    let idl: Vec<&PathBuf> = files.iter().filter(in_model).collect();
    let document = Model::ast(&idl)?;
    let mut counts = Vec::new();
    for target in [
        "idl", "ast", "aws_json", "json", "cbor", "xml", "query", "events",
    ] {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpus")
            .join(target);
        fs::create_dir_all(&corpus)?;
        let seeds = match target {
            "json" | "cbor" | "xml" => bodies(&document, target),
            "query" => bodies(&document, "xml"),
            "events" => streams(&document),
            _ => models(&files, target)?,
        };
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(corpus.join(format!("seed-{number:04}")), seed)?;
        }
        counts.push(format!("{} of {target}", seeds.len()));
    }
    println!("seeds: {}", counts.join(", "));
    Ok(())
}

fn find(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            find(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

/// The models that are in the format of the target, and not long.
fn models(files: &[PathBuf], target: &str) -> Result<BTreeSet<Vec<u8>>, Box<dyn Error>> {
    let mut seeds = BTreeSet::new();
    for file in files {
        let is_model = match target {
            "idl" => file.extension().is_some_and(|it| it == "smithy"),
            _ => file.extension().is_some_and(|it| it == "json"),
        };
        if !is_model || fs::metadata(file)?.len() > MOST {
            continue;
        }
        let text = fs::read(file)?;
        let has = |key: &[u8]| text.windows(key.len()).any(|it| it == key);
        let fits = match target {
            "ast" => has(b"\"smithy\""),
            "aws_json" => has(b"\"metadata\"") && !has(b"\"smithy\""),
            _ => true,
        };
        if fits {
            seeds.insert(text);
        }
    }
    Ok(seeds)
}

/// The bodies in the protocol tests of all models, taken as one, by media type.
fn bodies(document: &Node, target: &str) -> BTreeSet<Vec<u8>> {
    let mut seeds = BTreeSet::new();
    for node in nodes(document) {
        let media_type = node.get("bodyMediaType").and_then(Node::as_str);
        let body = node.get("body").and_then(Node::as_str);
        if let (Some(media_type), Some(body)) = (media_type, body)
            && media_type.ends_with(target)
        {
            // What is not text is in base64.
            seeds.insert(match target {
                "cbor" => base64_simd::STANDARD
                    .decode_to_vec(body)
                    .unwrap_or_default(),
                _ => body.as_bytes().to_vec(),
            });
        }
    }
    seeds
}

/// The frames in those tests, and streams of all events that we have.
fn streams(document: &Node) -> BTreeSet<Vec<u8>> {
    let frames = nodes(document).filter_map(|node| node.get("bytes")?.as_str());
    let frames = frames.filter_map(|frame| base64_simd::STANDARD.decode_to_vec(frame).ok());
    frames.chain(samples::streams()).collect()
}

/// All nodes of a document.
fn nodes(document: &Node) -> impl Iterator<Item = &Node> {
    let mut pending = vec![document];
    std::iter::from_fn(move || {
        let node = pending.pop()?;
        pending.extend(node.as_array().into_iter().flatten());
        let entries = node.as_object().into_iter().flatten();
        pending.extend(entries.map(|(_, node)| node));
        Some(node)
    })
}

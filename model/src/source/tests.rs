//! Reading files, and files in memory.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

#[test]
fn plain_and_gzip_text() {
    for bytes in [
        b"{}".to_vec(),
        gzip(b"{}"),
        "\u{feff}{}".as_bytes().to_vec(),
    ] {
        assert_eq!(Source::from_bytes("m", &bytes).expect("text").text, "{}");
    }
}

#[test]
fn what_is_not_text() {
    let mut truncated = gzip(b"{\"smithy\": \"2.0\"}");
    truncated.truncate(14);
    let empty = gzip(b"");
    let cases = [
        (&b""[..], "the file is empty", None),
        (b" \r\n", "the file is empty", None),
        (&empty, "the file is empty", None),
        (b"{\n  \"\xff\"}", "not UTF-8", Some((2, 4))),
        (&truncated, "not valid gzip", None),
    ];
    for (bytes, message, line) in cases {
        let problems: Vec<_> = Source::from_bytes("m", bytes)
            .err()
            .expect(message)
            .into_iter()
            .collect();
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains(message), "{}", problems[0]);
        assert_eq!((problems[0].line, problems[0].file.as_str()), (line, "m"));
    }
}

#[test]
fn a_small_file_that_expands_without_end() {
    let bomb = gzip(&vec![b' '; 1 << 20]);
    assert!(bomb.len() < 4096);
    let Err(problem) = decode(bomb, 1 << 18) else {
        panic!("not too large")
    };
    assert!(
        problem.message.contains("larger than"),
        "{}",
        problem.message
    );
}

#[test]
fn files_in_memory_have_the_neighbours_beside_them() {
    let file = |path: &str| (path.to_owned(), b"{}".to_vec());
    let files = [
        "a/1/paginators-1.json",
        "a/1/service-2.json",
        "b/service-2.json",
        "b/waiters-2.json",
        "c/waiters-2.json",
    ];
    let sources = Source::in_memory(files.map(file).into()).expect("text");
    let sources: Vec<_> = sources
        .iter()
        .map(|it| (it.name.as_str(), it.neighbour_of))
        .collect();
    let expected = [
        ("a/1/service-2.json", None),
        ("b/service-2.json", None),
        (
            "a/1/paginators-1.json",
            Some((0, NeighbourKind::Paginators)),
        ),
        ("b/waiters-2.json", Some((1, NeighbourKind::Waiters))),
    ];
    assert_eq!(sources, expected);
}

#[test]
fn a_file_in_memory_belongs_to_each_model_beside_it() {
    let names = ["one.service-2.json", "two.service-2.json", "waiters-2.json"];
    let files: Vec<(String, Vec<u8>)> = names.map(|it| (it.to_owned(), b"{}".to_vec())).into();
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in &files {
        std::fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let owners = |sources: Vec<Source>| -> Vec<Option<(u32, NeighbourKind)>> {
        sources.iter().map(|source| source.neighbour_of).collect()
    };
    let in_memory = owners(Source::in_memory(files).expect("text"));
    let models = [names[0], names[1]].map(|name| folder.path().join(name));
    let on_disk = owners(Source::read_all(&models).expect("text"));
    assert_eq!(in_memory, on_disk);
    let waiters = |model| Some((model, NeighbourKind::Waiters));
    assert_eq!(in_memory, [None, None, waiters(0), waiters(1)]);
}

#[test]
fn files_in_memory_without_a_model_are_errors() {
    let lone = |names: &[&str]| -> Vec<String> {
        let files = names
            .iter()
            .map(|name| ((*name).to_owned(), b"{}".to_vec()));
        let problems = Source::in_memory(files.collect()).err();
        let problems = problems.expect("no model").into_iter();
        problems
            .map(|it| format!("{} {}", it.file, it.message))
            .collect()
    };
    let message = "the file belongs to an AWS JSON model and is none itself";
    assert_eq!(
        lone(&["v1:x-waiters-2.json", "a/paginators-1.json.gz"]),
        [
            format!("v1:x-waiters-2.json {message}"),
            format!("a/paginators-1.json.gz {message}")
        ]
    );
    assert_eq!(
        lone(&[]),
        [" no model file was given, expected at least one"]
    );
}

#[test]
fn files() {
    let folder = tempfile::tempdir().expect("a folder");
    let sparse = folder.path().join("sparse.json");
    File::create(&sparse)
        .and_then(|file| file.set_len(MAX_MODEL_BYTES + 1))
        .expect("a sparse file");
    std::fs::create_dir(folder.path().join("empty")).expect("a folder");
    let paths = [
        folder.path().join("missing.json"),
        folder.path().join("empty"),
        sparse,
    ];
    let problems: Vec<_> = Source::read_all(&paths)
        .err()
        .expect("unreadable")
        .into_iter()
        .collect();
    let expected = [
        "no model in this folder",
        "cannot read",
        "larger than 64 MiB",
    ];
    assert_eq!(problems.len(), expected.len());
    for (problem, expected) in problems.iter().zip(expected) {
        assert!(problem.message.contains(expected), "{problem}");
    }
    assert!(Source::read_all(&[] as &[&str]).is_err());
}

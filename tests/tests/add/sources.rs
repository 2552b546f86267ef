//! Where models are found, and by which names.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use super::{Place, connect};

/// A small model in the AWS JSON format.
fn service(id: &str, name: &str) -> String {
    json!({
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01", "endpointPrefix": id.to_lowercase(), "protocol": "json", "jsonVersion": "1.1",
            "serviceFullName": name, "serviceId": id, "signatureVersion": "v4", "targetPrefix": "T",
        },
        "operations": {"Ping": {"name": "Ping", "http": {"method": "POST", "requestUri": "/"}}},
        "shapes": {},
    })
    .to_string()
}

/// Files as in botocore: two versions of one service, and a service whose folder has another name.
fn botocore() -> Vec<(&'static str, String)> {
    vec![
        (
            "botocore/data/mail/2010-01-01/service-2.json",
            service("Mail", "Amazon Mail, old"),
        ),
        (
            "botocore/data/mail/2020-01-01/service-2.json",
            service("Mail", "Amazon Mail"),
        ),
        (
            "botocore/data/idp/2020-01-01/service-2.json",
            service("Identity Provider", "AWS Identity"),
        ),
        ("botocore/data/partitions.json", "{}".to_owned()),
    ]
}

fn folder(place: &Place) -> PathBuf {
    for (path, text) in botocore() {
        place.write(&format!("source/{path}"), &text);
    }
    place.path().join("source")
}

#[test]
fn a_service_goes_by_all_its_names() {
    let place = Place::package();
    let source = folder(&place);
    for (name, model) in [
        ("mail", "mail"),
        ("Mail", "mail"),
        ("aws-sdk-mail", "mail"),
        ("Amazon Mail", "mail"),
        ("idp", "identityprovider"),
        ("aws-sdk-identityprovider", "identityprovider"),
        ("Identity Provider", "identityprovider"),
        ("AWS Identity", "identityprovider"),
    ] {
        let done = place.add(name, &source, &["--dry-run"]);
        let line = format!("new: models/{model}.json");
        assert!(done.out.contains(&line), "{name}: {}", done.out);
        assert!(
            !done.out.contains("old"),
            "the newest version: {}",
            done.out
        );
    }
    let source = source.to_string_lossy();
    place.refuses(
        &["add", "mial", "--from", &source],
        &["goes by the name `mial`", "did you mean Mail?"],
    );
    place.refuses(
        &["add", "mail", "--from", &source, "--operation", "Pin"],
        &["Pin", "did you mean `Ping`"],
    );
    place.refuses(&["add", "mail", "--from", "nowhere"], &["nowhere"]);
}

#[test]
fn two_services_of_one_name_are_listed() {
    let place = Place::package();
    place.write("source/a.json", &service("Same", "A"));
    place.write("source/b.json", &service("Same", "B"));
    place.refuses(
        &["add", "same", "--from", "source"],
        &["several services", "a.json", "b.json"],
    );
    place.add("same", Path::new("source/a.json"), &[]);
}

#[test]
fn archives_are_read_in_place() {
    let place = Place::package();
    let wheel = place.path().join("botocore-1.0-py3-none-any.whl");
    let mut archive = zip::ZipWriter::new(fs::File::create(&wheel).expect("a file"));
    let sdist = place.path().join("botocore-1.0.tar.gz");
    let packed = GzEncoder::new(
        fs::File::create(&sdist).expect("a file"),
        Compression::fast(),
    );
    let mut tar = tar::Builder::new(packed);
    for (path, text) in botocore() {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(path, options).expect("a file");
        archive.write_all(text.as_bytes()).expect("written");
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len().try_into().expect("a size"));
        header.set_mode(0o644);
        let path = format!("botocore-1.0/{path}");
        tar.append_data(&mut header, path, text.as_bytes())
            .expect("written");
    }
    archive.finish().expect("an archive");
    tar.into_inner()
        .expect("an archive")
        .finish()
        .expect("an archive");
    for archive in [&wheel, &sdist] {
        let done = place.add("idp", archive, &["--dry-run"]);
        assert!(done.out.contains("AWS Identity"), "{}", done.out);
    }
    place.add("mail", &wheel, &[]);
    let model = place.read("models/mail.json");
    assert!(
        model.contains("\"from\": \"botocore-1.0-py3-none-any.whl\""),
        "{model}"
    );
    // It is not known where a later archive is.
    place.refuses(
        &["update"],
        &[
            "--from",
            "models/mail.json is from botocore-1.0-py3-none-any.whl",
        ],
    );
}

#[test]
fn a_folder_is_noted_by_its_path_from_the_package() {
    let place = Place::package();
    let source = place.path().join("model.json");
    fs::copy(connect(), &source).expect("a model");
    place.add("connect", &source, &["--operation", "DescribeUser"]);
    assert!(
        place
            .read("models/connect.json")
            .contains("\"path\": \"model.json\"")
    );
    let done = place.run(&["update"]);
    assert_eq!(done.code, 0, "{}", done.err);
}

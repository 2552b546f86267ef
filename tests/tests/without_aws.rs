//! Clients of services that are not AWS's: what they compile, and what they say.

use std::fs;
use std::process::Command;

use tinsmith::{Client, Options};
use tinsmith_model::Model;
use tinsmith_tests::cargo::{cargo, printed};
use tinsmith_tests::{generate, models, repository};

/// The client of the model of a service that is not AWS's, as a crate.
fn library() -> Client {
    let model = Model::load(&[models().join("own_library.smithy")]).expect("a model");
    generate(&model, "own-library").expect("a client")
}

/// The crates that a package compiles, with their versions. Its folder is made below the target folder.
fn crates(name: &str, client: &Client, more: &[&str]) -> Vec<String> {
    let folder = repository().join("target/without-aws").join(name);
    client.overwrite(&folder).expect("the files");
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("the manifest");
    fs::write(&manifest, format!("{text}\n[workspace]\n")).expect("the manifest");
    // With the versions that are built here, nothing has to be looked up.
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    let mut tree = cargo();
    tree.args(["tree", "--quiet", "--edges", "normal", "--prefix", "none"])
        .args(more)
        .current_dir(&folder);
    names(&mut tree)
}

fn names(tree: &mut Command) -> Vec<String> {
    let printed = printed(tree);
    let names = printed.lines().filter_map(|line| line.split(' ').next());
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// The crates of AWS that have nothing to do with Smithy.
fn of_aws(crates: &[String]) -> Vec<&str> {
    let crates = crates.iter().map(String::as_str);
    crates
        .filter(|name| name.starts_with("aws-") && !name.starts_with("aws-smithy-"))
        .collect()
}

#[test]
fn no_crate_of_aws_is_compiled() {
    let client = library();
    assert_eq!(client.summary.runtime_features, ["event-stream"]);
    let crates = crates("own-library", &client, &[]);
    println!("{} crates", crates.len());
    assert!(
        crates.contains(&"aws-smithy-runtime".to_owned()),
        "{crates:?}"
    );
    assert_eq!(of_aws(&crates), [""; 0], "{crates:?}");
    let with_tests = self::crates(
        "own-library",
        &client,
        &["--features", "test-util,legacy-test-util"],
    );
    assert_eq!(of_aws(&with_tests), [""; 0]);
}

#[test]
fn a_signed_service_has_the_crates_of_aws() {
    let model = Model::load(&[models().join("mixins.json")]).expect("a model");
    let client = generate(&model, "with-aws").expect("a client");
    assert!(client.summary.runtime_features.contains(&"aws"));
    let crates = crates("with-aws", &client, &[]);
    for name in [
        "aws-credential-types",
        "aws-runtime",
        "aws-sigv4",
        "aws-types",
    ] {
        assert!(of_aws(&crates).contains(&name), "{crates:?}");
    }
}

#[test]
fn nothing_that_the_client_says_is_about_aws() {
    let client = library();
    // These contain the word, and are about something else.
    let runtime = repository().join("runtime").to_string_lossy().into_owned();
    let others = [
        "aws_smithy",
        "aws-lc",
        "aws: false",
        "account_id_endpoints: false",
        &*runtime,
    ];
    for file in &client.files {
        for (number, line) in file.text.lines().enumerate() {
            let words = others
                .iter()
                .fold(line.to_owned(), |text, it| text.replace(it, ""));
            let words = words.to_lowercase();
            for word in [
                "aws",
                "region",
                "credentials",
                "sdkconfig",
                "fips",
                "account_id",
            ] {
                let place = format!("{}:{}", file.path.display(), number + 1);
                assert!(!words.contains(word), "{place}: {line}");
            }
        }
    }
}

#[test]
fn the_package_is_named_like_the_service() {
    let named = |name: &str, traits: &str| {
        let model = format!(
            "$version: \"2.0\"\nnamespace a\n@aws.protocols#restJson1\n{traits}\nservice {name} {{ version: \"1\" }}\n"
        );
        let model = Model::from_bytes("a.smithy", model.as_bytes()).expect("a model");
        let mut options = Options::default();
        options.manifest = Some(tinsmith::Manifest {
            name: None,
            version: "1.0.0".to_owned(),
            license: None,
            runtime: tinsmith::Runtime::Version("0.1".to_owned()),
        });
        let client = Client::new(&model, &options).expect("a client");
        let manifest = &client.files[0].text;
        if traits.is_empty() {
            let of_crate = client.summary.name.clone();
            assert!(
                manifest.contains(&format!("name = \"{of_crate}")),
                "{of_crate}"
            );
        }
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = "));
        name.unwrap_or_default().to_owned()
    };
    assert_eq!(named("Weather", ""), "\"weather\"");
    assert_eq!(named("CityWeatherAPI", ""), "\"city-weather-api\"");
    assert_eq!(named("Type", ""), "\"type-client\"");
    assert_eq!(named("Core", ""), "\"core-client\"");
    assert_eq!(
        named("Weather", "@aws.api#service(sdkId: \"Weather\")"),
        "\"aws-sdk-weather\""
    );
}

#[test]
fn of_several_protocols_the_first_that_fits_is_taken() {
    let summary = library().summary;
    assert_eq!(summary.protocol, "restJson1");
    assert_eq!(
        summary.passed_over,
        [
            "rpcv2Cbor has no documents, which DescribeBook and Search need, and no streams, which DownloadScan and \
             UploadScan need"
        ]
    );
    let model = Model::load(&[models().join("own_library.smithy")]).expect("a model");
    let mut options = Options::default();
    options.protocol = Some("rpcv2Cbor".to_owned());
    let refused = Client::new(&model, &options).expect_err("documents");
    let problems: Vec<_> = refused.iter().collect();
    let found = |shape: &str| {
        let mut problems = problems.iter();
        let problem = problems.find(|it| it.shape.as_deref() == Some(shape));
        problem.unwrap_or_else(|| panic!("{shape}: {refused}"))
    };
    assert_eq!(problems.len(), 3, "{refused}");
    let text = fs::read_to_string(models().join("own_library.smithy")).expect("the model");
    let line = |text_of: &str| {
        text.lines()
            .position(|it| it.contains(text_of))
            .map(|at| at + 1)
    };
    for (shape, text_of, needs) in [
        (
            "example.own_library#Scan",
            "blob Scan",
            "DownloadScan and UploadScan need it",
        ),
        (
            "example.own_library#SearchInput$filter",
            "filter: Document",
            "Search needs it",
        ),
        (
            "example.own_library#DescribeBookOutput$about",
            "about: Document",
            "DescribeBook needs it",
        ),
    ] {
        let problem = found(shape);
        assert_eq!(problem.line.map(|it| it.0), line(text_of), "{refused}");
        assert!(
            problem.message.contains("in the protocol rpcv2Cbor"),
            "{refused}"
        );
        assert_eq!(
            problem.hint.as_deref(),
            Some(&*format!("{needs}: choose other operations"))
        );
    }
}

//! Models that can't be read or compared.

use crate::repository::{
    Repository, botocore_model, botocore_path, json_of, lines, releases, smithy, text,
};
use crate::runs::differences;

#[test]
fn a_broken_model_is_told_and_the_next_one_is_compared_with_the_last_good_one() {
    let repository = Repository::new();
    let path = botocore_path("alpha");
    repository
        .put(&path, botocore_model("Alpha", &[("Ask", &["A"])]))
        .release("2022-01-01", "1.0.0")
        .put(&path, "{\"metadata\": {}, \"operations\": <b>".to_owned())
        .put(
            &botocore_path("beta"),
            botocore_model("Beta", &[("Ask", &["A"])]),
        )
        .release("2022-01-02", "1.0.1")
        .put(&path, botocore_model("Alpha", &[("Ask", &["A", "B"])]))
        .release("2022-01-03", "1.0.2");
    let ended = repository.history(&[]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(
        ended.out.contains("1 page lists problems of a model"),
        "{}",
        ended.out
    );
    let site = repository.site();
    let broken = lines(&text(&site, "releases/1.0.1/alpha.html"));
    for line in [
        "2022/01/02 - alpha - the model can't be read",
        "The model of this release can't be compared",
        "The next release is compared with the last model before this one that can be read.",
        "error: not valid JSON: expected value",
        "--> botocore/data/alpha/2020-01-01/service-2.json:1:32",
    ] {
        assert!(broken.iter().any(|it| it == line), "{line}: {broken:#?}");
    }
    assert!(site.join("releases/1.0.1/beta.html").exists());
    let next = lines(&text(&site, "releases/1.0.2/alpha.html"));
    for line in [
        "The models between can't be read, so this one is compared with that of 1.0.0.",
        "{'B': 'string'}",
    ] {
        assert!(next.iter().any(|it| it == line), "{line}: {next:#?}");
    }
}

#[test]
fn a_problem_is_listed_once_whatever_the_number_of_runs() {
    let repository = Repository::new();
    let path = botocore_path("alpha");
    repository
        .put(
            &botocore_path("beta"),
            botocore_model("Beta", &[("Ask", &["A"])]),
        )
        .release("2022-01-01", "1.0.0")
        .put(&path, "{\"metadata\": {}, \"operations\": <b>".to_owned())
        .release("2022-01-02", "1.0.1");
    let site = repository.made(&[]);
    repository
        .put(&path, botocore_model("Alpha", &[("Ask", &["A"])]))
        .release("2022-01-03", "1.0.2");
    repository.made(&[]);
    let fresh = repository.beside("fresh");
    assert_eq!(repository.history_at(&fresh, &[]).code, 0);
    assert_eq!(differences(&site, &fresh), Vec::<String>::new());
    let page = text(&site, "releases/1.0.2/alpha.html");
    assert!(page.contains("no earlier version of the model can be read"));
    assert!(!page.contains("not valid JSON"), "{page}");
    // This model was not read in vain: the next release is compared with it.
    assert!(
        !page.contains("The next release is compared with"),
        "{page}"
    );
    assert!(
        lines(&page)
            .iter()
            .any(|it| it == "2022/01/03 - alpha - the model can't be compared"),
        "{page}"
    );
}

#[test]
fn a_page_that_names_a_release_follows_tags_that_are_added() {
    let repository = Repository::new();
    let path = botocore_path("alpha");
    repository
        .put(&path, botocore_model("Alpha", &[("Ask", &["A"])]))
        .release("2022-01-01", "1.0.0")
        .commit("2022-01-01", "Nothing")
        .put(&path, "{".to_owned())
        .release("2022-01-02", "1.0.1")
        .put(&path, botocore_model("Alpha", &[("Ask", &["A", "B"])]))
        .release("2022-01-03", "1.0.2");
    let site = repository.made(&[]);
    let page = || text(&site, "releases/1.0.2/alpha.html");
    assert!(page().contains("compared with that of <b>1.0.0</b>"));
    repository.git("2022-01-04", &["tag", "1.0.0.5", "HEAD~2"]);
    repository.made(&[]);
    assert!(page().contains("compared with that of <b>1.0.0.5</b>"));
    let fresh = repository.beside("fresh");
    assert_eq!(repository.history_at(&fresh, &[]).code, 0);
    assert_eq!(differences(&site, &fresh), Vec::<String>::new());
}

#[test]
fn models_of_shapes_alone_have_no_pages() {
    let repository = Repository::new();
    let shared =
        |name: &str| format!("$version: \"2\"\n\nnamespace example.shared\n\nstring {name}\n");
    repository
        .put("service/main.smithy", smithy(&["city"]))
        .put("shared/main.smithy", shared("Name"))
        .commit("2023-01-01", "Begin")
        .put("service/main.smithy", smithy(&["city", "country"]))
        .put("shared/main.smithy", shared("Title"))
        .commit("2023-01-02", "Change both");
    let ended = repository.history(&[]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(!ended.out.contains("problems"), "{}", ended.out);
    let history = json_of(&repository.site(), "history.json");
    let pages = releases(&history).into_iter().map(|(_, pages)| pages);
    assert_eq!(pages.collect::<Vec<_>>(), [["service"], ["service"]]);
}

#[test]
fn a_model_that_is_too_large_is_a_problem_of_its_page() {
    let repository = Repository::new();
    let path = botocore_path("alpha");
    let model = botocore_model("Alpha", &[("Ask", &["A"])]);
    let padding = " ".repeat(64 << 20);
    repository
        .put(&path, model.clone())
        .release("2022-01-01", "1.0.0")
        .put(&path, format!("{model}{padding}"))
        .release("2022-01-02", "1.0.1");
    let site = repository.made(&[]);
    let page = text(&site, "releases/1.0.1/alpha.html");
    assert!(page.contains("larger than 64 MiB"), "{page}");
}

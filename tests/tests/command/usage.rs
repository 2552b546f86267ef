//! Exit codes, colours, `--quiet`, completions and the manual.

use tempfile::TempDir;
use tinsmith_tests::command::{Ended, run};

use super::{connect, explain, generate};

#[test]
fn wrong_usage_is_exit_code_2() {
    let none: [&str; 0] = [];
    for arguments in [
        &none[..],
        &["solder"],
        &["generate"],
        &["generate", "model.json"],
        &["list", "--yaml", "model.json"],
        &["explain", "model.json"],
    ] {
        let done = run(arguments);
        assert_eq!(done.code, 2, "{arguments:?}");
        assert!(done.out.is_empty() && !done.err.is_empty(), "{arguments:?}");
    }
    for arguments in [&["--help"][..], &["generate", "--help"], &["--version"]] {
        let done = run(arguments);
        assert_eq!(done.code, 0, "{arguments:?}");
        assert!(done.out.contains("tinsmith"), "{arguments:?}");
    }
    let help = run(&["--help"]).out;
    for line in [
        "  0  The command succeeded.",
        "  1  A model is not valid or has dangers,",
        "  2  The arguments are not valid.",
    ] {
        assert!(help.lines().any(|it| it.starts_with(line)), "{help}");
    }
}

#[test]
fn there_are_no_colours_without_a_terminal() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let runs = [
        generate(&connect(), &client, &[]),
        generate(
            &connect(),
            &client,
            &["--check", "--operation=DescribeUser"],
        ),
        generate(&connect(), &client, &["--operation=Nothing"]),
        run(&["list".as_ref(), connect().as_os_str()]),
        run(&[
            "validate".as_ref(),
            connect().as_os_str(),
            connect().as_os_str(),
        ]),
        explain(&["--shape=UserIdentityInfo"]),
        run(&["generate", "--help"]),
        run(&["nothing"]),
    ];
    for Ended { out, err, .. } in runs {
        assert!(!out.contains('\u{1b}'), "{out}");
        assert!(!err.contains('\u{1b}'), "{err}");
    }
}

#[test]
fn completions_and_manual_know_every_subcommand() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.code, 0, "{shell}: {}", script.err);
        for word in ["generate", "changes", "runtime-path"] {
            assert!(script.out.contains(word), "{shell}: {word}");
        }
    }
    let manual = run(&["man"]);
    assert_eq!(manual.code, 0, "{}", manual.err);
    assert!(manual.out.contains(".TH tinsmith 1"), "{}", manual.out);
    let page = run(&["man", "generate"]);
    assert_eq!(page.code, 0, "{}", page.err);
    assert!(page.out.contains("\\-\\-runtime\\-path"), "{}", page.out);
    let unknown = run(&["man", "nothing"]);
    assert_eq!(unknown.code, 2, "{}", unknown.out);
    assert!(
        unknown.err.contains("`nothing` is no subcommand"),
        "{}",
        unknown.err
    );
}

#[test]
fn a_quiet_run_prints_results_and_errors_only() {
    let folder = TempDir::new().expect("a folder");
    let client = folder.path().join("client");
    let done = generate(&connect(), &client, &["--quiet"]);
    assert_eq!((done.code, &*done.out, &*done.err), (0, "", ""));
    let stale = generate(
        &connect(),
        &client,
        &["--quiet", "--check", "--crate-version=2.0.0"],
    );
    assert_eq!(stale.code, 1);
    assert!(stale.out.contains("2.0.0"), "{}", stale.out);
    assert!(stale.err.contains("1 file is stale"), "{}", stale.err);
}

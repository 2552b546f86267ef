//! The application of `examples/local-server`, which has fixed keys.

use tinsmith_tests::cargo::cargo;
use tinsmith_tests::repository;

use crate::moto::Moto;

#[test]
fn the_example_calls_a_local_server() {
    let Some(moto) = Moto::start() else { return };
    let output = cargo()
        .args(["run", "--quiet", "--package", "local-server", "--"])
        .arg(moto.url())
        .current_dir(repository())
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let out = String::from_utf8_lossy(&output.stdout);
    assert_eq!(out, "team=tin\n", "{said}");
}

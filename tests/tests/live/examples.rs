//! The application of `examples/local-server`, which has fixed keys.

use tinsmith_tests::cargo::{cargo, printed};
use tinsmith_tests::repository;

use tinsmith_tests::moto::Moto;

#[test]
fn the_example_calls_a_local_server() {
    let Some(moto) = Moto::start() else { return };
    let out = printed(
        cargo()
            .args(["run", "--quiet", "--package", "local-server", "--"])
            .arg(moto.url())
            .current_dir(repository()),
    );
    assert_eq!(out, "team=tin\n");
}

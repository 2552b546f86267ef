//! The challenges in the header `WWW-Authenticate`.

use super::super::algorithm::{Algorithm, Hash};
use super::super::challenge::{Challenge, best};

fn read(headers: &[&str]) -> Option<Challenge> {
    best(headers.iter().copied())
}

fn hash(headers: &[&str]) -> Hash {
    read(headers).unwrap().hash()
}

#[test]
fn every_parameter_is_read() {
    let challenge = read(&[
        r#"digest  Realm = "a, \"b\" \\", nonce="n=", opaque="", stale=TRUE,
        algorithm="sha-256-SESS" , qop="auth-int, Auth", charset=UTF-8, userhash=true, more=1"#,
    ]);
    let expected = Challenge {
        realm: r#"a, "b" \"#.to_owned(),
        nonce: "n=".to_owned(),
        opaque: Some(String::new()),
        algorithm: Some(Algorithm {
            hash: Hash::Sha256,
            session: true,
        }),
        qop: true,
        stale: true,
        userhash: true,
    };
    assert_eq!(challenge, Some(expected));
}

#[test]
fn a_challenge_may_say_little() {
    let challenge = read(&[r#"Digest realm="r",nonce=n"#]).unwrap();
    assert_eq!(challenge.hash(), Hash::Md5);
    assert_eq!(challenge.algorithm, None);
    assert_eq!(challenge.opaque, None);
    assert!(!challenge.qop && !challenge.stale && !challenge.userhash);
}

#[test]
fn md5_is_the_last_choice_and_the_order_decides_the_rest() {
    const MD5: &str = r#"Digest realm="r", nonce="1", algorithm=MD5"#;
    const SHA_256: &str = r#"Digest realm="r", nonce="2", algorithm=SHA-256"#;
    const SHA_512: &str = r#"Digest realm="r", nonce="3", algorithm=SHA-512-256"#;
    assert_eq!(hash(&[MD5]), Hash::Md5);
    assert_eq!(hash(&[MD5, SHA_256, SHA_512]), Hash::Sha256);
    assert_eq!(hash(&[SHA_512, MD5, SHA_256]), Hash::Sha512_256);
    assert_eq!(hash(&[&[MD5, SHA_256].join(", ")]), Hash::Sha256);
}

#[test]
fn challenges_of_other_schemes_are_passed_over() {
    const DIGEST: &str = r#"Digest realm="r", nonce="n""#;
    for other in [
        r#"Basic realm="Digest realm=, nonce=""#,
        "Negotiate",
        "Negotiate YWJj/2Q==",
        "Bearer error=, x",
        "=, \"a, b",
    ] {
        let behind = read(&[&format!("{DIGEST}, {other}")]).unwrap();
        assert_eq!((&*behind.realm, &*behind.nonce), ("r", "n"), "{other}");
        assert_eq!(read(&[other]), None, "{other}");
    }
    for other in [r#"Basic realm="x, y""#, "Negotiate YWJj/2Q==", ", ,"] {
        let before = read(&[&format!("{other}, {DIGEST}")]).unwrap();
        assert_eq!((&*before.realm, &*before.nonce), ("r", "n"), "{other}");
    }
}

#[test]
fn what_cannot_be_answered_is_no_challenge() {
    for header in [
        "",
        "Digest",
        "Digest realm=r",
        "Digest nonce=n",
        "Digest realm=r, nonce=n, qop=auth-int",
        "Digest realm=r, nonce=n, algorithm=SHA-1",
        "Digest realm=r, nonce=n, algorithm=é-sess",
        "Digest realm=\"r, nonce=n",
    ] {
        assert_eq!(read(&[header]), None, "{header}");
    }
}

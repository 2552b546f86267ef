//! The examples of RFC 7616 and RFC 2617, and their variations.

use aws_smithy_runtime_api::client::identity::http::Login;

use super::super::answer::Session;
use super::super::challenge::best;

/// The common part of the challenges in RFC 7616, section 3.9.1.
const CHALLENGE: &str = r#"Digest realm="http-auth@example.org",
    nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS""#;
const CLIENT_NONCE: &str = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

fn session(challenge: &str, client_nonce: &str) -> Session {
    let challenge = best([challenge].into_iter()).unwrap();
    Session::with_client_nonce(challenge, client_nonce.to_owned())
}

/// The answer of the section's user to its challenge, with the parameters `more`.
fn answer(more: &str) -> String {
    let session = session(&format!("{CHALLENGE}, {more}"), CLIENT_NONCE);
    let login = Login::new("Mufasa", "Circle of Life", None);
    session.answer(&login, "GET", "/dir/index.html")
}

fn response(header: &str) -> &str {
    let (_, response) = header.split_once("response=\"").unwrap();
    response.split_once('"').unwrap().0
}

#[test]
fn sha_256_is_as_in_the_rfc() {
    assert_eq!(
        answer(r#"qop="auth, auth-int", algorithm=SHA-256"#),
        "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", \
         nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", \
         algorithm=SHA-256, qop=auth, nc=00000001, \
         cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", \
         response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\", \
         opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
    );
}

#[test]
fn md5_is_as_in_the_rfc() {
    let named = answer(r#"qop="auth, auth-int", algorithm=MD5"#);
    assert_eq!(response(&named), "8ca523f5e9506fed4657c9700eebdbec");
    assert!(named.contains(", algorithm=MD5, "));
    let unnamed = answer(r#"qop="auth""#);
    assert_eq!(response(&unnamed), response(&named));
    assert!(!unnamed.contains("algorithm"));
}

#[test]
fn a_session_binds_the_secret_to_the_nonces() {
    let md5 = answer("qop=auth, algorithm=MD5-sess");
    assert_eq!(response(&md5), "e783283f46242139c486a698fec7211d");
    assert!(md5.contains(", algorithm=MD5-sess, "));
    assert_eq!(
        response(&answer("qop=auth, algorithm=SHA-256-sess")),
        "2fd51b3a77ad75bad6afad6003e818d767133c46d9e2749e7f5232ae1ea3efd7"
    );
}

#[test]
fn without_quality_of_protection_neither_count_nor_client_nonce_is_sent() {
    let answer = answer("algorithm=MD5");
    assert_eq!(response(&answer), "7b2cc3b30e75b4777ea31027084363fd");
    assert!(!answer.contains("nc=") && !answer.contains("qop") && !answer.contains("cnonce"));
}

/// The service needs the client's nonce to check the answer of a session.
#[test]
fn a_session_without_quality_of_protection_sends_the_client_nonce() {
    let answer = answer("algorithm=MD5-sess");
    assert_eq!(response(&answer), "37a7f42db2090a3fcac4e26e747d4fc8");
    assert!(answer.contains(", cnonce=") && !answer.contains("nc="));
}

/// RFC 2617, section 3.5.
#[test]
fn md5_is_as_in_the_older_rfc() {
    let session = session(
        r#"Digest realm="testrealm@host.com", qop="auth,auth-int",
            nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41""#,
        "0a4f113b",
    );
    let login = Login::new("Mufasa", "Circle Of Life", None);
    let answer = session.answer(&login, "GET", "/dir/index.html");
    assert_eq!(response(&answer), "6629fae49393a05397450978507c4ef1");
}

/// RFC 7616, section 3.9.2, where errata 4897 has the right values.
#[test]
fn sha_512_256_with_a_hashed_user_is_as_in_the_errata() {
    let session = session(
        r#"Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, charset=UTF-8,
            nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", userhash=true"#,
        "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v",
    );
    let login = Login::new("Jäsøn Doe", "Secret, or not?", None);
    let answer = session.answer(&login, "GET", "/doe.json");
    assert!(
        answer.contains(
            "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\""
        )
    );
    assert!(answer.ends_with(", userhash=true"));
    assert_eq!(
        response(&answer),
        "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"
    );
}

#[test]
fn texts_are_quoted_and_other_alphabets_encoded() {
    let session = session(r#"Digest realm="a \"b\" \\", nonce=n"#, "");
    let answer = |user| session.answer(&Login::new(user, "", None), "GET", "/");
    assert!(answer("").contains(r#" realm="a \"b\" \\","#));
    assert!(answer(r#"a"b"#).contains(r#" username="a\"b","#));
    assert!(answer("Jäsøn Doe").contains(" username*=UTF-8''J%C3%A4s%C3%B8n%20Doe,"));
    assert!(answer("a\nb").contains(" username*=UTF-8''a%0Ab,"));
}

#[test]
fn each_answer_counts() {
    let session = session("Digest realm=r, nonce=n, qop=auth", "c");
    let login = Login::new("user", "password", None);
    let answers: Vec<_> = (0..17)
        .map(|_| session.answer(&login, "GET", "/"))
        .collect();
    assert!(answers[0].contains(", nc=00000001, "));
    assert!(answers[16].contains(", nc=00000011, "));
    assert_ne!(response(&answers[0]), response(&answers[16]));
}

#[test]
fn client_nonces_differ() {
    let answer = || {
        let challenge = best(["Digest realm=r, nonce=n, qop=auth"].into_iter()).unwrap();
        Session::new(challenge).answer(&Login::new("", "", None), "GET", "/")
    };
    assert_ne!(answer(), answer());
}

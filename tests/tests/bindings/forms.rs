//! What is sent as a form: the protocols awsQuery and ec2Query.

use tinsmith_tests::server::{Answer, Server};
use tinsmith_tests::signature::{self, authorization};

use crate::support::{SECRET, client};

/// As STS's `GetCallerIdentity`: the official clients leave the length to what sends the form.
#[tokio::test]
async fn the_length_of_a_form_without_members_is_not_signed() {
    let answer = |root: &str| {
        let body = format!("<{root}Response><{root}Result/></{root}Response>");
        Answer::new(200).body(body)
    };
    let server = Server::start(["Ping", "Echo", "Ping", "Echo"].map(answer));
    let of_query = client!(aws_query, server);
    of_query.ping().send().await.expect("an answer");
    of_query.echo().send().await.expect("an answer");
    let of_ec2 = client!(ec2_query, server);
    of_ec2.ping().send().await.expect("an answer");
    of_ec2.echo().send().await.expect("an answer");
    for (request, is_signed) in server.received().iter().zip([false, true, false, true]) {
        signature::check(request, SECRET);
        let headers = authorization(request).signed_headers;
        let has_length = headers.iter().any(|it| it == "content-length");
        assert_eq!(has_length, is_signed, "{}: {headers:?}", request.text());
        assert_eq!(
            request.header("content-length"),
            Some(&*request.body.len().to_string())
        );
    }
}

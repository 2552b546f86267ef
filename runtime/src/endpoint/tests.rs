//! The interpreter, on rule sets as the generator writes them.

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::endpoint::{
    EndpointFuture, EndpointResolverParams, ResolveEndpoint,
};
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::config_bag::{ConfigBag, Layer};
use aws_smithy_types::endpoint::Endpoint;
use aws_types::endpoint_config::{EndpointUrl, UseFips};
use aws_types::region::Region;

use super::*;

/// A rule set of one error rule, whose message is the expression.
fn message(expr: Expr, variables: &[Expr], values: &[Option<ParamValue<'_>>]) -> Option<String> {
    let conditions: Vec<Condition> = (0..)
        .zip(variables)
        .map(|(at, test)| Condition {
            test: *test,
            assign: Some(at),
        })
        .collect();
    let rule = Rule {
        conditions: conditions.leak(),
        action: Action::Error(expr),
        next: 1,
    };
    let rules = RuleSet {
        parameters: &[],
        variables: 8,
        rules: vec![rule].leak(),
    };
    let message = rules.resolve(values).unwrap_err().to_string();
    let is_value =
        !message.starts_with("no endpoint rule") && !message.starts_with("an endpoint rule");
    is_value.then_some(message)
}

/// The text that a function returns for constants.
fn call(function: Function, arguments: &[Expr]) -> Option<String> {
    message(Expr::Call(function, arguments.to_vec().leak()), &[], &[])
}

/// Whether a predicate holds for constants.
fn holds(function: Function, arguments: &[Expr]) -> bool {
    message(
        Expr::Text("yes"),
        &[Expr::Call(function, arguments.to_vec().leak())],
        &[],
    )
    .is_some()
}

/// A field of the record that a function makes of a text.
fn field(function: Function, text: &'static str, path: &[Step]) -> Option<String> {
    let record = Expr::Call(function, vec![Expr::Text(text)].leak());
    message(
        Expr::Attr(&Expr::Var(0), path.to_vec().leak()),
        &[record],
        &[],
    )
}

const fn at(field: Field) -> Step {
    Step::Field(field)
}

#[test]
fn substring_counts_ascii_characters() {
    let substring = |text, start, stop, reverse| {
        let arguments = [
            Expr::Text(text),
            Expr::Int(start),
            Expr::Int(stop),
            Expr::Bool(reverse),
        ];
        call(Function::Substring, &arguments)
    };
    assert_eq!(substring("abcdefg", 0, 4, false).as_deref(), Some("abcd"));
    assert_eq!(substring("abcdefg", 0, 4, true).as_deref(), Some("defg"));
    assert_eq!(substring("defg", 1, 3, false).as_deref(), Some("ef"));
    for (text, start, stop) in [
        ("abc", 0, 4),
        ("", 0, 1),
        ("abc", 2, 2),
        ("abc", -1, 2),
        ("a\u{fdfd}c", 0, 2),
    ] {
        assert_eq!(substring(text, start, stop, false), None, "{text}");
    }
}

#[test]
fn split_bounds_the_parts() {
    let part = |text, delimiter, limit, index| {
        let parts = [Expr::Text(text), Expr::Text(delimiter), Expr::Int(limit)];
        let parts = Expr::Call(Function::Split, parts.to_vec().leak());
        message(
            Expr::Attr(&Expr::Var(0), vec![Step::Index(index)].leak()),
            &[parts],
            &[],
        )
    };
    assert_eq!(part("a--b--c", "--", 0, 2).as_deref(), Some("c"));
    assert_eq!(part("a--b--c", "--", 2, 1).as_deref(), Some("b--c"));
    assert_eq!(part("a--b--c", "--", 1, 0).as_deref(), Some("a--b--c"));
    assert_eq!(part("a--b--c", "--", 0, -1).as_deref(), Some("c"));
    assert_eq!(part("a--b--c", "--", 0, 3), None);
    assert_eq!(part("a--b--c", "--", 0, -4), None);
    assert_eq!(part("abc", "", 0, 0), None);
}

#[test]
fn uri_encode_keeps_unreserved_characters() {
    let encode = |text| call(Function::UriEncode, &[Expr::Text(text)]);
    assert_eq!(encode("aZ9-._~").as_deref(), Some("aZ9-._~"));
    assert_eq!(
        encode("a/b c%\u{1f639}").as_deref(),
        Some("a%2Fb%20c%25%F0%9F%98%B9")
    );
}

#[test]
fn parse_url_takes_urls_apart() {
    let url = |text, part| field(Function::ParseUrl, text, &[at(part)]);
    let text = "https://example.com:8443/a/b";
    assert_eq!(url(text, Field::Scheme).as_deref(), Some("https"));
    assert_eq!(
        url(text, Field::Authority).as_deref(),
        Some("example.com:8443")
    );
    assert_eq!(url(text, Field::Path).as_deref(), Some("/a/b"));
    assert_eq!(url(text, Field::NormalizedPath).as_deref(), Some("/a/b/"));
    assert_eq!(
        url("http://example.com", Field::NormalizedPath).as_deref(),
        Some("/")
    );
    for text in [
        "",
        "example.com",
        "ftp://example.com",
        "https://",
        "https:///path",
        "http://example.com:port",
        "http://example.com:99999",
        "http://example.com?query",
        "http://exam ple.com",
        "http://[::1",
        "http://[nonsense]",
        "http://[::1]8080",
    ] {
        assert_eq!(url(text, Field::Scheme), None, "{text}");
    }
}

#[test]
fn parse_url_knows_addresses() {
    let is_ip = |text| {
        let url = Expr::Call(Function::ParseUrl, vec![Expr::Text(text)].leak());
        let is_ip = Expr::Attr(&Expr::Var(0), &[Step::Field(Field::IsIp)]);
        message(Expr::Text("yes"), &[url, is_ip], &[]).is_some()
    };
    for text in [
        "http://127.0.0.1",
        "http://127.0.0.1:80/x",
        "https://[::1]:443",
        "https://[2001:db8::7]",
    ] {
        assert!(is_ip(text), "{text}");
    }
    for text in ["http://example.com", "http://999.999.1.1", "http://1.2.3"] {
        assert!(!is_ip(text), "{text}");
    }
}

#[test]
fn host_labels_and_bucket_names() {
    let label = |text, dots| {
        holds(
            Function::IsValidHostLabel,
            &[Expr::Text(text), Expr::Bool(dots)],
        )
    };
    assert!(label("us-east-1", false) && label("3a", false) && label("a.b", true));
    for (text, dots) in [
        ("", false),
        ("a.b", false),
        ("-a", false),
        ("a..b", true),
        ("a.-b", true),
        ("a_b", false),
    ] {
        assert!(!label(text, dots), "{text}");
    }
    let bucket = |text, dots| {
        holds(
            Function::IsVirtualHostableS3Bucket,
            &[Expr::Text(text), Expr::Bool(dots)],
        )
    };
    assert!(bucket("my-bucket", false) && bucket("my-bucket.name", true) && bucket("abc", false));
    for (text, dots) in [
        ("ab", false),
        ("Bucket", false),
        ("my.bucket", false),
        ("127.0.0.1", true),
        ("abc-.def", true),
        ("abc-", false),
    ] {
        assert!(!bucket(text, dots), "{text}");
    }
}

#[test]
fn parse_arn_takes_arns_apart() {
    let arn = |text, path: &[Step]| field(Function::ParseArn, text, path);
    const TEXT: &str = "arn:aws:s3:us-west-2:123456789012:accesspoint/name:part";
    assert_eq!(arn(TEXT, &[at(Field::Partition)]).as_deref(), Some("aws"));
    assert_eq!(arn(TEXT, &[at(Field::Service)]).as_deref(), Some("s3"));
    assert_eq!(
        arn(TEXT, &[at(Field::Region)]).as_deref(),
        Some("us-west-2")
    );
    assert_eq!(
        arn(TEXT, &[at(Field::AccountId)]).as_deref(),
        Some("123456789012")
    );
    assert_eq!(
        arn(TEXT, &[at(Field::ResourceId), Step::Index(1)]).as_deref(),
        Some("name")
    );
    assert_eq!(
        arn(TEXT, &[at(Field::ResourceId), Step::Index(-1)]).as_deref(),
        Some("part")
    );
    assert_eq!(
        arn("arn:aws:s3:::bucket", &[at(Field::Region)]).as_deref(),
        Some("")
    );
    for text in [
        "",
        "arn:aws:s3",
        "arn::s3:::bucket",
        "arn:aws::::bucket",
        "arn:aws:s3:::",
        "xrn:aws:s3:::bucket",
    ] {
        assert_eq!(arn(text, &[at(Field::Region)]), None, "{text}");
    }
}

#[test]
fn what_is_unset_spreads() {
    let not = |value| holds(Function::Not, &[value]);
    assert!(not(Expr::Bool(false)));
    assert!(!not(Expr::Param(0)), "unset is neither true nor false");
    assert!(!holds(
        Function::StringEquals,
        &[Expr::Param(0), Expr::Param(0)]
    ));
    assert!(!holds(
        Function::BooleanEquals,
        &[Expr::Text("true"), Expr::Bool(true)]
    ));
    assert_eq!(
        call(Function::Coalesce, &[Expr::Param(0), Expr::Text("b")]).as_deref(),
        Some("b")
    );
    assert_eq!(
        call(
            Function::Ite,
            &[Expr::Bool(false), Expr::Param(0), Expr::Text("c")]
        )
        .as_deref(),
        Some("c")
    );
    assert_eq!(
        call(
            Function::Ite,
            &[Expr::Param(0), Expr::Text("b"), Expr::Text("c")]
        ),
        None
    );
    assert_eq!(
        call(Function::UriEncode, &[]),
        None,
        "a missing argument is unset"
    );
}

#[test]
fn indices_past_the_end_are_unset() {
    for expr in [
        Expr::Param(9),
        Expr::Var(9),
        Expr::Attr(&Expr::Var(9), &[Step::Index(0)]),
    ] {
        assert_eq!(message(expr, &[], &[]), None);
    }
}

#[test]
fn nesting_is_bounded() {
    let mut expr = Expr::Text("deep");
    for _ in 0..=MAX_DEPTH {
        expr = Expr::Call(Function::Coalesce, vec![expr].leak());
    }
    assert_eq!(message(expr, &[], &[]), None);
}

#[test]
fn lists_are_indexed() {
    let names = ["a".to_owned(), "b".to_owned()];
    let second = Expr::Attr(&Expr::Param(0), &[Step::Index(1)]);
    assert_eq!(
        message(second, &[], &[Some(names.as_slice().into())]).as_deref(),
        Some("b")
    );
    assert_eq!(
        message(second, &[], &[Some(ParamValue::List(List::Static(&["x"])))]),
        None
    );
}

/// `Region`, `UseFIPS` with a default, and `Endpoint`.
static RULES: RuleSet = RuleSet {
    parameters: &[
        Parameter {
            name: "Region",
            default: None,
        },
        Parameter {
            name: "UseFIPS",
            default: Some(ParamValue::Bool(false)),
        },
        Parameter {
            name: "Endpoint",
            default: None,
        },
    ],
    variables: 1,
    rules: &[
        Rule {
            conditions: &[Condition {
                test: Expr::Call(Function::IsSet, &[Expr::Param(2)]),
                assign: None,
            }],
            action: Action::Tree,
            next: 3,
        },
        Rule {
            conditions: &[Condition {
                test: Expr::Param(1),
                assign: None,
            }],
            action: Action::Error(Expr::Text("FIPS and a custom endpoint do not go together")),
            next: 2,
        },
        Rule {
            conditions: &[],
            action: Action::Endpoint(&EndpointRule {
                url: Expr::Param(2),
                headers: &[],
                properties: &[],
                auth_schemes: &[],
            }),
            next: 3,
        },
        Rule {
            conditions: &[Condition {
                test: Expr::Call(Function::Partition, &[Expr::Param(0)]),
                assign: Some(0),
            }],
            action: Action::Endpoint(&EndpointRule {
                url: Expr::Template(&[
                    Expr::Text("https://example."),
                    Expr::Param(0),
                    Expr::Text("."),
                    Expr::Attr(&Expr::Var(0), &[Step::Field(Field::DnsSuffix)]),
                ]),
                headers: &[("x-region", &[Expr::Param(0)])],
                properties: &[(
                    "options",
                    Property::Map(&[(
                        "list",
                        Property::List(&[Property::Value(Expr::Bool(true))]),
                    )]),
                )],
                auth_schemes: &[AuthScheme {
                    name: Expr::Text("sigv4"),
                    properties: &[("signingRegion", Property::Value(Expr::Param(0)))],
                }],
            }),
            next: 4,
        },
    ],
};

#[test]
fn rules_give_endpoints() {
    let endpoint = RULES.resolve(&[Some("cn-north-1".into())]).unwrap();
    assert_eq!(
        endpoint.url(),
        "https://example.cn-north-1.amazonaws.com.cn"
    );
    let (name, mut values) = endpoint.headers().next().unwrap();
    assert_eq!((name, values.next()), ("x-region", Some("cn-north-1")));
    let scheme = &endpoint.auth_schemes()[0];
    assert_eq!(scheme.name(), "sigv4");
    assert_eq!(
        scheme
            .get("signingRegion")
            .and_then(|region| region.as_string()),
        Some("cn-north-1")
    );
    let options = endpoint.properties()["options"].as_object().unwrap();
    assert_eq!(
        options["list"]
            .as_array()
            .and_then(|list| list[0].as_bool()),
        Some(true)
    );
    let endpoint = RULES
        .resolve(&[None, None, Some("http://localhost".into())])
        .unwrap();
    assert_eq!(endpoint.url(), "http://localhost");
}

#[test]
fn rules_give_errors() {
    let error = |values: &[Option<ParamValue<'_>>]| RULES.resolve(values).unwrap_err().to_string();
    let both = [None, Some(true.into()), Some("http://localhost".into())];
    assert_eq!(
        error(&both),
        "FIPS and a custom endpoint do not go together"
    );
    assert!(error(&[]).contains("no endpoint rule matched"));
    assert!(error(&[None, None, Some("".into())]).contains("gives no URL"));
}

#[derive(Debug)]
struct Account {
    id: Option<String>,
}

#[derive(Debug)]
struct ByAccount;

impl ByAccount {
    fn resolve<'a>(&'a self, account: &'a Account) -> EndpointFuture<'a> {
        let id = account.id.as_deref().unwrap_or("nobody");
        EndpointFuture::ready(Ok(Endpoint::builder()
            .url(format!("https://{id}.example.com"))
            .build()))
    }
}

/// The output of a future that is ready.
fn url(future: EndpointFuture<'_>) -> Result<String, String> {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(Ok(endpoint)) => Ok(endpoint.url().to_owned()),
        std::task::Poll::Ready(Err(error)) => Err(error.to_string()),
        std::task::Poll::Pending => Err("pending".to_owned()),
    }
}

#[test]
fn a_shared_resolver_takes_the_service_s_parameters() {
    let resolver = shared_resolver(ByAccount, ByAccount::resolve, None);
    let params = EndpointResolverParams::new(Account { id: None });
    assert_eq!(
        url(resolver.resolve_endpoint(&params)).as_deref(),
        Ok("https://nobody.example.com")
    );
    let foreign = EndpointResolverParams::new("another service");
    assert!(
        url(resolver.resolve_endpoint(&foreign))
            .unwrap_err()
            .contains("another service")
    );
}

#[test]
fn the_account_comes_with_the_identity() {
    let set: fn(&mut Account, &str) = |params, account| params.id = Some(account.to_owned());
    let resolver = shared_resolver(ByAccount, ByAccount::resolve, Some(set));
    let credentials = Credentials::builder()
        .access_key_id("key")
        .secret_access_key("secret")
        .account_id("123456789012")
        .provider_name("test")
        .build();
    let mut params = EndpointResolverParams::new(Account { id: None });
    params.set_property(Identity::from(credentials));
    resolver.finalize_params(&mut params).unwrap();
    assert_eq!(
        url(resolver.resolve_endpoint(&params)).as_deref(),
        Ok("https://123456789012.example.com")
    );
}

#[test]
fn built_ins_come_from_the_configuration() {
    let mut layer = Layer::new("test");
    layer
        .store_put(Region::new("eu-central-1"))
        .store_put(UseFips(true));
    layer.store_put(EndpointUrl("http://localhost".to_owned()));
    let cfg = ConfigBag::of_layers(vec![layer]);
    assert_eq!(builtin::region(&cfg).as_deref(), Some("eu-central-1"));
    assert_eq!(builtin::use_fips(&cfg), Some(true));
    assert_eq!(builtin::use_dual_stack(&cfg), None);
    assert_eq!(
        builtin::endpoint_url(&cfg).as_deref(),
        Some("http://localhost")
    );
    assert_eq!(
        builtin::account_id_endpoint_mode(&cfg).as_deref(),
        Some("preferred")
    );
}

#[test]
fn a_region_must_fit_into_a_host_s_name() {
    assert!(check_region("region", None).is_ok());
    assert!(check_region("region", Some("us-east-1")).is_ok());
    let error = check_region("region", Some("us-east-1/x@evil"))
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "the endpoint parameter `region` must be a valid host label"
    );
    let error = InvalidParams::missing("bucket").to_string();
    assert_eq!(
        error,
        "the endpoint parameter `bucket` is required, but it is not set"
    );
}

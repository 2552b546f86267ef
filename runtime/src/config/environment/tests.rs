//! What is made of variables and profiles.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use aws_credential_types::Credentials;
use aws_credential_types::credential_feature::AwsCredentialFeature;
use aws_credential_types::provider::{ProvideCredentials as _, error::CredentialsError};
use aws_smithy_types::checksum_config::RequestChecksumCalculation;
use aws_smithy_types::retry::RetryMode;

use super::*;

/// The future's output. Nothing here waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}

/// The configuration of these variables, and of a file of settings and one of credentials.
fn load(
    variables: &[(&str, &str)],
    config: &str,
    credentials: &str,
) -> Result<SdkConfig, EnvironmentError> {
    let files = [
        ("AWS_CONFIG_FILE", "config"),
        ("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
    ];
    let variables = Env::from_slice(&[&files, variables].concat());
    let files = Fs::from_slice(&[("config", config), ("credentials", credentials)]);
    let environment = ready(Environment::load(variables, &files))?;
    environment.into_config(BehaviorVersion::latest())
}

fn problems(variables: &[(&str, &str)], config: &str) -> Vec<String> {
    let error = load(variables, config, "").expect_err("an error");
    error.problems().map(str::to_owned).collect()
}

fn provided(config: &SdkConfig) -> Result<Credentials, CredentialsError> {
    let provider = config.credentials_provider().expect("a provider");
    ready(provider.provide_credentials())
}

const KEYS: [(&str, &str); 2] = [
    ("AWS_ACCESS_KEY_ID", "AKIA"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
];

#[test]
fn keys_and_region_of_variables() {
    let more = [
        ("AWS_SESSION_TOKEN", "token"),
        ("AWS_ACCOUNT_ID", "123456789012"),
        ("AWS_DEFAULT_REGION", "eu-west-2"),
    ];
    let config = load(&[&KEYS[..], &more].concat(), "", "").expect("a configuration");
    assert_eq!(config.region().expect("a region").as_ref(), "eu-west-2");
    assert_eq!(config.behavior_version(), Some(BehaviorVersion::latest()));
    let credentials = provided(&config).expect("credentials");
    assert_eq!(credentials.access_key_id(), "AKIA");
    assert_eq!(credentials.secret_access_key(), "secret");
    assert_eq!(credentials.session_token(), Some("token"));
    assert_eq!(
        credentials.account_id().map(|id| id.as_str()),
        Some("123456789012")
    );
    let features = credentials.get_property::<Vec<AwsCredentialFeature>>();
    let features = features.expect("features");
    assert_eq!(features, &[AwsCredentialFeature::CredentialsEnvVars]);
}

#[test]
fn keys_and_region_of_the_selected_profile_from_both_files() {
    let config = "[default]\nregion = us-east-1\n[profile tin]\nregion = eu-north-1\n";
    let credentials = "[tin]\naws_access_key_id = A\naws_secret_access_key = B\n";
    let config = load(&[("AWS_PROFILE", "tin")], config, credentials).expect("a configuration");
    assert_eq!(config.region().expect("a region").as_ref(), "eu-north-1");
    let credentials = provided(&config).expect("credentials");
    assert_eq!(credentials.access_key_id(), "A");
    assert_eq!(credentials.session_token(), None);
}

#[test]
fn variables_go_before_the_profile_and_blank_ones_count_as_unset() {
    let file = "[default]\nregion = eu-west-1\nmax_attempts = 5\n\
                aws_access_key_id = A\naws_secret_access_key = B\n";
    let set = [("AWS_REGION", "eu-west-2"), ("AWS_MAX_ATTEMPTS", "7")];
    let config = load(&[&KEYS[..], &set].concat(), file, "").expect("a configuration");
    assert_eq!(config.region().expect("a region").as_ref(), "eu-west-2");
    assert_eq!(config.retry_config().expect("retries").max_attempts(), 7);
    assert_eq!(
        provided(&config).expect("credentials").access_key_id(),
        "AKIA"
    );

    let blank = [
        ("AWS_REGION", ""),
        ("AWS_MAX_ATTEMPTS", " "),
        ("AWS_PROFILE", ""),
        ("AWS_ACCESS_KEY_ID", ""),
    ];
    let config = load(&blank, file, "").expect("a configuration");
    assert_eq!(config.region().expect("a region").as_ref(), "eu-west-1");
    assert_eq!(config.retry_config().expect("retries").max_attempts(), 5);
    assert_eq!(provided(&config).expect("credentials").access_key_id(), "A");
}

#[test]
fn without_any_settings_the_client_keeps_its_defaults() {
    let config = load(&[], "", "").expect("a configuration");
    assert!(config.region().is_none());
    assert!(config.endpoint_url().is_none());
    assert!(config.retry_config().is_none());
    assert!(config.timeout_config().is_none());
    assert!(config.http_client().is_none());
    assert!(config.use_fips().is_none());
}

#[test]
fn without_keys_a_call_fails_and_says_where_they_were_looked_for() {
    let config = load(&[("AWS_PROFILE", "tin")], "[profile tin]\n", "").expect("a configuration");
    let error = provided(&config).expect_err("an error");
    let why = one_line(&error);
    for part in [
        "`AWS_ACCESS_KEY_ID`",
        "`aws_access_key_id` of the profile `tin`",
        "`aws-config`",
    ] {
        assert!(why.contains(part), "{why}");
    }
}

#[test]
fn every_other_setting_is_read() {
    let file = "[default]\n\
        endpoint_url = http://localhost:8000/base\n\
        use_fips_endpoint = true\n\
        use_dualstack_endpoint = FALSE\n\
        account_id_endpoint_mode = required\n\
        retry_mode = adaptive\n\
        auth_scheme_preference = aws.auth#sigv4a, httpBearerAuth\n\
        sigv4a_signing_region_set = eu-west-1, eu-west-2\n\
        disable_clock_skew_correction = true\n\
        request_checksum_calculation = when_required\n\
        response_checksum_validation = when_supported\n\
        disable_request_compression = true\n\
        request_min_compression_size_bytes = 99\n\
        sdk_ua_app_id = tin-shop\n";
    let config = load(&[("AWS_NEW_RETRIES_2026", "true")], file, "").expect("a configuration");
    assert_eq!(config.endpoint_url(), Some("http://localhost:8000/base"));
    assert_eq!(config.use_fips(), Some(true));
    assert_eq!(config.use_dual_stack(), Some(false));
    let mode = config.account_id_endpoint_mode().expect("a mode");
    assert_eq!(mode.to_string(), "required");
    let retries = config.retry_config().expect("retries");
    assert_eq!(retries.mode(), RetryMode::Adaptive);
    assert!(retries.retry_spec().is_some());
    let schemes = format!("{:?}", config.auth_scheme_preference().expect("schemes"));
    assert!(
        schemes.contains("\"sigv4a\"") && schemes.contains("\"httpBearerAuth\""),
        "{schemes}"
    );
    let regions = config.sigv4a_signing_region_set().expect("regions");
    assert_eq!(regions.as_ref(), "eu-west-1,eu-west-2");
    assert_eq!(config.disable_clock_skew_correction(), Some(true));
    let checksums = config.request_checksum_calculation();
    assert_eq!(checksums, Some(RequestChecksumCalculation::WhenRequired));
    assert!(config.response_checksum_validation().is_some());
    assert_eq!(config.disable_request_compression(), Some(true));
    assert_eq!(config.request_min_compression_size_bytes(), Some(99));
    assert_eq!(config.app_name().expect("a name").as_ref(), "tin-shop");
}

#[test]
fn a_service_has_an_endpoint_of_its_own_unless_they_are_ignored() {
    let file = "[default]\nservices = local\nendpoint_url = http://all\n\
                [services local]\ntin_shop =\n  endpoint_url = http://tin\n";
    let url = |config: &SdkConfig, id: &str| {
        let key = ServiceConfigKey::builder()
            .service_id(id)
            .env("AWS_ENDPOINT_URL")
            .profile("endpoint_url")
            .build();
        let service = config.service_config().expect("settings of services");
        service.load_config(key.expect("a key"))
    };
    let variable = ("AWS_ENDPOINT_URL_OTHER", "http://other");
    let config = load(&[variable], file, "").expect("a configuration");
    assert_eq!(url(&config, "other").as_deref(), Some("http://other"));
    assert_eq!(url(&config, "tin_shop").as_deref(), Some("http://tin"));
    assert_eq!(config.endpoint_url(), Some("http://all"));

    let ignored = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    let config = load(&[variable, ignored], file, "").expect("a configuration");
    assert_eq!(url(&config, "other"), None);
    assert_eq!(url(&config, "tin_shop"), None);
    assert_eq!(config.endpoint_url(), None);
}

#[test]
fn credentials_of_other_kinds_are_refused_with_their_key() {
    for key in [
        "role_arn",
        "credential_source",
        "web_identity_token_file",
        "sso_session",
        "sso_start_url",
        "login_session",
        "credential_process",
    ] {
        // Keys in the same profile do not count, as with `aws-config`.
        let file =
            format!("[default]\naws_access_key_id = A\naws_secret_access_key = B\n{key} = x\n");
        let problems = problems(&[], &file);
        assert_eq!(problems.len(), 1, "{problems:?}");
        let expected = format!("the profile `default` has `{key}`");
        assert!(problems[0].starts_with(&expected), "{problems:?}");
        assert!(problems[0].contains("`aws-config`"), "{problems:?}");
        // Variables go first.
        assert!(load(&KEYS, &file, "").is_ok());
    }
    for variable in [
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ] {
        let problems = problems(&[(variable, "x")], "");
        let expected = format!("the environment variable `{variable}` is set");
        assert!(problems[0].starts_with(&expected), "{problems:?}");
        assert!(load(&[&KEYS[..], &[(variable, "x")]].concat(), "", "").is_ok());
    }
}

#[test]
fn incomplete_keys_are_refused() {
    let [id, secret] = KEYS;
    for (variables, file, missing) in [
        (
            &[id][..],
            "",
            "`AWS_ACCESS_KEY_ID` is set, and `AWS_SECRET_ACCESS_KEY` is not",
        ),
        (
            &[secret],
            "",
            "`AWS_SECRET_ACCESS_KEY` is set, and `AWS_ACCESS_KEY_ID` is not",
        ),
        (
            &[],
            "[default]\naws_access_key_id = A\n",
            "the profile `default` has `aws_access_key_id`, and not `aws_secret_access_key`",
        ),
        (
            &[],
            "[default]\naws_secret_access_key = A\n",
            "the profile `default` has `aws_secret_access_key`, and not `aws_access_key_id`",
        ),
    ] {
        assert_eq!(problems(variables, file), [missing]);
    }
}

#[test]
fn all_invalid_settings_are_named_in_one_error() {
    let variables = [
        ("AWS_PROFILE", "tin"),
        ("AWS_ENDPOINT_URL", "localhost"),
        ("AWS_MAX_ATTEMPTS", "0"),
        ("AWS_ACCESS_KEY_ID", "AKIA"),
    ];
    let file = "[profile tan]\n[profile ten]\n[profile tin]\nuse_fips_endpoint = yes\n";
    let problems = problems(&variables, file);
    assert_eq!(
        problems,
        [
            "`use_fips_endpoint` of the profile `tin` is `yes`, and not `true` or `false`",
            "the environment variable `AWS_ENDPOINT_URL` is `localhost`, and not a URL such as `http://localhost:8000`",
            "the environment variable `AWS_MAX_ATTEMPTS` is `0`, and not a number of at least 1",
            "`AWS_ACCESS_KEY_ID` is set, and `AWS_SECRET_ACCESS_KEY` is not",
        ]
    );
}

#[test]
fn a_profile_that_does_not_exist_is_refused_with_the_others() {
    let problems = problems(&[("AWS_PROFILE", "tin")], "[profile b]\n[default]\n[tin]\n");
    assert_eq!(problems.len(), 1, "{problems:?}");
    let expected = "the environment variable `AWS_PROFILE` is `tin`, and there is no such profile: the profiles are \
                    `b`, `default` (a profile begins with `[profile tin]`";
    assert!(problems[0].starts_with(expected), "{problems:?}");
}

#[test]
fn a_file_that_is_not_valid_is_refused_with_its_line() {
    let problems = problems(&KEYS, "[default]\nregion = eu-west-1\n[profile tin\n");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].contains("config on line 3") && !problems[0].contains('\n'),
        "{problems:?}"
    );
}

#[test]
fn the_keys_of_a_profile_are_not_shown() {
    let file = "[default]\naws_access_key_id = A\naws_secret_access_key = hidden\n";
    let config = load(&[], file, "").expect("a configuration");
    let shown = format!("{config:?}");
    assert!(!shown.contains("hidden"), "{shown}");
}

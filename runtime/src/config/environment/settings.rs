//! All settings but the credentials.

use std::borrow::Cow;
use std::str::FromStr;

use aws_smithy_runtime_api::client::auth::{AuthSchemeId, AuthSchemePreference};
use aws_smithy_types::checksum_config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_types::retry::{RetryConfig, RetryMode, RetrySpec};
use aws_types::app_name::AppName;
use aws_types::endpoint_config::AccountIdEndpointMode;
use aws_types::region::{Region, SigningRegionSet};
use aws_types::sdk_config::Builder;
use http::Uri;

use super::reader::Reader;

/// The variable of the endpoint. That of one service begins with it.
pub(super) const ENDPOINT_URL: &str = "AWS_ENDPOINT_URL";

/// Reads the settings into `config`. Whether clients ignore the endpoint URLs of the environment.
pub(super) fn read(reader: &mut Reader<'_>, config: &mut Builder) -> bool {
    let region = reader.text(&["AWS_REGION", "AWS_DEFAULT_REGION"], "region");
    config.set_region(region.map(|it| Region::new(it.text)));
    let ignores_endpoint_urls = endpoint(reader, config);
    config.set_retry_config(retries(reader));
    authentication(reader, config);
    bodies(reader, config);
    let app_name = reader.parsed(
        "AWS_SDK_UA_APP_ID",
        "sdk_ua_app_id",
        "a name of letters, digits and `!#$%&'*+-.^_|~`",
        |text| AppName::new(text.to_owned()).ok(),
    );
    config.set_app_name(app_name);
    ignores_endpoint_urls
}

fn endpoint(reader: &mut Reader<'_>, config: &mut Builder) -> bool {
    config.set_use_fips(flag(reader, "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"));
    config.set_use_dual_stack(flag(
        reader,
        "AWS_USE_DUALSTACK_ENDPOINT",
        "use_dualstack_endpoint",
    ));
    config.set_account_id_endpoint_mode(choice::<AccountIdEndpointMode>(
        reader,
        "AWS_ACCOUNT_ID_ENDPOINT_MODE",
        "account_id_endpoint_mode",
        "`preferred`, `required` or `disabled`",
    ));
    let ignores = flag(
        reader,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "ignore_configured_endpoint_urls",
    );
    let ignores = ignores.unwrap_or_default();
    if !ignores {
        let expected = "a URL such as `http://localhost:8000`";
        let url = reader.parsed(ENDPOINT_URL, "endpoint_url", expected, |text| {
            let url = Uri::from_str(text).ok()?;
            let whole = url.scheme().is_some() && url.host().is_some_and(|host| !host.is_empty());
            whole.then(|| text.to_owned())
        });
        config.set_endpoint_url(url);
    }
    ignores
}

/// The configuration of retries, if the environment has a part of it.
fn retries(reader: &mut Reader<'_>) -> Option<RetryConfig> {
    let expected = "a number of at least 1";
    let attempts = reader.parsed("AWS_MAX_ATTEMPTS", "max_attempts", expected, |text| {
        text.parse().ok().filter(|number: &u32| *number > 0)
    });
    let mode = choice::<RetryMode>(
        reader,
        "AWS_RETRY_MODE",
        "retry_mode",
        "`standard` or `adaptive`",
    );
    let newer = reader.variable("AWS_NEW_RETRIES_2026");
    let newer = newer.is_some_and(|text| text.trim().eq_ignore_ascii_case("true"));
    if attempts.is_none() && mode.is_none() && !newer {
        return None;
    }
    let mut retries = RetryConfig::standard();
    if let Some(attempts) = attempts {
        retries = retries.with_max_attempts(attempts);
    }
    if let Some(mode) = mode {
        retries = retries.with_retry_mode(mode);
    }
    if newer {
        retries = retries.with_retry_spec(RetrySpec::v2_1());
    }
    Some(retries)
}

fn authentication(reader: &mut Reader<'_>, config: &mut Builder) {
    let preference = reader.parsed(
        "AWS_AUTH_SCHEME_PREFERENCE",
        "auth_scheme_preference",
        "a list of auth schemes with commas between them",
        auth_schemes,
    );
    config.set_auth_scheme_preference(preference);
    let regions = reader.parsed(
        "AWS_SIGV4A_SIGNING_REGION_SET",
        "sigv4a_signing_region_set",
        "a list of regions with commas between them",
        |text| {
            let regions = text.split(',').map(str::trim).filter(|it| !it.is_empty());
            let regions: SigningRegionSet = regions.collect();
            (!regions.as_ref().is_empty()).then_some(regions)
        },
    );
    config.set_sigv4a_signing_region_set(regions);
    config.set_disable_clock_skew_correction(flag(
        reader,
        "AWS_DISABLE_CLOCK_SKEW_CORRECTION",
        "disable_clock_skew_correction",
    ));
}

/// The schemes of a list such as `aws.auth#sigv4a, httpBearerAuth`, without the namespaces.
fn auth_schemes(list: &str) -> Option<AuthSchemePreference> {
    let schemes = list.split(',').map(|scheme| {
        let scheme: String = scheme.split_whitespace().collect();
        let name = scheme.rsplit('#').next().unwrap_or_default().to_owned();
        (!name.is_empty()).then(|| AuthSchemeId::from(Cow::Owned(name)))
    });
    let schemes: Vec<AuthSchemeId> = schemes.collect::<Option<_>>()?;
    Some(schemes.into())
}

fn bodies(reader: &mut Reader<'_>, config: &mut Builder) {
    let expected = "`when_supported` or `when_required`";
    config.set_request_checksum_calculation(choice::<RequestChecksumCalculation>(
        reader,
        "AWS_REQUEST_CHECKSUM_CALCULATION",
        "request_checksum_calculation",
        expected,
    ));
    config.set_response_checksum_validation(choice::<ResponseChecksumValidation>(
        reader,
        "AWS_RESPONSE_CHECKSUM_VALIDATION",
        "response_checksum_validation",
        expected,
    ));
    config.set_disable_request_compression(flag(
        reader,
        "AWS_DISABLE_REQUEST_COMPRESSION",
        "disable_request_compression",
    ));
    config.set_request_min_compression_size_bytes(reader.parsed(
        "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
        "request_min_compression_size_bytes",
        "a number of bytes",
        |text| text.parse().ok(),
    ));
}

fn flag(reader: &mut Reader<'_>, variable: &str, key: &str) -> Option<bool> {
    reader.parsed(variable, key, "`true` or `false`", |text| {
        text.to_ascii_lowercase().parse().ok()
    })
}

fn choice<T: FromStr>(
    reader: &mut Reader<'_>,
    variable: &str,
    key: &str,
    expected: &str,
) -> Option<T> {
    reader.parsed(variable, key, expected, |text| text.parse().ok())
}

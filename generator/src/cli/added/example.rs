//! An example that calls an operation of the client: `examples/<client>.rs`.
//!
//! It takes the required members of the operation from the command line and what the client needs to know from the
//! environment, so that it compiles and runs as it is.

use crate::model::{Kind, ShapeRef, visible};
use crate::plan::auth::AuthScheme;
use crate::plan::client::ClientTraits;
use crate::plan::{Field, Operation, Plan};

/// An example, and how it is run.
pub(in crate::cli) struct Example {
    pub(in crate::cli) text: String,
    /// The words before `cargo`: variables of the environment.
    pub(in crate::cli) variables: Vec<&'static str>,
    /// The arguments, in upper case.
    pub(in crate::cli) arguments: Vec<String>,
    /// The operation that it calls.
    pub(in crate::cli) operation: String,
}

/// A required member of the input.
struct Argument<'p, 'm> {
    field: &'p Field<'m>,
    /// The local variable.
    name: String,
    /// The value as the builder takes it; none if a word of the command line can't be one.
    value: Option<String>,
}

/// The names of other local variables.
const TAKEN: [&str; 8] = [
    "arguments",
    "client",
    "config",
    "login",
    "output",
    "sent",
    "shared",
    "version",
];

impl Example {
    /// The example for the client in the module `module`, named `name`; none if it has no operations.
    pub(in crate::cli) fn of(plan: &Plan<'_>, module: &str, name: &str) -> Option<Self> {
        let operation = plan
            .operations
            .iter()
            .min_by_key(|it| rank(plan, module, it))?;
        let client = ClientTraits::of(plan, name);
        let arguments = arguments(plan, module, operation);
        let given: Vec<&Argument<'_, '_>> =
            arguments.iter().filter(|it| it.value.is_some()).collect();
        let words: Vec<String> = given
            .iter()
            .map(|it| it.field.snake.to_uppercase())
            .collect();
        let setup = Setup::of(plan, &client, module, operation);

        let run = format!("cargo run --example {name}");
        let run = match &words[..] {
            [] => run,
            words => format!("{run} -- {}", words.join(" ")),
        };
        let title = visible(plan.service.title);
        let mut text = format!(
            "//! Calls `{}` of {title}: `{run}`.\n",
            visible(operation.name)
        );
        text.push_str("//!\n");
        for line in setup.about {
            text.push_str(&format!("//! {line}\n"));
        }
        if is_deprecated(plan, operation) {
            text.push_str("\n#![allow(deprecated)]\n");
        }
        text.push_str("\nuse std::error::Error;\n\n");
        text.push_str(&format!("use {module}::config::{};\n", setup.imports));
        text.push_str("use tinsmith_runtime::ErrorReport;\n\n");
        text.push_str(&format!("tinsmith_runtime::include_client!({module});\n\n"));
        text.push_str("#[tokio::main]\nasync fn main() -> Result<(), Box<dyn Error>> {\n");
        text.push_str(&taken(&given, &words));
        text.push_str(&setup.text);
        text.push_str(&format!(
            "\n    let sent = client\n        .{}()\n",
            operation.method
        ));
        for argument in &given {
            let value = argument.value.as_deref().unwrap_or_default();
            text.push_str(&format!("        .{}({value})\n", argument.field.ident));
        }
        for argument in arguments.iter().filter(|it| it.value.is_none()) {
            let line = format!(
                "        // The service also requires `{}`.\n",
                argument.field.ident
            );
            text.push_str(&line);
        }
        text.push_str(
            "        .send()\n        .await;\n    let output = sent.map_err(|error| ErrorReport::new(&error))?;\n    \
             println!(\"{output:#?}\");\n    Ok(())\n}\n",
        );
        if text.contains("variable(\"") {
            text.push_str(VARIABLE);
        }
        Some(Self {
            text,
            variables: setup.variables,
            arguments: words,
            operation: operation.name.to_owned(),
        })
    }
}

const VARIABLE: &str = "
/// A variable of the environment.
fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|error| format!(\"{name}: {error}\"))
}
";

/// The order in which operations are preferred: those whose input can be given, those that change nothing, those with few
/// required members.
fn rank(plan: &Plan<'_>, module: &str, operation: &Operation<'_>) -> (bool, bool, bool, usize) {
    const READS: [&str; 7] = [
        "Get", "Describe", "List", "Head", "Search", "Query", "Lookup",
    ];
    let traits = &plan.shape(operation.shape).traits;
    let reads =
        traits.has("smithy.api#readonly") || READS.iter().any(|it| operation.name.starts_with(it));
    let arguments = arguments(plan, module, operation);
    let is_open = arguments.iter().any(|it| it.value.is_none());
    (
        is_open,
        is_deprecated(plan, operation),
        !reads,
        arguments.len(),
    )
}

fn is_deprecated(plan: &Plan<'_>, operation: &Operation<'_>) -> bool {
    let of_shape = |shape| plan.shape(shape).traits.deprecated().is_some();
    let mut required = operation
        .input
        .fields
        .iter()
        .filter(|it| it.member.traits.is_required());
    of_shape(operation.shape)
        || required.any(|it| {
            it.member.traits.deprecated().is_some()
                || it.deprecation.is_some()
                || of_shape(it.member.target)
        })
}

fn arguments<'p, 'm>(
    plan: &'p Plan<'m>,
    module: &str,
    operation: &'p Operation<'m>,
) -> Vec<Argument<'p, 'm>> {
    let fields = operation.input.fields.iter();
    let required = fields.filter(|it| it.member.traits.is_required());
    let arguments = required
        .filter(|it| !it.member.traits.is_idempotency_token())
        .map(|field| {
            let plain = field.ident.to_string();
            let name =
                match plain.starts_with("r#") || TAKEN.contains(&plain.as_str()) || plain == module
                {
                    true => format!("{}_", field.snake),
                    false => plain,
                };
            let value = value(plan, module, field, &name);
            Argument { field, name, value }
        });
    arguments.collect()
}

/// The word of the command line as the value of a member.
fn value(plan: &Plan<'_>, module: &str, field: &Field<'_>, name: &str) -> Option<String> {
    let target = field.member.target;
    match &plan.shape(target).kind {
        Kind::List(member) => match plan.shape(member.target).kind {
            Kind::String | Kind::Enum(_) if !plan.shape(target).traits.is_sparse() => {
                scalar(plan, module, member.target, name)
            }
            _ => None,
        },
        _ => scalar(plan, module, target, name),
    }
}

fn scalar(plan: &Plan<'_>, module: &str, target: ShapeRef, name: &str) -> Option<String> {
    match plan.shape(target).kind {
        Kind::String => Some(name.to_owned()),
        Kind::Enum(_) => {
            let ident = plan.type_ident(target);
            Some(format!("{module}::types::{ident}::from({name}.as_str())"))
        }
        Kind::Boolean
        | Kind::Byte
        | Kind::Short
        | Kind::Integer
        | Kind::IntEnum(_)
        | Kind::Long
        | Kind::Float
        | Kind::Double => Some(format!("{name}.parse()?")),
        Kind::Blob if plan.is_stream(target) => Some(format!(
            "{module}::primitives::ByteStream::from({name}.into_bytes())"
        )),
        Kind::Blob => Some(format!("{module}::primitives::Blob::new({name})")),
        Kind::Timestamp => {
            let primitives = format!("{module}::primitives");
            Some(format!(
                "{primitives}::DateTime::from_str(&{name}, {primitives}::DateTimeFormat::DateTime)?"
            ))
        }
        _ => None,
    }
}

/// The statements that take the arguments.
fn taken(given: &[&Argument<'_, '_>], words: &[String]) -> String {
    if given.is_empty() {
        return String::new();
    }
    let names = given.iter().map(|it| it.name.as_str());
    let error = format!(
        "        return Err(\"expected {}\".into());\n    }};\n",
        words.join(" ")
    );
    let mut text = "    let mut arguments = std::env::args().skip(1);\n".to_owned();
    match given {
        [_] => {
            let name = names.collect::<String>();
            text.push_str(&format!(
                "    let Some({name}) = arguments.next() else {{\n"
            ));
        }
        _ => {
            let patterns: Vec<String> = names.map(|name| format!("Some({name})")).collect();
            let nexts = vec!["arguments.next()"; given.len()];
            let (patterns, nexts) = (tuple(&patterns), tuple(&nexts));
            text.push_str(&format!("    let {patterns} = {nexts} else {{\n"));
        }
    }
    text.push_str(&error);
    text
}

/// A tuple, on several lines if it is long.
fn tuple(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    let line = items.join(", ");
    match line.len() <= 60 {
        true => format!("({line})"),
        false => format!("(\n        {},\n    )", items.join(",\n        ")),
    }
}

/// The configuration of the client.
struct Setup {
    /// Lines about what the environment must have.
    about: Vec<&'static str>,
    imports: String,
    text: String,
    variables: Vec<&'static str>,
}

impl Setup {
    fn of(plan: &Plan<'_>, client: &ClientTraits, module: &str, operation: &Operation<'_>) -> Self {
        let schemes = client.auth.of_operation(operation.name);
        let is_signed = schemes
            .iter()
            .any(|it| matches!(it, AuthScheme::SigV4 | AuthScheme::SigV4a));
        if is_signed {
            return Self::signed(module);
        }
        let has_region = plan.service.is_aws;
        let mut about = Vec::new();
        let mut imports = vec!["BehaviorVersion"];
        let mut variables = Vec::new();
        let mut text = String::new();
        let mut calls = vec!["        .behavior_version(BehaviorVersion::latest())\n"];
        match schemes.first() {
            Some(AuthScheme::HttpBearer) => {
                about.push("The environment has the token: `TOKEN`.");
                imports.push("Token");
                variables.push("TOKEN");
                calls.push("        .bearer_token(Token::new(variable(\"TOKEN\")?, None))\n");
            }
            Some(AuthScheme::HttpApiKey { .. }) => {
                about.push("The environment has the key: `API_KEY`.");
                imports.push("Token");
                variables.push("API_KEY");
                calls.push("        .api_key(Token::new(variable(\"API_KEY\")?, None))\n");
            }
            Some(scheme @ (AuthScheme::HttpBasic | AuthScheme::HttpDigest)) => {
                about.push("The environment has the login: `USERNAME` and `PASSWORD`.");
                imports.push("Login");
                variables.extend(["USERNAME", "PASSWORD"]);
                text.push_str("    let login = Login::new(variable(\"USERNAME\")?, variable(\"PASSWORD\")?, None);\n");
                calls.push(match scheme {
                    AuthScheme::HttpBasic => "        .basic_auth_login(login)\n",
                    _ => "        .digest_auth_login(login)\n",
                });
            }
            Some(AuthScheme::Custom(_)) => about.push(
                "The model defines how calls are authenticated: the configuration needs `push_auth_scheme` and \
                 `identity_resolver`.",
            ),
            _ => {}
        }
        if has_region {
            about.push("The region is in `AWS_REGION`, and the URL of another endpoint than AWS's in `AWS_ENDPOINT_URL`.");
            imports.push("Region");
            variables.push("AWS_REGION");
            calls.push("        .region(Region::new(variable(\"AWS_REGION\")?))\n");
        }
        let has_rules = {
            let traits = &plan.shape(plan.service.shape).traits;
            traits.has("smithy.rules#endpointRuleSet") || traits.has("smithy.rules#endpointBdd")
        };
        if !has_region && has_rules {
            about.push("The URL of another endpoint than the service's is in `ENDPOINT_URL`.");
        } else if !has_region {
            about.push("The URL of the service is in `ENDPOINT_URL`.");
            variables.push("ENDPOINT_URL");
            calls.push("        .endpoint_url(variable(\"ENDPOINT_URL\")?)\n");
        }
        let is_set_later = has_region || has_rules;
        let mutable = if is_set_later { "mut " } else { "" };
        text.push_str(&format!(
            "    let {mutable}config = {module}::Config::builder()\n"
        ));
        let last = calls.len() - 1;
        for (at, call) in calls.into_iter().enumerate() {
            match at == last {
                true => text.push_str(&format!("{};\n", call.trim_end())),
                false => text.push_str(call),
            }
        }
        if is_set_later {
            let name = if has_region {
                "AWS_ENDPOINT_URL"
            } else {
                "ENDPOINT_URL"
            };
            text.push_str(&format!(
                "    config.set_endpoint_url(std::env::var({name:?}).ok());\n"
            ));
        }
        text.push_str(&format!(
            "    let client = {module}::Client::from_conf(config.build());\n"
        ));
        imports.sort_unstable();
        let imports = match &imports[..] {
            [one] => (*one).to_owned(),
            several => format!("{{{}}}", several.join(", ")),
        };
        Self {
            about,
            imports,
            text,
            variables,
        }
    }

    /// A client whose calls are signed, with what the environment or a profile has.
    fn signed(module: &str) -> Self {
        let about = vec![
            "Region and keys are in the environment (`AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, and",
            "`AWS_SESSION_TOKEN` with temporary keys) or in a profile; `AWS_ENDPOINT_URL` is the URL of another endpoint.",
        ];
        let text = format!(
            "    let version = BehaviorVersion::latest();\n    \
             let shared = tinsmith_runtime::config::from_environment(version).await?;\n    \
             let client = {module}::Client::new(&shared);\n"
        );
        Self {
            about,
            imports: "BehaviorVersion".to_owned(),
            text,
            variables: vec!["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"],
        }
    }
}

//! The trait `smithy.waiters#waitable`: its waiters call an operation until a resource reaches a desired state.

use super::{Traits, expected, optional_text};
use crate::jmespath::{self, Expression};
use crate::node::Node;

/// The id of the trait.
pub(crate) const TRAIT: &str = "smithy.waiters#waitable";

/// A waiter of an operation.
///
/// Smithy specification: [waiters](https://smithy.io/2.0/additional-specs/waiters.html).
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// The name, in upper camel case.
    pub name: String,
    /// The documentation, in CommonMark.
    pub documentation: Option<String>,
    /// The acceptors, at least one. The first that matches the result of a call decides.
    pub acceptors: Vec<Acceptor>,
    /// The minimum time between two calls, in seconds: at least 1, by default 2.
    pub min_delay: u32,
    /// The maximum time between two calls, in seconds: at least `min_delay`, by default 120.
    pub max_delay: u32,
    /// Whether the waiter is deprecated.
    pub deprecated: bool,
}

/// A rule that decides how a waiter goes on after a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptor {
    /// The state of the waiter if the matcher matches.
    pub state: AcceptorState,
    /// The condition on the result of the call.
    pub matcher: Matcher,
    /// The path of `message`, as written and parsed. It leads to the reason of a failure in the output.
    pub message: Option<(String, Expression)>,
}

/// The state of a waiter after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptorState {
    /// The resource has reached the desired state, and the waiter succeeds.
    Success,
    /// The resource can't reach the desired state, and the waiter fails.
    Failure,
    /// The resource may still reach the desired state, and the waiter calls the operation again.
    Retry,
}

/// A condition on the result of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// `output`: the value of a path in the output is the expected one.
    Output(PathMatcher),
    /// `inputOutput`: the value of a path is the expected one. The path begins with `input` or `output`.
    InputOutput(PathMatcher),
    /// `errorType`: the call fails with the error of this shape name, which may have a namespace.
    ErrorType(String),
    /// `success`: the call succeeds, if true, or fails with any error, if false.
    Success(bool),
}

/// A comparison of the value of a path with an expected value.
#[derive(Clone, Debug, PartialEq)]
pub struct PathMatcher {
    /// The path, as written in the model.
    pub path: String,
    /// The path, parsed.
    pub expression: Expression,
    /// The expected value.
    pub expected: String,
    /// The kind of comparison.
    pub comparator: PathComparator,
}

/// The way in which the value of a path is compared with the expected value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathComparator {
    /// The value is a string that equals the expected one.
    StringEquals,
    /// The value is a boolean that equals the expected one, `true` or `false`.
    BooleanEquals,
    /// The value is a list with at least one element, and each element equals the expected string.
    AllStringEquals,
    /// The value is a list with an element that equals the expected string.
    AnyStringEquals,
}

impl PathComparator {
    /// Returns the name of the comparator in models.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StringEquals => "stringEquals",
            Self::BooleanEquals => "booleanEquals",
            Self::AllStringEquals => "allStringEquals",
            Self::AnyStringEquals => "anyStringEquals",
        }
    }
}

impl Traits {
    /// Returns the waiters of an operation's `@waitable`, sorted by name. Empty without a valid trait.
    pub fn waiters(&self) -> Vec<Waiter> {
        let waiters = self.get(TRAIT).map(parse);
        waiters.and_then(Result::ok).unwrap_or_default()
    }
}

/// Parses the value of the trait, and sorts its waiters by name.
///
/// # Errors
/// Fails if the value is malformed. The message names the waiter and the acceptor, and what was expected.
pub(crate) fn parse(value: &Node) -> Result<Vec<Waiter>, String> {
    let Some(entries) = value.as_object() else {
        return expected("an object of waiters", value);
    };
    if entries.is_empty() {
        return Err("expected at least one waiter, found none".to_owned());
    }
    let waiters = entries.iter().map(|(name, value)| {
        let name = name.as_str();
        waiter(name, value).map_err(|problem| format!("waiter `{name}`: {problem}"))
    });
    let mut waiters: Vec<Waiter> = waiters.collect::<Result<_, _>>()?;
    waiters.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(waiters)
}

fn waiter(name: &str, value: &Node) -> Result<Waiter, String> {
    let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_name {
        return Err(
            "expected a name of letters and digits that begins with an upper-case letter"
                .to_owned(),
        );
    }
    if value.as_object().is_none() {
        return expected("an object with `acceptors`", value);
    }
    let acceptors = match value.get("acceptors") {
        Some(Node::Array(acceptors)) if !acceptors.is_empty() => acceptors,
        Some(other) => return expected("a list of at least one acceptor as `acceptors`", other),
        None => return Err("expected `acceptors`, found none".to_owned()),
    };
    let acceptors = acceptors.iter().enumerate().map(|(at, acceptor)| {
        self::acceptor(acceptor).map_err(|problem| format!("acceptor {at}: {problem}"))
    });
    let min_delay = delay(value, "minDelay", 2)?;
    let max_delay = delay(value, "maxDelay", 120)?;
    if min_delay > max_delay {
        return Err(format!(
            "`minDelay` is {min_delay}, longer than `maxDelay`, which is {max_delay}"
        ));
    }
    Ok(Waiter {
        name: name.to_owned(),
        documentation: optional_text(value, "documentation")?,
        acceptors: acceptors.collect::<Result<_, _>>()?,
        min_delay,
        max_delay,
        deprecated: match value.get("deprecated") {
            None => false,
            Some(Node::Bool(deprecated)) => *deprecated,
            Some(other) => return expected("a boolean as `deprecated`", other),
        },
    })
}

/// Returns a delay in seconds.
fn delay(value: &Node, key: &str, default: u32) -> Result<u32, String> {
    let Some(value) = value.get(key) else {
        return Ok(default);
    };
    let seconds = value.as_i64().and_then(|it| i32::try_from(it).ok());
    match seconds.and_then(|it| u32::try_from(it).ok()) {
        Some(seconds) if seconds > 0 => Ok(seconds),
        _ => expected(
            &format!("a whole number of seconds from 1 as `{key}`"),
            value,
        ),
    }
}

fn acceptor(value: &Node) -> Result<Acceptor, String> {
    if value.as_object().is_none() {
        return expected("an object with `state` and `matcher`", value);
    }
    let state = match value.get("state").and_then(Node::as_str) {
        Some("success") => AcceptorState::Success,
        Some("failure") => AcceptorState::Failure,
        Some("retry") => AcceptorState::Retry,
        _ => {
            let found = value.get("state").unwrap_or(&Node::Null);
            return expected("`success`, `failure` or `retry` as `state`", found);
        }
    };
    let message = match optional_text(value, "message")? {
        Some(_) if state != AcceptorState::Failure => {
            return Err("only an acceptor with the state `failure` has a `message`".to_owned());
        }
        Some(message) => {
            let expression = path(&message)?;
            Some((message, expression))
        }
        None => None,
    };
    Ok(Acceptor {
        state,
        matcher: matcher(value.get("matcher").unwrap_or(&Node::Null))?,
        message,
    })
}

fn matcher(value: &Node) -> Result<Matcher, String> {
    let what = "a `matcher` that is one of `output`, `inputOutput`, `errorType` and `success`";
    let Some([(kind, matched)]) = value.as_object() else {
        return expected(what, value);
    };
    match (kind.as_str(), matched) {
        ("output", _) => Ok(Matcher::Output(path_matcher(matched)?)),
        ("inputOutput", _) => Ok(Matcher::InputOutput(path_matcher(matched)?)),
        ("errorType", Node::String(error)) => Ok(Matcher::ErrorType(error.clone())),
        ("errorType", other) => expected("the name of an error as `errorType`", other),
        ("success", Node::Bool(success)) => Ok(Matcher::Success(*success)),
        ("success", other) => expected("a boolean as `success`", other),
        (other, _) => expected(what, &Node::String(other.to_owned())),
    }
}

fn path_matcher(value: &Node) -> Result<PathMatcher, String> {
    let text = |key| {
        let found = optional_text(value, key)?;
        found.ok_or_else(|| format!("expected `{key}`, found none"))
    };
    let comparator = match text("comparator")?.as_str() {
        "stringEquals" => PathComparator::StringEquals,
        "booleanEquals" => PathComparator::BooleanEquals,
        "allStringEquals" => PathComparator::AllStringEquals,
        "anyStringEquals" => PathComparator::AnyStringEquals,
        other => {
            let what = "`stringEquals`, `booleanEquals`, `allStringEquals` or `anyStringEquals`";
            return expected(what, &Node::String(other.to_owned()));
        }
    };
    let expected_value = text("expected")?;
    let is_boolean = matches!(expected_value.as_str(), "true" | "false");
    if comparator == PathComparator::BooleanEquals && !is_boolean {
        return expected(
            "`true` or `false` as `expected`",
            &Node::String(expected_value),
        );
    }
    let path = text("path")?;
    Ok(PathMatcher {
        expression: self::path(&path)?,
        path,
        expected: expected_value,
        comparator,
    })
}

fn path(text: &str) -> Result<Expression, String> {
    jmespath::parse(text).map_err(|problem| format!("the path `{text}` is malformed: {problem}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(json: &str) -> Result<Vec<Waiter>, String> {
        parse(&serde_json::from_str(json).expect("valid JSON"))
    }

    #[test]
    fn waiters_are_read_by_name_with_their_defaults() {
        let waiters = parsed(
            r#"{"Gone":{"acceptors":[{"state":"success","matcher":{"errorType":"NotFound"}}],"minDelay":3,"maxDelay":9},
            "Grown":{"documentation":"d","deprecated":true,"acceptors":[
                {"state":"failure","message":"Why","matcher":{"output":{"path":"a.b","expected":"x","comparator":"stringEquals"}}},
                {"state":"retry","matcher":{"success":false}}]}}"#,
        );
        let [gone, grown] = &waiters.expect("valid")[..] else {
            panic!("two waiters");
        };
        assert_eq!((gone.min_delay, gone.max_delay), (3, 9));
        let matcher = Matcher::ErrorType("NotFound".to_owned());
        assert_eq!(gone.acceptors[0].matcher, matcher);
        assert_eq!((grown.min_delay, grown.max_delay), (2, 120));
        assert!(grown.deprecated && grown.acceptors[0].message.is_some());
        assert_eq!(grown.acceptors[1].state, AcceptorState::Retry);
    }

    #[test]
    fn malformed_waiters_are_reported_with_their_place() {
        let acceptor = |acceptor: &str| format!(r#"{{"Gone":{{"acceptors":[{acceptor}]}}}}"#);
        let matcher =
            |matcher: &str| acceptor(&format!(r#"{{"state":"retry","matcher":{matcher}}}"#));
        let path = |path: &str, expected: &str, comparator: &str| {
            matcher(&format!(
                r#"{{"output":{{"path":"{path}","expected":"{expected}","comparator":"{comparator}"}}}}"#
            ))
        };
        let delays = |delays: &str| {
            format!(
                r#"{{"Gone":{{{delays},"acceptors":[{{"state":"retry","matcher":{{"success":true}}}}]}}}}"#
            )
        };
        for (json, expected) in [
            ("[]".to_owned(), "an object of waiters"),
            ("{}".to_owned(), "at least one waiter"),
            (
                r#"{"gone":{}}"#.to_owned(),
                "waiter `gone`: expected a name",
            ),
            (r#"{"Gone":{}}"#.to_owned(), "expected `acceptors`"),
            (
                r#"{"Gone":{"acceptors":[]}}"#.to_owned(),
                "at least one acceptor",
            ),
            (delays(r#""minDelay":0"#), "from 1 as `minDelay`"),
            (
                delays(r#""minDelay":9,"maxDelay":8"#),
                "longer than `maxDelay`",
            ),
            (
                delays(r#""minDelay":121"#),
                "longer than `maxDelay`, which is 120",
            ),
            (
                acceptor("{}"),
                "acceptor 0: expected `success`, `failure` or `retry`",
            ),
            (
                acceptor(r#"{"state":"retry"}"#),
                "a `matcher` that is one of",
            ),
            (
                acceptor(r#"{"state":"retry","message":"a","matcher":{"success":true}}"#),
                "only an acceptor with the state `failure`",
            ),
            (matcher("{}"), "a `matcher` that is one of"),
            (matcher(r#"{"status":404}"#), "found `status`"),
            (matcher(r#"{"success":"true"}"#), "a boolean as `success`"),
            (path("a", "b", "equals"), "found `equals`"),
            (path("a", "yes", "booleanEquals"), "`true` or `false`"),
            (
                path("a[", "b", "stringEquals"),
                "the path `a[` is malformed: expected",
            ),
        ] {
            let problem = parsed(&json).expect_err(&json);
            assert!(problem.contains(expected), "{json}: {problem}");
        }
    }
}

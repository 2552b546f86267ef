//! The requests that test cases expect.

use std::fmt::Write as _;

use super::body::Body;

/// The request that a test case expects. Empty fields are not compared.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// The method.
    pub method: &'static str,
    /// The path, percent-encoded.
    pub uri: &'static str,
    /// The host.
    pub host: Option<&'static str>,
    /// Query parameters that must be there, each `name`, `name=` or `name=value`, percent-encoded.
    pub query: &'static [&'static str],
    /// Names of query parameters that must not be there.
    pub forbid_query: &'static [&'static str],
    /// Names of query parameters that must be there, whatever their value.
    pub require_query: &'static [&'static str],
    /// Headers that must be there; several lines of a header are joined by `, `.
    pub headers: &'static [(&'static str, &'static str)],
    /// Names of headers that must not be there.
    pub forbid_headers: &'static [&'static str],
    /// Names of headers that must be there, whatever their value.
    pub require_headers: &'static [&'static str],
    /// The body.
    pub body: Option<Body>,
}

impl Request {
    /// A `GET` of the root, without further expectations.
    pub const ANY: Self = Self {
        method: "GET",
        uri: "/",
        host: None,
        query: &[],
        forbid_query: &[],
        require_query: &[],
        headers: &[],
        forbid_headers: &[],
        require_headers: &[],
        body: None,
    };
}

/// The request that a client has sent.
#[derive(Clone, Debug)]
pub struct Received {
    pub(super) method: String,
    pub(super) uri: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Received {
    /// Compares the request with the expected one.
    ///
    /// # Panics
    /// It differs. The message lists all differences.
    #[track_caller]
    pub fn assert(&self, expected: &Request) {
        self.assert_no_problems(&self.problems(expected));
    }

    /// Panics with the problems and the request, if there is a problem.
    #[track_caller]
    pub(super) fn assert_no_problems(&self, problems: &[String]) {
        if problems.is_empty() {
            return;
        }
        let mut text = problems.join("\n");
        let _ = write!(text, "\nthe request: {} {}", self.method, self.uri);
        for (name, value) in &self.headers {
            let _ = write!(text, "\n  {name}: {value}");
        }
        let _ = write!(text, "\n{}", String::from_utf8_lossy(&self.body));
        panic!("{text}");
    }

    /// The differences between the request and the expected one.
    pub(super) fn problems(&self, expected: &Request) -> Vec<String> {
        let mut problems = Vec::new();
        let (host, path, query) = self.parts();
        differs(&mut problems, "method", expected.method, &self.method);
        differs(&mut problems, "path", expected.uri, path);
        if let Some(expected) = expected.host {
            differs(&mut problems, "host", expected, host);
        }
        check_query(&mut problems, expected, query);
        self.check_headers(&mut problems, expected.headers);
        self.check_header_names(&mut problems, expected);
        if let Some(Err(problem)) = expected.body.map(|body| body.compare(&self.body)) {
            problems.push(format!("body: {problem}"));
        }
        problems
    }

    /// Host, path and query of the URI.
    fn parts(&self) -> (&str, &str, &str) {
        let (rest, query) = self.uri.split_once('?').unwrap_or((&self.uri, ""));
        let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
        let slash = rest.find('/').unwrap_or(rest.len());
        let (host, path) = rest.split_at(slash);
        (host, if path.is_empty() { "/" } else { path }, query)
    }

    /// Compares the values of headers that must be there.
    pub(super) fn check_headers(&self, problems: &mut Vec<String>, expected: &[(&str, &str)]) {
        for (name, value) in expected {
            match self.header(name) {
                Some(sent) => differs(problems, &format!("header `{name}`"), value, &sent),
                None => problems.push(format!("header `{name}`: it was not sent")),
            }
        }
    }

    fn check_header_names(&self, problems: &mut Vec<String>, expected: &Request) {
        for name in expected.require_headers {
            if self.header(name).is_none() {
                problems.push(format!("header `{name}`: it was not sent"));
            }
        }
        for name in expected.forbid_headers {
            if let Some(value) = self.header(name) {
                problems.push(format!(
                    "header `{name}`: it was sent, with the value `{value}`"
                ));
            }
        }
    }

    /// The lines of a header, joined by `, `.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let lines = self.headers.iter();
        let lines = lines.filter(|(other, _)| other.eq_ignore_ascii_case(name));
        let lines: Vec<&str> = lines.map(|(_, value)| value.as_str()).collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    }
}

fn differs(problems: &mut Vec<String>, what: &str, expected: &str, sent: &str) {
    if expected != sent {
        problems.push(format!("{what}: expected `{expected}`, sent was `{sent}`"));
    }
}

fn check_query(problems: &mut Vec<String>, expected: &Request, query: &str) {
    let sent: Vec<&str> = query.split('&').filter(|it| !it.is_empty()).collect();
    let mut left = sent.clone();
    for parameter in expected.query {
        match left.iter().position(|it| it == parameter) {
            Some(at) => drop(left.swap_remove(at)),
            None => problems.push(format!("query: `{parameter}` is not in `{query}`")),
        }
    }
    let has = |name: &str| {
        let mut names = sent.iter().map(|it| it.split('=').next());
        names.any(|it| it == Some(name))
    };
    for name in expected.require_query.iter().filter(|name| !has(name)) {
        problems.push(format!("query: `{name}` is not in `{query}`"));
    }
    for name in expected.forbid_query.iter().filter(|name| has(name)) {
        problems.push(format!("query: `{name}` is in `{query}`"));
    }
}

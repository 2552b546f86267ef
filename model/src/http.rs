//! Patterns of the HTTP binding traits (Smithy 2.0, "HTTP bindings" and "Endpoint traits").

/// The value of `@http`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method, such as `GET`.
    pub method: String,
    /// The URI pattern.
    pub uri: UriPattern,
    /// The status code of a success; 200 unless modelled.
    pub code: u16,
}

/// The `uri` of `@http`, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UriPattern {
    /// What stands between the slashes. `/` alone has none; a trailing slash gives an empty literal at
    /// the end, so that `/` before each segment restores the path.
    pub segments: Vec<UriSegment>,
    /// Constant query parameters in order; the value is `None` where there is no `=`.
    pub query: Vec<(String, Option<String>)>,
}

/// One segment of a URI path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UriSegment {
    /// Fixed text, already in the form in which it is sent
    Literal(String),
    /// `{name}`: the member's value takes the place
    Label(String),
    /// `{name+}`: as `Label`, and slashes in the value stay
    GreedyLabel(String),
}

impl UriSegment {
    /// The member that fills this segment.
    pub fn label(&self) -> Option<&str> {
        match self {
            UriSegment::Literal(_) => None,
            UriSegment::Label(name) | UriSegment::GreedyLabel(name) => Some(name),
        }
    }
}

impl UriPattern {
    /// Takes a pattern apart; the error says what was expected.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let Some(rest) = text.strip_prefix('/') else {
            return Err(format!("URI pattern `{text}` must start with `/`"));
        };
        if text.contains('#') {
            return Err(format!(
                "URI pattern `{text}` must not have a fragment (`#`)"
            ));
        }
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, parse_query(text, query)?),
            None => (rest, Vec::new()),
        };
        let segments = match path {
            "" => Vec::new(),
            _ => path
                .split('/')
                .map(|segment| parse_segment(text, segment))
                .collect::<Result<_, _>>()?,
        };
        check_segments(text, &segments)?;
        Ok(Self { segments, query })
    }

    /// The members that the pattern names, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().filter_map(UriSegment::label)
    }
}

fn parse_query(pattern: &str, query: &str) -> Result<Vec<(String, Option<String>)>, String> {
    if query.contains(['{', '}']) {
        return Err(format!(
            "URI pattern `{pattern}` must not have labels after `?`"
        ));
    }
    let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
    Ok(parameters
        .map(|parameter| match parameter.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (parameter.to_owned(), None),
        })
        .collect())
}

fn parse_segment(pattern: &str, segment: &str) -> Result<UriSegment, String> {
    if !segment.contains(['{', '}']) {
        return Ok(UriSegment::Literal(segment.to_owned()));
    }
    let label = segment
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let (label, greedy) = match label {
        Some(label) => match label.strip_suffix('+') {
            Some(label) => (label, true),
            None => (label, false),
        },
        None => ("", false),
    };
    if !crate::id::is_identifier(label) {
        return Err(format!(
            "segment `{segment}` of URI pattern `{pattern}` must be text without braces, `{{name}}` or `{{name+}}`"
        ));
    }
    let label = label.to_owned();
    Ok(if greedy {
        UriSegment::GreedyLabel(label)
    } else {
        UriSegment::Label(label)
    })
}

fn check_segments(pattern: &str, segments: &[UriSegment]) -> Result<(), String> {
    let inner = segments.split_last().map_or(segments, |(_, inner)| inner);
    if inner
        .iter()
        .any(|segment| matches!(segment, UriSegment::Literal(text) if text.is_empty()))
    {
        return Err(format!(
            "URI pattern `{pattern}` must not have empty segments"
        ));
    }
    let greedy = segments
        .iter()
        .position(|s| matches!(s, UriSegment::GreedyLabel(_)));
    if greedy.is_some_and(|at| {
        segments[at + 1..]
            .iter()
            .any(|segment| segment.label().is_some())
    }) {
        return Err(format!(
            "URI pattern `{pattern}` must not have labels after a greedy label"
        ));
    }
    let mut seen: Vec<&str> = Vec::new();
    for label in segments.iter().filter_map(UriSegment::label) {
        if seen.contains(&label) {
            return Err(format!("URI pattern `{pattern}` has label `{label}` twice"));
        }
        seen.push(label);
    }
    Ok(())
}

/// The `hostPrefix` of `@endpoint`, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPrefix(pub Vec<HostSegment>);

/// A piece of a host prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostSegment {
    /// Fixed text
    Literal(String),
    /// `{name}`: the member's value takes the place
    Label(String),
}

impl HostPrefix {
    /// Takes a prefix apart; the error says what was expected.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let expected = || {
            format!(
                "host prefix `{text}` must be made of letters, digits, `-`, `.` and labels such as `{{name}}`"
            )
        };
        let mut segments = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('{') {
                let (label, after) = after.split_once('}').ok_or_else(expected)?;
                if !crate::id::is_identifier(label) {
                    return Err(expected());
                }
                segments.push(HostSegment::Label(label.to_owned()));
                rest = after;
            } else {
                let (literal, after) = rest.split_at(rest.find('{').unwrap_or(rest.len()));
                if !literal
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
                {
                    return Err(expected());
                }
                segments.push(HostSegment::Literal(literal.to_owned()));
                rest = after;
            }
        }
        if segments.is_empty() {
            Err(expected())
        } else {
            Ok(Self(segments))
        }
    }

    /// The members that the prefix names, in order.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|segment| match segment {
            HostSegment::Label(name) => Some(name.as_str()),
            HostSegment::Literal(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(text: &str) -> UriSegment {
        UriSegment::Literal(text.into())
    }

    #[test]
    fn patterns() {
        let cases = [
            ("/", vec![], vec![]),
            (
                "/a/b/",
                vec![literal("a"), literal("b"), literal("")],
                vec![],
            ),
            (
                "/a/{b}/{c+}?d&e=&f=g",
                vec![
                    literal("a"),
                    UriSegment::Label("b".into()),
                    UriSegment::GreedyLabel("c".into()),
                ],
                vec![
                    ("d".into(), None),
                    ("e".into(), Some("".into())),
                    ("f".into(), Some("g".into())),
                ],
            ),
        ];
        for (text, segments, query) in cases {
            assert_eq!(
                UriPattern::parse(text),
                Ok(UriPattern { segments, query }),
                "{text}"
            );
        }
        let labels = UriPattern::parse("/{a}/x/{b+}").expect("valid");
        assert_eq!(labels.labels().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn bad_patterns() {
        let cases = [
            ("", "start with `/`"),
            ("a", "start with `/`"),
            ("/a#b", "fragment"),
            ("/a//b", "empty segments"),
            ("//", "empty segments"),
            ("/a{b}", "segment `a{b}`"),
            ("/{}", "segment `{}`"),
            ("/{a", "segment `{a`"),
            ("/{a b}", "segment `{a b}`"),
            ("/a?b={c}", "labels after `?`"),
            ("/{a+}/{b}", "after a greedy"),
            ("/{a}/{a}", "label `a` twice"),
        ];
        for (text, expected) in cases {
            let message = UriPattern::parse(text).expect_err(text);
            assert!(message.contains(expected), "{text}: {message}");
        }
    }

    #[test]
    fn host_prefixes() {
        let prefix = HostPrefix::parse("a-{b}.{c}.d.").expect("valid");
        assert_eq!(
            prefix.0,
            [
                HostSegment::Literal("a-".into()),
                HostSegment::Label("b".into()),
                HostSegment::Literal(".".into()),
                HostSegment::Label("c".into()),
                HostSegment::Literal(".d.".into()),
            ]
        );
        assert_eq!(prefix.labels().collect::<Vec<_>>(), ["b", "c"]);
        for bad in ["", "{", "{}", "a b", "{a}}", "a/"] {
            assert!(HostPrefix::parse(bad).is_err(), "{bad}");
        }
    }
}

//! Checks the text of endpoint URLs.

use super::ruleset::Expr;
use super::scope::Malformed;

/// Checks that a URL, or a template of one, has a scheme and a host, and neither a query nor a fragment. The values of
/// references are not checked, since they are known only at run time.
pub(super) fn check(url: &Expr) -> Result<(), Malformed> {
    let parts = match url {
        Expr::Template(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    // A letter takes the place of each reference, as its value is not known.
    let text: String = parts
        .iter()
        .map(|part| match part {
            Expr::Text(text) => text.as_str(),
            _ => "x",
        })
        .collect();
    let bad = |what: String| {
        let mut problem = Malformed::new(what);
        problem.hint =
            Some("an endpoint looks like `https://service.{Region}.example.com/path`".to_owned());
        Err(problem)
    };
    if let Some(c) = text
        .chars()
        .find(|c| c.is_whitespace() || matches!(c, '?' | '#' | '\\' | '<' | '>' | '"'))
    {
        return bad(format!(
            "the URL has the character `{}`, expected a scheme, a host and a path",
            c.escape_default()
        ));
    }
    // A reference at the start may be the whole URL, or its scheme and host.
    if !matches!(parts.first(), Some(Expr::Text(_))) {
        return Ok(());
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        return bad("the URL has no scheme, expected `https://` or `http://`".to_owned());
    };
    if !matches!(scheme, "https" | "http") {
        return bad(format!(
            "the URL has the scheme `{scheme}`, expected `https` or `http`"
        ));
    }
    let host = rest.split('/').next().unwrap_or_default();
    let labels = host.split(':').next().unwrap_or_default();
    if labels.is_empty() || !host.starts_with('[') && labels.split('.').any(str::is_empty) {
        return bad(format!(
            "the URL has the host `{host}`, expected labels with one dot between them"
        ));
    }
    Ok(())
}

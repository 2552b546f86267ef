//! What the report and the pages of a site have in common: badges, verdicts, code, reasons and anchors.

use std::collections::HashMap;

use tinsmith_model::{Compatibility, Level};

use super::markup::Html;
use crate::report::page::Status;
use crate::report::verdict;

/// The severity of a change, or of the worst one of several.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Breaking,
    Minor,
    Patch,
}

impl Weight {
    /// The name, which is also a class of elements.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Minor => "minor",
            Self::Patch => "patch",
        }
    }

    /// The weight of verdicts on something with a status, if it has one: what is new is minor at least.
    pub(super) fn of(status: Option<Status>, (rust, wire): (Level, Compatibility)) -> Self {
        if rust == Level::Major || wire == Compatibility::Incompatible {
            Self::Breaking
        } else if status == Some(Status::New) || rust == Level::Minor {
            Self::Minor
        } else {
            Self::Patch
        }
    }
}

/// The class of verdicts: `breaking`, `minor` or `patch`.
pub(crate) fn weight(rust: Level, wire: Compatibility) -> &'static str {
    Weight::of(None, (rust, wire)).name()
}

/// A word on a coloured background.
pub(crate) fn badge(html: &mut Html, kind: &str, text: &str) {
    html.element("span", &[("class", &format!("badge {kind}"))], text);
}

/// `Verdict: minor for Rust, compatible on the wire`
pub(crate) fn verdict(html: &mut Html, rust: Level, wire: Compatibility) {
    let class = format!("verdict {}", weight(rust, wire));
    html.open("p", &[("class", &class)]);
    html.raw("<strong>Verdict:</strong> ")
        .text(&verdict::words(rust, wire))
        .raw("</p>\n");
}

/// Code with possible line breaks after dots and dollar signs.
pub(crate) fn code_path(html: &mut Html, path: &str) {
    html.raw("<code>");
    for (at, part) in path.split_inclusive(['.', '$']).enumerate() {
        if at > 0 {
            html.raw("<wbr>");
        }
        html.text(part);
    }
    html.raw("</code>");
}

/// A reason, in which code is in backticks.
pub(crate) fn reason(html: &mut Html, reason: &str) {
    for (at, part) in reason.split('`').enumerate() {
        match at % 2 {
            0 => html.text(part),
            _ => html.element("code", &[], part),
        };
    }
}

/// The name as an anchor, with a number if another one has it. `used` has the anchors, each with the last number that was
/// added to it.
pub(crate) fn unique(used: &mut HashMap<String, usize>, name: &str) -> String {
    let Some(last) = used.get(name) else {
        used.insert(name.to_owned(), 1);
        return name.to_owned();
    };
    let mut number = last + 1;
    let mut anchor = format!("{name}-{number}");
    while used.contains_key(&anchor) {
        number += 1;
        anchor = format!("{name}-{number}");
    }
    used.insert(name.to_owned(), number);
    used.insert(anchor.clone(), 1);
    anchor
}

//! A method of a page, laid out like the pages of the AWS SDK for Python, with Rust beside it.

use std::collections::HashMap;

use tinsmith_model::{Compatibility, Level, Part};

use super::code::Code;
use crate::report::markup::Html;
use crate::report::markup_of;
use crate::report::page::{Block, ChangeLine, Excerpt, Method, Parameter, Syntax};
use crate::report::parts::{badge, code_path, reason, weight};
use crate::report::{MAX_VALUE, excerpt_title, level_words, part_name, status_name, values, words};

/// The number of harmless changes, such as of documentation, above which they are folded.
const MOST_CALM: usize = 5;

/// The number of characters of new or removed members on one line that a page shows.
const LONGEST: usize = 3_000;

/// The number of members, nested ones included, from which on a structure is shown once on a page: where it comes again,
/// there is a link.
const LARGE: usize = 8;

/// The large structures that a page has shown already.
#[derive(Default)]
pub(crate) struct Shown<'p> {
    known: HashMap<&'p [Parameter], Place<'p>>,
    code: Code<'p>,
}

/// Where a structure is shown.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// The number in its anchor.
    number: usize,
    /// The method.
    method: &'p str,
    /// The member that has the structure.
    member: &'p str,
}

/// Writes the article of a method, from what both languages say of it.
pub(crate) fn write<'p>(
    html: &mut Html,
    shown: &mut Shown<'p>,
    anchor: &'p str,
    boto3: &'p Method,
    rust: &'p Method,
    is_aws: bool,
) {
    html.open("article", &[("id", anchor), ("tabindex", "-1")]);
    html.raw("\n<div class=\"head\">\n<h2>")
        .anchor(anchor, &boto3.name);
    html.raw(" ");
    let status = format!("({})", status_name(boto3.status));
    let class = format!("status {}", status_name(boto3.status));
    html.element("span", &[("class", &class)], &status)
        .raw("</h2>\n");
    let (level, wire) = boto3.worst();
    html.open("p", &[("class", "level")]);
    badge(html, weight(level, wire), &words(level, wire));
    html.raw("</p>\n</div>\n");
    excerpts(html, "Removed", "del", &boto3.removed);
    excerpts(html, "Changes", "ins", &boto3.added);
    changes(html, &boto3.verdicts);
    if !boto3.description.is_empty() {
        html.raw("<div class=\"description\">\n");
        markup_of::blocks(html, &boto3.description);
        html.raw("</div>\n");
    }
    if is_aws {
        html.raw("<p>See also: AWS API Documentation</p>\n");
    }
    html.raw("<h3>Request Syntax</h3>\n");
    if let Some(request) = &boto3.request {
        shown.code.write(html, anchor, "request in Python", request);
    }
    if let Some(request) = &rust.request {
        in_rust(html, shown, anchor, "request in Rust", request);
    }
    if !boto3.parameters.is_empty() {
        html.raw("<dl class=\"fields\">\n");
        for parameter in &boto3.parameters {
            shown.parameter(html, anchor, parameter);
        }
        html.raw("</dl>\n");
    }
    html.raw("<dl class=\"fields\">\n");
    if boto3.response.is_some() {
        html.raw("<div><dt>rtype:</dt><dd><p>dict</p></dd></div>\n");
    }
    html.raw("<div><dt>returns:</dt><dd>");
    let Some(response) = &boto3.response else {
        html.raw("<p>None</p></dd></div>\n</dl>\n</article>\n");
        return;
    };
    html.raw("\n<h3>Response Syntax</h3>\n");
    shown
        .code
        .write(html, anchor, "response in Python", response);
    if let Some(response) = &rust.response {
        in_rust(html, shown, anchor, "response in Rust", response);
    }
    html.raw("<h3>Response Structure</h3>\n<ul class=\"members\">\n<li><p>(dict) --</p>\n");
    shown.members(html, anchor, "", &boto3.response_structure);
    html.raw("</li>\n</ul>\n</dd></div>\n</dl>\n</article>\n");
}

fn excerpts(html: &mut Html, kind: &str, tag: &'static str, excerpts: &[Excerpt]) {
    for excerpt in excerpts {
        html.element("h3", &[], &excerpt_title(kind, excerpt));
        let cut = excerpt.text.char_indices().nth(LONGEST);
        let end = cut.map_or(excerpt.text.len(), |(end, _)| end);
        let shown = excerpt.text.get(..end).unwrap_or(&excerpt.text);
        html.raw("\n<pre class=\"excerpt\"><code>");
        html.element(tag, &[], shown).raw("</code></pre>\n");
        if cut.is_some() {
            html.raw(match kind {
                "Removed" => {
                    "<p>The line is longer. The changes below name all that was removed.</p>\n"
                }
                _ => "<p>The line is longer. The syntax below marks all new members.</p>\n",
            });
        }
    }
}

/// The changes with their verdicts; many harmless ones are folded.
pub(crate) fn changes(html: &mut Html, lines: &[ChangeLine]) {
    let is_calm = |line: &&ChangeLine| !line.is_breaking() && line.rust <= Level::Patch;
    let (calm, others): (Vec<_>, Vec<_>) = lines.iter().partition(is_calm);
    if calm.len() <= MOST_CALM {
        return list(html, &lines.iter().collect::<Vec<_>>());
    }
    list(html, &others);
    html.raw("<details><summary>Small changes ");
    html.element("span", &[("class", "count")], &calm.len().to_string());
    html.raw("</summary>\n");
    list(html, &calm);
    html.raw("</details>\n");
}

fn list(html: &mut Html, lines: &[&ChangeLine]) {
    if lines.is_empty() {
        return;
    }
    html.raw("<ul class=\"changes\">\n");
    for line in lines {
        html.open("li", &[("class", weight(line.rust, line.wire))]);
        html.element("strong", &[], line.rule.describe()).raw(" ");
        code_path(html, &line.subject);
        if let Some(values) = values(line, MAX_VALUE) {
            html.raw(" ")
                .element("span", &[("class", "values")], &values);
        }
        if let Some(part) = line.part.filter(|_| line.part != Some(Part::Operation)) {
            html.raw(" <span class=\"place\">in the ")
                .raw(part_name(part));
            if !line.path.is_empty() {
                html.raw(" at ");
                code_path(html, &line.path);
            }
            html.raw("</span>");
        }
        html.raw("\n<span class=\"meaning\">");
        levels(html, line.rust, line.wire);
        reasons(html, [&line.rust_reason, &line.wire_reason]);
        html.raw("</span></li>\n");
    }
    html.raw("</ul>\n");
}

/// The verdicts as two words.
pub(crate) fn levels(html: &mut Html, rust: Level, wire: Compatibility) {
    let kind = weight(rust, Compatibility::Compatible);
    badge(html, kind, &format!("Rust: {}", level_words(rust)));
    html.raw(" ");
    match wire {
        Compatibility::Compatible => badge(html, "patch", "wire: compatible"),
        Compatibility::Incompatible => badge(html, "breaking", "wire: INCOMPATIBLE"),
    }
}

/// Why the verdicts are what they are.
pub(crate) fn reasons<'r>(html: &mut Html, reasons: impl IntoIterator<Item = &'r String>) {
    let reasons = reasons.into_iter().filter(|text| !text.is_empty());
    for (at, text) in reasons.enumerate() {
        html.raw(if at == 0 { " " } else { "; " });
        reason(html, text);
    }
}

/// The code in Rust, folded.
fn in_rust<'p>(
    html: &mut Html,
    shown: &mut Shown<'p>,
    method: &'p str,
    label: &str,
    code: &'p Syntax,
) {
    let changed = code.lines.iter().filter(|line| line.changed).count();
    html.raw("<details class=\"rust\"><summary>In Rust");
    if changed > 0 {
        let note = format!("{changed} new");
        html.raw(" ").element("span", &[("class", "count")], &note);
    }
    html.raw("</summary>\n");
    shown.code.write(html, method, label, code);
    html.raw("</details>\n");
}

impl<'p> Shown<'p> {
    fn parameter(&mut self, html: &mut Html, method: &'p str, parameter: &'p Parameter) {
        let name = parameter.name.as_deref().unwrap_or_default();
        html.raw("<div><dt>type ").text(name).raw(":</dt><dd><p>");
        html.text(&parameter.type_name).raw("</p></dd></div>\n");
        html.raw(if parameter.changed {
            "<div class=\"new\">"
        } else {
            "<div>"
        });
        html.raw("<dt>param ").text(name).raw(":</dt><dd>");
        if parameter.required {
            html.raw("<p class=\"required\">[REQUIRED]</p>");
        }
        description(html, &parameter.description);
        self.members(html, method, name, &parameter.children);
        html.raw("</dd></div>\n");
    }

    /// The members that `holder` has, a member of the method.
    fn members(
        &mut self,
        html: &mut Html,
        method: &'p str,
        holder: &'p str,
        members: &'p [Parameter],
    ) {
        if members.is_empty() {
            return;
        }
        if count(members) < LARGE {
            html.raw("<ul class=\"members\">\n");
        } else if let Some(place) = self.known.get(members) {
            html.raw("<p class=\"same\">The same members as ");
            let text = match place.member {
                "" => format!("the response of {}", place.method),
                member => format!("{member} of {}", place.method),
            };
            html.anchor(&anchor(place.number), &text).raw(".</p>\n");
            return;
        } else {
            let number = self.known.len() + 1;
            let place = Place {
                number,
                method,
                member: holder,
            };
            self.known.insert(members, place);
            html.open("ul", &[("class", "members"), ("id", &anchor(number))])
                .raw("\n");
        }
        for member in members {
            html.raw(if member.changed {
                "<li class=\"new\"><p>"
            } else {
                "<li><p>"
            });
            if let Some(name) = &member.name {
                html.element("b", &[], name).raw(" ");
            }
            html.element("i", &[], &format!("({})", member.type_name))
                .raw(" --");
            if member.required {
                html.raw(" <span class=\"required\">[REQUIRED]</span>");
            }
            html.raw("</p>");
            description(html, &member.description);
            let name = member.name.as_deref().unwrap_or(holder);
            self.members(html, method, name, &member.children);
            html.raw("</li>\n");
        }
        html.raw("</ul>\n");
    }
}

/// No method has two hyphens in its name.
fn anchor(number: usize) -> String {
    format!("members--{number}")
}

/// The number of members, nested ones included, up to [`LARGE`].
fn count(members: &[Parameter]) -> usize {
    let mut sum = 0;
    for member in members {
        sum += 1 + count(&member.children);
        if sum >= LARGE {
            break;
        }
    }
    sum
}

fn description(html: &mut Html, blocks: &[Block]) {
    if !blocks.is_empty() {
        html.raw("\n");
        markup_of::blocks(html, blocks);
    }
}

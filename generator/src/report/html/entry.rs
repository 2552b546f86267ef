//! An operation or a type that changed, or the changes that belong to neither.

use tinsmith_model::{Compatibility, Level};

use super::markup::Html;
use super::outline::{About, Entry, Section};
use super::parts::{badge, code_path, reason, weight};
use super::prose;
use crate::report::page::{
    Block, ChangeLine, Excerpt, Method, Parameter, Status, Syntax, TypeEntry,
};
use crate::report::text::{excerpt_title, reached_by, status_name};
use crate::report::verdict;

/// The number of harmless changes, such as of documentation, above which they are folded.
const MAX_CALM: usize = 12;

/// The length of old and new value together, in bytes, above which they have a row of their own.
const MAX_VALUES: usize = 60;

/// The number of lines of code above which there is a link to the first new line.
const MAX_LINES: usize = 40;

/// Writes the article of an entry. With `open`, code with changes is unfolded.
pub(super) fn write(html: &mut Html, section: &Section<'_>, entry: &Entry<'_>, open: bool) {
    let service = section.service;
    let status = match entry.about {
        About::Method(method) => status_name(method.status),
        About::Type(entry) => status_name(entry.status),
        About::Other => "",
    };
    let search = format!("{} {} {}", service.name, service.id, entry.title());
    html.open(
        "article",
        &[
            ("id", &entry.id),
            ("tabindex", "-1"),
            ("data-search", &search.to_lowercase()),
            ("data-verdict", entry.weight.name()),
            ("data-status", status),
        ],
    );
    html.raw("\n<h3>").anchor(&entry.id, entry.title());
    let kind = match entry.about {
        About::Type(entry) => entry.kind.as_str(),
        About::Method(_) | About::Other => "",
    };
    for word in [kind, status, entry.weight.name()] {
        if !word.is_empty() {
            html.raw(" ");
            badge(html, word, word);
        }
    }
    html.raw("</h3>\n");
    match entry.about {
        About::Method(method) => {
            excerpts(html, "Removed", "del", &method.removed);
            excerpts(html, "Changes", "ins", &method.added);
            changes(html, section, entry);
            see_types(html, section, method);
            match &method.request {
                Some(request) => details(html, section, &entry.id, method, request, open),
                None => in_short(html, section, method, open),
            }
        }
        About::Type(of) => {
            if let Some(reached) = reached_by(of) {
                html.element("p", &[("class", "reached")], &reached)
                    .raw("\n");
            }
            changes(html, section, entry);
            type_entry(html, section, of, open);
        }
        About::Other => changes(html, section, entry),
    }
    html.raw("</article>\n");
}

/// Links to the types whose changes reach an operation.
fn see_types(html: &mut Html, section: &Section<'_>, method: &Method) {
    let found = method.types.iter();
    let found = found.filter_map(|name| Some((name, section.types.get(name.as_str())?)));
    for (at, (name, id)) in found.enumerate() {
        html.raw(if at == 0 {
            "<p class=\"types\">Changed types: "
        } else {
            ", "
        });
        html.anchor(id, name);
    }
    if !method.types.is_empty() {
        html.raw("</p>\n");
    }
}

/// The description and the members of a new operation, in a folded page.
fn in_short(html: &mut Html, section: &Section<'_>, method: &Method, open: bool) {
    if method.status != Status::New {
        return;
    }
    description(html, &method.description, open);
    members(html, section, "Parameters", &method.parameters);
    members(
        html,
        section,
        "Response structure",
        &method.response_structure,
    );
}

/// A new type.
fn type_entry(html: &mut Html, section: &Section<'_>, entry: &TypeEntry, open: bool) {
    description(html, &entry.description, open);
    members(html, section, "Members", &entry.members);
    if entry.values.is_empty() {
        return;
    }
    let count = entry.values.len();
    summary(html, open, "Values", &notes(count, "value", "values", 0));
    html.raw("<p>");
    for (at, value) in entry.values.iter().enumerate() {
        html.raw(if at == 0 { "" } else { " " });
        html.element("code", &[], value);
    }
    html.raw("</p></details>\n");
}

fn excerpts(html: &mut Html, kind: &str, tag: &'static str, excerpts: &[Excerpt]) {
    for excerpt in excerpts {
        html.element("h4", &[], &excerpt_title(kind, excerpt));
        html.raw("<pre class=\"excerpt\"><code>");
        html.element(tag, &[], &excerpt.text);
        html.raw("</code></pre>\n");
    }
}

fn changes(html: &mut Html, section: &Section<'_>, entry: &Entry<'_>) {
    let is_calm = |line: &&ChangeLine| !line.is_breaking() && line.rust <= Level::Patch;
    let calm: Vec<&ChangeLine> = entry.lines.iter().filter(is_calm).collect();
    if calm.len() <= MAX_CALM {
        return table(html, section, &entry.lines.iter().collect::<Vec<_>>());
    }
    let others: Vec<&ChangeLine> = entry.lines.iter().filter(|line| !is_calm(line)).collect();
    table(html, section, &others);
    summary(html, false, "Small changes", &calm.len().to_string());
    table(html, section, &calm);
    html.raw("</details>\n");
}

fn table(html: &mut Html, section: &Section<'_>, lines: &[&ChangeLine]) {
    if lines.is_empty() {
        return;
    }
    html.raw(
        "<table class=\"changes\">\n<thead><tr><th scope=\"col\">Change</th>\
         <th scope=\"col\">Where</th><th scope=\"col\">Rust</th><th scope=\"col\">Wire</th>\
         <th scope=\"col\">Why</th></tr></thead>\n<tbody>\n",
    );
    for line in lines {
        row(html, section, line);
    }
    html.raw("</tbody></table>\n");
}

fn row(html: &mut Html, section: &Section<'_>, line: &ChangeLine) {
    html.raw(if line.is_breaking() {
        "<tr class=\"breaking\">"
    } else {
        "<tr>"
    });
    html.raw("<td data-head=\"Change\">");
    what(html, line);
    if !has_long_values(line) {
        values(html, line);
    }
    html.raw("</td><td data-head=\"Where\">");
    place(html, line);
    html.raw("</td><td data-head=\"Rust\">");
    let kind = weight(line.rust, Compatibility::Compatible);
    badge(html, kind, verdict::level_words(line.rust));
    html.raw("</td><td data-head=\"Wire\">");
    let (kind, word) = wire(line);
    badge(html, kind, word);
    html.raw("</td><td data-head=\"Why\">");
    reasons(html, line);
    html.raw("</td></tr>\n");
    if has_long_values(line) {
        html.raw(if line.is_breaking() {
            "<tr class=\"values breaking\"><td colspan=\"5\">"
        } else {
            "<tr class=\"values\"><td colspan=\"5\">"
        });
        values(html, line);
        html.raw("</td></tr>\n");
    }
    if let Some(member) = &line.member {
        html.raw("<tr class=\"values\"><td colspan=\"5\">");
        prose::parameters(html, &section.types, std::slice::from_ref(member));
        html.raw("</td></tr>\n");
    }
}

/// A breaking change, as an item of the list of breaking changes.
pub(super) fn breaking(html: &mut Html, line: &ChangeLine) {
    what(html, line);
    values(html, line);
    html.raw("<span class=\"meaning\">");
    if !line.path.is_empty() {
        place(html, line);
        html.raw(": ");
    }
    html.element("strong", &[], &verdict::words(line.rust, line.wire));
    html.raw(" ");
    reasons(html, line);
    html.raw("</span>");
}

fn what(html: &mut Html, line: &ChangeLine) {
    html.element("strong", &[], line.rule.describe()).raw(" ");
    code_path(html, &line.subject);
}

/// Whether the values need more room than a column of the table has.
fn has_long_values(line: &ChangeLine) -> bool {
    let values = line.old.iter().chain(&line.new);
    values.map(|node| verdict::value(node).len()).sum::<usize>() > MAX_VALUES
}

fn values(html: &mut Html, line: &ChangeLine) {
    let (before, after) = match (&line.old, &line.new) {
        (Some(_), Some(_)) => ("from ", "to "),
        _ => ("was ", "now "),
    };
    for (word, tag, value) in [(before, "del", &line.old), (after, "ins", &line.new)] {
        if let Some(value) = value {
            html.raw(" <span class=\"value\">").raw(word);
            html.element(tag, &[], &verdict::value(value))
                .raw("</span>");
        }
    }
}

fn place(html: &mut Html, line: &ChangeLine) {
    html.raw(line.part.map_or("service", verdict::part_name));
    if !line.path.is_empty() {
        html.raw(" ");
        code_path(html, &line.path);
    }
}

fn wire(line: &ChangeLine) -> (&'static str, &'static str) {
    match line.wire {
        Compatibility::Compatible => ("patch", "compatible"),
        Compatibility::Incompatible => ("breaking", "incompatible"),
    }
}

fn reasons(html: &mut Html, line: &ChangeLine) {
    if let Some(accepted) = &line.accepted {
        html.raw("<span class=\"reason\"><strong>accepted:</strong> ");
        html.text(accepted).raw("</span>");
    }
    for text in [&line.rust_reason, &line.wire_reason] {
        if text.is_empty() {
            continue;
        }
        html.raw("<span class=\"reason\">");
        reason(html, text);
        html.raw("</span>");
    }
}

fn details(
    html: &mut Html,
    section: &Section<'_>,
    id: &str,
    method: &Method,
    request: &Syntax,
    open: bool,
) {
    description(html, &method.description, open);
    code(html, id, "Request syntax", Some(request), open);
    members(html, section, "Parameters", &method.parameters);
    code(html, id, "Response syntax", method.response.as_ref(), open);
    members(
        html,
        section,
        "Response structure",
        &method.response_structure,
    );
}

fn description(html: &mut Html, blocks: &[Block], open: bool) {
    if !blocks.is_empty() {
        summary(html, open, "Description", "");
        prose::blocks(html, blocks);
        html.raw("</details>\n");
    }
}

fn code(html: &mut Html, id: &str, title: &'static str, code: Option<&Syntax>, open: bool) {
    let Some(code) = code else {
        html.raw("<p class=\"none\">")
            .raw(title)
            .raw(": nothing</p>\n");
        return;
    };
    let changed = code.lines.iter().filter(|line| line.changed).count();
    let notes = notes(code.lines.len(), "line", "lines", changed);
    summary(html, open && changed > 0, title, &notes);
    // No entry has two hyphens in its name.
    let first = match title {
        "Request syntax" => format!("{id}--request"),
        _ => format!("{id}--response"),
    };
    if changed > 0 && code.lines.len() > MAX_LINES {
        html.raw("<p class=\"jump\">")
            .anchor(&first, "First new line");
        html.raw("</p>\n");
    }
    prose::syntax(html, title, &first, code);
    html.raw("</details>\n");
}

fn members(html: &mut Html, section: &Section<'_>, title: &'static str, parameters: &[Parameter]) {
    if parameters.is_empty() {
        return;
    }
    let (all, changed) = count(parameters);
    summary(
        html,
        false,
        title,
        &notes(all, "member", "members", changed),
    );
    html.raw("<div class=\"scroll\" tabindex=\"0\">\n");
    prose::parameters(html, &section.types, parameters);
    html.raw("</div></details>\n");
}

/// The number of members, and the number of new ones.
fn count(parameters: &[Parameter]) -> (usize, usize) {
    parameters.iter().fold((0, 0), |(all, changed), parameter| {
        let inside = count(&parameter.children);
        let own = usize::from(parameter.changed);
        (all + 1 + inside.0, changed + own + inside.1)
    })
}

/// `27 lines, 2 new`
fn notes(all: usize, one: &str, many: &str, changed: usize) -> String {
    let all = format!("{all} {}", if all == 1 { one } else { many });
    match changed {
        0 => all,
        _ => format!("{all}, {changed} new"),
    }
}

/// Opens a section that can be folded.
fn summary(html: &mut Html, open: bool, title: &'static str, notes: &str) {
    html.raw(if open { "<details open>" } else { "<details>" });
    html.raw("<summary>").raw(title);
    if !notes.is_empty() {
        html.raw(" ").element("span", &[("class", "count")], notes);
    }
    html.raw("</summary>\n");
}

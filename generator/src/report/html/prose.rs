//! Documentation and code.

use std::collections::HashMap;

use super::markup::Html;
use crate::report::page::{Block, Parameter, Run, Style, Syntax};

pub(crate) fn blocks(html: &mut Html, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Paragraph(runs) => {
                html.raw("<p>");
                inline(html, runs);
                html.raw("</p>\n");
            }
            // Only services and methods are headings of the page.
            Block::Heading(runs) => {
                html.raw("<p class=\"heading\">");
                inline(html, runs);
                html.raw("</p>\n");
            }
            Block::Code(text) => {
                html.raw("<pre tabindex=\"0\"><code>");
                html.text(text).raw("</code></pre>\n");
            }
            Block::Quote(inner) => {
                html.raw("<blockquote>\n");
                self::blocks(html, inner);
                html.raw("</blockquote>\n");
            }
            Block::List { ordered, items } => {
                let tag = if *ordered { "ol" } else { "ul" };
                html.open(tag, &[]).raw("\n");
                for item in items {
                    html.raw("<li>");
                    self::blocks(html, item);
                    html.raw("</li>\n");
                }
                html.close(tag).raw("\n");
            }
            Block::Table(rows) => table(html, rows),
        }
    }
}

fn table(html: &mut Html, rows: &[Vec<Vec<Run>>]) {
    html.raw("<div class=\"scroll\" tabindex=\"0\"><table>\n");
    for (at, row) in rows.iter().enumerate() {
        let tag = if at == 0 { "th" } else { "td" };
        html.raw("<tr>");
        for cell in row {
            html.open(tag, &[]);
            inline(html, cell);
            html.close(tag);
        }
        html.raw("</tr>\n");
    }
    html.raw("</table></div>\n");
}

fn inline(html: &mut Html, runs: &[Run]) {
    for run in runs {
        let link = run.link.as_deref().filter(|link| is_safe(link));
        if let Some(link) = link {
            html.open("a", &[("href", link), ("rel", "noreferrer noopener")]);
        }
        match run.style {
            Style::Plain => html.text(&run.text),
            Style::Code => html.element("code", &[], &run.text),
            Style::Emphasis => html.element("em", &[], &run.text),
            Style::Strong => html.element("strong", &[], &run.text),
        };
        if link.is_some() {
            html.raw("</a>");
        }
    }
}

fn is_safe(link: &str) -> bool {
    ["https://", "http://", "mailto:"].into_iter().any(|start| {
        link.get(..start.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(start))
    })
}

/// A block of code. Its changed lines are marked, and `first` is the anchor of the first one.
pub(crate) fn syntax(html: &mut Html, label: &str, first: &str, syntax: &Syntax) {
    let mut first = Some(first);
    html.open(
        "pre",
        &[
            ("class", "syntax"),
            ("tabindex", "0"),
            ("role", "region"),
            ("aria-label", label),
        ],
    );
    html.raw("<code>");
    for line in &syntax.lines {
        if line.changed {
            match first.take() {
                Some(first) => html.open("ins", &[("id", first)]),
                None => html.raw("<ins>"),
            };
        }
        for _ in 0..line.indent {
            html.raw("    ");
        }
        html.text(&line.text).raw("\n");
        if line.changed {
            html.raw("</ins>");
        }
    }
    html.raw("</code></pre>\n");
}

/// Members with their nested members. The tree that they come from limits the depth.
pub(super) fn parameters(html: &mut Html, types: &HashMap<&str, String>, parameters: &[Parameter]) {
    html.raw("<ul class=\"members\">\n");
    for parameter in parameters {
        html.raw("<li><p>");
        if let Some(name) = &parameter.name {
            html.element("code", &[("class", "name")], name).raw(" ");
        }
        type_name(html, types, parameter);
        if parameter.required {
            html.raw(" <strong class=\"required\">required</strong>");
        }
        if parameter.changed {
            html.raw(" <ins class=\"tag\">new</ins>");
        }
        html.raw("</p>\n");
        blocks(html, &parameter.description);
        if !parameter.children.is_empty() {
            self::parameters(html, types, &parameter.children);
        }
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

/// The type of a member, with a link if the page has an entry for it.
fn type_name(html: &mut Html, types: &HashMap<&str, String>, parameter: &Parameter) {
    let anchor = parameter.shape.as_deref().and_then(|name| types.get(name));
    html.raw("<code class=\"type\">");
    match anchor {
        Some(id) => html.anchor(id, &parameter.type_name),
        None => html.text(&parameter.type_name),
    };
    html.raw("</code>");
}

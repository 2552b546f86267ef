//! The report as one HTML page, which needs no other file and no network.
//!
//! The page's content security policy allows one style and one script, by their hashes, and nothing else, so that
//! documentation which got through as markup could neither run nor load anything. The hash of the style is that of
//! `html/theme.css` followed by `html/page.css`, the hash of the script that of `html/page.js`; a test compares both.
//! `markup` is the one place that escapes: only literals of this program become markup. The sites of `history` have the same theme.
//!
//! Without the script everything is there but the filter. The test `report_page` drives the page in a headless
//! Chromium, if there is one.

mod entry;
pub(crate) mod markup;
mod outline;
pub(crate) mod prose;
#[cfg(test)]
mod tests;

use tinsmith_model::{Compatibility, Level};

use self::markup::Html;
use self::outline::{About, Section, Weight};
use super::page::{Distinct, Report, Status};
use super::text::{MAX_NAMES, counts, inputs, status_name};
use super::{fold, verdict};

const STYLE: &str = concat!(
    include_str!("html/theme.css"),
    include_str!("html/page.css")
);
const SCRIPT: &str = include_str!("html/page.js");

/// The SHA-256 of [`STYLE`] and [`SCRIPT`] in base64. A test compares them.
const STYLE_HASH: &str = "mWWjBGZP/QzSI8MEvfRwiXap91Gd3/ZsN+NmNzmOewA=";
const SCRIPT_HASH: &str = "HHqVqUT/KROn4c7IeUCKJrsPi5CukCDCIrwckU9kppc=";

/// The largest number of operations whose code is unfolded.
const MAX_OPEN: usize = 3;

/// Writes a report.
pub fn write(report: &Report) -> String {
    let sections = outline::sections(report);
    let entries = sections.iter().map(|section| section.entries.len()).sum();
    let mut html = Html::default();
    head(&mut html, report);
    html.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the changes</a>\n");
    banner(&mut html, report, &sections);
    html.raw("<div class=\"columns\">\n");
    if entries > 1 {
        html.raw("<div class=\"side\">\n");
        if sections.len() > 1 || entries > MAX_OPEN {
            filter(&mut html, &sections, entries);
        }
        contents(&mut html, &sections);
        html.raw("</div>\n");
    }
    html.raw("<main id=\"main\" tabindex=\"-1\">\n");
    for section in &sections {
        self::section(&mut html, section, sections.len() > 1, entries <= MAX_OPEN);
    }
    if sections.is_empty() {
        html.raw("<p>Nothing changed.</p>\n");
    }
    html.raw("<p id=\"filter-none\" hidden>No change matches.</p>\n");
    html.raw("</main>\n</div>\n<script>").raw(SCRIPT);
    html.raw("</script>\n</body>\n</html>\n");
    html.finish()
}

fn head(html: &mut Html, report: &Report) {
    let policy = format!(
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; \
         style-src 'sha256-{STYLE_HASH}'; script-src 'sha256-{SCRIPT_HASH}'"
    );
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let http_equiv = ("http-equiv", "Content-Security-Policy");
    html.open("meta", &[http_equiv, ("content", &policy)]);
    html.raw(
        "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <link rel=\"icon\" href=\"data:,\">\n",
    );
    let title = match &report.title {
        Some(date) if !date.is_empty() => format!("{date} - {}", title(report)),
        _ => title(report),
    };
    html.element("title", &[], &title).raw("\n<style>");
    html.raw(STYLE).raw("</style>\n</head>\n");
}

fn title(report: &Report) -> String {
    match report.services.as_slice() {
        [] => "No changes".to_owned(),
        [service] => service.name.clone(),
        services => format!("Changes in {} services", services.len()),
    }
}

/// The title of the report, its verdict, and all breaking changes.
fn banner(html: &mut Html, report: &Report, sections: &[Section<'_>]) {
    html.raw("<header>\n");
    if let Some(date) = report.title.as_deref().filter(|date| !date.is_empty()) {
        html.element("p", &[("class", "date")], date).raw("\n");
    }
    html.element("h1", &[], &title(report)).raw("\n");
    if let Some(inputs) = inputs(report) {
        html.element("p", &[("class", "inputs")], &format!("Compared: {inputs}"));
        html.raw("\n");
    }
    let services = &report.services;
    let level = services.iter().map(|service| service.level).max();
    let wire = services.iter().map(|service| service.compatibility).max();
    verdict(
        html,
        level.unwrap_or(Level::None),
        wire.unwrap_or(Compatibility::Compatible),
    );
    if let Some(unread) = verdict::unread(report) {
        html.element("p", &[("class", "unread")], &unread).raw("\n");
    }
    if services.len() > 1 {
        let methods = services.iter().flat_map(|service| &service.methods);
        html.element("p", &[("class", "counts")], &counts(methods))
            .raw("\n");
    }
    if let Some(note) = &report.note {
        html.element("p", &[("class", "note")], note).raw("\n");
    }
    breaking(html, sections);
    html.raw("</header>\n");
}

fn verdict(html: &mut Html, level: Level, wire: Compatibility) {
    let kind = match (level, wire) {
        (Level::Major, _) | (_, Compatibility::Incompatible) => "breaking",
        (Level::Minor, _) => "minor",
        (Level::Patch | Level::None, _) => "patch",
    };
    html.open("p", &[("class", &format!("verdict {kind}"))]);
    html.raw("<strong>Verdict:</strong> ")
        .text(&verdict::words(level, wire))
        .raw("</p>\n");
}

/// All breaking changes, by service.
fn breaking(html: &mut Html, sections: &[Section<'_>]) {
    let mut count = 0;
    let mut list = Html::default();
    for section in sections {
        let changes = section.service.changes.iter();
        let changes: Vec<&Distinct> = changes.filter(|it| it.line.is_breaking()).collect();
        count += changes.len();
        if changes.is_empty() {
            continue;
        }
        if sections.len() > 1 {
            list.element("h3", &[], &section.service.name).raw("\n");
        }
        list.raw("<ul>\n");
        for change in changes {
            list.raw("<li>");
            told_in(&mut list, section, change);
            entry::breaking(&mut list, &change.line);
            list.raw("</li>\n");
        }
        list.raw("</ul>\n");
    }
    if count > 0 {
        html.raw("<section id=\"breaking\" aria-labelledby=\"breaking-title\">\n");
        let title = match count {
            1 => "1 breaking change".to_owned(),
            _ => format!("{count} breaking changes"),
        };
        html.element("h2", &[("id", "breaking-title")], &title);
        html.raw("\n").append(list).raw("</section>\n");
    }
}

/// Links to the entry of a change: that of its type, or else those of the first operations that it reaches.
fn told_in(html: &mut Html, section: &Section<'_>, change: &Distinct) {
    let of_type = fold::type_of(change);
    if let Some((name, id)) = of_type.and_then(|name| section.types.get_key_value(name)) {
        let count = change.operations().len();
        html.anchor(id, name)
            .text(&format!(" in {count} operations: "));
        return;
    }
    let names = change.operations();
    let entries = section.entries.iter().filter(|entry| match entry.about {
        About::Method(method) => names.contains(&&*method.name),
        About::Other => names.is_empty(),
        About::Type(_) => false,
    });
    for (at, entry) in entries.take(MAX_NAMES).enumerate() {
        html.raw(if at == 0 { "" } else { ", " });
        html.anchor(&entry.id, entry.title());
    }
    if let Some(more) = names.len().checked_sub(MAX_NAMES + 1) {
        html.text(&format!(" and {} more", more + 1));
    }
    html.raw(" ");
}

/// The filter. It is hidden until the script runs, since it does nothing without it.
fn filter(html: &mut Html, sections: &[Section<'_>], entries: usize) {
    html.raw(
        "<form id=\"filter\" role=\"search\" aria-label=\"Filter\" hidden>\n\
         <label>Search services, methods, members and types <input type=\"search\" id=\"filter-text\" autocomplete=\"off\" \
         spellcheck=\"false\"></label>\n\
         <label>Service <select id=\"filter-service\"><option value=\"\">all</option>",
    );
    for section in sections {
        html.element("option", &[("value", &section.id)], &section.service.name);
    }
    html.raw(
        "</select></label>\n\
         <label>Verdict <select id=\"filter-verdict\"><option value=\"\">all</option>",
    );
    for weight in [Weight::Breaking, Weight::Minor, Weight::Patch] {
        html.element("option", &[], weight.name());
    }
    html.raw(
        "</select></label>\n\
         <label>Status <select id=\"filter-status\"><option value=\"\">all</option>",
    );
    for status in [
        Status::New,
        Status::Updated,
        Status::Removed,
        Status::Documented,
    ] {
        html.element("option", &[], status_name(status));
    }
    html.raw(
        "</select></label>\n<div class=\"result\"><p id=\"filter-count\" aria-live=\"polite\">",
    )
    .text(&format!("{entries} of {entries} shown"))
    .raw("</p><button type=\"reset\">Show all</button></div>\n</form>\n");
}

fn contents(html: &mut Html, sections: &[Section<'_>]) {
    html.raw("<nav aria-label=\"Contents\">\n<details id=\"contents\" open><summary>");
    let several = sections.len() > 1;
    let has_types = sections.iter().any(|it| !it.types.is_empty());
    html.raw(match (several, has_types) {
        (true, false) => "Services and methods",
        (true, true) => "Services, methods and types",
        (false, false) => "Methods",
        (false, true) => "Methods and types",
    });
    html.raw("</summary>\n");
    for section in sections {
        if several {
            html.raw("<details class=\"group\"><summary>");
            html.text(&section.service.name).raw(" ");
            let count = section.entries.len().to_string();
            html.element("span", &[("class", "count")], &count);
            let is_breaking = |entry: &outline::Entry<'_>| entry.weight == Weight::Breaking;
            if section.entries.iter().any(is_breaking) {
                html.raw(" ");
                entry::badge(html, "breaking", "breaking");
            }
            html.raw("</summary>\n");
        }
        html.raw("<ul>\n");
        for entry in &section.entries {
            html.raw("<li>").anchor(&entry.id, entry.title());
            if entry.weight == Weight::Breaking {
                html.raw(" ");
                entry::badge(html, "breaking", "breaking");
            }
            html.raw("</li>\n");
        }
        html.raw(if several {
            "</ul></details>\n"
        } else {
            "</ul>\n"
        });
    }
    html.raw("</details>\n</nav>\n");
}

fn section(html: &mut Html, section: &Section<'_>, several: bool, open: bool) {
    let service = section.service;
    html.open("section", &[("id", &section.id), ("tabindex", "-1")]);
    let counts = counts(service.methods.iter());
    html.raw("\n<h2>");
    if several {
        html.anchor(&section.id, &service.name)
    } else {
        html.text(&counts)
    };
    html.raw("</h2>\n");
    if several {
        html.element("p", &[("class", "counts")], &counts).raw("\n");
        verdict(html, service.level, service.compatibility);
    }
    for entry in &section.entries {
        entry::write(html, section, entry, open);
    }
    html.raw("</section>\n");
}

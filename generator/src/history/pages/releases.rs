//! The index by day, the pages of months and years, and the page of a release.

use std::collections::{BTreeMap, BTreeSet};

use super::frame::{Frame, link, month_name, number};
use crate::history::content::Event;
use crate::history::record::Record;
use crate::history::timeline::{Entry, Timeline};
use crate::report::counts_of;
use crate::report::markup::Html;
use crate::report::parts::{badge, weight};

/// How many releases the index shows in full; older ones are behind their months.
const MOST: usize = 30;

/// The feed of all services.
pub(crate) const FEED: &str = "feed.atom";

/// The index, the years, the months and the releases.
pub(crate) fn all(timeline: &Timeline, kind: &str) -> Vec<(String, String)> {
    let mut files = vec![index(timeline, kind)];
    let mut years: BTreeMap<&str, BTreeMap<&str, Vec<&Entry>>> = BTreeMap::new();
    for entry in &timeline.entries {
        let months = years.entry(entry.release.year()).or_default();
        months.entry(entry.release.month()).or_default().push(entry);
    }
    for (year, months) in &years {
        files.push(self::year(year, months));
        for (month, entries) in months {
            files.push(self::month(month, entries));
        }
    }
    files.extend(timeline.entries.iter().map(release));
    files
}

fn frame<'p>(title: &'p str, address: &'p str) -> Frame<'p> {
    Frame {
        title,
        address,
        feed: FEED,
        scripts: &[],
    }
}

fn index(timeline: &Timeline, kind: &str) -> (String, String) {
    let frame = frame("API changes", "index.html");
    let mut html = Html::default();
    html.raw("<header>\n<h1>API changes</h1>\n");
    html.raw("<p class=\"facts\">");
    let releases = number(timeline.entries.len(), "release", "releases");
    let services = number(timeline.services.len(), "service", "services");
    let pages = number(timeline.pages().count(), "page", "pages");
    html.text(&format!(
        "{releases} of {kind}, {pages} of changes in {services} · "
    ));
    link(&mut html, "history.json", "JSON");
    html.raw("</p>\n</header>\n");
    let shown = &timeline.entries[..timeline.entries.len().min(MOST)];
    days(&mut html, &frame, &shown.iter().collect::<Vec<_>>());
    if timeline.entries.is_empty() {
        html.raw("<p>No release changes a model.</p>\n");
    } else {
        calendar(&mut html, &frame, timeline);
    }
    ("index.html".to_owned(), frame.around(html))
}

/// Links to all years and months.
fn calendar(html: &mut Html, frame: &Frame<'_>, timeline: &Timeline) {
    html.raw("<nav class=\"calendar\" aria-labelledby=\"months\">\n<h2 id=\"months\">All months</h2>\n<ul>\n");
    let mut months: Vec<(&str, usize)> = Vec::new();
    for entry in &timeline.entries {
        match months.last_mut() {
            Some((month, count)) if *month == entry.release.month() => *count += entry.pages.len(),
            _ => months.push((entry.release.month(), entry.pages.len())),
        }
    }
    let mut year = "";
    for (month, count) in months {
        let its_year = month.get(..4).unwrap_or(month);
        if its_year != year {
            year = its_year;
            html.raw("<li class=\"year\">");
            link(html, &frame.to(&format!("days/{year}.html")), year);
            html.raw("</li>\n");
        }
        html.raw("<li>");
        link(
            html,
            &frame.to(&format!("days/{month}.html")),
            &month_name(month),
        );
        html.raw(" ")
            .element("span", &[("class", "count")], &count.to_string());
        html.raw("</li>\n");
    }
    html.raw("</ul>\n</nav>\n");
}

fn year(year: &str, months: &BTreeMap<&str, Vec<&Entry>>) -> (String, String) {
    let address = format!("days/{year}.html");
    let title = format!("API changes of {year}");
    let frame = frame(&title, &address);
    let mut html = Html::default();
    html.raw("<header>\n")
        .element("h1", &[], &title)
        .raw("\n</header>\n");
    html.raw(
        "<div class=\"scroll\" tabindex=\"0\">\n<table class=\"numbers\">\n<thead><tr><th scope=\"col\">Month</th>\
         <th scope=\"col\">Releases</th><th scope=\"col\">Pages</th><th scope=\"col\">New services</th>\
         <th scope=\"col\">Methods</th><th scope=\"col\">Breaking</th></tr></thead>\n<tbody>\n",
    );
    for (month, entries) in months.iter().rev() {
        let pages = || entries.iter().flat_map(|entry| &entry.pages);
        html.raw("<tr><th scope=\"row\">");
        link(
            &mut html,
            &frame.to(&format!("days/{month}.html")),
            &month_name(month),
        );
        html.raw("</th>");
        let new = pages()
            .filter(|page| page.event == Some(Event::New))
            .count();
        let breaking = pages().filter(|page| page.is_breaking()).count();
        for count in [entries.len(), pages().count(), new] {
            html.element("td", &[], &count.to_string());
        }
        let methods = counts_of(|status| pages().map(|page| page.count(status)).sum());
        html.element("td", &[("class", "words")], &methods);
        html.element("td", &[], &breaking.to_string())
            .raw("</tr>\n");
    }
    html.raw("</tbody>\n</table>\n</div>\n");
    (address.clone(), frame.around(html))
}

fn month(month: &str, entries: &[&Entry]) -> (String, String) {
    let address = format!("days/{month}.html");
    let title = format!("API changes of {}", month_name(month));
    let frame = frame(&title, &address);
    let mut html = Html::default();
    html.raw("<header>\n<p class=\"eyebrow\">");
    let year = month.get(..4).unwrap_or(month);
    link(&mut html, &format!("{year}.html"), year);
    html.raw("</p>\n")
        .element("h1", &[], &title)
        .raw("\n</header>\n");
    days(&mut html, &frame, entries);
    (address.clone(), frame.around(html))
}

/// Releases under their days, the newest first.
fn days(html: &mut Html, frame: &Frame<'_>, entries: &[&Entry]) {
    let mut groups: Vec<(&str, Vec<&Entry>)> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some((day, group)) if *day == entry.release.day() => group.push(entry),
            _ => groups.push((entry.release.day(), vec![entry])),
        }
    }
    for (day, group) in groups {
        html.raw("<section class=\"day\">\n");
        let pages = group.iter().flat_map(|entry| &entry.pages);
        let services: BTreeSet<&str> = pages.map(|page| page.page.as_str()).collect();
        html.raw("<h2>").text(&day.replace('-', "/")).raw(" ");
        let count = number(services.len(), "service", "services");
        html.element("span", &[("class", "count")], &count)
            .raw("</h2>\n");
        for entry in group {
            html.raw("<p class=\"facts\">Release ");
            let release = &entry.release.name;
            link(
                html,
                &frame.to(&format!("releases/{release}/index.html")),
                release,
            );
            let methods =
                counts_of(|status| entry.pages.iter().map(|page| page.count(status)).sum());
            html.raw(" · ").text(&methods).raw("</p>\n");
            rows(html, frame, entry);
        }
        html.raw("</section>\n");
    }
}

/// A row for each page of a release.
fn rows(html: &mut Html, frame: &Frame<'_>, entry: &Entry) {
    if entry.pages.is_empty() {
        html.raw("<p>No model changed.</p>\n");
        return;
    }
    html.raw("<ul class=\"rows\">\n");
    for page in &entry.pages {
        html.raw("<li>\n<p class=\"what\">");
        link(html, &frame.to(&page.address()), &page.title);
        html.raw(" ");
        html.element("span", &[("class", "counts")], &page.counts());
        badges(html, page);
        html.raw("</p>\n");
        for note in entry.notes_of(page) {
            html.element("p", &[("class", "note")], &note.text)
                .raw("\n");
        }
        html.raw("</li>\n");
    }
    html.raw("</ul>\n");
}

/// What a reader must not miss.
pub(crate) fn badges(html: &mut Html, page: &Record) {
    let event = match page.event {
        None | Some(Event::Updated) => None,
        Some(Event::New) => Some(("new", "new service")),
        Some(Event::Renamed) => Some(("new", "renamed service")),
        Some(Event::Removed) => Some(("breaking", "removed service")),
        Some(Event::NewVersion) => Some(("new", "new API version")),
        Some(Event::RemovedVersion) => Some(("breaking", "removed API version")),
    };
    let problem = match (page.problems, page.is_unread) {
        (0, _) => None,
        (_, true) => Some(("breaking", "unreadable")),
        (_, false) => Some(("breaking", "not compared")),
    };
    for (kind, text) in event.into_iter().chain(problem) {
        html.raw(" ");
        badge(html, kind, text);
    }
    if page.is_breaking() && page.event != Some(Event::Removed) {
        html.raw(" ");
        let breaks = number(
            page.breaking.len().max(1),
            "breaking change",
            "breaking changes",
        );
        badge(html, weight(page.rust, page.wire), &breaks);
    }
}

fn release(entry: &Entry) -> (String, String) {
    let release = &entry.release;
    let address = format!("releases/{}/index.html", release.name);
    let title = format!("{} - Release {}", release.date(), release.name);
    let frame = frame(&title, &address);
    let mut html = Html::default();
    html.raw("<header>\n<p class=\"eyebrow\">");
    let month = release.month();
    link(
        &mut html,
        &frame.to(&format!("days/{month}.html")),
        &month_name(month),
    );
    html.raw("</p>\n").element("h1", &[], &title).raw("\n");
    html.raw("<p class=\"facts\">Commit <code>")
        .text(&release.commit);
    html.raw("</code> of ")
        .text(&release.time)
        .raw("</p>\n</header>\n");
    rows(&mut html, &frame, entry);
    let is_shown = |note: &&crate::history::notes::Note| {
        note.services.is_empty() && entry.pages.is_empty()
            || !note.services.is_empty()
                && !entry.pages.iter().any(|page| note.is_about(&page.service))
    };
    let others: Vec<_> = entry.notes.iter().filter(is_shown).collect();
    if !others.is_empty() {
        html.raw("<section>\n<h2>Other notes</h2>\n<ul class=\"rows\">\n");
        for note in others {
            html.raw("<li>\n");
            if !note.services.is_empty() {
                html.element("p", &[("class", "what")], &note.services.join(", "))
                    .raw("\n");
            }
            html.element("p", &[("class", "note")], &note.text)
                .raw("\n</li>\n");
        }
        html.raw("</ul>\n</section>\n");
    }
    (address.clone(), frame.around(html))
}

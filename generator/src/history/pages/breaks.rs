//! What breaks: every change that is major for Rust or incompatible on the wire, the newest first.

use std::collections::BTreeSet;

use super::frame::{Frame, link, number};
use super::method::{levels, reasons};
use super::releases::FEED;
use crate::history::record::{Break, Record};
use crate::history::timeline::{Entry, Timeline};
use crate::report::markup::Html;
use crate::report::parts::code_path;

/// How many changes the newest page shows; all are on the pages of their years.
const MOST: usize = 300;

/// How many methods a change names.
const MOST_METHODS: usize = 4;

/// The newest page, and one for each year.
pub(crate) fn all(timeline: &Timeline) -> Vec<(String, String)> {
    let pages = || timeline.pages().filter(|(_, page)| page.is_breaking());
    let years: BTreeSet<&str> = pages().map(|(entry, _)| entry.release.year()).collect();
    let mut newest = Vec::new();
    let mut count = 0;
    for (entry, page) in pages() {
        if count >= MOST {
            break;
        }
        count += page.breaking.len();
        newest.push((entry, page));
    }
    let mut files = vec![write("What breaks", "breaks.html", &newest, &years)];
    for year in &years {
        let of_year = pages().filter(|(entry, _)| entry.release.year() == *year);
        let title = format!("What broke in {year}");
        let address = format!("breaks/{year}.html");
        files.push(write(
            &title,
            &address,
            &of_year.collect::<Vec<_>>(),
            &years,
        ));
    }
    files
}

fn write(
    title: &str,
    address: &str,
    pages: &[(&Entry, &Record)],
    years: &BTreeSet<&str>,
) -> (String, String) {
    let frame = Frame {
        title,
        address,
        feed: FEED,
        scripts: &[],
    };
    let mut html = Html::default();
    html.raw("<header>\n").element("h1", &[], title);
    html.raw("\n<p class=\"facts\">");
    let count = pages.iter().map(|(_, page)| page.breaking.len()).sum();
    html.text(&number(count, "change", "changes"));
    html.raw(
        " that are major for the Rust API or incompatible on the wire, the newest first</p>\n",
    );
    if !years.is_empty() {
        html.raw("<nav aria-label=\"Years\">\n<ul class=\"letters\">\n");
        for year in years.iter().rev() {
            html.raw("<li>");
            link(&mut html, &frame.to(&format!("breaks/{year}.html")), year);
            html.raw("</li>\n");
        }
        html.raw("</ul>\n</nav>\n");
    }
    html.raw("</header>\n");
    let mut day = "";
    for (entry, page) in pages {
        if entry.release.day() != day {
            if !day.is_empty() {
                html.raw("</section>\n");
            }
            day = entry.release.day();
            html.raw("<section class=\"day\">\n");
            html.element("h2", &[], &entry.release.date()).raw("\n");
        }
        self::page(&mut html, &frame, page);
    }
    html.raw(if day.is_empty() {
        "<p>Nothing breaks.</p>\n"
    } else {
        "</section>\n"
    });
    (address.to_owned(), frame.around(html))
}

fn page(html: &mut Html, frame: &Frame<'_>, page: &Record) {
    html.raw("<h3>");
    link(html, &frame.to(&page.address()), &page.title);
    html.raw(" ");
    html.element(
        "span",
        &[("class", "count")],
        &format!("release {}", page.release),
    );
    html.raw("</h3>\n");
    if page.breaking.is_empty() {
        html.raw("<p>The service was removed.</p>\n");
        return;
    }
    html.raw("<ul class=\"changes\">\n");
    for change in &page.breaking {
        self::change(html, frame, page, change);
    }
    html.raw("</ul>\n");
}

fn change(html: &mut Html, frame: &Frame<'_>, page: &Record, change: &Break) {
    html.raw("<li class=\"breaking\">");
    html.element("strong", &[], &change.change).raw(" ");
    code_path(html, &change.subject);
    if !change.values.is_empty() {
        html.raw(" ")
            .element("span", &[("class", "values")], &change.values);
    }
    for (at, anchor) in change.methods.iter().take(MOST_METHODS).enumerate() {
        html.raw(if at == 0 {
            " <span class=\"place\">in "
        } else {
            ", "
        });
        link(
            html,
            &frame.to(&format!("{}#{anchor}", page.address())),
            anchor,
        );
    }
    let more = change.methods.len().saturating_sub(MOST_METHODS);
    if more > 0 {
        html.text(&format!(" and {more} more"));
    }
    if !change.methods.is_empty() {
        html.raw("</span>");
    }
    html.raw("\n<span class=\"meaning\">");
    levels(html, change.rust, change.wire);
    reasons(html, &change.reasons);
    html.raw("</span></li>\n");
}

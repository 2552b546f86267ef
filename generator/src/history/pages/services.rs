//! The map of services, and the page of each.

use std::collections::BTreeMap;

use super::frame::{Frame, link, number};
use super::releases::{FEED, badges};
use crate::history::timeline::{ServiceEntry, Timeline};
use crate::report::markup::Html;
use crate::report::parts::badge;

/// The map and the pages.
pub(crate) fn all(timeline: &Timeline) -> Vec<(String, String)> {
    let mut files = vec![map(timeline)];
    let services = timeline.services.iter();
    files.extend(services.map(|(name, service)| page(timeline, name, service)));
    files
}

fn map(timeline: &Timeline) -> (String, String) {
    let frame = Frame {
        title: "Services",
        address: "services/index.html",
        feed: FEED,
        scripts: &[],
    };
    let mut html = Html::default();
    html.raw("<header>\n<h1>Services</h1>\n<p class=\"facts\">");
    html.text(&number(timeline.services.len(), "service", "services"));
    html.raw(" with changes</p>\n</header>\n");
    let mut letters: BTreeMap<String, Vec<(&String, &ServiceEntry)>> = BTreeMap::new();
    for (name, service) in &timeline.services {
        let first = sorted_by(&service.title).chars().next();
        let letter = first
            .filter(|c| c.is_alphabetic())
            .map_or("#".to_owned(), |c| c.to_string());
        letters.entry(letter).or_default().push((name, service));
    }
    html.raw("<nav aria-label=\"Letters\">\n<ul class=\"letters\">\n");
    for letter in letters.keys() {
        html.raw("<li>")
            .anchor(&anchor(letter), letter)
            .raw("</li>\n");
    }
    html.raw("</ul>\n</nav>\n");
    for (letter, mut services) in letters {
        services.sort_by_key(|(name, service)| (sorted_by(&service.title), *name));
        html.open("section", &[("id", &anchor(&letter)), ("tabindex", "-1")]);
        html.raw("\n")
            .element("h2", &[], &letter)
            .raw("\n<ul class=\"map\">\n");
        for (name, service) in services {
            html.raw("<li>");
            link(&mut html, &format!("{name}.html"), &service.title);
            html.raw(" ");
            let count = number(service.pages.len(), "release", "releases");
            html.element("span", &[("class", "count")], &count);
            if service.removed.is_some() {
                html.raw(" ");
                badge(&mut html, "breaking", "removed");
            }
            if service.became.is_some() {
                html.raw(" ");
                badge(&mut html, "new", "renamed");
            }
            html.raw("</li>\n");
        }
        html.raw("</ul>\n</section>\n");
    }
    if !timeline.unchanged.is_empty() {
        html.raw("<section>\n<h2>Without changes</h2>\n<ul class=\"map\">\n");
        for name in &timeline.unchanged {
            html.element("li", &[], name).raw("\n");
        }
        html.raw("</ul>\n</section>\n");
    }
    ("services/index.html".to_owned(), frame.around(html))
}

/// The title in capitals, without the word that most titles of AWS begin with, which some write without a space:
/// `AmazonMQ`.
fn sorted_by(title: &str) -> String {
    let short = ["Amazon", "AWS"].iter().find_map(|word| {
        let rest = title.strip_prefix(word)?;
        let is_word = rest.starts_with(|c: char| c == ' ' || c.is_uppercase());
        is_word.then_some(rest)
    });
    short.unwrap_or(title).trim_start().to_uppercase()
}

fn anchor(letter: &str) -> String {
    match letter {
        "#" => "other".to_owned(),
        letter => format!("letter-{letter}"),
    }
}

fn page(timeline: &Timeline, name: &str, service: &ServiceEntry) -> (String, String) {
    let address = format!("services/{name}.html");
    let feed = format!("services/{name}.atom");
    let title = format!("{} - API changes", service.title);
    let frame = Frame {
        title: &title,
        address: &address,
        feed: &feed,
        scripts: &[],
    };
    let mut html = Html::default();
    html.raw("<header>\n<p class=\"eyebrow\">");
    link(&mut html, "index.html", "Services");
    html.raw("</p>\n")
        .element("h1", &[], &service.title)
        .raw("\n<p class=\"facts\">");
    if !service.id.is_empty() {
        html.raw("SDK id <b>").text(&service.id).raw("</b> · ");
    }
    html.text(&number(service.pages.len(), "release", "releases"));
    html.raw(" with changes · ");
    link(&mut html, &format!("{name}.atom"), "Feed");
    html.raw("</p>\n");
    let release = |number: usize| {
        timeline
            .entries
            .get(number)
            .map(|entry| &entry.release.name)
    };
    if let Some(release) = service.removed.and_then(release) {
        html.raw("<p class=\"event removed\">This service was removed in release ");
        link(
            &mut html,
            &frame.to(&format!("releases/{release}/index.html")),
            release,
        );
        html.raw(".</p>\n");
    }
    if let Some((became, number)) = &service.became
        && let Some(release) = release(*number)
    {
        html.raw("<p class=\"event\">This service was renamed: since release ");
        link(
            &mut html,
            &frame.to(&format!("releases/{release}/index.html")),
            release,
        );
        html.raw(" it is ");
        link(&mut html, &format!("{became}.html"), became);
        html.raw(".</p>\n");
    }
    html.raw("</header>\n");
    if !service.pages.is_empty() {
        html.raw("<ul class=\"rows\">\n");
    }
    for (entry, page) in timeline.pages_of(service) {
        html.raw("<li>\n<p class=\"what\">");
        let heading = format!("{} - {}", entry.release.date(), page.counts());
        link(&mut html, &frame.to(&page.address()), &heading);
        badges(&mut html, page);
        html.raw("</p>\n");
        for note in entry.notes_of(page) {
            html.element("p", &[("class", "note")], &note.text)
                .raw("\n");
        }
        if !page.methods.is_empty() {
            html.raw("<ul class=\"methods\">\n");
            for method in &page.methods {
                html.raw("<li>");
                let address = format!("{}#{}", page.address(), method.anchor);
                link(&mut html, &frame.to(&address), &method.name);
                html.raw("</li>\n");
            }
            html.raw("</ul>\n");
        }
        html.raw("</li>\n");
    }
    if !service.pages.is_empty() {
        html.raw("</ul>\n");
    }
    (address.clone(), frame.around(html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_sorted_by_their_own_words() {
        for (title, expected) in [
            ("Amazon Connect", "CONNECT"),
            ("AmazonMQ", "MQ"),
            ("AWSKendraFrontendService", "KENDRAFRONTENDSERVICE"),
            ("Amazonia", "AMAZONIA"),
            ("AWS", "AWS"),
        ] {
            assert_eq!(sorted_by(title), expected);
        }
    }
}

//! The search: a page, its script, and an index for each year, which the script reads without a server.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tinsmith_model::visible_json;

use super::frame::Frame;
use super::releases::FEED;
use crate::history::timeline::Timeline;
use crate::report::markup::Html;
use crate::report::status_name;

/// The script of the search.
const SCRIPT: &str = include_str!("search.js");

/// The page, the script and the indexes.
pub(crate) fn all(timeline: &Timeline) -> Vec<(String, String)> {
    let mut years: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (entry, page) in timeline.pages() {
        let notes: Vec<&str> = entry
            .notes_of(page)
            .map(|note| note.text.as_str())
            .collect();
        let methods = page.methods.iter();
        let methods = methods.map(|it| json!([it.name, it.anchor, status_name(it.status)]));
        years.entry(entry.release.year()).or_default().push(json!([
            entry.release.date(),
            page.release,
            page.page,
            page.title,
            page.id,
            page.counts(),
            notes.join(" "),
            methods.collect::<Vec<_>>(),
            page.members,
        ]));
    }
    let mut files = vec![("search.js".to_owned(), SCRIPT.to_owned())];
    let mut scripts = vec!["search.js".to_owned()];
    for (year, pages) in years.into_iter().rev() {
        let address = format!("search/{year}.js");
        let pages: Vec<String> = pages.iter().map(Value::to_string).collect();
        let text = format!("tinsmithSearch([\n{}\n]);\n", pages.join(",\n"));
        files.push((address.clone(), visible_json(&text).into_owned()));
        scripts.push(address);
    }
    files.push(page(&scripts));
    files
}

fn page(scripts: &[String]) -> (String, String) {
    let frame = Frame {
        title: "Search",
        address: "search.html",
        feed: FEED,
        scripts,
    };
    let mut html = Html::default();
    html.raw(
        "<header>\n<h1>Search</h1>\n</header>\n\
         <form id=\"search\" role=\"search\" action=\"search.html\">\n\
         <label for=\"query\">Services, methods, members and notes</label>\n\
         <input type=\"search\" id=\"query\" name=\"q\" autocomplete=\"off\" spellcheck=\"false\">\n\
         <button>Search</button>\n</form>\n\
         <noscript><p>The search needs a script, and this browser runs none. The <a href=\"services/index.html\">map of \
         services</a> leads to the releases and methods of each service, and the <a href=\"index.html\">index</a> to \
         all days.</p></noscript>\n\
         <p id=\"found\" class=\"facts\" role=\"status\"></p>\n<div id=\"results\"></div>\n",
    );
    ("search.html".to_owned(), frame.around(html))
}

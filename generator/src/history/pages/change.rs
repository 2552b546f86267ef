//! The page of a service in a release: the release's note, and every method that changed, field by field.

use std::collections::HashMap;

use super::frame::{Frame, link};
use super::method::{self, Shown};
use crate::history::content::{Content, Event, Section};
use crate::history::notes::Note;
use crate::history::record::Record;
use crate::history::releases::Release;
use crate::report;
use crate::report::markup::Html;
use crate::report::page::{Language, Method, Report};
use crate::report::parts::{unique, verdict};

/// Anchors that the page itself uses.
const RESERVED: [&str; 4] = ["main", "site-search", "problems", "other"];

/// What a page is made of.
pub(crate) struct Page<'p> {
    pub(crate) release: &'p Release,
    pub(crate) record: &'p Record,
    pub(crate) notes: Vec<&'p Note>,
    pub(crate) content: &'p Content,
    /// All releases, by number.
    pub(crate) releases: &'p [Release],
}

/// The anchors of the methods of each section: the letters and digits of their names.
pub(crate) fn anchors(content: &Content) -> Vec<Vec<String>> {
    let mut used: HashMap<String, usize> = RESERVED.map(|anchor| (anchor.to_owned(), 1)).into();
    let may_stay = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let name = |method: &Method| -> String {
        let name = method.name.chars();
        name.map(|c| if may_stay(c) { c } else { '-' }).collect()
    };
    let sections = content.sections.iter();
    sections
        .map(|section| {
            let methods = section.changes.iter().flat_map(|it| &it.boto3.methods);
            methods
                .map(|method| unique(&mut used, &name(method)))
                .collect()
        })
        .collect()
}

impl Page<'_> {
    fn address(&self, extension: &str) -> String {
        let Record { release, page, .. } = self.record;
        format!("releases/{release}/{page}.{extension}")
    }

    /// The page as HTML.
    pub(crate) fn html(&self, anchors: &[Vec<String>]) -> (String, String) {
        let address = self.address("html");
        let Record { title, page, .. } = self.record;
        let heading = format!(
            "{} - {title} - {}",
            self.release.date(),
            self.record.counts()
        );
        let feed = format!("services/{page}.atom");
        let frame = Frame {
            title: &heading,
            address: &address,
            feed: &feed,
            scripts: &[],
        };
        let mut html = Html::default();
        html.raw("<header>\n<p class=\"eyebrow\">");
        link(
            &mut html,
            &frame.to(&format!("services/{page}.html")),
            title,
        );
        html.raw("</p>\n");
        html.element("h1", &[], &heading).raw("\n");
        for note in &self.notes {
            html.raw("<p class=\"note\"><strong>Changes</strong>  ")
                .text(&note.text)
                .raw("</p>\n");
        }
        self.links(&mut html);
        html.raw("</header>\n");
        self.problems(&mut html);
        let mut shown = Shown::default();
        for (section, anchors) in self.content.sections.iter().zip(anchors) {
            self.section(&mut html, &mut shown, &frame, section, anchors);
        }
        (address.clone(), frame.around(html))
    }

    fn links(&self, html: &mut Html) {
        html.raw("<p class=\"facts\">Release ");
        link(html, "index.html", &self.release.name);
        html.raw(" · ");
        link(html, &format!("{}.json", self.record.page), "JSON");
        html.raw("</p>\n");
    }

    fn problems(&self, html: &mut Html) {
        if self.content.problems.is_empty() {
            return;
        }
        html.raw(
            "<section id=\"problems\" class=\"problems\" aria-labelledby=\"problems-title\">\n",
        );
        html.raw("<h2 id=\"problems-title\">");
        html.raw(if self.content.sections.is_empty() {
            "The model of this release can't be compared</h2>\n"
        } else {
            "A model of this release can't be compared</h2>\n"
        });
        for problem in &self.content.problems {
            html.raw("<pre tabindex=\"0\"><code>")
                .text(problem)
                .raw("</code></pre>\n");
        }
        if self.content.is_unread {
            html.raw("<p>The next release is compared with the last model before this one that can be read.</p>\n");
        }
        html.raw("</section>\n");
    }

    fn section<'s>(
        &self,
        html: &mut Html,
        shown: &mut Shown<'s>,
        frame: &Frame<'_>,
        section: &'s Section,
        anchors: &'s [String],
    ) {
        html.raw("<section>\n");
        if self.content.sections.len() > 1 {
            let version = section.version.as_ref().map(|it| format!(" ({it})"));
            let title = format!("{}{}", section.title, version.unwrap_or_default());
            html.element("h2", &[("class", "part")], &title).raw("\n");
        }
        if let Some(changes) = &section.changes {
            verdict(html, changes.rust.level, changes.rust.compatibility);
        }
        self.event(html, frame, section);
        let Some(changes) = &section.changes else {
            html.raw("</section>\n");
            return;
        };
        if anchors.len() > 1 {
            html.raw("<nav aria-label=\"Methods\">\n<ul class=\"methods\">\n");
            for (method, anchor) in changes.boto3.methods.iter().zip(anchors) {
                html.raw("<li>").anchor(anchor, &method.name).raw("</li>\n");
            }
            html.raw("</ul>\n</nav>\n");
        }
        if !changes.rust.other.is_empty() {
            html.raw("<section class=\"other\">\n<h2>The service as a whole</h2>\n");
            method::changes(html, &changes.rust.other);
            html.raw("</section>\n");
        }
        let methods = changes.boto3.methods.iter().zip(&changes.rust.methods);
        for ((boto3, rust), anchor) in methods.zip(anchors) {
            method::write(html, shown, anchor, boto3, rust, section.is_aws);
        }
        html.raw("</section>\n");
    }

    /// What happened to the service as a whole.
    fn event(&self, html: &mut Html, frame: &Frame<'_>, section: &Section) {
        match section.event {
            Event::New => {
                html.raw("<p class=\"event new\">This service is new");
                if let Some(version) = &section.version {
                    html.raw(" in the API version ").text(version);
                }
                html.raw(".</p>\n");
            }
            Event::Removed => {
                html.raw("<p class=\"event removed\">This service was removed.</p>\n");
            }
            Event::NewVersion => {
                html.raw("<p class=\"event new\">");
                match &section.version {
                    Some(version) => html.raw("The API version ").text(version).raw(" is new."),
                    None => html.raw("This service has another model now."),
                };
                html.raw("</p>\n");
            }
            Event::RemovedVersion => {
                html.raw("<p class=\"event removed\">");
                match &section.version {
                    Some(version) => html
                        .raw("The API version ")
                        .text(version)
                        .raw(" was removed, and the service has another one."),
                    None => html.raw("A model was removed, and the service has another one."),
                };
                html.raw("</p>\n");
            }
            Event::Renamed | Event::Updated => {}
        }
        if let Some(before) = &section.renamed_from {
            html.raw("<p class=\"event\">This service was renamed: until this release it was ");
            link(html, &frame.to(&format!("services/{before}.html")), before);
            html.raw(".</p>\n");
        } else if let Some(before) = &section.moved_from {
            html.raw("<p class=\"event\">The model was moved here from ");
            html.element("code", &[], before).raw(".</p>\n");
        }
        if let Some(base) = section.base.and_then(|base| self.releases.get(base)) {
            html.raw("<p class=\"event\">The models between can't be read, so this one is compared with that of ");
            html.element("b", &[], &base.name).raw(".</p>\n");
        }
    }

    /// The page as JSON: the report of `tinsmith changes --format json`.
    pub(crate) fn json(&self) -> (String, String) {
        let sections = self.content.sections.iter();
        let notes: Vec<&str> = self.notes.iter().map(|note| note.text.as_str()).collect();
        let report = Report {
            title: Some(self.release.date()),
            unread: usize::from(!self.content.problems.is_empty()),
            note: (!notes.is_empty()).then(|| notes.join("\n")),
            inputs: None,
            language: Language::Rust,
            services: sections
                .filter_map(|section| Some(section.changes.as_ref()?.rust.clone()))
                .collect(),
        };
        let text = report::json::write_line(&report);
        let text = tinsmith_model::visible_json(&text).into_owned();
        (self.address("json"), text)
    }
}

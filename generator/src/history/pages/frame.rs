//! The frame of every page: its head, its navigation and its end.
//!
//! The policy of a page allows the site's own style sheet and scripts, and nothing else: no other address is asked for,
//! and markup in the documentation of a model, if it ever got through, could run nothing. Only the search needs a script.

use tinsmith_model::visible_lines;

use crate::report::markup::Html;

/// The site's style sheet.
pub(crate) const STYLE: &str = concat!(
    include_str!("../../report/html/theme.css"),
    include_str!("style.css")
);

/// A page without its content.
pub(crate) struct Frame<'p> {
    pub(crate) title: &'p str,
    /// The address of the page below the site's root.
    pub(crate) address: &'p str,
    /// The feed of the page, below the site's root.
    pub(crate) feed: &'p str,
    /// Scripts, below the site's root.
    pub(crate) scripts: &'p [String],
}

impl Frame<'_> {
    /// The site's root, as seen from the page: `../../`
    pub(crate) fn root(&self) -> String {
        "../".repeat(self.address.matches('/').count())
    }

    /// The address of another page of the site, as seen from this one.
    pub(crate) fn to(&self, address: &str) -> String {
        format!("{}{address}", self.root())
    }

    /// The whole page.
    pub(crate) fn around(&self, content: Html) -> String {
        let mut html = Html::default();
        self.head(&mut html);
        html.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n");
        self.banner(&mut html);
        html.raw("<main id=\"main\" tabindex=\"-1\">\n")
            .append(content);
        html.raw("</main>\n<footer class=\"site\"><p>Made by <code>tinsmith history</code>.</p></footer>\n");
        html.raw("</body>\n</html>\n");
        visible_lines(&html.finish()).into_owned()
    }

    fn head(&self, html: &mut Html) {
        html.raw(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; \
             form-action 'self'; img-src data:; style-src 'self'; script-src 'self'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <link rel=\"icon\" href=\"data:,\">\n",
        );
        html.element("title", &[], self.title).raw("\n");
        let style = self.to("style.css");
        html.open("link", &[("rel", "stylesheet"), ("href", &style)])
            .raw("\n");
        let kind = ("type", "application/atom+xml");
        let feed = self.to(self.feed);
        let attributes = [
            ("rel", "alternate"),
            kind,
            ("title", "Changes"),
            ("href", &feed),
        ];
        html.open("link", &attributes).raw("\n");
        for script in self.scripts {
            html.open("script", &[("defer", ""), ("src", &self.to(script))]);
            html.raw("</script>\n");
        }
        html.raw("</head>\n");
    }

    fn banner(&self, html: &mut Html) {
        html.raw("<header class=\"site\">\n<nav aria-label=\"Site\">\n<ul>\n");
        for (address, name) in [
            ("index.html", "API changes"),
            ("services/index.html", "Services"),
            ("breaks.html", "What breaks"),
        ] {
            html.raw("<li>");
            let href = self.to(address);
            let mut attributes = vec![("href", href.as_str())];
            if address == self.address {
                attributes.push(("aria-current", "page"));
            }
            html.element("a", &attributes, name).raw("</li>\n");
        }
        html.raw("<li>");
        html.element("a", &[("href", &self.to(self.feed))], "Feed");
        html.raw("</li>\n</ul>\n</nav>\n");
        if self.address != "search.html" {
            let action = self.to("search.html");
            html.open("form", &[("role", "search"), ("action", &action)]);
            html.raw(
                "\n<label for=\"site-search\" class=\"unseen\">Search</label>\n\
                 <input type=\"search\" id=\"site-search\" name=\"q\" placeholder=\"Search\" autocomplete=\"off\" \
                 spellcheck=\"false\">\n<button>Search</button>\n</form>\n",
            );
        }
        html.raw("</header>\n");
    }
}

/// A link to an address.
pub(crate) fn link(html: &mut Html, address: &str, text: &str) {
    html.element("a", &[("href", address)], text);
}

/// `1 service`, `2 services`
pub(crate) fn number(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// `October 2022` for `2022-10`
pub(crate) fn month_name(month: &str) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    let number: Option<usize> = number.parse().ok();
    let name = number.and_then(|number| NAMES.get(number.checked_sub(1)?));
    name.map_or_else(|| month.to_owned(), |name| format!("{name} {year}"))
}

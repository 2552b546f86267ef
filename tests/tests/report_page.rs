//! The HTML report in a browser: its layout, its use by mouse, touch and keyboard, and its policy.
//!
//! It needs Chromium: the one that `CHROMIUM` names, or one on the path.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use tinsmith_tests::browser::Browser;
use tinsmith_tests::command::run;

const PHONE: (u32, u32) = (360, 740);
const DESKTOP: (u32, u32) = (1280, 900);

/// What documentation must never do.
const HOSTILE: &str = "<p>a</script><script>window.harm=1</script>\"> \
                       <img src=x onerror=window.harm=2> \
                       <a href=\"javascript:window.harm=3\">b</a> \
                       <a href=\"https://a.example/\">c</a> \
                       \u{202e}d\u{202c} <iframe src=https://a.example/></iframe></p>";

#[test]
fn the_page_of_one_service() {
    let Some(mut page) = Page::of_one_service() else {
        return;
    };
    page.is_sound();
    assert_eq!(page.get("document.querySelector('form')"), Value::Null);
    assert_eq!(page.shown(), ["alpha-Changed", "alpha-Other"]);
    // The code that has changes is unfolded, with its new line marked.
    let marked =
        page.get("[...document.querySelectorAll('.syntax ins')].map((it) => it.innerText.trim())");
    assert_eq!(
        marked,
        json!([
            ".fresh(\"string\")",
            "fresh: Option<String>,",
            ".fresh(\"string\")",
            "fresh: Option<String>,"
        ])
    );
}

#[test]
fn the_page_of_a_folder() {
    let Some(mut page) = Page::of_a_folder() else {
        return;
    };
    page.is_sound();
    let all = ["alpha-Changed", "beta-Gone", "beta-Fresh", "gamma-Told"];
    assert_eq!(page.shown(), all);
    assert_eq!(page.count(), "4 of 4 shown");
    // What stops somebody is told first, with a link.
    let breaking = page.get("[...document.querySelectorAll('#breaking a')].map((it) => it.hash)");
    assert_eq!(breaking, json!(["#beta-Gone"]));
}

#[test]
fn the_filter() {
    let Some(mut page) = Page::of_a_folder() else {
        return;
    };
    page.choose("filter-verdict", "breaking");
    assert_eq!(page.shown(), ["beta-Gone"]);
    assert_eq!(page.count(), "1 of 4 shown");
    page.choose("filter-verdict", "patch");
    assert_eq!(page.shown(), ["gamma-Told"]);
    page.choose("filter-verdict", "");
    for (status, shown) in [
        ("new", "beta-Fresh"),
        ("updated", "alpha-Changed"),
        ("removed", "beta-Gone"),
        ("documented", "gamma-Told"),
    ] {
        page.choose("filter-status", status);
        assert_eq!(page.shown(), [shown]);
    }
    page.choose("filter-status", "");
    page.choose("filter-service", "alpha");
    assert_eq!(page.shown(), ["alpha-Changed"]);
    page.choose("filter-service", "");
    page.choose("filter-text", "BETA");
    assert_eq!(page.shown(), ["beta-Gone", "beta-Fresh"]);
    // The contents and the services go with it.
    let contents =
        "[...document.querySelectorAll('nav .group')].filter((it) => it.checkVisibility()).length";
    assert_eq!(page.get(contents), 1);
    let services =
        "[...document.querySelectorAll('main h2')].filter((it) => it.checkVisibility()).length";
    assert_eq!(page.get(services), 1);
    page.choose("filter-text", "beta gone");
    assert_eq!(page.shown(), ["beta-Gone"]);
    page.choose("filter-text", "nothing");
    assert_eq!(page.count(), "0 of 4 shown");
    let says_so = "document.getElementById('filter-none').checkVisibility()";
    assert_eq!(page.get(says_so), true);
    // Members are found, too.
    page.choose("filter-text", "fresh");
    assert_eq!(page.shown(), ["alpha-Changed", "beta-Fresh"]);
    assert_eq!(page.get(says_so), false);
    page.get("document.querySelector('button[type=reset]').click()");
    assert_eq!(page.count(), "4 of 4 shown");
    assert_eq!(page.shown().len(), 4);
    page.is_quiet();
}

#[test]
fn a_type_is_told_once_and_can_be_found() {
    let same: &[&str] = &["same"];
    let shared = |documentation: &str, operations: &[(&str, &[&str])]| {
        let mut model: Value =
            serde_json::from_str(&service("Alpha", documentation, operations)).expect("JSON");
        let held = json!({ "target": "alpha#Held" });
        for (operation, _) in operations {
            model["shapes"][format!("alpha#{operation}Input")]["members"]["held"] = held.clone();
        }
        let mut members = json!({ "kept": { "target": "smithy.api#String" } });
        if operations.len() > 2 {
            members["hidden"] = json!({ "target": "smithy.api#String" });
        }
        model["shapes"]["alpha#Held"] = json!({ "type": "structure", "members": members });
        model.to_string()
    };
    let page = Page::of(|old, new| {
        for folder in [old, new] {
            fs::create_dir(folder).expect("a folder");
        }
        let before = shared("<p>a</p>", &[("One", same), ("Two", same)]);
        let after = shared("<p>a</p>", &[("One", same), ("Three", same), ("Two", same)]);
        fs::write(old.join("a.json"), before).expect("a file");
        fs::write(new.join("a.json"), after).expect("a file");
    });
    let Some(mut page) = page else {
        return;
    };
    page.is_sound();
    let all = ["alpha-One", "alpha-Three", "alpha-Two", "alpha-type-Held"];
    assert_eq!(page.shown(), all);
    page.choose("filter-text", "held");
    assert_eq!(page.shown(), all);
    page.choose("filter-text", "hidden");
    let shown = page.shown();
    assert!(shown.contains(&"alpha-type-Held".to_owned()), "{shown:?}");
    page.choose("filter-text", "");
    page.get("document.querySelector('#alpha-One .types a').click()");
    assert_eq!(page.get("location.hash"), "#alpha-type-Held");
    let inputs = page.get("document.querySelector('.inputs').textContent");
    assert!(
        inputs
            .as_str()
            .is_some_and(|it| it.starts_with("Compared: ")),
        "{inputs}"
    );
    page.is_quiet();
}

#[test]
fn every_link_leads_to_its_method() {
    let Some(mut page) = Page::of_a_folder() else {
        return;
    };
    let links =
        page.get("[...document.querySelectorAll('nav a, #breaking a')].map((it) => it.hash)");
    let links: Vec<String> = serde_json::from_value(links).expect("addresses");
    assert_eq!(links.iter().collect::<BTreeSet<_>>().len(), 4);
    for (width, height) in [DESKTOP, PHONE] {
        page.browser.resize(width, height, "light");
        for link in &links {
            // Also where the filter hides it.
            page.choose("filter-text", "nothing");
            page.get(&format!(
                "document.querySelector('a[href=\"{link}\"]').click()"
            ));
            page.browser
                .evaluate("new Promise((done) => setTimeout(done, 50))");
            assert_eq!(page.get("location.hash"), *link);
            let visible = page.get(&format!(
                "(() => {{ const it = document.querySelector('{link}'); \
                 const place = it.getBoundingClientRect(); return it.checkVisibility() \
                 && place.top >= -1 && place.top < innerHeight; }})()"
            ));
            assert_eq!(visible, true, "{link} at {width}");
        }
    }
    // An address with a fragment opens there.
    let file = page.file.clone();
    page.browser.open(&file, "#gamma-Told");
    let top =
        page.get("document.querySelector('#gamma-Told').getBoundingClientRect().top < innerHeight");
    assert_eq!(top, true);
    page.is_quiet();
}

#[test]
fn the_keyboard_reaches_everything() {
    let Some(mut page) = Page::of_a_folder() else {
        return;
    };
    page.browser.press("Tab");
    assert_eq!(page.get("document.activeElement.className"), "skip");
    page.browser.press("Enter");
    assert_eq!(page.get("document.activeElement.id"), "main");
    let file = page.file.clone();
    page.browser.open(&file, "");
    let mut reached = BTreeSet::new();
    for _ in 0..60 {
        page.browser.press("Tab");
        let name = page.get(
            "(() => { const it = document.activeElement; if (it === document.body) return 'body'; \
             const outline = getComputedStyle(it).outlineStyle; if (outline === 'none') return `unseen ${it.outerHTML}`; \
             return it.id || it.hash || it.className || it.type || it.localName; })()",
        );
        reached.insert(name.as_str().unwrap_or_default().to_owned());
    }
    assert!(
        !reached.iter().any(|it| it.starts_with("unseen")),
        "{reached:?}"
    );
    for name in [
        "filter-text",
        "filter-service",
        "filter-verdict",
        "filter-status",
        "reset",
        "summary",
        "#beta-Gone",
        "#alpha-Changed",
    ] {
        assert!(reached.contains(name), "{name}: {reached:?}");
    }
    // Typed, not set.
    page.get("document.getElementById('filter-text').focus()");
    for key in ["g", "o", "n", "e"] {
        page.browser.press(key);
    }
    assert_eq!(page.shown(), ["beta-Gone"]);
    page.choose("filter-text", "");
    // Folded parts unfold with a key.
    page.get("document.querySelector('#beta-Fresh summary').focus()");
    page.browser.press("Enter");
    assert_eq!(
        page.get("document.querySelector('#beta-Fresh details').open"),
        true
    );
    page.is_quiet();
}

#[test]
fn documentation_does_no_harm() {
    let Some(mut page) = Page::of_a_folder() else {
        return;
    };
    page.get("document.querySelectorAll('details').forEach((it) => it.open = true)");
    assert_eq!(
        page.get("document.querySelectorAll('img, iframe').length"),
        0
    );
    assert_eq!(page.get("document.querySelectorAll('script').length"), 1);
    let away = page.get(
        "[...document.querySelectorAll('a')].filter((it) => !it.hash \
         || it.origin !== location.origin).map((it) => [it.href, it.rel])",
    );
    let away: BTreeSet<String> = away
        .as_array()
        .expect("links")
        .iter()
        .map(Value::to_string)
        .collect();
    let expected = json!(["https://a.example/", "noreferrer noopener"]).to_string();
    assert_eq!(away, BTreeSet::from([expected]));
    assert_eq!(
        page.get("document.body.innerText.includes('\\u202e')"),
        false
    );
    page.is_sound();
    // Should markup ever get through, it is refused.
    page.get(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.harm=4\">')",
    );
    page.browser
        .evaluate("new Promise((done) => setTimeout(done, 100))");
    assert_eq!(page.get("window.harm ?? 0"), 0);
    let (problems, _) = page.browser.reported();
    assert!(
        problems
            .iter()
            .any(|it| it.contains("Content Security Policy")),
        "{problems:?}"
    );
}

#[test]
fn without_the_script_all_is_visible() {
    let Some(mut page) = Page::of_a_folder() else {
        return;
    };
    let off = json!({ "value": true });
    page.browser
        .call("Emulation.setScriptExecutionDisabled", off);
    let file = page.file.clone();
    page.browser.open(&file, "");
    assert_eq!(page.shown().len(), 4);
    assert_eq!(
        page.get("document.querySelector('form').checkVisibility()"),
        false
    );
}

/// A report in a browser.
struct Page {
    browser: Browser,
    file: PathBuf,
    _folder: TempDir,
}

impl Page {
    fn of_one_service() -> Option<Self> {
        Self::of(|old, new| {
            let before = service(
                "Alpha",
                HOSTILE,
                &[("Changed", &["same"]), ("Other", &["same"])],
            );
            let after = service(
                "Alpha",
                HOSTILE,
                &[
                    ("Changed", &["same", "fresh"]),
                    ("Other", &["same", "fresh"]),
                ],
            );
            fs::write(old, before).expect("a file");
            fs::write(new, after).expect("a file");
        })
    }

    fn of_a_folder() -> Option<Self> {
        Self::of(|old, new| {
            let same: &[&str] = &["same"];
            let services = [
                (
                    service("Alpha", HOSTILE, &[("Changed", same)]),
                    service("Alpha", HOSTILE, &[("Changed", &["same", "fresh"])]),
                ),
                (
                    service("Beta", HOSTILE, &[("Gone", same), ("Kept", same)]),
                    service("Beta", HOSTILE, &[("Fresh", same), ("Kept", same)]),
                ),
                (
                    service("Gamma", "<p>Before.</p>", &[("Told", same)]),
                    service("Gamma", HOSTILE, &[("Told", same)]),
                ),
            ];
            for folder in [old, new] {
                fs::create_dir(folder).expect("a folder");
            }
            for (at, (before, after)) in services.into_iter().enumerate() {
                fs::write(old.join(format!("{at}.json")), before).expect("a file");
                fs::write(new.join(format!("{at}.json")), after).expect("a file");
            }
        })
    }

    /// None if there is no browser.
    fn of(write: impl FnOnce(&Path, &Path)) -> Option<Self> {
        let executable = Browser::find()?;
        let folder = TempDir::new().expect("a folder");
        let [old, new, file] = ["old", "new", "page.html"].map(|name| folder.path().join(name));
        write(&old, &new);
        let [old, new, out] = [&old, &new, &file].map(|path| path.display().to_string());
        let title = format!("--title={HOSTILE}");
        let ended = run(&[
            "changes",
            &old,
            &new,
            "--format=html",
            "--out",
            &out,
            &title,
        ]);
        assert_eq!(ended.code, 0, "{}", ended.err);
        let mut browser = Browser::start(&executable, &folder.path().join("profile"));
        browser.resize(DESKTOP.0, DESKTOP.1, "light");
        browser.open(&file, "");
        Some(Self {
            browser,
            file,
            _folder: folder,
        })
    }

    fn get(&mut self, expression: &str) -> Value {
        self.browser.evaluate(expression)
    }

    /// The names of the articles that can be seen.
    fn shown(&mut self) -> Vec<String> {
        let shown = "[...document.querySelectorAll('article')]\
                     .filter((it) => it.checkVisibility()).map((it) => it.id)";
        serde_json::from_value(self.get(shown)).expect("names")
    }

    fn count(&mut self) -> String {
        let count = self.get("document.getElementById('filter-count').textContent");
        count.as_str().unwrap_or_default().to_owned()
    }

    fn choose(&mut self, control: &str, value: &str) {
        self.get(&format!(
            "(() => {{ const it = document.getElementById('{control}'); it.value = '{value}'; \
             it.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        ));
    }

    /// Fits every screen, is as light or dark as is wished, and is quiet.
    fn is_sound(&mut self) {
        let file = self.file.clone();
        let mut grounds = BTreeSet::new();
        for (width, height) in [DESKTOP, PHONE, (320, 600)] {
            for scheme in ["light", "dark"] {
                self.browser.resize(width, height, scheme);
                self.browser.open(&file, "");
                assert_eq!(self.get("innerWidth"), width);
                let open = "document.querySelectorAll('details').forEach((it) => it.open = true)";
                for prepare in ["0", open] {
                    self.get(prepare);
                    let wide = self.get("document.documentElement.scrollWidth");
                    assert!(wide.as_u64() <= Some(width.into()), "{wide} at {width}");
                }
                let ground = self.get("getComputedStyle(document.documentElement).backgroundColor");
                grounds.insert(ground.to_string());
                let small = self.get(
                    "[...document.querySelectorAll('summary, nav a, input, select, button')]\
                     .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 36)\
                     .map((it) => it.outerHTML)",
                );
                assert_eq!(small, json!([]), "at {width}");
            }
        }
        assert_eq!(grounds.len(), 2, "{grounds:?}");
        let levels = self.get(
            "[...document.querySelectorAll('h1, h2, h3, h4')].map((it) => Number(it.localName[1]))",
        );
        let levels: Vec<u8> = serde_json::from_value(levels).expect("levels");
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert!(levels.windows(2).all(|it| it[1] <= it[0] + 1), "{levels:?}");
        self.is_quiet();
    }

    /// Nothing was logged, thrown, refused or asked for.
    fn is_quiet(&mut self) {
        assert_eq!(self.get("window.harm ?? 0"), 0);
        let (problems, addresses) = self.browser.reported();
        assert_eq!(problems, Vec::<String>::new());
        let is_own = |it: &String| it.starts_with("file://") || it == "data:,";
        assert!(addresses.iter().all(is_own), "{addresses:?}");
    }
}

/// A model of a service with operations, each with members in its input and output.
fn service(name: &str, documentation: &str, operations: &[(&str, &[&str])]) -> String {
    let space = name.to_lowercase();
    let mut shapes = json!({
        format!("{space}#{name}"): {
            "type": "service",
            "version": "2024-01-01",
            "operations": operations
                .iter()
                .map(|(operation, _)| json!({ "target": format!("{space}#{operation}") }))
                .collect::<Vec<_>>(),
            "traits": {
                "smithy.api#title": name,
                "aws.api#service": { "sdkId": name },
                "aws.protocols#restJson1": {},
            },
        },
    });
    for (operation, members) in operations {
        let members: Value = members
            .iter()
            .map(|member| {
                let member_documentation = json!({ "smithy.api#documentation": documentation });
                let member_body = json!({
                    "target": "smithy.api#String",
                    "traits": member_documentation,
                });
                ((*member).to_owned(), member_body)
            })
            .collect::<serde_json::Map<_, _>>()
            .into();
        shapes[format!("{space}#{operation}")] = json!({
            "type": "operation",
            "input": { "target": format!("{space}#{operation}Input") },
            "output": { "target": format!("{space}#{operation}Output") },
            "traits": {
                "smithy.api#documentation": documentation,
                "smithy.api#http": { "method": "POST", "uri": format!("/{operation}"), "code": 200 },
            },
        });
        for side in ["Input", "Output"] {
            shapes[format!("{space}#{operation}{side}")] = json!({
                "type": "structure",
                "members": members,
            });
        }
    }
    json!({ "smithy": "2.0", "shapes": shapes }).to_string()
}
